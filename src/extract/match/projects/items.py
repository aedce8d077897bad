"""A list of projects: each item read field by field, the list as a whole deciding what a column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from extract.match.projects.fields import Field, Index, split_fields, strip
from extract.match.projects.words import ProjectWords
from extract.records.mentions import Named, ProjectMention
from extract.records.release import Span

_LOWER_START = regex.compile(r"\p{Ll}")
_APPLICANT_SHARE = 0.35
_MOST = 0.5
_SHORT_SUBTITLE = 6
_LONGEST_TITLE = 9
_SENTENCE = regex.compile(r"[.!?]\s+\p{Lu}")
_LONG_HEAD = 170
_COMPLETE = regex.compile(r"[.:)!?]\s*$")
_OPEN_END = regex.compile(r"\s(?:og|i|på|for|til|med|af|ved|den|det|de|en|et|om|-|–)$")
_DEPARTMENT = regex.compile(r"afd\.|afdeling|v/|c/o")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list: its lines, the fields of its first line, and the labelled values of the others."""

    lines: tuple[Span, ...]
    head: Span
    fields: tuple[Field, ...]
    labels: dict[str, Span] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return self.lines[0][0], self.lines[-1][1]


def read_entry(index: Index, words: ProjectWords, lines: Sequence[Span]) -> Entry | None:
    """The entry of an item's lines (marker left out); None where nothing but labels with amounts is left."""
    labels: dict[str, Span] = {}
    rest: list[Span] = []
    for line in lines:
        found = words.label(index.text, line)
        if found is None:
            rest.append(line)
            continue
        role, value = found
        labels.setdefault(role, value)
    if "name" in labels:
        head = labels["name"]
    elif rest:
        head = _head(index.text, _unbroken(index.text, rest))
    elif "applicant" in labels:
        head = labels["applicant"]
    else:
        return None
    return Entry(tuple(lines), head, tuple(split_fields(index, head)), labels)


def _unbroken(text: str, lines: Sequence[Span]) -> Span:
    """The first line, with the second where a line break fell inside the name (``Robotter i / stalden (Struer)``)."""
    if len(lines) < 2 or _COMPLETE.search(text, *lines[0]) or lines[0][1] - lines[0][0] > _LONG_HEAD:
        return lines[0]
    broken = _LOWER_START.match(text, lines[1][0]) is not None or _OPEN_END.search(text, *lines[0]) is not None
    return (lines[0][0], lines[1][1]) if broken else lines[0]


def _head(text: str, line: Span) -> Span:
    """The part of an item's first line that names it: up to the first sentence end of a long line."""
    end = _SENTENCE.search(text, *line)
    if end is not None and line[1] - line[0] > _LONG_HEAD:
        return line[0], end.start() + 1
    return line


def read_list(index: Index, words: ProjectWords, entries: Sequence[Entry], *, section: str) -> list[ProjectMention]:
    """The projects of a list. Fields that no mention explains are told apart by what stands in the same
    column of the other items: organisations there make it the applicant's column."""
    if _bare_recipients(index, words, entries):
        return [_recipient(index, words, entry, section) for entry in entries]
    applicants_first = _applicants_first(index, words, entries)
    bracket_template = _share(entries, _ends_in_place) > _MOST
    comma_template = not bracket_template and _share(entries, _ends_in_plain_place) > _MOST
    found = []
    for entry in entries:
        project = _read(
            index, words, entry, applicants_first=applicants_first, brackets=bracket_template, commas=comma_template
        )
        if project is not None:
            found.append(replace(project, section=section))
    return found


