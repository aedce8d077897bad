"""All families together: order, evidence, severity, and properties on made-up releases."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.check.builder import Listing, Row, Text, build, check

from extract.check import severity
from extract.check.figures import figure, message, money, plain
from extract.records.release import Check, CheckStatus, Release

LETTERS = "ABCDEFGHIJKLMNOPQRST"


def kroner(value: int) -> str:
    return f"{value:,}".replace(",", ".") + " kr."


def listed(grants: list[int], stated: int, count: int) -> Release:
    rows = [Row(f"Sag {LETTERS[n]}", kroner(value)) for n, value in enumerate(grants)]
    return build(
        f"Fonden fordeler i alt {{{kroner(stated)}|pool}} til {count} projekter.",
        Listing(f"De {count} projekter:", rows),
    )


grants = st.lists(st.integers(20, 900).map(lambda n: n * 1000), min_size=3, max_size=12)


@given(grants)
@settings(max_examples=60, deadline=None)
def test_a_total_that_is_the_sum_gives_no_mismatch(values: list[int]) -> None:
    found = check(listed(values, sum(values), len(values)))
    assert {c.status for c in found} == {"ok"}
    assert [c.code for c in found] == ["grants_sum_to_stated_total", "project_count", "project_count"]


@given(grants, st.data())
@settings(max_examples=60, deadline=None)
def test_a_planted_fault_in_a_sum_is_found(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    fault = data.draw(st.sampled_from(["comma", "digit", "missing", "doubled"]))
    planted = list(values)
    if fault == "comma":
        planted[at] *= 10
    elif fault == "digit":
        planted[at] += 1000
    elif fault == "missing" and len(values) > 3:
        del planted[at]
    else:
        planted.append(planted[at])
    found = check(listed(planted, sum(values), len(values)))
    # A list that lost most of its money is a doubt: the total may be of more than it.
    judged = {c.status for c in found if c.code == "grants_sum_to_stated_total"}
    assert judged == {"mismatch"} or (judged == {"doubt"} and len(planted) != len(values))
    counted = {c.status for c in found if c.code == "project_count"}
    assert counted == ({"ok"} if len(planted) == len(values) else {"mismatch"})


@given(grants)
@settings(max_examples=30, deadline=None)
def test_without_claims_there_are_no_checks(values: list[int]) -> None:
    rows = [Row(f"Sag {LETTERS[n]}", kroner(value)) for n, value in enumerate(values)]
    assert check(build("Fonden støtter igen i år.", Listing("Modtagerne:", rows))) == ()


PIECES = st.sampled_from(
    [
        "fem projekter", "De 12 museer", "80 procent af midlerne", "temapuljen", "i alt ", "{5 mio. kr.|pool}",
        "fordeler ",
        "{5 mio. euro|grant}", ". ", "\n", "»", "Learnmark Horsens", "Leanmark Horsens", "999999999", " % ", "kr.", "—",
        "\u202e", "\u00a0", "I alt: ", "Projektet får ", "120 procent af eleverne",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(st.characters(exclude_characters="{}|\n"), max_size=12)), max_size=25))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_survived_and_evidence_lies_in_it(pieces: list[str]) -> None:
    rows = [Row("Lys", "1 mio. kr.", "2 mio. kr.", pool="temapulje"), Row("Vand", "4 mio. kr.", pool="åben pulje")]
    release = build("".join(pieces), Listing("De to projekter:", rows), organisations=["Learnmark Horsens"])
    found = check(release)
    assert found == check(release)
    for one in found:
        assert one.evidence
        assert all(0 <= start < end <= len(release.text) for start, end in one.evidence)
        assert len(set(one.evidence)) == len(one.evidence)
        assert one.message.endswith(".")
        assert not one.message.endswith("..")
        assert all(value is None or value == value.strip() for value in (one.stated, one.found))
    assert len(set(found)) == len(found)


def test_every_code_is_documented() -> None:
    root = Path(__file__).parents[2]
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "src/extract/check").glob("*.py")))
    table = (root / "docs/checks.md").read_text(encoding="utf-8")
    codes = set(regex.findall(r'code="(\w+)"', source))
    codes |= {"grants_sum_to_stated_total", "budgets_sum_to_stated_total"}
    assert len(codes) == 16
    assert {code for code in codes if f"| `{code}` |" not in table} == set()


def test_an_empty_release_has_no_checks() -> None:
    release = build()
    assert check(release.model_copy(update={"text": "", "sections": (), "title": None})) == ()


def test_a_record_with_loose_ends_is_survived() -> None:
    release = listed([100_000, 200_000, 300_000], 600_000, 3)
    bare = [p.model_copy(update={"evidence": {}}) for p in release.projects]
    lost = release.model_copy(update={"projects": tuple(bare), "amounts": release.amounts[:1]})
    assert all(c.status == "ok" for c in check(lost))


def test_families_come_in_their_order_and_own_checks_are_left_out() -> None:
    rows = [
        Row("Lys", "1 mio. kr.", "2 mio. kr.", pool="temapulje"),
        Row("Vand", "4 mio. kr.", "5 mio. kr.", pool="åben pulje"),
    ]
    release = build(
        "Fonden fordeler i alt {5 mio. kr.|pool} til to projekter.",
        "80 procent af midlerne går til den åbne pulje.",
        "Det får {1 mio. kr.|grant|same=Lys}.",
        "Learnmark Horsens er med.\nLearnmark Horsens bygger.\nLearnmark Horsens fejrer.\nLeanmark Horsens ser på.",
        Listing("De to projekter:", rows),
        title="{5 mio. kr.|grant} til to projekter",
        organisations=["Learnmark Horsens"],
    )
    repaired = Check(code="malformed_number", status="repaired", message="Rettet.")
    codes = [c.code for c in check(release.model_copy(update={"checks": (repaired,)}))]
    assert list(dict.fromkeys(codes)) == [
        "grants_sum_to_stated_total",
        "title_amount_rounds_stated_total",
        "project_count",
        "share_of_pool",
        "grant_not_above_total",
        "prose_amount_agrees_with_fact_box",
        "name_variant",
    ]


@pytest.mark.parametrize(
    ("status", "expected"), [("ok", "info"), ("repaired", "look"), ("doubt", "look"), ("mismatch", "error")]
)
def test_severity(status: CheckStatus, expected: str) -> None:
    assert severity(Check(code="x", status=status, message="…")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("19944000", "19.944.000"), ("1235100.50", "1.235.100,50"), ("999", "999"), ("-1500", "-1.500"), ("12.00", "12")],
)
def test_danish_figures(value: str, expected: str) -> None:
    assert figure(Decimal(value)) == expected


def test_money_and_sentences() -> None:
    assert money(Decimal(2700000), "DKK") == "2.700.000 kr."
    assert money(Decimal(409941), "EUR") == "409.941 euro"
    assert money(Decimal(5), None) == "5"
    assert plain(Decimal("1E+6")) == "1000000"
    assert plain(Decimal("12.50")) == "12.5"
    assert message("Det er 5 kr.") == "Det er 5 kr."
    assert message("Det er 5 euro") == "Det er 5 euro."


def test_texts_without_a_stop_are_read_in_bounded_windows() -> None:
    line = "Fonden fordeler i alt {5 mio. kr.|pool} til fem projekter " * 400
    release = build(Text(line), Listing("De to projekter:", [Row("Lys", "1 mio. kr."), Row("Vand", "4 mio. kr.")]))
    assert all(c.status in {"ok", "mismatch"} for c in check(release))
