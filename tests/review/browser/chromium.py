"""A Chromium for tests: the machine's, or, where there is none and the tests may install, Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from filelock import FileLock

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL: Final = (
    ("apt-get", "update", "-qq"),
    ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"),
)
_LONGEST: Final = 600
"""Seconds that an installation may take."""
ARGUMENTS: Final = (
    "--no-sandbox",  # tests may run as root in a container
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


class NoChromiumError(Exception):
    """There is none, and ``str()`` says what to do."""


def chromium() -> Path:
    """The program: that of the variable CHROMIUM, else what the machine has, else what is installed now (once, however
    many test processes ask). NoChromiumError where it cannot be had."""
    given = os.environ.get("CHROMIUM")
    if given is not None:
        if shutil.which(given) is None:
            raise NoChromiumError(f"CHROMIUM={given}: no such program")
        return Path(given)
    return _there() or _installed()


def _there() -> Path | None:
    return next((Path(found) for name in _NAMES if (found := shutil.which(name)) is not None), None)


def _installed() -> Path:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise NoChromiumError("no Chromium: install chromium, or say where one is with CHROMIUM=/path/to/it")
    with FileLock(Path(tempfile.gettempdir()) / "press-extract-chromium.lock", timeout=2 * _LONGEST):
        if (found := _there()) is not None:
            return found
        for command in _INSTALL:
            _call(command)
        if (found := _there()) is not None:
            return found
    raise NoChromiumError("apt-get installed chromium, and there is none: install it by hand")


def _call(command: tuple[str, ...]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_LONGEST, env=environment, stdin=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoChromiumError(f"{' '.join(command)} took over {_LONGEST} s: install chromium by hand") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise NoChromiumError(f"{' '.join(command)}: {' '.join(last)} (install chromium by hand)")
