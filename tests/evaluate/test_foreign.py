"""Labels of others: spaCy's DocBin and JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from tests.reading import extractor

from extract.evaluate.foreign import judge_spans, labelled_kinds, read_spans
from extract.evaluate.labels import LabelError

TEXT = "Formand Lone Bakholt fra Havnefonden gav  2,7 mio. kroner til en sauna i Lemvig, og det er vi glade for."
SPANS = [
    ("Lone Bakholt", "PER"),
    ("Havnefonden", "ORG"),
    ("2,7 mio. kroner", "MONEY"),
    ("Lemvig", "GPE"),
    ("sauna", "TOY"),
]


def spans() -> list[tuple[int, int, str]]:
    return [(TEXT.index(words), TEXT.index(words) + len(words), label) for words, label in SPANS]


def verdicts(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    texts = list(read_spans(path))
    for labelled in texts:
        for outcome in judge_spans(labelled, extractor(), labelled_kinds(texts)):
            found.setdefault(outcome.field, []).append(outcome.verdict)
    return found


RIGHT = {"spans.person": ["hit"], "spans.organisation": ["hit"], "spans.money": ["hit"], "spans.place": ["hit"]}


def test_prodigy_lines(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    rows = [{"start": start, "end": end, "label": label} for start, end, label in spans()]
    path.write_text(json.dumps({"text": TEXT, "spans": rows}) + "\n\n", encoding="utf-8")
    assert verdicts(path) == RIGHT


def test_doccano_lines(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text(json.dumps({"text": TEXT, "label": [list(span) for span in spans()]}), encoding="utf-8")
    assert verdicts(path) == RIGHT


def test_docbin_with_entities_and_span_groups(tmp_path: Path) -> None:
    path = tmp_path / "ours.spacy"
    doc = spacy.blank("da")(TEXT)
    found = [doc.char_span(start, end, label) for start, end, label in spans()]
    doc.ents = [span for span in found[:2] if span is not None]
    doc.spans["sc"] = [span for span in found[2:] if span is not None]
    DocBin(docs=[doc]).to_disk(path)
    assert verdicts(path) == RIGHT


def test_a_short_span_misses_and_is_false(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    start = TEXT.index("Bakholt")
    path.write_text(json.dumps({"text": TEXT, "label": [[start, start + 7, "PER"]]}), encoding="utf-8")
    assert verdicts(path)["spans.person"] == ["missed", "false"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no labelled text"),
        ('{"text": "Ja"}', "no labelled text"),
        ('{"text": "Ja", "label": [[0, 9, "PER"]]}', "outside the text"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(LabelError, match=rf"ours\.jsonl:2: .*{said}"):
        list(read_spans(path))


def test_a_file_that_is_no_docbin_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ours.spacy"
    path.write_bytes(b"nothing")
    with pytest.raises(LabelError, match=r"ours\.spacy: no DocBin"):
        list(read_spans(path))
