"""Stated totals against the sum of the grants: the true case, the near miss, and claims about something else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest
from tests.check.builder import Listing, Row, Table, Text, build, check, of, parse, shapes

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
        Case("Fonden fordeler i alt {2,9 mio. kr.|pool} på de tre projekter.", [("mismatch", "2900000", "2400000")]),
        Case("Fonden støtter tre projekter. De får i alt {2,9 mio. kr.|pool}.", [("mismatch", "2900000", "2400000")]),
        # What is at hand, or for several years: it may fit, but is no contradiction.
        Case("Der er afsat i alt {2,4 mio. kr.|pool}.", [OK]),
        Case("Der er afsat i alt {2,6 mio. kr.|pool}.", []),
        Case("Programmet råder over i alt {2,6 mio. kr.|pool}.", []),
        Case("Tre projekter deler pengene, og ingen af dem får mere end {1.250.000 kr.|grant}.", []),
        Case("Tre projekter er valgt. Programmet løber til 2028 og råder over i alt {19,9 mio. kr.|pool}.", []),
        Case("Tre projekter er valgt. Fonden har en formue på i alt {4 mio. kr.|other}.", []),
        Case("Indsatsen får i alt {2,6 mio. kr.|pool} over tre år.", []),
        Case("Der er i alt afsat {2,9 mio. kr.|pool} til de tre projekter.", [("doubt", "2900000", "2400000")]),
        # Money that was given, without a word that it is all: ok where it fits, silence where not.
        Case("Bag listen står Havfonden med {2,4 mio. kr.|grant}.", [OK]),
        Case("Bag listen står Havfonden med {2,5 mio. kr.|grant}.", []),
        # A count of other things beside an amount.
        Case("Bag projekterne står tre kommuner, og fonden støtter med {2,9 mio. kr.|grant}.", []),
        # No claim about this list.
        Case("Der kom 29 ansøgninger på i alt {2,6 mio. kr.|other}.", []),
        Case("Der kom 29 ansøgninger, som samlet lød på {2,6 mio. kr.|other}.", []),
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


ROWS = [
    Row("Lys over fjorden", "1.250.000 kr.", "2 mio. kr."),
    Row("Grøn skolegård", "800.000 kr.", "1 mio. kr."),
    Row("Havnens børn", "350.000 kr.", "0,5 mio. kr."),
]
BUDGETS = "budgets_sum_to_stated_total"


@pytest.mark.parametrize(
    ("sums", "grants", "budgets"),
    [
        ([["{2.400.000 kr.|other}", "{3,5 mio. kr.|total}"]], [OK], [("ok", "3500000", "3500000")]),
        ([["{2.500.000 kr.|other}", "3,5"]], [("mismatch", "2500000", "2400000")], []),
        ([["", "{3,9 mio. kr.|other}"]], [], [("mismatch", "3900000", "3500000")]),
        ([["{2.400.000 kr.|other}", ""]], [OK], []),
        ([["", "", "{9 mio. kr.|other}"]], [], []),  # a column that no project has
        ([["{3,5 mio. kr.|other}"]], [], [("ok", "3500000", "3500000")]),  # a merged first cell
        # Sums of parts, and one of all below them.
        ([["{2.400.000 kr.|other}", "–"], ["{2.400.000 kr.|other}", "–"]], [OK, OK], []),
    ],
)
def test_a_tables_sums_are_held_to_their_columns(
    sums: list[list[str]], grants: list[tuple[str, str, str]], budgets: list[tuple[str, str, str]]
) -> None:
    found = check(build("Fonden støtter igen.", Table(ROWS, sums)))
    assert (shapes(found, SUM), shapes(found, BUDGETS)) == (grants, budgets)


def test_a_sum_row_is_of_its_table_and_not_of_what_only_the_prose_tells() -> None:
    release = build("Fonden støtter igen.", Table(ROWS, [["{2.400.000 kr.|other}", ""]]))
    told = release.projects[0].model_copy(update={"evidence": {"name": ((0, 5),)}})
    amounts = [a.model_copy(update={"start": 6, "end": 9}) if a.id == "a1" else a for a in release.amounts]
    release = release.model_copy(update={"projects": (told, *release.projects[1:]), "amounts": tuple(amounts)})
    (found,) = of(check(release), SUM)
    assert found.status == "doubt"  # its row holds no project, so the table was not read in full
    assert "og det svarer til beløbet til »Lys over fjorden«, som ikke står på listen." in found.message


def test_a_grant_that_is_stated_again_in_kroner_counts_with_those() -> None:
    rows = [Row("Lys", "1.000.000 kr."), Row("Lyd", "200.000 euro"), Row("Luft", "1.200.000 kr.")]
    text = "Lyd får {1,5 mio. kr.|grant|same=Lyd}. Vi fordeler i alt {3,7 mio. kr.|pool}."
    assert shapes(check(build(text, Listing("Projekter:", rows))), SUM) == [("ok", "3700000", "3700000")]


def test_a_count_that_adds_to_something_is_not_the_whole() -> None:
    release = build("Et laboratorium og to projekter får støtte. Tilsammen får de {2,9 mio. kr.|pool}.", three())
    assert [c.status for c in of(check(release), SUM)] == ["mismatch"]  # by the list of three alone, as it is near
    far = build("Et laboratorium og tre projekter får støtte. Tilsammen får de {6,9 mio. kr.|pool}.", three())
    assert of(check(far), SUM) == []


def test_an_open_bound_fits_only_what_is_near() -> None:
    release = build("Vi fordeler i alt {1 mio. kr.|pool}.", three())
    above = release.amounts[0].model_copy(update={"high": None, "qualifier": "at_least"})
    release = release.model_copy(update={"amounts": (above, *release.amounts[1:])})
    assert "ok" not in {c.status for c in of(check(release), SUM)}


def test_a_list_that_was_not_read_in_full_is_a_doubt() -> None:
    release = build("Tre projekter får i alt {2,4 mio. kr.|pool}.", three())
    lost = release.model_copy(update={"projects": release.projects[:2]})
    (found,) = of(check(lost), SUM)
    assert (found.status, found.found) == ("doubt", "2050000")
    assert found.message.endswith("Listen er måske ikke læst i sin helhed.")


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
        (["5,3", "1,21", "0,47", "0,92"], "6,1", "»Projekt nr. 1« havde fået 3.500.000 kr. i stedet for 5.300.000 kr."),
    ],
)
def test_a_single_slip_is_named(rows: list[str], stated: str, reason: str) -> None:
    listing = Listing("De fire projekter:", [Row(f"Projekt nr. {n}", f"{x} mio. kr.") for n, x in enumerate(rows, 1)])
    (found,) = of(check(build(f"De fire projekter får i alt {{{stated} mio. kr.|pool}}.", listing)), SUM)
    assert found.status == "mismatch"
    assert reason in found.message


def test_an_entry_that_stands_twice_is_named() -> None:
    rows = [Row("Lys", "1,25 mio. kr."), Row("Lyd", "0,81 mio. kr."), Row("Lyd", "0,81 mio. kr.")]
    (found,) = of(check(build("Vi fordeler i alt {2,06 mio. kr.|pool}.", Listing("Projekter:", rows))), SUM)
    assert found.message.endswith("og det svarer til beløbet til »Lyd«, som står to gange.")


def test_grant_and_budget_in_each_others_place_are_named() -> None:
    rows = [*ROWS[:2], Row("Havnens børn", "500.000 kr.", "350.000 kr.")]
    (found,) = of(check(build("Vi fordeler i alt {2,4 mio. kr.|pool}.", Listing("Projekter:", rows))), SUM)
    assert found.message.endswith("hvis støtte og samlet budget er byttet om for »Havnens børn«.")


def test_no_entry_is_blamed_where_another_total_agrees() -> None:
    text = "De tre projekter får i alt {2.400.000 kr.|pool}. Tre projekter får {2,04 mio. kr.|pool} i alt."
    ok, wrong = of(check(build(text, three())), SUM)
    assert (ok.status, wrong.status) == ("ok", "mismatch")
    assert wrong.message.endswith("forskellen er 360.000 kr.")


def test_a_grant_that_only_the_prose_tells_explains_a_gap() -> None:
    text = "Vi fordeler i alt {2,9 mio. kr.|pool}. Koret Klang får {500.000 kr.|grant} til en rejse."
    (found,) = of(check(build(text, three())), SUM)
    assert "og det svarer til de 500.000 kr., som teksten også nævner, men listen ikke har." in found.message
    assert found.status == "doubt"  # the text may be right, and the choir no entry of the list


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
        ("{2,4 mio. kr.|grant} til kultur", "Der er afsat i alt {2,5 mio. kr.|pool}.", []),
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
