"""Web archives (WARC) as inputs: the pages that servers sent, one at a time, around what is damaged."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from extract.batch.source import Found, Input, Skipped, lost, said, unreadable, without_extra
from extract.ingest import Hints, IngestFailure

SUFFIXES: Final = (".warc", ".warc.gz")
TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", None})
"""What is read, by the type that the server states; None where it states none."""
_LENGTH: Final = re.compile(rb"^Content-Length:\s{0,20}(\d{1,18})\s*$", re.I | re.M)
_GZIP: Final = b"\x1f\x8b\x08"
_BEGINS: Final = {True: re.compile(_GZIP), False: re.compile(rb"WARC/1\.\d\r?\n[A-Za-z-]{1,40}:")}
"""How a record begins, packed or not."""
_OVERLAP: Final = 64
_CHUNK: Final = 1 << 20
_HEAD: Final = 1 << 16
_RESPONSE: Final = 4
"""The number of FastWARC's record type; its own constants are there only where it is."""
_FAULTS: Final = (OSError, ValueError, RuntimeError, EOFError)


def read_web_archive(uri: str, path: Path, max_bytes: int) -> Iterator[Found]:
    """The pages and texts of a web archive that servers sent with a status of 2xx, as ``uri!/address``.

    Other responses are skipped. A record that is damaged or cut off is a failure, and the next one that can be read
    follows. An address that stands in it twice comes twice.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        yield without_extra(uri, "warc")
        return
    try:
        with path.open("rb") as file:
            yield from _Reading(uri, path, file, max_bytes, ArchiveIterator).found()
    except OSError as error:
        yield unreadable(uri, error)


class _Reading:
    """One pass over a web archive, begun anew behind what cannot be read.

    A response is given away only when the next record, or a second look at its bytes, shows that it is whole.
    """

    def __init__(self, uri: str, path: Path, file: IO[bytes], max_bytes: int, iterator: Any) -> None:
        self._uri, self._path, self._file, self._max_bytes, self._iterator = uri, path, file, max_bytes, iterator
        head = file.read(_OVERLAP)
        self._packed = head.startswith(_GZIP) or (path.suffix.lower() == ".gz" and not _BEGINS[False].match(head))
        self._size = file.seek(0, os.SEEK_END)
        self._held: Found | None = None
        self._last: int | None = None
        self._reading: str | None = None
        self._fault = ""

    def found(self) -> Iterator[Found]:
        at: int | None = 0
        is_told = False
        candidates = 0
        while at is not None and at < self._size:
            for one in self._stretch(at):
                candidates += not isinstance(one, Skipped)
                yield one
            if self._last is None:
                if not is_told:
                    yield self._damage(at)
                    candidates, is_told = candidates + 1, True
                at = self._next(at + 1)
                continue
            is_told = False
            end = self._end(self._last)
            if self._reading is not None or end is None:
                uri = self._reading or (self._held.uri if self._held else self._uri)
                yield lost(uri, f"damaged or cut off{self._fault} (fetch it again)")
                candidates += 1
                at = self._next(self._last + 1 if end is None else end)
                continue
            if self._held is not None:
                candidates += not isinstance(self._held, Skipped)
                yield self._held
            at = self._next(end)
            if (at is None and self._fault) or not self._is_blank(end, self._size if at is None else at):
                yield self._damage(end)
                candidates += 1
        if not candidates:
            yield lost(self._uri, "the web archive holds no page that could be a release")

    def _stretch(self, at: int) -> Iterator[Found]:
        """The responses from a record's first byte on, but for the last, which is held until it is seen to be whole."""
        self._held = self._last = self._reading = None
        self._fault = ""
        self._file.seek(at)
        try:
            for record in self._iterator(self._file, parse_http=False):
                if self._held is not None:
                    yield self._held
                self._last, self._held = record.stream_pos, None
                if record.is_http and record.record_type == _RESPONSE:
                    self._held = self._response(record)
        except _FAULTS as error:
            self._fault = f": {said(error)}"

    def _response(self, record: Any) -> Found:
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ").encode("utf-8", "replace").decode()
        self._reading = uri = f"{self._uri}!/{url or record.stream_pos}"
        record.parse_http(auto_decode="all")
        status, heads = record.http_headers.status_code, record.http_headers
        if status is None:
            raise ValueError("the answer of the server has no status")
        found: Found = Skipped(uri)
        if 200 <= status < 300 and record.http_content_type in TYPES:
            data = b""
            while len(data) <= self._max_bytes and (more := record.reader.read(self._max_bytes + 1 - len(data))):
                data += more
            known = {
                "content_type": heads.get("Content-Type"),
                "http_date": heads.get("Date"),
                "warc_date": record.headers.get("WARC-Date"),
            }
            extra = {key: value for key, value in known.items() if value}
            hints = Hints(charset=record.http_charset, url=url or None, extra=extra)
            found = Input(uri, self._path, data, "warc", hints, record.stream_pos)
        self._reading = None
        return found

    def _damage(self, at: int) -> IngestFailure:
        reason = f"damaged or cut off at byte {at}{self._fault} (fetch it again; what can be read behind it was)"
        return lost(f"{self._uri}!/{at}" if at else self._uri, reason)

    def _next(self, start: int) -> int | None:
        """Where the next record from ``start`` on may begin; None if there is none."""
        self._file.seek(start)
        rest = b""
        while chunk := self._file.read(_CHUNK):
            data = rest + chunk
            if found := _BEGINS[self._packed].search(data):
                return start + found.start()
            rest = data[-_OVERLAP:]
            start += len(data) - len(rest)
        return None

    def _end(self, at: int) -> int | None:
        """Where the record that begins at ``at`` ends; None if it is not whole."""
        self._file.seek(at)
        return self._packed_end() if self._packed else self._plain_end(at)

    def _packed_end(self) -> int | None:
        packed = self._file.read(_HEAD)
        if not packed.startswith(_GZIP):
            return self._size  # packed as one: there is no beginning to go back to
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while packed:
            try:
                unpacking.decompress(packed, _CHUNK)
            except zlib.error:
                return None
            if unpacking.eof:
                return self._file.tell() - len(unpacking.unused_data)
            packed = unpacking.unconsumed_tail or self._file.read(_HEAD)
        return None

    def _plain_end(self, at: int) -> int | None:
        head, blank, _ = self._file.read(_HEAD).partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is None or not blank:
            return None
        end = at + len(head) + len(blank) + int(length.group(1))
        self._file.seek(end)
        behind = self._file.read(4)
        if end > self._size or behind.strip(b"\r\n"):
            return None
        return end + len(behind)

    def _is_blank(self, start: int, end: int) -> bool:
        self._file.seek(start)
        return end - start <= _HEAD and not self._file.read(end - start).strip(b"\r\n\x00")
