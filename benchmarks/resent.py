"""Releases that come again: labelled ones as a sender corrects them, adds to them, cuts them, or makes them local."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

import regex

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.variation import VARIATIONS, Source, source_of  # noqa: E402 - the variations of the tests

from extract.evaluate.labels import read_gold  # noqa: E402

HALVES: Final = ("samples", "dev")
"""Never the half that nobody may read."""
_PARAGRAPH: Final = regex.compile(r"<p[ >](?:(?!</p>).)++</p>|(?m)^[^\n<]{100,}+$", regex.DOTALL)
_WORD: Final = regex.compile(r"(?<=\s)\p{Ll}{7,}(?=[\s,.])")
_QUOTE: Final = regex.compile(r"\b(?:siger|udtaler|fortæller)\b")
_DRESS: Final = ("marks »«", "marks “”", "dash –", "dash -", "blanks", "bullet •", "bullet *", "windows breaks")

_PAGE: Final = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Nyheder</title></head><body>
<header><nav><ul><li><a href="/">Forside</a></li><li><a href="/nyheder">Nyheder</a></li>
<li><a href="/job">Ledige stillinger</a></li><li><a href="/kontakt">Kontakt os</a></li></ul></nav></header>
<main><article>{body}</article></main>
<aside><h2>Læs også</h2><ul><li><a href="/1">Ny svømmehal åbner til sommer med gratis bad i en uge</a></li>
<li><a href="/2">Kommunen søger frivillige til årets lysfest på havnen</a></li></ul></aside>
<footer><p>Kontakt: Presserådgiver Dorthe Lindeskov, tlf. 70 12 34 56, presse@nyhedsrummet.example</p>
<p><a href="/cookies">Cookies</a> Abonnér på vores nyheder</p></footer></body></html>"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A release that is edited, and paragraphs of other releases that an edit may bring in."""

    source: Source
    others: Sequence[str]

    @property
    def draw(self) -> random.Random:
        return self.source.draw

    def with_text(self, text: str) -> Piece:
        return Piece(Source(text, self.source.html, self.source.labels), self.others)

    def paragraphs(self) -> list[tuple[int, int]]:
        return [found.span() for found in _PARAGRAPH.finditer(self.source.text)]

    def put(self, start: int, end: int, new: str) -> Piece:
        return self.with_text(self.source.text[:start] + new + self.source.text[end:])

    def another(self) -> str:
        """A paragraph of another release, in this one's form."""
        told = self.draw.choice(self.others)
        return f"<p>{escape(told)}</p>" if self.source.html else told


Edit = Callable[[Piece], Piece | None]


def corrections(piece: Piece) -> Piece | None:
    """Three words are mended."""
    words = list(_WORD.finditer(piece.source.text))
    if len(words) < 3:
        return None
    for word in sorted(piece.draw.sample(words, 3), key=lambda found: -found.start()):
        told = word.group()
        piece = piece.put(*word.span(), f"{told[:3]}{told[4]}{told[3]}{told[5:]}")
    return piece


def dress(piece: Piece) -> Piece | None:
    """Other marks, dashes, bullets, blanks and line ends."""
    before = piece
    for name in _DRESS:
        varied = VARIATIONS[name](piece.source)
        piece = piece if varied is None else piece.with_text(varied.text)
    return None if piece is before else piece


def furniture(piece: Piece) -> Piece | None:
    """Another page around the text, with its title as the page's."""
    lines = [line.strip() for line in piece.source.text.split("\n") if line.strip()]
    title = piece.source.labels.title
    if piece.source.html or "\t" in piece.source.text or title not in lines:
        return None
    lines.remove(title)
    body = f"<h1>{escape(title)}</h1>\n" + "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return Piece(Source(_PAGE.format(body=body), True, piece.source.labels), piece.others)


def quote_added(piece: Piece) -> Piece | None:
    """One more paragraph with what somebody says."""
    spans = piece.paragraphs()
    if len(spans) < 3:
        return None
    _, end = spans[len(spans) // 2]
    return piece.put(end, end, f"\n\n{piece.another()}")


def amounts_changed(piece: Piece) -> Piece | None:
    """Every amount another one."""
    pairs = {amount.surface: _other_figures(amount.surface) for amount in piece.source.labels.amounts or ()}
    text = piece.source.replaced(pairs)
    return None if text == piece.source.text else piece.with_text(text)


def paragraph_cut(piece: Piece) -> Piece | None:
    """The longest paragraph after the first is left out."""
    spans = piece.paragraphs()[1:]
    if len(spans) < 3:
        return None
    start, end = max(spans, key=lambda span: span[1] - span[0])
    return piece.put(start, end, "")


def several(piece: Piece) -> Piece | None:
    """Mended, with other amounts, a quote more and a paragraph less."""
    found: Piece | None = piece
    for edit in (amounts_changed, paragraph_cut, quote_added, corrections):
        found = edit(found) if found is not None else None
    return found


def local(piece: Piece) -> Piece | None:
    """A national release for a region: other towns and people, and another paragraph in place of one that quotes."""
    towns = VARIATIONS["towns"](piece.source)
    if towns is None:
        return None
    piece = piece.with_text(towns.text)
    people = VARIATIONS["people"](piece.source)
    piece = piece if people is None else piece.with_text(people.text)
    quoting = [span for span in piece.paragraphs()[1:] if _QUOTE.search(piece.source.text, *span)]
    return piece.put(*quoting[0], piece.another()) if quoting else None


EDITS: Final[Mapping[str, Edit]] = {
    "other marks, dashes and blanks": dress,
    "on another page": furniture,
    "three words mended": corrections,
    "amounts changed": amounts_changed,
    "a quote added": quote_added,
    "a paragraph cut": paragraph_cut,
    "the four before at once": several,
    "local version": local,
}


def pieces() -> dict[str, Piece]:
    """The labelled Danish releases that can be edited as text, by their key."""
    found = {item.key: source_of(item) for half in HALVES for item in read_gold(ROOT / "tests" / "gold", split=half)}
    sources = {key: one for key, one in found.items() if one is not None and one.labels.language == "da"}
    quoting = {key: _quoting(one) for key, one in sources.items()}
    every = [(key, told) for key, own in quoting.items() for told in own]
    return {key: Piece(one, [told for other, told in every if other != key]) for key, one in sources.items()}


def _quoting(source: Source) -> list[str]:
    spans = [] if source.html else _PARAGRAPH.findall(source.text)
    return [told for told in spans if _QUOTE.search(told)]


def _other_figures(surface: str) -> str:
    return "".join(str(1 + (int(mark) + 3) % 9) if mark.isdigit() else mark for mark in surface)
