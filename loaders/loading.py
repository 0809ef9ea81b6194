"""From files to node and edge tables: the stages of a load, in their order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from loaders import derive
from loaders.above import carry_down
from loaders.account import account, read_tables
from loaders.asked import asked
from loaders.contradictions import (
    endless_lines,
    second_superiors,
    stated_organizations,
    unknown_kinds,
)
from loaders.coordinates import note_far, settle_positions
from loaders.ended import note_ended
from loaders.errors import RosterError
from loaders.kinds import roster_kinds
from loaders.nodes import build
from loaders.places import after, prepare
from loaders.posts.concurrent import concurrent, forget
from loaders.posts.persons import counted, left_out, repeated
from loaders.problems import Notes, issues
from loaders.records import Records, add_table
from loaders.references.coverage import resolve_buildings
from loaders.references.decided import add_spellings, note_unclear
from loaders.references.matches import Matches, matches_table
from loaders.references.resolve import resolve
from loaders.registry import Registry
from loaders.rows import letters_of_columns, rows_as_read
from loaders.said import locate, say
from loaders.seats import community_columns, seat, settle
from loaders.several import settle_names
from loaders.tables.decisions import Decisions, columns_table
from loaders.ties import build_ties
from loaders.values.withheld import header_names_a_person
from ontology import BASE, load_model, node_schema

PLACES = ("District", "Subdistrict", "Community", "Estate")


@dataclass(frozen=True)
class LoadResult:
    """What a load gives: the tables of the graph, its issues, and the account of every row.

    nodes, edges: by label and type, in the schema of the ontology. references: how many references
    the rosters made, by community. files: as `shequ load --format json` prints them. date: the
    graph's date. columns, matches: the lines of columns.csv and matches.csv, the decided ones too.
    """

    nodes: dict[str, pl.DataFrame]
    edges: dict[str, pl.DataFrame]
    issues: pl.DataFrame
    references: pl.DataFrame
    files: list[dict[str, Any]]
    date: datetime.date
    columns: pl.DataFrame
    matches: pl.DataFrame


def _resolve_ready(registry: Registry) -> None:
    """Resolve every reference field whose labels are all built, once."""
    for kind in registry.kinds.values():
        if kind.name not in registry.records.frames:
            continue
        for spec in kind.fields.values():
            if (
                spec.type == "reference"
                and (kind.name, spec.name) not in registry.resolved
                and set(spec.to) <= set(registry.nodes)
            ):
                (resolve_buildings if spec.ranges else resolve)(registry, kind.name, spec)
                if spec.locates:
                    locate(registry, kind.name, spec)


def _graph(
    registry: Registry, on: datetime.date
) -> tuple[dict[str, pl.DataFrame], list[pl.Series]]:
    """Build every node and tie; returns the ties and the records that stated some."""
    prepare(registry)
    for label in registry.model.labels:
        build(registry, label)
        _resolve_ready(registry)
        if label in PLACES:
            after(registry, label)
    edges, used = build_ties(registry, on)
    used += say(registry)
    seat(registry, edges)
    concurrent(registry, edges)
    forget(registry)
    settle(registry, edges)
    derive.leading(registry, edges)
    derive.nearest(registry, edges)
    note_ended(registry, on)
    asked(registry)
    community_columns(registry)
    unknown_kinds(registry)
    second_superiors(registry, edges)
    endless_lines(registry, edges)
    stated_organizations(registry, edges)
    note_far(registry)
    add_spellings(registry)
    return edges, used


def _tables(registry: Registry) -> dict[str, pl.DataFrame]:
    """The node tables: only the ontology's columns, empty lists as null, sorted by id."""
    tables = {}
    for label, frame in registry.nodes.items():
        schema = node_schema(registry.model, label)
        lists = [name for name, dtype in schema.items() if isinstance(dtype, pl.List)]
        tables[label] = (
            frame.select(list(schema))
            .with_columns(pl.when(pl.col(n).list.len() > 0).then(pl.col(n)) for n in lists)
            .sort("id")
        )
    return tables


