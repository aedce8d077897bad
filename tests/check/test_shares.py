"""Shares of pools: ok or doubt, never a mismatch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from tests.check.builder import Listing, Row, build, check, of, shapes

CODE = "share_of_pool"
THEME = Listing(
    "Temapuljen:", [Row("Lys", "3.000.000 kr.", pool="temapulje"), Row("Lyd", "1.000.000 kr.", pool="temapulje")]
)
OPEN = Listing(
    "Den åbne pulje:", [Row("Vand", "600.000 kr.", pool="åben pulje"), Row("Vind", "400.000 kr.", pool="åben pulje")]
)


class Case(NamedTuple):
    text: str
    expected: Sequence[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    "case",
    [
        Case("80 procent af midlerne går til temapuljen.", [("ok", "0.80", "0.80")]),
        Case("Temapuljen får 80 pct. af pengene.", [("ok", "0.80", "0.80")]),
        Case("20 % af midlerne er sat af til den åbne pulje.", [("ok", "0.20", "0.20")]),
        Case("Firs procent af pengene går til temapuljen.", [("ok", "0.80", "0.80")]),
        Case("Cirka 78 procent af midlerne går til temapuljen.", [("ok", "0.78", "0.80")]),
        Case(
            "80 procent går til temapuljen og 20 procent til den åbne pulje.",
            [("ok", "0.80", "0.80"), ("ok", "0.20", "0.20")],
        ),
        Case("70 procent af midlerne går til temapuljen.", [("doubt", "0.70", "0.80")]),
        Case("78 procent af midlerne går til temapuljen.", [("doubt", "0.78", "0.80")]),
        Case("En åben pulje får 25 procent af puljens midler.", [("doubt", "0.25", "0.20")]),
        Case("70 procent af eleverne får glæde af temapuljen.", []),
        Case("70 procent af ansøgningerne gik til temapuljen.", []),
        Case("Mindst 70 procent af midlerne går til temapuljen.", []),
        Case("Sidste år gik 70 procent af midlerne til temapuljen.", []),
        Case("70 procent af midlerne går til unge.", []),
        Case("Temapuljen er åben.", []),
        Case("70-80 procent af midlerne går til temapuljen.", []),
    ],
    ids=lambda case: case.text,
)
def test_shares(case: Case) -> None:
    assert shapes(check(build(case.text, THEME, OPEN)), CODE) == case.expected


def test_one_pool_or_projects_without_one_have_no_shares() -> None:
    text = "70 procent af midlerne går til temapuljen."
    loose = Listing("Andre:", [Row("Vand", "600.000 kr.")])
    assert of(check(build(text, THEME)), CODE) == []
    assert of(check(build(text, THEME, loose)), CODE) == []


def test_the_message_says_what_may_be_meant() -> None:
    (found,) = of(check(build("70 procent af midlerne går til temapuljen.", THEME, OPEN)), CODE)
    assert found.message == (
        "Teksten giver »temapulje« 70 procent, men bevillingerne er 4.000.000 kr. af 5.000.000 kr., 80 procent. "
        "Teksten kan mene, hvad der er sat af."
    )
