"""Labels of single records: what was judged is measured, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.releases import SAMPLE, span

from extract.decide import Claim
from extract.evaluate.labels import LabelError, Labels, parse_labels, read_labelled, write_labels
from extract.evaluate.score import score
from extract.evaluate.stats import by_rule

FIELDS: Mapping[str, str] = {
    "name": "Skudehavnen",
    "city": "Marstal",
    "applicant": "Gamle Skuder",
    "granted": "2000000 DKK",
}
HARBOUR = {"of": "projects", "record": "Skudehavnen", "spans": (span("Skudehavnen"),)}
RULED = SAMPLE.model_copy(
    update={"projects": tuple(one.model_copy(update={"rule": "list.items"}) for one in SAMPLE.projects)}
)
FEWER = RULED.model_copy(update={"projects": RULED.projects[:2]})


def told(release: Any, *claims: Claim, **more: Any) -> list[tuple[str, str, str | None, str | None]]:
    found = score(release, Labels(judged=claims, **more), key="k")
    return [(one.field, one.verdict, one.expected, one.found) for one in found]


def claim(**fields: Any) -> Claim:
    return Claim.model_validate({**HARBOUR, **fields})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            claim(field="city", said="Marstal", right="Marstal"),
            [("judged.projects", "hit", "Skudehavnen", "Skudehavnen"), ("judged.projects.city", "hit", "Marstal", "Marstal")],
        ),
        (
            claim(field="city", said="Marstal", right="Ærø"),
            [("judged.projects", "wrong", "Skudehavnen", "Skudehavnen"), ("judged.projects.city", "wrong", "Ærø", "Marstal")],
        ),
        (
            claim(field="city", said="Marstal", right=None),
            [("judged.projects", "wrong", "Skudehavnen", "Skudehavnen"), ("judged.projects.city", "false", None, "Marstal")],
        ),
        (
            claim(field="funder", said=None, right="Havnefonden"),
            [("judged.projects", "wrong", "Skudehavnen", "Skudehavnen"), ("judged.projects.funder", "missed", "Havnefonden", None)],
        ),
        (claim(said=FIELDS, right=None), [("judged.projects", "false", None, "Skudehavnen")]),
    ],
)  # fmt: skip
def test_a_judged_record_is_measured_with_what_was_judged_of_it(given: Claim, expected: list[Any]) -> None:
    assert told(RULED, given) == expected


def test_a_record_that_is_right_as_a_whole() -> None:
    found = told(RULED, claim(said=FIELDS, right=FIELDS))
    assert found[0] == ("judged.projects", "hit", "Skudehavnen", "Skudehavnen")
    assert {field: verdict for field, verdict, *_ in found[1:]} == {f"judged.projects.{name}": "hit" for name in FIELDS}


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (FIELDS, [("judged.projects", "missed", "Skudehavnen", None)]),
        (None, [("traps", "hit", None, None)]),  # it was rejected, and is not found any more
    ],
)
def test_a_record_that_is_not_found(right: Any, expected: list[Any]) -> None:
    assert told(FEWER, claim(said=FIELDS, right=right)) == expected


def test_a_record_counts_once_for_its_rule() -> None:
    claims = (
        claim(field="city", said="Marstal", right="Marstal"),
        claim(field="granted", said="2000000 DKK", right="1 DKK"),
    )
    rows = by_rule(score(RULED, Labels(judged=claims), key="k"))
    assert [(row.field, row.rule, row.hit, row.tries) for row in rows] == [("judged.projects", "list.items", 0, 1)]


def test_other_labels_of_the_file_are_measured_beside() -> None:
    fields = [field for field, *_ in told(RULED, claim(said=FIELDS, right=None), title=SAMPLE.title, language="da")]
    assert fields == ["language", "title", "judged.projects"]
    assert told(RULED) == []


def test_labels_of_judged_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    labels = Labels(judged=(claim(said=FIELDS, right=None), claim(field="city", said="Marstal", right="Ærø", nth=2)))
    (tmp_path / "a.txt").write_text("Sti i Lemvig", "utf-8")
    write_labels(tmp_path / "a.labels.json", labels)
    assert read_labelled(tmp_path / "a.labels.json").labels == labels
    # What is not there is said, and not left out.
    assert json.loads((tmp_path / "a.labels.json").read_text("utf-8"))["judged"][0]["right"] is None


def test_an_answer_that_is_none_is_named() -> None:
    content = '{"judged": [{"of": "projects", "record": "x", "mood": "y"}]}'
    with pytest.raises(LabelError, match=r"a\.labels\.json: judged\.0\.mood: Extra inputs"):
        parse_labels(content, name="a.labels.json")
