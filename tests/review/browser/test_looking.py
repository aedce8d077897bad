"""Pages as they are looked at: filters and their counts, search, addresses, the way back, languages, help, no dead end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect
from tests.review.browser.reviewers import Enter, Watched
from tests.review.browser.runs import Served


@pytest.fixture
def me(enter: Enter, served: Served, inside: Any) -> Watched:
    """A reviewer at the clusters."""
    return enter(f"{served.origin}/c/1", storage_state=inside)


def test_each_filter_leads_to_as_many_changes_as_it_says(me: Watched) -> None:
    every = me("#changes tbody tr").count()
    links = me(".rail [data-filter]")
    told = links.evaluate_all(
        "all => all.map(one => [one.getAttribute('href'), one.querySelector('.count').innerText])"
    )
    assert len(told) > 10
    assert {link.partition("?")[2].partition("=")[0] for link, _ in told} >= {"judged", "field", "publisher"}
    counts: dict[str, int] = {}
    for link, count in told:
        me.open(link)
        shown = me("#changes tbody tr").count()
        assert str(shown) == count, link
        assert (me("#empty").count() == 1) == (shown == 0), link
        filtered = link.partition("?")[2].partition("=")[0]
        counts[filtered] = counts.get(filtered, 0) + shown
    # Each change is in one of the choices, and in one alone.
    assert counts["judged"] == counts["field"] == counts["publisher"] == every


def test_filters_are_in_the_address_and_go_one_by_one(me: Watched) -> None:
    me(".rail").get_by_role("link", name="Region Syddanmark").click()
    me.at("/c/1?publisher=Region+Syddanmark")
    expect(me("#changes tbody tr")).to_have_count(5)
    me('.rail [data-filter="judged"][data-value="False"]').click()
    me.at("/c/1?publisher=Region+Syddanmark&judged=0")
    me("#changes tbody a").nth(1).click()
    expect(me("#place")).to_have_text("2 af 5")
    me.press("k")
    expect(me("#place")).to_have_text("1 af 5")
    me.press("o")
    me.at("/c/1?publisher=Region+Syddanmark&judged=0")
    me("#chosen").get_by_role("link", name=re.compile("Fjern: Bedømt")).click()
    me.at("/c/1?publisher=Region+Syddanmark")
    me("#chosen").get_by_role("link", name="Vis alt").click()
    me.at("/c/1")
    expect(me("#chosen")).to_have_count(0)


def test_the_way_back_is_the_way_that_was_gone(me: Watched) -> None:
    gone = [me.page.url]
    for _ in range(3):
        link = me("#begin") if len(gone) == 1 else me("#next")
        link.click()
        expect(me.page).not_to_have_url(gone[-1])
        expect(me("#place")).to_have_text(re.compile(rf"^{len(gone)} af"))
        gone.append(me.page.url)
    titles = [me("#change-title").inner_text()]
    for url in reversed(gone[1:-1]):
        me.page.go_back()
        expect(me.page).to_have_url(url)
        expect(me("#place")).to_have_text(re.compile(rf"^{gone.index(url)} af"))
        titles.append(me("#change-title").inner_text())
    me.page.go_back()
    expect(me("#clusters")).to_be_visible()
    me.page.go_forward()
    expect(me("#change-title")).to_have_text(titles[-1])


@pytest.mark.parametrize(
    ("words", "releases"),
    [
        ("drivtømmer", {"15 kulturprojekter deler 15,3 mio. kr."}),
        ("DRIVTØMMER", {"15 kulturprojekter deler 15,3 mio. kr."}),
        ("købmand", {"Landsbyerne får nye samlingssteder"}),
        ('"><script>alert(1)</script>', set()),
        ("100%' OR 1=1 --", set()),
    ],
)
def test_search(me: Watched, words: str, releases: set[str]) -> None:
    me("#words").fill(words)
    me.press("Enter")
    expect(me("#words")).to_have_value(words)
    expect(me("#chosen")).to_contain_text(words)
    if releases:
        expect(me("#changes")).to_be_visible()
    else:
        expect(me("#empty")).to_be_visible()
    assert set(me("#changes .where bdi:first-child").all_inner_texts()[::2]) == releases
    me("#chosen").get_by_role("link", name="Vis alt").click()
    me.at("/c/1")


def test_the_other_language_on_the_same_page(me: Watched) -> None:
    me.open("/c/1?field=amounts.role")
    me.page.get_by_role("button", name="In English").click()
    expect(me("html")).to_have_attribute("lang", "en")
    me.at("/c/1?field=amounts.role")
    expect(me("#clusters")).to_contain_text("Amount: role, total → grant")
    me("#changes tbody a").first.click()
    expect(me("#judge").get_by_role("button", name="Accept")).to_be_visible()
    me.page.get_by_role("button", name="På dansk").click()
    expect(me("html")).to_have_attribute("lang", "da")
    expect(me("#judge").get_by_role("button", name="Godkend")).to_be_visible()


def test_help_opens_and_closes_by_key_and_switches_the_keys_off(me: Watched) -> None:
    me.open("/c/1/change/1")
    place = me("#place").inner_text()
    help_ = me("#help")
    me.press("?")
    expect(help_).to_be_visible()
    me.press("j")  # not while the help is open
    help_.get_by_label("Brug tasterne").uncheck()
    me.press("Escape")
    expect(help_).to_be_hidden()
    me.press("j", "?")  # the key of the help still works
    expect(help_).to_be_visible()
    expect(me("#place")).to_have_text(place)
    help_.get_by_label("Brug tasterne").check()
    me.press("Escape", "j")
    expect(me("#place")).not_to_have_text(place)


def test_what_belongs_together_lights_up_together(me: Watched) -> None:
    me.open("/c/1?field=amounts.role&publisher=Region+Syddanmark")
    me("#changes tbody a").first.click()
    mark = me("#text .now").first
    mark.hover()
    expect(mark).to_have_class(re.compile(r"\blit\b"))
    expect(me("#beside li.now")).to_have_class(re.compile(r"\blit\b"))
    me("#change-title").hover()
    expect(me(".lit")).to_have_count(0)


def test_a_record_leads_to_its_place_in_the_source(me: Watched) -> None:
    me.open("/c/1?publisher=Region+Syddanmark")
    me("#changes tbody a").first.click()
    me("#beside li:not(.now) a.go").first.click()
    expect(me("#text .m:target")).to_be_in_viewport()


def test_every_link_leads_somewhere(me: Watched) -> None:
    """All pages, from the first one, by their links alone; of the many filters those of the first page."""
    seen, waiting = set[str](), ["/"]
    while waiting:
        path = waiting.pop()
        response = me.page.request.get(me.origin + path)
        assert response.status == 200, path
        page = BeautifulSoup(response.text(), "lxml")
        assert page.select_one("main h1, main .judge h1") is not None, path
        for link in page.select("a[href]"):
            to = urlsplit(urljoin(me.origin + path, str(link["href"])))
            if to.netloc != urlsplit(me.origin).netloc:
                assert "noopener" in str(link.get("rel")), link
                continue
            if to.fragment:
                assert page.find(id=to.fragment) is not None, f"{path} leads to #{to.fragment}"
            next_ = to.path + (f"?{to.query}" if to.query else "")
            if next_ not in seen and (not to.query or path in ("/", "/c/1") or to.path.startswith("/release/")):
                seen.add(next_)
                waiting.append(next_)
    paths = {path.partition("?")[0] for path in seen}
    assert {"/", "/c/1", "/judgements"} <= paths
    assert sum("/change/" in path for path in paths) == me("#changes tbody tr").count()
    assert sum(path.startswith("/release/") for path in paths) == 4  # that have changes


def test_what_is_not_there_leads_on(me: Watched) -> None:
    for path in ("/c/9", "/c/1/change/9999", "/release/ukendt", "/nowhere", "/c/1/change/x"):
        response = me.page.request.get(me.origin + path)
        assert response.status == 404, path
        page = BeautifulSoup(response.text(), "lxml")
        assert page.select_one('main a[href="/"]') is not None, path


@pytest.fixture(scope="module")
def inside(browser: Browser, served: Served) -> Iterator[Any]:
    """The cookie of somebody who is in."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(served.link)
        expect(page.locator("#clusters")).to_be_visible()
        yield context.storage_state()
