"""The folder that a run leaves: JSON lines, CSV, SQLite and pages, all of the same releases.

Everything is written into a hidden folder beside its place and moved when the run is through: until then,
and after any fault, the folder holds what it held before. run.json lists the files that a run made, so the
next run into the same folder removes what it no longer makes, and a folder of other origin is not touched.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal, get_args

from extract.check.between import Timeline
from extract.feed import csvfile, datasette, giving, linked
from extract.feed.decision import Decided
from extract.feed.rows import RecordError, Rows, rows
from extract.feed.sqlite import SqliteWriter
from extract.feed.tables import TABLES
from extract.feed.timelines import json_line, timeline_rows
from extract.ingest import IngestFailure
from extract.pages import index
from extract.pages.page import file_name, page
from extract.records.release import Release
from extract.store import RunReport

Format = Literal["jsonl", "csv", "sqlite", "html", "360giving", "jsonld"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
USUAL: Final = FORMATS[:4]
"""What a run writes where nothing else is asked for."""
MANIFEST: Final = "run.json"
_OURS: Final = (
    "releases.jsonl", "errors.jsonl", "timelines.jsonl", "releases.sqlite", datasette.FILE, giving.PACKAGE,
    giving.LEFT_OUT, linked.FILE, "csv", "pages",
)  # fmt: skip


class OutputError(Exception):
    """The folder cannot be written to; the message says why and what to do."""


class Outputs:
    """The destinations of one run; a context manager. Only after ``finish`` is anything in its place."""

    def __init__(self, out: Path, formats: Collection[Format] = USUAL) -> None:
        self._out, self._formats = out, formats
        self._files: list[str] = []
        self._failures: list[IngestFailure] = []
        self._folders = ExitStack()
        self._writers = ExitStack()
        self._projects: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Outputs:
        self._previous = _previous_files(self._out)
        created = _first_missing(self._out)
        try:
            self._out.mkdir(parents=True, exist_ok=True)
            self._beside = Path(tempfile.mkdtemp(prefix=".partial-", dir=self._out))
        except OSError as error:
            raise OutputError(f"{self._out}: {error.strerror} (choose another folder with --out)") from None
        if created:
            self._folders.callback(_remove_empty, self._out, created)
        self._folders.callback(shutil.rmtree, self._beside, ignore_errors=True)
        with self._folders, self._writers:  # if a writer cannot be opened, everything is undone
            self._open_writers()
            self._folders, self._writers = self._folders.pop_all(), self._writers.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._folders:
            self._writers.close()

    def _open_writers(self) -> None:
        self._errors = self._open("errors.jsonl")
        self._lines = self._open("releases.jsonl") if "jsonl" in self._formats else None
        self._tables: dict[str, IO[str]] = {}
        if "csv" in self._formats:
            for table in TABLES:
                self._tables[table.name] = self._open(f"csv/{table.name}.csv")
                self._tables[table.name].write(csvfile.header(table))
        self._database = None
        if "sqlite" in self._formats:
            self._files.append("releases.sqlite")
            self._database = self._writers.enter_context(SqliteWriter(self._beside / "releases.sqlite"))
            with self._open(datasette.FILE) as file:
                file.write(datasette.metadata_json())
        self._grants = None
        if "360giving" in self._formats:
            self._grants = giving.GivingWriter(self._open(giving.PACKAGE), self._open(giving.LEFT_OUT))
        self._linked = linked.LinkedWriter(self._open(linked.FILE)) if "jsonld" in self._formats else None
        # The rows of the index wait in a file of their own: its head holds the totals.
        self._rows = self._open(".index-rows", listed=False) if "html" in self._formats else None

    def _open(self, name: str, *, listed: bool = True) -> IO[str]:
        path = self._beside / name
        path.parent.mkdir(exist_ok=True)
        if listed:
            self._files.append(name)
        return self._writers.enter_context(path.open("w+", encoding="utf-8", newline="\n"))

    def write(self, release: Release, told: Sequence[Timeline] = (), decisions: Sequence[Decided] = ()) -> None:
        """Takes one release, with the timelines that it stands in and what was decided about it, to every destination.

        Raises ValueError, having written nothing, if it cannot be kept.
        """
        try:
            line, made = release.json_line(), rows(release, decisions)
            drawn = page(release, told).encode("utf-8") if self._rows else b""
            listed = index.row(release) if self._rows else ""
            grants = giving.lines(release, told) if self._grants else giving.GivingLines()
            linked_nodes = linked.lines(release) if self._linked else ()
        except ValueError:
            raise
        except Exception as error:
            raise RecordError(f"{type(error).__name__}: {error}") from error
        if self._lines:
            self._lines.write(line + "\n")
        self._write_rows(made)
        if self._grants:
            self._grants.write(grants)
        if self._linked:
            self._linked.write(linked_nodes)
        if told:
            self._projects |= {(release.id, str(row["record_id"])): str(row["id"]) for row in made["project"]}
        if self._rows:
            name = f"pages/{file_name(release.id)}"
            (self._beside / "pages").mkdir(exist_ok=True)
            (self._beside / name).write_bytes(drawn)
            self._files.append(name)
            self._rows.write(listed)

    def _write_rows(self, made: Rows) -> None:
        self._write_tables(made)
        if self._database:
            self._database.write(made)

    def _write_tables(self, made: Rows) -> None:
        for table in TABLES if self._tables else ():
            if made[table.name]:
                self._tables[table.name].write(csvfile.lines(table, made[table.name]))

    def fail(self, failure: IngestFailure) -> None:
        self._errors.write(json.dumps({"uri": failure.uri, "reason": failure.reason}, ensure_ascii=False) + "\n")
        if len(self._failures) < index.LISTED:
            self._failures.append(failure)

    def finish(self, report: RunReport, found: Sequence[Timeline] = ()) -> None:
        """Completes every file and moves all of them into their place. ``found`` are the timelines of the run."""
        self._write_timelines(found)
        if self._rows:
            with self._open("pages/index.html") as whole:
                whole.write(index.opening(report))
                self._rows.seek(0)
                shutil.copyfileobj(self._rows, whole)
                whole.write(index.closing(report, self._failures))
        for whole_file in (self._database, self._grants, self._linked):
            if whole_file:
                whole_file.finish()
        self._write_manifest(report)
        self._writers.close()
        self._move()

    def _write_timelines(self, found: Sequence[Timeline]) -> None:
        self._write_rows(timeline_rows(found, self._projects))
        if "jsonl" in self._formats:
            with self._open("timelines.jsonl") as file:
                file.writelines(json_line(timeline) + "\n" for timeline in found)

    def _write_manifest(self, report: RunReport) -> None:
        content = {
            "schema": "press-extract/run@1",
            "releases": report.releases,
            "projects": report.projects,
            "granted": {currency or "": format(value, "f") for currency, value in report.granted.items()},
            "quotes": report.quotes,
            "places": report.places,
            "checks": dict(report.checks),
            "silenced": report.silenced,
            "failures": report.failures,
            "skipped": report.skipped,
            "renamed": report.renamed,
            "files": sorted(self._files),
        }
        with self._open(MANIFEST, listed=False) as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")

    def _move(self) -> None:
        for name in [*self._files, MANIFEST]:
            target = self._out / name
            target.parent.mkdir(exist_ok=True)
            os.replace(self._beside / name, target)
        for name in self._previous - set(self._files):
            (self._out / name).unlink(missing_ok=True)
        for folder in ("csv", "pages"):
            _remove_if_empty(self._out / folder)


def check_folder(out: Path) -> None:
    """Raises OutputError where a run could not leave its files: the folder holds somebody else's, or is none."""
    _previous_files(out)


