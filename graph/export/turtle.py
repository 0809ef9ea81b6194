"""Turtle that a person can read: prefixes, and a block for each thing with its ties.

    building:4403010010011000090 a sq:Building, sq:Place ;
        rdfs:label "15栋"@zh ;
        sq:partOf estate:440301001001\\/阳光新村 ;
        …

The same triples as N-Triples, made column by column as those are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export import description
from graph.export.blocks import Ties
from graph.export.counts import count
from graph.export.dataset import ROWS
from graph.export.description import Iri, Literal, Triple
from graph.export.ntriples import full, quoted
from graph.export.sources import resources, rows_behind
from graph.export.terms import classes_by_kind, prefixes, short, turtle_iris
from graph.rdf import XSD, escaped, literal, tie_classes, write_lines

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column, NodeLabel, Relationship

_NEXT = " ;\n    "
_PLAIN = ("integer", "boolean")  # Turtle writes them without quotes


def write(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a file; raises OSError where that fails."""
    rows = rows_behind(dataset) if dataset.rows else None
    counts = count(dataset, rows)
    ties = Ties(dataset, rows, lambda iris: turtle_iris(dataset, iris), ", ")
    with path.open("wb") as file:
        for prefix, namespace in prefixes(dataset).items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        for block in description_blocks(description.triples(dataset, counts, rows)):
            file.write(block.encode())
        for lines in _blocks(dataset, ties, rows):
            write_lines(lines, file)


def description_blocks(triples: Iterator[Triple]) -> Iterator[str]:
    """A block for each subject, in the order of their first triples."""
    by_subject: dict[str, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, []).append(triple)
    for subject, of_it in by_subject.items():
        parts = [
            f"{'a' if predicate == 'rdf:type' else predicate} "
            + ", ".join(_term(triple.object) for triple in group)
            for predicate, group in groupby(of_it, lambda triple: triple.predicate)
        ]
        yield f"\n<{subject}> {_NEXT.join(parts)} .\n"


def _term(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return value.text if full(value.text) != value.text else f"<{value.text}>"
    if value.datatype in _PLAIN:
        return value.text
    language = f"@{value.language}" if value.language else ""
    return quoted(value.text) + (f"^^xsd:{value.datatype}" if value.datatype else language)


def _blocks(dataset: Dataset, ties: Ties, rows: pl.DataFrame | None) -> Iterator[pl.Series]:
    for label in dataset.labels:
        for part in ties.beside(label, dataset.nodes(label.name)):
            yield _nodes(dataset, label, part)
    for tie in dataset.relationships:
        for part in dataset.edges(tie.type).iter_slices(ROWS):
            yield _ties(dataset, tie, ties.with_rows(part))
    if rows is not None:
        for part in resources(rows).iter_slices(ROWS):
            yield _resources(dataset, part)


def _nodes(dataset: Dataset, label: NodeLabel, part: pl.DataFrame) -> pl.Series:
    import polars as pl

    kinds = {kind: ", ".join(of_it) for kind, of_it in classes_by_kind(dataset, label).items()}
    classes = pl.col("kind").replace_strict(kinds, default=kinds[None], return_dtype=pl.String)
    said = [pl.concat_str(turtle_iris(dataset, pl.col("id")), pl.lit(" a "), classes)]
    said += [_property(column) for column in label.columns]
    said += [
        _said(short(tie.iri), pl.col(tie.type))
        for tie in dataset.relationships
        if tie.type in part.columns
    ]
    return _block(part, said)


def _ties(dataset: Dataset, tie: Relationship, part: pl.DataFrame) -> pl.Series:
    """A block for each tie: its node, or the statement that it is."""
    import polars as pl

    start, end = (turtle_iris(dataset, pl.col(name)) for name in ("from", "to"))
    own = ", ".join(short(iri) for iri in tie_classes(dataset.model, tie)) or "rdf:Statement"
    said = [pl.concat_str(turtle_iris(dataset, pl.col("id")), pl.lit(f" a {own}"))]
    if tie.tie_class is not None:
        said += [_said("sq:from", start), _said("sq:to", end)]
    else:
        said += [
            _said("rdf:subject", start),
            pl.lit(f"rdf:predicate {short(tie.iri)}"),
            _said("rdf:object", end),
        ]
    said += [_property(column) for column in tie.columns]
    return _block(part, said)


def _resources(dataset: Dataset, part: pl.DataFrame) -> pl.Series:
    import polars as pl

    said = [pl.concat_str(turtle_iris(dataset, pl.col("iri")), pl.lit(" a prov:Entity"))]
    said.append(_said("dcterms:isPartOf", turtle_iris(dataset, pl.col("file_iri"))))
    said += [
        _said(f"sq:{name}", pl.concat_str(pl.lit('"'), escaped(pl.col(name)), pl.lit('"')))
        for name in ("file", "sheet")
    ]
    said.append(_said("sq:row", pl.col("row").cast(pl.String)))
    return _block(part, said)


def _block(part: pl.DataFrame, said: list[pl.Expr]) -> pl.Series:
    import polars as pl

    if "_rows" in part.columns:
        said = [*said, _said("prov:wasDerivedFrom", pl.col("_rows"))]
    block = pl.concat_str(said, separator=_NEXT, ignore_nulls=True)
    return part.select(block=pl.concat_str(pl.lit("\n"), block, pl.lit(" ."))).to_series()


def _said(predicate: str, terms: pl.Expr) -> pl.Expr:
    """A predicate with its objects; null where there are none."""
    import polars as pl

    return pl.concat_str(pl.lit(f"{predicate} "), terms)


def _property(column: Column) -> pl.Expr:
    import polars as pl

    if column.many:
        texts = pl.col(column.name).list.drop_nulls().list.unique(maintain_order=True)
        each = texts.list.eval(_literal(column, pl.element()))
        joined = pl.when(texts.list.len() > 0).then(each.list.join(", "))
        return _said(short(column.iri), joined)
    return _said(short(column.iri), _literal(column, pl.col(column.name)))


def _literal(column: Column, cell: pl.Expr) -> pl.Expr:
    import polars as pl

    if column.datatype in _PLAIN:
        return cell.cast(pl.String)
    whole = literal(column, cell)
    if column.datatype == "string":
        return whole
    return whole.str.replace(f"<{XSD}(.*)>$", "xsd:${1}")
