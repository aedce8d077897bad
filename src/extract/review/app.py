"""The page as an application: its routes, and what every request passes through before a handler sees it."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from importlib import resources
from typing import Final
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from extract.diff import SideError, Today
from extract.review import desk, judged, lists, people
from extract.review.asked import Asked, Handler, Office, RefusedError, go, local, rendered
from extract.review.making import Making
from extract.review.pairs import Pairs
from extract.review.security import Guard, Place, Sessions, UsedError, is_guess, is_ours
from extract.review.wording import Words
from extract.store import AwayError, Store, StoreError

_TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_STATIC: Final = {
    "style.css": "extract.pages/templates",
    "review.css": "extract.review/static",
    "review.js": "extract.review/static",
    "htmx.min.js": "extract.review/static",
    "icon.svg": "extract.review/static",
}
_NAMELESS: Final = frozenset({"/name", "/language"})


def make_app(
    store: Store, place: Place, sessions: Sessions, *, language: str = "da", today: Today | None = None
) -> ASGIApp:
    """The application that serves the page of a store at a place, to those who have a session."""
    office = Office(store, place, sessions, Making(store, today, _told), Pairs(store), language, today)

    def page(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await _answer(office, request, handler)

        return endpoint

    def at(path: str, shown: Handler | None = None, given: Handler | None = None) -> list[BaseRoute]:
        routes: list[BaseRoute] = []
        if shown is not None:
            routes.append(Route(path, page(shown), methods=["GET"]))
        if given is not None:
            routes.append(Route(path, page(given), methods=["POST"]))
        return routes

    async def refused(request: Request, error: Exception) -> Response:
        return _refusal(office, request, error)

    return Guard(
        Starlette(
            routes=[
                Route("/static/{name}", _static, methods=["GET"]),
                *at("/", lists.home),
                *at("/compare", lists.back_home, lists.compare),
                *at("/compare/{before}/{after}", lists.comparing),
                *at("/c/{comparison}", lists.overview),
                *at("/c/{comparison}/change/{number}", desk.change),
                *at("/c/{comparison}/change/{number}/judge", desk.back_to_change, judged.judge),
                *at("/c/{comparison}/change/{number}/reading", judged.reading),
                *at("/undo", lists.back_home, judged.undo),
                *at("/judgements", lists.judgements),
                *at("/release/{release:path}", lists.release),
                *at("/colleague", lists.back_home, people.colleague),
                *at("/name", people.name, people.give_name),
                *at("/language", lists.back_home, people.language),
            ],
            exception_handlers={
                HTTPException: refused,
                RefusedError: refused,
                StoreError: refused,
                SideError: refused,
                Exception: refused,
            },
        ),
        place,
    )


async def _answer(office: Office, request: Request, handler: Handler) -> Response:
    if (token := request.query_params.get("token")) is not None and request.method != "POST":
        return _enter(office, request, token)
    session = office.sessions.find(request.cookies.get(office.place.cookie))
    if session is None:
        raise RefusedError(401, "out.title", "out.lead")
    form: Mapping[str, str] = {}
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=100) as given:
            form = {name: value for name, value in given.items() if isinstance(value, str)}
        if not is_ours(session, form.get("csrf")):
            raise RefusedError(403, "out.stale", "out.stale_lead")
    asked = Asked(office, request, session, form)
    if session.name is None and request.url.path not in _NAMELESS:
        return go("/name" + people.next_of(asked.here))
    return await run_in_threadpool(handler, asked)


def _enter(office: Office, request: Request, token: str) -> Response:
    """A one-time link becomes a cookie, and the address loses it."""
    if is_guess(request):
        return Response(status_code=503)
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
    clean = local(quote(request.url.path)) + (f"?{urlencode(rest)}" if rest else "")
    try:
        cookie = office.sessions.enter(token)
    except UsedError:
        if office.sessions.find(request.cookies.get(office.place.cookie)) is not None:
            return go(clean)  # the same browser, once more: it is in
        raise RefusedError(401, "out.used", "out.used_lead") from None
    if cookie is None:
        raise RefusedError(401, "out.title", "out.lead")
    answer = go(clean)
    answer.set_cookie(office.place.cookie, cookie, httponly=True, samesite="strict", path="/")
    return answer


def _refusal(office: Office, request: Request, error: Exception) -> Response:
    """An error as a page that says what to do, and leads on."""
    session = office.sessions.find(request.cookies.get(office.place.cookie))
    words = Words(session.language if session is not None else office.language)
    status, title, lead, reason = 500, "out.broken", "out.broken_lead", None
    if isinstance(error, RefusedError):
        status, title, lead = error.status, error.title, error.lead
    elif isinstance(error, HTTPException):
        status, title, lead = error.status_code, "out.missing", "out.missing_lead"
    elif isinstance(error, StoreError | SideError):
        status, reason = 503 if isinstance(error, AwayError) else 500, str(error)
    # A cookie that is strictly ours is not sent on the way from another site; it is on the next step, from here.
    onward = status == 401 and request.headers.get("sec-fetch-site") == "cross-site"
    return rendered(
        "out.html.j2", status, words, session if session is not None and session.name else None, "/",
        title=title, lead=lead, reason=reason, onward=onward,
        path=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )  # fmt: skip


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    where = _STATIC.get(name)
    if where is None:
        raise HTTPException(404)
    package, folder = where.split("/")
    data = (resources.files(package) / folder / name).read_bytes()
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers={"cache-control": "no-cache"})


def _told(error: BaseException) -> None:
    traceback.print_exception(error)
