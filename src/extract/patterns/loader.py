"""Reads a patterns folder: every ``*.toml`` into phrases and word lists, every ``*.csv`` into rows."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from extract.patterns.errors import PatternError
from extract.patterns.phrases import Phrase, PhraseSyntaxError, Words, compile_phrases
from extract.values.text import tried

_ID = regex.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_PHRASE_KEYS = {"id", "match", "yes", "no", "why", "give"}
_WORDS_KEYS = {"id", "words", "yes", "no", "why", "give"}


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """A folder of patterns, compiled. ``digest`` is ``sha256:…`` over names and bytes of its files."""

    folder: Path
    digest: str
    phrases: Mapping[str, Phrase]
    words: Mapping[str, Words]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]

    def group(self, prefix: str) -> tuple[Phrase, ...]:
        """The phrases whose id is ``prefix`` or begins with ``prefix.``, in the order of their files."""
        return tuple(p for p in self.phrases.values() if p.id == prefix or p.id.startswith(prefix + "."))

    def word_group(self, prefix: str) -> tuple[Words, ...]:
        """The word lists whose id is ``prefix`` or begins with ``prefix.``, in the order of their files."""
        return tuple(w for w in self.words.values() if w.id == prefix or w.id.startswith(prefix + "."))

    def table(self, name: str) -> tuple[Mapping[str, str], ...]:
        """The rows of ``NAME.csv``, each a mapping of column to text."""
        if name not in self.tables:
            raise PatternError(f"{name}.csv", "the file is missing", f"put it into {self.folder}")
        return self.tables[name]


def default_folder() -> Path:
    """The patterns shipped with the package: inside the wheel, or beside src/ in a checkout."""
    shipped = Path(str(resources.files("extract"))) / "_patterns"
    return shipped if shipped.is_dir() else Path(__file__).resolve().parents[3] / "patterns"


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Patterns:
    """The patterns of ``folder`` (default: the shipped ones), loaded once per process and folder.

    Raises PatternError, which names file, line, fault and mend, at the first file that cannot be used.
    """
    root = folder or default_folder()
    if not root.is_dir():
        raise PatternError(str(root), "no such folder of patterns", "name one that holds *.toml and *.csv files")
    phrases: dict[str, Phrase] = {}
    words: dict[str, Words] = {}
    tables: dict[str, tuple[Mapping[str, str], ...]] = {}
    digest = hashlib.sha256()
    for path in sorted(root.iterdir()):
        if path.suffix not in {".toml", ".csv"}:
            continue
        data = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(data).digest())
        text = _decode(path, data)
        if path.suffix == ".csv":
            tables[path.stem] = _read_csv(path, text)
        else:
            _read_toml(path, text, phrases, words)
    if not phrases and not words:
        raise PatternError(str(root), "the folder holds no patterns", "name one that holds *.toml files")
    return Patterns(root, "sha256:" + digest.hexdigest(), phrases, words, tables)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PatternError(path.name, "the file is not UTF-8", "save it as UTF-8", line) from None


def _read_csv(path: Path, text: str) -> tuple[Mapping[str, str], ...]:
    rows = []
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                fault = f"the row has not the {len(reader.fieldnames or ())} columns of the first line"
                raise PatternError(path.name, fault, "mend the commas of that line", reader.line_num)
            rows.append(row)
    except csv.Error as error:
        raise PatternError(path.name, str(error), "mend the quotes of that line", reader.line_num) from None
    return tuple(rows)


def _read_toml(path: Path, text: str, phrases: dict[str, Phrase], words: dict[str, Words]) -> None:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(path.name, str(error), "mend the TOML there; see docs/patterns.md") from None
    for key in content:
        if key not in {"pattern", "words", "about"}:
            raise PatternError(path.name, f"unknown table '{key}'", "use [[pattern]] or [[words]]", _line(text, key))
    for entry in content.get("pattern", ()):
        phrase = _phrase(path, text, entry)
        _put(phrases, phrase.id, phrase, path, text)
    for entry in content.get("words", ()):
        listed = _words(path, text, entry)
        _put(words, listed.id, listed, path, text)


def _put(into: dict[str, Any], key: str, value: Any, path: Path, text: str) -> None:
    if key in into:
        fault = f"the id '{key}' stands in {into[key].file} already"
        raise PatternError(path.name, fault, "give one of the two another id", _line(text, key, last=True))
    into[key] = value


def _phrase(path: Path, text: str, entry: dict[str, Any]) -> Phrase:
    checked = _fields(path, text, entry, _PHRASE_KEYS, "match")
    try:
        expression = compile_phrases(checked["match"])
    except PhraseSyntaxError as error:
        raise PatternError(path.name, str(error), "see docs/patterns.md", _line(text, checked["id"])) from None
    return Phrase(**checked, file=path.name, expression=expression)


def _words(path: Path, text: str, entry: dict[str, Any]) -> Words:
    checked = _fields(path, text, entry, _WORDS_KEYS, "words")
    folded = frozenset(word.casefold() for word in checked["words"])
    body = tried(checked["words"], blank=r"\s+", folded=True)
    # Whole words; a boundary beside punctuation (as in "mio.") is any place that splits no word.
    source = rf"(?<![\p{{L}}\d])(?:{body})(?![\p{{L}}\d])"
    return Words(**checked, file=path.name, folded=folded, expression=regex.compile(source, regex.IGNORECASE))


def _fields(path: Path, text: str, entry: dict[str, Any], known: set[str], main: str) -> dict[str, Any]:
    """The entry's fields with their types checked and lists made tuples; the first fault raises."""
    name = entry.get("id")
    line = _line(text, name) if isinstance(name, str) else None
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise PatternError(path.name, f"bad or missing id {name!r}", 'write it as id = "money.role.grant"', line)
    if unknown := sorted(set(entry) - known):
        raise PatternError(path.name, f"unknown key '{unknown[0]}' in {name}", f"use {', '.join(sorted(known))}", line)
    fields: dict[str, Any] = {"id": name, "why": entry.get("why", ""), "give": entry.get("give", {})}
    if not isinstance(fields["why"], str) or not fields["why"].strip():
        raise PatternError(path.name, f"{name} has no why", "say in one line what it is for", line)
    if not isinstance(fields["give"], dict) or not all(isinstance(v, str) for v in fields["give"].values()):
        raise PatternError(path.name, f"give of {name} must be names with texts", 'as in give = {role = "grant"}', line)
    for key in (main, "yes", "no"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            raise PatternError(path.name, f"{key} of {name} must be a list of texts", f'as in {key} = ["…"]', line)
        fields[key] = tuple(value)
    for key in (main, "yes"):
        if not fields[key]:
            raise PatternError(path.name, f"{name} has no {key}", f"give {key} at least one text", line)
    return fields


def _line(text: str, key: str, *, last: bool = False) -> int | None:
    """The line of ``text`` on which ``key`` stands, counted from 1."""
    at = text.rfind(f'"{key}"') if last else text.find(f'"{key}"')
    at = at if at >= 0 else text.find(key)
    return text.count("\n", 0, at) + 1 if at >= 0 else None
