"""A line of a list cut into fields: at dashes, colons, commas and brackets, but not inside names or amounts.

``”Grøn Havn”, Foreningen Havnens Venner (Lemvig): 2,7 mio. kr.`` becomes a quoted field, an organisation, a
place in brackets and an amount; what is none of these is text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, Protocol

import regex

from extract.match.repeats import repeated_phrases
from extract.records.mentions import Mentions
from extract.records.release import Span

FieldKind = Literal["quoted", "money", "number", "place", "org", "period", "text"]

_QUOTED = regex.compile(
    r"[»«](?P<a>[^»«\n]{2,160})[«»]|[“”„](?P<b>[^“”„\n]{2,160})[”“\"]|\"(?P<c>[^\"“”\n]{2,160})[\"”]"
    r"|(?<!\w)[’‘'](?P<d>\p{Lu}[^’‘'\n]{1,120})[’'](?!\w)"
)
_SEPARATOR = regex.compile(
    r"\s+[–—−-]\s+|[–—]\s+|\s+[–—](?=\S)|:\s+|:$|(?<!\p{L}-),\s+|;\s+|\t|\s\|\s|\s/\s|\s*(?<open>\()|(?<close>\))[,.:]?\s*"
)
_BESIDE = regex.compile(r"\s(?:ved|nær|uden\sfor|(?:nord|syd|øst|vest)\sfor)\s\p{Lu}[\p{L}. -]{1,30}")
_YEARS = regex.compile(r"(?:i |i perioden |perioden )?(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?")
_NUMBER = regex.compile(r"[\d.\s]*\d(?:,\d+|,-)?")
_EDGES = " \t\n,;:.–—−-•·*"
_FORM = regex.compile(r"\s[afs]\.m\.b\.a$", regex.IGNORECASE)
_MARKS = frozenset('»«“”„"')
_COVER = 0.75
_COLUMNS = 2
_POSTCODE = regex.compile(r"(?:DK-)?\d{4}\s(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its span without edges, kind, the separator before it, and the number of its mention."""

    start: int
    end: int
    kind: FieldKind
    before: str = ""
    mention: int | None = None
    bracketed: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end


