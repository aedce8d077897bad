"""Projects that one sentence enumerates: with amounts in brackets, or parted by semicolons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extract.match.projects.entries import Entry, named, read_entry
from extract.match.projects.fields import Index, around, strip
from extract.match.projects.items import read_list
from extract.match.projects.shapes import APPLICANT_SHARE
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_LEAST = 2
_LEAST_UNTOLD = 3
_GOES_TO = regex.compile(r"\b(?:går|gik|fordeles|fordeler|deles|tildeles|drejer\ssig\som)\b")
_OPENS = regex.compile(r"(?:\btil|\ber(?=\s\p{Lu})|:|\bstøtter|\bmellem|\bom|,|\bog|\bsamt)\s+")
_GOES_ON = regex.compile(r"(?:,|\bog|\bsamt)\s+")
_NEXT = regex.compile(r"(?:[,;]\s)?(?:og|samt)\s(?:endelig\s|til\ssidst\s)?|[,;]\s+")
_BEFORE_LIST = regex.compile(r"(?::|\btil|\bom|\bmellem|\bstøtter)\s+(?=\S)")
_BETWEEN = regex.compile(r",\s(?:(?:og|samt)\s)?|\s(?:og|samt)\s")
_RESPECTIVELY = regex.compile(r"\b(?:henholdsvis|hhv\.?)\s")
_LINK = regex.compile(r"(?:og|samt)\s+")
# "…, der får 9,6 mio. kr.", "… til 14 mio. kr.", "… med 0,4 mio. kr.", "… (40.000 kr.)"
_TO_AMOUNT = regex.compile(
    r"(?:,?\s(?:der|som)(?:\sder)?\s\p{Ll}+(?:\s\p{Ll}+){0,2}|\s(?:til|med|på|for|får|modtager|som\sfår)|\s?\(|:)\s*$"
)
_SOURCES = regex.compile(r"\b(?:kommer fra|stammer fra|finansieres (?:af|med)|betales af|er betalt af)\b")
_STOP = regex.compile(r"\p{Ll}{4}[.!?]\s")
_TWO = regex.compile(r"\)\s(?:og|samt)\s(?=\p{Lu})")
_LONGEST_TAIL = 40
_LEAST_LEDGER = 3
_LEDGER = regex.compile(r"[\s.;,]*[»”“\"]?\p{Lu}[^.!?:;\n]{2,100}(?::|\s[–—-])\s(?:kr\.\s)?")
_LEAST_RUN_IN = 4
_LONGEST_NAME = 9
_AFTER = 6


def read_enumeration(index: Index, words: ProjectWords, passage: Passage) -> list[tuple[ProjectMention, Span]]:
    """The projects of the first sentence of the passage that enumerates some, each with its stretch of the text."""
    ledger = _ledger(index, words, (passage.start, passage.end))
    if ledger:
        return _read(index, words, ledger, passage.section)
    for number, sentence in enumerate(passage.sentences):
        told = _told_in_brackets(index, words, sentence, passage.section)
        if told:
            return told
        announced = number == 0 and index.text[: passage.start].rstrip().endswith(":")
        pieces = (
            _in_brackets(index, words, sentence, announced=announced)
            or _semicolons(index, words, sentence)
            or _run_in(index, words, sentence)
            or _respectively(index, words, sentence)
            or _each_of(index, words, sentence)
            or _titles_each(index, words, sentence)
        )
        if pieces:
            return _read(index, words, pieces, passage.section)
    return []


def read_groups(
    index: Index, words: ProjectWords, items: Sequence[Span], section: str
) -> list[tuple[ProjectMention, Span]]:
    """The projects of a list whose items are groups: ``Natur: Kanoplads ved åen (35.000 kr.) og en eng i Ho (12.000
    kr.)``; none where most items are single entries."""
    rows = []
    for start, end in items:
        colon = index.text.find(": ", start, end)
        first = next(iter(index.money((start, end))), None)
        behind = first is not None and 0 <= colon < index.mentions.money[first].start
        rows.append(_in_brackets(index, words, (colon + 2 if behind else start, end), announced=True, least=1))
    if sum(len(row) > 1 for row in rows) * 2 <= len(items):
        return []
    return [told for row in rows for told in _read(index, words, row, section)]


_Piece = tuple[Span, Span, int | None]
"""What names the project, the whole stretch, and the number of its amount."""


def _read(
    index: Index, words: ProjectWords, pieces: Sequence[_Piece], section: str
) -> list[tuple[ProjectMention, Span]]:
    entries: list[Entry] = []
    for head, _, _ in pieces:
        entry = read_entry(index, words, [head])
        if entry is not None:
            entries.append(entry)
    wholes = [whole for _, whole, _ in pieces]
    granted = {whole: number for _, whole, number in pieces}
    out = []
    for project in read_list(index, words, entries, section=section, paid=True):
        whole = around(wholes, project.start)
        if whole is not None:
            told = _for_what(index, words, project, whole, granted[whole])
            out.append((replace(told, granted=granted[whole], confidence=0.8), whole))
    return out


def _for_what(
    index: Index, words: ProjectWords, project: ProjectMention, whole: Span, number: int | None
) -> ProjectMention:
    """A recipient's project by what the amount is for, if the text behind it says so (``A, 40.000 kr. til årer``)."""
    if number is None or project.rule != "list.applicant":
        return project
    what = words.purpose(index.text, (index.mentions.money[number].end, whole[1]))
    if what is None:
        return project
    titles = index.titles(what)
    return replace(project, name=named(index.text, titles[0] if titles else what), rule="list.fields")


