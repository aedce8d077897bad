"""outputs/ is what the pipeline makes of samples/ today: a change of rules shows as a diff of that folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.cli.run import Settings, run_sources
from extract.match.entities import SHIPPED

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "outputs"
_OWN = (".sqlite", ".db", ".lock", ".db-wal", ".db-shm", ".duckdb", ".wal")
"""Databases, which hold the same in other bytes, or the times of runs."""
MEND = "run `make outputs`, read the diff of outputs/ and commit it"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh run over samples/, started where a user starts it, so that the names of the sources are the same."""
    folder = tmp_path_factory.mktemp("outputs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run_sources(["samples"], folder, ["jsonl", "csv", "sqlite", "html"], Settings(SHIPPED)) == 0
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    kept = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in _OWN)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept if path.name != "run.json"}


def test_outputs_are_committed_as_they_are_made(made: Path) -> None:
    fresh, committed = _files(made), _files(COMMITTED)
    assert sorted(fresh) == sorted(committed), MEND
    changed = [name for name in fresh if fresh[name] != committed[name]]
    assert not changed, f"{', '.join(changed[:5])} changed: {MEND}"


def test_there_are_thirty_samples_and_more_in_every_format(made: Path) -> None:
    lines = (made / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 30
    formats = {line.split('"format":"', 1)[1].split('"', 1)[0] for line in lines}
    assert formats == {"html", "text", "ritzau-json", "ritzau-html"}