class _Found(Protocol):
    """A mention of any kind."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """The starts and ends of mentions in reading order. ``reach[n]`` is the furthest end of the first ``n + 1``."""

    starts: list[int]
    ends: list[int]
    reach: list[int]

    def inside(self, span: Span) -> list[int]:
        """The numbers of the mentions that lie inside the span."""
        found = []
        for number in range(bisect_left(self.starts, span[0]), len(self.starts)):
            if self.starts[number] >= span[1]:
                break
            if self.ends[number] <= span[1]:
                found.append(number)
        return found

    def covers(self, span: Span) -> bool:
        """Whether one of the mentions has the whole span in it."""
        before = bisect_right(self.starts, span[0])
        return before > 0 and self.reach[before - 1] >= span[1]


def _spots(found: Iterable[_Found]) -> _Spots:
    spans = [(mention.start, mention.end) for mention in found]
    ends = [end for _, end in spans]
    return _Spots([start for start, _ in spans], ends, list(accumulate(ends, max)))


@dataclass(frozen=True, eq=False)
class Index:
    """The mentions of one article by position, so that each item looks only at its own.

    ``quoted`` are the inner spans of what stands in quote marks and is no speech, in reading order.
    """

    text: str
    mentions: Mentions
    quoted: tuple[Span, ...]
    names: dict[Span, tuple[Span, ...]] = field(default_factory=dict)
    """The named projects of sentences that were looked at, kept since each amount of a sentence asks for them."""

    @cached_property
    def repeats(self) -> tuple[Span, ...]:
        """The phrases with a capital that the text uses more than once."""
        return repeated_phrases(self.text, self.mentions)

    @cached_property
    def _money(self) -> _Spots:
        return _spots(self.mentions.money)

    @cached_property
    def _places(self) -> _Spots:
        return _spots(self.mentions.places)

    @cached_property
    def _organisations(self) -> _Spots:
        return _spots(self.mentions.organisations)

    @cached_property
    def _dates(self) -> _Spots:
        return _spots(self.mentions.dates)

    @cached_property
    def _people(self) -> _Spots:
        return _spots(self.mentions.people)

    @cached_property
    def _others(self) -> _Spots:
        places = (place for place in self.mentions.places if not place.in_organisation)
        return _spots(sorted((*self.mentions.people, *places), key=lambda mention: mention.start))

    def money(self, span: Span) -> list[int]:
        return self._money.inside(span)

    def places(self, span: Span) -> list[int]:
        return self._places.inside(span)

    def organisations(self, span: Span) -> list[int]:
        return self._organisations.inside(span)

    def dates(self, span: Span) -> list[int]:
        return self._dates.inside(span)

    def people(self, span: Span) -> list[Span]:
        """The spans of the persons named within the span."""
        people = self.mentions.people
        return [(people[n].start, people[n].end) for n in self._people.inside(span)]

    def beginning(self, span: Span) -> range:
        """The numbers of the organisations that begin within the span."""
        starts = self._organisations.starts
        return range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))

    def titles(self, span: Span) -> list[Span]:
        """What stands in quote marks within the span."""
        return [self.quoted[number] for number in self.quotes(span)]

    def quotes(self, span: Span) -> list[int]:
        """The numbers, in ``quoted``, of what stands in quote marks within the span."""
        found = []
        for number in range(bisect_left(self.quoted, (span[0], -1)), len(self.quoted)):
            if self.quoted[number][0] > span[1]:
                break
            if self.quoted[number][1] <= span[1]:
                found.append(number)
        return found

    def is_other(self, span: Span) -> bool:
        """Whether the span lies in the name of a person or a place."""
        return self._others.covers(span)


def around(spans: Sequence[Span], offset: int) -> Span | None:
    """The one of ``spans``, which are in order and apart, that holds the offset."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and offset < spans[at][1] else None


def quoted_titles(text: str, spans: Iterable[Span], speech: Sequence[Span]) -> tuple[Span, ...]:
    """The inner spans of quoted stretches within ``spans`` that are no part of anybody's speech."""
    spoken = sorted(speech)
    furthest = list(accumulate((stop for _, stop in spoken), max))
    found = []
    for start, end in spans:
        for match in _QUOTED.finditer(text, start, end):
            group = match.lastgroup or "a"
            low, high = match.span(group)
            begun = bisect_left(spoken, (high, -1))  # the speech that begins before the stretch ends
            if not begun or furthest[begun - 1] <= low:
                found.append((low, high))
    return tuple(sorted(found))


def split_fields(index: Index, span: Span) -> list[Field]:
    """The fields of ``span`` in order. Amounts and quoted titles are never cut; brackets make a field of their own."""
    closed = [(index.mentions.money[n].start, index.mentions.money[n].end) for n in index.money(span)]
    closed += [(low - 1, high + 1) for low, high in index.titles(span)]
    # An organisation's name is cut only at brackets: "Herningsholm Erhvervsskole, Campus Nord" stays whole.
    closed += [
        (index.mentions.organisations[n].start, index.mentions.organisations[n].end) for n in index.organisations(span)
    ]
    closed.sort()
    slashes = index.text.count(" / ", *span) >= _COLUMNS
    pieces: list[tuple[int, int, str, bool]] = []
    at, before, inside = span[0], "", False
    for found in _SEPARATOR.finditer(index.text, *span):
        if any(low < found.end() and found.start() < high for low, high in closed):
            continue
        if found.group() == " / " and not slashes:
            continue  # one alone stands within a name
        pieces.append((at, found.start(), before, inside))
        mark = found.group().strip() or "\t"
        inside = found["open"] is not None or (inside and found["close"] is None)
        at, before = found.end(), "(" if found["open"] else (")" if found["close"] else mark[0])
    pieces.append((at, span[1], before, inside))
    fields = []
    for start, end, mark, bracketed in pieces:
        fields.extend(_cut_money(index, start, end, mark, bracketed))
    return fields


