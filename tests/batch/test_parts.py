"""Parts and their folder, on a disk and at an address; what is listed behind addresses; how a run is cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from tests.batch.readers import INFO
from tests.releases import SAMPLE

from extract.batch.cutting import cut
from extract.batch.folder import BESIDE, Folder, Manifest, PartsError
from extract.batch.inputs import Skipped
from extract.batch.listing import Listed, listed
from extract.batch.parts import Facts
from extract.batch.run import Program
from extract.ingest import IngestFailure
from extract.store import Outcome, Read, packed, packed_source

PROGRAM = Program(INFO, "0")
RELEASE = packed(SAMPLE)
READS = [
    (0, Read("a", bytes(32), Outcome((RELEASE, IngestFailure("a#2", "æ", "fault")), packed_source(b"a", RELEASE), 7))),
    (1, None),
    (1, Read("b", None, Outcome((IngestFailure("b", "gone", "source"),)))),
    (1, Read("c\ud800", bytes(32), Outcome((RELEASE,) * 1200, packed_source(b"", None), 0))),
]


@pytest.fixture(params=["disk", "address"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "disk":
        yield str(tmp_path / "parts")
        return
    yield "memory://parts/here"
    fsspec.filesystem("memory").store.clear()


def test_what_is_written_is_read(where: str) -> None:
    folder = Folder(where)
    assert folder.names() == set()
    facts = folder.write("a.parquet", iter(READS), PROGRAM, 5)
    assert facts == Facts(PROGRAM, 5, inputs=3, releases=1201, failures=2, skipped=1) == folder.facts("a.parquet")
    assert RELEASE.article is not None
    found = list(folder.read("a.parquet"))
    assert found[:2] == [READS[0], READS[2]]
    assert found[2][1].uri == "c\\ud800"
    assert found[2][1].outcome == READS[3][1].outcome  # type: ignore[union-attr]
    named = [(one.item, one.uri, one.releases, len(one.failures)) for one in folder.named("a.parquet")]
    assert named == [(0, "a", 1, 1), (1, "b", 0, 1), (1, "c\\ud800", 1200, 0)]
    manifest = Manifest(("s",), facts, ("a.parquet",))
    folder.finish(manifest)
    assert Folder(where).manifest() == manifest
    assert (folder.names(), folder.has("a.parquet"), folder.has("b.parquet")) == ({"a.parquet"}, True, False)
    folder.clear()
    assert Folder(where).names() == set()
    assert folder.manifest() is None


def test_a_part_is_there_as_a_whole_or_not_at_all(where: str, tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[int, Read | None]]:
        yield READS[0]
        raise RuntimeError

    folder = Folder(where)
    with pytest.raises(RuntimeError):
        folder.write("a.parquet", broken(), PROGRAM, 5)
    assert folder.names() == set()
    assert list(tmp_path.rglob("*.parquet*")) == []


def test_what_the_killed_left_is_tidied_up(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    for name in ("a", "b"):
        (tmp_path / f"{BESIDE}{name}.parquet-1").write_bytes(b"half")
    folder.write("a.parquet", [], PROGRAM, 5)
    assert {path.name for path in tmp_path.iterdir()} == {"a.parquet", f"{BESIDE}b.parquet-1"}
    (tmp_path / "mine.txt").write_text("")
    folder.clear()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_address_of_no_known_kind() -> None:
    with pytest.raises(PartsError, match="nosuch://"):
        Folder("nosuch://a")


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name in ("b/z.html", "b/a.html", "a.txt", "a.zip", "photo.png", ".hidden/x.txt", ".x.txt"):
        files.pipe_file(f"/bucket/{name}", b"x")
    yield "memory://bucket"
    files.store.clear()


def _said(*sources: str) -> list[str]:
    found = listed(sources, None)
    return [f"{type(one).__name__} {one.uri.removeprefix('memory://')}".removeprefix("Listed ") for one in found]


def test_what_is_behind_an_address(bucket: str) -> None:
    assert _said(bucket) == [
        "/bucket/a.txt", "/bucket/a.zip", "Skipped /bucket/photo.png", "/bucket/b/a.html", "/bucket/b/z.html"
    ]  # fmt: skip
    assert _said(f"{bucket}/b/*.html", f"{bucket}/photo.png") == [
        "/bucket/b/a.html", "/bucket/b/z.html", "/bucket/photo.png"
    ]  # fmt: skip
    assert _said(f"{bucket}/none", f"{bucket}/*.eml") == ["IngestFailure bucket/none", "IngestFailure bucket/*.eml"]


def test_a_run_is_cut_by_files_and_files_of_many_stand_alone(bucket: str) -> None:
    facts = Facts(PROGRAM, 5)
    found = [one for one in listed([bucket, f"{bucket}/b"], None) if not isinstance(one, Skipped)]
    cuts = list(cut([*found, Skipped("x")], facts, None, size=2))
    assert [len(one.slots) for one in cuts] == [1, 1, 2, 2, 0]
    assert [one.skipped for one in cuts] == [0, 0, 0, 0, 1]
    names = [one.shard.name for one in cuts if one.shard is not None]
    assert names[2] == names[3], "the same files have the same part"
    assert len(set(names)) == 3
    again = [one.shard.name for one in cut(found, Facts(PROGRAM, 6), None, size=2) if one.shard is not None]
    assert not set(again) & set(names)

    fsspec.filesystem("memory").pipe_file("/bucket/b/z.html", b"longer")
    later = cut([one for one in listed([bucket], None) if isinstance(one, Listed)], facts, None, size=2)
    assert [one.shard.name in names for one in later if one.shard is not None] == [True, True, False]


def test_a_local_file_is_told_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("a.txt")

    def name() -> str:
        (one,) = cut(listed(["a.txt"], None), Facts(PROGRAM, 5), None)
        assert one.shard is not None
        return one.shard.name

    file.write_text("a")
    first = name()
    file.touch()
    assert name() == first
    file.write_text("b")
    assert name() != first
    file.unlink()
    assert name() != first, "a file that is gone is a failure in the part"


def test_standard_input_is_of_this_machine() -> None:
    (failure,) = listed(["-"], None)
    assert isinstance(failure, IngestFailure)
    assert "put it into a file" in failure.reason
