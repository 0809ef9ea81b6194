"""Records → ties: what each row states between nodes, one tie where several rows say the same."""

from __future__ import annotations

import datetime

import polars as pl

from loaders.identity import tie_ids
from loaders.kinds import RosterKind, TieSpec
from loaders.nodes import holds
from loaders.registry import Registry
from loaders.values import in_force_series
from ontology import edge_schema

DERIVED = ("in_force", "source")


def _in_force(frame: pl.DataFrame, spec: TieSpec, on: datetime.date) -> pl.Series:
    """Whether each record's tie is in force on the graph's date (RULES 10)."""
    nothing = pl.Series([None] * frame.height, dtype=pl.String)
    ends = [spec.columns.get(name) for name in ("since", "until")]
    since, until = (frame[name] if name else nothing for name in ends)
    unread = [frame[f"{name}~unread"] if name else None for name in ends]
    return in_force_series(since, until, on, since_unread=unread[0], until_unread=unread[1])


def _stated(registry: Registry, kind: RosterKind, spec: TieSpec, on: datetime.date) -> pl.DataFrame:
    """from, to, from_label, to_label, the tie's columns, source and _record of one tie entry."""
    start = registry.ends_of(kind.name, spec.start).rename({"id": "from", "label": "from_label"})
    end = registry.ends_of(kind.name, spec.end).rename({"id": "to", "label": "to_label"})
    frame = registry.records.frames[kind.name].filter(holds(spec.when))
    for name in spec.unless_stated:
        frame = frame.filter(pl.col(name).is_null())
    if registry.model.relationships[spec.type].dated:
        frame = frame.with_columns(in_force=_in_force(frame, spec, on))
    else:
        frame = frame.with_columns(in_force=pl.lit(None, pl.Boolean))
    return (
        frame.select(
            "_record",
            "source",
            "in_force",
            *(pl.col(f).alias(column) for column, f in spec.columns.items()),
        )
        .join(start, on="_record", how="inner")
        .join(end, on="_record", how="inner")
    )


def _possible(
    registry: Registry, kind: RosterKind, spec: TieSpec, stated: pl.DataFrame
) -> pl.DataFrame:
    """Leave out, and note, ties whose ends the ontology does not allow, or are the same thing.

    A leading organization whose row repeats it as the 社区党组织 says nothing wrong.
    """
    relationship = registry.model.relationships[spec.type]
    allowed = pl.col("from_label").is_in(list(relationship.from_labels)) & pl.col("to_label").is_in(
        list(relationship.to_labels)
    )
    itself = pl.col("from") == pl.col("to")
    refused = stated.filter(~allowed | (itself & pl.lit(spec.type != "DUAL_MANAGED_BY")))
    if refused.height:
        field = spec.end if spec.end in kind.fields else spec.start
        rows = registry.records.frames[kind.name].select(
            "_record", "_table", as_written=pl.col(field).cast(pl.String)
        )
        registry.notes.about_records(
            refused.select("_record")
            .unique()
            .join(rows, on="_record")
            .with_columns(column=registry.records.header(field), field=pl.lit(field)),
            "tie_not_possible",
        )
    return stated.filter(allowed & ~itself)


def merged(registry: Registry, type_: str, stated: pl.DataFrame) -> pl.DataFrame:
    """One row a tie, in the columns of the edge table. stated: ends, attributes and source.

    Rows with the same ends and attributes are one tie with all sources; rows that differ in an
    attribute are parallel ties (RULES 12).
    """
    schema = edge_schema(registry.model, type_)
    complete = stated.select(
        pl.col(name).cast(dtype) if name in stated.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.items()
        if name != "id"
    )
    ends = ("id", "from", "to", "from_label", "to_label")
    attributes = [name for name in schema if name not in (*ends, *DERIVED)]
    ids = tie_ids(complete, registry.model, type_, registry.base, attributes)
    named = complete.with_columns(ids).select(list(schema))
    doubled = ids.is_duplicated()
    if not doubled.any():
        return named
    shared = (
        named.filter(doubled)
        .group_by("id", maintain_order=True)
        .agg(
            pl.exclude("source", "in_force").first(),
            # where there is such a column: in force if a row says so, whatever another left open
            pl.col("^in_force$").max(),
            pl.col("source").str.split("; ").list.explode().unique().sort().str.join("; "),
        )
        .select(list(schema))
    )
    return pl.concat([named.filter(~doubled), shared])


def build_ties(
    registry: Registry, on: datetime.date
) -> tuple[dict[str, pl.DataFrame], list[pl.Series]]:
    """The ties that the rosters state, by relationship type, and the records that stated some."""
    stated: dict[str, list[pl.DataFrame]] = {type_: [] for type_ in registry.model.relationships}
    used: list[pl.Series] = []
    for kind in registry.kinds.values():
        if kind.name not in registry.records.frames:
            continue
        for spec in kind.ties:
            ties = _possible(registry, kind, spec, _stated(registry, kind, spec, on))
            used.append(ties["_record"])
            stated[spec.type].append(ties.drop("_record"))
    edges = {
        type_: merged(registry, type_, pl.concat(frames, how="diagonal"))
        if frames
        else pl.DataFrame(schema=edge_schema(registry.model, type_))
        for type_, frames in stated.items()
    }
    return edges, used
