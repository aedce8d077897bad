"""Judgements as labels: releases that people judged, written as gold, and records held against what they said.

A judgement is of some records only, so these labels are too: they say how right the judged records are, and nothing of
those that nobody looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from extract.assemble.identity import release_id
from extract.diff.decided import Said, claimed
from extract.diff.sides import RunSide
from extract.diff.worth import Known, by_record, is_right, newest_decided
from extract.evaluate.labels import SUFFIX, LabelError, Labels, write_labels
from extract.evaluate.outcome import JUDGED, Outcome, Verdict
from extract.ingest import IngestFailure, ingest
from extract.pages.page import file_name
from extract.records.document import Document
from extract.records.release import Release
from extract.store import Store

_SUFFIXES: Final = {"html": "html", "ritzau-html": "html", "text": "txt", "eml": "eml", "rss": "xml"}
"""How a file of that format is called; JSON else."""


def outcomes(release: Release, labels: Labels, key: str) -> Iterator[Outcome]:
    """One outcome for each judged record (``judged.projects`` …), and one for each field of it that was judged."""
    for record in by_record(claimed(release, labels.judged or ())):
        first = record[0]
        common: dict[str, Any] = {"release": key, "sender": labels.sender, "rule": first.rule}
        common["span"] = next(iter(first.spans), None)
        if first.at is None and first.human is None:
            # People said that it is not there, and it is not found any more.
            yield Outcome("traps", verdict="hit", **common)
            continue
        absent = first.human is None and first.field is None
        verdict: Verdict = (
            "missed" if first.at is None else "hit" if is_right(record) else "false" if absent else "wrong"
        )
        expected, found = None if absent else _named(first), None if first.at is None else first.record
        yield Outcome(f"{JUDGED}{first.kind}", verdict=verdict, expected=expected, found=found, **common)
        if not absent and first.at is not None:
            yield from _fields(record, common)


def _fields(record: tuple[Said, ...], common: dict[str, Any]) -> Iterator[Outcome]:
    for said in record:
        for field, (machine, human) in said.values().items():
            verdict: Verdict = (
                "hit" if machine == human else "missed" if machine is None else "false" if human is None else "wrong"
            )
            yield Outcome(
                f"{JUDGED}{said.kind}.{field}", verdict=verdict, expected=human, found=machine,
                **{**common, "span": next(iter(said.spans), None)},
            )  # fmt: skip


def _named(said: Said) -> str:
    return next(iter(said.human.values()), said.record) if isinstance(said.human, dict) else said.record


def write_gold(store: Store, folder: Path) -> tuple[int, tuple[str, ...]]:
    """Writes each judged release with what people say of it into a new folder; how many, and a line for each that could
    not be written. LabelError where something is in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise LabelError(f"{folder}: there are files in it already; give a new folder")
    lost, written = [], 0
    sides: dict[int, RunSide] = {}
    for known in newest_decided(store):
        if not known.said:
            continue
        side = sides.setdefault(known.run.id, RunSide(store, known.run))
        data = side.source(known.release)
        name = file_name(known.release.id).removesuffix(".html")
        source = f"{name}.{_SUFFIXES.get(known.release.source.format, 'json')}"
        wanted = _wanted(data, source, known.release) if data is not None else None
        if data is None or wanted is None:
            why = "its bytes were not kept" if data is None else "its text is read otherwise today"
            lost.append(f"{known.release.id}: {why}, so it cannot be labelled")
            continue
        (folder / source).write_bytes(data)
        write_labels(folder / f"{name}{SUFFIX}", _labels(known, wanted))
        written += 1
    return written, tuple(lost)


def _wanted(data: bytes, source: str, release: Release) -> str | None:
    """What tells the release from others of its file: "" where it is the only one, else its id; None where the file
    gives no such text."""
    found = [one for one in ingest(data, uri=source) if not isinstance(one, IngestFailure)]
    own: list[Document] = [one for one in found if one.text == release.text]
    if not own:
        return None
    return "" if len(found) == 1 else release_id(own[0])


def _labels(known: Known, wanted: str) -> Labels:
    claims = tuple(
        # A place in another text is none in this one.
        one.judgement.claim.model_copy(update={"spans": one.spans})
        for one in known.said
        if one.judgement is not None
    )
    return Labels(release=wanted or None, judged=claims)
