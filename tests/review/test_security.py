"""Who gets in, who may write, and what every answer bears."""

from __future__ import annotations

import pytest
from tests.review.reviewing import FROM_US, ORIGIN, PLACE, Desk

from extract.review.security import HEADERS, MOST_BYTES, Place, Sessions, UsedError

EVIL = "http://evil.example"
SITE = "sec-fetch-site"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST:8765", 200),
        ("[::1]:8765", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:8766", 421),
        ("evil.example:8765", 421),  # a name that somebody points at this machine
        ("localhost.evil.example:8765", 421),
        ("127.0.0.1:8765.evil.example", 421),
        ("evil.example@127.0.0.1:8765", 421),
        ("", 421),
    ],
)
def test_only_our_own_host_is_answered(desk: Desk, host: str, status: int) -> None:
    assert desk.reviewer().get("/", host=host).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (FROM_US, 200),
        ({"origin": ORIGIN}, 200),
        ({SITE: "same-origin"}, 200),
        ({}, 403),
        ({"origin": EVIL}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", SITE: "same-origin"}, 403),
        ({"origin": "https://127.0.0.1:8765"}, 403),
        ({"origin": "http://127.0.0.1:8766"}, 403),
        ({"origin": "http://localhost:8765"}, 403),  # ours, but not the page that this host gave
        ({"origin": EVIL, SITE: "cross-site"}, 403),
        ({"origin": ORIGIN, SITE: "cross-site"}, 403),
        ({"origin": ORIGIN, SITE: "same-site"}, 403),  # another port of this machine
        ({"origin": ORIGIN, SITE: "none"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/undo", "/compare", "/colleague", "/language", "/name", "/c/1/change/1/judge"])
def test_only_the_page_itself_may_write(desk: Desk, path: str, headers: dict[str, str], status: int) -> None:
    karen = desk.reviewer()
    data = {"csrf": karen.csrf, "before": "1", "after": "2", "batch": "a", "name": "K", "verdict": "accept"}
    assert karen.post(path, data, headers).status == status


@pytest.mark.parametrize("path", ["/undo", "/compare", "/colleague", "/language", "/name", "/c/1/change/1/judge"])
def test_a_write_bears_the_secret_of_its_own_session(desk: Desk, path: str) -> None:
    karen, ole = desk.reviewer(), desk.reviewer("Ole Ravn")
    for secret in ("", "x", "æ", ole.csrf, karen.csrf[:-1], karen.csrf + "x"):
        page = karen.post(path, {"csrf": secret, "verdict": "accept", "name": "K"})
        assert (page.status, "for gammel" in page.text) == (403, True), secret
    assert karen.post(path, {}).status == 403
    assert "uafgjort" in karen.get("/c/1/change/1").one(".over-title").text


@pytest.mark.parametrize(
    "path", ["/", "/c/1", "/c/1/change/1", "/judgements", "/release/x", "/compare/1/2", "/name", "/c/99"]
)
def test_without_a_session_nothing_is_shown(desk: Desk, path: str) -> None:
    stranger = desk.stranger()
    page = stranger.get(path)
    assert (page.status, page.one("h1").text) == (401, "Du skal bruge et link")
    assert page.soup.select("form, table, nav") == []
    stranger.client.cookies.set(PLACE.cookie, "x" * 43)
    assert stranger.get(path).status == 401


def test_a_link_becomes_a_cookie_that_only_we_get(desk: Desk) -> None:
    ole = desk.stranger()
    token = desk.sessions.link("Ole Ravn")
    answer = ole.client.get(f"/c/1?cause=patterns&token={token}&field=amounts", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/c/1?cause=patterns&field=amounts")
    cookie = answer.headers["set-cookie"]
    assert token not in cookie
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "path=/", "samesite=strict"}
    assert ole.get("/c/1").status == 200
    assert "Ole Ravn" in ole.get("/c/1").one(".who").text


def test_a_link_works_once_and_says_so(desk: Desk) -> None:
    token = desk.sessions.link("Ole Ravn")
    ole, thief = desk.stranger(), desk.stranger()
    assert ole.get(f"/?token={token}").status == 200
    page = thief.get(f"/?token={token}")
    assert (page.status, page.one("h1").text) == (401, "Linket er brugt")
    assert thief.get("/").status == 401
    # Who is in, and goes back to the link, is still in.
    assert ole.get(f"/?token={token}").status == 200
    assert thief.get("/?token=guess").one("h1").text == "Du skal bruge et link"


@pytest.mark.parametrize("headers", [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}])
def test_a_browser_that_fetches_ahead_uses_no_link_up(desk: Desk, headers: dict[str, str]) -> None:
    token = desk.sessions.link("Ole Ravn")
    ole = desk.stranger()
    assert ole.get(f"/?token={token}", **headers).status == 503
    assert ole.client.head(f"/?token={token}").status_code == 503
    assert ole.get(f"/?token={token}").status == 200


def test_a_link_from_another_site_goes_on_by_itself(desk: Desk) -> None:
    page = desk.stranger().get("/c/1?cause=model", **{SITE: "cross-site"})
    assert page.one("meta[http-equiv=refresh]")["content"] == "0"
    assert page.one("main a")["href"] == "/c/1?cause=model"
    assert desk.stranger().get("/c/1", **{SITE: "same-origin"}).all("meta[http-equiv=refresh]") == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("GET", "/c/1"), ("GET", "/c/1/change/1"), ("GET", "/c/1/change/1/reading?span=0-3"),
        ("GET", "/nowhere"), ("GET", "/static/review.js"), ("GET", "/static/style.css"), ("GET", "/static/secret"),
        ("GET", "/c/99999999999999999999"), ("POST", "/undo"), ("PUT", "/"), ("DELETE", "/judgements"), ("GET", "/undo"),
    ],
)  # fmt: skip
def test_every_answer_bears_the_headers(desk: Desk, method: str, path: str) -> None:
    for one in (desk.reviewer(), desk.stranger()):
        answer = one.client.request(method, path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] in ("no-store", "no-cache")
        assert "server" not in answer.headers