def _ledger(index: Index, words: ProjectWords, span: Span) -> list[_Piece]:
    """``Navn, By: 250.000 kr. Navn, By: 180.000 kr. …``: three or more entries that lost their line breaks, and nothing
    else in the paragraph."""
    text = index.text
    numbers = index.money(span)
    if len(numbers) < _LEAST_LEDGER:
        return []
    pieces: list[_Piece] = []
    at = span[0]
    for number in numbers:
        money = index.mentions.money[number]
        if _LEDGER.fullmatch(text, at, money.start) is None:
            return []
        head = strip(text, at, money.start)
        if words.is_money_word(text[slice(*head)]) or words.is_sum_row(text[slice(*head)]):
            return []
        pieces.append((head, (head[0], money.end), number))
        at = money.end
    return pieces if not text[at : span[1]].strip(" .") else []


def _in_brackets(
    index: Index, words: ProjectWords, sentence: Span, *, announced: bool, least: int = _LEAST
) -> list[_Piece]:
    """``Pengene går til A (2 mio. kr.), B i Y (1 mio. kr.) og C (5 mio. kr.)``: two or more in a sentence that speaks
    of giving, three in any other."""
    text = index.text
    numbers = [n for n in index.money(sentence) if _is_bracketed(index, n)]
    if not numbers:
        return []
    gives = announced or words.give.expression.search(text, *sentence) or _GOES_TO.search(text, *sentence)
    if len(numbers) < (least if gives else _LEAST_UNTOLD) or _SOURCES.search(text, *sentence):
        return []
    pieces: list[_Piece] = []
    at = sentence[0]
    for number in numbers:
        money = index.mentions.money[number]
        opening = text.rfind("(", at, money.start)
        starts = [found.end() for found in (_GOES_ON if pieces else _OPENS).finditer(text, at, opening)]
        first = at if announced or not starts else starts[-1]
        start = first if not pieces else next(iter(starts), at)
        link = _LINK.match(text, start, opening)
        start = link.end() if link is not None else start  # ", og C (5 mio. kr.)"
        pieces.append(((start, opening), (start, money.end + 1), number))
        at = money.end + 1
    return pieces


