"""The lists: runs, clusters, changes with their filters and counts, judgements, history; all of it reached by links."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.review.reviewing import ORIGIN, Desk, Page

from extract.review.filters import query, wanted
from extract.store import Store, find_release, find_run
from extract.store.comparing import KeptChange, Wanted, changes, clusters, forget, undecided
from extract.store.judging import judge
from extract.store.tables import comparison

ALL = Wanted()


def _every(store: Store) -> tuple[KeptChange, ...]:
    return changes(store, 1, ALL, most=10_000)


def _text(store: Store, one: KeptChange) -> str:
    stored = find_release(store, find_run(store, "2"), one.release.after or "")
    assert stored is not None
    return f"{stored.content['title']} {stored.content['text']}".casefold()


_FIELDS: Mapping[str, Callable[[KeptChange], Any]] = {
    "cause": lambda one: one.body["change"]["cause"],
    "field": lambda one: f"{one.body['change']['kind']}.{one.body['change']['field'] or ''}",
    "publisher": lambda one: one.release.publisher or "",
    "checks": lambda one: one.release.checks,
    "judged": lambda one: "False" if one.judgement is None else "True",
}

QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"cause": "patterns"},
    {"cause": "source"},
    {"field": "amounts.role"},
    {"field": "amounts"},
    {"field": "projects."},
    {"publisher": "Region Syddanmark"},
    {"checks": "ok"},
    {"checks": ""},
    {"judged": "0"},
    {"judged": "1"},
    {"confidence": "0.7"},
    {"confidence": "0.7", "field": "amounts.role", "judged": "0"},
    {"words": "HAVET"},
    {"words": "region kulturpulje", "field": "amounts"},
    {"cluster": "3"},
    {"cluster": "3", "publisher": "Vejen Kommune"},
    {"cause": "model"},
    {"publisher": "ingen af dem"},
)


@pytest.fixture
def partly(store: Store) -> Store:
    """The store with a cluster judged."""
    judge(store, 1, undecided(1, Wanted(cluster=3), 0), "accept", by="Ole", seen=0)
    return store


@pytest.mark.parametrize("asked", QUERIES, ids=urlencode)
def test_counts_are_those_of_the_changes(desk: Desk, partly: Store, asked: dict[str, str]) -> None:
    """Every count on the page against the changes gone through one by one."""
    filters = wanted(asked)
    page = desk.reviewer().get(f"/c/1?{urlencode(asked)}")
    every = _every(partly)

    def passes(one: KeptChange, but: str = "") -> bool:
        told = one.body["change"]
        return (
            (filters.cluster is None or but == "cluster" or one.cluster == filters.cluster)
            and (filters.publisher is None or but == "publisher" or (one.release.publisher or "") == filters.publisher)
            and (not filters.field or but == "field" or filters.field in (told["kind"], _FIELDS["field"](one)))
            and (not filters.cause or but == "cause" or told["cause"] == filters.cause)
            and (filters.checks is None or but == "checks" or one.release.checks == filters.checks)
            and (filters.judged is None or but == "judged" or (one.judgement is not None) == filters.judged)
            and (
                filters.confidence is None
                or but == "confidence"
                or (one.confidence is not None and one.confidence < filters.confidence)
            )
            and all(word in _text(partly, one) for word in filters.words.casefold().split())
        )

    found = [one for one in every if passes(one)]
    assert [int(str(row["data-change"])) for row in page.all("tr[data-change]")] == [one.number for one in found][:50]
    for name, value_of in _FIELDS.items():
        links = {str(link["data-value"]): link for link in page.all(f"a[data-filter={name}]")}
        counted = Counter(value_of(one) for one in every if passes(one, name))
        shown = {value: int(link.select_one(".count").text.replace(".", "")) for value, link in links.items()}  # type: ignore[union-attr]
        if name == "judged":
            counted.update({"True": 0, "False": 0})
        if shown or len(counted) > 1:
            assert shown == dict(counted), name
    for link in page.all("a[data-filter=confidence]"):
        below = float(str(link["data-value"]))
        count = sum(
            1 for one in every if passes(one, "confidence") and one.confidence is not None and one.confidence < below
        )
        assert int(link.select_one(".count").text) == count  # type: ignore[union-attr]
    rows = {int(str(row["data-cluster"])): row for row in page.all("tr[data-cluster]")}
    by_cluster = Counter(one.cluster for one in every if passes(one, "cluster"))
    sizes = {number: int(str(row["data-changes"])) for number, row in rows.items()}
    if found:
        assert sizes == dict(by_cluster) or len(sizes) == 12
        for number, row in rows.items():
            done = sum(
                1 for one in every if passes(one, "cluster") and one.cluster == number and one.judgement is not None
            )
            assert (int(str(row["data-changes"])), int(str(row["data-judged"]))) == (by_cluster[number], done)
    else:
        assert page.one("#empty").text == "Ingen ændringer passer til det valgte."


def test_a_filter_leads_to_as_many_as_it_says(desk: Desk, partly: Store) -> None:
    karen = desk.reviewer()
    for link in karen.get("/c/1").all("a[data-filter]"):
        count = link.select_one(".count")
        assert count is not None
        page = karen.get(str(link["href"]))
        assert len(page.all("tr[data-change]")) == min(int(count.text), 50), link["href"]
        assert page.one(f'a[data-filter="{link["data-filter"]}"][aria-current]').text.split() == link.text.split()
        # The chosen one leads back.
        assert page.one(f'a[data-filter="{link["data-filter"]}"][aria-current]')["href"] == "/c/1"


def test_everything_is_reached_by_links_and_nothing_ends_dead(desk: Desk) -> None:
    """Every link of every page, from the first one on, leads to a page with a heading; all changes are among them."""
    karen = desk.reviewer()
    waiting, seen, changes_seen = ["/"], {"/"}, set()
    while waiting:
        path = waiting.pop()
        page = karen.get(path)
        assert page.status == 200, path
        assert len(page.all("h1")) == 1, path
        assert page.one("title").text.strip()
        ids = [str(node["id"]) for node in page.all("[id]")]
        assert len(ids) == len(set(ids)), (path, [one for one in ids if ids.count(one) > 1])
        for link in page.all("a[href]"):
            href = str(link["href"])
            if href.startswith("#"):
                assert href[1:] in ids, (path, href)
                continue
            if urlsplit(href).netloc:
                assert link.get("rel") == ["noopener", "noreferrer"]
                continue
            parts = urlsplit(href)
            if "/change/" in parts.path:
                changes_seen.add(parts.path)
            # Each page once, and the list with one filter of each kind: all together are too many.
            filters = sorted(parse_qs(parts.query, keep_blank_values=True))
            known = f"{parts.path}?{'&'.join(filters)}" if parts.path == "/c/1" else parts.path
            if known not in seen and len(filters) <= 1:
                seen.add(known)
                waiting.append(href)
    assert changes_seen == {f"/c/1/change/{one.number}" for one in _every(desk.store)}


def test_every_control_has_a_name(desk: Desk) -> None:
    karen = desk.reviewer()
    for path in ("/", "/c/1", "/c/1/change/1", "/c/1/change/10", "/judgements"):
        page = karen.get(path)
        labels = {str(label.get("for")) for label in page.all("label[for]")}
        for node in page.all("input:not([type=hidden]), textarea, select"):
            assert node.get("aria-label") or node.get("id") in labels or node.find_parent("label"), node
        for node in page.all("button, a[href], summary"):
            assert node.get_text().strip() or node.get("aria-label"), node
        assert page.one("html")["lang"] == "da"
        assert len(page.all("main")) == 1


def test_pages_of_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.review.lists._CHANGES", 20)
    karen = desk.reviewer()
    numbers: list[str] = []
    page = karen.get("/c/1?cause=patterns")
    while True:
        numbers += [str(row["data-change"]) for row in page.all("tr[data-change]")]
        following = page.all("a[rel=next]")
        if not following:
            break
        page = karen.get(str(following[0]["href"]))
    assert numbers == [str(one.number) for one in changes(desk.store, 1, Wanted(cause="patterns"), most=999)]
    assert page.all("a[rel=prev]")
    assert karen.get("/c/1?page=999").all("tr[data-change]")
    assert karen.get("/c/1?page=x").all("tr[data-change]")


def test_clusters_say_what_they_have_in_common(desk: Desk) -> None:
    page = desk.reviewer().get("/c/1?clusters=all")
    told = {str(row["data-cluster"]): " ".join(row.text.split()) for row in page.all("tr[data-cluster]")}
    assert len(told) == len(clusters(desk.store, 1, ALL))
    assert any(one.startswith("Beløb: rolle, andet → bevilget money.role.grant") for one in told.values()), told
    assert any("læser nu også" in one for one in told.values())
    assert any(one.startswith("Meddelelse: id, ændret") for one in told.values())


def test_the_language_changes_and_stays(desk: Desk) -> None:
    karen = desk.reviewer()
    page = karen.send(karen.get("/c/1?cause=patterns"), "form[action='/language']")
    assert (page.path, page.one("html")["lang"]) == ("/c/1?cause=patterns", "en")
    assert "the text" in page.text
    assert karen.get("/c/1/change/10").one("button.accept").text.startswith("Accept")
    assert desk.reviewer("Ole").get("/").one("html")["lang"] == "da"


def test_two_runs_are_compared_while_one_waits(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        forget(connection, comparison.c.id > 0)
    karen = desk.reviewer()
    page = karen.get("/")
    assert page.all("#kept") == []
    assert page.form("#compare") | {"csrf": ""} == {"csrf": "", "before": "1", "after": "2"}
    page = karen.send(page, "#compare")
    for _ in range(600):
        if page.path.startswith("/c/"):
            break
        assert page.path == "/compare/1/2"
        assert page.one("#going[hx-get='/compare/1/2']")["role"] == "status"
        assert page.one("noscript meta[http-equiv=refresh]")
        time.sleep(0.05)
        page = karen.get("/compare/1/2")
    assert page.path == "/c/2"
    assert karen.get("/").one("#kept a")["href"] == "/c/2"
    answer = karen.client.get("/compare/1/2", headers={"hx-request": "true"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (200, "/c/2")
    # Asked again, it is there at once.
    assert karen.send(karen.get("/"), "#compare").path == "/c/2"


def test_what_cannot_be_compared_says_so(desk: Desk) -> None:
    karen = desk.reviewer()
    page = karen.send(karen.get("/"), "#compare", before="2", after="2")
    assert page.one(".wrong").text == "Vælg to forskellige kørsler."
    assert karen.send(karen.get("/"), "#compare", before="x").status == 422
    page = karen.send(karen.get("/"), "#compare", before="7")
    assert (page.status, "holds no run 7" in page.text) == (500, True)
    page = karen.get("/compare/2/1")
    assert page.one("#going form button").text == "Sammenlign"


def test_a_comparison_that_stops_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("extract.review.making.keep", broken)
    monkeypatch.setattr("traceback.print_exception", told.append)
    karen = desk.reviewer()
    page = karen.send(karen.get("/compare/2/1"), "#going form")
    while page.all("#going progress"):
        page = karen.get("/compare/2/1")
    assert "RuntimeError" in page.one("#going .wrong").text
    assert [str(error) for error in told] == ["broken"]
    assert page.one("#going form button").text == "Prøv igen"


@pytest.mark.parametrize(
    "path", ["/c/9", "/c/x", "/c/1/change/999", "/c/1/change/x", "/c/9/change/1", "/nothing", "/release/none"]
)
def test_what_is_not_there_leads_on(desk: Desk, path: str) -> None:
    page = desk.reviewer().get(path)
    assert page.status == 404
    assert page.one("main a")["href"] == "/"


def test_a_release_has_its_history_and_judgements(desk: Desk, partly: Store) -> None:
    karen = desk.reviewer()
    moved = next(one for one in _every(partly) if one.body["change"]["cause"] == "source")
    page = karen.get(f"/c/1/change/{moved.number}")
    page = karen.get(str(page.one(f"a[href^='/release/{moved.release.release}']")["href"]))
    assert [node.text.split()[:2] for node in page.all(".versions h2")] == [["Udgave", "2"], ["Udgave", "1"]]
    assert "Viborg Kommune" in page.text
    assert page.one(".crumbs a")["href"] == f"/c/1/change/{moved.number}"
    other = next(one for one in _every(partly) if one.cluster == 3)
    assert karen.get(f"/release/{other.release.release}").all("#batches tr[data-batch]")


def _links(page: Page) -> set[str]:
    return {str(link["href"]) for link in page.all("a[href]")}


def test_the_filters_stay_on_the_way_through(desk: Desk) -> None:
    karen = desk.reviewer()
    asked = query(Wanted(field="amounts.role", publisher="Region Syddanmark"))
    page = karen.get("/c/1" + asked)
    page = karen.get(str(page.one("#begin")["href"]))
    assert page.path.endswith(asked)
    own = {link for link in _links(page) if "/change/" in link or link.startswith("/c/1?")}
    assert f"/c/1{asked}" in own
    assert str(page.one("#next")["href"]).endswith(asked)
    assert str(page.one("#judge-form")["action"]).endswith("/judge" + asked)
    assert page.one("#place").text == "1 af 6"
    assert ORIGIN not in " ".join(own)
