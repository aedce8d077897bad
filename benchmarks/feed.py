"""Feeds into each destination: ``make bench-feed``. First, again unchanged, and with one release of a hundred changed.

The releases are the records of outputs/ under other ids, each with its number in its title and in what its projects
are called, so that no two tell of one project. Every feed is a process of its own; its time is that of the feed,
without the start of Python and the patterns. Beside them stands the loop that one would write by hand: SQLAlchemy Core,
a release at a time, the same rows. Ratios are of one sitting. Servers are those of the tests. ``--sizes 2000`` shows
in a minute how it goes; the table of docs/feed.md is written with ``--write``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import mariadb, postgres  # noqa: E402 - servers of the tests
from tests.store.filled import read_of  # noqa: E402

from extract.check.seen import compile_finished  # noqa: E402
from extract.feed.address import address  # noqa: E402
from extract.feed.feeding import Wanted, feed  # noqa: E402
from extract.feed.ledger import FED  # noqa: E402
from extract.feed.rows import rows_of  # noqa: E402
from extract.feed.schema import decimals, metadata  # noqa: E402
from extract.feed.values import TYPED, in_columns  # noqa: E402
from extract.patterns import Patterns, load  # noqa: E402
from extract.records.release import Release  # noqa: E402
from extract.store import RunWriter, begin_run, find_run, opened, packing, stored  # noqa: E402

DESTINATIONS = ("sqlite", "duckdb", "postgresql", "mysql", "parquet", "csv", "jsonl")
_LOOPED = ("sqlite", "postgresql")
_CHANGED = 100
"""One release of so many is another in the second run."""
_PAGE = ROOT / "docs" / "feed.md"
_BEGIN, _END = "<!-- feed -->", "<!-- / -->"
_AT_ONCE = 1_000

Measured = dict[str, float]


def make(store: Path, count: int) -> None:
    """Two runs of ``count`` releases, the second with one of a hundred changed."""
    if store.exists():
        return
    lines = (ROOT / "outputs" / "releases.jsonl").read_text("utf-8").splitlines()
    base = [Release.model_validate_json(line) for line in lines]
    # What is nearly the same is no matter here, and seeking it takes most of the time.
    packing.article_of = lambda release: None  # type: ignore[assignment]
    with opened(store) as made:
        for second in (False, True):
            begun = begin_run(made, base[0].extractor, "0" * 16, ["in"], {}, None)
            writer = RunWriter(made, begun, print)
            for number in range(count):
                writer.add(read_of(_numbered(base[number % len(base)], number, second), number))
            writer.finish(skipped=0)


def _numbered(release: Release, number: int, second: bool) -> Release:
    title = f"{number} {release.title}{' (rettet)' if second and number % _CHANGED == 0 else ''}"
    projects = tuple(
        one.model_copy(update={"name": f"{one.name} {number}", "applicant": f"{one.applicant} {number}"})
        for one in release.projects
    )
    return release.model_copy(update={"id": f"release-{number:07}", "title": title, "projects": projects})


@lru_cache(maxsize=1)
def _patterns() -> Patterns:
    return load(None)


def _fed(where: str, store: str, run: int) -> int:
    with opened(store) as found:
        wanted = Wanted(_patterns())
        (done,) = feed(found, find_run(found, str(run)), address(where), wanted)
        return done.travelled


def _looped(where: str, store: str, run: int) -> int:
    """The loop by hand: every release read, its rows inserted table by table, a commit for each thousand."""
    url = sa.make_url(where.replace("postgresql:", "postgresql+psycopg:"))
    dialect: Any = url.get_backend_name()
    schema, engine = metadata(dialect), sa.create_engine(url)
    schema.create_all(engine)
    typed = {} if dialect == "sqlite" else TYPED
    tables = [
        (table, table.columns_where(decimals(dialect)), sa.insert(schema.tables[table.name]))
        for table in FED
        if table.of == "release"
    ]
    count = 0
    with opened(store) as found, engine.connect() as connection:
        for one in stored(found, find_run(found, str(run))):
            rows = rows_of(one.content)
            for table, columns, insert in tables:
                if own := rows[table.name]:
                    names = [column.name for column in columns]
                    values = in_columns(columns, own, typed)
                    connection.execute(insert, [dict(zip(names, value, strict=True)) for value in values])
            count += 1
            if count % _AT_ONCE == 0:
                connection.commit()
        connection.commit()
    engine.dispose()
    return count


def _in_process(work: Callable[[str, str, int], int], where: str, store: Path, run: int) -> Measured:
    """What the work takes in a process of its own: seconds, megabytes at most, releases that travelled."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_measured, args=(work, where, str(store), run, queue))
    process.start()
    found: Measured = queue.get()
    process.join()
    return found


