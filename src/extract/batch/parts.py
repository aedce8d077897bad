"""What a shard gave, as one Parquet file: a part. Its rows are the parts of the store's outcomes, in the order of the
inputs, under the names of the store's columns; memory holds one group of rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import groupby
from operator import itemgetter
from typing import IO, Any, Final, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from extract.batch.run import Program
from extract.ingest import IngestFailure
from extract.records.release import ExtractorInfo
from extract.store import Outcome, Packed, PackedSource, Read
from extract.store.alike import Article

VERSION: Final = 1
"""Of the columns and facts; a part of another version is refused."""
_FACTS: Final = b"press-extract"
"""Where the facts about a part stand in its metadata."""
_MOST_ROWS: Final = 1000
_MOST_BYTES: Final = 8_000_000
_ROWS_AT_ONCE: Final = 64

_STRINGS: Final = ("uri", "failed_uri", "kind", "reason", "release", "title", "publisher", "published_at", "language",
                   "url", "granted")  # fmt: skip
_BYTES: Final = ("sha256", "source_primer", "source", "key", "text_key", "text", "body", "sketch")
_CHECKS: Final = ("ok", "mismatch", "repaired", "doubt")
_NUMBERS: Final = ("item", "position", "part", "milliseconds", "source_size", "projects", "amounts", "quotes", "places",
                   *_CHECKS, "article")  # fmt: skip
_COLUMNS: Final = (
    "item", "position", "part", "uri", "sha256", "milliseconds", "source_size", "source_primer", "source",
    "failed_uri", "kind", "reason",
    "release", "key", "text_key", "text", "body", "title", "publisher", "published_at", "language", "url",
    "projects", "amounts", "quotes", "places", "granted", *_CHECKS, "article", "sketch",
)  # fmt: skip
"""``item`` is the file within the shard, ``position`` the input within the shard, ``part`` the release or failure
within the input. What is of the input and not of the release (``source`` …) stands with its first part."""
_KINDS: Final = {name: pa.int64() for name in _NUMBERS} | {name: pa.string() for name in _STRINGS}
SCHEMA: Final = pa.schema([(name, _KINDS.get(name, pa.binary())) for name in _COLUMNS])
_PACKED: Final = tuple(one.name for one in fields(Packed) if one.name not in ("checks", "article"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a part says of itself beside its rows: who read, under which bound, and what it holds."""

    program: Program
    max_bytes: int
    inputs: int = 0
    releases: int = 0
    failures: int = 0
    skipped: int = 0

    def plus(self, other: Facts) -> Facts:
        """The counts of both."""
        counts = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)[2:]}
        return replace(self, **counts)

    def told(self) -> dict[str, Any]:
        """The same as JSON values."""
        counts = {one.name: getattr(self, one.name) for one in fields(self)[1:]}
        info = self.program.info.model_dump(mode="json")
        return {"part": VERSION, "extractor": info, "code": self.program.code, **counts}

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Facts:
        """Raises ValueError, KeyError or TypeError where ``told`` is something else, or of another version."""
        if told["part"] != VERSION:
            raise ValueError(f"version {told['part']}, and this program knows {VERSION}")
        program = Program(ExtractorInfo.model_validate(told["extractor"]), str(told["code"]))
        return cls(program, *(int(told[one.name]) for one in fields(cls)[1:]))


class Named(NamedTuple):
    """An input of a part: the number of its file in the shard, its address, how many releases it gave, and what
    failed."""

    item: int
    uri: str
    releases: int
    failures: tuple[IngestFailure, ...]


