"""``press-extract evaluate`` and ``press-extract label``: how right the records are, against labelled releases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from extract.cli.console import err, out, safe, wrong
from extract.cli.pipeline import extractor
from extract.evaluate.anchor import anchor
from extract.evaluate.errors import errors_page
from extract.evaluate.floors import below, read_floors, write_floors
from extract.evaluate.foreign import SUFFIXES, judge_spans, labelled_kinds, read_spans
from extract.evaluate.labels import LabelError, gold_hash, read_gold, read_labelled, splits, write_labels
from extract.evaluate.outcome import Outcome
from extract.evaluate.report import By, Measured, as_json, confidence_table, lines
from extract.evaluate.run import judge
from extract.evaluate.stats import by_field, summary
from extract.ingest import IngestFailure, ingest
from extract.pipeline import Extractor
from extract.records.release import Release


def evaluate(
    gold: Path,
    *,
    split: str | None,
    by: By,
    json_file: Path | None,
    errors: Path | None,
    floors: Path | None,
    write: bool,
    lower: bool,
    confidence: Path | None,
    model: str | None,
    patterns: Path | None,
) -> int:
    """Measures, prints and writes; 1 where a measure is under its floor."""
    reader = extractor(model, patterns)
    try:
        releases: dict[str, Release] = {}
        measured = _measured(gold, split, reader, releases)
        faults = _held(measured, floors, write=write, lower=lower)
        for each in measured:
            for line in lines(each, by):
                out.print(safe(line))
            out.print("")
        if json_file is not None:
            content = [as_json(each) for each in measured]
            json_file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if confidence is not None:
            before = confidence.read_text("utf-8") if confidence.exists() else ""
            confidence.write_text(confidence_table(_together(measured).outcomes, before), encoding="utf-8")
        if errors is not None:
            errors.write_text(errors_page(_together(measured), releases), encoding="utf-8", errors="surrogatepass")
    except LabelError as error:
        raise wrong(str(error)) from None
    except OSError as error:
        raise wrong(f"{error.filename}: {error.strerror}") from None
    for fault in faults:
        err.print(safe(fault, "red"))
    return 1 if faults and not write else 0


def label(files: Sequence[Path]) -> int:
    """Writes the offsets of answers into label files; prints what has no place in the text, 1 if there is anything."""
    faults = 0
    for path in files:
        try:
            item = read_labelled(path)
            data = item.source.read_bytes()
        except (LabelError, OSError) as error:
            raise wrong(str(error)) from None
        wanted = item.labels.release
        for document in ingest(data, uri=item.source.name):
            if isinstance(document, IngestFailure):
                raise wrong(f"{item.source}: {document.reason}")
            if wanted is None or (document.release_id or "").endswith(wanted):
                break
        else:
            raise wrong(f"{path}: {item.source} holds no release whose id ends in {wanted}")
        labels, lost = anchor(document.text, item.labels, raw=data.decode("utf-8", "replace"))
        for line in lost:
            out.print(safe(f"{path}: {line}", "red"))
        faults += len(lost)
        write_labels(path, labels)
    out.print(f"{len(files)} files, {faults} answers without a place")
    return 1 if faults else 0


def _measured(gold: Path, split: str | None, reader: Extractor, releases: dict[str, Release]) -> list[Measured]:
    if gold.suffix in SUFFIXES:
        return [_spans_measured(gold, reader)]
    halves: tuple[str | None, ...] = (split,)
    if split is None and gold.is_dir():
        halves = splits(gold) or (None,)
    found = []
    for half in halves:
        labelled = read_gold(gold, split=half)
        name = half or gold.name
        watched = track(labelled, name, console=err, transient=True, disable=not err.is_terminal)
        outcomes: list[Outcome] = []
        for judged in judge(watched, reader):
            releases[judged.labelled.key] = judged.release
            outcomes += judged.outcomes
        found.append(Measured(name, gold_hash(labelled), len(labelled), tuple(outcomes), reader.info.model))
    return found


def _spans_measured(path: Path, reader: Extractor) -> Measured:
    if not path.is_file():
        raise LabelError(f"{path}: no such file; give a folder of gold, a DocBin (.spacy) or JSON Lines (.jsonl)")
    texts = list(read_spans(path))
    if not texts:
        raise LabelError(f"{path}: no labelled text in it")
    kinds = labelled_kinds(texts)
    outcomes = [outcome for text in texts for outcome in judge_spans(text, reader, kinds)]
    return Measured(path.name, "", len(texts), tuple(outcomes), reader.info.model)


def _held(measured: Sequence[Measured], floors: Path | None, *, write: bool, lower: bool) -> list[str]:
    if floors is None:
        return []
    known = read_floors(floors)
    faults: list[str] = []
    for each in measured:
        counts = summary(by_field(each.outcomes, resamples=0))
        if write:
            faults += write_floors(floors, each.half, counts, each.gold, lower=lower)
        elif each.half in known:
            faults += [f"{each.half}: {line}" for line in below(counts, known[each.half], each.gold)]
        else:
            faults.append(f"{each.half}: has no floors in {floors}; --write-floors writes them")
    return faults


def _together(measured: Sequence[Measured]) -> Measured:
    outcomes = tuple(outcome for each in measured for outcome in each.outcomes)
    names = " og ".join(each.half for each in measured)
    return Measured(names, "", sum(each.releases for each in measured), outcomes, measured[0].model)
