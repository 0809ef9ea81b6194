"""Graph folders made in no time, to be exported: tables and a manifest, no index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.export.dataset import Dataset
from graph.folder import GraphFolder
from tests.graph import small
from tests.graph.small import Rows, Tables

DIGEST = "0123456789abcdef" * 4


def folder_of(path: Path, nodes: Tables, edges: Tables, **more: Any) -> GraphFolder:
    """A folder with these tables."""
    for name, tables in (("nodes", nodes), ("edges", edges)):
        (path / name).mkdir(parents=True, exist_ok=True)
        for table_name, table in tables.items():
            table.write_parquet(path / name / f"{table_name}.parquet")
    return GraphFolder(path, small.manifest(nodes, edges, tables=DIGEST, **more))


def dataset(path: Path, nodes: Rows, edges: Rows | None = None, **options: Any) -> Dataset:
    """A dataset of rows written as for `small.build`."""
    return Dataset(folder_of(path, *small.build(nodes, edges)), **options)
