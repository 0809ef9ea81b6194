"""What a text names in a graph folder: an IRI or its end, an official or credit code, a name.

Reads the Parquet tables, lazily; no engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from graph.tables import scan_table

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

_NEAR = 8
_LIKE = 60  # of 100: below it, a name is another name


@dataclass(frozen=True)
class Thing:
    """A node, or a tie, by its id; `table` is its node label or relationship type."""

    id: str
    table: str
    is_tie: bool = False
    name: str | None = None
    kind: str | None = None
    place: str | None = None


def find(folder: GraphFolder, text: str) -> list[Thing]:
    """What `text` can mean: the one thing of that id, else those of that code, else of that name.

    A name is looked for among the names first, then among the alternative names. Several things are
    sorted by place, label and id; none is an empty list.
    """
    import polars as pl

    wanted = normalize("NFKC", text).strip()
    for spelling in dict.fromkeys((text.strip(), wanted, unquote(text.strip()))):
        thing = _by_id(folder, spelling)
        if thing is not None:
            return [thing]
    if not wanted:
        return []
    for told in (
        _equal(("code", "uscc"), wanted),
        _equal(("name",), wanted),
        pl.col("alternative_names").list.contains(wanted),
    ):
        things = _nodes(folder, told)
        if things:
            return sorted(things, key=lambda thing: (thing.place or "", thing.table, thing.id))
    return []


def near(folder: GraphFolder, text: str) -> list[str]:
    """The names of the graph that are like `text`, the likest first."""
    import polars as pl
    from rapidfuzz import fuzz, process

    wanted = normalize("NFKC", text).strip().rpartition("/")[2]
    tables = pl.collect_all(
        [scan_table(folder.nodes(label)).select("name").unique() for label in _labels(folder)]
    )
    names = sorted({name for table in tables for name in table["name"].drop_nulls().to_list()})
    holding = [name for name in names if wanted and wanted in name]
    like = process.extract(wanted, names, scorer=fuzz.ratio, limit=_NEAR, score_cutoff=_LIKE)
    likest = sorted(holding, key=lambda name: (len(name), name))[: _NEAR // 2]
    return list(dict.fromkeys((*likest, *(name for name, *_ in like))))[:_NEAR]


def named(folder: GraphFolder, ids: Sequence[str]) -> dict[str, Thing]:
    """The nodes of those ids, by id."""
    import polars as pl

    return {thing.id: thing for thing in _nodes(folder, pl.col("id").is_in(list(ids)))}


def _equal(columns: Sequence[str], wanted: str) -> pl.Expr:
    import polars as pl
    from polars import selectors

    return pl.any_horizontal(
        pl.lit(False), selectors.by_name(*columns, require_all=False) == wanted
    )


def _labels(folder: GraphFolder) -> list[str]:
    return [label for label, count in folder.manifest["nodes"].items() if count]


def _nodes(folder: GraphFolder, told: pl.Expr, labels: Sequence[str] | None = None) -> list[Thing]:
    """The nodes of which `told` is true."""
    import polars as pl
    from polars import selectors

    asked = _labels(folder) if labels is None else labels
    places = selectors.by_name("community", "estate", require_all=False)
    tables = pl.collect_all(
        [
            scan_table(folder.nodes(label))
            .filter(told)
            .select("id", "name", "kind", pl.concat_str(places, separator=" ", ignore_nulls=True))
            for label in asked
        ]
    )
    return [
        Thing(id_, label, name=name, kind=kind, place=place or None)
        for label, table in zip(asked, tables, strict=True)
        for id_, name, kind, place in table.iter_rows()
    ]


def _by_id(folder: GraphFolder, text: str) -> Thing | None:
    """The node or tie whose IRI is `text`, or whose IRI ends in it behind the base."""
    import polars as pl

    from ontology import load_model

    base = str(folder.manifest["base"])
    local = text.removeprefix(base)
    slug, _, rest = local.partition("/")
    if not rest:
        return None
    model = load_model()
    told = pl.col("id") == base + local
    for label in model.labels.values():
        if label.slug == slug:
            return next(iter(_nodes(folder, told, [label.name])), None)
    for type_, relationship in model.relationships.items():
        if relationship.slug == slug:
            found = scan_table(folder.edges(type_)).filter(told).select("id").collect()
            return Thing(base + local, type_, is_tie=True) if found.height else None
    return None
