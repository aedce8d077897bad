"""A request as handlers see it: who asks, in which language, with which form; and what they answer with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, urlsplit

import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from extract.diff import Today
from extract.pages.marks import shown, visible
from extract.pages.page import link
from extract.review.making import Making
from extract.review.pairs import Pairs
from extract.review.security import Place, Session, Sessions
from extract.review.wording import Words
from extract.store import Store

_LONGEST_NAME: Final = 80
_CHOSEN: Final = 3
_SHORT: Final = 80
"""Characters of a value in a list."""
_CHOICES: Final = regex.compile(r"\(((?:[^()|]*\|){3,}[^()|]*)\)")


class RefusedError(Exception):
    """What cannot be answered as asked: a status, and the keys of the words that say why."""

    def __init__(self, status: int, title: str, lead: str) -> None:
        super().__init__(title)
        self.status, self.title, self.lead = status, title, lead


@dataclass(frozen=True, slots=True)
class Office:
    """What all requests share."""

    store: Store
    place: Place
    sessions: Sessions
    making: Making
    pairs: Pairs
    language: str
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a reviewer. ``form`` is empty for a page that is only looked at."""

    office: Office
    request: Request
    session: Session
    form: Mapping[str, str]

    @property
    def words(self) -> Words:
        return Words(self.session.language)

    @property
    def name(self) -> str:
        """The reviewer's name; every page but the one that asks for it is refused without one."""
        return self.session.name or ""

    @property
    def here(self) -> str:
        """The path and filters of the page."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    def number(self, name: str) -> int:
        """A number in the path; RefusedError (404) where it is none that anything could have."""
        text = str(self.request.path_params[name])
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise missing()
        return int(text)

    def page(self, name: str = "page") -> int:
        """The page of a list, from 1."""
        text = self.request.query_params.get(name, "")
        return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1

    def render(self, template: str, status: int = 200, **values: Any) -> Response:
        """The page of that template."""
        return rendered(template, status, self.words, self.session, self.here, **values)


Handler = Callable[[Asked], Response]


def rendered(template: str, status: int, words: Words, session: Session | None, here: str, **values: Any) -> Response:
    """A page as an answer; without a session it says nothing of the store."""
    html = environment().get_template(template).render(t=words, session=session, here=here, **values)
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def go(path: str) -> Response:
    """To a page of ours, by GET."""
    return RedirectResponse(path, 303)


def missing() -> RefusedError:
    return RefusedError(404, "out.missing", "out.missing_lead")


def local(path: str | None) -> str:
    """The path where it leads to a page of ours, else the first page. Other sites are no place to go back to."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return "/"
    parts = urlsplit(path)
    return "/" if parts.scheme or parts.netloc else path


def _percent(share: float) -> int:
    return round(share * 100)


def brief(phrase: str) -> str:
    """A phrase of patterns with the first of many choices alone: ``(får|fik|…) … {money}``."""
    told: str = _CHOICES.sub(lambda found: f"({'|'.join(found[1].split('|')[:_CHOSEN])}|…)", phrase)
    return told


def became(told: Mapping[str, Any], words: Words) -> tuple[str, str]:
    """The old and the new value of a field in a few words: of long ones those around the first that differs."""
    old, new = (words.value(told["kind"], told["field"], told[side]) for side in ("before", "after"))
    if max(len(old), len(new)) <= _SHORT:
        return old, new
    start = 0
    if old and new:
        differ = (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        start = min(next(differ, min(len(old), len(new))), max(len(old), len(new)) - _SHORT // 2)
    start = max(old.rfind(" ", 0, max(start - _SHORT // 4, 0)) + 1, 0)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + _SHORT
    return ("… " if start and text else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")


def name_of(said: str) -> str | None:
    """A reviewer's name, on one line; None where it is none."""
    name = " ".join(visible(said).split())
    return name if 0 < len(name) <= _LONGEST_NAME else None


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with our filters; every value is escaped and its control characters are drawn, not obeyed."""
    loader = PackageLoader("extract.review", "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.finalize = lambda value: shown(value) if type(value) is str else value
    filters: dict[str, Any] = {
        "plain": visible,
        "minute": lambda at: at[:16].replace("T", " "),
        "segment": lambda text: quote(text.encode("utf-8", "replace"), safe=""),
        "percent": _percent,
        "link": link,
        "brief": brief,
        "became": became,
    }
    env.filters |= filters
    env.globals["longest_name"] = _LONGEST_NAME
    return env
