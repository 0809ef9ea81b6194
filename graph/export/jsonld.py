"""JSON-LD: readable JSON whose keys are the names of the tables' columns and types.

A node holds its ties: `PART_OF` and the others name the other end, `ties` are those that have
attributes, `statements` those that have none, with their identifiers and sources. The context says
what each key means, so that it is the same triples as in Turtle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.export import description
from graph.export.blocks import Ties
from graph.export.counts import count
from graph.export.dataset import ROWS
from graph.export.description import Iri, Literal, Triple
from graph.export.sources import resources, rows_behind
from graph.export.terms import VOCABULARIES, classes_by_kind, json_iris, json_prefixes, short
from graph.rdf import tie_classes, write_lines

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column, NodeLabel, Relationship

_NEXT = ",\n  "
_DATES = {4: "gYear", 7: "gYearMonth"}  # by length; others are whole dates


def write(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a file; raises OSError where that fails."""
    rows = rows_behind(dataset) if dataset.rows else None
    counts = count(dataset, rows)
    ties = Ties(dataset, rows, lambda iris: _text(json_iris(dataset, iris)), ", ")
    with path.open("wb") as file:
        head = json.dumps(context(dataset), ensure_ascii=False, indent=1)
        file.write(f'{{"@context": {head},\n"@graph": [\n'.encode())
        said = _description(description.triples(dataset, counts, rows))
        file.write(
            ",\n".join(json.dumps(one, ensure_ascii=False, indent=1) for one in said).encode()
        )
        file.write(b"\n")
        for lines in _things(dataset, ties, rows):
            write_lines(lines, file)
        file.write(b"]}\n")


def context(dataset: Dataset) -> dict[str, Any]:
    """What each key of the file means."""
    found: dict[str, Any] = {
        "@version": 1.1,
        **VOCABULARIES,
        **json_prefixes(dataset),
        "id": "@id",
        "type": "@type",
    }
    tables = [*(label.columns for label in dataset.labels)]
    tables += [tie.columns for tie in dataset.relationships]
    for column in (column for table in tables for column in table):
        found[column.name] = _meaning(column)
    for tie in dataset.relationships:
        found[tie.type] = {"@id": short(tie.iri), "@type": "@id"}
        for iri in tie_classes(dataset.model, tie):
            found[short(iri).partition(":")[2]] = short(iri)
    for label in dataset.labels:
        for classes in classes_by_kind(dataset, label).values():
            found |= {name.partition(":")[2]: name for name in classes}
    ends = {"from": "sq:from", "to": "sq:to", "subject": "rdf:subject", "object": "rdf:object"}
    found |= {name: {"@id": iri, "@type": "@id"} for name, iri in ends.items()}
    return found | {
        "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
        "ties": {"@reverse": "sq:from"},
        "statements": {"@reverse": "rdf:subject"},
        "derived_from": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "roster_file": {"@id": "dcterms:isPartOf", "@type": "@id"},
    }


def _meaning(column: Column) -> dict[str, str]:
    found = {"@id": short(column.iri)}
    if column.name in ("name", "alternative_names"):
        found["@language"] = "zh"
    if column.datatype == "double":
        found["@type"] = "xsd:double"
    if column.datatype == "partial_date":
        found["@type"] = "xsd:date"
    return found


def _description(triples: Iterator[Triple]) -> list[dict[str, Any]]:
    """The description as objects, a subject each."""
    found: dict[str, dict[str, Any]] = {}
    for triple in triples:
        one = found.setdefault(triple.subject, {"id": triple.subject})
        is_type = triple.predicate == "rdf:type"
        key = "type" if is_type else triple.predicate
        value = triple.object.text if is_type else _value(triple.object)
        one.setdefault(key, []).append(value)
    return [
        {key: value[0] if len(value) == 1 and key != "id" else value for key, value in one.items()}
        for one in found.values()
    ]


def _value(value: Iri | Literal) -> Any:
    if isinstance(value, Iri):
        return {"id": value.text}
    if value.datatype == "integer":
        return int(value.text)
    if value.datatype is not None:
        return {"@value": value.text, "@type": f"xsd:{value.datatype}"}
    return {"@value": value.text, "@language": value.language} if value.language else value.text


def _things(dataset: Dataset, ties: Ties, rows: pl.DataFrame | None) -> Iterator[pl.Series]:
    for label in dataset.labels:
        nested = _nested(dataset, label, ties)
        for part in ties.beside(label, dataset.nodes(label.name)):
            yield _nodes(
                dataset, label, part.join(nested, on="id", how="left", maintain_order="left")
            )
    if rows is not None:
        for part in resources(rows).iter_slices(ROWS):
            yield _resources(dataset, part)


