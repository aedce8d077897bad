"""What stands in addresses and forms: filters there and back, values as people write them, ways back."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.review.asked import became, brief, local, name_of
from extract.review.correcting import UnreadableError, as_value, span_of
from extract.review.filters import hidden, query, wanted
from extract.review.wording import Words
from extract.store.comparing import Wanted

_said = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
_filters = st.builds(
    Wanted,
    cluster=st.none() | st.integers(0, 10**9 - 1),
    publisher=st.none() | _said,
    field=st.none() | _said.filter(bool),
    cause=st.none() | _said.filter(bool),
    checks=st.none() | _said,
    confidence=st.none() | st.floats(0.001, 1),
    judged=st.none() | st.booleans(),
    words=_said,
)


@settings(deadline=None)
@given(_filters)
def test_filters_come_back_from_their_address(asked: Wanted) -> None:
    said = query(asked)
    assert said == "" or said.startswith("?")
    assert wanted(dict(parse_qsl(said.removeprefix("?"), keep_blank_values=True))) == asked
    assert wanted(dict(hidden(asked))) == asked


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["cluster", "publisher", "field", "confidence", "judged", "words", "x"]), st.text())
)
def test_no_address_is_an_error(said: dict[str, str]) -> None:
    asked = wanted(said)
    assert wanted(dict(parse_qsl(query(asked).removeprefix("?"), keep_blank_values=True))) == asked


@pytest.mark.parametrize(
    "said",
    [
        {"cluster": "-1"},
        {"cluster": "٣"},
        {"cluster": "9" * 12},
        {"confidence": "nan"},
        {"confidence": "2"},
        {"judged": "yes"},
    ],
)
def test_what_is_no_filter_is_left_out(said: dict[str, str]) -> None:
    assert wanted(said) == Wanted()


@pytest.mark.parametrize(
    ("kind", "field", "said", "value"),
    [
        ("projects", "granted", "4,7 mio. kr.", "4700000 DKK"),
        ("projects", "granted", " 4.700.000 ", "4700000 DKK"),
        ("projects", "granted", "4700000 DKK", "4700000 DKK"),
        ("projects", "granted", "en halv million kroner", "500000 DKK"),
        ("projects", "total", "500.000 euro", "500000 EUR"),
        ("projects", "granted", "", None),
        ("projects", "granted", " \n", None),
        ("projects", "name", " Stien \n", "Stien"),
        ("amounts", "value", "4,7 mio. kr.", "4700000"),
        ("amounts", "value", "25.000 til 75.000 kr.", "? (25000 to 75000)"),
        ("amounts", "role", "grant", "grant"),
        ("text", "text", "\nto\r\nlinjer\n", "to\nlinjer"),
    ],
)
def test_values_are_read_as_people_write_them(kind: str, field: str, said: str, value: str | None) -> None:
    assert as_value(kind, field, said, "DKK") == value


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("projects", "granted", "mange penge"),
        ("projects", "granted", "1 mio. kr. og 2 mio. kr."),
        ("amounts", "role", "bevilget"),
        ("projects", "name", "x" * 5001),
        ("dates", "precision", "<b>"),
    ],
)
def test_what_is_no_value_is_refused(kind: str, field: str, said: str) -> None:
    with pytest.raises(UnreadableError):
        as_value(kind, field, said)


def test_places_in_a_text() -> None:
    assert span_of("", 10) is None
    assert span_of("0-10", 10) == (0, 10)
    for wrong in ("0-11", "3-3", "a-b", "1", "-1-2"):
        with pytest.raises(UnreadableError):
            span_of(wrong, 10)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/c/1?cause=x&page=2", "/c/1?cause=x&page=2"),
        ("/release/a%2Fb", "/release/a%2Fb"),
        (None, "/"), ("", "/"), ("c/1", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("http://x/", "/"), ("/a\r\nb", "/"),
    ],
)  # fmt: skip
def test_only_our_own_paths_are_a_way_back(path: str | None, to: str) -> None:
    assert local(path) == to


@pytest.mark.parametrize(
    ("said", "name"),
    [(" Åse \t Ø ", "Åse Ø"), ("", None), ("x" * 80, "x" * 80), ("x" * 81, None), ("a\u202eb", "a\ufffdb")],
)
def test_names(said: str, name: str | None) -> None:
    assert name_of(said) == name


@pytest.mark.parametrize(
    ("phrase", "short"),
    [
        ("(får|få|fik|fået) ... {money}", "(får|få|fik|…) ... {money}"),
        ("(for|til) {money}", "(for|til) {money}"),
        ("støtter med {money}", "støtter med {money}"),
    ],
)
def test_long_choices_of_a_phrase_are_cut(phrase: str, short: str) -> None:
    assert brief(phrase) == short


def test_long_values_are_told_around_what_differs() -> None:
    old = "ord " * 100 + "6,9 mio. kr." + " ord" * 100
    told = {"kind": "release", "field": "lead", "before": old, "after": old.replace("6,9", "6,2")}
    before, after = became(told, Words("da"))
    assert ("6,9" in before, "6,2" in after) == (True, True)
    assert max(len(before), len(after)) < 100
    assert became(told | {"before": None}, Words("da"))[0] == ""