def _bare_recipients(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether a list names only who gets the money: no amounts, titles or labels, and bodies in many entries."""
    for entry in entries:
        if entry.labels or index.money(entry.span):
            return False
        if any(f.kind in {"number", "quoted"} or f.bracketed or f.before == ":" for f in entry.fields):
            return False
    bodies = sum(1 for e in entries if index.organisations(e.head) or words.is_body(index.text[slice(*e.head)]))
    return len(entries) > 1 and bodies >= len(entries) * _APPLICANT_SHARE


def _recipient(index: Index, words: ProjectWords, entry: Entry, section: str) -> ProjectMention:
    whole = strip(index.text, *entry.head)
    name = named(index.text, whole)
    return ProjectMention(
        name, listed=True, named=False, section=section, applicant=name, rule="list.recipient", confidence=0.85
    )


def _share(entries: Sequence[Entry], test: object) -> float:
    return sum(1 for entry in entries if callable(test) and test(entry)) / max(len(entries), 1)


def _ends_in_place(entry: Entry) -> bool:
    """``Navn (By)``"""
    texts = _said(entry)
    return len(texts) > 1 and texts[-1].bracketed and texts[-1].kind == "place"


def _ends_in_plain_place(entry: Entry) -> bool:
    """``Navn, By`` with nothing but commas inside"""
    return _ends_after_comma(entry) and all(f.kind == "text" and f.before in {"", ","} for f in _said(entry)[:-1])


def _ends_after_comma(entry: Entry) -> bool:
    texts = _said(entry)
    return len(texts) > 1 and texts[-1].kind == "place" and texts[-1].before == "," and not texts[-1].bracketed


def _said(entry: Entry) -> list[Field]:
    return [f for f in entry.fields if f.kind not in {"money", "number", "period"}]


def _applicants_first(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether the first of several fields names who gets the money in enough of the items."""
    firsts = []
    for entry in entries:
        texts = [f for f in entry.fields if f.kind in {"text", "org", "quoted"} and not f.bracketed]
        if len(texts) > 1:
            firsts.append(texts[0])
    if not firsts:
        return False
    hits = sum(1 for f in firsts if f.kind == "org" or words.is_body(index.text[f.start : f.end]))
    return hits >= len(firsts) * _APPLICANT_SHARE


def _read(
    index: Index, words: ProjectWords, entry: Entry, *, applicants_first: bool, brackets: bool, commas: bool
) -> ProjectMention | None:
    text = index.text
    fields = _municipality_first([f for f in entry.fields if f.kind not in {"money", "number"}], index)
    place = next((f.mention for f in fields if f.kind == "place" and f.bracketed), None)
    if place is None:
        place = next((f.mention for f in fields if f.kind == "place"), None)
    applicant: Span | None = None
    name: Span | None = None
    description: Span | None = None
    quoted = [f for f in fields if f.kind == "quoted"]
    rule = "list.fields"
    if "name" in entry.labels:
        name, rule = _whole(text, entry, fields), "list.label"
        place = next((f.mention for f in fields if f.kind == "place" and f.bracketed), None)
    elif brackets and _ends_in_place(entry):
        # "Navn (By)": dashes, colons and commas before the bracket belong to the name.
        bracket = [f for f in fields if f.bracketed and f.kind == "place"][-1]
        name, rule = _before_bracket(text, entry.head[0], bracket.start), "list.name_place"
        place = bracket.mention
    elif commas and not quoted and _ends_after_comma(entry):
        last = _said(entry)[-1]
        name, rule = strip(text, entry.head[0], last.start), "list.name_place"
        place = last.mention
    elif quoted:
        name, rule = quoted[0].span, "list.quoted"
        others = [f for f in fields if f is not quoted[0] and f.kind in {"text", "org"} and not f.bracketed]
        applicant = _applicant_of_quoted(index, words, others, quoted[0], place)
    else:
        name, applicant, description = _columns(index, words, fields, applicants_first=applicants_first)
    if "applicant" in entry.labels:
        applicant = entry.labels["applicant"]
    if applicant is None:
        applicant = words.find_applicant(index, entry.span)
    if applicant is not None:
        applicant = words.before_verb(text, applicant)
        seat = words.seat(index, applicant)
        if seat is not None:
            applicant = seat[0]
            place = place if place is not None else seat[1]
    if name is None and applicant is not None:
        name, rule = applicant, "list.applicant"
    if name is None or name[0] >= name[1] or words.is_sum_row(text[name[0] : name[1]]):
        return None
    if "place" in entry.labels:
        place = next(iter(index.places(entry.labels["place"])), place)
    if "description" in entry.labels:
        description = entry.labels["description"]
    if description is None:
        description = _prose_of(text, entry, name)
    return ProjectMention(
        name=named(text, name),
        listed=True,
        place=place,
        applicant=named(text, applicant) if applicant else None,
        partners=words.find_partners(index, entry),
        period=named(text, entry.labels["period"]) if "period" in entry.labels else None,
        description=named(text, description) if description else None,
        rule=rule,
        confidence=0.95 if rule != "list.fields" else 0.9,
    )


def _municipality_first(fields: Sequence[Field], index: Index) -> list[Field]:
    """A municipality that opens an item with more to say is who gets the money, not where."""
    out = list(fields)
    first = out[0].mention if len(out) > 1 and out[0].kind == "place" and out[1].kind == "text" else None
    if first is not None and index.mentions.places[first].kind in {"municipality", "region"}:
        out[0] = replace(out[0], kind="org", mention=None)
    return out


def _whole(text: str, entry: Entry, fields: Sequence[Field]) -> Span:
    """The value of a title label: all of it, without quote marks and without a place in brackets at its end."""
    if len(fields) == 1:
        return fields[0].span
    if fields and fields[-1].bracketed and (fields[-1].kind == "place" or _is_acronym(text, fields)):
        return _before_bracket(text, entry.head[0], fields[-1].start)
    return strip(text, *entry.head)


def _is_acronym(text: str, fields: Sequence[Field]) -> bool:
    """``KORT (langt navn)``: capitals followed by what they stand for."""
    short = text[fields[0].start : fields[0].end]
    return (
        len(fields) == 2
        and short.isupper()
        and len(short.split()) <= 2
        and " " in text[fields[1].start : fields[1].end]
    )


def _before_bracket(text: str, start: int, bracket: int) -> Span:
    start, end = strip(
        text, start, text.rfind("(", start, bracket + 1) if "(" in text[start : bracket + 1] else bracket
    )
    if end - start > 2 and text[start] in "”“\"»«’'" and text[end - 1] in "”“\"»«’'":
        return start + 1, end - 1
    return start, end


def _applicant_of_quoted(
    index: Index, words: ProjectWords, others: Sequence[Field], title: Field, place: int | None
) -> Span | None:
    """Beside a quoted title: an organisation, or the text before it or after its comma that names who it is."""
    for f in others:
        if f.kind == "org":
            return f.span
    for f in others:
        span = words.without_role(index.text, words.before_verb(index.text, f.span))
        if span[0] > f.start or words.is_body(index.text[slice(*span)]):
            return span
    before = [f for f in others if f.end <= title.start]
    if before and index.text[before[0].start].isupper():
        return before[0].span
    return None


def _columns(
    index: Index, words: ProjectWords, fields: Sequence[Field], *, applicants_first: bool
) -> tuple[Span | None, Span | None, Span | None]:
    """Name, applicant and description of fields without quote marks."""
    text = index.text
    plain = _joined(text, [f for f in fields if f.kind in {"text", "org"} and not f.bracketed])
    if not plain:
        return None, None, None
    if len(plain) == 1:
        only = plain[0]
        if only.kind == "org" or words.is_body(text[only.start : only.end]):
            return None, only.span, None
        purpose = words.purpose(text, only.span)
        return (purpose or only.span), None, None
    first, second = plain[0], plain[1]
    if first.kind == "org" or (applicants_first and second.kind != "org"):
        purpose = words.purpose(text, second.span)
        if purpose is not None:
            return purpose, first.span, _rest(plain[2:])
        # The applicant's own mark has been used: marks after it stand inside the title, if that stays short.
        whole = (second.start, plain[-1].end)
        if len(text[whole[0] : whole[1]].split()) <= _LONGEST_TITLE and "." not in text[second.end : whole[1]]:
            return whole, first.span, None
        return second.span, first.span, _rest(plain[2:])
    orgs = [f for f in plain[1:] if f.kind == "org" or words.is_body(text[f.start : f.end])]
    applicant = orgs[-1].span if orgs else None
    name = first.span
    described = [f for f in plain[1:] if f not in orgs]
    if described and _is_subtitle(text, first, described[0]):
        name = (first.start, described[0].end)
        described = described[1:]
    return name, applicant, _rest(described)


def _joined(text: str, fields: Sequence[Field]) -> list[Field]:
    """Neighbouring text fields cut at a comma are one again: the comma stood inside a name."""
    out: list[Field] = []
    for f in fields:
        if out and f.before == "," and f.kind == "text" and out[-1].kind in {"text", "org"}:
            between = text[out[-1].end : f.start]
            glue = not out[-1].bracketed and between.strip() == ","
            if glue and (out[-1].kind == "text" or _DEPARTMENT.match(text, f.start)):
                out[-1] = replace(out[-1], end=f.end)
                continue
        out.append(f)
    return out


def _is_subtitle(text: str, first: Field, second: Field) -> bool:
    """Whether what follows the dash or colon belongs to the name: short, and set like a title."""
    return (
        second.before in {"–", "-", "—", "−", ":"}
        and (second.before == ":" or _LOWER_START.match(text, second.start) is None)
        and len(text[second.start : second.end].split()) <= _SHORT_SUBTITLE
        and "." not in text[second.start : second.end]
        and second.start - first.end <= 4
    )


def _rest(fields: Sequence[Field]) -> Span | None:
    return (fields[0].start, fields[-1].end) if fields else None


def _prose_of(text: str, entry: Entry, name: Span) -> Span | None:
    """The item's running text after its name: the first line below it that is a sentence."""
    for line in entry.lines:
        if line[0] > name[1] and text[line[0] : line[1]].rstrip().endswith((".", "!")) and line[1] - line[0] > 60:
            return line
    return None


def named(text: str, span: Span) -> Named:
    """The text of a span, blanks folded, with where it stands."""
    return Named(" ".join(text[span[0] : span[1]].split()), (span,))


def run_together(index: Index, span: Span) -> list[Span]:
    """``span`` cut into items that lost their line breaks: title … amount, title … amount. One span if it is one."""
    cuts = [span[0]]
    titles = index.titles(span)
    for (_, high), (low, _) in pairwise(titles):
        amounts = index.money((high, low))
        if amounts and not index.text[index.mentions.money[amounts[-1]].end : low - 1].strip(" .;,•·*-–—\n"):
            cuts.append(low - 1)
    if len(cuts) == 1:
        return [span]
    return [strip_right(index.text, start, end) for start, end in pairwise([*cuts, span[1]])]


def strip_right(text: str, start: int, end: int) -> Span:
    while start < end and text[end - 1] in " \n\t•·*":
        end -= 1
    return start, end
