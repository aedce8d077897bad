"""Variations of labelled releases that leave the facts as they are: other names, towns, marks, dashes, figures, breaks.

Each function of ``VARIATIONS`` takes a :class:`Source` and gives the varied text, with what was renamed in it, or None where
it has nothing to vary. Choices are drawn from the text itself, so that the same release always gives the same variation.
"""

from __future__ import annotations

import csv
import random
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

import regex

from extract.evaluate.labels import AmountLabel, Labelled, Labels
from extract.patterns.loader import default_folder

SURNAMES: Final = (
    "Overmark", "Sandbæk", "Lykkegaard", "Rosenvinge", "Tofting", "Hedelund", "Vestermark", "Klitgaard", "Munkholt", "Birkelund",
    "Ravnskjær", "Elkjær", "Dahlgaard", "Nørremark", "Frydensberg", "Thyregod", "Wintherholm", "Stenmark", "Kragelund", "Buskbjerg",
)  # fmt: skip
QUOTE_STYLES: Final = (("»", "«"), ("“", "”"), ("„", "“"), ("«", "»"))
DASHES: Final = ("-", "–", "—", "−")
BULLETS: Final = ("•", "·", "*", "–", "-")
UNITS: Final = (
    "nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
    "femten", "seksten", "sytten", "atten", "nitten",
)  # fmt: skip
ENTITIES: Final = {"æ": "&aelig;", "ø": "&oslash;", "å": "&aring;", "Æ": "&AElig;", "Ø": "&Oslash;", "Å": "&Aring;", "»": "&raquo;", "«": "&laquo;", "–": "&ndash;"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A labelled release as text. ``html`` is true for pages."""

    text: str
    html: bool
    labels: Labels

    @property
    def draw(self) -> random.Random:
        return random.Random(len(self.text))

    def replaced(self, pairs: Mapping[str, str]) -> str:
        """The text with each key replaced wherever it stands as a word, the longest first, all at once."""
        if not pairs:
            return self.text
        keys = sorted(pairs, key=len, reverse=True)
        expression = regex.compile(
            rf"(?<![\p{{L}}\d-])(?:{'|'.join(map(regex.escape, keys))})(?=(?:s|'s|’s)?(?![\p{{L}}\d-]))"
        )
        return str(expression.sub(lambda found: pairs[found.group()], self.text))


@dataclass(frozen=True, slots=True)
class Varied:
    """A varied text; ``renamed`` maps what a fact was called to what it is called now."""

    text: str
    renamed: Mapping[str, str] = field(default_factory=dict)


Variation = Callable[[Source], Varied | None]


def source_of(labelled: Labelled) -> Source | None:
    """The text of a labelled release; None for sources of another form (JSON, several in a file, no UTF-8)."""
    if labelled.source.suffix not in {".txt", ".html"}:
        return None
    try:
        text = labelled.source.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    html = labelled.source.suffix == ".html"
    return None if "__INITIAL_STATE__" in text else Source(text, html, labelled.labels)


# -------------------------------------------------------------------------------------------------- names


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, tuple[str, ...]]:
    with (default_folder() / "given_names.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {gender: tuple(r["name"] for r in rows if r["gender"] == gender and len(r["name"]) > 3) for gender in "fm"}


@lru_cache(maxsize=1)
def _gender() -> Mapping[str, str]:
    return {name.casefold(): gender for gender, names in _given_names().items() for name in names}


def people(source: Source) -> Varied | None:
    """Everybody gets another name of the same gender."""
    draw, renamed = source.draw, {}
    surnames = [name for name in SURNAMES if name not in source.text]
    draw.shuffle(surnames)
    for person in source.labels.people or ():
        gender = _gender().get(person.name.split()[0].casefold())
        if gender is None or not surnames or person.name not in source.text:
            return None
        # Names that stand in the text or are places too would change more than a name.
        pool = [n for n in _given_names()[gender] if n not in source.text and n not in _towns()]
        given = draw.choice(pool)
        full = f"{given} {surnames.pop()}"
        own = person.name.split()
        for surface in {person.name, *person.surfaces}:
            parts = surface.split()
            renamed[surface] = full if len(parts) > 1 else full.split()[0 if parts == own[:1] else 1]
    return Varied(source.replaced(renamed), renamed) if renamed else None


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, str]:
    """Towns whose name is one long word that nothing else bears, with the municipality of each."""
    with (default_folder() / "places.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "city"]
    names = [row["name"] for row in rows]
    plain = regex.compile(r"\p{Lu}\p{Ll}{5,11}(?<!s)(?<!x)(?<!z)")
    kept = {}
    for row in rows:
        if names.count(row["name"]) == 1 and plain.fullmatch(row["name"]) and not row.get("context"):
            kept[row["name"]] = row["municipality"]
    return kept


def towns(source: Source) -> Varied | None:
    """Every town becomes another one; a municipality's seat becomes another seat."""
    draw, renamed = source.draw, {}
    kept = _towns()
    seats = sorted(name for name, municipality in kept.items() if name == municipality and name not in source.text)
    others = sorted(name for name, municipality in kept.items() if name != municipality and name not in source.text)
    for place in source.labels.places or ():
        spelt_else = set(place.surfaces) - {place.name, f"{place.name}s"}
        if place.kind != "city" or spelt_else or place.name not in kept or place.name not in source.text:
            continue
        pool = seats if kept[place.name] == place.name else others
        renamed[place.name] = pool.pop(draw.randrange(len(pool)))
    return Varied(source.replaced(renamed), renamed) if renamed else None


# -------------------------------------------------------------------------------------------------- marks


def _marks(style: tuple[str, str]) -> Variation:
    def change(source: Source) -> Varied | None:
        used = [(o, c) for o, c in QUOTE_STYLES if 0 < source.text.count(o) == source.text.count(c) and o != c]
        own = next((pair for pair in used if source.text.index(pair[0]) < source.text.index(pair[1])), None)
        if own is None or own == style or any(mark in source.text for mark in "“”„»«" if mark not in own):
            return None
        return Varied(source.text.translate({ord(own[0]): style[0], ord(own[1]): style[1]}))

    return change


def _dash(dash: str) -> Variation:
    def change(source: Source) -> Varied | None:
        text = regex.sub(r"(?m)(^[ \t]*|>\s*)[-–—−](?=\s\p{Lu})", rf"\g<1>{dash}", source.text)
        return Varied(text) if text != source.text else None

    return change


def _bullet(bullet: str) -> Variation:
    def change(source: Source) -> Varied | None:
        if source.html:
            return None
        text = regex.sub(r"(?m)^([ \t]*)[•·*▪](?=[ \t])", rf"\g<1>{bullet}", source.text)
        return Varied(text) if text != source.text else None

    return change


# -------------------------------------------------------------------------------------------------- figures


def _amounts(written: Callable[[AmountLabel, Decimal], str | None]) -> Variation:
    """Rewrites the exact amounts in kroner that name their currency."""

    def change(source: Source) -> Varied | None:
        pairs = {}
        for amount in source.labels.amounts or ():
            if amount.value is None or amount.currency != "DKK" or "kr" not in amount.surface.casefold():
                continue
            new = written(amount, Decimal(amount.value))
            if new is not None and new != amount.surface:
                pairs[amount.surface] = new
        if not pairs:
            return None
        keys = sorted(pairs, key=len, reverse=True)
        expression = regex.compile(rf"(?<![\d.,])(?:{'|'.join(map(regex.escape, keys))})(?![\p{{L}}\d])")

        def put(found: regex.Match[str]) -> str:
            new = pairs[found.group()]
            rest = found.string[found.end() : found.end() + 3]
            # A full stop may be the abbreviation's and the sentence's at once.
            ends = found.group().endswith(".") and (
                not rest.strip() or rest[:1] in "\n<" or regex.match(r"\s\p{Lu}", rest)
            )
            if ends and not new.endswith("."):
                return new + "."
            return new[:-1] if new.endswith(".") and rest.startswith(".") else new

        text = expression.sub(put, source.text)
        return Varied(text) if text != source.text else None

    return change


def _grouped(value: Decimal, mark: str = ".") -> str:
    return f"{value:,.0f}".replace(",", mark)


def _whole(amount: AmountLabel, value: Decimal) -> str | None:
    return f"{_grouped(value)} kr." if "mio" in amount.surface or "million" in amount.surface else None


def _millions(amount: AmountLabel, value: Decimal) -> str | None:
    if value < 1_000_000 or value % 10_000 or "mio" in amount.surface or "mi" in amount.surface:
        return None
    return f"{value / 1_000_000:f}".rstrip("0").rstrip(".").replace(".", ",") + " mio. kr."


def _in_words(amount: AmountLabel, value: Decimal) -> str | None:
    if "mio" not in amount.surface or value % 100_000 or value >= 20_000_000 or value < 1_000_000:
        return None
    whole, rest = divmod(int(value) // 100_000, 10)
    tail = f" komma {UNITS[rest]}" if rest else ""
    return f"{UNITS[whole]}{tail} {'million' if (whole, rest) == (1, 0) else 'millioner'} kroner"


def _currency_first(amount: AmountLabel, value: Decimal) -> str | None:
    number = regex.fullmatch(r"(?P<n>[\d.,]+(?:\s?mio\.)?)\s?(?:kr\.|kroner)", amount.surface)
    return f"DKK {number['n']}" if number else None


def _spelt_currency(amount: AmountLabel, value: Decimal) -> str | None:
    return str(regex.sub(r"kr\.?$", "kroner", amount.surface))


def _glued(amount: AmountLabel, value: Decimal) -> str | None:
    return amount.surface.replace("mio. kr", "mio.kr")


def _hard_blanks(amount: AmountLabel, value: Decimal) -> str | None:
    return amount.surface.replace(" ", "\u00a0")


def _thin_groups(amount: AmountLabel, value: Decimal) -> str | None:
    return str(regex.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "\u202f", amount.surface))


def _no_points(amount: AmountLabel, value: Decimal) -> str | None:
    return amount.surface.replace("mio.", "mio") if "mio." in amount.surface else None


# -------------------------------------------------------------------------------------------------- lines and markup


def wrapped(source: Source) -> Varied | None:
    """Paragraphs broken at 72 columns, as mail programs do."""
    if source.html:
        return None
    lines = source.text.split("\n")
    if any("\t" in line for line in lines):
        return None
    broken = [
        "\n".join(textwrap.wrap(line, 72, break_on_hyphens=False, break_long_words=False)) or line for line in lines
    ]
    # Only texts whose paragraphs stand apart: else nobody could tell a broken line from a new one.
    apart = all(not (a.strip() and b.strip()) or len(a) < 72 for a, b in pairwise(lines))
    return Varied("\n".join(broken)) if apart else None


def lost_breaks(source: Source) -> Varied | None:
    """Bulleted items with an amount at their end run together in one line, as when a list is copied."""
    if source.html:
        return None
    text = regex.sub(
        r"(?<=kr\.|kroner)[ \t]*\n+[ \t]*(?=[•·*▪–-] [»”“\"]?\p{Lu}[^\n]*(?:kr\.|kroner)[ \t]*(?:\n|$))",
        " ",
        source.text,
    )
    return Varied(text) if text != source.text else None


def loud_title(source: Source) -> Varied | None:
    """The headline in capitals, where it names no town or person that nothing else names."""
    title = source.labels.title
    if not title or source.text.count(title) != 1 or regex.search(r"[&<]", title):
        return None
    span = (source.labels.amounts or ())[:1]
    if span and span[0].surface in title:
        return None
    return Varied(source.text.replace(title, title.upper()))


def windows_breaks(source: Source) -> Varied | None:
    return Varied(source.text.replace("\n", "\r\n"))


def blanks(source: Source) -> Varied | None:
    """Doubled blanks after full stops, blanks at line ends, more blank lines."""
    text = regex.sub(r"(?<=\p{Ll}[.!?]) (?=\p{Lu})", "  ", source.text)
    if not source.html:
        text = regex.sub(r"(?<=\S)\n\n", "  \n\n\n", text)
    return Varied(text) if text != source.text else None


def entities(source: Source) -> Varied | None:
    """Danish letters as entities, as old editors write them."""
    if not source.html:
        return None
    head, mark, body = source.text.partition("<body")
    return Varied(head + mark + body.translate({ord(k): v for k, v in ENTITIES.items()})) if mark else None


def page_of_text(source: Source) -> Varied | None:
    """A text as a page: each line a paragraph."""
    if source.html or "\t" in source.text:
        return None
    lines = [
        line.strip().replace("&", "&amp;").replace("<", "&lt;") for line in source.text.split("\n") if line.strip()
    ]
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return Varied(f"<!doctype html><html lang='da'><head><meta charset='utf-8'></head><body>\n{body}\n</body></html>")


def bold_amounts(source: Source) -> Varied | None:
    if not source.html:
        return None
    surfaces = sorted({a.surface for a in source.labels.amounts or ()}, key=len, reverse=True)
    if not surfaces:
        return None
    expression = regex.compile(rf"(?<=[\p{{L}}.] )(?:{'|'.join(map(regex.escape, surfaces))})(?= \p{{L}})")
    text = expression.sub(lambda found: f"<strong>{found.group()}</strong>", source.text)
    return Varied(text) if text != source.text else None


def box_headings(source: Source) -> Varied | None:
    """The headings of boxes in capitals."""
    pairs = {}
    for box in source.labels.fact_boxes or ():
        if box.heading in source.text and not regex.search(r"[&<\d]", box.heading):
            pairs[box.heading] = box.heading.upper()
    text = source.text
    for heading, loud in pairs.items():
        text = regex.sub(rf"(?m)(?<=^|>){regex.escape(heading)}(?=:?\s*(?:$|<))", loud, text)
    return Varied(text) if text != source.text else None


def fact_words(source: Source) -> Varied | None:
    text = regex.sub(r"(?m)(?<=^|>)Fakta(?=:| om |\s*$|<)", "FAKTA", source.text)
    return Varied(text) if text != source.text else None


VARIATIONS: Final[Mapping[str, Variation]] = {
    "people": people,
    "towns": towns,
    **{f"marks {o}{c}": _marks((o, c)) for o, c in QUOTE_STYLES},
    **{f"dash {dash}": _dash(dash) for dash in DASHES},
    **{f"bullet {bullet}": _bullet(bullet) for bullet in BULLETS},
    "amounts whole": _amounts(_whole),
    "amounts in millions": _amounts(_millions),
    "amounts in words": _amounts(_in_words),
    "amounts DKK first": _amounts(_currency_first),
    "amounts kroner": _amounts(_spelt_currency),
    "amounts glued": _amounts(_glued),
    "amounts hard blanks": _amounts(_hard_blanks),
    "amounts thin groups": _amounts(_thin_groups),
    "amounts without points": _amounts(_no_points),
    "title in capitals": loud_title,
    "lost breaks": lost_breaks,
    "wrapped": wrapped,
    "windows breaks": windows_breaks,
    "blanks": blanks,
    "entities": entities,
    "page of text": page_of_text,
    "bold amounts": bold_amounts,
    "box headings": box_headings,
    "fact words": fact_words,
}


def variations(source: Source, names: Sequence[str] = tuple(VARIATIONS)) -> Mapping[str, Varied]:
    """Each variation that the release has something for."""
    found = {name: VARIATIONS[name](source) for name in names}
    return {name: varied for name, varied in found.items() if varied is not None}
