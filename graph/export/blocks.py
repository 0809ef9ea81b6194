"""What Turtle and JSON-LD say of one thing in one place, gathered from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from graph.export.dataset import ROWS

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import NodeLabel

Terms = Callable[["pl.Expr"], "pl.Expr"]


class Ties:
    """The other ends of the ties from a node, and the rows behind it, as finished terms.

    `terms` makes terms of IRIs, `separator` stands between several.
    """

    def __init__(
        self, dataset: Dataset, rows: pl.DataFrame | None, terms: Terms, separator: str
    ) -> None:
        self._terms, self._separator = terms, separator
        self._ends = {tie.type: self._direct(dataset, tie.type) for tie in dataset.relationships}
        self._rows = None if rows is None else self._joined(rows.select("source", "iri"))

    def beside(self, label: NodeLabel, table: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """A node table some rows at a time, with a column for each relationship type and `_rows`.

        The columns of types that no node of the table has are missing.
        """
        ends = {
            type_: found
            for type_, found in self._ends.items()
            if found["_label"].is_in([label.name]).any()
        }
        for part in table.iter_slices(ROWS):
            for type_, found in ends.items():
                part = part.join(
                    found.select(id="from", **{type_: "to"}),
                    on="id",
                    how="left",
                    maintain_order="left",
                )
            yield self.with_rows(part)

    def with_rows(self, table: pl.DataFrame) -> pl.DataFrame:
        """A table with the rows behind its things in the column `_rows`, if there are any."""
        if self._rows is None:
            return table
        return table.join(
            self._rows.rename({"iri": "_rows"}), on="source", how="left", maintain_order="left"
        )

    def _direct(self, dataset: Dataset, type_: str) -> pl.DataFrame:
        import polars as pl

        table = dataset.edges(type_)
        if dataset.model.relationships[type_].tie_class is not None:
            table = table.filter("in_force")
        ends = table.select("from", "to", _label="from_label").unique(maintain_order=True)
        return (
            ends.sort("from", "to")
            .with_columns(self._terms(pl.col("to")).alias("to"))
            .group_by("from", maintain_order=True)
            .agg(pl.col("to").str.join(self._separator), pl.col("_label").first())
        )

    def _joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        return (
            rows.unique(maintain_order=True)
            .with_columns(self._terms(pl.col("iri")).alias("iri"))
            .group_by("source", maintain_order=True)
            .agg(pl.col("iri").str.join(self._separator))
        )
