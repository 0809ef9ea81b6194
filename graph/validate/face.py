"""The RDF face of the tables without its text: which pairs a property has, which nodes a class.

The same triples as `graph.rdf` writes, as columns: what a table holds in a column is not copied
into a million lines first. The tests compare both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.rdf import XSD
from graph.tables import read_table
from graph.validate.parts import IRI, RDF, RDFS, SKOS, Part, Term, merged
from ontology import NAMESPACE, Column, Model, Relationship, edge_schema, node_schema

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

TYPE = RDF + "type"
# Texts in Chinese, which the RDF face writes with a language tag.
_CHINESE = {RDFS + "label", SKOS + "altLabel"}
_DATES = ("gYear", "gYearMonth", "date")


class Face:
    """What the triples of some tables are."""

    def __init__(
        self, model: Model, nodes: Mapping[str, pl.DataFrame], edges: Mapping[str, pl.DataFrame]
    ) -> None:
        self.model = model
        self._nodes = {label: _encoded(table, "id") for label, table in nodes.items()}
        self._edges = {type_: _encoded(table, "id", "from", "to") for type_, table in edges.items()}
        self._pairs: dict[str, list[Part]] = {}
        self._instances: dict[str, pl.Series] = {}

    @classmethod
    def read(cls, folder: GraphFolder, model: Model) -> Face:
        """The face of a graph folder; raises `UsageError` where its tables are damaged."""
        nodes = {
            label: _table(folder, "nodes", label, node_schema(model, label))
            for label in model.labels
        }
        edges = {
            type_: _table(folder, "edges", type_, edge_schema(model, type_))
            for type_ in model.relationships
        }
        return cls(model, nodes, edges)

    @cached_property
    def count(self) -> int:
        """The nodes and ties."""
        tables = (*self._nodes.values(), *self._edges.values())
        return sum(table.height for table in tables)

    @cached_property
    def named_once(self) -> bool:
        """Whether no two rows of the tables have one identifier, so that each has one value."""
        import polars as pl

        ids = [table["id"] for table in self._nodes.values()]
        ids += [self._edges[tie.type]["id"] for tie in self._n_ary]
        together = pl.concat(ids)
        return together.n_unique() == len(together)

    def pairs(self, predicate: str, within: Collection[str] | None = None) -> list[Part]:
        """Who has what by a property; `within` asks only for these values, as texts."""
        import polars as pl

        if predicate == TYPE:
            return merged(self._types(within), distinct=False)
        if predicate not in self._pairs:
            found = list(self._triples(predicate))
            self._pairs[predicate] = merged(found, distinct=not self._one(predicate))
        parts = self._pairs[predicate]
        if within is None:
            return parts
        return [part.keep(pl.Series(part.text().is_in(list(within)))) for part in parts]

    def subjects(self, predicate: str) -> pl.Series:
        """The nodes that have a property."""
        return _together(part.frame["focus"] for part in self.pairs(predicate))

    def objects(self, predicate: str) -> pl.Series:
        """The nodes that are values of a property."""
        found = self.pairs(predicate)
        return _together(part.frame["value"] for part in found if part.term.is_iri)

    def instances(self, class_iri: str) -> pl.Series:
        """The nodes of a class."""
        if class_iri not in self._instances:
            self._instances[class_iri] = _together(self._of_class(class_iri))
        return self._instances[class_iri]

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """The label or type of each table, and the table: for names and sources of results."""
        yield from self._nodes.items()
        yield from self._edges.items()

    def model_columns(self) -> Iterator[Column]:
        """The columns of all tables, as the model has them."""
        for label in self.model.labels.values():
            yield from label.columns
        for tie in self.model.relationships.values():
            yield from tie.columns

    @property
    def _n_ary(self) -> list[Relationship]:
        return [tie for tie in self.model.relationships.values() if tie.tie_class is not None]

    def _one(self, predicate: str) -> bool:
        """Whether a node has one value at most, because of how the tables are."""
        columns = {column.iri: column for _, column in self._columns()}
        known = columns.get(predicate)
        return known is not None and not known.many and self.named_once

    def _columns(self) -> Iterator[tuple[pl.DataFrame, Column]]:
        for name, label in self.model.labels.items():
            for column in label.columns:
                yield self._nodes[name], column
        for tie in self._n_ary:
            for column in tie.columns:
                yield self._edges[tie.type], column

    def _triples(self, predicate: str) -> Iterator[Part]:
        import polars as pl

        for table, column in self._columns():
            if column.iri == predicate:
                yield from _column_parts(table, column)
        for type_, tie in self.model.relationships.items():
            if tie.iri == predicate:
                table = self._edges[type_]
                if tie.tie_class is not None:
                    table = table.filter(pl.col("in_force").cast(pl.String) == "true")
                yield _ends(table, "from", "to")
        for end in ("from", "to"):
            if predicate == NAMESPACE + end:
                for tie in self._n_ary:
                    yield _ends(self._edges[tie.type], "id", end)

    def _types(self, within: Collection[str] | None) -> Iterator[Part]:
        import polars as pl

        for class_iri in self._classes() if within is None else within:
            ids = self.instances(class_iri)
            value = pl.lit(class_iri).cast(pl.Categorical)
            yield Part(pl.DataFrame({"focus": ids}).with_columns(value=value), IRI)

    def _classes(self) -> Iterator[str]:
        found: dict[str, None] = {NAMESPACE + "Tie": None}
        for name, label in self.model.labels.items():
            of_kinds = self.model.kind_classes(name).values()
            found |= dict.fromkeys((label.iri, *label.superclasses))
            found |= dict.fromkeys(iri for classes in of_kinds for iri in classes)
        for tie in self._n_ary:
            assert tie.tie_class is not None
            found |= dict.fromkeys((tie.tie_class, *self.model.superclasses[tie.tie_class]))
        yield from found

    def _of_class(self, class_iri: str) -> Iterator[pl.Series]:
        import polars as pl

        for name, label in self.model.labels.items():
            table = self._nodes[name]
            of_kinds = self.model.kind_classes(name).items()
            kinds = [kind for kind, classes in of_kinds if class_iri in classes]
            if class_iri in (label.iri, *label.superclasses):
                yield table["id"]
            elif kinds:
                yield table.filter(pl.col("kind").is_in(kinds))["id"]
        for tie in self._n_ary:
            assert tie.tie_class is not None
            above = (tie.tie_class, *self.model.superclasses[tie.tie_class], NAMESPACE + "Tie")
            if class_iri in above:
                yield self._edges[tie.type]["id"]


def _table(
    folder: GraphFolder, kind: str, name: str, schema: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    """A table as it is; raises `UsageError` where columns are missing or unknown, or it is gone."""
    import polars as pl

    path = folder.nodes(name) if kind == "nodes" else folder.edges(name)
    table = read_table(path)
    missing = [column for column in schema if column not in table.columns]
    unknown = [column for column in table.columns if column not in schema]
    # a list where there is one value, or the other way round, has no RDF face
    turned = [
        column
        for column, wanted in schema.items()
        if column in table.columns
        and isinstance(wanted, pl.List) != isinstance(table.schema[column], pl.List)
    ]
    for key, found in (
        ("validate_column_missing", missing),
        ("validate_column_unknown", unknown),
        ("validate_column_turned", turned),
    ):
        if found:
            raise UsageError(key, path=path, columns=", ".join(found))
    return table


def _encoded(table: pl.DataFrame, *names: str) -> pl.DataFrame:
    import polars as pl

    return table.with_columns(pl.col(*names).cast(pl.String).cast(pl.Categorical))


def _together(found: Iterator[pl.Series]) -> pl.Series:
    import polars as pl

    series = [part.drop_nulls() for part in found]
    if not series:
        return pl.Series("focus", [], dtype=pl.Categorical)
    return pl.concat([part.rename("focus") for part in series]).unique()


def _ends(table: pl.DataFrame, focus: str, value: str) -> Part:
    import polars as pl

    return Part(table.select(focus=pl.col(focus), value=pl.col(value)).drop_nulls(), IRI)


def _column_parts(table: pl.DataFrame, column: Column) -> Iterator[Part]:
    """The pairs of a column; those of a date by how much of it is known."""
    import polars as pl

    # what has no identifier has no triple either
    frame = table.select(focus=pl.col("id"), value=pl.col(column.name)).drop_nulls("focus")
    if column.many:
        frame = frame.explode("value", empty_as_null=True)
    frame = frame.filter(pl.col("value").is_not_null())
    if frame.is_empty():
        return
    if column.datatype == "partial_date":
        frame = frame.with_columns(pl.col("value").cast(pl.String))
        length = pl.col("value").str.len_chars()
        forms = (length == 4, length == 7, ~length.is_in([4, 7]))
        for name, form in zip(_DATES, forms, strict=True):
            yield Part(frame.filter(form), Term(XSD + name), sound=False)
        return
    if column.datatype == "string":
        term = Term(RDF + "langString", "zh") if column.iri in _CHINESE else Term(XSD + "string")
        yield Part(frame.with_columns(pl.col("value").cast(pl.String)), term)
        return
    own = {"integer": pl.Int64, "double": pl.Float64, "boolean": pl.Boolean}[column.datatype]
    sound = frame.schema["value"] == own
    if not sound:
        frame = frame.with_columns(pl.col("value").cast(pl.String))
    yield Part(frame, Term(XSD + column.datatype), sound)
