"""Stated totals against the sum of the grants: the true case, the near miss, and claims about something else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest
from tests.check.builder import Listing, Row, Text, build, check, of, parse, shapes

from extract.records.release import ProjectAmount

SUM = "grants_sum_to_stated_total"
TITLE = "title_amount_rounds_stated_total"


def three(heading: str = "Følgende projekter støttes:", *, head: str = "", tail: str = "") -> Listing:
    """Three grants of together 2.400.000 kr."""
    rows = [
        Row("Lys over fjorden", "1.250.000 kr.", applicant="Nordby Museum"),
        Row("Grøn skolegård", "800.000 kr.", applicant="Vestre Skole"),
        Row("Havnens børn", "350.000 kr.", applicant="Sejlklubben Agter"),
    ]
    return Listing(heading, rows, head=head, tail=tail)


OK = ("ok", "2400000", "2400000")


class Case(NamedTuple):
    text: str
    expected: Sequence[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    "case",
    [
        Case("Fonden fordeler i alt {2.400.000 kr.|pool} denne gang.", [OK]),
        Case("I alt uddeler fonden {2,4 mio. kr.|pool}.", [OK]),
        Case("Der er {2,4 mio. kr.|grant} til de tre projekter.", [OK]),
        Case("Tre projekter får tilsammen {2,4 mio. kr.|grant}.", [OK]),
        Case("Tre projekter har fået støtte. Tilsammen modtager de {2,4 mio. kr.|grant}.", [OK]),
        Case("{2,4 mio. kr.|pool} bliver fordelt på tre projekter.", [OK]),
        Case("De tre modtagere får samlet {2,4 mio. kroner|grant}.", [OK]),
        Case("Puljen på {2,4 mio. kr.|pool} er fordelt.", [OK]),
        Case("Fonden fordeler {2 mio. kr.|pool}.", [("ok", "2000000", "2400000")]),  # rounded to a whole million
        # Near misses.
        Case("Fonden fordeler i alt {2.300.000 kr.|pool}.", [("mismatch", "2300000", "2400000")]),
        Case("Fonden fordeler i alt {2,5 mio. kr.|pool}.", [("mismatch", "2500000", "2400000")]),
        Case("Tre projekter får tilsammen {4,2 mio. kr.|grant}.", [("mismatch", "4200000", "2400000")]),
        Case("Der er {2,1 mio. kr.|grant} til de tre projekter.", [("mismatch", "2100000", "2400000")]),
        # No claim about this list.
        Case("Fonden støtter kulturen.", []),
        Case("Puljen er på {2,3 mio. kr.|pool}.", []),
        Case("Siden 2018 har fonden uddelt i alt {2,5 mio. kr.|pool}.", []),
        Case("Der blev søgt om i alt {2,6 mio. kr.|applied}.", []),
        Case("Ansøgerne har søgt om {2,5 mio. kr.|other} i alt.", []),
        Case("Projekterne har et samlet budget på {2,9 mio. kr.|total}.", []),
        Case("Fonden fordeler {2,6 mio. kr.|pool|per=årligt}.", []),
        Case("De tre projekter får hver {2,1 mio. kr.|grant|per=hver}.", []),
        Case("Fonden fordeler i alt {2,5 mio. euro|pool}.", []),
        Case("Sidste år fordelte fonden i alt {2,5 mio. kr.|pool}.", []),
        Case("Derudover uddeler fonden i alt {2,5 mio. kr.|pool} til idræt.", []),
        Case("Lys over fjorden får i alt {2,2 mio. kr.|grant} over tre år.", []),
        Case("Fonden fordeler i alt {60 mio. kr.|pool} i landet.", []),  # far off: another set
        Case("Fonden uddeler i alt {2,5 mio. kr.|pool} til 20 projekter.", []),
        Case("Forsikringsselskabet har tjent {2,5 mio. kr.|turnover} i alt.", []),
    ],
    ids=lambda case: case.text,
)
def test_a_total_in_the_text(case: Case) -> None:
    assert shapes(check(build(case.text, three())), SUM) == case.expected


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (three("De tre projekter deler i alt {2,4 mio. kr.|pool}:"), [OK]),
        (three("De tre projekter deler i alt {2,9 mio. kr.|pool}:"), [("mismatch", "2900000", "2400000")]),
        (three(tail="I alt: {2.400.000 kr.|other}"), [OK]),
        (three(tail="I alt: {2.450.000 kr.|other}"), [("mismatch", "2450000", "2400000")]),
        (three(tail="Projekterne begynder til maj og koster {2.450.000 kr.|other}"), []),
        (three("Eksempler på projekter:", head="Fonden fordeler i alt {2,9 mio. kr.|pool}."), []),
        (three("Her er nogle af de projekter, der får del i {2,5 mio. kr.|pool} i alt:"), []),
    ],
)
def test_a_total_beside_the_list(listing: Listing, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(check(build("Fonden støtter igen.", listing)), SUM) == expected


def test_boxes_have_totals_of_their_own() -> None:
    one = Listing(
        "Temapuljen fordeler {3 mio. kr.|pool}:",
        [Row(name, "1.000.000 kr.", pool="temapulje") for name in ("Lys", "Lyd", "Luft")],
    )
    other = Listing(
        "Den åbne pulje fordeler {600.000 kr.|pool}:",
        [Row("Vand", "200.000 kr.", pool="åben pulje"), Row("Vind", "300.000 kr.", pool="åben pulje")],
    )
    found = shapes(check(build("Vi fordeler i alt {3,5 mio. kr.|pool}.", one, other)), SUM)
    assert found == [
        ("ok", "3500000", "3500000"),
        ("ok", "3000000", "3000000"),
        ("mismatch", "600000", "500000"),
    ]
    named = "I alt fordeles {2,9 mio. kr.|pool} fra temapuljen."
    assert shapes(check(build(named, one, other)), SUM)[0] == ("mismatch", "2900000", "3000000")


def test_the_same_total_twice_gives_one_check_each() -> None:
    found = of(
        check(build("Vi fordeler i alt {2,4 mio. kr.|pool}.", three(), "Der er fordelt {2,4 mio. kr.|pool} i alt.")),
        SUM,
    )
    assert [c.status for c in found] == ["ok", "ok"]
    assert len({c.evidence[0] for c in found}) == 2


def test_nothing_is_summed_across_currencies_or_without_a_grant() -> None:
    text = "Vi fordeler i alt {2,4 mio. kr.|pool}."
    foreign = Listing(
        "Projekter:", [Row("Lys", "1.000.000 kr."), Row("Lyd", "200.000 euro"), Row("Luft", "1.200.000 kr.")]
    )
    unknown = Listing("Projekter:", [Row("Lys", "1.000.000 kr."), Row("Lyd"), Row("Luft", "1.200.000 kr.")])
    assert of(check(build(text, foreign)), SUM) == []
    assert of(check(build(text, unknown)), SUM) == []


def test_one_missing_grant_of_a_counted_list_is_a_doubt() -> None:
    unknown = Listing("De tre projekter:", [Row("Lys", "1.000.000 kr."), Row("Lyd"), Row("Luft", "1.200.000 kr.")])
    (found,) = of(check(build("Tre projekter får støtte. Vi fordeler i alt {2,4 mio. kr.|pool}.", unknown)), SUM)
    assert found.status == "doubt"
    assert "»Lyd« står uden beløb; der mangler 200.000 kr." in found.message


def test_amounts_given_to_each_are_counted_for_each() -> None:
    release = build(
        "De tre foreninger får hver {10.000 kr.|grant|per=hver}, i alt {30.000 kr.|grant}.",
        Listing("De tre foreninger:", [Row("Nordby IF"), Row("Sejlklubben Agter"), Row("Koret Klang")]),
    )
    each = release.amounts[0]
    shared = [
        p.model_copy(update={"granted": ProjectAmount(value=Decimal(10_000), currency="DKK", amount=each.id)})
        for p in release.projects
    ]
    release = release.model_copy(update={"projects": tuple(shared)})
    assert shapes(check(release), SUM) == [("ok", "30000", "30000")]


@pytest.mark.parametrize(
    ("rows", "stated", "reason"),
    [
        (["1,2", "8", "0,4", "0,9"], "3,3", "»Projekt nr. 2« havde fået 800.000 kr. i stedet for 8.000.000 kr."),
        (["1,25", "0,81", "0,41", "0,96"], "2,62", "beløbet til »Projekt nr. 2«, som måske ikke er talt med"),
    ],
)
def test_a_single_slip_is_named(rows: list[str], stated: str, reason: str) -> None:
    listing = Listing("De fire projekter:", [Row(f"Projekt nr. {n}", f"{x} mio. kr.") for n, x in enumerate(rows, 1)])
    (found,) = of(check(build(f"De fire projekter får i alt {{{stated} mio. kr.|pool}}.", listing)), SUM)
    assert found.status == "mismatch"
    assert reason in found.message


def test_a_grant_that_only_the_prose_tells_explains_a_gap() -> None:
    text = "Vi fordeler i alt {2,9 mio. kr.|pool}. Koret Klang får {500.000 kr.|grant} til en rejse."
    (found,) = of(check(build(text, three())), SUM)
    assert found.message.endswith("og det svarer til de 500.000 kr., som teksten også nævner, men listen ikke har.")


def test_messages_are_danish() -> None:
    (found,) = of(check(build("Vi fordeler i alt {2,4 mio. kr.|pool}.", three())), SUM)
    assert found.message == "De 3 bevillinger giver tilsammen 2.400.000 kr., som stemmer med 2,4 mio. kr. i teksten."
    (found,) = of(check(build("Vi fordeler i alt {2,5 mio. kr.|pool}.", three())), SUM)
    assert found.message == (
        "De 3 bevillinger giver tilsammen 2.400.000 kr., men teksten siger 2,5 mio. kr.; forskellen er 100.000 kr."
    )


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("{2 mio. kr.|grant} til kultur", "Vi fordeler i alt {2,4 mio. kr.|pool}.", [("ok", "2000000", "2400000")]),
        ("{2,4 mio. kr.|pool} til kultur", "Vi fordeler i alt {2,4 mio. kr.|pool}.", [("ok", "2400000", "2400000")]),
        (
            "{3 mio. kr.|grant} til kultur",
            "Vi fordeler i alt {2,4 mio. kr.|pool}.",
            [("mismatch", "3000000", "2400000")],
        ),
        ("{20 mio. kr.|grant} til kultur", "Vi fordeler i alt {2,4 mio. kr.|pool}.", []),
        ("{350.000 kr.|grant} til havnen", "Vi fordeler i alt {2,4 mio. kr.|pool}.", []),  # one project's grant
        ("{3 mio. euro|grant} til kultur", "Vi fordeler i alt {2,4 mio. kr.|pool}.", []),
        ("{3 mio. kr.|grant} til kultur", "Puljen er på {2,4 mio. kr.|pool}.", []),
        ("Penge til kultur", "Vi fordeler i alt {2,4 mio. kr.|pool}.", []),
        ("Anlæg til {3 mio. kr.|total} på vej", "Vi fordeler i alt {2,4 mio. kr.|pool}.", []),
    ],
)
def test_the_title(title: str, body: str, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(check(build(body, three(), title=title)), TITLE) == expected


def test_a_title_is_summed_where_the_text_states_no_total() -> None:
    assert shapes(check(build("Vi støtter.", three(), title="{2,4 mio. kr.|grant} til kultur")), SUM) == [OK]
    assert shapes(check(build("Vi støtter.", three(), title="{3,4 mio. kr.|grant} til kultur")), SUM) == []
    counted = build("Vi støtter.", three(), title="{3,4 mio. kr.|grant} til tre projekter")
    assert shapes(check(counted), SUM) == [("mismatch", "3400000", "2400000")]


def test_teasers_are_not_read() -> None:
    teaser = Text("Vi fordeler i alt {2,5 mio. kr.|pool} til tre projekter.", "teaser")
    assert of(check(build("Vi støtter.", three(), teaser)), SUM) == []


def test_the_builder_reads_amounts_as_the_record_states_them() -> None:
    assert parse("19,9 mio. kr.")["low"] == 19_850_000
    assert parse("450.000 kroner")["high"] == 450_000
