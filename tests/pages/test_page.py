from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from tests.releases import SAMPLE, odd_text, plain, releases

from extract.pages.labels import figure, iso_day, money, month, rounded, short_month
from extract.pages.page import file_name, page
from extract.records.release import Project, ProjectAmount, Release, Section


def _soup(release: Release) -> BeautifulSoup:
    return BeautifulSoup(page(release), "html.parser")


def _one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def test_every_link_within_the_page_leads_somewhere() -> None:
    soup = _soup(SAMPLE)
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    assert len(ids) == len(soup.find_all(id=True)), "an id stands twice"
    targets = {link["href"][1:] for link in soup.find_all("a", href=re.compile("^#"))}
    assert targets <= ids


def test_every_record_leads_to_its_place_and_back() -> None:
    soup = _soup(SAMPLE)
    for record in ("p1", "a3", "q1", "l1", "n1", "o1", "d1", "k2"):
        assert _one(soup, f"#{record} a[href='#t-{record}']")
        assert _one(soup, f"#t-{record}")


def test_sections_are_drawn_as_what_they_are() -> None:
    soup = _soup(SAMPLE)
    assert _one(soup, "h1").get_text() == SAMPLE.title
    assert [item.get_text() for item in soup.select("aside.fact_box li")][1].startswith("Sauna for alle (Lemvig)")
    assert _one(soup, "aside.fact_box h2").get_text() == "Fakta: De tre projekter"
    assert [part.get_text() for part in soup.select("details.part summary")] == [
        "Navigation",
        "Kontakt",
        "Om afsenderen",
    ]
    assert [cell.get_text() for cell in soup.select("details.navigation td")] == ["Forside", "Nyheder"]


def test_the_page_shows_the_whole_text() -> None:
    drawn = "".join(_one(_soup(SAMPLE), "article").get_text().split())
    for line in SAMPLE.text.split("\n"):
        assert "".join(line.split()) in drawn


def test_nothing_is_loaded_and_nothing_else_may_run() -> None:
    html = page(SAMPLE)
    soup = BeautifulSoup(html, "html.parser")
    policy = str(_one(soup, "meta[http-equiv='Content-Security-Policy']")["content"])
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(_one(soup, tag).get_text().encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not soup.find_all(["link", "img", "iframe", "object", "embed"])
    assert not soup.find_all(style=True)
    assert not re.search(r"url\(|@import|src=", html)


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202egnp.exe", "{{ 7*7 }}", "</title>"]
)
def test_text_from_outside_stays_text(evil: str) -> None:
    release = plain(
        "x",
        evil,
        title=evil,
        url=f"javascript:{evil}",
        language=evil,
        sections=(Section(id="s1", kind="body", heading=evil, start=0, end=len(evil)),),
        projects=(Project(id="p1", name=evil, city=evil, applicant=evil, partners=(evil,), pool=evil),),
    )
    html = page(release)
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.find_all("script")) == 1
    assert not soup.find_all("img")
    assert not soup.find_all(href=re.compile("javascript"))
    assert "\u202e" not in html
    assert "49" not in _one(soup, "h1").get_text()


@given(releases())
@settings(max_examples=40, deadline=None)
def test_any_release_can_be_drawn(release: Release) -> None:
    soup = _soup(release)
    assert len(soup.find_all("script")) == 1
    assert len(soup.find_all("main")) == 1


def test_a_long_text_is_drawn() -> None:
    text = "Havnen i Grenaa får 4,5 mio. kr. <b>\n" * 60_000
    assert page(plain("long", text)).count("&lt;b&gt;") == 60_000


def test_bars_are_relative_to_the_largest_amount_of_the_currency() -> None:
    widths = [(bar["width"]) for bar in _soup(SAMPLE).select("svg .part")]
    assert widths == ["40.9%", "24.5%", "18.2%"]


def test_amounts_of_zero_and_below_do_not_break_the_bars() -> None:
    projects = tuple(
        Project(
            id=f"p{n}", name="P", granted=ProjectAmount(value=Decimal(value)), total=ProjectAmount(value=Decimal(0))
        )
        for n, value in enumerate(("0", "-5"))
    )
    assert "-5" in page(plain("x", projects=projects))


@pytest.mark.parametrize(
    ("release_id", "name"),
    [
        ("ritzau-13871690", "ritzau-13871690.html"),
        ("index", "index-1bc04b5291.html"),
        ("../../etc/passwd", "etc-passwd-"),
        ("Ærø", "r-"),
        ("", "release-"),
        ("x" * 300, "x" * 60 + "-"),
    ],
)
def test_file_names(release_id: str, name: str) -> None:
    assert file_name(release_id).startswith(name)


@given(odd_text, odd_text)
def test_file_names_are_safe_and_differ(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{1,90}\.html", file_name(one))
    assert (file_name(one) == file_name(other)) == (one == other)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2700000", "2.700.000"),
        ("1235100.50", "1.235.100,50"),
        ("1235100.00", "1.235.100"),
        ("0.324", "0,324"),
        ("-0.5", "-0,5"),
        ("-1500", "-1.500"),
    ],
)
def test_figures_are_danish(value: str, expected: str) -> None:
    assert figure(Decimal(value)) == expected


def test_money() -> None:
    assert money(Decimal(409941), "EUR") == "409.941 EUR"
    assert money(Decimal(5000), "DKK") == "5.000 kr."
    assert money(None, "DKK") == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0 kr."),
        ("740000", "740.000 kr."),
        ("999999.5", "1.000.000 kr."),
        ("1000000", "1 mio. kr."),
        ("1250000", "1,25 mio. kr."),
        ("1999999", "2 mio. kr."),
        ("9875000", "9,88 mio. kr."),
        ("12400000", "12,4 mio. kr."),
        ("38250000", "38,3 mio. kr."),
        ("200000000", "200 mio. kr."),
        ("363201235", "363,2 mio. kr."),
        ("1589000000", "1,59 mia. kr."),
        ("43734148200", "43,7 mia. kr."),
        ("-1250000", "-1,25 mio. kr."),
    ],
)
def test_rounded_sums(value: str, expected: str) -> None:
    assert rounded(Decimal(value)) == expected.replace(" mi", "\u00a0mi").replace(" kr", "\u00a0kr")


def test_days_and_months() -> None:
    assert (iso_day("2024-06-28"), iso_day(None)) == ("28. juni 2024", "")
    assert (month("2024-06"), month("2024-11")) == ("juni 2024", "november 2024")
    assert (short_month("2024-06"), short_month("2024-11"), short_month("2024-05")) == ("juni", "nov.", "maj")
