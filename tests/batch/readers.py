"""Readers that do what documents may do to a process, for tests of several of them; they can go to a process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from tests.releases import plain

from extract.ingest import IngestFailure
from extract.records.release import Release, SourceFormat


class OddReader:
    """Reads ``word`` as a release of that name; some words do harm."""

    def read(self, data: bytes, *, uri: str, format: SourceFormat | None = None) -> Iterator[Release | IngestFailure]:
        word = data.decode()
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "leave":
            os._exit(7)
        elif word == "sleep":
            time.sleep(600)
        elif word == "eat":
            bytes(4_000_000_000)
        elif word == "fail":
            raise RuntimeError("nothing to see")
        elif word == "refuse":
            yield IngestFailure(uri, "refused")
        else:
            yield plain(f"{word}-{os.path.basename(uri)}")
