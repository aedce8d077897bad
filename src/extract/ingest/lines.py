"""JSON lines: bytes → one JSON object a line, each with the name that it goes by, however long the whole is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from extract.ingest.encoding import decode, utf16
from extract.ingest.failure import UnreadableError
from extract.ingest.positions import read_json

_BLANK: Final = b" \t\r\n\x0b\x0c\x00"
_FIRST: Final = re.compile(rb"\{[\s\x00]*[\"}]")
_QUICK: Final = json.JSONDecoder(strict=False)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BREAK: Final = {
    "": (re.compile(rb"[\r\n]"), b""),
    "utf-16-le": (re.compile(rb"[\r\n]\x00"), b"\xff\xfe"),
    "utf-16-be": (re.compile(rb"\x00[\r\n]"), b"\xfe\xff"),
}
"""What ends a line, and the mark without which a line of UTF-16 would not say what it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without its end; ``data`` is None where it is longer than allowed. ``number`` counts
    these lines and ``row`` all lines, both from 1. Byte ``n`` of ``data`` is byte ``start + n`` of the whole, but for
    the byte order mark that each line of UTF-16 is given, so that it says by itself what it is.
    """

    data: bytes | None
    number: int
    row: int
    start: int


def is_lines(head: bytes, *, whole: bool) -> bool | None:
    """Whether bytes that begin with ``head`` are JSON lines; None if that takes more of them. ``whole``: these are all.

    They are if the first two lines that are not blank begin as objects and one of the two ends as one.
    """
    found = [_bare(line.data) for line in islice(split([head], len(head)), 3) if line.data is not None]
    if not found:
        return False if whole else None
    first, *more = found
    if not _FIRST.match(first):
        return False
    if not more:
        return False if whole else None
    if not more[0].startswith(b"{"):
        return False
    if any(len(line) > 1 and line.endswith(b"}") for line in (first, more[0])):
        return True
    return False if whole or len(more) > 1 else None


def split(chunks: Iterable[bytes], max_bytes: int) -> Iterator[Line]:
    """The lines of bytes that come in ``chunks``. Holds one chunk and one line of at most ``max_bytes``."""
    chunks = iter(chunks)
    head = next(chunks, b"")
    codec, start = utf16(head) or ("", 0)
    breaks, mark = _BREAK[codec]
    width = 2 if codec else 1
    number, row, searched = 0, 1, 0
    rest, cut = b"", False  # what is kept of the line that has not ended, and whether its beginning was let go
    for chunk in chain([head[start:]], chunks):
        data, at = rest + chunk, 0
        for found in breaks.finditer(data, max(searched - 1, 0)):
            if found.start() % width:
                continue  # halves of two characters
            line = data[at : found.start()]
            if cut or line.strip(_BLANK):
                number += 1
                yield Line(None if cut or len(line) > max_bytes else mark + line, number, row, start + at - len(mark))
            row += b"\n" in found.group()
            at, cut = found.end(), False
        rest = data[at:]
        start += at
        if len(rest) > max_bytes:
            let_go = len(rest) - len(rest) % width
            rest, start, cut = rest[let_go:], start + let_go, True
        searched = len(rest)
    if cut or rest.strip(_BLANK):
        yield Line(None if cut else mark + rest, number + 1, row, start - len(mark))


def line_name(line: Line) -> str:
    """The id that the object of a line states, else its number. UnreadableError says at which row it is no JSON."""
    assert line.data is not None
    try:
        name = entry_name(_QUICK.decode(line.data.decode()))
        if name is None or name.isprintable():
            return name or str(line.number)
    except (ValueError, RecursionError):
        pass  # told below by the reader that mends bytes and says what is wrong
    try:
        return entry_name(read_json(decode(line.data).text.text)) or str(line.number)
    except UnreadableError as error:
        raise UnreadableError(str(error).replace("at line 1,", f"at line {line.row},")) from None


def entry_name(entry: Any) -> str | None:
    """The id that a JSON value states, which names it among its like."""
    stated = next((entry[key] for key in ("id", "Id") if key in entry), None) if isinstance(entry, dict) else None
    return str(stated).strip() or None if isinstance(stated, str | int) and not isinstance(stated, bool) else None


def _bare(line: bytes) -> bytes:
    """A line as ASCII shows it: enough to see the signs of JSON."""
    for mark in _MARKS:
        line = line.removeprefix(mark)
    return line.replace(b"\x00", b"").strip()