def _told_in_brackets(
    index: Index, words: ProjectWords, sentence: Span, section: str
) -> list[tuple[ProjectMention, Span]]:
    """``A Skole (220.000 kr. til en skulptur), B Kommune (300.000 kr. til et relief)``: two or more who get something
    for something."""
    text = index.text
    out: list[tuple[ProjectMention, Span]] = []
    at = sentence[0]
    for number in index.money(sentence):
        money = index.mentions.money[number]
        close = text.find(")", money.end, sentence[1])
        if text[money.start - 1 : money.start] != "(" or close < 0:
            continue
        starts = [found.end() for found in (_NEXT if out else _OPENS).finditer(text, at, money.start - 1)]
        start = (starts[0] if out else starts[-1]) if starts else at
        who = strip(text, start, money.start - 1)
        purpose = words.purpose(text, (money.end, close))
        if purpose is None or not text[who[0]].isupper() or len(text[slice(*who)].split()) > _LONGEST_NAME:
            return []
        seat = words.seat(index, who)
        titles = index.titles(purpose)
        project = ProjectMention(
            named(text, titles[0] if len(titles) == 1 else purpose),
            listed=True,
            named=bool(titles),
            section=section,
            place=seat[1] if seat is not None else None,
            applicant=named(text, seat[0] if seat is not None else who),
            granted=number,
            rule="list.fields",
            confidence=0.8,
        )
        out.append((project, (start, close + 1)))
        at = close + 1
    return out if len(out) >= _LEAST else []


def _is_bracketed(index: Index, number: int) -> bool:
    money = index.mentions.money[number]
    return index.text[money.start - 1 : money.start] == "(" and index.text[money.end : money.end + 1] == ")"


def _semicolons(index: Index, words: ProjectWords, sentence: Span) -> list[_Piece]:
    """``A (By) med 1,2 mio. kr.; B (By) med …; og C …``: each with its amount, or all with the one that the words
    before them give to each."""
    text = index.text
    cuts = [at for at in range(*sentence) if text[at] == ";"]
    if len(cuts) < _LEAST:
        return []
    opening = [found.end() for found in _BEFORE_LIST.finditer(text, sentence[0], cuts[0])]
    colon = text.find(": ", sentence[0], cuts[0])
    if not opening:
        return []
    each = index.money((sentence[0], opening[-1]))
    shared = len(each) == 1 and words.each.expression.search(text, sentence[0], opening[-1]) is not None
    start = colon + 2 if colon >= 0 else (opening[-1] if shared else opening[0])
    parts = list(_parts(index, [start, *cuts, sentence[1]]))
    numbers = [index.money(part) for part in parts]
    if all(len(found) == 1 for found in numbers):
        return [(_named(index, part, found[0]), part, found[0]) for part, found in zip(parts, numbers, strict=True)]
    if shared and not any(numbers):
        last = _last_of_two(index, parts[-1])
        parts = [*parts[:-1], *last]
        return [(part, part, each[0]) for part in parts]
    return []


def _run_in(index: Index, words: ProjectWords, sentence: Span) -> list[_Piece]:
    """``… som følger: Kaj Bio 10.000 kr., Ro, Vig, 22.000 kr. og Lodsens Kor 6.000 kr.``: four or more names, each with
    its amount right behind it."""
    text = index.text
    numbers = index.money(sentence)
    if len(numbers) < _LEAST_RUN_IN:
        return []
    colon = text.find(": ", sentence[0], index.mentions.money[numbers[0]].start)
    start = colon + 2 if colon >= 0 else sentence[0]
    pieces: list[_Piece] = []
    for number in numbers:
        money = index.mentions.money[number]
        low, high = strip(text, start, money.start)
        if not pieces:
            low, high = words.before_verb(text, (low, high))  # "A har fået 8.000 kr., B 12.500 kr. …"
        link = _LINK.match(text, low, high)
        low = link.end() if link is not None else low
        name = text[low:high]
        if not name or not name[0].isupper() or len(name.split()) > _LONGEST_NAME or _STOP.search(name):
            return []
        if words.receive.expression.search(name) or words.give.expression.search(name):
            return []
        pieces.append(((low, high), (low, money.end), number))
        start = money.end
    return pieces


