"""The words of an amount: numbers, scales and currencies of a passage, as tokens in reading order.

Only passages that name a currency or a scale are read word by word; most of a release is passed over by one search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.patterns import Patterns, Words
from extract.records.release import Span
from extract.values.numbers import FIGURE, Number, read_number
from extract.values.text import alternatives, lower
from extract.values.words import FIRST_LETTERS
from extract.values.words import SOURCE as NUMBER_WORDS

_DASH_SIGN = r",[-–—]{1,2}(?!\d)"
_DATE = r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)(?![.,]\d)"
_DASH_SIGNS = (",-", ",–", ",—")
_SHORT, _BEFORE, _AFTER = 160, 90, 50
"""In longer passages only what stands this near to a word for money is read."""
_LETTERS = regex.compile(r"[^\W\d_]+")
_SPLIT_OG = regex.compile(r"[\s]og[\s]")
_LABEL_GLUED = regex.compile(r"(?<!\p{L})\p{L}\p{Ll}*(?:sum|beløb|tilskud|støtte|bevilling|budget|pris|ramme)$")
_LABEL_ROOM = 30
_AMOUNT_GLUED = regex.compile(r"\p{L}\p{Ll}{2}\d{1,3}(?:\.\d{3})+(?:,-|\s?kr(?:oner|\.)?(?!\p{L}))")
"""``Kolding Kommune600.000 kr.``: a name and its amount from two columns that lost the blank between them."""
_LEADING_ZERO = regex.compile(r"0\d{2,3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word says: a factor, a currency, or both. ``glued`` ones count only right after a figure."""

    factor: Decimal | None = None
    currency: str | None = None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is ``number``, ``unit`` or ``other`` (a date: it parts what stands on its sides).

    A number's ``number`` is None for a figure with a lost comma (``0324``). ``dashed`` is true for ``500,-``.
    """

    kind: str
    start: int
    end: int
    number: Number | None = None
    unit: Unit | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Lexer:
    """Finds the tokens of amounts. Made once from patterns by :func:`compile_lexer`."""

    anchor: regex.Pattern[str]
    expression: regex.Pattern[str]
    units: dict[str, Unit]
    exact_units: dict[str, Unit]
    stems: tuple[str, ...]
    """A passage with none of these letters states no amount: the cheapest test."""

    def _may_speak(self, part: str) -> bool:
        return any(stem in part for stem in self.stems)

    def near_money(self, text: str, start: int, end: int) -> list[Span]:
        """The stretches of ``text[start:end]`` that can hold an amount: what stands round the words for money."""
        part = lower(text[start:end])
        if not self._may_speak(part):
            return []
        if len(part) <= _SHORT:
            return [(start, end)] if self.anchor.search(part) is not None else []
        stretches: list[Span] = []
        for found in self.anchor.finditer(part):
            low, high = found.start() - _BEFORE, found.end() + _AFTER
            # Whole words only: a number cut in two would be another number.
            low = 0 if low <= 0 else part.rfind(" ", 0, low) + 1
            blank = part.find(" ", high)
            high = len(part) if blank < 0 else blank
            if stretches and start + low <= stretches[-1][1]:
                low = stretches.pop()[0] - start
            stretches.append((start + low, start + high))
        return stretches

    def unit_of(self, surface: str) -> Unit | None:
        """The unit that a surface names, blanks folded."""
        word = " ".join(surface.split())
        return self.exact_units.get(word) or self.units.get(word.casefold())

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of ``text[start:end]``, left to right, not overlapping."""
        found: list[Token] = []
        for match in self.expression.finditer(lower(text[start:end])):
            kind = match.lastgroup
            low, high = start + match.start(), start + match.end()
            if kind == "unit":
                unit = self.unit_of(text[low:high])
                if unit is not None:
                    found.append(Token("unit", low, high, unit=unit))
            elif kind == "figure":
                token = _figure(text, match, start, found)
                if token is not None:
                    found.append(token)
            elif kind == "words":
                found.extend(_words(text, low, high))
            else:
                found.append(Token("other", low, high))
        return found