def _previous_files(out: Path) -> set[str]:
    """The files that an earlier run made there. Raises OutputError where others' files would be overwritten."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file, not a folder (choose another name with --out)")
    manifest = out / MANIFEST
    try:
        listed = json.loads(manifest.read_text("utf-8"))["files"]
        ours = {name for name in listed if isinstance(name, str) and _is_ours(name)}
    except FileNotFoundError:
        ours = set()
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(f"{manifest}: is not of press-extract (choose another folder with --out)") from None
    if not manifest.exists():
        for name in _OURS:
            if (out / name).exists():
                fault = "exists, and no run.json says that press-extract made it"
                raise OutputError(f"{out / name}: {fault} (choose another folder with --out)")
    return ours


def _is_ours(name: str) -> bool:
    """A name that a run may have made: never one outside the folder, whatever a manifest says."""
    head, _, rest = name.partition("/")
    return head in _OURS and "/" not in rest and "\\" not in name and rest not in ("..", ".")


def _first_missing(path: Path) -> Path | None:
    """The outermost folder that making ``path`` will create."""
    missing = None
    for folder in (path, *path.parents):
        if folder.exists():
            break
        missing = folder
    return missing


def _remove_empty(path: Path, outermost: Path) -> None:
    """Removes the folders that the run created, as far as they are empty."""
    while _remove_if_empty(path) and path != outermost:
        path = path.parent


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
