"""Which lines make a list: marked items, rows, labelled lines, or paragraphs that each hold an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extract.records.document import Block
from extract.segment.boxes import (
    TWO_SENTENCES,
    is_continued,
    is_dash,
    is_glued,
    is_item,
    is_paid_text,
    is_sum_end,
    label_of,
    list_element,
    opens_paid,
)
from extract.segment.headings import looks_like_heading
from extract.segment.letters import whom_at

_DASH_ITEM_LONGEST = 160
_INTRO_LONGEST = 220
_SHORT_HEADING = 110
_SHORT_LINE = 90
_NAME_LINE = 60
_LEAST_GROUPS = 3
_ENTRY_LINES = 5
_SEVERAL = 2
_BLOCK_LINES = 9
_ENTRY_LONGEST = 420
_RUN_IN_LONGEST = 900
_RUN_IN_HEAD = regex.compile(r"\p{Lu}[^.:!?\n]{2,60}[.:]\s+[\p{Lu}»”“\"]")
_SENTENCE_END = regex.compile(r"[.!?…][\"”»«’']?\s*$")
_MONEY = regex.compile(
    r"\d[\d.,]*\s*(?:kr\b|kroner|mio|mia|tkr|euro|€|,-|DKK\b)|(?:kr\.|DKK|\bkr)\s*\d", regex.IGNORECASE
)
_AMOUNT = regex.compile(
    r"\d[\d.,]*\s*(?:kr\b|kroner|mio|mia|mill|tkr|euro|€|,-|DKK\b)|(?:kr\.?:?|DKK)\s*\d|:\s*\d[\d.]*\.\d{3}$"
    r"|\d\.\d{3}\s(?:givet|bevilget|bevilliget|tildelt)\b",
    regex.IGNORECASE,
)
# "Modtager: Beløb i kr." above lines of the two
_COLUMN_HEADS = regex.compile(
    r"\p{Lu}\p{Ll}{2,20}[\s:/–-]+(?:[Bb]eløb|[Tt]ilskud|[Ss]tøtte|[Bb]evilling)[\p{L} (]{0,20}\.?\)?"
)
# "- ”Lys på kajen”. Projektet …": an entry that opens with its title, no speech
_TITLED = regex.compile(r"[»”“\"„]\p{Lu}[^»«”“\"\n]{2,100}[«»”“\"]\s?[.,:–-]")
_INTRO = regex.compile(
    r"(?:^|[.!?…][\"”»«’']?\s+)(?P<intro>\p{Lu}(?:[^.!?:]|(?<=\d)\.(?=\d)|\.(?=\s\p{Ll})){3,180}:)\s*$"
)
# "10.000 kr. til hver", "Musik (i alt 412.000 kr.)", "Idræt, 40.000 kr. i alt:"
_GROUP_SUM = regex.compile(
    r"(?<!\p{L})(?:hver|hvert|hver især|à|a|i alt|ialt|samlet|tilsammen)(?!\p{L})", regex.IGNORECASE
)
_SPEECH_MARKS = frozenset("\"»«“”„'‘–—−-")
_CUE = regex.compile(r",\s*(?:siger|fortæller|udtaler|forklarer|lyder|understreger|tilføjer|mener|oplyser)\b")


_FOR_WHAT = regex.compile(r"\stil\s(\S)")

ListMode = Literal["items", "lines", "groups"]
"""How a list is set: bullets, rows or labels; lines that each end with an amount; paragraphs that each hold one."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks of a document with their texts; answers what a line is among its neighbours."""

    blocks: Sequence[Block]
    texts: Sequence[str]
    money_labels: frozenset[str] = frozenset()
    """Labels before amounts (``Beløb``, ``Samlet budget``, ``I alt``), folded: such a line is no entry of its own."""

    def stands_alone(self, index: int) -> bool:
        """Whether a line is a paragraph of its own, or the first of one whose other lines are items or labels."""
        group = self.blocks[index].group
        if index and self.blocks[index - 1].group == group:
            return False
        if index + 1 >= len(self.blocks) or self.blocks[index + 1].group != group:
            return True
        below = self.texts[index + 1]
        return bool(self.blocks[index + 1].marker) or label_of(below) is not None or self.heads_figures(index)

    def is_listed(self, index: int) -> bool:
        """Whether a block is an item: marked so, and where the mark is a dash, no speech."""
        block = self.blocks[index]
        if not is_item(block):
            return False
        if not is_dash(block):
            return True
        text = self.texts[index]
        if _CUE.search(text):
            return False
        if _TITLED.match(text, len(block.marker)):
            return True
        return bool(_MONEY.search(text)) or (len(text) <= _DASH_ITEM_LONGEST and not _SENTENCE_END.search(text))

    def in_list(self, index: int) -> bool:
        """Whether a block is one of two or more items in a row, or one that holds its own amount below it."""
        if index < len(self.blocks) and self.blocks[index].tag == "dd":
            while index and self.blocks[index].tag == "dd":
                index -= 1
            return self.blocks[index].tag == "dt" and self.in_list(index)
        if index >= len(self.blocks) or not self.is_listed(index):
            return False
        after = self.past_lines(index)
        if after < len(self.blocks) and self.is_listed(after):
            return True
        before = index - 1
        while before > 0 and self.blocks[before].tag == "line" and not self.blocks[before].marker:
            if self.blocks[before].group != self.blocks[before - 1].group:
                break
            before -= 1
        if before >= 0 and self.is_listed(before):
            return True
        return after > index + 1 and any(_AMOUNT.search(text) for text in self.texts[index:after])

    def past_lines(self, index: int) -> int:
        """The index after an item and the lines below it that belong to its paragraph."""
        after = index + 1
        while after < len(self.blocks) and self.blocks[after].tag in {"line", "dd"} and not self.blocks[after].marker:
            if self.blocks[after].tag == "dd" and after - index <= _ENTRY_LINES:
                after += 1
                continue
            if self.blocks[after].group != self.blocks[index].group or after - index > _ENTRY_LINES:
                break
            after += 1
        return after

    def items_follow(self, index: int) -> bool:
        """Whether bullets, rows or lines with amounts begin right after the block."""
        after = index + 1
        if after >= len(self.blocks):
            return False
        return self.is_row(after) or self.in_list(after) or self.paid_lines_begin(after)

    def list_follows(self, index: int) -> bool:
        """Whether a list, table or run of labelled lines begins right after the block."""
        after = index + 1
        if self.items_follow(index):
            return True
        return after + 1 < len(self.blocks) and bool(label_of(self.texts[after]) and label_of(self.texts[after + 1]))

    def mode_below(self, index: int) -> ListMode | None:
        """How the list is set that begins right after the block; None if none does."""
        if self.paid_lines_begin(index + 1) or (index + 1 < len(self.blocks) and self.heads_lines(index + 1)):
            return "lines"
        if self.paid_groups_follow(index):
            return "groups"
        return "items" if self.list_follows(index) or self.names_follow(index) else None

    def leaves(self, index: int, last: Block | None, mode: ListMode) -> bool:
        """Whether a list that is set so has ended before this block; ``last`` is the block before it in the list."""
        if mode == "items":
            return self.leaves_list(index, last)
        if last is None or self.heads_lines(index) or (mode == "lines" and self.heads_entry(index)):
            return False
        return self.leaves_lines(index) if mode == "lines" else self.leaves_groups(index, last)

    def leaves_list(self, index: int, last: Block | None) -> bool:
        """Whether the list that the state is bound to has ended before this block."""
        block = self.blocks[index]
        if last is None or self.is_listed(index) or block.tag in {"tr", "dd", "dt"} or is_continued(self.texts[index]):
            return False
        if self.is_row(index):
            return False
        if block.element is not None and (around := list_element(block)) is not None and around is list_element(last):
            return False
        if label_of(self.texts[index]) is not None and label_of(self.texts[index - 1]) is not None:
            return False
        return block.group != last.group

    def paid_groups_follow(self, index: int) -> bool:
        """Whether three or more short paragraphs follow that each hold an amount: a list without bullets."""
        groups = 0
        after = index + 1
        while after < len(self.blocks) and groups < _LEAST_GROUPS:
            stop = self._past_group(after)
            if not self._is_entry(after, stop):
                break
            groups += 1
            after = stop
        return groups >= _LEAST_GROUPS

    def calls_in_entry(self, index: int) -> bool:
        """Whether a line that says whom to call is part of an entry with its sum, as a line near it is of another."""
        if not self._calls_below_sum(index):
            return False
        near = range(max(0, index - _BLOCK_LINES), min(len(self.blocks), index + _BLOCK_LINES + 1))
        return any(self._calls_below_sum(n) for n in near if n != index)

    def _calls_below_sum(self, index: int) -> bool:
        """Whether a line says whom to call, and a sum stands before that: in the line, or above it in its paragraph."""
        whom = whom_at(self.texts[index])
        if whom is None:
            return False
        own = self.texts[index][:whom]
        first = max(index - _BLOCK_LINES, 0)
        while not _AMOUNT.search(own) and index > first and self.blocks[index - 1].group == self.blocks[index].group:
            index -= 1
            own = self.texts[index]
            if whom_at(own) is not None:
                return False
        return _AMOUNT.search(own) is not None

    def announces_speech(self, index: int) -> bool:
        """Whether a line with a colon introduces somebody's words: the next line opens with a mark or a dash."""
        if not self.texts[index].rstrip().endswith(":") or index + 1 >= len(self.texts):
            return False
        following = self.texts[index + 1].lstrip()
        if following[:1] not in _SPEECH_MARKS:
            return False
        # "– Klub, 10.000 kr." is an entry; with a sum among several sentences somebody speaks.
        return _MONEY.search(following) is None or TWO_SENTENCES.search(following) is not None

    def is_paid_line(self, index: int) -> bool:
        """Whether a line without a bullet ends with an amount and is no sentence of a text: an entry of one line."""
        if not 0 <= index < len(self.blocks) or is_item(self.blocks[index]) or self.blocks[index].tag[:1] == "h":
            return False
        text = self.texts[index]
        if self.calls_in_entry(index):
            text = text[: whom_at(text)].rstrip(" ,;–-(")
        if not is_paid_text(text) or _CUE.search(text):
            return False
        return (label_of(text) or "").casefold() not in self.money_labels

    def paid_lines_begin(self, index: int) -> bool:
        """Whether two or more such lines stand here one below the other, or one line in which two have run together."""
        if index < len(self.blocks) and is_glued(self.texts[index]):
            return True
        if not (self.is_paid_line(index) and self.is_paid_line(index + 1)):
            return False
        # Two sentences that open with a sum and only say what for are paragraphs below who gets it; three are a list.
        told = all(_says_what_for(text) for text in self.texts[index : index + 2])
        return not told or self.is_paid_line(index + 2)

    def paid_lines_unannounced(self, index: int) -> bool:
        """Whether three or more such lines begin here, and nothing else stands in their paragraph: a list under no
        heading."""
        if not self.goes_on(index) and self.goes_on(index + 1):
            return False  # "Fonden støtter tre huse med 4,1 mio. kr." above the paragraph of the entries
        stop = index
        while stop - index < _LEAST_GROUPS or (stop < len(self.blocks) and self.goes_on(stop - 1)):
            if not self.is_paid_line(stop):
                return False
            stop += 1
        return True

    def _past_lines_of(self, index: int) -> int:
        """The index after the lines of one paragraph, however many they are."""
        stop = index
        while stop < len(self.blocks) and self.blocks[stop].group == self.blocks[index].group:
            stop += 1
        return stop

    def leaves_lines(self, index: int) -> bool:
        """Whether a list of such lines has ended before this block."""
        if index and opens_paid(self.texts[index]) and opens_paid(self.texts[index - 1]):
            return False  # "300.000 kr. til museet til en udstilling. Den åbner i maj.": an entry that tells more
        return not self.is_paid_line(index) and not is_glued(self.texts[index])

    def heads_lines(self, index: int) -> bool:
        """Whether a short line inside a list of paid lines heads the next ones: a municipality, a theme."""
        text = self.texts[index]
        if _COLUMN_HEADS.fullmatch(text):
            return self.paid_lines_begin(index + 1)
        figures = self.is_paid_line(index) or text[-1].isdigit() or _MONEY.search(text) is not None
        return (
            not figures and is_short_line(text) and not is_item(self.blocks[index]) and self.paid_lines_begin(index + 1)
        )

    def heads_sum(self, index: int) -> bool:
        """Whether a short line says what the entries below it got each or in all: ``Musik – i alt 412.000 kr.``"""
        text = self.texts[index]
        if (index and self.blocks[index - 1].group == self.blocks[index].group) or is_item(self.blocks[index]):
            return False
        if len(text) > _SHORT_LINE or self.blocks[index].cells or _GROUP_SUM.search(text) is None:
            return False
        if _MONEY.search(text) is None:
            return False
        return self.paid_lines_begin(index + 1) or self.in_list(index + 1) or self.short_lines_follow(index)

    def may_head(self, index: int) -> bool:
        """Whether a heading may be that of a group of entries: it is none itself, by an amount or a colon."""
        text = self.texts[index]
        plain = _MONEY.search(text) is None and label_of(text) is None and not self.is_paid_line(index)
        return plain or self.heads_sum(index)

    def heads_more(self, index: int, *, started: bool) -> bool:
        """Whether a short line inside a list heads what follows; once a list has ``started``, be it one entry."""
        return self.heads_lines(index) or (started and self.heads_entry(index))

    def heads_entry(self, index: int) -> bool:
        """Whether a short line heads what follows inside a list that has begun, be it one entry only."""
        text = self.texts[index]
        plain = _MONEY.search(text) is None and not text[-1].isdigit() and not is_item(self.blocks[index])
        plain = plain and not self.is_paid_line(index)
        return plain and is_short_line(text) and self.is_paid_line(index + 1)

    def is_row(self, index: int) -> bool:
        """Whether a block is a row of a table: of the markup, or a line parted by tabs beside another one."""
        block = self.blocks[index]
        beside = [n for n in (index - 1, index + 1) if 0 <= n < len(self.blocks)]
        return block.tag == "tr" or (len(block.cells) > 1 and any(len(self.blocks[n].cells) > 1 for n in beside))

    def heads_table(self, index: int) -> bool:
        """Whether a row is one cell over rows of several: the table's own heading."""
        below = index + 1
        above = index - 1
        if len(self.blocks[index].cells) != 1 or (above >= 0 and self.blocks[above].tag == "tr"):
            return False
        return below < len(self.blocks) and self.blocks[below].tag == "tr" and len(self.blocks[below].cells) > 1

    def intro_above(self, index: int) -> str | None:
        """The last sentence of the paragraph above, where it ends with a colon and so announces what begins here."""
        if not index or self.blocks[index - 1].marker or self.blocks[index - 1].cells:
            return None
        found = _INTRO.search(self.texts[index - 1])
        return str(found["intro"]) if found is not None else None

    def is_item_title(self, index: int) -> bool:
        """Whether a heading-like line in a box is the title of an item: money or a label follows within three lines,
        before the next line that looks like a heading. What stands right above a list is the list's own heading."""
        if label_of(self.texts[index]) is None and self.items_follow(index):
            return False
        for after in range(index + 1, min(index + 4, len(self.blocks))):
            if _MONEY.search(self.texts[after]) or label_of(self.texts[after]) is not None:
                return True
            if looks_like_heading(self.blocks[after], self.texts[after], alone=True) and after > index + 1:
                return False
        return False

    def leaves_groups(self, index: int, last: Block) -> bool:
        """Whether a list of paragraphs has ended: a new paragraph that is no entry."""
        if self.blocks[index].group == last.group:
            return False
        stop = self._past_group(index)
        if stop - index == 1 and self._lines_above(index) > 1 and TWO_SENTENCES.search(self.texts[index]):
            return True  # running text below entries of several lines
        return not self._is_entry(index, stop)

    def is_labelled_value(self, index: int) -> bool:
        """Whether a line is ``Label: værdi`` with another such line right below it in its paragraph."""
        if self.texts[index].rstrip().endswith(":") or label_of(self.texts[index]) is None:
            return False
        below = index + 1
        same = below < len(self.blocks) and self.blocks[below].group == self.blocks[index].group
        return same and label_of(self.texts[below]) is not None

    def repeats_label(self, index: int) -> bool:
        """Whether a line is ``Label: værdi`` whose label comes again soon in its paragraph: one of several entries."""
        label = label_of(self.texts[index])
        if label is None or self.texts[index].rstrip().endswith(":"):
            return False
        below = range(index + 1, min(index + 1 + _BLOCK_LINES, len(self.blocks)))
        same = (n for n in below if self.blocks[n].group == self.blocks[index].group)
        return any(label_of(self.texts[n]) == label for n in same)

    def is_paid_group(self, index: int) -> bool:
        """Whether the paragraph that a line opens is short and holds an amount."""
        stop = self._past_group(index)
        return stop > index + 1 and self._is_entry(index, stop)

    def paid_blocks_begin(self, index: int) -> bool:
        """Whether three or more paragraphs of several lines begin here, each with an amount, all lines short or the
        first one set like a title: a list that nothing announces."""
        groups, at = 0, index
        label, below = label_of(self.texts[index]), self._past_group(index)
        # The same label again is as good as a third paragraph.
        again = label is not None and below < len(self.blocks) and label_of(self.texts[below]) == label
        least = _LEAST_GROUPS - again
        while at < len(self.blocks) and groups < least:
            stop = self._past_group(at)
            short = all(len(text) <= _SHORT_LINE for text in self.texts[at:stop])
            titled = len(self.texts[at]) <= _SHORT_LINE and not _SENTENCE_END.search(self.texts[at])
            set_so = stop - at > 1 and (short or (titled and not any(map(str.isdigit, self.texts[at]))))
            if not set_so or not self._is_entry(at, stop):
                return False
            groups, at = groups + 1, stop
        return groups >= least

    def marked_blocks_begin(self, index: int) -> bool:
        """Whether three or more paragraphs begin here that are each a title behind a number or bullet above a text with
        an amount: a list that nothing announces."""
        groups, at = 0, index
        while at < len(self.blocks) and groups < _LEAST_GROUPS:
            stop, text = self._past_group(at), self.texts[at]
            titled = bool(self.blocks[at].marker) and len(text) <= _SHORT_LINE and not _SENTENCE_END.search(text)
            below = self.texts[at + 1 : stop]
            marked = any(self.blocks[n].marker for n in range(at + 1, stop))
            if not titled or marked or not any(_AMOUNT.search(line) for line in below):
                return False
            groups, at = groups + 1, stop
        return groups >= _LEAST_GROUPS

    def short_lines_follow(self, index: int) -> bool:
        """Whether the next paragraph is three or more short lines that are no sentences: a list without bullets. One
        of five may end with a full stop by mistake."""
        stop, stops = index + 1, 0
        while stop < len(self.blocks) and self.blocks[stop].group == self.blocks[index + 1].group:
            text = self.texts[stop]
            if len(text) > _SHORT_LINE or is_item(self.blocks[stop]):
                return False
            stops += _SENTENCE_END.search(text) is not None
            stop += 1
        return stop - index > _LEAST_GROUPS and stops * 5 <= stop - index - 1

    def short_paragraphs_follow(self, index: int) -> bool:
        """Whether a heading of the markup has only three or more short paragraphs without a full stop below it, up to
        the next heading: a list that is set as paragraphs."""
        stop = index + 1
        while stop < len(self.blocks) and self.blocks[stop].tag in {"p", "div"}:
            text = self.texts[stop]
            if len(text) > _NAME_LINE or _SENTENCE_END.search(text) or text.rstrip().endswith(":"):
                return False
            stop += 1
        ended = stop == len(self.blocks) or self.blocks[stop].tag in {"h1", "h2", "h3", "h4"}
        return ended and self.blocks[index].tag[:1] == "h" and stop - index > _LEAST_GROUPS

    def prose_follows(self, index: int) -> bool:
        """Whether a paragraph of running text stands right below a line."""
        below = self.texts[index + 1] if index + 1 < len(self.texts) else ""
        return len(below) > _SHORT_HEADING and below.rstrip().endswith(".") and not is_item(self.blocks[index + 1])

    def names_follow(self, index: int) -> bool:
        """Whether a line with a colon stands above a paragraph of short lines that are set like names."""
        if not self.texts[index].rstrip().endswith(":") or not self.short_lines_follow(index):
            return False
        return all(
            self.texts[n][:1].isupper() or self.texts[n][:1].isdigit()
            for n in range(index + 1, self._past_lines_of(index + 1))
        )

    def heads_figures(self, index: int) -> bool:
        """Whether a line opens a paragraph of three or more other short lines, most with a figure, or of more set like
        names: a box of facts that is set close below its heading."""
        if index and self.blocks[index - 1].group == self.blocks[index].group:
            return False
        first = self.texts[index]
        if len(first) > _SHORT_LINE or _SENTENCE_END.search(first) or any(map(str.isdigit, first)):
            return False
        stop = self._past_group(index)
        below = self.texts[index + 1 : stop]
        short = all(len(text) <= _SHORT_LINE and not _SENTENCE_END.search(text) for text in below)
        figures = sum(any(map(str.isdigit, text)) for text in below)
        names = len(below) > _LEAST_GROUPS and all(text[:1].isupper() and len(text) <= _NAME_LINE for text in below)
        return len(below) >= _LEAST_GROUPS and short and (names or figures * 2 > len(below))

    def goes_on(self, index: int) -> bool:
        """Whether another line of the same paragraph follows."""
        return index + 1 < len(self.blocks) and self.blocks[index + 1].group == self.blocks[index].group

    def _lines_above(self, index: int) -> int:
        """How many lines the paragraph above the block has; no more than an entry may have."""
        above = index - 1
        while above > max(0, index - _ENTRY_LINES) and self.blocks[above - 1].group == self.blocks[index - 1].group:
            above -= 1
        return index - above

    def _is_entry(self, first: int, stop: int) -> bool:
        """Whether a paragraph is one entry: it holds an amount, and no two lines that are entries of their own."""
        if not is_paid_entry(self.blocks[first:stop], self.texts[first:stop]):
            return False
        return sum(map(self._stands_for_itself, range(first, stop))) < _SEVERAL

    def _stands_for_itself(self, index: int) -> bool:
        """Whether a paid line names somebody before its sum (``Natteravnene Stege: 12.000 kr.``)."""
        label = label_of(self.texts[index])
        return label is not None and len(label.split()) > 1 and self.is_paid_line(index)

    def _past_group(self, index: int) -> int:
        """The index after the rest of a block's paragraph; no further than shows that it is too long for an entry."""
        stop = index
        last = min(len(self.blocks), index + _ENTRY_LINES + 1)
        while stop < last and self.blocks[stop].group == self.blocks[index].group:
            stop += 1
        return stop


