"""Serves the page until somebody stops it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Final

from extract.diff import Today
from extract.store import Store

_MOST_AT_ONCE: Final = 64


class ServingError(Exception):
    """The page cannot be served; ``str()`` says why and what to do."""


def serve(
    store: Store,
    comparison: int | None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    name: str | None = None,
    language: str = "da",
    today: Today | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serves a store's page at a host and port (0: any that is free), until it is interrupted.

    ``ready`` is told the address with the first reviewer's one-time link, to ``comparison`` or the first page; ``name``
    is the reviewer's. ServingError where the place is taken or a package is missing.
    """
    try:
        import uvicorn

        from extract.review.app import make_app
        from extract.review.correcting import prepare
        from extract.review.security import Place, Sessions
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("extract"):
            raise
        raise ServingError('the page needs more packages: pip install "press-extract[review]"') from None
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ServingError(f"{host}:{port}: {error.strerror or error} (give another with --port)") from None
    with listening:
        place = Place(host, int(listening.getsockname()[1]))
        sessions = Sessions(language)
        app = make_app(store, place, sessions, language=language, today=today)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off",
            limit_concurrency=_MOST_AT_ONCE, timeout_graceful_shutdown=2,
        )  # fmt: skip
        path = f"/c/{comparison}" if comparison is not None else "/"
        threading.Thread(target=prepare, daemon=True, name="patterns").start()
        ready(place.address(f"{path}?token={sessions.link(name)}"))
        uvicorn.Server(config).run(sockets=[listening])
