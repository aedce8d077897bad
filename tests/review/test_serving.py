"""The page really served: a process, an address, a link that works once, and an end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from extract.review.serving import ServingError, serve
from extract.store import Store

_PROGRAM = """
import sys
from extract.review.serving import serve
from extract.store import opened
with opened(sys.argv[1]) as store:
    serve(store, 1, name="Karen Holm", ready=lambda address: print(address, flush=True))
"""


def test_it_is_served_on_this_machine_alone_until_it_is_stopped(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "press.db"
    shutil.copy(made, copy)
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, copy], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as served:
        assert served.stdout is not None
        address = served.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/c/1\?token=[\w-]{43}", address)
        assert found, address
        with httpx2.Client(follow_redirects=True) as client:
            page = client.get(address)
            assert (page.status_code, page.url.query) == (200, b"")
            assert "Karen Holm" in page.text
            assert "server" not in page.headers
            assert client.get(str(page.url), headers={"host": f"evil.example:{found[1]}"}).status_code == 421
            # A length that is not told is none: what has no end is not read.
            write = client.post(
                str(page.url.join("/undo")), content=iter([b"x"]), headers={"origin": f"http://127.0.0.1:{found[1]}"}
            )
            assert write.status_code == 411
        assert httpx2.get(address).status_code == 401
        served.send_signal(signal.SIGINT)
        assert served.wait(30) in (0, -signal.SIGINT, 130, 1)


def test_a_place_that_is_taken_is_told(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=f"127.0.0.1:{port}: .*--port"):
            serve(store, None, port=port)
