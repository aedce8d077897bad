"""``press-extract silence``: a check of one release is looked at, and needs no more looking at."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.cli.console import out, safe, wrong
from extract.decide import Silence, add_decision
from extract.decide.decisions import FILE


def silence(folder: Path, release: str, code: str, *, stated: str | None, reason: str, by: str | None) -> int:
    """Notes in ``folder``/decisions.jsonl that a check is silenced; the exit code of the command."""
    open_ = [check for check in _checks(folder, release) if check["status"] != "ok"]
    fits = [c for c in open_ if c["code"] == code and (stated is None or c["stated"] == stated)]
    if not fits:
        known = ", ".join(sorted({f"{c['code']} (stated {c['stated']})" for c in open_})) or "none"
        raise wrong(f"{release} has no such check to look at; it has {known}")
    if len({(c["stated"], c["found"]) for c in fits}) > 1:
        raise wrong(f"{release} has {len(fits)} checks {code}: say which with --stated {fits[0]['stated']}")
    check = fits[0]
    day = datetime.now(UTC).date().isoformat()
    decision = Silence(
        release=release, code=code, stated=check["stated"], found=check["found"], reason=reason, by=by, at=day
    )
    try:
        add_decision(folder / FILE, decision)
    except OSError as error:
        raise wrong(f"{folder / FILE}: {error.strerror or error}") from None
    out.print(safe(check["message"]))
    out.print(safe(f"silenced in {folder / FILE}; the next run into {folder} heeds it"))
    return 0


def _checks(folder: Path, release: str) -> list[dict[str, Any]]:
    path = folder / "releases.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["id"] == release:
                    return list(record["checks"])
    except OSError as error:
        raise wrong(f"{path}: {error.strerror or error} (give the folder of a run)") from None
    except (ValueError, KeyError, TypeError):
        raise wrong(f"{path} is not of press-extract (give the folder of a run)") from None
    raise wrong(f"{path} holds no release {release} (see its pages for the ids)")
