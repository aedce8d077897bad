"""``press-extract decisions``: what people decided, from a store into a file, back, and as labelled releases."""

from __future__ import annotations

import sys
from pathlib import Path

from extract.cli.console import err, out, safe, wrong
from extract.cli.runs import there
from extract.decide import DecisionError, line_of, read_decisions
from extract.evaluate.judged import write_gold
from extract.evaluate.labels import LabelError
from extract.store import StoreError, opened
from extract.store.deciding import add_decisions, decisions

_PIPE = "-"


def export_to(file: str, where: str) -> int:
    """Writes all decisions of a store, one a line."""
    with there(where) as store:
        if file == _PIPE:
            for decision in decisions(store):
                sys.stdout.write(line_of(decision) + "\n")
            return 0
        try:
            with Path(file).open("w", encoding="utf-8", newline="\n") as lines:
                count = 0
                for count, decision in enumerate(decisions(store), 1):  # noqa: B007
                    lines.write(line_of(decision) + "\n")
        except OSError as error:
            raise wrong(f"{file}: {error.strerror or error}") from None
        out.print(safe(f"{count:,} decisions of {store.name} written to {file}"))
    return 0


def import_from(file: str, where: str) -> int:
    """Takes the decisions of a file into a store, which is made where it is not there."""
    try:
        with opened(where) as store:
            if file == _PIPE:
                new = add_decisions(store, read_decisions(sys.stdin.buffer, "standard input"))
            else:
                with Path(file).open("rb") as lines:
                    new = add_decisions(store, read_decisions(lines, file))
            out.print(safe(f"{new:,} new decisions in {store.name}"))
    except (DecisionError, StoreError) as error:
        raise wrong(f"{error}; nothing was taken" if isinstance(error, DecisionError) else str(error)) from None
    except OSError as error:
        raise wrong(f"{file}: {error.strerror or error}") from None
    return 0


def as_gold(folder: Path, where: str) -> int:
    """Writes the judged releases as labelled ones; 1 where there is one that could not be written."""
    with there(where) as store:
        try:
            written, lost = write_gold(store, folder)
        except LabelError as error:
            raise wrong(str(error)) from None
        except OSError as error:
            raise wrong(f"{error.filename}: {error.strerror}") from None
    for line in lost:
        err.print(safe(line, "red"))
    out.print(
        safe(f"{written:,} judged releases written to {folder}; press-extract evaluate {folder} measures on them")
    )
    return 1 if lost else 0
