"""The labelled releases as frames for many more: in other dress (tests/variation.py), with slots, cut at paragraphs.

A frame is one source in one form (page, text or JSON of Via Ritzau) in one dress. Its prose can give way to paragraphs
of other sources, so that two releases of one frame share little but their headings and lists.
"""

from __future__ import annotations

import html
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import regex

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from slots import NUMBER, Names, Template, Words, template  # noqa: E402
from tests.variation import VARIATIONS, Source, source_of  # noqa: E402

from extract.evaluate.labels import Labelled, read_gold  # noqa: E402

Form = Literal["html", "txt", "json"]
GOLD = ROOT / "tests" / "gold"
HALVES: Final = ("samples", "dev")  # the untouched half stays untouched
DRESSES: Final = 8
LARGE: Final = 30_000
FIELDS: Final = ("title", "leadtext", "body")
BETWEEN: Final = "\x1e"
"""Stands between the fields of JSON while they are one text."""

_KINDS: Final = (
    ("marks »«", "marks “”", "marks „“", "marks «»", ""),
    ("dash -", "dash –", ""),
    ("bullet •", "bullet ·", "bullet *", "bullet –", ""),
    (*[name for name in VARIATIONS if name.startswith("amounts ")], "", ""),
    ("lost breaks", "blanks", "", "", ""),
    ("bold amounts", "", ""),
    ("box headings", "fact words", "", ""),
)
"""Of each row a dress has one; each is a variation by its name, or none."""