def _cut_money(index: Index, start: int, end: int, before: str, bracketed: bool) -> list[Field]:
    """A piece as fields: amounts in it are fields, and so is the text around them if any is left."""
    fields: list[Field] = []
    at = start
    for number in index.money((start, end)):
        money = index.mentions.money[number]
        fields.extend(_text_field(index, at, money.start, before if at == start else " ", bracketed))
        fields.append(Field(money.start, money.end, "money", before if at == start else " ", number, bracketed))
        at = money.end
    fields.extend(_text_field(index, at, end, before if at == start else " ", bracketed))
    return fields


def _text_field(index: Index, start: int, end: int, before: str, bracketed: bool) -> list[Field]:
    start, end = strip(index.text, start, end)
    if start >= end:
        return []
    code = _POSTCODE.match(index.text, start, end)
    if code is not None and any(index.mentions.places[n].start == code.end() for n in index.places((start, end))):
        start = code.end()  # "4793 Bogø By"
    kind, mention = _kind(index, start, end)
    if kind == "quoted" and mention is not None:
        low, high = index.quoted[mention]
        return [Field(low, high, "quoted", before, None, bracketed)]
    return [Field(start, end, kind, before, mention, bracketed)]


def _kind(index: Index, start: int, end: int) -> tuple[FieldKind, int | None]:
    """What a field is as a whole; ``text`` where no mention covers it."""
    text = index.text[start:end]
    if _YEARS.fullmatch(text):
        return "period", None
    if _NUMBER.fullmatch(text):
        return "number", None
    for number in index.quotes((start, end)):
        low, high = index.quoted[number]
        if high - low + 2 >= (end - start) * _COVER:
            return "quoted", number
    for number in index.places((start, end)):
        place = index.mentions.places[number]
        if place.end - place.start >= (end - start) * _COVER and not place.in_organisation:
            return "place", number
        if place.start == start and _BESIDE.fullmatch(index.text, place.end, end) is not None:
            return "place", number  # "Ejby ved Køge"
    for number in index.organisations((start, end)):
        organisation = index.mentions.organisations[number]
        if organisation.end - organisation.start >= (end - start) * _COVER:
            return "org", number
    return "text", None


def with_municipalities(fields: Sequence[Field], index: Index) -> list[Field]:
    """A municipality that opens an item with more to say, or stands behind ``Navn (By)``, is who gets the money,
    not where."""
    out = list(fields)
    opens = len(out) > 1 and out[1].kind in {"text", "org", "quoted"} and not out[1].bracketed
    ends = len(out) > 2 and out[-2].kind == "place" and out[-2].bracketed and not out[-1].bracketed
    for at in [0] * opens + [-1] * ends:
        number = out[at].mention if out[at].kind == "place" else None
        if number is not None and index.mentions.places[number].kind in {"municipality", "region"}:
            out[at] = replace(out[at], kind="org", mention=None)
    return out


def unmarked(text: str, span: Span) -> Span:
    """The span without a mark of quotation at an edge whose partner stands elsewhere (``Glædessang”``), and with
    the bracket that closes right behind it."""
    start, end = span
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    if end - start > 1 and text[end - 1] in _MARKS and not _MARKS.intersection(text[start : end - 1]):
        end -= 1
    elif end - start > 1 and text[start] in _MARKS and not _MARKS.intersection(text[start + 1 : end]):
        start += 1
    return start, end


def strip(text: str, start: int, end: int) -> Span:
    """The span without blanks, separators and bullets at its edges (a closing bracket or quote stays, and so
    does the last full stop of *a.m.b.a.*)."""
    while start < end and text[start] in _EDGES:
        start += 1
    last = end
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end + (end < last and text[end] == "." and _FORM.search(text, start, end) is not None)
