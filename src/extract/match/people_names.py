"""Rows of capitalised words that may be a person's name, before any evidence is weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from extract.match.people_spans import OrganisationIndex
from extract.match.people_titles import Titles
from extract.patterns import Patterns

_WORD = (
    r"(?:Mc|Mac|O['’]|[Dd]['’])?\p{Lu}[\p{L}\p{M}]*+(?:['’]\p{L}++)?(?:-\p{Lu}[\p{L}\p{M}]*+)*+(?:['’]|-(?=\s\p{Lu}))?"
)
_INITIAL = r"(?:\p{Lu}\.(?:\s?(?=\p{Lu}\.))?){1,3}"
_BREAKS = regex.compile(r"-\p{Ll}|\s\d|\.\p{L}|@")
_FOLLOWING = regex.compile(r"\s(\p{Ll}[\p{L}-]*+)")
_BYLINE = regex.compile(r"\s[·•|–—-]\s(?:Af|Skrevet af|Tekst):?\s(?=\p{Lu})")
_BY = regex.compile(r"(?:^|\n)(?:Af|Skrevet af|Tekst|Journalist):?\n$")
MAX_PARTS = 6


@dataclass(frozen=True, slots=True)
class NameFound:
    """A possible name: its span, its text with single blanks, its number of capitalised parts, and
    whether it begins with a listed given name."""

    start: int
    end: int
    name: str
    parts: int
    given: bool


@dataclass(frozen=True, slots=True)
class NameRuns:
    """Finds possible names; made once by :func:`compile_names`."""

    run: regex.Pattern[str]
    piece: regex.Pattern[str]
    given_names: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    also_surnames: frozenset[str]
    not_first: frozenset[str]
    own_s: frozenset[str]
    saints: frozenset[str]
    not_owned: frozenset[str]
    credits: regex.Pattern[str]
    titles: Titles

    def find(
        self, text: str, low: int, high: int, organisations: OrganisationIndex, leads: Callable[[str], bool]
    ) -> Iterator[NameFound]:
        """The possible names of ``text[low:high]``; ``leads`` says whether a word right before calls for one."""
        if high - low < 60 and text.startswith(("Af ", "Af: "), low) and text[high - 1] not in ".!?":
            return  # the line that names the writer
        if high - low < 60 and _BY.search(text, max(0, low - 12), low) is not None:
            return  # and so where «Af:» has a line of its own
        if high - low < 100 and text[high - 1] not in ".!?" and (by := _BYLINE.search(text, low, high)) is not None:
            high = by.start()  # «5. september 2024 · Af Ida Brink»
        credit = self.credits.search(text, low, high) if text.find(":", low, high) >= 0 else None
        for run in self.run.finditer(text, low, high):
            if credit is not None and run.start() >= credit.start():
                return
            word = run.group()
            if " " not in word:
                # Most capitalised words stand alone and begin a sentence: what is read of them waits (see alone).
                if word in self.not_first:
                    continue
                word = word.rstrip("'’")
                yield NameFound(run.start(), run.start() + len(word), word, 1, False)
                continue
            pieces = [(piece.start(), piece.end()) for piece in self.piece.finditer(text, run.start(), run.end())]
            row: list[tuple[int, int]] = []
            shouted = self._shouted(text, pieces, low, high)
            for piece in pieces:
                inside = organisations.at(piece[0])
                word = text[slice(*piece)]
                if inside is not None or (len(word) > 2 and word.isupper() and not shouted):
                    yield from self._row(text, row, low, leads)
                    row = []
                else:
                    row.append(piece)
            yield from self._row(text, row, low, leads)

    def alone(self, text: str, name: NameFound, organisations: OrganisationIndex) -> bool:
        """Whether a capitalised word that stands alone may be somebody's name."""
        word = name.name
        if (len(word) > 2 and word.isupper()) or word in self.saints or word in self.particles or self._leading(word):
            return False
        if (word in self.not_names and word not in self.given_names) or self.titles.base(word) is not None:
            return False
        return organisations.at(name.start) is None and _BREAKS.match(text, name.end) is None

    def _shouted(self, text: str, pieces: list[tuple[int, int]], low: int, high: int) -> bool:
        """Whether a run is a name in capitals, *LONE BAKHOLT*, and not a line that is all in capitals."""
        if not 2 <= len(pieces) <= 4 or not text[slice(*pieces[0])].isupper():
            return False
        words = [text[slice(*piece)] for piece in pieces]
        if not all(word.isupper() for word in words) or len(words[0]) < 3 or words[0].title() not in self.given_names:
            return False
        return not text[low:high].isupper() and not (words[-1].endswith(".") or len(words[-1]) < 3)

    def _is_given(self, word: str) -> bool:
        word = word.rstrip("-")
        return word in self.given_names or (len(word) > 3 and word.split("-")[0] in self.given_names and "-" in word)

    def _row(
        self, text: str, row: list[tuple[int, int]], low: int, leads: Callable[[str], bool]
    ) -> Iterator[NameFound]:
        words = [text[slice(*piece)] for piece in row]
        if len(words) > 1 and all(len(word) > 2 and word.isupper() for word in words):
            words = [word.title() for word in words]
        if not self.saints.isdisjoint(words):
            return
        cut = 0
        for at, word in enumerate(words):
            # What is named after somebody is not that person: nothing up to its head is a name.
            if word in self.not_names and not (at == cut and word in self.given_names):
                previous = words[at - 1] if at > cut else ""
                owned = previous.endswith("s") and not self._is_given(previous)
                if word in self.also_surnames and not owned and any(map(self._is_given, words[cut:at])):
                    continue
                cut = at + 1
        row, words = row[cut:], words[cut:]
        while words and words[0] in self.particles:
            row, words = row[1:], words[1:]
        while words and words[-1] in self.particles:
            row, words = row[:-1], words[:-1]
        if not words:
            return
        before = text[max(low, row[0][0] - 60) : row[0][0]].split()
        led = bool(before) and leads(before[-1].strip("»«”“\"'"))
        first = next((at for at, word in enumerate(words) if self._is_given(word) or word.endswith(".")), None)
        given = first is not None and self._is_given(words[first])
        begin = 0
        while begin < len(words) - 1 and (self._leading(words[begin]) or words[begin] in self.particles):
            begin += 1
            led = led or self.titles.base(words[begin - 1]) is not None
        titled = [at for at in range(begin, first or 0) if self.titles.base(words[at]) is not None]
        if titled:  # «siger Marketing Director Ida Brink»
            begin = titled[-1] + 1
        if first is not None and first > begin and not led:
            begin = first
        if first is not None and first < begin:
            given = self._is_given(words[begin])
        row, words = row[begin : begin + MAX_PARTS + 2], words[begin : begin + MAX_PARTS + 2]
        while words and (words[-1] in self.particles or words[-1] in self.not_first):
            row, words = row[:-1], words[:-1]
        if not words or self._leading(words[0]) or self.titles.base(words[0]) is not None:
            return
        if self.titles.is_office(words[-1].casefold()) and self.titles.base(words[-1].casefold()) is not None:
            return  # «Nødhjælp Nus Generalsekretær»
        if words[-1] in self.titles.english:
            return  # «Senior Vice President»
        start, end = row[0][0], row[-1][1]
        parts = sum(word not in self.particles for word in words)
        if parts > 5 or _BREAKS.match(text, end):
            return
        end -= self._genitive(text, words[-1], end) if parts > 1 else len(words[-1]) - len(words[-1].rstrip("'’"))
        name = " ".join(text[start:end].split())
        yield NameFound(start, end, name, parts, given)

    def _leading(self, word: str) -> bool:
        return word in self.not_first or (self.titles.base(word) is not None and word not in self.given_names)

    def _genitive(self, text: str, word: str, end: int) -> int:
        """How many characters at the end of the last word are a genitive: the sense decides, or the next word."""
        if word.endswith(("'s", "’s")):
            return 2
        if word.endswith(("'", "’")):
            return 1
        if not word.endswith("s") or word in self.own_s or word.endswith(("ss", "is", "us")) or len(word) < 4:
            return 0
        if self._is_given(word):
            return 0
        following = _FOLLOWING.match(text, end, end + 40)
        if following is None or following.group(1) in self.not_owned:
            return 0
        return 1


