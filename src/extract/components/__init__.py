"""The matchers as spaCy components: ``nlp.add_pipe("danish_money")`` in anybody's Danish pipeline.

==========================  ==================  ============================================================
component                   extension           label of a span, and what its extension holds
==========================  ==================  ============================================================
``danish_money``            ``Span._.money``    the role; ``value``, ``low``, ``high``, ``currency``, ``qualifier`` …
``danish_dates``            ``Span._.date``     the precision; ``from``, ``to``
``danish_places``           ``Span._.place``    the kind; ``name``, ``code``, ``municipality``, ``region`` …
``danish_organisations``    ``Span._.organisation``  ``ORG``; ``name``, ``aliases``
``danish_people``           ``Span._.person``   ``PER``; ``name``, ``titles``, ``organisation``, ``party``
``danish_quotes``           ``Span._.quote``    the attribution; ``text``, ``speaker``
``danish_projects``         ``Span._.project``  ``PROJECT``; the whole project record
==========================  ==================  ============================================================

The spans stand in ``doc.spans[NAME]``. An extension is a plain dictionary in the form of docs/record.md, so that a Doc
can be stored and sent between processes; amounts are strings, as there. A span covers whole tokens; ``start`` and
``end`` in its dictionary are the exact characters of ``doc.text``. With ``config={"ents": True}`` money, dates, places,
organisations and people become entities too, where none stands yet. ``model`` and ``patterns`` are as in ``Extractor``.

The text of a Doc is read as a release: what stands among its contacts or teasers is not searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extract.components.back import TextRead, read_text
from extract.match.entities import SHIPPED
from extract.pipeline import Extractor
from extract.records.release import Release

Found = Iterator[tuple[int, int, str, dict[str, Any]]]
_Records = Callable[[Release], Found]


def _money(release: Release) -> Found:
    for amount in release.amounts:
        yield (
            amount.start,
            amount.end,
            amount.role,
            amount.model_dump(mode="json", exclude={"id", "section", "same_as"}),
        )


def _dates(release: Release) -> Found:
    for date in release.dates:
        yield date.start, date.end, date.precision, date.model_dump(mode="json", by_alias=True)


def _mentions(kind: str, label: str | None) -> _Records:
    def found(release: Release) -> Found:
        for record in getattr(release, kind):
            values = record.model_dump(mode="json", exclude={"id", "mentions"})
            for mention in record.mentions:
                if not getattr(mention, "in_organisation", False):
                    yield mention.start, mention.end, label or record.kind, dict(values)

    return found


def _quotes(release: Release) -> Found:
    for quote in release.quotes:
        values = quote.model_dump(mode="json", exclude={"id", "parts", "cue"})
        yield quote.parts[0][0], quote.parts[-1][1], quote.attribution, values


def _projects(release: Release) -> Found:
    for project in release.projects:
        values = project.model_dump(mode="json", exclude={"id", "place", "evidence"})
        for start, end in project.evidence.get("name", ())[:1]:
            yield start, end, "PROJECT", values


@dataclass(frozen=True, slots=True)
class Kind:
    """One component: its extension's name, where its spans come from, and their label among entities."""

    extension: str
    records: _Records
    entity: str | None = None


KINDS: Final = {
    "danish_money": Kind("money", _money, "MONEY"),
    "danish_dates": Kind("date", _dates, "DATE"),
    "danish_places": Kind("place", _mentions("places", None), "LOC"),
    "danish_organisations": Kind("organisation", _mentions("organisations", "ORG"), "ORG"),
    "danish_people": Kind("person", _mentions("people", "PER"), "PER"),
    "danish_quotes": Kind("quote", _quotes),
    "danish_projects": Kind("project", _projects),
}


class Component:
    """A matcher in a pipeline: puts what it finds into ``doc.spans[name of its kind]``."""

    def __init__(self, name: str, *, model: str | None, patterns: str | None, ents: bool) -> None:
        self._name, self._kind = name, KINDS[name]
        self._model, self._patterns, self._ents = model, patterns, ents
        if not Span.has_extension(self._kind.extension):
            Span.set_extension(self._kind.extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        read, release = _release(doc.text, self._model, self._patterns)
        found = list(self._spans(doc, read, release)) if read is not None and release is not None else []
        doc.spans[self._name] = found
        if self._ents and self._kind.entity is not None:
            taken = {token.i for entity in doc.ents for token in entity}
            free = [span for span in found if not taken.intersection(range(span.start, span.end))]
            entities = [Span(doc, span.start, span.end, label=self._kind.entity) for span in filter_spans(free)]
            doc.set_ents([*doc.ents, *entities])
        return doc

    def _spans(self, doc: Doc, read: TextRead, release: Release) -> Iterable[Span]:
        for start, end, label, values in self._kind.records(release):
            exact = read.back((start, end))
            span = doc.char_span(*exact, label=label, alignment_mode="expand") if exact else None
            if span is not None and exact is not None:
                span._.set(self._kind.extension, {**values, "start": exact[0], "end": exact[1]})
                yield span


@lru_cache(maxsize=4)
def _extractor(model: str | None, patterns: str | None) -> Extractor:
    return Extractor(model=model, patterns=Path(patterns) if patterns else None)


@lru_cache(maxsize=8)
def _release(text: str, model: str | None, patterns: str | None) -> tuple[TextRead | None, Release | None]:
    """The text as a release; remembered, so that several components of one pipeline read a Doc once."""
    read = read_text(text, uri="doc:")
    return (read, _extractor(model, patterns).release(read.document)) if read is not None else (None, None)


def _register(name: str) -> Callable[..., Component]:
    config = {"model": SHIPPED, "patterns": None, "ents": False}

    @Language.factory(name, default_config=config, assigns=["doc.spans", f"span._.{KINDS[name].extension}"])
    def make(nlp: Language, name: str, model: str | None, patterns: str | None, ents: bool) -> Component:
        return Component(kind, model=model, patterns=patterns, ents=ents)

    kind = name
    factory: Callable[..., Component] = make
    return factory


danish_money = _register("danish_money")
danish_dates = _register("danish_dates")
danish_places = _register("danish_places")
danish_organisations = _register("danish_organisations")
danish_people = _register("danish_people")
danish_quotes = _register("danish_quotes")
danish_projects = _register("danish_projects")
