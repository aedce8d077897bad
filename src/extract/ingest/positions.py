"""JSON whose texts know where they stand, so that a release in JSON can be shown at its place in the file."""

from __future__ import annotations

import json
from json import decoder, scanner
from typing import Any

import regex

from extract.ingest.failure import UnreadableError
from extract.ingest.trace import Traced, cut, edit

_ESCAPE = regex.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", regex.S)
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


class Located(str):
    """A text of the JSON file; the characters ``[start, end)`` between its quote marks say it."""

    __slots__ = ("end", "start")
    start: int
    end: int


class _Decoder(json.JSONDecoder):
    """The standard decoder with texts that are :class:`Located`; numbers and the rest as ever."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_string = _located
        # The C scanner cannot be told of parse_string; the standard library's Python one reads the attribute.
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def _located(text: str, start: int, strict: bool) -> tuple[Located, int]:
    value, end = decoder.scanstring(text, start, strict)  # type: ignore[attr-defined]
    located = Located(_SURROGATE.sub("\ufffd", value))
    located.start, located.end = start, end - 1
    return located, end


def read_json(text: str) -> Any:
    """The value of ``text`` with :class:`Located` texts; UnreadableError names the line of a fault."""
    try:
        return _Decoder().decode(text)
    except json.JSONDecodeError as error:
        fault = f"the file is no valid JSON: {error.msg[:1].lower()}{error.msg[1:]} at line {error.lineno}"
        raise UnreadableError(f"{fault}, column {error.colno}; mend it there or fetch it again") from None
    except RecursionError:
        raise UnreadableError("the JSON is nested too deeply; give the releases themselves") from None
    except ValueError as error:
        fault = str(error).partition(";")[0]
        raise UnreadableError(f"the JSON cannot be read ({fault}); fetch it again") from None


def located(value: Any, of: Traced) -> Traced | None:
    """A :class:`Located` text traced to bytes; None for anything else or an empty text.

    ``of`` is the text that the JSON was read from. Escapes are traced as a whole, everything else character by
    character.
    """
    if not isinstance(value, Located) or not value:
        return None
    raw = cut(of, value.start, value.end)
    edits = [(m.start(), m.end(), _unescaped(m.group())) for m in _ESCAPE.finditer(raw.text)]
    return edit(raw, edits) if edits else raw


def _unescaped(escape: str) -> str:
    value: str = decoder.scanstring(escape + '"', 0)[0]  # type: ignore[attr-defined]
    return str(_SURROGATE.sub("\ufffd", value))


def plain(value: Any) -> Any:
    """``value`` with plain texts instead of :class:`Located` ones."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
