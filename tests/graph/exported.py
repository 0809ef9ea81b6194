"""Graph folders made in no time, to be exported: tables and a manifest, no index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.export.dataset import Dataset
from graph.folder import GraphFolder
from graph.manifest import digest
from tests.graph import small
from tests.graph.small import Rows, Tables


def folder_of(path: Path, nodes: Tables, edges: Tables, **more: Any) -> GraphFolder:
    """A folder with these tables."""
    for name, tables in (("nodes", nodes), ("edges", edges)):
        (path / name).mkdir(parents=True, exist_ok=True)
        for table_name, table in tables.items():
            table.write_parquet(path / name / f"{table_name}.parquet")
    return GraphFolder(path, small.manifest(nodes, edges, tables=digest_of(path), **more))


def digest_of(path: Path) -> str:
    """What the manifest of a folder with these tables says of them."""
    return digest(sorted([*path.glob("nodes/*.parquet"), *path.glob("edges/*.parquet")]))


def dataset(path: Path, nodes: Rows, edges: Rows | None = None, **options: Any) -> Dataset:
    """A dataset of rows written as for `small.build`."""
    return Dataset(folder_of(path, *small.build(nodes, edges)), **options)