def compile_names(patterns: Patterns, given_names: frozenset[str], titles: Titles) -> NameRuns:
    """The finder of ``patterns`` (people.toml)."""
    words = patterns.words
    particles = frozenset(words["people.particles"].words)
    small = "|".join(sorted(map(regex.escape, particles), key=lambda word: (-len(word), word)))
    short = "|".join(
        sorted(map(regex.escape, words["people.abbreviations"].words), key=lambda word: (-len(word), word))
    )
    part = rf"(?:(?:{short})|{_INITIAL}|{_WORD})"
    credit = "|".join(sorted(map(regex.escape, words["people.credits"].words), key=lambda word: (-len(word), word)))
    return NameRuns(
        run=regex.compile(rf"(?<![\p{{L}}\d@./-]){part}(?:\s(?:(?:{small})\s){{0,2}}{part})*+"),
        piece=regex.compile(r"\S++"),
        given_names=given_names,
        particles=particles,
        not_names=frozenset(words["people.not_names"].words),
        also_surnames=frozenset(words["people.also_surnames"].words),
        not_first=frozenset(words["people.not_first"].words),
        own_s=frozenset(words["people.surnames_in_s"].words),
        saints=frozenset(words["people.saints"].words),
        not_owned=words["people.not_owned"].folded | words["quotes.cue_verbs"].folded,
        credits=regex.compile(rf"(?<!\p{{L}})(?:{credit})(?:grafi)?:\s?"),
        titles=titles,
    )
