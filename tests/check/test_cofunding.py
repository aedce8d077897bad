"""Grant and co-funding against the budget."""

from __future__ import annotations

import pytest
from tests.check.builder import Listing, Row, build, check, of, shapes

CODE = "cofunding_completes_total"


def one(text: str) -> list[tuple[str, str | None, str | None]]:
    return shapes(
        check(build(Listing("Projekter:", [Row("Lys over fjorden", "400.000 kr.", "600.000 kr.")]), text)), CODE
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreningens egenfinansiering er {200.000 kr.|cofunding}.", [("ok", "600000", "600000")]),
        ("Resten, {150.000 kr.|cofunding}, finder foreningen selv.", [("doubt", "600000", "550000")]),
        ("Kommunen giver {150.000 kr.|cofunding} til arbejdet.", []),  # others may give the rest
        ("Kommunen giver {250.000 kr.|cofunding} til arbejdet.", [("mismatch", "600000", "650000")]),
        ("Kommunen giver {0,2 mio. kr.|cofunding} til arbejdet.", [("ok", "600000", "600000")]),
        ("Kommunen giver {100.000 kr.|cofunding}, og brugsen giver {100.000 kr.|cofunding}.", [("ok", "600000", "600000")]),
        ("Kommunen giver {200.000 kr.|cofunding}. De {200.000 kr.|cofunding} er vigtige.", [("ok", "600000", "600000")]),
        ("Kommunen giver {200.000 euro|cofunding} til arbejdet.", []),
        ("Kommunen giver {20.000 kr.|cofunding|per=om året} til driften.", []),
        ("Foreningen glæder sig.", []),
    ],
)  # fmt: skip
def test_grant_and_cofunding_make_the_budget(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert one(text) == expected


def test_whose_the_cofunding_is_must_be_clear() -> None:
    rows = [Row("Lys over fjorden", "400.000 kr.", "600.000 kr."), Row("Nye moler", "300.000 kr.", "900.000 kr.")]
    text = "Kommunen giver {250.000 kr.|cofunding} til arbejdet."
    assert not of(check(build(Listing("Projekter:", rows), text)), CODE)


def test_the_message_names_the_difference() -> None:
    text = "Kommunen giver {250.000 kr.|cofunding} til arbejdet."
    release = build(Listing("Projekter:", [Row("Lys over fjorden", "400.000 kr.", "600.000 kr.")]), text)
    (found,) = of(check(release), CODE)
    assert found.message == (
        "Støtte og medfinansiering til »Lys over fjorden« giver tilsammen 650.000 kr., "
        "men budgettet er 600.000 kr.; forskellen er 50.000 kr."
    )
    assert [release.text[slice(*span)] for span in found.evidence] == ["600.000 kr.", "400.000 kr.", "250.000 kr."]
