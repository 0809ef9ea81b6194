"""Reading a table of a graph folder, which somebody may have damaged since the load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    import polars as pl


def read_table(path: Path, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """The table at `path`, or these columns of it.

    Raises `UsageError` where there is none, or it can't be read.
    """
    import polars as pl

    with _reading(path):
        return pl.read_parquet(path, columns=None if columns is None else list(columns))


def scan_table(path: Path) -> pl.LazyFrame:
    """The table at `path`, of which only what is asked for is read. Raises as `read_table`."""
    import polars as pl

    with _reading(path):
        table = pl.scan_parquet(path)
        table.collect_schema()
        return table


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    import polars as pl

    try:
        yield
    except FileNotFoundError as error:
        raise UsageError("folder_table_missing", path=path) from error
    except pl.exceptions.PolarsError as error:
        raise UsageError("folder_table_unreadable", path=path) from error
