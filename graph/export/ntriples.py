"""N-Triples: a triple a line, streamed; what any RDF program reads, at any size.

Beside the triples that the questions ask, ties without attributes become statements (rdf:Statement)
with their identifier and source, and roster rows become resources, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export import description
from graph.export.counts import ENTITY, STATEMENT, count
from graph.export.description import Iri, Triple
from graph.export.sources import resources, rows_behind
from graph.export.terms import VOCABULARIES
from graph.rdf import RDF_TYPE, XSD, escaped, literal, triples_of_tables, write_lines
from ontology import NAMESPACE

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Relationship

DERIVED = VOCABULARIES["prov"] + "wasDerivedFrom"
PART_OF = VOCABULARIES["dcterms"] + "isPartOf"
_RDF = VOCABULARIES["rdf"]


def write(dataset: Dataset, path: Path) -> None:
    """Write the dataset to a file; raises OSError where that fails."""
    rows = rows_behind(dataset) if dataset.rows else None
    counts = count(dataset, rows)
    with path.open("wb") as file:
        for triple in description.triples(dataset, counts, rows):
            file.write(_line(triple).encode())
        for lines in _lines(dataset, rows):
            write_lines(lines, file)


def _lines(dataset: Dataset, rows: pl.DataFrame | None) -> Iterator[pl.Series]:
    yield from triples_of_tables(dataset.nodes, dataset.edges)
    for tie in dataset.relationships:
        if tie.tie_class is None:
            yield from _statements(tie, dataset.edges(tie.type))
    if rows is None:
        return
    for label in dataset.labels:
        yield _links(dataset.nodes(label.name), rows)
    for tie in dataset.relationships:
        yield _links(dataset.edges(tie.type), rows)
    yield from _resources(resources(rows))


def _statements(tie: Relationship, table: pl.DataFrame) -> Iterator[pl.Series]:
    import polars as pl

    yield _triples(table, "id", RDF_TYPE.strip("<>"), pl.lit(f"<{STATEMENT}>"))
    yield _triples(table, "id", _RDF + "subject", pl.format("<{}>", "from"))
    yield _triples(table, "id", _RDF + "predicate", pl.lit(f"<{tie.iri}>"))
    yield _triples(table, "id", _RDF + "object", pl.format("<{}>", "to"))
    for column in tie.columns:
        filled = table.filter(pl.col(column.name).is_not_null())
        yield _triples(filled, "id", column.iri, literal(column))


def _links(table: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
    """From the things of a table to the rows behind them."""
    import polars as pl

    linked = table.select("id", "source").join(
        rows.select("source", "iri").unique(maintain_order=True),
        on="source",
        maintain_order="left_right",
    )
    return _triples(linked, "id", DERIVED, pl.format("<{}>", "iri"))


def _resources(rows: pl.DataFrame) -> Iterator[pl.Series]:
    import polars as pl

    yield _triples(rows, "iri", RDF_TYPE.strip("<>"), pl.lit(f"<{ENTITY}>"))
    yield _triples(rows, "iri", PART_OF, pl.format("<{}>", "file_iri"))
    for name in ("file", "sheet"):
        filled = rows.filter(pl.col(name).is_not_null())
        text = pl.concat_str(pl.lit('"'), escaped(pl.col(name)), pl.lit('"'))
        yield _triples(filled, "iri", NAMESPACE + name, text)
    yield _triples(rows, "iri", NAMESPACE + "row", pl.format(f'"{{}}"^^<{XSD}integer>', "row"))


def _triples(rows: pl.DataFrame, subject: str, predicate: str, value: pl.Expr) -> pl.Series:
    import polars as pl

    return rows.select(
        line=pl.concat_str(pl.lit("<"), subject, pl.lit(f"> <{predicate}> "), value, pl.lit(" ."))
    ).to_series()


def _line(triple: Triple) -> str:
    """A triple of the description."""
    return f"<{triple.subject}> <{full(triple.predicate)}> {_term(triple)} .\n"


def full(name: str) -> str:
    """The IRI that a term of a vocabulary stands for; an IRI stands for itself."""
    prefix, _, local = name.partition(":")
    return VOCABULARIES[prefix] + local if prefix in VOCABULARIES else name


def _term(triple: Triple) -> str:
    value = triple.object
    if isinstance(value, Iri):
        return f"<{full(value.text)}>"
    return quoted(value.text) + (
        f"@{value.language}"
        if value.language
        else f"^^<{XSD}{value.datatype}>"
        if value.datatype
        else ""
    )


def quoted(text: str) -> str:
    """A text as a literal of N-Triples or Turtle."""
    for plain, marked in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, marked)
    return f'"{text}"'