def _respectively(index: Index, words: ProjectWords, sentence: Span) -> list[_Piece]:
    """``A, B og C får henholdsvis 4.000, 3.000 og 7.000 kr.``: as many names as amounts, in the same order."""
    text = index.text
    found = _RESPECTIVELY.search(text, *sentence)
    verb = words.receive.expression.search(text, sentence[0], found.start()) if found is not None else None
    if found is None or verb is None:
        return []
    numbers = index.money((found.end(), sentence[1]))
    names = [name for name in _separate(text, (sentence[0], verb.start())) if name[0] < name[1]]
    if len(names) < _LEAST or len(names) != len(numbers):
        return []
    if not all(_is_name(text, name) for name in names):
        return []
    return [(name, name, number) for name, number in zip(names, numbers, strict=True)]


def _each_of(index: Index, words: ProjectWords, sentence: Span) -> list[_Piece]:
    """``A, B og C får hver 20.000 kr.``: three names or more, a third of them bodies, with one sum for each."""
    numbers = index.money(sentence)
    found = words.receive.expression.search(index.text, *sentence)
    if len(numbers) != 1 or found is None or index.mentions.money[numbers[0]].start < found.end():
        return []
    if words.each.expression.search(index.text, found.end(), index.mentions.money[numbers[0]].end + _AFTER) is None:
        return []
    names = [name for name in _separate(index.text, (sentence[0], found.start())) if name[0] < name[1]]
    if len(names) < _LEAST_UNTOLD or not all(_is_name(index.text, name) for name in names):
        return []
    bodies = sum(bool(index.organisations(n)) or words.is_body(index.text[slice(*n)]) for n in names)
    return [(name, name, numbers[0]) for name in names] if bodies >= len(names) * APPLICANT_SHARE else []


def _is_name(text: str, span: Span) -> bool:
    return text[span[0]].isupper() and len(text[slice(*span)].split()) <= _LONGEST_NAME


def _titles_each(index: Index, words: ProjectWords, sentence: Span) -> list[_Piece]:
    """``Fonden støtter ”A” i Ry, ”B” i Ho og ”C” i Vig med hver 75.000 kr.``: three titles or more."""
    titles, numbers = index.titles(sentence), index.money(sentence)
    if len(titles) < _LEAST_UNTOLD or len(numbers) != 1 or words.each.expression.search(index.text, *sentence) is None:
        return []
    money = index.mentions.money[numbers[0]]
    if words.give.expression.search(index.text, *sentence) is None and money.role not in {"grant", "other"}:
        return []
    if money.start < titles[-1][1] and titles[0][0] < money.end:
        return []  # the sum stands among them
    stop = money.start if money.start > titles[-1][1] else sentence[1]
    ends = [*(low - 1 for low, _ in titles[1:]), stop]
    return [((low - 1, high + 1), (low - 1, end), numbers[0]) for (low, high), end in zip(titles, ends, strict=True)]


def _separate(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for link in _BETWEEN.finditer(text, *span):
        yield strip(text, start, link.start())
        start = link.end()
    yield strip(text, start, span[1])


def _parts(index: Index, cuts: Sequence[int]) -> Iterator[Span]:
    for low, high in pairwise(cuts):
        start = strip(index.text, low, high)[0]  # the full stop of "kr." at the end is part of the amount
        link = _LINK.match(index.text, start, high)
        yield (link.end() if link is not None else start), high


def _last_of_two(index: Index, part: Span) -> list[Span]:
    """``Porten (Ry) og Kajen (Ho)`` at the end of an enumeration are two, if both have their towns."""
    found = _TWO.search(index.text, *part)
    if found is None:
        return [part]
    return [(part[0], found.start() + 1), (found.end(), part[1])]


def _named(index: Index, part: Span, number: int) -> Span:
    """The part up to the words that lead to its amount."""
    money = index.mentions.money[number]
    low = max(part[0], money.start - _LONGEST_TAIL)
    found = _TO_AMOUNT.search(index.text, low, money.start)
    return strip(index.text, part[0], found.start() if found is not None else money.start)
