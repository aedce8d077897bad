"""Two mends of text that went through the wrong program: mojibake, and HTML entities in plain text.

Quote marks, dashes and everything else stay as they are.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.entities import html5

import ftfy
import regex

from extract.ingest.trace import Traced, edit
from extract.records.document import Note

# What UTF-8 turns into when it is read as Windows-1252 or Latin-1: a lead character, then what its bytes became.
_TAIL = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SUSPECT = regex.compile(rf"[ÃÂÅÄâðË]{_TAIL}|Â (?=\d)|√[∏¶•òÖÜ©º]|├|[\x80-\x9f]|Ã.?�")
_LEADS = frozenset("ÃÂÅÄâðË√├" + "".join(map(chr, range(0x80, 0xA0))))
"""One of these is in everything that is suspect: most texts have none, which is quicker to see."""
_PAIR = regex.compile(rf"[ÂÃ]{_TAIL}|â[€‚]{_TAIL}|Â (?=\d)")
_NOT_ASCII = regex.compile(r"[^\x00-\x7f]+")
_LINE = regex.compile(r"[^\r\n]+")
_ENTITY = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def may_be_mojibake(text: str) -> bool:
    """Whether ``text`` holds what mojibake is made of: a quick look that most texts end with."""
    return not text.isascii() and not _LEADS.isdisjoint(text) and _SUSPECT.search(text) is not None


def repair_mojibake(of: Traced) -> tuple[Traced, int]:
    """``of`` with mojibake repaired on the lines that have it, and the number of those lines."""
    if not may_be_mojibake(of.text):
        return of, 0
    edits: list[tuple[int, int, str]] = []
    lines = 0
    for line in _LINE.finditer(of.text):
        found = list(_line_edits(line.group(), line.start())) if _SUSPECT.search(line.group()) else []
        edits += found
        lines += bool(found)
    return (edit(of, edits), lines) if edits else (of, 0)


def repaired(text: str) -> str:
    """A short text, such as a title from the page's metadata, with its mojibake repaired."""
    return _fixed(text) if may_be_mojibake(text) else text


def _fixed(text: str) -> str:
    # fix_encoding leaves a line alone that has a sign which no single code page explains; the pairs are certain.
    mended: str = _PAIR.sub(lambda pair: _decode_pair(pair.group()), ftfy.fix_encoding(text))
    return mended


def _decode_pair(pair: str) -> str:
    try:
        return pair.replace("Â ", "Â\xa0").encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return pair


def _line_edits(line: str, start: int) -> Iterator[tuple[int, int, str]]:
    new = _fixed(line)
    if new == line:
        return
    # Repairs touch clusters of non-ASCII characters only, so what stands between them lines the two texts up.
    if _NOT_ASCII.split(line) == _NOT_ASCII.split(new):
        for before, after in zip(_NOT_ASCII.finditer(line), _NOT_ASCII.finditer(new), strict=True):
            if before.group() != after.group():
                yield start + before.start(), start + before.end(), after.group()
    else:
        yield start, start + len(line), new


def decode_entities(of: Traced) -> tuple[Traced, int]:
    """``of`` with HTML entities such as ``&aelig;`` decoded, and their number."""
    if "&" not in of.text:
        return of, 0
    edits = []
    for found in _ENTITY.finditer(of.text):
        name = found.group()[1:]
        new = html.unescape(found.group()) if name.startswith("#") or name in html5 else found.group()
        if new != found.group() and new.isprintable() | new.isspace() and new != "\ufffd":
            edits.append((found.start(), found.end(), new))
    return (edit(of, edits), len(edits)) if edits else (of, 0)


def mojibake_note(lines: int) -> tuple[Note, ...]:
    """The note for ``lines`` repaired lines; none for 0."""
    if not lines:
        return ()
    where = "1 linje" if lines == 1 else f"{lines} linjer"
    message = f"Tegn, der var læst med forkert tegnsæt (f.eks. »Ã¸« for »ø«), er rettet på {where}."
    return (Note("mojibake_repaired", message),)


def entities_note(count: int) -> tuple[Note, ...]:
    """The note for ``count`` decoded entities; none for 0."""
    message = f"{count} HTML-tegnkoder (f.eks. »&aelig;« for »æ«) er omsat til tegn."
    return (Note("entities_decoded", message),) if count else ()
