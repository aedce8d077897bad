"""Bytes to text, with the way back: which encoding it is, whatever the label says."""

from __future__ import annotations

from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, the code page as it is met in practice)
import regex
from charset_normalizer import from_bytes

from extract.ingest.failure import UnreadableError
from extract.ingest.trace import Piece, Traced, edit
from extract.records.document import Note

_CP1252 = "sloppy-windows-1252"
_SINGLE_BYTE = {
    "mac_roman": "mac-roman",
    "cp850": "cp850",
    "cp865": "cp865",
    "iso8859_15": "iso-8859-15",
    "cp1252": "windows-1252",
    "latin_1": "windows-1252",
}
"""What Danish text has been saved in, as charset-normalizer names it, and the name to report."""

_LABELS = {
    "iso-8859-15": "iso8859_15",
    "latin-9": "iso8859_15",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "mac-roman": "mac_roman",
    "cp850": "cp850",
    "ibm850": "cp850",
    "cp865": "cp865",
    "ibm865": "cp865",
}
"""Labels other than UTF-8 and the Latin-1 family (which is read as Windows-1252, as browsers do)."""

_MAGIC = (
    (b"%PDF-", "a PDF file", "save its text as .txt or its page as .html"),
    (b"PK\x03\x04", "a ZIP archive or Office document", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "give the text of the release instead"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the release instead"),
    (b"GIF87a", "a GIF image", "give the text of the release instead"),
    (b"GIF89a", "a GIF image", "give the text of the release instead"),
    (b"RIFF", "a RIFF media file", "give the text of the release instead"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first"),
    (b"BZh", "bzip2-compressed", "unpack it first"),
    (b"\xfd7zXZ\x00", "xz-compressed", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "give the text of the release instead"),
    (b"SQLite format 3\x00", "an SQLite database", "give the text of the release instead"),
)
_META_CHARSET = regex.compile(rb"<meta\b[^>]{0,300}?\bcharset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,30})", regex.I)
_XML_ENCODING = regex.compile(rb"^\s{0,20}<\?xml\b[^>]{0,100}?\bencoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,30})", regex.I)
_HIGH_BYTES = regex.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]"
)
"""A UTF-8 sequence, or one byte that is part of none."""
_CUT_OFF = regex.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_CHARACTERS = "".join(map(chr, [*range(9), *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF]))
_CONTROL_BYTES = regex.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_WITHIN_WORD = regex.compile(r"(?<=[A-Za-zÀ-ÿ])[^\x00-\x7fÀ-ÿ’‘´·\xad\xa0–—-](?=[a-zà-ÿ])")
_UNUSUAL = regex.compile(r"[^\x00-\x7fÀ-ÿ’‘´·\xad\xa0–—“”„…•»«§°©®™€£½¼¾²³±×µŠšŽžŒœŸ‹›¿¡†¹ºª¶\ufffd]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` traced to bytes, the encoding that it was read in, and what a reader should know."""

    text: Traced
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """The text of ``data`` without control characters; UnreadableError where it is binary or no known encoding.

    ``charset`` is what a header says; it counts where neither the bytes nor the page itself tell the encoding.
    """
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"the file is {what}, not text; {mend}")
    decoded = _utf16(data)
    if decoded is None:
        _refuse_binary(data)
        decoded = _utf8(data) or _single_byte(data, charset)
    return _without_controls(decoded)


def _refuse_binary(data: bytes) -> None:
    head = data[:65536]
    bad = max(head.count(0), len(_CONTROL_BYTES.findall(head)))
    if bad > max(8, len(head) // 50) or bad * 2 > len(head):
        raise UnreadableError(
            "the file is binary (it is full of control characters); give the text of the release instead"
        )


def utf16(data: bytes) -> tuple[str, int] | None:
    """The codec of UTF-16 by its byte order mark, or by every other byte being NUL, and the bytes of the mark; None for
    anything else."""
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le", 2
    if data.startswith(b"\xfe\xff"):
        return "utf-16-be", 2
    head = data[:4096]
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) // 2
    if half < 4 or max(even, odd) < 0.7 * half or min(even, odd) > 0.1 * half:
        return None
    return ("utf-16-le" if odd > even else "utf-16-be"), 0


