"""``press-extract feed``: a run of the store into a database or files of somebody else."""

from __future__ import annotations

from extract.cli.console import err, out, safe, wrong
from extract.feed.address import address
from extract.feed.feeding import Fed, Wanted, feed
from extract.feed.target import FeedError
from extract.patterns import load
from extract.store import StoreError, find_run, opened


def feed_run(
    where: str,
    destination: str,
    run: str,
    *,
    since: str | None,
    history: bool,
    only_accepted: bool,
) -> int:
    """Feeds a run; 0, or 1 where a release could not be fed."""
    try:
        target = address(destination)
        with opened(where, create=False) as store:
            wanted = Wanted(
                patterns=load(None),
                since=find_run(store, since) if since is not None else None,
                history=history,
                only_accepted=only_accepted,
            )
            done = feed(store, find_run(store, run), target, wanted)
    except (FeedError, StoreError) as error:
        raise wrong(str(error)) from None
    for one in done:
        _told(one, target.name)
    return 1 if any(one.failed for one in done) else 0


def _told(fed: Fed, name: str) -> None:
    for note in fed.notes:
        out.print(safe(f"{name}: {note}"))
    counts = [
        f"{count:,} {word}"
        for count, word in (
            (fed.added, "new"), (fed.changed, "changed"), (fed.withdrawn, "withdrawn"), (fed.returned, "back again"),
            (fed.unchanged, "unchanged"),
        )
        if count
    ]  # fmt: skip
    out.print(safe(f"run {fed.run} into {name}: {', '.join(counts) or 'no releases'}"))
    for said in fed.failed:
        err.print(safe(said, "red"))