def _figure(text: str, match: regex.Match[str], base: int, before: list[Token]) -> Token | None:
    """A figure; None right after a letter (``B12``), unless that is a currency's (``DKK500``)."""
    start, end = base + match.start(), base + match.end()
    glued = start > 0 and text[start - 1].isalpha()
    if glued and not (before and before[-1].kind == "unit" and before[-1].end == start):
        # "Bevillingssum18 mio. kr." is a label that lost its blank; "B12" is a name.
        glued = _LABEL_GLUED.search(text, max(base, start - _LABEL_ROOM), start) is None
        if glued and not _AMOUNT_GLUED.match(text, start - 3):
            return None
    surface = match["number"]
    number = read_number(surface)
    if number is None and not _LEADING_ZERO.fullmatch(surface):
        return Token("other", start, end)
    return Token("number", start, end, number, dashed=match["dashed"] is not None)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    """A run of number words: one number where it reads as one, else its parts on both sides of each ``og``."""
    surface = text[start:end]
    number = read_number(surface)
    between = text[max(0, start - 8) : start].casefold().endswith("mellem ")
    if number is not None and not (between and _SPLIT_OG.search(surface)):
        yield Token("number", start, end, number)
        return
    at = 0
    for bound in [*_SPLIT_OG.finditer(surface), None]:
        stop = bound.start() if bound is not None else len(surface)
        number = read_number(surface[at:stop])
        if number is not None:
            yield Token("number", start + at, start + stop, number)
        else:
            yield from _last_words(surface, at, stop, start)
        at = bound.end() if bound is not None else stop


def _last_words(surface: str, at: int, stop: int, offset: int) -> Iterator[Token]:
    """The longest number at the end of a run that is none as a whole (``de to fem millioner``)."""
    blanks = [i + 1 for i in range(at, stop) if surface[i] == " "]
    for begin in blanks:
        number = read_number(surface[begin:stop])
        if number is not None:
            yield Token("number", offset + begin, offset + stop, number)
            return
    yield Token("other", offset + at, offset + stop)


def compile_lexer(patterns: Patterns) -> Lexer:
    """The lexer of ``money.currency``, ``money.scale``, ``money.unit`` and ``money.glued`` of patterns/money.toml."""
    units: dict[str, Unit] = {}
    exact: dict[str, Unit] = {}
    for words, glued in (
        *((w, False) for prefix in ("currency", "scale", "unit") for w in patterns.word_group(f"money.{prefix}")),
        *((w, True) for w in patterns.word_group("money.glued")),
    ):
        unit = _unit(words, glued=glued)
        for word in words.words:
            if glued or (word.isupper() and word.isalpha()):
                exact[word] = unit
            else:
                units[word.casefold()] = unit
    every = (*units, *(word.lower() for word, unit in exact.items() if not unit.glued))
    word = alternatives(set(every))
    glued_words = alternatives({word.lower() for word, unit in exact.items() if unit.glued})
    # A unit stands alone or right after a digit; after a letter and a hyphen it is part of a name (Sapere-millioner).
    # "mio.kr." is two units without a blank between, so a full stop may stand before one.
    # The text is put into lower case first; unit_of() then holds words in capitals to their case.
    bounded = rf"(?<!\p{{L}})(?=[{_initials(every)}])(?<!\p{{L}}-)(?:{word})(?!\p{{L}})"
    # The article before anything but a unit is no number; the numeral is written én, or stands before a unit.
    article = rf"(?!e[nt][\s-](?!halv|kvart|hundred|tusind|og\s|komma\s|{word}))"
    # What each branch may begin with stands before it: most characters of a text are passed over by that alone.
    first_of_unit = _initials((*every, *(word.lower() for word in exact)))
    source = (
        rf"(?=[\d½¼¾])(?:(?P<date>(?<![\d.,]){_DATE})"
        rf"|(?P<figure>(?<!\d)(?<!\d[.,])(?P<number>{FIGURE})(?P<dashed>{_DASH_SIGN})?))"
        rf"|(?<!\p{{L}})(?=[{first_of_unit}])"
        rf"(?P<unit>{bounded}|(?<=\d)(?:{glued_words})(?![\p{{L}}\d²³]))"
        rf"|(?<!\p{{L}})(?=[{_initials(FIRST_LETTERS)}]){article}(?P<words>{NUMBER_WORDS})"
    )
    anchor = rf"{bounded}|\d{_DASH_SIGN}"
    return Lexer(
        regex.compile(anchor),
        regex.compile(source),
        units,
        exact,
        _stems((*units, *(w for w, u in exact.items() if not u.glued))),
    )


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Letters of which each of ``words`` holds one: the first three of its last word, or a sign of it."""
    stems = set(_DASH_SIGNS)
    for word in words:
        runs = _LETTERS.findall(word.lower())
        signs = [c for c in word if not (c.isalnum() or c in " .-'")]
        stems.add(signs[0] if signs and "'" not in word else runs[-1][:3])
    return tuple(sorted(s for s in stems if not any(other != s and other in s for other in stems)))


def _initials(words: Iterable[str]) -> str:
    """The first characters of ``words``, for a character class."""
    return "".join(regex.escape(letter) for letter in sorted({word[0] for word in words}))


def _unit(words: Words, *, glued: bool) -> Unit:
    factor = words.give.get("factor")
    return Unit(Decimal(factor) if factor else None, words.give.get("currency"), glued)
