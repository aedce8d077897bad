"""Where a feed goes, as it is written on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine.url import make_url

from extract.feed.dlt_source import DltAddress
from extract.feed.duck import DuckAddress
from extract.feed.parquet import ParquetAddress
from extract.feed.relational import RelationalAddress
from extract.feed.target import Address, FeedError
from extract.feed.textfiles import TextAddress

DEFAULT: Final = "duckdb:///outputs/press.duckdb"
_DRIVERS: Final = {
    "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg",
    "mysql": "mysql+pymysql", "mariadb": "mysql+pymysql", "mysql+pymysql": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
}  # fmt: skip
_FILES: Final[Mapping[str, Callable[[Path], Address]]] = {
    "parquet": ParquetAddress, "csv": TextAddress.csv, "jsonl": TextAddress.lines
}  # fmt: skip
_KNOWN: Final = (
    "sqlite:///FILE, duckdb:///FILE, postgresql://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE, parquet:DIR, csv:DIR,"
    " jsonl:FILE or dlt:NAME"
)


def address(text: str) -> Address:
    """The destination of that name. FeedError where it is none."""
    scheme, separator, rest = text.partition(":")
    if scheme in ("sqlite", "duckdb") and rest.startswith("///") and len(rest) > 3:
        path = Path(rest[3:])
        if path.is_dir():
            raise FeedError(f"{path}: is a folder (give a file in it)")
        return (
            DuckAddress(path) if scheme == "duckdb" else RelationalAddress(sa.URL.create("sqlite", database=str(path)))
        )
    if scheme == "dlt" and rest:
        return DltAddress(rest)
    if scheme in _FILES and rest and not rest.startswith("//"):
        return _FILES[scheme](Path(rest))
    if scheme in _DRIVERS and rest.startswith("//"):
        return RelationalAddress(_url(scheme, text))
    raise FeedError(f"{text if not separator else scheme + ':…'}: is no destination (give {_KNOWN})")


def _url(scheme: str, text: str) -> sa.URL:
    try:
        url = make_url(text).set(drivername=_DRIVERS[scheme])
    except (sa.exc.ArgumentError, ValueError):
        raise FeedError(f"{scheme}://…: is no address (as {scheme}://USER@HOST/DATABASE)") from None
    if not url.database:
        raise FeedError(
            f"{url.render_as_string(hide_password=True)}: names no database (as {scheme}://USER@HOST/DATABASE)"
        )
    return url if scheme.startswith("postgres") else url.update_query_dict({"charset": "utf8mb4"})