def test_the_policy_admits_our_own_files_alone() -> None:
    policy = HEADERS["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/c/1", "/c/1/change/1", "/judgements", "/name", "/nowhere", "/release/x"])
def test_no_page_has_script_style_or_handlers_in_it(desk: Desk, path: str) -> None:
    for one in (desk.reviewer(), desk.stranger()):
        page = one.get(path)
        assert [node.get_text() for node in page.all("script") if node.get_text().strip()] == []
        assert page.all("style") == []
        names = {name for node in page.all("*") for name in node.attrs}
        assert not {name for name in names if name.startswith("on") or name == "style" or name.startswith("hx-on")}
        for node in page.all("[src], link[href]"):
            assert str(node.get("src") or node.get("href")).startswith("/static/")


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"content-length": str(MOST_BYTES + 1)}, 413), ({"content-length": "-1"}, 411), ({"content-length": "x"}, 411)],
)
def test_a_form_has_a_length_and_a_bound(desk: Desk, headers: dict[str, str], status: int) -> None:
    answer = desk.reviewer().client.post("/undo", content=b"", headers={**FROM_US, **headers})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "",
        "/a\nb",
        "///x",
    ],
)
def test_no_form_leads_to_another_site(desk: Desk, back: str) -> None:
    karen = desk.reviewer()
    csrf = karen.csrf
    for path, more in (("/language", {"language": "en"}), ("/undo", {"batch": "none"})):
        answer = karen.client.post(
            path, data={"csrf": csrf, "back": back, **more}, headers=FROM_US, follow_redirects=False
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
    newcomer = desk.stranger()
    page = newcomer.get(f"/name?token={desk.sessions.link(None)}")
    page = newcomer.send(page, "main form", name="Ole", next=back)
    assert page.path == "/"


def test_a_colleague_comes_by_a_link_and_gives_a_name(desk: Desk) -> None:
    karen = desk.reviewer()
    page = karen.get("/c/1?cause=patterns")
    page = karen.post("/colleague", {"csrf": karen.csrf, "back": page.path})
    link = str(page.one("#link")["value"])
    assert link.startswith(f"{ORIGIN}/c/1?cause=patterns&token=")
    ole = desk.stranger()
    asked = ole.get(link.removeprefix(ORIGIN))
    assert (asked.path.partition("?")[0], asked.status) == ("/name", 200)
    assert ole.get("/c/1/change/1").path.startswith("/name")
    for wrong in ("", "  ", "\u202e", "x" * 81):
        refused = ole.send(asked, "main form", name=wrong)
        # A mark that turns the text is drawn as a sign that stands for it; that is a name, if an odd one.
        assert refused.status == (200 if wrong == "\u202e" else 422), wrong
        if wrong == "\u202e":
            assert "\u202e" not in refused.response.text
    page = ole.send(asked, "main form", name="  Ole\tRavn ")
    assert (page.path, page.status) == ("/c/1?cause=patterns", 200)
    assert "Ole Ravn" in page.one(".who").text
    assert desk.stranger().get(link.removeprefix(ORIGIN)).status == 401


def test_a_session_holds_no_secret_in_clear() -> None:
    sessions = Sessions("da")
    token = sessions.link("Karen")
    cookie = sessions.enter(token)
    assert cookie is not None
    held = repr(vars(sessions))
    assert token not in held
    assert cookie not in held
    with pytest.raises(UsedError):
        sessions.enter(token)
    assert sessions.enter("another") is None
    assert sessions.find(None) is None
    assert len({sessions.link(None) for _ in range(100)}) == 100


def test_sessions_do_not_grow_without_end() -> None:
    sessions = Sessions("da")
    cookies = [sessions.enter(sessions.link("K")) for _ in range(250)]
    assert sessions.find(cookies[0]) is None
    assert sessions.find(cookies[-1]) is not None


@pytest.mark.parametrize(
    ("place", "hosts", "address"),
    [
        (Place("127.0.0.1", 8000), {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}, "http://127.0.0.1:8000/"),
        (Place("::1", 8000), {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}, "http://[::1]:8000/"),
        (Place("desk.avis.example", 8000), {"desk.avis.example:8000"}, "http://desk.avis.example:8000/"),
        (Place("10.0.0.4", 80), {"10.0.0.4:80", "10.0.0.4"}, "http://10.0.0.4:80/"),
    ],
)
def test_where_it_is_served(place: Place, hosts: set[str], address: str) -> None:
    assert place.hosts == hosts
    assert place.address() == address
