"""The graph folder: tables as Parquet, the manifest, the issues, and the engines' indexes.

It is published whole (`publish`) and opened checked (`GraphFolder.open`); nothing in it is changed
afterwards but the indexes, which are made from the tables and can be deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph import swap
from graph.errors import UsageError
from graph.lock import writing
from graph.manifest import FORMAT, NAME, digest, read_manifest, write_manifest

if TYPE_CHECKING:
    import polars as pl

MATCHES = "matches.csv"
COLUMNS = "columns.csv"
OWN_NAMES = frozenset(
    {"nodes", "edges", "index", NAME, "issues.parquet", "issues.xlsx", "references.parquet"}
    | {MATCHES, COLUMNS}
)


@dataclass(frozen=True)
class GraphFolder:
    """An opened, checked folder."""

    path: Path
    manifest: dict[str, Any]

    @classmethod
    def open(cls, path: Path) -> GraphFolder:
        """The graph folder at `path`; ends a swap that was cut off.

        Raises `UsageError` where there is none, or one of another version.
        """
        path = path.resolve()
        try:
            swap.finish(path)
        except OSError as error:
            raise UsageError("folder_not_writable", path=path, reason=error.strerror) from error
        if not path.exists():
            raise UsageError("folder_missing", path=path)
        manifest = read_manifest(path)
        if manifest is None:
            raise UsageError("folder_no_graph", path=path)
        if manifest["format"] != FORMAT:
            raise UsageError(
                "folder_other_version", path=path, version=manifest["format"], known=FORMAT
            )
        return cls(path, manifest)

    def nodes(self, label: str) -> Path:
        """The table of a node label."""
        return self.path / "nodes" / f"{label}.parquet"

    def edges(self, relationship_type: str) -> Path:
        """The table of a relationship type."""
        return self.path / "edges" / f"{relationship_type}.parquet"

    @property
    def issues(self) -> Path:
        """The table of issues that the load found."""
        return self.path / "issues.parquet"

    @property
    def references(self) -> Path:
        """The table of references that rosters made, per community."""
        return self.path / "references.parquet"

    def check_tables(self) -> None:
        """Raise `UsageError` unless the tables are those that the load has written."""
        tables = [*self.path.glob("nodes/*.parquet"), *self.path.glob("edges/*.parquet")]
        if digest(sorted(tables)) != self.manifest["tables"]:
            raise UsageError("folder_altered", path=self.path)


def check_target(path: Path) -> None:
    """Raise `UsageError` where a graph can't be published: at a file, or over somebody's data."""
    if not path.exists():
        return
    if not path.is_dir():
        raise UsageError("folder_is_file", path=path)
    names = {found.name for found in path.iterdir()}
    # a graph folder whose manifest is gone or broken can be loaded again, as its message says
    damaged = {"nodes", "edges"} <= names <= set(OWN_NAMES)
    if names and read_manifest(path) is None and not damaged:
        raise UsageError("folder_has_other_data", path=path)


def publish(
    path: Path,
    *,
    nodes: Mapping[str, pl.DataFrame],
    edges: Mapping[str, pl.DataFrame],
    issues: pl.DataFrame,
    references: pl.DataFrame,
    manifest: Mapping[str, Any],
    decisions: Mapping[str, pl.DataFrame] | None = None,
    links: Mapping[str, str] | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> GraphFolder:
    """Write a graph folder with its Cypher index beside `path`, then put it there in one go.

    Whatever ends it before that leaves the folder as it was. The manifest gains `tables`, a
    digest of all tables. Raises `UsageError` where another load is writing or `path` holds other
    data, `EngineError` where the index can't be made, `OSError` where the disk is full.
    `decisions` are the tables that a person fills in, by file name; `links` are addresses that
    issues.xlsx gives the files of its rows. `step` is told each moment, for tests.
    """
    path = path.resolve()
    with writing(path):
        swap.finish(path)
        check_target(path)
        try:
            new = swap.building(path)
            step("started")
            folder = GraphFolder(
                new, _write(new, nodes, edges, issues, references, manifest, links)
            )
            for name, table in (decisions or {}).items():
                table.write_csv(new / name, include_bom=True)
            step("tables written")
            _build_index(folder)
            swap.sync_tree(new)
            swap.swap(path, OWN_NAMES, step)
        finally:
            swap.discard(path)
    return GraphFolder(path, folder.manifest)


def _write(
    new: Path,
    nodes: Mapping[str, pl.DataFrame],
    edges: Mapping[str, pl.DataFrame],
    issues: pl.DataFrame,
    references: pl.DataFrame,
    manifest: Mapping[str, Any],
    links: Mapping[str, str] | None,
) -> dict[str, Any]:
    from graph.output.issues import write_issues

    written = []
    for name, tables in (("nodes", nodes), ("edges", edges)):
        (new / name).mkdir()
        for table_name, table in tables.items():
            file = new / name / f"{table_name}.parquet"
            table.write_parquet(file)
            written.append(file)
    issues.write_parquet(new / "issues.parquet")
    references.write_parquet(new / "references.parquet")
    write_issues(issues, new / "issues.xlsx", date=str(manifest["date"]), links=links)
    complete = {**manifest, "format": FORMAT, "tables": digest(sorted(written))}
    write_manifest(new, complete)
    return complete


def _build_index(folder: GraphFolder) -> None:
    from graph.engines.index import index_path
    from graph.engines.ladybug import LadybugEngine, build

    index_path(folder, LadybugEngine.name, "ladybug", lambda new: build(folder, new))
