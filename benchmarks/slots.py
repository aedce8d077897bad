"""Texts with slots: what can change in a release while it stays a release, and what may stand there instead.

A slot has everything it may become as a tuple, so that filling a text is drawing numbers and joining strings. Names
and towns become others of their kind, ordinary words others with the same ending, all amounts of a text are multiplied
by one factor (so that sums still hold), all its dates move together by weeks and years (so that weekdays still hold).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby, product
from typing import Any, Final

import regex
from tests.variation import SURNAMES, UNITS, _gender, _given_names, _towns

from extract.evaluate.labels import Labels
from extract.patterns.loader import default_folder

NUMBER: Final = "\x1f"
"""Stands where the number of the release comes, the one thing that no other release has."""
_FIRST: Final = (
    "Ahl Aske Bak Birke Blå Bolle Brun Bøge Dal Egs Eng Elle Fager Fugle Grøn Gyl Hassel Havre Hede Hjort Holm Hov "
    "Hvid Ibs Kalv Karl Kild Klok Kors Krog Lang Lind Lys Løv Mark Mos Nord Nør Over Peders Pile Rav Rosen Rug Rør "
    "Sand Siv Skov Sol Sten Stor Svale Sønder Tand Thor Torn Tved Ulv Vang Vester Vin Æble Øst Ørne"
)
_LAST: Final = (
    "bjerg bæk borg dahl eng feldt gaard holm holt høj kilde kjær klint krog land lev lund mark mose munk ning rup "
    "sig skov sted sten strøm sund toft vad vang vig"
)
_MONTHS: Final = "januar februar marts april maj juni juli august september oktober november december"
_EXAMPLES: Final = ("yes", "no ", "why", "about")
_CURRENCY: Final = r"mio|mia|million|milliard|kr|t\.?kr|tkr|euro|eur|dkk|usd"
_FACTORS: Final = tuple(Decimal(n) / 10 for n in (10, 20, 5, 15, 30, 8, 12, 25, 4, 40, 11, 9, 13, 7, 14, 6, 16, 18, 50))
_WEEKS: Final = (0, 7, -7, 14, -14, 21, -21)
_YEARS: Final = (0, -1, -2, -3, -4)
_KEPT: Final = 0.3
"""How often an ordinary word stays what it was."""

_NUMBER = (
    r"(?P<figure>(?<![\d.,-])\d{1,3}(?:(?P<mark>[.\u202f\u00a0])\d{3})+(?![\d-])"
    r"|(?<![\d.,-])\d{1,6}(?:,\d{1,3})?(?![\d-]))"
)
_DATE = (
    r"(?P<iso>(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?!\d))"
    r"|(?P<day>(?<![\d.,])[123]?\d(?=\.(?:\s?(?:til|og|-|–)\s?\d{1,2}\.)?\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)))"
    r"|(?P<year>(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-]*\d))"
)
_WORD = r"(?P<word>(?<![\p{L}\d-])\p{Ll}{6,16}(?![\p{L}\d-]))"
_MONEY_AFTER = regex.compile(rf"\.?\s?(?:{_CURRENCY})", regex.IGNORECASE)
_MONEY_BEFORE = regex.compile(r"(?:kr\.?|dkk|eur|usd|€)\s?$", regex.IGNORECASE)
_MILLIONS = regex.compile(r"\s?(?:mio|mia|million|milliard)", regex.IGNORECASE)
_WEEKDAYS = regex.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text: what stands fast, and the numbers of the slots between. ``prose`` may go or have others
    beside it."""

    fast: tuple[str, ...]
    slots: tuple[int, ...]
    prose: bool

    def filled(self, values: Sequence[str]) -> str:
        parts = [""] * (2 * len(self.fast) - 1)
        parts[::2] = self.fast
        parts[1::2] = [values[slot] for slot in self.slots]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Template:
    """A text in segments. ``free`` slots are drawn each for itself, those of ``money`` and ``dates`` all alike."""

    segments: tuple[Segment, ...]
    free: tuple[tuple[str, ...], ...]
    money: tuple[tuple[str, ...], ...]
    dates: tuple[tuple[str, ...], ...]
    words: int

    def values(self, draw: random.Random) -> list[str]:
        """A choice for every slot."""
        chance = draw.random
        found = [pool[int(chance() * len(pool))] for pool in self.free]
        for tables in (self.money, self.dates):
            if tables:
                at = int(chance() * len(tables[0]))
                found += [table[at] for table in tables]
        return found