def write_part(file: IO[bytes], reads: Iterable[tuple[int, Read | None]], program: Program, max_bytes: int) -> Facts:
    """Writes what inputs gave, each with the number of its file in the shard; None stands for what was skipped."""
    inputs = releases = failures = skipped = 0
    rows: list[dict[str, Any]] = []
    size = 0
    # Bodies, texts and keys are packed or random: trying to pack them again only takes time.
    compression = {name: "none" if name in _BYTES else "zstd" for name in _COLUMNS}
    with parquet.ParquetWriter(
        file, SCHEMA, compression=compression, use_dictionary=["kind", "language", "publisher"], write_statistics=False
    ) as writer:
        for item, read in reads:
            if read is None:
                skipped += 1
                continue
            own = list(_rows(item, inputs, read))
            inputs += 1
            releases += sum(row["kind"] is None for row in own)
            failures += sum(row["kind"] is not None for row in own)
            rows += own
            size += sum(len(row[name] or b"") for row in own for name in _BYTES)
            if len(rows) >= _MOST_ROWS or size >= _MOST_BYTES:
                writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                rows, size = [], 0
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
        facts = Facts(program, max_bytes, inputs, releases, failures, skipped)
        writer.add_key_value_metadata({_FACTS: json.dumps(facts.told()).encode()})
    return facts


def read_facts(file: IO[bytes]) -> Facts:
    """What a part says of itself. ArrowException, ValueError, KeyError or TypeError where it is none of ours."""
    return Facts.from_told(json.loads(parquet.read_metadata(file).metadata[_FACTS]))


def read_part(file: IO[bytes]) -> Iterator[tuple[int, Read]]:
    """The inputs of a part, each with the number of its file in the shard."""
    with parquet.ParquetFile(file) as table:
        batches = table.iter_batches(_ROWS_AT_ONCE, use_threads=False)
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, own in groupby(rows, itemgetter("position")):
            parts = list(own)
            yield parts[0]["item"], _read(parts)


def read_names(file: IO[bytes]) -> Iterator[Named]:
    """The inputs of a part by their names, without what takes room."""
    columns = ["item", "position", "uri", "failed_uri", "kind", "reason"]
    with parquet.ParquetFile(file) as table:
        batches = table.iter_batches(columns=columns, use_threads=False)
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, own in groupby(rows, itemgetter("position")):
            parts = list(own)
            failures = tuple(failure for failure in map(_failure, parts) if failure is not None)
            yield Named(parts[0]["item"], parts[0]["uri"], len(parts) - len(failures), failures)


def _rows(item: int, position: int, read: Read) -> Iterator[dict[str, Any]]:
    source = read.outcome.source
    for number, part in enumerate(read.outcome.parts):
        row: dict[str, Any] = dict.fromkeys(_COLUMNS)
        row |= {"item": item, "position": position, "part": number, "uri": _name(read.uri)}
        if number == 0:
            row |= {"sha256": read.sha256, "milliseconds": read.outcome.milliseconds}
            if source is not None:
                row |= {"source_size": source.size, "source_primer": source.primer, "source": source.body}
        if isinstance(part, Packed):
            row |= {name: getattr(part, name) for name in _PACKED} | dict(zip(_CHECKS, part.checks, strict=True))
            if part.article is not None:
                row |= {"article": part.article.key, "sketch": part.article.sketch}
        else:
            row |= {"failed_uri": _name(part.uri), "kind": part.kind, "reason": _name(part.reason)}
        yield row


def _read(rows: list[dict[str, Any]]) -> Read:
    first = rows[0]
    source = None
    if first["source"] is not None:
        source = PackedSource(first["source_size"], first["source_primer"], first["source"])
    parts = tuple(_failure(row) or _packed(row) for row in rows)
    return Read(first["uri"], first["sha256"], Outcome(parts, source, first["milliseconds"]))


def _packed(row: Mapping[str, Any]) -> Packed:
    checks = (row["ok"], row["mismatch"], row["repaired"], row["doubt"])
    article = None if row["article"] is None else Article(row["article"], row["sketch"])
    return Packed(**{name: row[name] for name in _PACKED}, checks=checks, article=article)


def _failure(row: Mapping[str, Any]) -> IngestFailure | None:
    return None if row["kind"] is None else IngestFailure(row["failed_uri"], row["reason"], row["kind"])


def _name(text: str) -> str:
    """Text that Parquet can hold; halves of characters are written out, so that no two names become one."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
