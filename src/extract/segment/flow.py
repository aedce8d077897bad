"""Reads a document's blocks from top to bottom and says what each is.

The state is what the last heading opened (a fact box, the contacts, …). Markup that names a part of the
page wins over the state; a heading ends it, a blank line does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from extract.patterns import Patterns, Words
from extract.records.document import Article, Block, Document, Element, Passage
from extract.records.release import Item, Section, SectionKind, Span
from extract.segment.boxes import is_dash, is_paid_text, items, label_of
from extract.segment.bullets import with_bullets
from extract.segment.cards import with_cards, without_label_lists
from extract.segment.columns import with_rows
from extract.segment.headings import Headings, Opens, compile_headings, level, looks_like_heading
from extract.segment.letters import Letters, compile_letters, is_greeting, is_head_line
from extract.segment.lists import Lines, colon_heading, is_short_line, is_short_paragraph
from extract.segment.regions import ClassNames, RegionReader, article_root, compile_class_names, is_inside
from extract.segment.rules import without_rules
from extract.segment.senders import Senders, compile_senders
from extract.segment.sentences import Sentences, compile_sentences
from extract.segment.state import Part, State
from extract.segment.titles import (
    DATELINE_LONGEST,
    as_written,
    ends_dated,
    find_lead,
    find_title,
    headline,
    is_change_label,
    is_change_stamp,
    is_dated_line,
    is_dateline,
    parse_dateline,
    run_in_dateline,
)

MINED: frozenset[SectionKind] = frozenset(
    {"title", "lead", "subheading", "body", "caption", "fact_box", "quote_box", "table"}
)
_END_STATES = frozenset({"contact", "about", "teaser", "navigation"})
_SEPARATOR_SHARE = 0.35
_DUPLICATE_LENGTH = 40
_TOP_BLOCKS = 2
_LINES_ABOVE = 4
_RUNNING = 80
_FEW_LINKS = 0.3
_BLOCK_LABELS = ("name", "applicant", "granted", "applied", "total", "place", "period", "partners")
_MONEY_LABELS = ("label.granted", "label.total", "sum_row")


@dataclass(frozen=True, slots=True)
class Segmented:
    """A document in its parts. ``sections`` tile the text; ``article`` is what may be mined."""

    sections: tuple[Section, ...]
    article: Article
    title: str | None
    lead: str | None
    publisher: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True, eq=False)
class Segmenter:
    """The segmenter of one set of patterns."""

    headings: Headings
    class_names: ClassNames
    caption: Words
    sum_row: Words
    senders: Senders
    letters: Letters
    distributors: frozenset[str]
    money_labels: frozenset[str]
    granted_heads: frozenset[str]
    block_labels: frozenset[str]
    sentences: Sentences

    def segment(self, document: Document) -> Segmented:
        """The parts of ``document``. Never raises on odd input: what fits nowhere is body or navigation."""
        blocks = _regrouped(document.blocks)
        texts = [document.text[block.start : block.end] for block in blocks]
        blocks = without_rules(blocks, texts)
        blocks = with_bullets(blocks, [document.text[block.start : block.end] for block in blocks])
        texts = [document.text[block.start : block.end] for block in blocks]
        blocks = self._with_label_blocks(without_label_lists(blocks, texts, self.block_labels), texts)
        blocks = with_rows(blocks, texts, self.granted_heads)
        texts = [document.text[block.start : block.end] for block in blocks]
        blocks = with_cards(blocks, texts)
        texts = [document.text[block.start : block.end] for block in blocks]
        lines = Lines(blocks, texts, self.money_labels)
        title = find_title(blocks, texts, document.title, self.headings, self.letters)
        reader = self._reader(blocks, title)
        reader.keep_paid(blocks, texts)
        parts = self._parts(lines, title, reader)
        self._mark_lead(lines, parts, reader)
        sections, passages = self._build(document.text, lines, parts)
        plain = document.format == "text"
        kinds = [part.kind for part in parts]
        stated = document.publisher if (document.publisher or "").casefold() not in self.distributors else None
        name = stated or self.senders.find(texts, kinds, title, plain=plain)
        moment = document.published_at or self._dateline(texts, parts, name)
        name = as_written(name, document.text) if name is not None else None
        line = headline(texts[title]) if title is not None else document.title
        dated = _datelines(blocks, texts, parts)
        article = Article(document.text, tuple(passages), line, name, moment, dated)
        lead = next((texts[i] for i, part in enumerate(parts) if part.kind == "lead"), None)
        return Segmented(tuple(sections), article, line, lead, name, moment)

    def _with_label_blocks(self, blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
        """Lines of known labels (``Projekt: …``, ``Ansøger: …``) one below the other are one paragraph, though a blank
        line stands between them in a plain text."""
        sizes = Counter(block.group for block in blocks)
        out = list(blocks)
        run: set[str] = set()
        for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
            label = label_of(text) if block.tag == "line" and sizes[block.group] == 1 else None
            if label is None or label.casefold() not in self.block_labels:
                run = set()
                continue
            if run and label.casefold() not in run:
                out[index] = replace(block, group=out[index - 1].group)
                run.add(label.casefold())
            else:
                run = {label.casefold()}
        return out

    def _reader(self, blocks: Sequence[Block], title: int | None) -> RegionReader:
        around = blocks[title].element if title is not None else None
        safe = frozenset(id(step) for step in around.ancestors()) if around is not None else frozenset()
        return RegionReader(self.class_names, safe)

    def _parts(self, lines: Lines, title: int | None, reader: RegionReader) -> list[Part]:
        blocks = lines.blocks
        root = article_root(blocks, blocks[title] if title is not None else None, reader)
        state = State()
        if title is None:
            state.enter("body", None, 1)
        parts: list[Part] = []
        for index, block in enumerate(blocks):
            part = self._part(index, lines, title, root, reader, state)
            parts.append(part)
            if not part.is_heading and part.kind != "caption":
                state.follow(block, part)
        return parts

    def _part(
        self,
        index: int,
        lines: Lines,
        title: int | None,
        root: Element | None,
        reader: RegionReader,
        state: State,
    ) -> Part:
        block, text = lines.blocks[index], lines.texts[index]
        if index == title:
            state.enter("body", None, 1)
            return Part("title", state.new_key())
        if block.kind is not None and block.kind != "body":
            return Part(block.kind, state.keyed(block.kind))
        before = title is not None and index < title
        if root is not None and block.element is not None and not is_inside(block.element, root):
            kind: SectionKind = "navigation" if before else "teaser"
            return Part(kind, state.keyed(kind))
        region = reader.region(block.element)
        # Some sites call the lead a teaser: running text right below the title is the article's.
        is_lead = region.kind == "teaser" and state.body_blocks == 0 and not before and _is_running_text(block)
        if region.kind in _END_STATES and not is_lead:
            return Part(region.kind, state.keyed(region.kind))
        dated = (state.body_blocks <= _TOP_BLOCKS and is_dateline(text)) or is_change_stamp(text)
        dated = dated and not (lines.goes_on(index) and lines.list_follows(index))  # «Priser fra 1. maj 2026»
        if before or (region.dateline and not is_paid_text(text)) or dated:
            return Part("navigation", state.keyed("navigation"))
        if region.kind in {"fact_box", "quote_box"} and region.box is not None:
            return self._in_box(index, lines, region.kind, region.box, state)
        if region.kind == "caption" or (state.kind not in _END_STATES and self._is_caption(text)):
            return Part("caption", state.new_key())
        return self._by_words(index, lines, state)

    def _in_box(
        self,
        index: int,
        lines: Lines,
        kind: SectionKind,
        box: Element,
        state: State,
    ) -> Part:
        """A block inside a box of the markup: the first heading in it names the box."""
        first = state.box is not box
        if first:
            state.box, state.box_key, state.box_heading, state.box_kind = box, state.new_key(), None, None
        heading = first and looks_like_heading(lines.blocks[index], lines.texts[index], alone=True)
        if heading and _next_inside(lines.blocks, index, box):
            state.box_heading = lines.texts[index].strip()
            opens = self.headings.opens(state.box_heading, strict=True)
            # An <aside> of links to other news is a box to the markup alone; its heading says what it is.
            state.box_kind = "teaser" if opens == "teaser" else None
            return Part(state.box_kind or kind, state.box_key, state.box_heading, is_heading=True)
        return Part(state.box_kind or kind, state.box_key, state.box_heading)

    def _by_words(self, index: int, lines: Lines, state: State) -> Part:
        """A block that the markup says nothing about: by its words, its look and the state."""
        block, text = lines.blocks[index], lines.texts[index].strip()
        if self.headings.is_furniture(text):
            return Part("navigation", state.keyed("navigation", lasting=False))
        if state.body_blocks <= _TOP_BLOCKS and is_change_label(text):
            return Part("navigation", state.keyed("navigation", lasting=False))  # above the text, not at its foot
        if not state.body_blocks and (is_greeting(text) or is_head_line(text)):
            return Part("navigation", state.keyed("navigation", lasting=False))
        if state.kind not in _END_STATES and index > len(lines.blocks) // 3 and self.letters.closes(text):
            state.enter("contact", text, 7)
            return Part("contact", state.key, text, is_heading=True)
        if self.headings.is_separator(text):
            if index > len(lines.blocks) * (1 - _SEPARATOR_SHARE):
                state.enter("about", None, 7)
            return Part("navigation", state.keyed("navigation", lasting=False))
        alone = lines.stands_alone(index)
        heading = looks_like_heading(block, text, alone=alone) and not lines.announces_speech(index)
        summed = lines.heads_sum(index)
        heading = (heading and not lines.repeats_label(index) and not self._sums_up(text)) or summed
        inside = state.kind == "fact_box" and state.mode in {"lines", "groups"}
        if heading and inside and lines.is_paid_line(index) and not text.endswith(")") and not summed:
            heading = False  # "Roklubben 25.000" in a paragraph of its own is an entry
        markup = block.tag[:1] == "h" and block.tag[1:].isdigit()
        first = not index or lines.blocks[index - 1].group != block.group
        could_open = heading or (first and colon_heading(block, text)) or (alone and is_short_paragraph(block, text))
        ends = (
            self.headings.is_about(text) and is_short_line(text) and (state.kind == "contact" or lines.goes_on(index))
        )
        could_open |= first and (self.headings.is_word(text) or ends)
        labelled = lines.is_labelled_value(index)
        opens = self.headings.opens(text, strict=not markup) if could_open and not labelled else None
        if opens == "navigation" and not markup and len(text.split()) > 2 and self.headings.points_elsewhere(text):
            return Part("navigation", state.keyed("navigation", lasting=False))  # the text may go on below it
        if opens == "fact_box" and not heading and not self._announces(text):
            opens = None  # a sentence of the text that only sounds like the head of a list
        late = state.body_blocks > 0 and index > len(lines.blocks) // 2
        if late and opens is None and self.letters.tells_of_sender(text):
            return Part("about", state.keyed("about", lasting=False))
        calls = late and opens is None and state.kind not in _END_STATES and self.letters.calls(text)
        if calls and not lines.calls_in_entry(index):
            return Part("contact", state.keyed("contact", lasting=False))
        if state.kind == "body" and (intro := lines.intro_above(index)) and (mode := lines.mode_below(index - 1)):
            state.enter("fact_box", intro, 7, mode=mode)
            return Part("fact_box", state.key, intro)
        if first and opens is None and state.kind == "body" and lines.marked_blocks_begin(index):
            state.enter("fact_box", None, 7, mode="items")
            return Part("fact_box", state.key)
        if first and opens is None and state.kind == "body" and lines.paid_blocks_begin(index):
            state.enter("fact_box", None, 7, mode="groups")
            return Part("fact_box", state.key)
        if first and opens is None and state.kind == "body" and not summed and lines.paid_lines_unannounced(index):
            state.enter("fact_box", None, 7, mode="lines")
            return Part("fact_box", state.key)
        if opens is not None and opens != "fact_box":
            return self._end_part(block, text, opens, state)
        if opens == "fact_box" and state.after_contact and self.headings.is_about(text):
            return self._end_part(block, text, "about", state)
        if opens == "fact_box" and self._tells_of_body(text) and lines.prose_follows(index):
            return self._end_part(block, text, "about", state)
        if opens == "fact_box" and state.kind not in {"contact", "teaser"}:
            mode = lines.mode_below(index) or ("items" if heading and lines.short_lines_follow(index) else None)
            if mode is None and text.endswith(":") and not heading:
                mode = "items"
            state.enter("fact_box", text, level(block), mode=mode)
            state.lists = (block.tag, level(block)) if mode == "groups" else None
            return Part("fact_box", state.key, text, is_heading=True)
        if heading:
            return self._plain_heading(index, lines, state)
        if state.kind in _END_STATES:
            return Part(state.kind, state.key)
        if self.headings.points_elsewhere(text) and not block.marker and (block.tag != "li" or block.links):
            return Part("navigation", state.keyed("navigation", lasting=False))
        titled = state.mode == "groups" and lines.is_paid_group(index)  # "Mobile haver:" above its own sum
        below = lines.mode_below(index) if state.kind == "fact_box" and text.endswith(":") and not titled else None
        if state.last is None and below is not None and not block.marker and block.tag not in {"li", "tr"}:
            state.mode = below
            return Part("fact_box", state.key, state.heading, is_heading=True)
        if self._introduces_list(index, lines) and state.kind != "fact_box":
            state.enter("fact_box", text, 7, mode=lines.mode_below(index))
            return Part("fact_box", state.key, text, is_heading=True)
        if state.kind == "fact_box" and state.mode is not None:
            if lines.leaves(index, state.last, state.mode):
                state.enter("body", state.subheading, 7)
            elif state.mode != "items" and lines.heads_more(
                index, started=state.mode == "lines" and state.last is not None
            ):
                return Part("fact_box", state.key, state.heading, is_heading=True)
        if state.kind == "body" and lines.is_row(index):
            if lines.heads_table(index):
                state.single = None
                return Part("table", state.keyed("table"), text, is_heading=True)
            return Part("table", state.keyed("table"))
        if state.kind == "body" and lines.in_list(index):
            return Part("body", state.keyed_list(), state.heading)
        return Part(state.kind, state.key_of_body(), state.heading)

    def _end_part(self, block: Block, text: str, opens: Opens, state: State) -> Part:
        kind: SectionKind = "body" if opens in {"fact_box", "subheading"} else opens
        inline = ":" in text[:-1] and not text.endswith(":")
        if kind == "teaser" and inline:
            return Part(kind, state.keyed(kind, lasting=False))
        state.enter(kind, text, level(block))
        return Part(kind, state.key, text, is_heading=True)

    def _plain_heading(self, index: int, lines: Lines, state: State) -> Part:
        """A heading whose words open nothing: an item of the box it stands in, or a subheading of the body."""
        block, text = lines.blocks[index], lines.texts[index].strip()
        rank = level(block)
        if state.kind in {"contact", "about", "teaser"}:
            return Part(state.kind, state.key, state.heading)
        if state.kind == "fact_box" and state.mode == "groups" and lines.is_paid_group(index):
            return Part("fact_box", state.key, state.heading)
        if state.kind == "fact_box" and state.mode is None and (rank > state.level or lines.is_item_title(index)):
            return Part("fact_box", state.key, state.heading)
        if state.kind == "fact_box" and state.mode is not None and lines.goes_on(index):
            if state.mode == "lines" and lines.heads_more(index, started=True):
                return Part("fact_box", state.key, state.heading, is_heading=True)
            if label_of(text) is not None:
                return Part("fact_box", state.key, state.heading)
        mode = (
            lines.mode_below(index)
            or ("groups" if state.is_beside(block, rank) and lines.is_paid_group(index + 1) else None)
            or ("items" if lines.short_lines_follow(index) or lines.heads_figures(index) else None)
        )
        first = state.groups is None and (
            (state.opened is not None and mode is not None)
            or (state.awaits_list and lines.mode_below(index) is not None)
        )
        again = state.groups == (block.tag, rank) and (mode is not None or lines.goes_on(index))
        # A head with a sum of its own (*Musik – i alt 412.000 kr.*) is that of a pool, which is a list by itself.
        if ((first and rank >= state.level) or again) and lines.may_head(index) and not lines.heads_sum(index):
            state.group(block, rank, mode)
            return Part("fact_box", state.key, state.heading, is_heading=True)
        if state.awaits_list and state.mode is not None and lines.short_lines_follow(index - 1):
            return Part("fact_box", state.key, state.heading)  # the first of the names
        if mode is not None or lines.short_paragraphs_follow(index):
            state.enter("fact_box", text, rank, mode=mode)
            state.lists = (block.tag, rank) if mode == "groups" else None
            return Part("fact_box", state.key, text, is_heading=True)
        if state.kind == "navigation" and rank == 7:
            return Part("navigation", state.key, state.heading)
        state.enter("body", text, rank)
        state.subheading = text
        state.opened = Part("subheading", state.new_key(), is_heading=True)
        return state.opened

    def _tells_of_body(self, text: str) -> bool:
        """Whether a heading is *Om* and a kind of body alone: *Om fagforeningen*."""
        words = text.rstrip(" :").split()
        return len(words) == 2 and words[0] == "Om" and words[1].islower() and words[1].endswith(self.senders.kinds)

    def _sums_up(self, text: str) -> bool:
        """Whether a line is the sum of a list: ``Sum ........ 195.855,75``"""
        return text[-1].isdecimal() and self.sum_row.expression.match(text) is not None

    def _announces(self, text: str) -> bool:
        """Whether a line that is not set as a heading heads a box: it ends with its colon, or opens with ``Fakta:``."""
        return text.endswith(":") or self.headings.fact_box.expression.match(text) is not None

    def _is_caption(self, text: str) -> bool:
        if len(text) > 500 or is_paid_text(text):
            return False  # "Em Kirke – Sct. Hans' Kilde: ny sti – 60.000 kr." is an entry
        found = self.caption.expression.match(text)
        if found:
            return len(text.split()) <= 12 or found.group().endswith(":")
        last = deque(self.caption.expression.finditer(text), maxlen=1)
        return bool(last) and last[0].group().endswith(":") and len(text[last[0].end() :].split()) <= 8

    def _introduces_list(self, index: int, lines: Lines) -> bool:
        block, text = lines.blocks[index], lines.texts[index].strip()
        return (
            text.endswith(":")
            and colon_heading(block, text)
            and block.tag not in {"li", "tr"}
            and (lines.list_follows(index) or lines.paid_groups_follow(index) or lines.names_follow(index))
        )

    def _mark_lead(self, lines: Lines, parts: list[Part], reader: RegionReader) -> None:
        if any(part.kind == "lead" for part in parts):
            return
        body = [i for i, part in enumerate(parts) if part.kind == "body" and not part.is_heading]
        marked = [i for i in body[:4] if reader.region(lines.blocks[i].element).lead]
        before_headings = body[: next((n for n, i in enumerate(body) if parts[i].heading), len(body))]
        candidates = body if before_headings else []
        lead = find_lead(lines.blocks, lines.texts, candidates, marked)
        if lead is not None:
            parts[lead] = Part("lead", -1 - lead)

    def _dateline(self, texts: Sequence[str], parts: Sequence[Part], name: str | None) -> datetime | None:
        for text, part in zip(texts, parts, strict=True):
            sent = name is not None and len(text) <= DATELINE_LONGEST and text.startswith(name)
            if part.kind == "navigation" and (sent or is_dateline(text)) and (moment := parse_dateline(text)):
                return moment
            if part.kind in {"teaser", "contact", "about"}:
                break
        opening = [text for text, part in zip(texts, parts, strict=True) if part.kind in {"lead", "body"}]
        return next(filter(None, map(run_in_dateline, opening[:_TOP_BLOCKS])), None)

    def _build(self, text: str, lines: Lines, parts: Sequence[Part]) -> tuple[list[Section], list[Passage]]:
        blocks, texts = lines.blocks, lines.texts
        sections: list[Section] = []
        passages: list[Passage] = []
        seen: set[str] = set()
        boxes: set[int] = set()
        numbered = range(len(blocks))
        for (kind, key), group in groupby(numbered, key=lambda i: (parts[i].kind, parts[i].key)):
            members = list(group)
            inner = [i for i in members if not parts[i].is_heading]
            listed: tuple[Item, ...] = ()
            if kind in {"fact_box", "table"} or (kind == "body" and all(lines.in_list(i) for i in inner)):
                listed = items([blocks[i] for i in inner], [texts[i] for i in inner], self.sum_row)
            if kind == "fact_box" and not inner:
                kind = "subheading"  # a heading that nothing stands below
            if kind == "fact_box" and key in boxes and not listed and len(inner) == len(members):
                kind = "body"  # running text below the entries, behind a caption or a link that stands between
            boxes.add(key)
            name = f"s{len(sections) + 1}"
            heading = next((parts[i].heading for i in members if parts[i].heading), None)
            start, end = blocks[members[0]].start, blocks[members[-1]].end
            start += bool(sections) and start == sections[-1].end  # a bullet may touch the text before it
            sections.append(Section(id=name, kind=kind, heading=heading, start=start, end=end, items=listed))
            if kind in MINED:
                ends = [entry.end for entry in listed]
                for i in members:
                    if kind in {"caption", "body", "lead"} and not listed and _repeated(texts[i], seen):
                        continue
                    passages.append(self._passage(text, blocks[i], name, kind, listed, ends))
        return _tiled(sections, len(text)), passages

    def _passage(
        self, text: str, block: Block, section: str, kind: SectionKind, listed: Sequence[Item], ends: Sequence[int]
    ) -> Passage:
        # A bullet or number is no part of the first sentence; a dash may open speech, so it stays.
        start = block.start if is_dash(block) else block.start + len(block.marker)
        spans = self.sentences.split(text[start : block.end])
        sentences = tuple((start + low, start + high) for low, high in spans)
        first = bisect_right(ends, block.start)  # the first item that is not over when the block begins
        item = first if first < len(listed) and block.end > listed[first].start else None
        return Passage(block.start, block.end, section, kind, sentences, item, block.group, block)


@lru_cache(maxsize=4)
def compile_segmenter(patterns: Patterns) -> Segmenter:
    """The segmenter of these patterns, made once."""
    return Segmenter(
        compile_headings(patterns),
        compile_class_names(patterns),
        patterns.words["sections.caption"],
        patterns.words["projects.sum_row"],
        compile_senders(patterns),
        compile_letters(patterns),
        patterns.words["sections.distributors"].folded,
        frozenset().union(*(patterns.words[f"projects.{name}"].folded for name in _MONEY_LABELS)),
        frozenset(word.rstrip(".") for word in patterns.words["projects.label.granted"].folded),
        frozenset().union(*(patterns.words[f"projects.label.{role}"].folded for role in _BLOCK_LABELS)),
        compile_sentences(patterns),
    )


def _regrouped(blocks: Sequence[Block]) -> Sequence[Block]:
    """In a text without a blank line every line is its own paragraph."""
    if len(blocks) > 3 and len({block.group for block in blocks}) == 1:
        return [replace(block, group=number) for number, block in enumerate(blocks)]
    return blocks


def _datelines(blocks: Sequence[Block], texts: Sequence[str], parts: Sequence[Part]) -> tuple[Span, ...]:
    """The lines outside the passages that say when it was sent: right above the headline (nothing but date, place and
    sender), between headline and text, and inside the text."""
    found: list[Span] = []
    begins = next((index for index, part in enumerate(parts) if part.kind in MINED), 0)
    for index, (block, text, part) in enumerate(zip(blocks, texts, parts, strict=True)):
        if part.kind in {"teaser", "contact", "about"}:
            break
        if part.kind != "navigation" or index < begins - _LINES_ABOVE or not is_dated_line(text):
            continue
        if index > begins or is_dateline(text) or ends_dated(text):
            found.append((block.start, block.end))
    return tuple(found)


def _tiled(sections: Sequence[Section], stop: int) -> list[Section]:
    """The sections, each up to where the next begins: rules between entries are in none of the blocks."""
    ends = [*(following.start - 1 for following in sections[1:]), stop]
    return [
        section if section.end == end else section.model_copy(update={"end": end})
        for section, end in zip(sections, ends, strict=False)
    ]


def _is_running_text(block: Block) -> bool:
    return block.end - block.start > _RUNNING and block.links < _FEW_LINKS and block.tag not in {"li", "tr"}


def _repeated(text: str, seen: set[str]) -> bool:
    """Whether this long line stood in the article before: a caption or lead that the page gives twice."""
    folded = " ".join(text.casefold().split())
    if len(folded) < _DUPLICATE_LENGTH:
        return False
    known = folded in seen
    seen.add(folded)
    return known


def _next_inside(blocks: Sequence[Block], index: int, box: Element) -> bool:
    return index + 1 < len(blocks) and is_inside(blocks[index + 1].element, box)
