"""Readers that do what documents may do to a process, for tests of several of them; they can go to a process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.releases import plain

from extract.ingest import Hints, IngestFailure
from extract.records.release import ExtractorInfo, Release, SourceFormat

INFO = ExtractorInfo(version="0.1.0", patterns="sha256:0")


class OddReader:
    """Reads ``word`` as a release of that name; some words do harm."""

    info = INFO
    patterns = None

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        word = data.decode()
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "leave":
            os._exit(7)
        elif word == "sleep":
            time.sleep(600)
        elif word == "write-and-sleep":
            Path(uri).with_suffix(".pid").write_text(str(os.getpid()))
            time.sleep(600)
        elif word == "eat":
            bytes(4_000_000_000)
        elif word == "fail":
            raise RuntimeError("nothing to see")
        elif word == "refuse":
            yield IngestFailure(uri, "refused")
        else:
            yield plain(f"{word}-{os.path.basename(uri)}")


class WordReader:
    """Each word of a file is a release with that id; some words misbehave."""

    patterns = None

    def __init__(self, info: ExtractorInfo = INFO) -> None:
        self.info = info

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        for word in data.decode().split():
            if word == "raise":
                raise RuntimeError("two\nlines")
            if word == "half":
                yield plain(word, "halv \ud83d smiley")
            else:
                yield IngestFailure(f"{uri}#1", "no release") if word == "fail" else plain(word)


class ClusterReader(OddReader):
    """The same for runs; ``murder`` kills the worker too."""

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        if data == b"murder":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        if data == b"slow":
            time.sleep(0.3)
        yield from super().read(data, uri=uri, format=format, hints=hints)


def cluster_reader(*settings: Any, **more: Any) -> ClusterReader:
    """One for the commands, which say how a reader is made."""
    return ClusterReader()
