"""``press-extract silence``: a check of one release is looked at, and needs no more looking at."""

from __future__ import annotations

from datetime import UTC, datetime

from extract.check.between import CODES
from extract.check.seen import compile_finished
from extract.cli.console import out, safe, wrong
from extract.cli.runs import there
from extract.decide import Silence
from extract.feed.view import contradicted
from extract.patterns import load
from extract.records.release import Check
from extract.store import Run, Store
from extract.store.deciding import add_decisions, silenced
from extract.store.entries import newest


def silence(
    where: str, release: str, code: str, *, stated: str | None, reason: str | None, by: str | None, undo: bool
) -> int:
    """Notes in the store that a check is silenced, or with ``undo`` that it is not; the exit code of the command."""
    if undo == (reason is not None):
        raise wrong("give --reason, or --undo to have it looked at again")
    with there(where) as store:
        check = _check(store, release, code, stated, undo=undo)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        decision = Silence(
            release=release, code=code, stated=check.stated, found=check.found, reason=reason, by=by, at=now
        )
        add_decisions(store, [decision])
        out.print(safe(check.message))
        done = "is to be looked at again" if undo else f"silenced in {store.name}"
        out.print(safe(f"{done}; what is written from now on says so"))
    return 0


def _check(store: Store, release: str, code: str, stated: str | None, *, undo: bool) -> Check:
    """The check that is meant; the end of the command where there is none, or more than one."""
    found = next(iter(newest(store, [release])), None)
    if found is None:
        raise wrong(f"{store.name} holds no release {release} (the pages and files of its runs have the ids)")
    run, one = found
    read = one.read()
    decided = silenced(store).applied(
        read.model_copy(update={"checks": (*read.checks, *_between(store, run, release, code))})
    )
    open_ = [check for check in decided.checks if (check.silenced is not None if undo else check.status != "ok")]
    fits = [check for check in open_ if check.code == code and (stated is None or check.stated == stated)]
    if not fits:
        known = ", ".join(sorted({f"{c.code} (stated {c.stated})" for c in open_})) or "none"
        raise wrong(f"{release} has no such check {'that is silenced' if undo else 'to look at'}; it has {known}")
    if len({(c.stated, c.found) for c in fits}) > 1:
        raise wrong(f"{release} has {len(fits)} checks {code}: say which with --stated {fits[0].stated}")
    return fits[0]


def _between(store: Store, run: Run, release: str, code: str) -> tuple[Check, ...]:
    """The checks that hold the release against others of its run: found when they are asked for, as in its files."""
    return contradicted(store, run, compile_finished(load(None))).get(release, ()) if code in CODES else ()