def _references(registry: Registry, communities: pl.DataFrame) -> pl.DataFrame:
    """subdistrict, community_code, community, read."""
    named = communities.select(
        pl.col("id").alias("_community"), "subdistrict", "community_code", "community"
    )
    read = [*registry.read, pl.DataFrame(schema={"_community": pl.String, "read": pl.UInt32})]
    return (
        pl.concat(read)
        .group_by("_community")
        .agg(pl.col("read").sum().cast(pl.Int64))
        .join(named, on="_community", how="left")
        .select("subdistrict", "community_code", "community", "read")
        .sort("community_code", "community", "read", nulls_last=True)
    )


def load(
    paths: Sequence[Path],
    *,
    date: datetime.date | None = None,
    base: str = BASE,
    datum: str | None = None,
    columns: Decisions | None = None,
    matches: Matches | None = None,
    progress: Callable[[str], None] | None = None,
) -> LoadResult:
    """Read rosters (files and folders) into the tables of a graph.

    date: the graph's date; else the newest filling date that the rosters state, else today.
    datum: that of the coordinates (wgs84, gcj02, bd09); without it none are loaded. columns and
    matches: what a person decided about headers and about names. progress is told the name of each
    file as it is read. Raises `RosterError` where a path can't be read or nothing was a roster.
    """
    kinds = roster_kinds()
    notes = Notes()
    decided = columns or Decisions()
    read = read_tables(paths, kinds, notes, progress, decided)
    if not read.located:
        raise RosterError(
            zh=f"没有找到任何花名册（{read.summary('zh')}）。请改用已知的表头，一行写一个；"
            "shequ template 生成的空白工作簿里有每种花名册的表头。",
            en=f"No roster was found ({read.summary('en')}). Use known headers, with one thing in "
            "each line; shequ template writes an empty workbook with the headers of every roster.",
        )
    records = Records()
    copies = repeated(read.located, kinds)
    for number, located in enumerate(read.located):
        kind = located.table.roster
        if number in copies:
            located = left_out(located, copies[number], notes)
        if kind is not None:
            add_table(records, *counted(located, kinds[kind], notes), notes)
    on = date or read.newest_date() or datetime.date.today()
    settle_positions(records, notes, datum)
    carry_down(records, kinds, notes)
    settle_names(records, kinds, notes)
    registry = Registry(load_model(), kinds, base, records, notes, matches=matches or Matches())
    note_unclear(registry)
    edges, used = _graph(registry, on)
    nodes = _tables(registry)
    rejected = _rejected(registry, used)
    names = notes.names()
    return LoadResult(
        nodes=nodes,
        edges={type_: frame.sort("id") for type_, frame in edges.items()},
        issues=issues(notes, rows_as_read(registry, notes.all()), letters_of_columns(read.located)),
        references=_references(registry, nodes["Community"]),
        files=account(read, records, rejected),
        date=on,
        columns=columns_table(
            [p for p in read.headings.proposals if not header_names_a_person(p.header, names)],
            decided.decided.values(),
            kinds,
        ),
        matches=matches_table(registry.matches, registry.proposals, names),
    )


def _rejected(registry: Registry, used: Sequence[pl.Series]) -> pl.Series:
    """The records that are in no node and no tie; those not rejected before are noted."""
    records = registry.records
    stated = pl.concat(
        [*used, *(frame["_record"] for frame in registry.made.values())]
        or [pl.Series("_record", [], pl.UInt32)]
    ).unique()
    # A roster of persons is loaded by being counted (RULES 21).
    rowwise = [f for name, f in records.frames.items() if not registry.kinds[name].counted]
    kept = pl.concat(
        [
            pl.DataFrame(schema={"_record": pl.UInt32}),
            *(frame.select("_record") for frame in rowwise),
        ]
    )
    nothing = kept.filter(~pl.col("_record").is_in(stated.implode()))
    registry.notes.about_records(nothing, "nothing_stated")
    return pl.concat([nothing["_record"], *records.rejected])
