"""One node or tie of a graph folder: its facts, its ties, and the rows of rosters behind each.

Reads the Parquet tables, lazily; no engine. `source` in the tables says `file|sheet|row`, joined by
`; ` where several rows say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.explain_names import Thing, named
from graph.language import language
from graph.tables import scan_table

if TYPE_CHECKING:
    from pathlib import Path

    from graph.folder import GraphFolder
    from ontology import Column, Model, Relationship

Direction = Literal["out", "in", "from", "to"]
_SOURCE = re.compile(r"(.+?)\|(.*?)\|(\d+)(?:; |$)", re.DOTALL)


class Source(NamedTuple):
    """A row of a roster."""

    file: str
    sheet: str | None
    row: int


@dataclass(frozen=True)
class Fact:
    """A column of a node or tie that is not empty; what is derived was computed at load."""

    column: Column
    value: object
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Tie:
    """A tie of the thing explained, seen from it.

    direction: out where the thing is its `from`, in where it is its `to`; of an explained tie, the
    end itself: from or to. attributes: its other columns by name.
    """

    id: str
    relationship: Relationship
    direction: Direction
    other: Thing
    attributes: dict[str, object]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Issue:
    """What the load found wrong with one of the rows."""

    source: Source
    cell: str | None
    severity: str
    code: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Explained:
    """All that the folder says of one thing."""

    thing: Thing
    facts: list[Fact]
    ties: list[Tie]
    sources: tuple[Source, ...]
    issues: list[Issue] = field(default_factory=list)


def explain(folder: GraphFolder, thing: Thing) -> Explained:
    """The facts, ties, source rows and issues of a thing that `explain_names.find` has found."""
    from ontology import load_model

    model = load_model()
    if thing.is_tie:
        relationship = model.relationships[thing.table]
        row = _row(folder.edges(thing.table), thing.id)
        facts, sources = _facts(row, relationship.columns)
        ties = _ends(folder, thing, relationship, row, sources)
    else:
        row = _row(folder.nodes(thing.table), thing.id)
        facts, sources = _facts(row, model.labels[thing.table].columns)
        ties = _ties(folder, thing, model)
    return Explained(thing, facts, ties, sources, _issues(folder, sources))


def sources_of(text: object) -> tuple[Source, ...]:
    """The rows that a `source` names, by file, sheet and row."""
    if not isinstance(text, str):
        return ()
    found = (Source(file, sheet or None, int(row)) for file, sheet, row in _SOURCE.findall(text))
    return tuple(sorted(set(found), key=lambda source: (source[0], source[1] or "", source[2])))


def _row(path: Path, id_: str) -> dict[str, object]:
    import polars as pl

    (row,) = scan_table(path).filter(pl.col("id") == id_).collect().to_dicts()
    return row


def _facts(
    row: dict[str, object], columns: Sequence[Column]
) -> tuple[list[Fact], tuple[Source, ...]]:
    sources = sources_of(row["source"])
    facts = [
        Fact(column, row[column.name], sources)
        for column in columns
        if column.name != "source" and row[column.name] is not None
    ]
    return facts, sources


def _ends(
    folder: GraphFolder,
    thing: Thing,
    relationship: Relationship,
    row: dict[str, object],
    sources: tuple[Source, ...],
) -> list[Tie]:
    """The two ends of an explained tie."""
    ends: dict[Direction, str] = {"from": str(row["from"]), "to": str(row["to"])}
    others = named(folder, list(ends.values()))
    return [
        Tie(thing.id, relationship, direction, others[end], {}, sources)
        for direction, end in ends.items()
    ]


def _ties(folder: GraphFolder, thing: Thing, model: Model) -> list[Tie]:
    """The ties of a node: those from it, then those to it, by type, then by the other's name."""
    found = list(_edges(folder, thing, model))
    others = named(folder, list({other for _, _, other, _ in found}))
    types = {type_: place for place, type_ in enumerate(model.relationships)}
    ties = [
        Tie(
            id=str(row["id"]),
            relationship=relationship,
            direction=direction,
            other=others[other],
            attributes={
                column.name: row[column.name]
                for column in relationship.columns
                if column.name != "source"
            },
            sources=sources_of(row["source"]),
        )
        for relationship, direction, other, row in found
    ]
    return sorted(
        ties,
        key=lambda tie: (
            tie.direction == "in",
            types[tie.relationship.type],
            tie.other.name or "",
            tie.other.id,
            tie.id,
        ),
    )


def _edges(
    folder: GraphFolder, thing: Thing, model: Model
) -> Iterator[tuple[Relationship, Direction, str, dict[str, object]]]:
    """Every row of an edge table that has the node at an end: type, direction, other end, row."""
    import polars as pl

    asked: list[tuple[Relationship, Direction]] = []
    for relationship in model.relationships.values():
        if thing.table in relationship.from_labels:
            asked.append((relationship, "out"))
        if thing.table in relationship.to_labels:
            asked.append((relationship, "in"))
    own: dict[Direction, str] = {"out": "from", "in": "to"}
    tables = pl.collect_all(
        [
            scan_table(folder.edges(relationship.type)).filter(pl.col(own[direction]) == thing.id)
            for relationship, direction in asked
        ]
    )
    for (relationship, direction), table in zip(asked, tables, strict=True):
        other = "to" if direction == "out" else "from"
        for row in table.iter_rows(named=True):
            yield relationship, direction, row[other], row


def _issues(folder: GraphFolder, sources: Sequence[Source]) -> list[Issue]:
    """What the load found wrong with the rows, in the chosen language."""
    import polars as pl

    if not sources:
        return []
    rows = pl.DataFrame(
        sources, schema={"file": pl.String, "sheet": pl.String, "row": pl.Int64}, orient="row"
    )
    chosen = language()
    found = (
        scan_table(folder.issues)
        .join(rows.lazy(), on=["file", "sheet", "row"], how="semi", nulls_equal=True)
        .sort("file", "sheet", "row", "column", "code", nulls_last=True)
        .collect()
    )
    return [
        Issue(
            source=Source(issue["file"], issue["sheet"], issue["row"]),
            cell=issue["cell"],
            severity=issue["severity"],
            code=issue["code"],
            problem=issue[f"problem_{chosen}"],
            remedy=issue[f"remedy_{chosen}"],
        )
        for issue in found.iter_rows(named=True)
    ]
