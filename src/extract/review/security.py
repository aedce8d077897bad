"""Who may see the page and write to it: one-time links, sessions, and what every request and answer must bear.

A link's token is good once and becomes a cookie that no script reads and no other site makes the browser send. A write
must come from our own pages, by the browser's word (``Origin``, ``Sec-Fetch-Site``) and by a secret in the form. The
``Host`` must be ours, so that no name that somebody points at this machine can speak for it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 1_000_000
"""Of a form: more than a note and a value need."""
_MOST_SESSIONS: Final = 200
_OWN: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": with that, browsers send forms with "Origin: null", and the origin could not be checked.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class UsedError(Exception):
    """The link was used before."""


@dataclass(slots=True)
class Session:
    """A reviewer at the page. ``name`` is None until a colleague has given one. ``last`` is what can be undone,
    ``said`` what the next page says was done: a verdict and how many changes it was of."""

    name: str | None
    language: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    last: Given | None = None
    said: tuple[str, int] | None = None

    def telling(self) -> tuple[str, int] | None:
        """What is to be said, once."""
        said, self.said = self.said, None
        return said


@dataclass(frozen=True, slots=True)
class Given:
    """The newest judgement of a session: its batch, how many changes it judged, and the page to go back to."""

    batch: str
    verdict: str
    count: int
    back: str


class Sessions:
    """Links and sessions, for as long as the page is served. Of secrets it holds digests alone."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._links: dict[bytes, str | None] = {}
        self._used: set[bytes] = set()
        self._sessions: dict[bytes, Session] = {}

    def link(self, name: str | None) -> str:
        """A new one-time token, for a reviewer of that name."""
        token = secrets.token_urlsafe(32)
        self._links[_digest(token)] = name
        return token

    def enter(self, token: str) -> str | None:
        """What the cookie holds from now on; None for no token of ours. UsedError where it was used."""
        key = _digest(token)
        if key in self._used:
            raise UsedError
        if key not in self._links:
            return None
        name = self._links.pop(key)
        self._used.add(key)
        cookie = secrets.token_urlsafe(32)
        while len(self._sessions) >= _MOST_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        self._sessions[_digest(cookie)] = Session(name, self._language)
        return cookie

    def find(self, cookie: str | None) -> Session | None:
        """The session of that cookie."""
        return self._sessions.get(_digest(cookie)) if cookie else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served; ``port`` also tells its cookie from those of other pages of this machine."""

    host: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """What ``Host`` may say."""
        names = _OWN if self.host in _OWN else {self.host}
        written = {f"[{name}]" if ":" in name else name for name in names}
        return frozenset(f"{name}:{self.port}" for name in written) | (written if self.port == 80 else frozenset())

    @property
    def cookie(self) -> str:
        return f"press-review-{self.port}"

    def address(self, path: str = "/") -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{path}"


class Guard:
    """Refuses, before anything else is looked at, what no page of ours would send; gives every answer its headers."""

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self._app = app
        self._hosts = place.hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        answer = self._refusal(scope["method"], Headers(scope=scope)) or self._app
        await answer(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return PlainTextResponse("This address is not where the page is served.\n", 421)
        if method in ("GET", "HEAD"):
            return None
        if not _from_us(headers, host):
            return PlainTextResponse("Only the page itself may write.\n", 403)
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return PlainTextResponse("The length is missing.\n", 411)
        if int(length) > MOST_BYTES:
            return PlainTextResponse("Too large.\n", 413)
        return None


def _from_us(headers: Headers, host: str) -> bool:
    """Whether a write comes from a page of ours; at least one of the two must be there to say so."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin.lower() == f"http://{host}"
    return site is not None


def is_ours(session: Session, secret: object) -> bool:
    """Whether a form bears the session's secret."""
    return isinstance(secret, str) and hmac.compare_digest(secret.encode(), session.csrf.encode())


def is_guess(request: Request) -> bool:
    """Whether the browser fetches the page in case somebody goes there: that must use no link up."""
    said = f"{request.headers.get('sec-purpose', '')} {request.headers.get('purpose', '')}"
    return "prefetch" in said or request.method == "HEAD"


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
