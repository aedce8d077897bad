"""Files as a destination: written anew beside those that are there, then put in their place by one renaming.

Files cannot be changed in part, so a database in the folder (its name begins with a dot) keeps what was fed; the files
are made of it. Each time something changed, they get the next number, and ``manifest.json`` names those that count.
A reader who goes by the manifest sees the old state or the new one, whenever the feed may be killed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from extract.feed.target import FeedError

MANIFEST: Final = "manifest.json"
SCHEMA: Final = "press-extract/files@1"
GENERATION: Final = "generation"
"""What the feed's books call the number of the files."""


def check_folder(folder: Path, books: str) -> None:
    """Makes the folder. FeedError where it holds what no feed of that kind made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise FeedError(f"{folder}: {error.strerror or error} (choose another folder)") from None
    if others and books not in others:
        raise FeedError(f"{folder}: holds {others[0]}, which is not of a feed (give an empty folder, or a new name)")


def generation(folder: Path) -> int:
    """The number of the files that count; 0 where there are none."""
    return int(manifest(folder).get(GENERATION, 0))


def manifest(folder: Path) -> dict[str, Any]:
    """What the manifest says; empty where there is none."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FeedError(f"{folder / MANIFEST}: {error} (remove the folder; the next feed makes all of it)") from None
    return found


def switch(folder: Path, number: int, tables: dict[str, list[str]]) -> None:
    """Has the files of these tables (names below the folder) count from now on."""
    content = {"schema": SCHEMA, GENERATION: number, "tables": tables}
    beside = folder / f".{MANIFEST}"
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / MANIFEST)


def sweep(folder: Path) -> None:
    """Removes the files that count no more, and what a killed feed left behind."""
    kept = {name for names in manifest(folder).get("tables", {}).values() for name in names} | {MANIFEST}
    for path in list(_below(folder)):
        if path.relative_to(folder).as_posix() not in kept:
            path.unlink(missing_ok=True)
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            shutil.rmtree(path, ignore_errors=True)


def _below(folder: Path) -> Iterable[Path]:
    """The files below a folder without those of the books, whose names begin with a dot."""

    def found(where: Path) -> Iterator[Path]:
        for path in where.iterdir():
            if not path.name.startswith("."):
                yield from found(path) if path.is_dir() else [path]

    return found(folder)
