"""What dlt feeds: some thirty other destinations, over the same tables.

A DuckDB file keeps what was fed; when something changed, every table goes to dlt as Arrow, in the place of what it had
brought before. dlt could merge what changed, but not into every destination, and says nothing where it appends instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import regex

from extract.feed.duck import DuckAddress, DuckDB
from extract.feed.ledger import FED, FEED
from extract.feed.model import Table
from extract.feed.schema import HISTORIES
from extract.feed.spool import Spool
from extract.feed.target import FeedError, Target, Terms

FOLDER: Final = Path("outputs")
DATASET: Final = "press"
_NAME: Final = regex.compile(r"[a-z][a-z0-9_]*")
_BROUGHT: Final = "brought"


class _Dlt(DuckDB):
    """The DuckDB file, whose tables dlt is given at the end."""

    def __init__(self, name: str, terms: Terms, connection: Any, spool: Spool, address: DltAddress) -> None:
        super().__init__(name, terms, connection, spool)
        self._address = address

    def finish(self) -> None:
        super().finish()
        if not self.changed and self.told().get(_BROUGHT):
            return
        dlt = _dlt()
        try:
            pipeline = dlt.pipeline(
                pipeline_name=f"press_extract_{self._address.destination}",
                destination=self._address.destination,
                dataset_name=DATASET,
                pipelines_dir=str(self._address.books.with_suffix("")),
            )
            # A package that an earlier feed left unfinished would be loaded in the place of this one.
            pipeline.abort_packages()
            pipeline.run([self._resource(dlt, table) for table in self._tables()])
        except dlt.common.exceptions.DltException as error:
            said = " ".join(str(error).split())[:300]
            raise FeedError(f"{self.name}: {said} (see dlt's pages on this destination for its settings)") from error
        self._connection.execute("DELETE FROM feed WHERE name = ?", [_BROUGHT])
        self.add(FEED, [{"name": _BROUGHT, "value": self._terms.at}])
        self.flush()

    def _tables(self) -> Sequence[Table]:
        return [table for table in (*FED, *HISTORIES) if table.name in self._schema.tables and table is not FEED]

    def _resource(self, dlt: Any, table: Table) -> Any:
        columns = {
            column.name: {"description": column.comment, "nullable": not column.required}
            for column in table.columns_where(decimals=True)
        }
        return dlt.resource(
            lambda: self._rows(table), name=table.name, primary_key=table.key, columns=columns,
            write_disposition="replace",
        )  # fmt: skip

    def _rows(self, table: Table) -> Iterator[Any]:
        # Within the transaction, which alone sees what was just fed.
        yield self._connection.sql(f'SELECT * FROM "{table.name}"').to_arrow_table()  # noqa: S608 (our own names)


@dataclass(frozen=True, slots=True)
class DltAddress:
    """One of dlt's destinations by its name there; its settings are where dlt looks for them."""

    destination: str

    @property
    def name(self) -> str:
        return f"dlt:{self.destination}"

    @property
    def books(self) -> Path:
        """The file that keeps what was fed."""
        return FOLDER / f".feed-{self.destination}.duckdb"

    @contextmanager
    def opened(self, terms: Terms) -> Iterator[Target]:
        if not _NAME.fullmatch(self.destination):
            raise FeedError(f"{self.name}: is no name of a destination of dlt (as dlt:bigquery)")
        _dlt()
        with self._duck().opened(terms) as target:
            yield target

    def fed_last(self) -> str | None:
        return self._duck().fed_last()

    def _duck(self) -> DuckAddress:
        def made(name: str, terms: Terms, connection: Any, spool: Spool) -> DuckDB:
            return _Dlt(name, terms, connection, spool, self)

        return DuckAddress(self.books, made, self.name)


def _dlt() -> Any:
    # It would tell its makers of each run.
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    try:
        import dlt
    except ModuleNotFoundError:
        raise FeedError('dlt needs one more package: pip install "press-extract[dlt]"') from None
    return dlt
