"""What GraphML and GEXF share: text that XML 1.0 can hold, and the attributes of nodes and ties.

XML has no way to write control characters; U+FFFD stands in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import Column
    from ontology.model import Datatype

_NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_MARKED = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ('"', "&quot;"),
    # written as they are, a reader would make spaces and line ends of them
    ("\t", "&#9;"),
    ("\n", "&#10;"),
    ("\r", "&#13;"),
)


def xml(text: pl.Expr) -> pl.Expr:
    """Texts as they stand in an element or an attribute."""
    text = text.str.replace_all(_NOT_IN_XML, "\ufffd")
    for plain, marked in _MARKED:
        text = text.str.replace_all(plain, marked, literal=True)
    return text


def attribute(text: str) -> str:
    """One text as an attribute with its quotes."""
    import re

    return quoteattr(re.sub(_NOT_IN_XML, "\ufffd", text), {"\r": "&#13;"})


def value(column: Column) -> pl.Expr:
    """The cells of a column as XML text, lists joined by "; "; null stays null."""
    import polars as pl

    cell = pl.col(column.name)
    if column.many:
        cell = pl.when(cell.list.len() > 0).then(cell.list.join("; ", ignore_nulls=True))
    elif column.datatype not in ("string", "partial_date"):
        return cell.cast(pl.String)
    return xml(cell)


def node_columns(dataset: Dataset) -> dict[str, Datatype]:
    """The columns that any node has, by name, in the order of the ontology."""
    return _columns([label.columns for label in dataset.labels])


def tie_columns(dataset: Dataset) -> dict[str, Datatype]:
    """The columns that any tie has."""
    return _columns([tie.columns for tie in dataset.relationships])


def _columns(tables: list[tuple[Column, ...]]) -> dict[str, Datatype]:
    return {
        column.name: "string" if column.many else column.datatype
        for columns in tables
        for column in columns
    }
