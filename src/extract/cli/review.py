"""``press-extract review``: two runs compared, and the page on which people judge what changed."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence

from rich.status import Status

from extract.cli.console import err, safe, wrong
from extract.diff import SideError, Today
from extract.review.keeping import keep
from extract.review.serving import ServingError, serve
from extract.store import Store, StoreError, find_run, opened


def review(
    names: Sequence[str],
    where: str,
    today: Today,
    *,
    host: str,
    port: int,
    name: str | None,
    language: str,
    browse: bool,
) -> int:
    """Serves the page until it is interrupted. ``names`` are two runs, or none for the page with all of them."""

    def ready(address: str) -> None:
        print(address, flush=True)
        err.print("open it in a browser; the link is for one reviewer, once. Ctrl-C ends the page.")
        if browse:
            webbrowser.open(address)

    try:
        with opened(where, create=False) as store:
            comparison = _kept(store, names, today) if names else None
            serve(store, comparison, host=host, port=port, name=name, language=language, today=today, ready=ready)
    except (StoreError, SideError, ServingError) as error:
        raise wrong(str(error)) from None
    return 0


def _kept(store: Store, names: Sequence[str], today: Today) -> int:
    before, after = (find_run(store, name).id for name in names)
    if before == after:
        raise StoreError(f"{store.name}: both are run {before} (give two)")
    told = f"comparing runs {before} and {after} of {store.name}"
    with Status(safe(told), console=err) as status:

        def progress(releases: int) -> None:
            if releases % 100 == 0:
                status.update(safe(f"{told}: {releases:,} releases changed so far"))

        return keep(store, (before, after), today, progress).id