def _nodes(dataset: Dataset, label: NodeLabel, part: pl.DataFrame) -> pl.Series:
    import polars as pl

    kinds = {
        kind: json.dumps([name.partition(":")[2] for name in classes])
        for kind, classes in classes_by_kind(dataset, label).items()
    }
    classes = pl.col("kind").replace_strict(kinds, default=kinds[None], return_dtype=pl.String)
    said = [_said("id", _iri(dataset, "id")), _said("type", classes)]
    said += [_property(column) for column in label.columns]
    said += [
        _said(tie.type, _several(pl.col(tie.type)))
        for tie in dataset.relationships
        if tie.type in part.columns
    ]
    said += [_said(name, pl.concat_str(pl.lit("[\n  "), name, pl.lit("]"))) for name in _NESTED]
    return _object(part, said, start=",")


_NESTED = ("ties", "statements")


def _nested(dataset: Dataset, label: NodeLabel, ties: Ties) -> pl.DataFrame:
    """The ties from the nodes of a label, as objects inside theirs: id, ties, statements."""
    import polars as pl

    found = []
    for tie in dataset.relationships:
        table = dataset.edges(tie.type).filter(pl.col("from_label") == label.name)
        if table.height:
            made = _ties(dataset, tie, ties.with_rows(table))
            kind = _NESTED[tie.tie_class is None]
            found.append(table.select(pl.col("from").alias("id"), kind=pl.lit(kind), made=made))
    empty = pl.DataFrame(schema=dict.fromkeys(("id", *_NESTED), pl.String))
    if not found:
        return empty
    of_kind = [
        pl.col("made").filter(pl.col("kind") == kind).str.join(",\n  ").alias(kind)
        for kind in _NESTED
    ]
    grouped = pl.concat(found).group_by("id", maintain_order=True).agg(of_kind)
    return grouped.with_columns(
        pl.when(pl.col(kind) != "").then(pl.col(kind)).alias(kind) for kind in _NESTED
    )


def _ties(dataset: Dataset, tie: Relationship, part: pl.DataFrame) -> pl.Series:
    import polars as pl

    classes = [short(iri).partition(":")[2] for iri in tie_classes(dataset.model, tie)]
    said = [_said("id", _iri(dataset, "id"))]
    if tie.tie_class is not None:
        said += [
            _said("type", pl.lit(json.dumps(classes))),
            _said("to", _iri(dataset, "to")),
        ]
    else:
        said += [
            _said("type", pl.lit('"rdf:Statement"')),
            _said("predicate", pl.lit(f'"{tie.type}"')),
            _said("object", _iri(dataset, "to")),
        ]
    said += [_property(column) for column in tie.columns]
    return _object(part, said, start="")


def _resources(dataset: Dataset, part: pl.DataFrame) -> pl.Series:
    import polars as pl

    said = [_said("id", _iri(dataset, "iri")), _said("type", pl.lit('"prov:Entity"'))]
    said.append(_said("roster_file", _iri(dataset, "file_iri")))
    said += [_said(f"sq:{name}", _text(pl.col(name))) for name in ("file", "sheet", "row")]
    return _object(part, said, start=",")


def _object(part: pl.DataFrame, said: list[pl.Expr], *, start: str) -> pl.Series:
    import polars as pl

    if "_rows" in part.columns:
        said = [*said, _said("derived_from", _several(pl.col("_rows")))]
    # one line a tie, inside its node; a line for each fact of a node
    between = _NEXT if start else ", "
    inside = pl.concat_str(said, separator=between, ignore_nulls=True)
    return part.select(made=pl.concat_str(pl.lit(start + "{"), inside, pl.lit("}"))).to_series()


def _said(key: str, value: pl.Expr) -> pl.Expr:
    """A key with its value; null where there is none."""
    import polars as pl

    return pl.concat_str(pl.lit(f'"{key}": '), value)


def _several(terms: pl.Expr) -> pl.Expr:
    """Joined values as a list, one by itself."""
    import polars as pl

    listed = pl.concat_str(pl.lit("["), terms, pl.lit("]"))
    return pl.when(terms.str.contains('", "', literal=True)).then(listed).otherwise(terms)


def _iri(dataset: Dataset, name: str) -> pl.Expr:
    import polars as pl

    return _text(json_iris(dataset, pl.col(name)))


def _text(cell: pl.Expr) -> pl.Expr:
    """A cell of any type as JSON; null stays null."""
    import polars as pl

    made = pl.struct(cell.alias("v")).struct.json_encode()
    plain = made.str.strip_prefix('{"v":').str.strip_suffix("}")
    return pl.when(cell.is_not_null()).then(plain)


def _property(column: Column) -> pl.Expr:
    import polars as pl

    cell = pl.col(column.name)
    if column.many:
        texts = cell.list.drop_nulls().list.unique(maintain_order=True)
        return _said(column.name, pl.when(texts.list.len() > 0).then(_text(texts)))
    value = _text(cell)
    if column.datatype == "partial_date":
        for length, name in _DATES.items():
            typed = pl.concat_str(
                pl.lit(f'{{"@type": "xsd:{name}", "@value": '), value, pl.lit("}")
            )
            value = pl.when(cell.str.len_chars() == length).then(typed).otherwise(value)
    return _said(column.name, value)
