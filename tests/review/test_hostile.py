"""Releases of people who mean harm: their text is shown and does nothing, and a huge one is answered in windows."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Comment
from tests.releases import plain
from tests.review.reviewing import Desk, Page
from tests.store.filled import INFO, fill

from extract.records.release import Amount, Organisation, Publisher, Release, Section
from extract.review.keeping import keep
from extract.store import opened

NASTY = (
    "<script>alert(1)</script>",
    "</textarea></title></style><script src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><button>OK</button></form>",
    "<div hx-get=//evil.example hx-trigger=load data-hx-on:load=alert(1)>x</div>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\u202egnp.exe\u2066\u200f\u061c",
    "\x00\x07\x1b[2J\x85\u2028\u2029\r",
    "<!-- --><![CDATA[ <plaintext>",
    "&lt;script&gt; &#60;b&#62;",
)
_OURS = {"/static/htmx.min.js", "/static/review.js"}


def _release(number: int, nasty: str, value: str) -> Release:
    text = f"{nasty} øverst\nBeløbet 1 kr. {nasty} og\t{nasty}\n{nasty}"
    amount = Amount(id="a1", start=text.index("1 kr."), end=text.index("1 kr.") + 5, surface="1 kr.", role=value)
    body = Organisation(id="o1", name=f"{nasty} {value}", aliases=(nasty,))
    return plain(
        f"r{number}{nasty}", text, title=nasty, lead=nasty, amounts=(amount,),
        organisations=(body,), sections=(Section(id="s1", kind="fact_box", heading=nasty, start=0, end=len(text)),),
        url=f"javascript:alert({number})" if number % 2 else f"https://x.example/{nasty}",
    ).model_copy(update={"publisher": Publisher(name=nasty)})  # fmt: skip


@pytest.fixture
def attacked(tmp_path: Path) -> Desk:
    """A comparison of which every release, name and value is hostile, and so is a reviewer."""
    store = opened(tmp_path / "press.db").__enter__()
    for value in ("other", "grant"):
        fill(store, *(_release(n, nasty, value) for n, nasty in enumerate(NASTY)), info=INFO, code=value)
    assert keep(store, (1, 2)).changes >= 2 * len(NASTY)
    return Desk(store)


def _is_harmless(page: Page) -> None:
    assert page.status == 200, page.path
    for node in page.all("script"):
        assert node.get("src") in _OURS
        assert not node.get_text()
    assert {str(node["src"]) for node in page.all("script")} == _OURS
    assert page.all("style, img, svg, iframe, object, embed, base, plaintext, math") == []
    assert list(page.soup.find_all(string=lambda text: isinstance(text, Comment))) == []
    for node in page.all("*"):
        for name, value in node.attrs.items():
            assert not name.startswith(("on", "data-hx", "hx-on")), (page.path, name)
            assert name not in ("style", "srcdoc", "xlink:href", "formaction"), (page.path, name)
            if name in ("hx-get", "hx-boost:inherited"):
                assert node.name in ("div", "body")
            if name == "href":
                assert str(value).startswith(("/", "#", "https://x.example/")), value
    for form in page.all("form"):
        assert form.get("method") == "dialog" or str(form["action"]).startswith("/")
    raw = page.response.text
    for mark in "\u202e\u2066\u200f\u061c\x00\x07\x1b\x85\u2028":
        assert mark not in raw, (page.path, repr(mark))
    assert "49{" not in page.text


def test_nothing_of_a_release_acts(attacked: Desk) -> None:
    mallory = attacked.reviewer("<b onclick=alert(1)>Mallory</b>\u202e")
    first = mallory.get("/c/1?clusters=all")
    _is_harmless(first)
    shown = 0
    for row in first.all("tr[data-change]"):
        path = f"/c/1/change/{row['data-change']}"
        page = mallory.get(path)
        _is_harmless(page)
        shown += "<script>alert(1)</script>" in page.one("#text").get_text()
        for link in page.all("a[href^='/release/']"):
            _is_harmless(mallory.get(str(link["href"])))
        _is_harmless(
            mallory.judge(path, "correct", note=NASTY[0], value=NASTY[5], value__name=NASTY[7])
            if row["data-change"] in {"2", "4", "6"}
            else page
        )
    assert shown
    _is_harmless(mallory.get("/judgements"))
    for nasty in NASTY:
        found = mallory.client.get("/c/1", params={"words": nasty, "publisher": nasty, "field": nasty, "cause": nasty})
        _is_harmless(Page(found))
        page = Page(mallory.client.get("/c/1", params={"publisher": nasty.replace("\x00", "")}))
        _is_harmless(page)
    attacked.store.engine.dispose()


def test_a_conflict_with_a_hostile_colleague_is_harmless(attacked: Desk) -> None:
    mallory, karen = attacked.reviewer("<script>alert(1)</script>"), attacked.reviewer()
    hers = karen.get("/c/1/change/1")
    mallory.judge("/c/1/change/1", "reject", note="</p><script>alert(2)</script>")
    page = karen.send(hers, "#judge-form", verdict="accept", note="<img src=x onerror=alert(1)>")
    assert page.status == 409
    page.response.status_code = 200
    _is_harmless(page)
    attacked.store.engine.dispose()


def test_a_release_of_ten_megabytes_is_answered_in_a_window(tmp_path: Path) -> None:
    line = "En <b>lang</b> linje om 1 kr. og ikke mere. "
    text = (line * 20 + "\n") * (10_000_000 // (len(line) * 20))
    middle = text.index("1 kr.", len(text) // 2)
    with opened(tmp_path / "press.db") as store:
        for role in ("other", "grant"):
            amount = Amount(id="a1", start=middle, end=middle + 5, surface="1 kr.", role=role)
            fill(store, plain("r1", text, title="Lang", amounts=(amount,)), info=INFO, code=role)
        assert keep(store, (1, 2)).changes == 1
        with Desk(store) as desk:
            karen = desk.reviewer()
            page = karen.get("/c/1/change/1")
            assert page.status == 200
            assert len(page.response.content) < 300_000
            assert page.one("#text .now").get_text() == "1 kr."
            links = [str(link["href"]) for link in page.all("p.window a")]
            assert len(links) == 3
            earlier = karen.get(links[0])
            assert (earlier.status, earlier.all("#text .now")) == (200, [])
            assert karen.client.get(f"/c/1/change/1/reading?span={middle}-{middle + 5}").json()["value"] is None
            assert karen.judge("/c/1/change/1", "correct", value="pool", span=f"{middle}-{middle + 5}").status == 200
            assert karen.judge("/c/1/change/1", "accept", note="x" * 1_000_001).status == 413
