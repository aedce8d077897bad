"""Labels of others: texts with labelled spans, as spaCy's ``DocBin`` (``.spacy``) or as JSON Lines.

A line is ``{"text": …, "spans": [{"start": 0, "end": 4, "label": "PER"}]}`` (Prodigy, spaCy) or
``{"text": …, "label": [[0, 4, "PER"]]}`` (Doccano). Spans are compared whole: both ends must be right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extract.components.back import read_text
from extract.evaluate.labels import LabelError
from extract.evaluate.outcome import Outcome
from extract.pipeline import Extractor
from extract.records.release import Release, Span

SUFFIXES: Final = (".spacy", ".jsonl")

KINDS: Final[Mapping[str, str]] = {
    "PER": "person", "PERSON": "person",
    "ORG": "organisation", "ORGANISATION": "organisation", "ORGANIZATION": "organisation",
    "LOC": "place", "GPE": "place", "GPE_LOC": "place", "PLACE": "place",
    "MONEY": "money", "AMOUNT": "money", "DATE": "date", "QUOTE": "quote", "PROJECT": "project",
}  # fmt: skip
"""Their labels and what they mean here. Spans with other labels are not compared."""


@dataclass(frozen=True, slots=True)
class Spanned:
    """A text and the spans that somebody labelled in it: ``(start, end, kind)`` in code points of ``text``."""

    key: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_spans(path: Path) -> Iterator[Spanned]:
    """The labelled texts of a file. LabelError names file, line and mend where it is none."""
    reader = _docbin if path.suffix == ".spacy" else _lines
    yield from reader(path)


def _lines(path: Path) -> Iterator[Spanned]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            entry = json.loads(line)
            text, spans = entry["text"], _spans(entry)
        except (json.JSONDecodeError, KeyError, TypeError, ValueError, IndexError):
            raise LabelError(
                f'{where}: no labelled text; write {{"text": "…", "spans": [{{"start": 0, "end": 4, "label": "PER"}}]}}'
            ) from None
        for start, end, _ in spans:
            if not 0 <= start < end <= len(text):
                raise LabelError(
                    f"{where}: the span {start}–{end} lies outside the text of {len(text)} characters; mend it"
                )
        yield Spanned(f"{path.name}:{number}", text, spans)


def _spans(entry: Mapping[str, Any]) -> tuple[tuple[int, int, str], ...]:
    rows = (
        entry["spans"]
        if "spans" in entry
        else [dict(zip(("start", "end", "label"), r, strict=True)) for r in entry["label"]]
    )
    known = ((int(row["start"]), int(row["end"]), KINDS.get(str(row["label"]).upper())) for row in rows)
    return tuple(sorted((start, end, kind) for start, end, kind in known if kind is not None))


def _docbin(path: Path) -> Iterator[Spanned]:
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin().from_disk(path).get_docs(spacy.blank("da").vocab))
    except Exception as error:  # spaCy gives whatever msgpack and zlib raise
        raise LabelError(f"{path}: no DocBin that this spaCy reads ({error}); write it with DocBin.to_disk") from None
    for number, doc in enumerate(docs, 1):
        found = [(span.start_char, span.end_char, KINDS.get(span.label_)) for span in doc.ents]
        for group in doc.spans.values():
            found += [(span.start_char, span.end_char, KINDS.get(span.label_)) for span in group]
        spans = tuple(sorted({(start, end, kind) for start, end, kind in found if kind is not None}))
        yield Spanned(f"{path.name}:{number}", doc.text, spans)


def judge_spans(labelled: Spanned, extractor: Extractor, kinds: AbstractSet[str]) -> Iterator[Outcome]:
    """Outcomes of the fields ``spans.person``, ``spans.money`` …, for the ``kinds`` that the file labels.

    The text is read as a release: what stands among its contacts is not searched.
    """
    read = read_text(labelled.text, uri=labelled.key)
    if read is None:
        raise LabelError(f"{labelled.key}: there is no text in it; give one or leave the line out")
    release = extractor.release(read.document)
    expected = {(kind, start, end): (start, end) for start, end, kind in labelled.spans}
    found = {(kind, *back): span for kind, span in _found(release) if kind in kinds and (back := read.back(span))}
    for key, (start, end) in expected.items():
        surface = labelled.text[start:end]
        verdict = "hit" if key in found else "missed"
        yield Outcome(f"spans.{key[0]}", labelled.key, "other", verdict, expected=surface, span=found.get(key))  # type: ignore[arg-type]
    for key, span in found.items():
        if key not in expected:
            yield Outcome(
                f"spans.{key[0]}", labelled.key, "other", "false", found=release.text[slice(*span)], span=span
            )


def labelled_kinds(texts: Iterable[Spanned]) -> frozenset[str]:
    """The kinds that a set of texts labels: others are not held against it."""
    return frozenset(kind for text in texts for *_, kind in text.spans)


def _found(release: Release) -> Iterator[tuple[str, Span]]:
    for person in release.people:
        yield from (("person", (m.start, m.end)) for m in person.mentions)
    for organisation in release.organisations:
        yield from (("organisation", (m.start, m.end)) for m in organisation.mentions)
    for place in release.places:
        yield from (("place", (m.start, m.end)) for m in place.mentions if not m.in_organisation)
    yield from (("money", (amount.start, amount.end)) for amount in release.amounts)
    yield from (("date", (date.start, date.end)) for date in release.dates)
    yield from (("quote", (q.parts[0][0], q.parts[-1][1])) for q in release.quotes if q.direct)
    for project in release.projects:
        yield from (("project", span) for span in project.evidence.get("name", ()))
