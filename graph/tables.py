"""Reading a table of a graph folder, which somebody may have damaged since the load."""

from __future__ import annotations

from collections.abc import Sequence
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

    try:
        return pl.read_parquet(path, columns=None if columns is None else list(columns))
    except FileNotFoundError as error:
        raise UsageError("folder_table_missing", path=path) from error
    except pl.exceptions.PolarsError as error:
        raise UsageError("folder_table_unreadable", path=path) from error
