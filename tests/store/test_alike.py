"""Releases that come again: which articles are the same, which nearly, and that it depends on nothing but them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.releases import plain
from tests.store.filled import INFO, fill, read_of
from typer.testing import CliRunner

from extract.cli import app
from extract.records.release import Release, Section, SectionKind
from extract.store import (
    Alike,
    Pair,
    RunWriter,
    Store,
    alike_of,
    begin_run,
    details,
    find_run,
    opened,
    pairs,
)
from extract.store import (
    tables as t,
)
from extract.store.alike import NEAR, SIZE, Article, article_of, bands, similarity, sketch
from extract.store.linking import LINKS, MEMBERS, add_articles, link_articles
from extract.store.vacuum import vacuum

TITLE = "Bogbåden lægger til i fem havne"
LEAD = """Fra maj sejler Bogbåden Rosinante igen mellem øerne i det sydlige bælt med 4.000 bøger, to bibliotekarer og en
kaffemaskine om bord. Foreningen Øernes Læsere har fået 1,2 mio. kr. fra Kystfonden til de næste to somre."""
BODY = """Båden har ligget på land, siden motoren gav op for tre år siden. Nu er den skiftet ud med en elmotor, og i lasten er
der kommet reoler, der kan spændes fast, når det blæser. Om formiddagen kommer skoleklasserne, og om eftermiddagen kan alle låne
uden kort og uden gebyr."""
QUOTE = """»Vi har øboere, der er fyldt firs og aldrig har haft et bibliotek i gangafstand. De står på kajen, før vi har fortøjet,«
siger Vibeke Strandgaard, der er formand for foreningen."""
MORE = """Den første tur går til Birkholm den 4. maj. Sejlplanen for resten af sommeren hænger i brugserne og på havnekontorerne, og
den bliver ændret, hvis vinden er imod."""
OTHER_QUOTE = """»Det er den bedste plads på hele øen at falde i snak, og så er kaffen gratis,« siger Anton Kildemose, som er ni år og
har lånt alt om hajer."""
NEWS = """Svømmehallen i Tranebjerg lukker hele februar, mens taget bliver skiftet. Regnen har i to vintre dryppet ned i
børnebassinet, og målinger viser, at isoleringen er våd helt ind til spærene. Arbejdet koster 3,4 millioner kroner og bliver betalt af
de penge, byrådet satte af til vedligehold. Svømmeklubben flytter sine hold til naboøen og kører medlemmerne i bus."""


def told(name: str, *parts: str, around: Sequence[tuple[SectionKind, str]] = (), title: str = TITLE) -> Release:
    """A release of a title and paragraphs, with other sections of the page after them."""
    kinds: list[SectionKind] = ["title", "lead", *(["body"] * (len(parts) - 1))]  # type: ignore[list-item]
    every = [*zip(kinds, (title, *parts), strict=True), *around]
    text, sections = "", []
    for number, (kind, part) in enumerate(every):
        sections.append(Section(id=f"s{number}", kind=kind, start=len(text), end=len(text) + len(part)))
        text += part + "\n"
    return plain(name, text, title=title, sections=tuple(sections))


FIRST = told("first", LEAD, BODY, QUOTE, MORE)

SAME = {
    "other marks and breaks": told(
        "x", LEAD.replace("\n", " "), BODY.replace("\n", " "), QUOTE.replace("»", "- ").replace("«", ""), MORE
    ),
    "capitals in the title": told("x", LEAD, BODY, QUOTE, MORE, title=TITLE.upper()),
    "another page around it": told(
        "x", LEAD, BODY, QUOTE, MORE,
        around=[("contact", "Kontakt: Vibeke Strandgaard, tlf. 55 50 11 22"), ("about", "Om foreningen: stiftet i 1987 på Strynø"),
                ("teaser", "Læs også: Færgen får nye tider fra april"), ("navigation", "Forside Nyheder Kontakt")],
    ),
}  # fmt: skip
NEARLY = {
    "a slip mended": told("x", LEAD, BODY.replace("spændes", "spænes"), QUOTE, MORE),
    "another amount": told("x", LEAD.replace("1,2 mio.", "1,4 mio."), BODY, QUOTE, MORE),
    "a quote more": told("x", LEAD, BODY, QUOTE, OTHER_QUOTE, MORE),
    "a paragraph less": told("x", LEAD, BODY, QUOTE),
    "another town and date": told(
        "x", LEAD, BODY, QUOTE, MORE.replace("Birkholm", "Hjortø").replace("4. maj", "9. maj")
    ),
    "another quote": told("x", LEAD, BODY, OTHER_QUOTE, MORE),
}
OTHERWISE = {
    "other news": told("x", NEWS, title="Svømmehallen lukker i februar"),
    "the same sender, other news": told(
        "x",
        "Foreningen Øernes Læsere søger en skipper, der kan gå til hånde fra maj til september.",
        "Du har duelighedsbevis, holder af bøger og kan sove i en køje. Til gengæld får du løn efter overenskomst, fri "
        "kaffe og en sommer, du ikke glemmer. Skriv til os inden den 1. marts, og fortæl, hvor du har sejlet før.",
        title="Bogbåden søger skipper",
    ),
    "a quote of the first in other news": told("x", NEWS, QUOTE, title="Svømmehallen lukker i februar"),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store of each kind."""
    return str(tmp_path / "press.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def _percent(one: Release, other: Release) -> int:
    first, second = article_of(one), article_of(other)
    assert first is not None
    assert second is not None
    assert similarity(first.sketch, second.sketch) == similarity(second.sketch, first.sketch)
    return similarity(first.sketch, second.sketch)


def _rows(store: Store, *names: str) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as connection:
        found = {name: connection.execute(sa.select(t.metadata.tables[name])).all() for name in names}
    return {name: sorted(tuple(row) for row in rows) for name, rows in found.items()}


# ---------------------------------------------------------------------------------------------- two texts


@pytest.mark.parametrize("name", SAME)
def test_the_same_words_are_the_same_article(name: str) -> None:
    assert article_of(SAME[name]) == article_of(FIRST)


@pytest.mark.parametrize("name", NEARLY)
def test_a_release_that_comes_again_is_near(name: str) -> None:
    assert article_of(NEARLY[name]) != article_of(FIRST)
    assert NEAR <= _percent(FIRST, NEARLY[name]) < 100


@pytest.mark.parametrize("name", OTHERWISE)
def test_another_release_is_not(name: str) -> None:
    assert _percent(FIRST, OTHERWISE[name]) < NEAR


def test_a_text_of_few_words_is_like_none() -> None:
    assert article_of(told("x", "Pressemøde i dag klokken ti. Tilmelding er nødvendig.", title="Pressemøde")) is None


def test_a_page_without_an_article_is_like_none() -> None:
    assert article_of(plain("x", BODY, sections=(Section(id="s1", kind="contact", start=0, end=len(BODY)),))) is None


def test_the_sketch_is_the_same_for_good() -> None:
    # A store holds sketches of years: where this fails, the library or the code has changed what they are.
    article = article_of(FIRST)
    assert article is not None
    assert (article.key, article.sketch[:12].hex()) == (-3323924262164406451, "37ea529169655227a56fc983")


def test_a_long_text_is_sketched_in_pieces() -> None:
    words = [f"ord{number}" for number in range(10_000)]
    whole, half = sketch(words), sketch(words[:5_000])
    assert len(whole) == SIZE
    assert 35 <= similarity(whole, half) <= 65


words = st.lists(st.sampled_from(BODY.split()), min_size=3, max_size=60)


@settings(deadline=None)  # the first example loads the library
@given(words, words)
def test_likeness_is_symmetric_and_whole_with_itself(one: list[str], other: list[str]) -> None:
    a, b = sketch(one), sketch(other)
    assert similarity(a, b) == similarity(b, a)
    assert similarity(a, a) == 100
    assert len(set(bands(a))) == len(list(bands(a)))


# ---------------------------------------------------------------------------------------------- stores


def test_pairs_are_linked_whichever_comes_first(where: str) -> None:
    second = told("second", LEAD, BODY, QUOTE)
    with opened(where) as store:
        run = fill(store, FIRST, OTHERWISE["other news"], second, second.model_copy(update={"id": "third"}))
        percent = _percent(FIRST, second)
        assert list(pairs(store, run)) == [
            Pair("second", "third", (TITLE, TITLE), 100, True),
            Pair("first", "second", (TITLE, TITLE), percent, False),
        ]
        counted = details(store, run)
        assert (counted.repeated, counted.repeats, counted.near) == (1, 2, 3)
        for name, others in {"first": ["second", "third"], "second": ["third", "first"], "x": [], "none": []}.items():
            assert [one.release for one in alike_of(store, run, name)] == others
        assert [(one.percent, one.exact) for one in alike_of(store, run, "third")] == [(100, True), (percent, False)]


def test_what_came_in_an_earlier_run_is_known(where: str) -> None:
    with opened(where) as store:
        old = fill(store, OTHERWISE["other news"], FIRST)
        new = fill(store, told("again", LEAD, BODY, QUOTE))
        found = alike_of(store, new, "again")
        assert [(one.run, one.release, one.uri) for one in found] == [(old.id, "first", "1.html")]
        assert list(pairs(store, new)) == []


def test_what_the_document_was_before_is_its_history(where: str) -> None:
    with opened(where) as store:
        old = fill(store, FIRST)
        new = fill(store, told("again", LEAD, BODY, QUOTE))
        assert alike_of(store, new, "again") == ()
        assert alike_of(store, old, "first") == ()


def test_the_same_text_under_another_address_is_told_without_a_link(where: str) -> None:
    short = plain("short", "En kort meddelelse.")
    with opened(where) as store:
        run = fill(store, FIRST, FIRST, short, short)
        assert _rows(store, "likeness") == {"likeness": []}
        assert [(pair.first, pair.second) for pair in pairs(store, run)] == [("first", "first-2"), ("short", "short-2")]
        found = alike_of(store, run, "short-2")
        assert [(one.release, one.uri, one.exact) for one in found] == [("short", "2.html", True)]
        assert (details(store, run).repeated, details(store, run).near) == (2, 0)


def _family(kinds: Sequence[int]) -> list[Release]:
    """Releases of which some are alike: one of the texts above for each number, with a word of its own."""
    every = [FIRST, *SAME.values(), *NEARLY.values(), *OTHERWISE.values()]
    return [
        told(f"r{n}", *(p for p in every[kind].text.split("\n")[1:] if p), f"Udgave {'abcdefgh'[n]}", title=TITLE)
        for n, kind in enumerate(kinds)
    ]


families = st.lists(st.integers(0, 12), min_size=2, max_size=8).map(_family)


def _linked(releases: Iterable[Release], cuts: frozenset[int] = frozenset(), stop: int = 0) -> dict[str, object]:
    """What a store holds of some releases after one run, its batches cut at some places, and stopped once."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder, "press.db")) as store:
        every = list(enumerate(releases))
        writer = RunWriter(store, begin_run(store, INFO, "0", ["in"], {}), print)
        for number, release in every:
            if number and number == stop:
                writer.flush()
                writer = RunWriter(store, begin_run(store, INFO, "0", ["in"], {}), print)
            writer.add(read_of(release, number))
            if number in cuts:
                writer.flush()
        writer.finish(skipped=0)
        return {**_rows(store, "article", "band", "likeness", "record")}


@settings(max_examples=12, deadline=None)
@given(families, st.frozensets(st.integers(0, 7)), st.integers(0, 7))
def test_where_batches_end_changes_nothing(releases: list[Release], cuts: frozenset[int], stop: int) -> None:
    assert _linked(releases, cuts, stop) == _linked(releases)


@settings(max_examples=12, deadline=None)
@given(families, st.randoms(use_true_random=False))
def test_the_order_of_few_changes_nothing(releases: list[Release], draw: object) -> None:
    turned = list(releases)
    draw.shuffle(turned)  # type: ignore[attr-defined]
    one, other = _linked(releases), _linked(turned)
    assert [one[name] for name in ("article", "band", "likeness")] == [
        other[name] for name in ("article", "band", "likeness")
    ]


@settings(max_examples=12, deadline=None)
@given(families)
def test_what_is_linked_is_near_and_has_a_band_in_common(releases: list[Release]) -> None:
    articles = {article.key: article for article in map(article_of, releases) if article is not None}
    expected = []
    for one, other in combinations(sorted(articles), 2):
        first, second = articles[one].sketch, articles[other].sketch
        if similarity(first, second) >= NEAR and set(bands(first)) & set(bands(second)):
            expected.append((one, other, similarity(first, second)))
    assert _linked(releases)["likeness"] == expected


def _series(count: int, start: int = 0) -> list[Release]:
    return [told(f"s{n}", LEAD, BODY, QUOTE, MORE, f"Udgave {n}") for n in range(start, start + count)]


def test_a_series_of_many_is_held_against_few(where: str) -> None:
    with opened(where) as store:
        run = fill(store, *_series(100))
        rows = _rows(store, "band", "likeness")
        assert max(sum(1 for row in rows["band"] if row[0] == band) for band, _ in rows["band"]) == MEMBERS
        assert len(rows["likeness"]) <= 100 * LINKS
        assert details(store, run).near == 100
        assert len(list(pairs(store, run))) == len(rows["likeness"])


def _sitting(where: str, at: int) -> None:
    """Writes the series, or what is left of it, in a process of its own, which dies at its ``at``-th statement."""
    left = [at]

    def passed(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.engine.Engine, "after_cursor_execute", passed)
    with opened(where) as store:
        begun = begin_run(store, INFO, "0" * 16, ["in"], {})
        writer = RunWriter(store, begun, print)
        for number, release in list(enumerate(_series(40)))[begun.done :]:
            writer.add(read_of(release, number))
            if number % 7 == 0:
                writer.flush()
        writer.finish(skipped=0)
    os._exit(0)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed as Unix does it")
def test_killed_a_run_links_what_it_would_have_linked(where: str, tmp_path: Path) -> None:
    with opened(tmp_path / "whole.db") as store:
        fill(store, *_series(40))
        whole = _rows(store, "article", "band", "likeness", "record")
    for at in range(40, 10_000, 7):
        process = multiprocessing.get_context("fork").Process(target=_sitting, args=(where, at))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
    with opened(where) as store:
        assert _rows(store, "article", "band", "likeness", "record") == whole
    assert at > 60, "it was killed less than three times"


def test_two_that_come_at_once_are_linked(postgres_url: str) -> None:
    first, second = (article for article in map(article_of, _series(2)) if article is not None)

    def come(article: Article) -> None:
        with store.transaction() as connection:
            link_articles(connection, add_articles(connection, [article]))

    with opened(postgres_url) as store:
        with store.transaction() as connection:
            link_articles(connection, add_articles(connection, [first]))
            other = threading.Thread(target=come, args=(second,))
            other.start()
            other.join(0.3)
            assert other.is_alive()  # it waits, since it could not see the first
        other.join()
        assert len(_rows(store, "likeness")["likeness"]) == 1


def test_a_vacuum_forgets_them_and_makes_room_for_others(where: str) -> None:
    with opened(where) as store:
        fill(store, *_series(40))
        fill(store, *_series(20, 20), told("other", NEWS))
        assert vacuum(store, keep=1).records == 20
        rows = _rows(store, "article", "band", "likeness")
        keys = {key for key, _ in rows["article"]}
        assert len(keys) == 21
        assert {key for _, key in rows["band"]} <= keys
        assert max(sum(1 for row in rows["band"] if row[0] == band) for band, _ in rows["band"]) == MEMBERS
        assert {key for row in rows["likeness"] for key in row[:2]} <= keys
        run = fill(store, told("late", LEAD, BODY, QUOTE, MORE))
        assert len(alike_of(store, run, "late")) == LINKS


def test_commands_tell_what_is_alike(tmp_path: Path) -> None:
    where = tmp_path / "press.db"
    with opened(where) as store:
        fill(store, FIRST, FIRST, told("second", LEAD, BODY, QUOTE, title="Bogbåden sejler"), plain("none"))
        run = find_run(store, "latest")
        assert {type(one) for one in alike_of(store, run, "first")} == {Alike}
    shown = CliRunner().invoke(app, ["runs", "show", "--store", str(where)]).stdout
    assert "1 texts in 2 releases" in shown
    assert "3 releases are nearly another" in shown
    listed = CliRunner().invoke(app, ["runs", "alike", "latest", "--store", str(where)])
    assert listed.exit_code == 0
    assert [line.split("  ")[-3:] for line in listed.stdout.splitlines()] == [
        ["first", "first-2", TITLE],
        ["first", "second", f"{TITLE} / Bogbåden sejler"],
    ]


def test_no_two_alike_is_said(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, FIRST, OTHERWISE["other news"])
    told_so = CliRunner().invoke(app, ["runs", "alike", "--store", str(tmp_path / "press.db")]).stdout
    assert told_so == "no two releases are alike\n"
