"""A run on a cluster: the same store as a local run, whatever dies; a scheduler and two workers, started here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.batch.readers import INFO, ClusterReader, cluster_reader
from typer.testing import CliRunner

from extract.batch import Options, Workers, run
from extract.batch.cluster import connected, run_on, write_parts
from extract.batch.folder import Folder, PartsError
from extract.batch.importing import import_parts
from extract.batch.shards import ClusterError
from extract.cli import app
from extract.ingest import IngestFailure
from extract.records.release import ExtractorInfo
from extract.store import opened
from extract.store.tables import metadata

ROOT = Path(__file__).resolve().parents[2]
WORKERS = Workers(ClusterReader, 1, timeout=1.5, memory=None)
TIMES = {"started_at", "ended_at", "seconds", "milliseconds", "seen_at"}


class Watched:
    """Keeps what a run tells; ``then`` is called after so many inputs."""

    def __init__(self, after: int = -1, then: Callable[[], None] = lambda: None) -> None:
        self.uris: list[str] = []
        self.known = 0
        self.failures: list[IngestFailure] = []
        self._after, self._then = after, then

    def begun(self, run: int, done: int) -> None:
        pass

    def took(self, uri: str, *, releases: int, known: bool) -> None:
        self.uris.append(uri)
        self.known += known
        if len(self.uris) == self._after:
            self._then()

    def failed(self, failure: IngestFailure) -> None:
        self.failures.append(failure)

    def waiting(self, reason: str) -> None:
        pass


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    # A worker that died is started again by its nanny; two deaths make a task suspect.
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    module = [sys.executable, "-m", "distributed.cli.dask_"]
    commands = [["scheduler", "--port", "0", "--no-dashboard"], *[["worker", "--nthreads", "1", "--no-dashboard"]] * 2]
    processes = []
    try:
        for number, (name, *options) in enumerate(commands):
            command = [*module[:-1], module[-1] + name, "--scheduler-file", str(file), *options]
            if name == "worker":
                command += ["--local-directory", str(folder / str(number))]
            with (folder / f"{number}.log").open("wb") as log:
                processes.append(subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=log))
        while not file.exists() or not file.read_text().endswith("}"):
            assert processes[0].poll() is None, (folder / "0.log").read_text()
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        with connected(address, 0) as client:
            client.wait_for_workers(2)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(60)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(folder: str, words: Sequence[str]) -> None:
    Path(folder).mkdir(exist_ok=True)
    for number, word in enumerate(words):
        Path(folder, f"{number:03}.txt").write_text(word)
    Path(folder, "photo.png").write_text("")
    with zipfile.ZipFile(Path(folder, "mere.zip"), "w") as archive:
        for name in ("x.txt", "y.txt", "z.png"):
            archive.writestr(name, name[0])


def locally(store: str, *sources: str, workers: Workers | None = None) -> dict[str, list[Any]]:
    with opened(store) as opened_store:
        run(sources, ClusterReader(), opened_store, Watched(), workers=lambda going_on: workers)
    return tables(store)


def on_cluster(address: str, store: str, *sources: str, watched: Watched | None = None, **more: Any) -> Watched:
    watched = watched or Watched()
    settings = {"size": 5} | more
    with connected(address, 0) as client, opened(store) as opened_store:
        run_on(client, sources, ClusterReader(), opened_store, watched, Options(), WORKERS, "parts", **settings)
    return watched


def imported(store: str, *parts: str, watched: Watched | None = None, force: bool = False) -> bool:
    """Whether it made a run."""
    with opened(store) as opened_store:
        progress = watched or Watched()
        return import_parts(parts, opened_store, progress, force=force, stop=lambda: False).ended is not None


def tables(store: str) -> dict[str, list[Any]]:
    """All that a store holds, without times and the mark of an import."""
    with opened(store, create=False) as opened_store, opened_store.reading() as connection:
        found = {}
        for table in metadata.sorted_tables:
            rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for row in rows:
                if table.name == "run":
                    row["options"] = {k: v for k, v in json.loads(row["options"]).items() if k != "parts"}
                for name in TIMES & row.keys():
                    row[name] = row[name] is None
            found[table.name] = sorted(rows, key=repr)
        return found


def parts() -> dict[str, int]:
    """The parts that there are, each with the time when it was made."""
    return {path.name: path.stat().st_mtime_ns for path in Path("parts").glob("*.parquet")}


def test_a_worker_that_dies_changes_nothing(scheduler: str, there: Path) -> None:
    fill("in", ["slow", "a", "refuse", "fail", "kill", "sleep", *["slow"] * 10, "b", "b"])
    Path("in/linjer.jsonl").write_text('{"id": 1, "title": "a"}\n{"id": 1, "title": "b"}\n{"id": 2, "title": "c"}\n')
    with connected(scheduler, 0) as client:
        victim = next(iter(client.run(os.getpid).values()))
    watched = on_cluster(
        scheduler, "there.db", "in", "nowhere", watched=Watched(5, lambda: os.kill(victim, signal.SIGKILL))
    )
    assert tables("there.db") == locally("here.db", "in", "nowhere", workers=WORKERS)
    assert [failure.kind for failure in watched.failures] == ["content", "fault", "killed", "timeout", "source"]

    # Nothing is read again but what is new, and what was read is taken from the store.
    fill("in", ["slow", "changed"])
    before = parts()
    assert on_cluster(scheduler, "there.db", "in", "nowhere").known == 22
    assert tables("there.db") == locally("here.db", "in", "nowhere")
    assert len(parts().keys() - before.keys()) <= 2


def test_what_kills_the_worker_itself_is_left_out(scheduler: str, there: Path) -> None:
    fill("in", ["a", "b", "murder", "c", "d", "e", "f"])
    watched = on_cluster(scheduler, "there.db", "in")
    assert [(Path(failure.uri).name, failure.kind) for failure in watched.failures] == [("002.txt", "killed")]
    assert len(tables("there.db")["run_release"]) == 8
    assert {path.suffix for path in Path("parts").iterdir()} == {".parquet"}


def test_a_run_that_was_stopped_goes_on(scheduler: str, there: Path) -> None:
    fill("in", ["slow", "a", "b", "c", "d"] * 4)
    watched = Watched()
    on_cluster(scheduler, "there.db", "in", watched=watched, stop=lambda: len(watched.uris) >= 5)
    assert 5 <= len(watched.uris) < 22
    before = parts()
    rest = on_cluster(scheduler, "there.db", "in")
    assert len(watched.uris) + len(rest.uris) == 22
    assert before.items() <= parts().items()
    assert tables("there.db") == locally("here.db", "in")


def test_parts_alone_and_what_becomes_of_them(scheduler: str, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill("in", ["a", "refuse", "b", "b", "fail", "c", "d"] * 3)

    def write() -> Any:
        with connected(scheduler, 0) as client:
            return write_parts(client, ["in"], ClusterReader(), Watched(), Options(), WORKERS, "parts", size=5)

    manifest = write()
    assert (manifest.facts.inputs, manifest.facts.releases, manifest.facts.failures) == (23, 17, 6)
    assert manifest.facts.skipped == 2
    before = parts()
    assert set(manifest.parts) == before.keys()

    # A part that is there is not made again.
    gone = manifest.parts[1]
    Path("parts", gone).unlink()
    assert write() == manifest
    after = parts()
    assert {name for name in after if after[name] != before.get(name)} == {gone}

    # Killed at any point, an import goes on; done, it is done.
    local = locally("here.db", "in")
    monkeypatch.setattr("extract.store.writing._MOST_INPUTS", 2)
    for after_inputs in (9, 8):
        with pytest.raises(KeyboardInterrupt):
            imported("there.db", "parts", watched=Watched(after_inputs, _interrupted))
    rest = Watched()
    assert imported("there.db", "parts", watched=rest)
    assert 0 < len(rest.uris) < 12
    assert tables("there.db") == local
    assert not imported("there.db", "parts")
    assert tables("there.db") == local

    assert imported("there.db", "parts", force=True)
    again = tables("there.db")
    assert (len(again["run"]), again["record"], again["content"]) == (2, local["record"], local["content"])

    # Some parts by themselves, and what a local run has read before.
    assert imported("here.db", *(f"parts/{name}" for name in manifest.parts[:2]))
    assert len(tables("here.db")["run_input"]) == 23 + 10


def _interrupted() -> None:
    raise KeyboardInterrupt


def test_files_behind_addresses(scheduler: str, there: Path) -> None:
    fill("in", ["a", "b", "kill", "c"])
    (there / "in" / "sub").mkdir()
    (there / "in" / "sub" / "d.txt").write_text("d")
    address = f"file://{there}/in"
    watched = on_cluster(scheduler, "there.db", address, f"{address}/*.eml", f"nosuch://{there}")
    names = [uri.removeprefix(address) for uri in watched.uris]
    assert names[:5] == ["/000.txt", "/001.txt", "/002.txt", "/003.txt", "/mere.zip!/x.txt"]
    assert names[5:] == ["/mere.zip!/y.txt", "/sub/d.txt", "/*.eml", f"nosuch://{there}"]
    assert [failure.kind for failure in watched.failures] == ["killed", "source", "source"]


def test_machines_that_cannot_take_part(scheduler: str, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill("in", ["a"])

    class Other(ClusterReader):
        info = ExtractorInfo(version="0.2.0", patterns="sha256:0")

    with connected(scheduler, 0) as client, opened("there.db") as store:
        with pytest.raises(ClusterError, match=r"another program.*install the same"):
            run_on(client, ["in"], Other(), store, Watched(), Options(), WORKERS, "parts")
        (there / "file").write_text("")
        with pytest.raises(PartsError, match=r"file.*check the folder"):
            run_on(client, ["in"], ClusterReader(), store, Watched(), Options(), WORKERS, "file")
    monkeypatch.setattr("extract.batch.cluster._PATIENCE", 1)
    with pytest.raises(ClusterError, match="no scheduler answers"), connected("tcp://127.0.0.1:1", 0):
        pass


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "cannot be read"), (b"PAR1", "cannot be read"), (None, "is not there")]
)
def test_parts_that_are_none(there: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        Path("a.parquet").write_bytes(content)
    with pytest.raises(PartsError, match=rf"a\.parquet: {reason}"):
        imported("there.db", "a.parquet")


def test_a_folder_of_a_run_that_has_not_ended(there: Path) -> None:
    with pytest.raises(PartsError, match=r"holds no parts\.json"):
        imported("there.db", ".")
    Path("parts.json").write_text("[]")
    with pytest.raises(PartsError, match="no part of press-extract"):
        imported("there.db", ".")


def test_parts_of_two_programs_make_no_run(there: Path) -> None:
    from extract.batch.run import Program

    for name in ("a", "b"):
        Folder(".").write(f"{name}.parquet", [], Program(INFO, name), 1)
    with pytest.raises(PartsError, match="different programs"):
        imported("there.db", "a.parquet", "b.parquet")


def test_the_commands(scheduler: str, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What the commands do does not depend on the reader, and ours is made in no time.
    monkeypatch.setattr("extract.cli.run.extractor", cluster_reader)
    monkeypatch.setattr("extract.cli.cluster.extractor", cluster_reader)
    monkeypatch.setattr("extract.cli.cluster.Extractor", cluster_reader)
    fill("in", ["a", "b"])

    def command(*arguments: str, dask: bool = True) -> tuple[int, str]:
        on_dask = ["--engine", "dask", "--address", scheduler] if dask else []
        result = CliRunner().invoke(app, [*arguments, *on_dask])
        return result.exit_code, result.stdout + result.stderr

    assert command("run", "in", "--store", "a.db", dask=False)[0] == 0
    assert command("run", "in", "--store", "b.db")[0] == 0
    assert tables("a.db") == tables("b.db")
    assert not Path("b.db.parts").exists()

    code, said = command("run", "in", "--parts", "parts")
    assert (code, "parts      2\nwritten to parts\n" in said) == (0, True)
    assert command("store", "import", "parts", "--store", "c.db", dask=False)[0] == 0
    assert tables("a.db") == tables("c.db")
    assert (
        "run 1 of c.db has these parts already" in command("store", "import", "parts", "--store", "c.db", dask=False)[1]
    )

    for wrong in (["--parts", "parts", "--force"], ["--store", "a.db", "--parts", "parts", "--engine", "local"]):
        assert command("run", "in", *wrong, dask="local" not in wrong)[0] == 2
    assert command("store", "import", "nowhere", "--store", "c.db", dask=False)[0] == 2
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, said = command("run", "in", "--store", "a.db")
    assert (code, "pip install 'press-extract[dask]'" in said) == (2, True)
