"""Stores made by real runs, and the page that the real command serves of one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from extract.cli import app

ROOT: Final = Path(__file__).resolve().parents[3]
_COMMAND: Final = (sys.executable, "-c", "from extract.cli import main; main()")


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes documents into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def patterns_without(folder: Path, *ids: str) -> Path:
    """A folder with the patterns as shipped, but for some."""
    folder.mkdir()
    left = set(ids)
    for path in (ROOT / "patterns").iterdir():
        text = path.read_text("utf-8")
        if path.suffix == ".toml":
            parts = re.split(r"(?m)^(?=\[\[pattern\]\]$)", text)
            named = {part: re.search(r'(?m)^id\s*=\s*"(.+?)"', part) for part in parts[1:]}
            gone = {part: found[1] for part, found in named.items() if found is not None and found[1] in ids}
            left -= set(gone.values())
            text = "".join(part for part in parts if part not in gone)
        (folder / path.name).write_text(text, "utf-8")
    assert not left, f"no patterns of these names: {left}"
    return folder


def run(documents: Path, store: Path, patterns: Path | None = None) -> None:
    """One run of the documents by rules."""
    chosen = [f"--patterns={patterns}"] if patterns is not None else []
    arguments = ["run", str(documents), "--no-model", f"--out={store.parent / 'out'}", f"--store={store}", *chosen]
    said = CliRunner().invoke(app, arguments)
    assert said.exit_code == 0, said.output


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is served: its one-time ``link``, and where it is."""

    link: str

    @property
    def origin(self) -> str:
        found = re.match(r"http://[^/]+", self.link)
        assert found is not None
        return found[0]


@contextmanager
def serving(store: Path, *arguments: str) -> Iterator[Served]:
    """``press-extract review`` of a store, until the block ends; then it ends as Ctrl-C ends it, without a trace."""
    command = [*_COMMAND, "review", *arguments, f"--store={store}", "--no-model", "--no-browser"]
    log = store.with_suffix(".log")
    with log.open("w", encoding="utf-8") as errors:
        served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=dict(os.environ))
        assert served.stdout is not None
        try:
            link = served.stdout.readline().strip()
            assert link.startswith("http://127.0.0.1:"), log.read_text("utf-8")
            yield Served(link)
            assert served.poll() is None, log.read_text("utf-8")
        finally:
            served.send_signal(signal.SIGINT)
            try:
                served.wait(30)
            finally:
                served.kill()
                served.stdout.close()
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")
