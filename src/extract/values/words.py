"""Danish number words: ``femogtyve``, ``to hundrede og tre``, ``halvanden``, ``tre komma fem``.

The number words are a closed class of the language, so they live here and not in patterns/.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import regex

_ONES = {
    "nul": 0, "en": 1, "et": 1, "een": 1, "eet": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7,
    "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
    "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tyve": 20, "tredive": 30, "tredve": 30, "fyrre": 40, "fyrretyve": 40, "halvtreds": 50, "halvtredsindstyve": 50,
    "tres": 60, "tresindstyve": 60, "halvfjerds": 70, "halvfjerdsindstyve": 70, "firs": 80, "firsindstyve": 80,
    "halvfems": 90, "halvfemsindstyve": 90,
}  # fmt: skip
_SCALES = {
    "tusind": 10**3, "tusinde": 10**3, "million": 10**6, "millioner": 10**6, "milliard": 10**9, "milliarder": 10**9,
}  # fmt: skip
_HALVES = {"halvanden": Decimal("1.5"), "halvandet": Decimal("1.5")}
_PARTS = {"halv": Decimal("0.5"), "halvt": Decimal("0.5"), "kvart": Decimal("0.25")}
_HUNDRED = ("hundrede", "hundred")

_MORPHS = sorted(
    (*_ONES, *_TENS, *_SCALES, *_HALVES, *_PARTS, *_HUNDRED, "og", "komma"), key=lambda word: (-len(word), word)
)
_MORPH = regex.compile("|".join(_MORPHS))
_OPENERS = [m for m in _MORPHS if m not in {"og", "komma", *_SCALES} or m in {"tusind", "tusinde"}]
_INNER = [m for m in _MORPHS if m not in {"komma", *_SCALES} or m in {"tusind", "tusinde"}]
_ACCENTS = str.maketrans({"é": "e"})
_ACCENTED = {"en": "[eé]n", "et": "[eé]t"}


def _alternatives(morphs: list[str]) -> str:
    return "|".join(_ACCENTED.get(m, m) for m in morphs)


_WORD = rf"(?:{_alternatives(_OPENERS)})(?:{_alternatives(_INNER)})*+(?!\p{{L}})"
SOURCE = rf"(?<!\p{{L}}){_WORD}(?:[\s\-](?:og[\s\-]|komma[\s\-])?+{_WORD}){{0,9}}+"
"""Source of an expression that finds runs of number words below *million* (case is the caller's to fold)."""

FIRST_LETTERS = "".join(sorted({morph[0] for morph in _OPENERS} | {"é"}))
"""The lower-case letters with which a run of number words can begin: a cheap test before SOURCE."""

ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        "første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "syvende": 7,
        "ottende": 8, "niende": 9, "tiende": 10, "ellevte": 11, "tolvte": 12,
    }
)  # fmt: skip
"""The ordinals that count quarters, halves and rounds."""


def parse_words(surface: str) -> tuple[Decimal, Decimal] | None:
    """The value of a number in words and its step, the size of the last unit that it states; None if it is not one.

    ``fem millioner`` is (5000000, 1000000), ``to en halv`` (2.5, 0.5), ``tre komma fem`` (3.5, 0.1).
    """
    morphs = _morphs(surface.strip().casefold().translate(_ACCENTS))
    if not morphs or morphs[0] == "og" or morphs[-1] in {"og", "komma"}:
        return None
    return _read(morphs)


def _morphs(surface: str) -> list[str] | None:
    """The number morphemes of ``surface``, None where anything else stands in it."""
    morphs: list[str] = []
    for word in surface.replace("-", " ").split():
        at = 0
        while at < len(word):
            found = _MORPH.match(word, at)
            if found is None:
                return None
            morphs.append(found.group())
            at = found.end()
    return morphs


def _read(morphs: list[str]) -> tuple[Decimal, Decimal] | None:
    """Sums the groups of falling scale: ``to millioner`` + ``fem hundrede tusind`` + ``tolv``."""
    total, limit, group = Decimal(0), None, list[str]()
    step = Decimal(1)
    for morph in morphs:
        if morph not in _SCALES:
            group.append(morph)
            continue
        scale = Decimal(_SCALES[morph])
        if limit is not None and scale >= limit:
            return None
        if group[:1] == ["og"] and total:
            group = group[1:]
        part = _below_thousand(group) if group else (Decimal(1), Decimal(1))
        if part is None:
            return None
        total, step, limit, group = total + part[0] * scale, part[1] * scale, scale, []
    if group[:1] == ["og"] and total:
        group = group[1:]
    if not group:
        return (total, step) if limit is not None else None
    part = _below_thousand(group)
    # After a scale a fraction would be a fraction of it ("en million en halv"), which nobody writes: refuse it.
    if part is None or (limit is not None and (part[0] >= limit or part[0] != part[0].to_integral_value())):
        return None
    return total + part[0], part[1]


def _below_thousand(morphs: list[str]) -> tuple[Decimal, Decimal] | None:
    """A group without scale words: ones, tens, hundreds (up to ``nittenhundrede``), halves, decimals."""
    if "komma" in morphs:
        at = morphs.index("komma")
        whole, digits = _whole(morphs[:at]), morphs[at + 1 :]
        if whole is None or not digits or any(_ONES.get(d, 10) > 9 for d in digits):
            return None
        decimals = "".join(str(_ONES[d]) for d in digits)
        return Decimal(f"{whole}.{decimals}"), Decimal(1).scaleb(-len(decimals))
    if len(morphs) == 1 and morphs[0] in _HALVES:
        return _HALVES[morphs[0]], Decimal("0.5")
    if morphs[-1] in _PARTS:
        return _with_part(morphs)
    whole = _whole(morphs)
    return None if whole is None else (Decimal(whole), Decimal(1))


def _with_part(morphs: list[str]) -> tuple[Decimal, Decimal] | None:
    """``en halv``, ``tre kvart``, ``to en halv``, ``to og en halv``, ``fem en kvart``."""
    part, rest = _PARTS[morphs[-1]], morphs[:-1]
    if rest in (["en"], ["et"], []):
        return part, part
    if rest == ["tre"] and part == Decimal("0.25"):
        return 3 * part, part
    if rest[-1] not in {"en", "et"}:
        return None
    rest = rest[:-1]
    whole = _whole(rest[:-1] if rest[-1:] == ["og"] else rest)
    return None if not whole else (whole + part, part)


def _whole(morphs: list[str]) -> int | None:
    """A whole number from nul to 1999."""
    for at, morph in enumerate(morphs):
        if morph in _HUNDRED:
            hundreds = 1 if at == 0 else _below_hundred(morphs[:at])
            rest = morphs[at + 1 :]
            rest = rest[1:] if rest[:1] == ["og"] else rest
            ones = 0 if at + 1 == len(morphs) else _below_hundred(rest)
            if hundreds is None or ones is None or not 0 < hundreds < 20:
                return None
            return hundreds * 100 + ones
    return _below_hundred(morphs)


def _below_hundred(morphs: list[str]) -> int | None:
    if len(morphs) == 1:
        return _ONES.get(morphs[0], _TENS.get(morphs[0]))
    if len(morphs) == 3 and morphs[1] == "og" and morphs[2] in _TENS and 0 < _ONES.get(morphs[0], 10) < 10:
        return _ONES[morphs[0]] + _TENS[morphs[2]]
    return None
