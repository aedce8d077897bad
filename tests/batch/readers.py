"""Readers that do what documents may do to a process, for tests of several of them; they can go to a process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.releases import plain

from extract.ingest import Hints, IngestFailure
from extract.records.release import ExtractorInfo, Release, SourceFormat

INFO = ExtractorInfo(version="0.1.0", patterns="sha256:0")


class OddReader:
    """Reads ``word`` as a release of that name; some words do harm."""

    info = INFO

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
