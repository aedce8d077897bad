"""How long the page of ``press-extract review`` takes to open: ``python benchmarks/review.py``.

The store has two runs of so many releases, made as in diff.py, some of them changed. The page is served by the real
command and asked over HTTP; each address several times in turn, of which the median and the slowest are told. First
comes what is done once: comparing the two runs and keeping the comparison.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from diff import made

_COMMAND = "from extract.cli import main; main()"
_ASKED = 7


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--releases", type=int, nargs="*", default=[100_000], help="releases a run")
    arguments.add_argument("--share", type=float, nargs="*", default=[0.01], help="shares of them that changed")
    arguments.add_argument("--store", type=Path, help="a store with runs 1 and 2 instead of made ones")
    options = arguments.parse_args()
    if options.store:
        measured(options.store)
        return
    for count in options.releases:
        for share in options.share:
            with tempfile.TemporaryDirectory() as folder:
                store = Path(folder, "press.db")
                made(store, count, share)
                print(f"\n{count:,} releases a run, {share:.0%} of them changed")
                measured(store)


def measured(store: Path) -> None:
    """Compares the two runs, serves the page, and prints how long each address takes."""
    from extract.review.keeping import keep
    from extract.store import opened
    from extract.store.comparing import Wanted, changes

    start = time.perf_counter()
    with opened(store) as opened_store:
        kept = keep(opened_store, (1, 2))
        last = changes(opened_store, kept.id, Wanted(), most=1, skip=kept.changes - 1)[0].number
    print(f"compared and kept: {time.perf_counter() - start:.1f} s, {kept.changes:,} changes")
    call = [sys.executable, "-c", _COMMAND, "review", "1", "2", "--store", str(store), "--no-browser", "--as", "Bench"]
    served = subprocess.Popen([*call, "--no-model"], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        assert served.stdout is not None
        link = served.stdout.readline().strip()
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        opener.open(link).read()
        origin = link.split("/c/")[0]
        for name, path in _pages(kept.id, last).items():
            spent = [_milliseconds(opener, f"{origin}{path}") for _ in range(_ASKED)]
            print(f"{name:<34}{median(spent):>8.0f} ms   slowest {max(spent):>6.0f} ms")
    finally:
        served.terminate()
        served.wait()


def _pages(comparison: int, last: int) -> Mapping[str, str]:
    at = f"/c/{comparison}"
    return {
        "all runs": "/",
        "the comparison": at,
        "undecided, of one cause": f"{at}?cause=patterns&judged=0",
        "searched, one word": f"{at}?words=kommune",
        "searched, three words": f"{at}?words=nye+midler+kommune",
        "its last page": f"{at}?page=100000",
        "a change": f"{at}/change/1",
        "the last change": f"{at}/change/{last}",
        "judgements": "/judgements",
    }


def _milliseconds(opener: OpenerDirector, address: str) -> float:
    start = time.perf_counter()
    with opener.open(address) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