class Words:
    """The ordinary words of all sources by their ending. What the patterns name stays as it is: it makes a release what
    it is."""

    def __init__(self, texts: Sequence[str]) -> None:
        folder = default_folder()
        lines = [line for path in sorted(folder.glob("*.toml")) for line in path.read_text("utf-8").splitlines()]
        named = "\n".join(line for line in lines if not line.startswith(_EXAMPLES)).casefold()
        fast = {*regex.findall(r"\p{L}{6,}", named), *UNITS, *_MONTHS.split()}
        counted = Counter(word for text in texts for word in regex.findall(_WORD, text) if word not in fast)
        self.fast = frozenset(fast)
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for word in sorted(counted):
            self._by_end[word[-3:]].append(word)
        self._known = frozenset(counted)

    @cache  # noqa: B019 - there is one
    def others(self, word: str) -> tuple[str, ...] | None:
        """What the word may become, itself among it as often as it stays; None for one that stands fast."""
        pool = self._by_end.get(word[-3:], [])
        if word not in self._known or len(pool) < 8:
            return None
        some = random.Random(word).sample(pool, min(len(pool), 40))
        return (*some, *[word] * round(len(some) * _KEPT / (1 - _KEPT)))


@lru_cache(maxsize=1)
def surnames() -> tuple[str, ...]:
    return (*SURNAMES, *made_names())


@lru_cache(maxsize=1)
def made_names() -> tuple[str, ...]:
    towns = _towns()
    return tuple(first + last for first, last in product(_FIRST.split(), _LAST.split()) if first + last not in towns)


@lru_cache(maxsize=1)
def _town_pools() -> tuple[tuple[str, ...], tuple[str, ...]]:
    kept = _towns()
    seats = tuple(sorted(name for name, municipality in kept.items() if name == municipality))
    return seats, tuple(sorted(name for name, municipality in kept.items() if name != municipality))


class Names:
    """What a source calls people, towns and bodies, with what each may become: made once for all of its dresses."""

    def __init__(self, labels: Labels, words: Words, text: str) -> None:
        self.slots: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        self.listed = {n for a in labels.amounts or () for n in regex.findall(r"\d[\d.,]{2,}\d", a.surface)}
        self.words = words
        self._people(labels)
        self._bodies(labels)
        self._towns(text)
        keys = sorted(self.slots, key=len, reverse=True)
        named = "|".join(map(regex.escape, keys)) or "(?!)"
        self.expression = regex.compile(
            rf"(?<![\p{{L}}\d-])(?P<name>{named})(?=(?:s|'s|’s)?(?![\p{{L}}\d-]))|{_DATE}|{_NUMBER}|{_WORD}"
        )

    def _people(self, labels: Labels) -> None:
        for person in labels.people or ():
            own = person.name.split()
            gender = _gender().get(own[0].casefold())
            if gender is None or len(own) < 2:
                continue
            given = (f"given {person.name}", _given_names()[gender])
            last = (f"last {person.name}", surnames())
            for surface in {person.name, *person.surfaces}:
                parts = surface.split()
                self.slots[surface] = (given, last) if len(parts) > 1 else (given,) if parts == own[:1] else (last,)

    def _bodies(self, labels: Labels) -> None:
        """The words by which invented bodies and projects are told from others."""
        bodies = [body.name for body in labels.organisations or ()]
        bodies += [name for project in labels.projects or () for name in (project.name, project.applicant or "")]
        for word in regex.findall(r"(?<![\p{L}\d-])\p{Lu}\p{Ll}{5,}(?![\p{L}\d-])", " ".join(bodies)):
            if word.casefold() not in self.words.fast and word not in _towns() and word.casefold() not in _gender():
                self.slots.setdefault(word, ((f"made {word}", made_names()),))

    def _towns(self, text: str) -> None:
        seats, others = _town_pools()
        for name in regex.findall(r"\p{Lu}\p{Ll}{5,11}", text):
            # A genitive is the name and an s, which stays.
            town = name if name in _towns() else name.removesuffix("s")
            if town in _towns():
                self.slots.setdefault(town, ((f"town {town}", seats if _towns()[town] == town else others),))