def _utf16(data: bytes) -> Decoded | None:
    found = utf16(data)
    if found is None:
        return None
    codec, start = found
    body = data[start : start + (len(data) - start) // 2 * 2]
    notes: tuple[Note, ...] = ()
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        text = body.decode(codec, "replace")
        notes = (Note("undecodable_characters", "Enkelte tegn kunne ikke læses og er erstattet med �."),)
        if len(text.encode(codec)) != len(body):
            return Decoded(Traced(text, (Piece(0, len(text), start, len(data), exact=False),)), codec, notes)
    return Decoded(_whole(text, start, start + len(body), codec), codec, notes)


def _whole(text: str, start: int, end: int, encoding: str) -> Traced:
    return Traced(text, (Piece(0, len(text), start, end, True, encoding),) if text else ())


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also where a few bytes of another encoding slipped in; None if it is something else."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    body = data[start:]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed_utf8(data, start)
    return Decoded(_whole(text, start, len(data), "" if len(text) == len(body) else "utf-8"), "utf-8")


def _mixed_utf8(data: bytes, start: int) -> Decoded | None:
    """Mostly UTF-8: stray bytes are read as Windows-1252, a sequence cut off at the end is dropped."""
    end = len(data)
    if cut_off := _CUT_OFF.search(data, max(start, end - 3)):
        end = cut_off.start()
    stray: list[int] = []
    good = 0
    for found in _HIGH_BYTES.finditer(data, start, end):
        if found.end() - found.start() == 1:
            stray.append(found.start())
        else:
            good += 1
    if len(stray) > good or (not stray and not good):
        return None
    parts: list[str] = []
    pieces: list[Piece] = []
    at, length = start, 0
    for byte in (*stray, end):
        for low, high, codec, width in ((at, byte, "utf-8", "utf-8"), (byte, min(byte + 1, end), _CP1252, "")):
            text = data[low:high].decode(codec)
            if text:
                pieces.append(Piece(length, length + len(text), low, high, True, width))
                parts.append(text)
                length += len(text)
        at = byte + 1
    notes = []
    if stray:
        message = "Filen blander tegnsæt: enkelte tegn er læst som Windows-1252, resten som UTF-8."
        notes.append(Note("mixed_encoding", message))
    if end < len(data):
        notes.append(Note("cut_off", "Filen slutter midt i et tegn; den er nok ikke kommet helt med."))
    return Decoded(Traced("".join(parts), tuple(pieces)), "utf-8", tuple(notes))


def _label(data: bytes) -> str | None:
    """The encoding that the page names in its first bytes, lower-case; browsers read no further either."""
    found = _XML_ENCODING.search(data, 0, 1024) or _META_CHARSET.search(data, 0, 4096)
    return found.group(1).decode("ascii").lower() if found else None


def _single_byte(data: bytes, charset: str | None) -> Decoded:
    label = _LABELS.get(_label(data) or (charset or "").strip().lower())
    if label is not None:
        return _as(data, label)
    text = data.decode(_CP1252)
    if _plausible(text):
        return Decoded(_whole(text, 0, len(data), ""), "windows-1252")
    # A sample is enough to tell code pages apart, and charset-normalizer takes long over a large file.
    head = data[: 1 << 16]
    best = from_bytes(head, cp_isolation=list(_SINGLE_BYTE)).best()
    if best is None or best.encoding not in _SINGLE_BYTE:
        raise UnreadableError("the character encoding cannot be told; save the file as UTF-8")
    return _as(data, best.encoding)


def _as(data: bytes, codec: str) -> Decoded:
    name = _SINGLE_BYTE[codec]
    text = data.decode(_CP1252 if name == "windows-1252" else codec, "replace")
    return Decoded(_whole(text, 0, len(data), ""), name)


def _plausible(text: str) -> bool:
    """Whether text read as Windows-1252 looks like it: no signs inside words, and few that nobody types."""
    high = len(text) - len(text.encode("ascii", "ignore"))
    return len(_WITHIN_WORD.findall(text)) + len(_UNUSUAL.findall(text)) <= high // 20


def _without_controls(decoded: Decoded) -> Decoded:
    text = decoded.text.text
    if not any(character in text for character in _CONTROL_CHARACTERS):  # far quicker than the expression
        return decoded
    found = [(match.start(), match.end(), "") for match in _CONTROL.finditer(text)]
    # Escape characters of terminals and the like; a few NUL bytes come from careless programs.
    message = f"{len(found)} styretegn (f.eks. NUL) er fjernet fra teksten."
    note = Note("control_characters_removed", message)
    return Decoded(edit(decoded.text, found), decoded.encoding, (*decoded.notes, note))
