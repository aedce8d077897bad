"""The filters of a page in its address: ``?cause=patterns&judged=0`` and back. What is no filter is left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from extract.store.comparing import Wanted

_LONGEST: Final = 200
_NAMES: Final = tuple(field.name for field in fields(Wanted))
_TEXTS: Final = ("publisher", "checks")
"""Filters for which the empty string asks for what has none."""


def wanted(query: Mapping[str, str]) -> Wanted:
    """The filters that an address asks for."""
    number, below = query.get("cluster", ""), _share(query.get("confidence", ""))
    return Wanted(
        cluster=int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None,
        **{name: _line(query[name]) for name in _TEXTS if name in query},
        field=_line(query.get("field", "")) or None,
        cause=_line(query.get("cause", "")) or None,
        confidence=below,
        judged={"0": False, "1": True}.get(query.get("judged", "")),
        words=_line(query.get("words", "")),
    )


def query(asked: Wanted, **changes: Any) -> str:
    """The filters as the end of an address, ``?`` and all; empty where all is asked for."""
    return address({}, replace(asked, **changes))


def address(more: Mapping[str, object], asked: Wanted) -> str:
    """The filters and what else is in an address, in one order."""
    said: list[tuple[str, object]] = []
    for name in _NAMES:
        value = getattr(asked, name)
        if value is None or (value == "" and name not in _TEXTS):
            continue
        said.append((name, int(value) if isinstance(value, bool) else value))
    said += [(name, value) for name, value in more.items() if value is not None]
    return "?" + urlencode(said, errors="replace") if said else ""


def hidden(asked: Wanted, *without: str) -> tuple[tuple[str, str], ...]:
    """The filters as the fields of a form, but for some."""
    said = ((name, getattr(asked, name)) for name in _NAMES if name not in without)
    return tuple(
        (name, str(int(value)) if isinstance(value, bool) else str(value))
        for name, value in said
        if value is not None and (value != "" or name in _TEXTS)
    )


def narrows(asked: Wanted) -> bool:
    """Whether they ask for a part of a cluster, whatever of it is judged."""
    return replace(asked, cluster=None, judged=None) != Wanted()


def _line(text: str) -> str:
    # A lone surrogate or a NUL is in no database, and no answer is worth an error.
    return text[:_LONGEST].replace("\x00", "").encode("utf-8", "replace").decode()


def _share(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 < value <= 1 else None
