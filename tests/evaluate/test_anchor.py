"""Answers given by their words are found in the text."""

from __future__ import annotations

from typing import Any

import pytest

from extract.evaluate.anchor import anchor
from extract.evaluate.labels import Labels, wrong_spans

TEXT = (
    "Menu\nNye både i Ærøskøbing\nFonden giver 1,2 mio. kr. til Ærøskøbing Roklub, og Rie Falk siger: Vi er meget glade.\n"
    "Falk fik 1,2 mio. kr. den 3. maj 2025, og Ærøskøbings havn får 11,2 mio. kr.\nKontakt\nRie Falk"
)


def placed(**fields: Any) -> tuple[Labels, tuple[str, ...]]:
    article = {"first": "Nye både", "last": "11,2 mio. kr."}
    return anchor(TEXT, Labels.model_validate({"article": article, **fields}))


def test_the_article_ends_before_the_contacts() -> None:
    labels, faults = placed(people=[{"name": "Rie Falk", "surfaces": ["Rie Falk", "Falk"]}])
    people = labels.people or ()
    assert not faults
    assert [TEXT[slice(*span)] for span in people[0].spans] == ["Rie Falk", "Falk"]


def test_equal_amounts_are_found_in_reading_order_and_never_inside_a_longer_number() -> None:
    amount = {"surface": "1,2 mio. kr.", "value": "1200000", "role": "grant"}
    labels, faults = placed(amounts=[amount, amount, {**amount, "surface": "11,2 mio. kr."}])
    starts = [a.span[0] for a in labels.amounts or () if a.span]
    assert not faults
    assert starts == sorted(starts)
    assert [TEXT[s - 1] for s in starts] == [" ", " ", " "]


def test_genitives_belong_to_a_place_and_a_body_is_no_place_of_its_own() -> None:
    labels, faults = placed(places=[{"name": "Ærøskøbing", "kind": "city", "surfaces": ["Ærøskøbing"]}])
    assert not faults
    assert [TEXT[slice(*span)] for span in (labels.places or ())[0].spans] == [
        "Ærøskøbing",
        "Ærøskøbing",
        "Ærøskøbings",
    ]


def test_a_quote_runs_from_its_first_to_its_last_words() -> None:
    labels, faults = placed(quotes=[{"first": "Vi er", "last": "meget glade", "speaker": "Rie Falk"}])
    span = (labels.quotes or ())[0].span
    assert span is not None
    assert not faults
    assert TEXT[slice(*span)] == "Vi er meget glade"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amounts": [{"surface": "3 mio. kr.", "value": "3000000", "role": "grant"}]}, "not in the article"),
        (
            {
                "dates": [
                    {"surface": "den 3. maj 2025", "from": "2025-05-03", "to": "2025-05-03", "precision": "day"},
                    {"surface": "den 3. maj 2025", "from": "2025-05-03", "to": "2025-05-03", "precision": "day"},
                ]
            },
            "not in reading order",
        ),
        ({"projects": [{"name": "Nye kajakker"}]}, "project 'Nye kajakker'"),
        ({"people": [{"name": "Bo Ravn", "surfaces": ["Bo Ravn"]}]}, "none of its surfaces"),
        ({"shapes": {"money.mia": "2 mia. kr."}}, "shape money.mia"),
        ({"article": {"first": "Nye både", "last": "Slut."}}, "article:"),
    ],
    ids=["amount", "order", "project", "person", "shape", "article"],
)
def test_an_answer_without_a_place_is_named(fields: dict[str, Any], said: str) -> None:
    _, faults = placed(**fields)
    assert any(said in fault for fault in faults), faults


def test_spans_that_hold_other_words_are_found() -> None:
    labels, _ = placed(amounts=[{"surface": "1,2 mio. kr.", "value": "1200000", "role": "grant"}])
    assert not list(wrong_spans(TEXT, labels))
    assert len(list(wrong_spans(" " + TEXT, labels))) == 1
