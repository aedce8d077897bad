"""Reviewers at the page without a browser: what they see and what they send, as a browser would send it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from extract.review.app import make_app
from extract.review.security import Place, Sessions
from extract.store import Store

PLACE = Place("127.0.0.1", 8765)
ORIGIN = "http://127.0.0.1:8765"
FROM_US = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}


@dataclass
class Page:
    """An answer, as HTML."""

    response: Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        url = urlsplit(str(self.response.url))
        return url.path + (f"?{url.query}" if url.query else "")

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "lxml")

    def one(self, selector: str) -> Tag:
        found = self.soup.select_one(selector)
        assert found is not None, f"no {selector} in {self.path}:\n{self.text}"
        return found

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    def form(self, selector: str) -> dict[str, str]:
        """What a form sends when it is sent as it stands, without its buttons."""
        sent: dict[str, str] = {}
        for node in self.one(selector).select("input[name], textarea[name], select[name]"):
            name, kind = str(node["name"]), node.get("type")
            if kind == "radio" and not node.has_attr("checked"):
                continue
            if node.name == "textarea":
                # A browser drops the first line break of a text field.
                sent[name] = node.get_text().removeprefix("\n")
            elif node.name == "select":
                chosen = node.select_one("option[selected]") or node.select_one("option")
                sent[name] = str(chosen["value"]) if chosen is not None else ""
            else:
                sent[name] = str(node.get("value", ""))
        return sent


@dataclass
class Reviewer:
    """Somebody with a session."""

    client: TestClient

    def get(self, path: str, **headers: str) -> Page:
        return Page(self.client.get(path, headers=headers))

    def send(self, page: Page, selector: str, **changes: Any) -> Page:
        """Sends the form of a page, with what was changed in it or pressed."""
        action = str(page.one(selector)["action"])
        data = page.form(selector) | {name.replace("__", "."): value for name, value in changes.items()}
        return self.post(action, data)

    def post(self, path: str, data: dict[str, str], headers: dict[str, str] | None = None) -> Page:
        return Page(self.client.post(path, data=data, headers=FROM_US if headers is None else headers))

    def judge(self, path: str, verdict: str, **changes: Any) -> Page:
        """Opens a change and judges it."""
        return self.send(self.get(path), "#judge-form", verdict=verdict, **changes)

    @property
    def csrf(self) -> str:
        return str(self.get("/").one("input[name=csrf]")["value"])


@dataclass
class Desk:
    """The page of a store, and the reviewers who sit at it."""

    store: Store
    sessions: Sessions = field(default_factory=lambda: Sessions("da"))
    app: ASGIApp = field(init=False)
    _open: list[TestClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = make_app(self.store, PLACE, self.sessions)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._open:
            client.close()

    def stranger(self) -> Reviewer:
        """Somebody without a session."""
        client = TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False)
        self._open.append(client)
        return Reviewer(client)

    def reviewer(self, name: str | None = "Karen Holm") -> Reviewer:
        one = self.stranger()
        assert one.client.get(f"/judgements?token={self.sessions.link(name)}").status_code == 200
        return one