class _Slots:
    """The slots of one template while it is made; the same word is the same slot."""

    def __init__(self, names: Names) -> None:
        self.free: list[tuple[str, ...]] = []
        self.figures: list[tuple[str, bool]] = []
        self.dates: list[str] = []
        self._at: dict[tuple[str, str], tuple[str, int]] = {}
        self._names = names

    def cut(self, text: str) -> Iterator[str | tuple[str, int]]:
        """Literals and slots in turn; a slot is its kind and its number among its kind."""
        at = 0
        for found in self._names.expression.finditer(text):
            parts = list(self._parts(found))
            if not parts:
                continue
            yield text[at : found.start()]
            yield from parts
            at = found.end()
        yield text[at:]

    def _parts(self, found: regex.Match[str]) -> Iterator[str | tuple[str, int]]:
        surface = found.group()
        if found["name"]:
            for number, (key, pool) in enumerate(self._names.slots[surface]):
                if number:
                    yield " "
                yield self._free(key, pool)
        elif found["word"]:
            pool = self._names.words.others(surface)
            if pool:
                yield self._free(surface, pool)
        elif found["figure"]:
            if self._is_money(found):
                millions = bool(_MILLIONS.match(found.string, found.end()))
                yield self._numbered("money", f"{surface}{millions}", self.figures, (surface, millions))
        else:
            yield self._numbered("dates", surface, self.dates, surface)

    def _is_money(self, found: regex.Match[str]) -> bool:
        text = found.string
        return bool(
            _MONEY_AFTER.match(text, found.end())
            or _MONEY_BEFORE.search(text[max(0, found.start() - 5) : found.start()])
            or found.group() in self._names.listed
        )

    def _free(self, key: str, pool: tuple[str, ...]) -> tuple[str, int]:
        return self._numbered("free", key, self.free, pool)

    def _numbered(self, kind: str, key: str, into: list[Any], value: Any) -> tuple[str, int]:
        if (kind, key) not in self._at:
            self._at[kind, key] = kind, len(into)
            into.append(value)
        return self._at[kind, key]


def template(stretches: Sequence[tuple[str, bool, bool]], names: Names) -> Template:
    """The template of a text that comes in stretches, each with whether it may change and whether it is prose of its
    own."""
    slots = _Slots(names)
    cut = [(list(slots.cut(text)) if changes else [text], prose) for text, changes, prose in stretches]
    money = _money(slots.figures)
    dates = _dates(slots.dates, any(_WEEKDAYS.search(text) for text, changes, _ in stretches if changes))
    begins = {"free": 0, "money": len(slots.free), "dates": len(slots.free) + len(money)}
    # What neither goes nor has others beside it is one segment, however many tags it holds.
    segments = []
    for prose, group in groupby(cut, key=lambda one: one[1]):
        pieces = list(group)
        segments += [_segment(p, prose, begins) for p, _ in pieces] if prose else [_joined(pieces, begins)]
    words = sum(len(text.split()) for text, changes, _ in stretches if changes)
    return Template(tuple(segments), tuple(slots.free), money, dates, words)


Parts = Sequence[str | tuple[str, int]]


def _joined(pieces: Sequence[tuple[Parts, bool]], begins: Mapping[str, int]) -> Segment:
    return _segment([part for parts, _ in pieces for part in parts], False, begins)


def _segment(parts: Parts, prose: bool, begins: Mapping[str, int]) -> Segment:
    fast, numbers = [""], []
    for part in parts:
        if isinstance(part, str):
            fast[-1] += part
        else:
            numbers.append(begins[part[0]] + part[1])
            fast.append("")
    return Segment(tuple(fast), tuple(numbers), prose)


def _money(figures: Sequence[tuple[str, bool]]) -> tuple[tuple[str, ...], ...]:
    """Each figure times each factor that leaves all of them figures of their kind."""
    rows = [[_times(figure, millions, factor) for figure, millions in figures] for factor in _FACTORS]
    kept = [row for row in rows if None not in row]
    return tuple(tuple(str(row[number]) for row in kept) for number in range(len(figures)))


def _times(figure: str, millions: bool, factor: Decimal) -> str | None:
    if factor == 1:
        return figure
    mark = next((sign for sign in ".\u202f\u00a0" if sign in figure), None)
    plain = figure.replace(mark, "") if mark else figure
    value = Decimal(plain.replace(",", ".")) * factor
    if "," not in figure and not millions:
        if value != int(value):
            return None
        return f"{int(value):,}".replace(",", mark or ".") if mark or value >= 10_000 else str(int(value))
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, rest = text.partition(".")
    return None if len(rest) > 2 else f"{whole},{rest}" if rest else whole


def _dates(surfaces: Sequence[str], weekdays: bool) -> tuple[tuple[str, ...], ...]:
    """Each day and year moved by so many weeks and years, where that leaves every day in its month."""
    moves = [(weeks, years) for weeks in _WEEKS for years in (_YEARS if not weekdays else (0,))]
    rows = [[_moved(surface, weeks, years) for surface in surfaces] for weeks, years in moves]
    kept = [row for row in rows if None not in row]
    return tuple(tuple(str(row[number]) for row in kept) for number in range(len(surfaces)))


def _moved(surface: str, weeks: int, years: int) -> str | None:
    if len(surface) == 4:
        return str(int(surface) + years)
    year, month, day = surface.split("-") if "-" in surface else (None, None, surface)
    moved = int(day) + weeks
    if (weeks and not 1 <= moved <= 28) or (years and int(day) > 28):
        return None
    return f"{int(year) + years}-{month}-{moved:02}" if year else str(moved)
