"""Archives as inputs: their files in order, and what is wrong with them said in one line."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.batch.readers import OddReader
from tests.batch.watched import run_into

from extract.batch import Count, Input, Skipped, count, discover
from extract.batch.inputs import read
from extract.ingest import IngestFailure

FILES = {
    "ny/b.html": "b",
    "a.txt": "æblekage",
    "photo.png": "x",
    ".hidden.txt": "x",
    "__MACOSX/a.txt": "x",
    "in.zip": "x",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    for name, mode in (("all.tar", "w"), ("all.tar.gz", "w:gz"), ("all.tgz", "w:gz"), ("all.tar.xz", "w:xz")):
        with tarfile.open(name, mode) as tar:  # type: ignore[call-overload]
            for member, text in FILES.items():
                info = tarfile.TarInfo(member)
                info.size = len(text.encode())
                tar.addfile(info, io.BytesIO(text.encode()))
    return tmp_path


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tar.gz", "all.tgz", "all.tar.xz"])
def test_the_files_of_an_archive(folder: Path, name: str) -> None:
    found = list(discover([name]))
    inputs = [one for one in found if isinstance(one, Input)]
    assert sorted((one.uri, read(one, 100)) for one in inputs) == [
        (f"{name}!/a.txt", "æblekage".encode()), (f"{name}!/ny/b.html", b"b")
    ]  # fmt: skip
    skipped = {one.uri.partition("!/")[2] for one in found if isinstance(one, Skipped)}
    assert skipped == {"photo.png", ".hidden.txt", "__MACOSX/a.txt", "in.zip"}


def test_archives_in_a_folder_and_twice(folder: Path) -> None:
    found = list(discover(["all.zip", ".", "./all.zip"]))
    uris = [one.uri for one in found if isinstance(one, Input)]
    assert uris.count("all.zip!/a.txt") == 1
    assert "all.tar!/a.txt" in uris
    assert [one.uri for one in found if isinstance(one, Skipped)].count("all.zip") == 2


def test_what_an_archive_holds_is_counted_by_its_directory_or_guessed(folder: Path) -> None:
    assert count(["all.zip"]) == Count(2, exact=True)
    assert count(["all.tar.gz", "all.zip"]) == Count(3, exact=False)


def test_a_file_in_an_archive_has_its_bound_too(folder: Path) -> None:
    one = next(one for one in discover(["all.zip"], max_bytes=3) if isinstance(one, Input))
    assert one.data == "æbl".encode()
    found = read(one, 3)
    assert isinstance(found, IngestFailure)
    assert "larger than 3 bytes" in found.reason


def test_a_name_that_stands_twice_in_a_zip_is_its_last(folder: Path) -> None:
    with zipfile.ZipFile("twice.zip", "w") as archive:
        archive.writestr("a.txt", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "new")
    assert [one.data for one in discover(["twice.zip"]) if isinstance(one, Input)] == [b"new"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("broken.zip", b"PK\x03\x04 and no more", "the archive cannot be read"),
        ("broken.tar", b"x" * 2000, "the archive cannot be read"),
        ("short.tar.gz", b"\x1f\x8b\x08\x00", "the archive cannot be read"),
        ("empty.zip", b"PK\x05\x06" + bytes(18), "the archive holds no file that could be a release"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, name: str, data: bytes, reason: str) -> None:
    Path(name).write_bytes(data)
    failures = [one for one in discover([name]) if isinstance(one, IngestFailure)]
    assert failures[0].uri == name
    assert failures[0].reason.startswith(reason)


def test_a_damaged_file_leaves_the_others(folder: Path) -> None:
    data = bytearray(Path("all.zip").read_bytes())
    at = data.index(b"a.txt") + len("a.txt")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    Path("hurt.zip").write_bytes(bytes(data))
    found = list(discover(["hurt.zip"]))
    assert [one.uri for one in found if isinstance(one, IngestFailure)] == ["hurt.zip!/a.txt"]
    assert [one.uri for one in found if isinstance(one, Input)] == ["hurt.zip!/ny/b.html"]


def test_a_run_reads_archives(folder: Path) -> None:
    assert run_into("press.db", ["all.zip"], OddReader()).ids == ["æblekage-a.txt", "b-b.html"]


def test_a_run_reads_both_files_of_one_name_in_a_tar(folder: Path) -> None:
    with tarfile.open("twice.tar", "w") as tar:
        for text in ("old", "new"):
            info = tarfile.TarInfo("a.txt")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    assert run_into("press.db", ["twice.tar"], OddReader()).ids == ["old-a.txt", "new-a.txt@2"]
