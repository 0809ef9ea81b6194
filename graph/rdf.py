"""The RDF face of the tables: triples as N-Triples text, made column by column with polars.

A node is its types, a triple for each filled cell, and a triple for each tie. A tie that has
attributes is a node of its own (`sq:from`, `sq:to`), with the direct triple beside it only while
it is in force. See `ontology/` for the IRIs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from graph.tables import read_table
from ontology import NAMESPACE, Column, Model, NodeLabel, Relationship, load_model

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "sq": NAMESPACE,
    "org": "http://www.w3.org/ns/org#",
    "rov": "http://www.w3.org/ns/regorg#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "bot": "https://w3id.org/bot#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "schema": "https://schema.org/",
    "qb": "http://purl.org/linked-data/cube#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
# The columns whose text is in Chinese, as a language tag says.
_CHINESE = {"name": "@zh", "alternative_names": "@zh"}
# Rows turned into text at a time: keeps a city of 309,000 buildings within some 100 MB.
_ROWS = 100_000


def write_ntriples(folder: GraphFolder, target: BinaryIO) -> None:
    """Write all triples of a graph folder to an open binary file, one a line."""
    for lines in triples(folder):
        write_lines(lines, target)


def write_lines(lines: pl.Series, target: BinaryIO) -> None:
    """Write finished lines of N-Triples as they are."""
    lines.to_frame().write_csv(target, include_header=False, quote_style="never")


def triples(folder: GraphFolder) -> Iterator[pl.Series]:
    """The triples of a graph folder as lines of N-Triples, without line ends, some at a time."""
    return triples_of_tables(
        lambda label: read_table(folder.nodes(label)),
        lambda type_: read_table(folder.edges(type_)),
    )


def triples_of_tables(
    nodes: Callable[[str], pl.DataFrame], edges: Callable[[str], pl.DataFrame]
) -> Iterator[pl.Series]:
    """The triples of the tables that two functions give for a label and a type, each once."""
    model = load_model()
    for label in model.labels:
        for rows in nodes(label).iter_slices(_ROWS):
            yield from node_triples(model, label, rows)
    for type_ in model.relationships:
        table = edges(type_)
        yield direct_triples(model, type_, table)
        for rows in table.iter_slices(_ROWS):
            yield from tie_triples(model, type_, rows)


def node_triples(model: Model, label: str, rows: pl.DataFrame) -> Iterator[pl.Series]:
    """The types and properties of the nodes of one table."""
    node_label = model.labels[label]
    yield from _types(model, node_label, rows)
    for column in node_label.columns:
        yield from _property(column, rows)


def edge_triples(model: Model, type_: str, rows: pl.DataFrame) -> Iterator[pl.Series]:
    """The ties of one table, and the properties of those that have attributes."""
    yield direct_triples(model, type_, rows)
    yield from tie_triples(model, type_, rows)


def direct_triples(model: Model, type_: str, rows: pl.DataFrame) -> pl.Series:
    """From end to end, once for parallel ties; of those with attributes, what is in force."""
    import polars as pl

    relationship = model.relationships[type_]
    if relationship.tie_class is not None:
        rows = rows.filter(pl.col("in_force"))
    return (
        rows.select("from", "to")
        .unique(maintain_order=True)
        .select(line=pl.format("<{}> " + f"<{relationship.iri}>" + " <{}> .", "from", "to"))
        .to_series()
    )


def tie_triples(model: Model, type_: str, rows: pl.DataFrame) -> Iterator[pl.Series]:
    """The nodes that stand for the ties of one table; none where its ties have no attributes."""
    import polars as pl

    relationship = model.relationships[type_]
    for tie_class in tie_classes(model, relationship):
        yield _lines(rows, RDF_TYPE, pl.lit(f"<{tie_class}>"))
    if relationship.tie_class is None:
        return
    for end in ("from", "to"):
        yield _lines(rows, f"<{NAMESPACE}{end}>", pl.format("<{}>", end))
    for column in relationship.columns:
        yield from _property(column, rows)


def tie_classes(model: Model, relationship: Relationship) -> tuple[str, ...]:
    """The classes of the node that stands for a tie; none where ties have no attributes."""
    own = relationship.tie_class
    if own is None:
        return ()
    return tuple(dict.fromkeys((own, *model.superclasses[own], NAMESPACE + "Tie")))


def _types(model: Model, label: NodeLabel, rows: pl.DataFrame) -> Iterator[pl.Series]:
    import polars as pl

    # Each class with the kinds of which it is one.
    kinds: dict[str, list[str]] = {}
    own = node_classes(model, label, None)
    for kind in model.kind_classes(label.name):
        for iri in node_classes(model, label, kind)[len(own) :]:
            kinds.setdefault(iri, []).append(kind)
    for iri in own:
        yield _lines(rows, RDF_TYPE, pl.lit(f"<{iri}>"))
    for iri, wanted in kinds.items():
        yield _lines(rows.filter(pl.col("kind").is_in(wanted)), RDF_TYPE, pl.lit(f"<{iri}>"))


def node_classes(model: Model, label: NodeLabel, kind: str | None) -> tuple[str, ...]:
    """The classes of a node: its label's, those above, then those of its kind (None: blank)."""
    of_kind = model.kind_classes(label.name).get(kind or "", ())
    return tuple(dict.fromkeys((label.iri, *label.superclasses, *of_kind)))


def _property(column: Column, rows: pl.DataFrame) -> Iterator[pl.Series]:
    import polars as pl

    if column.many:
        rows = rows.select("id", column.name).explode(column.name).unique(maintain_order=True)
    rows = rows.filter(pl.col(column.name).is_not_null())
    if rows.is_empty():
        return
    yield _lines(rows, f"<{column.iri}>", literal(column))


def _lines(rows: pl.DataFrame, predicate: str, value: pl.Expr) -> pl.Series:
    import polars as pl

    return rows.select(
        line=pl.concat_str(pl.lit("<"), "id", pl.lit(f"> {predicate} "), value, pl.lit(" ."))
    ).to_series()


def literal(column: Column, cell: pl.Expr | None = None) -> pl.Expr:
    """The cells of a column as literals of N-Triples; null stays null."""
    import polars as pl

    cell = pl.col(column.name) if cell is None else cell
    if column.datatype == "string":
        return pl.concat_str(
            pl.lit('"'), escaped(cell), pl.lit('"' + _CHINESE.get(column.name, ""))
        )
    if column.datatype == "partial_date":
        year, month = (_typed(cell, name) for name in ("gYear", "gYearMonth"))
        length = cell.str.len_chars()
        return (
            pl.when(length == 4)
            .then(year)
            .when(length == 7)
            .then(month)
            .otherwise(_typed(cell, "date"))
        )
    text = cell.cast(pl.String)
    if column.datatype == "double":
        text = text.str.replace("inf", "INF", literal=True)
    return _typed(text, column.datatype)


def _typed(text: pl.Expr, datatype: str) -> pl.Expr:
    import polars as pl

    return pl.concat_str(pl.lit('"'), text, pl.lit(f'"^^<{XSD}{datatype}>'))


def escaped(text: pl.Expr) -> pl.Expr:
    """Texts as they stand between the quotes of a literal in N-Triples and in Turtle."""
    for plain, marked in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.str.replace_all(plain, marked, literal=True)
    return text
