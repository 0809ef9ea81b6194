"""Parquet: the tables of the graph folder as they are, with a description; open data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.package import Field, Table, describe

if TYPE_CHECKING:
    from graph.export.dataset import Dataset

_ID = Field("id", "标识", "identifier")
_ENDS = (
    _ID,
    Field("from", "起点", "from"),
    Field("to", "终点", "to"),
    Field("from_label", "起点的节点标签", "node label of from"),
    Field("to_label", "终点的节点标签", "node label of to"),
)


def write(dataset: Dataset, folder: Path) -> None:
    """Write the tables and their description into a folder; raises OSError where that fails."""
    for name in ("nodes", "edges"):
        (folder / name).mkdir()
    tables = []
    for label in dataset.labels:
        path = f"nodes/{label.name}.parquet"
        if dataset.smallest is None:
            shutil.copyfile(dataset.folder.nodes(label.name), folder / path)
        else:
            dataset.nodes(label.name).write_parquet(folder / path)
        tables.append(Table(path, (_ID, *label.columns), kinds=label.kinds))
    for tie in dataset.relationships:
        path = f"edges/{tie.type}.parquet"
        shutil.copyfile(dataset.folder.edges(tie.type), folder / path)
        tables.append(Table(path, (*_ENDS, *tie.columns)))
    describe(dataset, folder, "parquet", tables)
