"""What is exported: the tables of a graph folder, and how they are to go out.

The tables are those of the folder or, for the public, those without small figures of persons. The
dataset has an IRI of its own, made from a digest of its tables: another load is another dataset.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.tables import read_table
from ontology import Model, NodeLabel, Relationship, load_model

if TYPE_CHECKING:
    import polars as pl

    from graph.folder import GraphFolder

_DIGITS = 16
# Rows that become text at a time: a city stays within some hundreds of MB.
ROWS = 50_000


@dataclass(frozen=True)
class Dataset:
    """A graph folder and the choices of one export.

    `licence` is a text or an IRI, None where nobody has stated one; `smallest` the least figure of
    persons that may be shown, None where all are; `rows` whether every roster row becomes a
    resource of PROV in the RDF forms.
    """

    folder: GraphFolder
    licence: str | None = None
    smallest: int | None = None
    rows: bool = True

    @property
    def model(self) -> Model:
        """The ontology."""
        return load_model()

    @property
    def base(self) -> str:
        """What the identifiers of nodes and ties begin with."""
        return str(self.folder.manifest["base"])

    @property
    def date(self) -> str:
        """The graph's date."""
        return str(self.folder.manifest["date"])

    @property
    def iri(self) -> str:
        """The identifier of the dataset; the one for the public is another."""
        part = "" if self.smallest is None else f"/public-{self.smallest}"
        return f"{self.base}dataset/{self.digest[:_DIGITS]}{part}"

    @property
    def digest(self) -> str:
        """What tells these tables from any others."""
        return str(self.folder.manifest["tables"])

    @property
    def labels(self) -> Iterator[NodeLabel]:
        """The node labels, in the order of the ontology."""
        return iter(self.model.labels.values())

    @property
    def relationships(self) -> Iterator[Relationship]:
        """The relationship types, in the order of the ontology."""
        return iter(self.model.relationships.values())

    def nodes(self, label: str) -> pl.DataFrame:
        """The table of a node label, as it goes out."""

        from graph.export.public import without_small_figures

        table = read_table(self.folder.nodes(label))
        if self.smallest is None:
            return table
        return without_small_figures(self, label, table)

    def edges(self, relationship_type: str) -> pl.DataFrame:
        """The table of a relationship type."""

        return read_table(self.folder.edges(relationship_type))

    @cached_property
    def classes(self) -> dict[str, str]:
        """What the identifiers of nodes and ties begin with, by the name that stands for it."""
        found = {label.slug: f"{self.base}{label.slug}/" for label in self.labels}
        found |= {tie.slug: f"{self.base}{tie.slug}/" for tie in self.relationships}
        return found | {name: f"{self.iri}/{name}/" for name in ("row", "roster")}