def _measured(work: Callable[[str, str, int], int], where: str, store: str, run: int, queue: Any) -> None:
    compile_finished(_patterns())
    begun = time.perf_counter()
    travelled = work(where, store, run)
    seconds = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_048_576 if sys.platform == "darwin" else 1_024)
    queue.put({"seconds": round(seconds, 2), "megabytes": round(most), "travelled": travelled})


@contextmanager
def _places(folder: Path, kinds: Sequence[str]) -> Iterator[Callable[[str, str], str]]:
    """What names an empty destination of a kind; the servers run meanwhile."""
    with ExitStack() as held:
        servers: dict[str, Any] = {}
        for kind, serve in (("postgresql", postgres.serve), ("mysql", mariadb.serve)):
            if kind in kinds:
                running = serve()
                held.callback(running.close)
                servers[kind] = next(running)

        def place(kind: str, name: str) -> str:
            if kind == "postgresql":
                with servers[kind].connect() as session:
                    session.execute(f"CREATE DATABASE {name}")
                return f"postgresql://{postgres.ROLE}@/{name}?host={servers[kind].folder}"
            if kind == "mysql":
                import pymysql

                with pymysql.connect(unix_socket=str(servers[kind]), user="root") as session:
                    session.cursor().execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
                return f"mysql://root@localhost/{name}?unix_socket={servers[kind]}"
            path = folder / f"{name}.{kind}"
            return f"{kind}:///{path}" if kind in ("sqlite", "duckdb") else f"{kind}:{path}"

        yield place


def measure(folder: Path, sizes: Sequence[int], kinds: Sequence[str]) -> list[Mapping[str, Any]]:
    """A row for each destination and size."""
    found: list[Mapping[str, Any]] = []
    for count in sizes:
        store = folder / f"{count}.db"
        print(f"{count:,} releases: making them", file=sys.stderr)
        make(store, count)
        with _places(folder, kinds) as place:
            for kind in kinds:
                where = place(kind, f"fed_{count}")
                row: dict[str, Any] = {"releases": count, "destination": kind}
                for name, run in (("first", 1), ("again", 1), ("changed", 2)):
                    row[name] = _in_process(_fed, where, store, run)
                if kind in _LOOPED:
                    row["loop"] = _in_process(_looped, place(kind, f"loop_{count}"), store, 1)
                found.append(row)
                print(json.dumps(row), file=sys.stderr)
    return found


def table(found: Sequence[Mapping[str, Any]]) -> str:
    """The figures as Markdown."""
    lines = [
        "| releases | destination | first | again, unchanged | 1 % changed | of the first | memory | loop by hand |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in found:
        first, again, changed = row["first"], row["again"], row["changed"]
        loop = row.get("loop")
        by_hand = f"{loop['seconds']:,.1f} s, {loop['seconds'] / first['seconds']:.2f} times the feed" if loop else ""
        lines.append(
            f"| {row['releases']:,} | {row['destination']} | {first['seconds']:,.1f} s | {again['seconds']:,.2f} s |"
            f" {changed['seconds']:,.1f} s | {100 * changed['seconds'] / first['seconds']:.1f} % |"
            f" {first['megabytes']:,} MB | {by_hand} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[20_000, 200_000])
    arguments.add_argument("--only", nargs="+", choices=DESTINATIONS, default=list(DESTINATIONS))
    arguments.add_argument("--folder", type=Path, help="keeps the stores that were made, for the next time")
    arguments.add_argument("--write", action="store_true", help="write the table into docs/feed.md")
    options = arguments.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="press-extract-feed-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for old in folder.glob("fed_*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        made = table(measure(folder, options.sizes, options.only))
    finally:
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    print(made, end="")
    if options.write:
        page = _PAGE.read_text("utf-8")
        start, end = page.index(_BEGIN) + len(_BEGIN), page.index(_END)
        _PAGE.write_text(f"{page[:start]}\n{made}{page[end:]}", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