_STYLES: Final = (("»", "«"), ("”", "”"), ("“", "”"), ("„", "“"), ("«", "»"), ('"', '"'))
_MARKS: Final = '»«”“„"'
_QUOTED = regex.compile(rf"[{_MARKS}]([^{_MARKS}]*)[{_MARKS}]")
_SAYS = regex.compile(r"siger|fortæller|forklarer|udtaler|lyder|mener|tilføjer")
_PAGE_PROSE = regex.compile(r"<p>(?:[^<>]|</?(?:strong|em|b|i)>){80,}</p>")
_TEXT_PROSE = regex.compile(r"(?m)^(?:[-–—] )?[\p{Lu}»”“„\"«][^\n\t]{80,}[.!?»”“«\"][ ]*$")
_PAGE_FAST = regex.compile(r"(?s)<script(?![^>]*ld\+json).*?</script>|<style.*?</style>|<!--.*?-->|<[^<>]*>")
_ATTRIBUTE = regex.compile(r"(?<=\s(?:content|alt)=\")[^\"]{20,}(?=\")")
_ADDRESS = regex.compile(r"(?:(?<=rel=\"canonical\" href=\")|(?<=property=\"og:url\" content=\"))[^\"?#]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """A source in one form and dress. ``style`` is how it marks speech, ``between`` what stands between its paragraphs;
    ``record`` is the rest of the JSON."""

    key: str
    form: Form
    template: Template
    style: tuple[str, str] | None
    between: str
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    key: str
    source: Source
    record: Mapping[str, Any] | None = None

    @property
    def large(self) -> bool:
        return len(self.source.text) >= LARGE


class Frames:
    """All frames, each made when it is first drawn."""

    def __init__(self) -> None:
        self._texts = list(_texts())
        self._by_key = {text.key: text for text in self._texts}
        self._words = Words([_seen(text.source) for text in self._texts])
        paged = [text for text in self._texts if text.source.html and text.record is None]
        self.of_form: Mapping[Form, Sequence[_Text]] = {
            "html": [*paged, *(text for text in self._texts if not text.source.html)],
            "txt": [text for text in self._texts if not text.source.html],
            "json": [text for text in self._texts if text.record is not None or _titled(text)],
        }
        self._large = [text for text in paged if text.large]

    def draw(self, draw: random.Random) -> Frame:
        """Half pages, three of ten of them as heavy as sites send them; a third texts; the rest JSON."""
        chance = draw.random()
        form: Form = "html" if chance < 0.5 else "txt" if chance < 0.84 else "json"
        pool = self._large if chance < 0.15 else self.of_form[form]
        text = pool[int(draw.random() * len(pool))]
        return self._frame(text.key, form, int(draw.random() * DRESSES))

    @cache  # noqa: B019 - there is one
    def _names(self, key: str) -> Names:
        source = self._by_key[key].source
        return Names(source.labels, self._words, _seen(source))

    @cache  # noqa: B019 - there is one
    def _frame(self, key: str, form: Form, dress: int) -> Frame:
        text = self._by_key[key]
        source = _dressed(text.source, random.Random(f"{key} {form} {dress}"))
        if form == "html" and not source.html:
            paged = VARIATIONS["page of text"](source)
            source = replace(source, text=paged.text, html=True) if paged else source
        if form == "json" and text.record is None:
            source = _as_fields(source) or _as_fields(text.source) or source
        stretches = list(_stretches(source))
        made = template(stretches, self._names(key))
        between = "\n" if source.html else _gap(source.text)
        record = (text.record or _record(source)) if form == "json" else None
        shown: Form = "txt" if form == "html" and not source.html else form
        return Frame(key, shown, made, _style(source), between, record)

    @cache  # noqa: B019 - there is one
    def paragraphs(self, style: tuple[str, str] | None, markup: bool) -> Sequence[Template]:
        """The paragraphs of all sources that stand for themselves, with speech marked as ``style`` says (None: by a
        dash before it)."""
        found = []
        for text in self._texts:
            for line in _prose(text.source):
                styled = _styled(line, style)
                if styled is not None:
                    said = html.escape(styled, quote=False) if markup else styled
                    stretch = f"<p>{said}</p>" if markup else said
                    found.append(template([(stretch, True, True)], self._names(text.key)))
        return found


def _texts() -> Iterator[_Text]:
    for half in HALVES:
        for item in read_gold(GOLD, split=half):
            if item.labels.language != "da":
                continue
            source = source_of(item)
            if source is not None:
                yield _Text(item.key, source)
            else:
                yield from _of_json(item)


def _of_json(item: Labelled) -> Iterator[_Text]:
    if item.source.suffix != ".json":
        return
    record = json.loads(item.source.read_bytes())
    if isinstance(record, dict) and all(isinstance(record.get(field), str) for field in FIELDS):
        text = BETWEEN.join(record[field] for field in FIELDS)
        yield _Text(item.key, Source(text, True, item.labels), record)


def _dressed(source: Source, draw: random.Random) -> Source:
    for names in _KINDS:
        name = draw.choice(names)
        varied = VARIATIONS[name](source) if name else None
        if varied is not None:
            source = replace(source, text=varied.text)
    return source


def _titled(text: _Text) -> bool:
    return not text.source.html and bool(text.source.labels.title) and _as_fields(text.source) is not None


def _as_fields(source: Source) -> Source | None:
    """A text as the fields of JSON: what follows its title in paragraphs, the first of which leads. None where its
    dress has taken the title."""
    title = source.labels.title or ""
    found = regex.search(rf"(?m)^{regex.escape(title)}[ ]*$", source.text)
    if found is None:
        return None
    lines = [html.escape(line.strip(), quote=False) for line in source.text[found.end() :].splitlines()]
    lead, *rest = [line for line in lines if line]
    return replace(source, text=BETWEEN.join((title, lead, "\n".join(f"<p>{line}</p>" for line in rest))), html=True)


def _record(source: Source) -> Mapping[str, Any]:
    publisher = {"id": 13550000, "name": source.labels.publisher or "Pressekontoret"}
    return {
        "id": 0,
        **dict.fromkeys((*FIELDS, "published", "url"), ""),
        "type": "PRESS_RELEASE",
        "publisher": publisher,
    }


def _stretches(source: Source) -> Iterator[tuple[str, bool, bool]]:
    """The text with its prose paragraphs apart, and the number of the release where its address and its end are."""
    text = (
        _ADDRESS.sub(lambda found: f"{found.group().rstrip('/')}-{NUMBER}", source.text) if source.html else source.text
    )
    prose = list((_PAGE_PROSE if source.html else _TEXT_PROSE).finditer(text))
    case = f"Sagsnr. {NUMBER}"
    at = 0
    for number, found in enumerate(prose):
        yield from _changing(text[at : found.start()], source.html)
        # What leads stays: it says what the rest is about.
        yield found.group(), True, number >= 2
        at = found.end()
        if number == len(prose) - 1 and source.html:
            yield f"\n<p>{case}</p>", False, False
    yield from _changing(text[at:], source.html)
    if not source.html:
        yield f"\n\n{case}\n", False, False
    elif not prose:
        yield f"<p>{case}</p>", False, False


def _changing(text: str, markup: bool) -> Iterator[tuple[str, bool, bool]]:
    if not markup:
        yield text, True, False
        return
    at = 0
    for found in _PAGE_FAST.finditer(text):
        if text[at : found.start()]:
            yield text[at : found.start()], True, False
        inner = _ATTRIBUTE.search(found.group()) if found.group().startswith(("<meta", "<img")) else None
        low, high = (inner.start(), inner.end()) if inner else (0, 0)
        if inner and NUMBER not in inner.group():
            yield found.group()[:low], False, False
            yield inner.group(), True, False
            yield found.group()[high:], False, False
        else:
            yield found.group(), False, False
        at = found.end()
    yield text[at:], True, False


def _gap(text: str) -> str:
    return "\n\n" if text.count("\n\n") * 3 > text.count("\n") else "\n"


def _prose(source: Source) -> Iterator[str]:
    found = (_PAGE_PROSE if source.html else _TEXT_PROSE).finditer(source.text)
    for number, one in enumerate(found):
        line = html.unescape(regex.sub(r"<[^>]*>", "", one.group())) if source.html else one.group().strip()
        # What leads a release, says who to ask or points to a list says nothing in another one.
        if number and len(line) < 900 and not regex.search(r"[:@]|tlf|www|nedenfor|følgende", line):
            yield line


def _style(source: Source) -> tuple[str, str] | None:
    seen = _seen(source)
    dashes = len(regex.findall(r"(?m)^[-–—] ?\p{Lu}", seen))
    counted = [(min(seen.count(style[0]), seen.count(style[1])), style) for style in _STYLES]
    most, style = max(counted, key=lambda one: one[0])
    return None if dashes >= 1 and dashes * 2 > most else style if most else _STYLES[1]


def _styled(line: str, style: tuple[str, str] | None) -> str | None:
    """The paragraph with its speech marked so; None for one that is marked in a way that cannot be turned."""
    dashed = line[:1] in "-–—"
    if dashed:
        return line if style is None and _SAYS.search(line) else None
    if not any(mark in line for mark in _MARKS):
        return line
    if style is None:
        return None
    turned = _QUOTED.sub(rf"{style[0]}\1{style[1]}", line)
    rest = _QUOTED.sub("", line)
    return None if any(mark in rest for mark in _MARKS) else turned


def _seen(source: Source) -> str:
    if not source.html:
        return source.text
    return html.unescape(regex.sub(r"[ \t]*<[^<>]*>", "\n", regex.sub(r"(?s)<(script|style).*?</\1>", "", source.text)))