def colon_heading(block: Block, text: str) -> bool:
    """Whether a line may announce what stands below or behind its colon; of several sentences only the last does."""
    if text.endswith(":") and (found := _INTRO.search(text)) is not None and found.start("intro") > 0:
        return False
    return not block.marker and len(text) <= _INTRO_LONGEST and block.tag not in {"li", "tr", "dd"} and ":" in text[:60]


def _says_what_for(text: str) -> bool:
    """``1,6 mio. kr. til køb af et kunstværk.``: a sentence that opens with its sum and names nobody who gets it."""
    what = _FOR_WHAT.search(text)
    return (
        opens_paid(text) and text.endswith(".") and not is_sum_end(text) and what is not None and not what[1].isupper()
    )


def is_short_paragraph(block: Block, text: str) -> bool:
    """A paragraph of the markup that is set like a heading but for its tag: a few words without a full stop."""
    return block.tag in {"p", "div", "span"} and is_short_line(text)


def is_short_line(text: str) -> bool:
    """Whether a line is short and no sentence."""
    return len(text) <= _SHORT_HEADING and not _SENTENCE_END.search(text)


def is_paid_entry(blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether a paragraph reads as an entry: short, or headed by a few words of its own, and with an amount."""
    if is_item(blocks[0]) or blocks[0].tag[:1] == "h" or len(texts) > _ENTRY_LINES:
        return False
    if texts[0][:1] in _SPEECH_MARKS and _CUE.search(texts[-1]):
        return False
    longest = _RUN_IN_LONGEST if _RUN_IN_HEAD.match(texts[0]) else _ENTRY_LONGEST
    return sum(map(len, texts)) <= longest and any(_AMOUNT.search(text) for text in texts)
