"""The report: one page that loads nothing and runs nothing, every picture with a name and its numbers beside it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.feed.made import database, samples
from tests.support import patterns

from extract.feed.figures import read_figures
from extract.pages.figures import Contradiction, Figures, Grant, Share, Speaker, Telling, Total, Town
from extract.pages.report_page import report_page

ONE = Decimal(1_250_000)
NOTHING = Figures(
    releases=0, publishers=0, first_day=None, last_day=None, projects=0, quotes=0, speakers=0, totals=(), largest=(),
    municipalities=(), towns=(), funders=(), months=(), quoted=(), contradictions=0, disagreeing=(), timelines=0,
    tellings=(),
)  # fmt: skip


def _one(word: str = "Ry") -> Figures:
    """One of everything, each text of it ``word``."""
    share = Share(word, 1, ONE, ONE)
    return replace(
        NOTHING,
        releases=1,
        publishers=1,
        first_day="2026-01-05",
        last_day="2026-01-05",
        projects=1,
        totals=(Total("DKK", 1, ONE, ONE, ONE), Total("EUR", 2, ONE, ONE, ONE)),
        largest=(Grant(word, word, word, word, word, ONE, "2026-01-05", "r1"),),
        municipalities=(replace(share, name="Aarhus", code="0751"), Share(None, 3, ONE, ONE)),
        towns=(Town(word, word, 56.1, 10.2, 1, ONE),),
        funders=(share, Share(None, 1, ONE, ONE)),
        months=(replace(share, name="2026-01"),),
        quoted=(Speaker(word, word, 2, 1), Speaker(None, None, 1, 1)),
        contradictions=30,
        disagreeing=(Contradiction("2026-01-05", word, word, word, "look", "r1"),),
        tellings=(Telling("t", word, word, "2026-01-05", "granted", ONE, "DKK", True, word, word),),
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = database(tmp_path_factory.mktemp("report") / "x.sqlite", samples())
    return report_page(read_figures(path), patterns())


def _soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def _words(page: str) -> str:
    return " ".join(_soup(page).get_text(" ").split())


def test_the_page_loads_nothing_and_admits_its_own_style_alone(drawn: str) -> None:
    style = re.search(r"<style>(.*?)</style>", drawn, re.DOTALL)
    assert style
    own = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{own}'; base-uri 'none'; form-action 'none'"
    assert _soup(drawn).find("meta", {"http-equiv": "Content-Security-Policy"})["content"] == policy  # type: ignore[index]
    assert not re.search(r"<script|\sstyle=|\son\w+=|\ssrc=|url\(|@import|<link", drawn)


def test_every_tag_is_closed(drawn: str) -> None:
    class Reader(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in {"meta", "br", "col"}:
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    reader.open = []
    reader.feed(drawn)
    assert reader.open == []


def test_every_picture_has_a_name_and_a_description_and_its_numbers_as_a_table(drawn: str) -> None:
    pictures = _soup(drawn).select("svg[role=img]")
    assert len(pictures) == 3
    for picture in pictures:
        named = [_soup(drawn).find(id=name) for name in str(picture["aria-labelledby"]).split()]
        assert [tag.name for tag in named if tag and tag.get_text()] == ["title", "desc"]
        figure = picture.find_parent("figure")
        assert figure
        assert figure.select("details table tbody tr")
    assert all(svg.get("aria-hidden") == "true" for svg in _soup(drawn).select("svg:not([role])"))
    ids = [tag["id"] for tag in _soup(drawn).select("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(tag.name[1]) for tag in _soup(drawn).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_samples_are_told(drawn: str) -> None:
    words = _words(drawn)
    assert "366,2 mio. kr. i 198 bevillinger" in words
    assert "Den største bevilling, 38,2 mio. kr., går til Projekt Kulsyre i Brande" in words
    assert "71 af 98" in words
    assert "2.259.941 EUR i 2 bevillinger" in words
    tiles = {tag.get_text().split(":")[0]: tag.get_text() for tag in _soup(drawn).select(".tiles g title")}
    assert len(tiles) == 98
    assert tiles["Syddjurs"] == "Syddjurs: 12,4\u00a0mio.\u00a0kr., 1 bevilling"
    assert tiles["Fanø"] == "Fanø: ingen bevilling"
    assert len(_soup(drawn).select(".town")) == len(_soup(drawn).select(".land ~ details tbody tr"))
    assert "Fortalt flere gange: Engen tilbage til byen" in words


def test_money_that_has_no_place_is_told() -> None:
    words = _words(report_page(_one(), patterns()))
    assert "Det gælder 1,25 mio. kr. i 3 bevillinger uden kommune." in words
    assert "1 pressemeddelelse fra 1 afsender" in words
    assert "1,25 mio. kr. i 1 bevilling" in words
    assert "… og 29 til." in words


def test_a_run_without_money_is_told_without_pictures() -> None:
    page = report_page(NOTHING, patterns())
    assert "Ingen bevillinger i kroner" in _words(page)
    assert "Alt, hvad der kunne kontrolleres, stemmer." in _words(page)
    assert not _soup(page).select("figure")


@pytest.mark.parametrize(
    "evil", ["<script>x()</script>", '"><img src=x onerror=x()>', "a\u202eb\x00c", "{{ 7 * 7 }}", "&lt;"]
)
def test_text_from_outside_stays_text(evil: str) -> None:
    soup, plain = (_soup(report_page(_one(word), patterns())) for word in (evil, "Ry"))
    assert [tag.name for tag in soup.find_all(True)] == [tag.name for tag in plain.find_all(True)] or "\x00" in evil
    assert not soup.select("script, img")
    assert "49" not in soup.find("h3").get_text()  # type: ignore[union-attr]


def test_the_same_figures_give_the_same_page(tmp_path: Path, drawn: str) -> None:
    path = database(tmp_path / "x.sqlite", samples())
    assert report_page(read_figures(path), patterns()) == drawn
