"""RDF terms in short: `sq:partOf` for IRIs of vocabularies, `estate:440305001012/…` for things.

Beside the prefixes of the vocabularies, Turtle has one for each kind of thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.rdf import PREFIXES

if TYPE_CHECKING:
    import polars as pl

    from graph.export.dataset import Dataset
    from ontology import NodeLabel

VOCABULARIES = PREFIXES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
}
# Of what a local name in Turtle may hold: what identifiers have, and no more.
_FIRST = "[0-9A-Za-z_\u3400-\u9fff]|%[0-9A-Fa-f]{2}"
_MORE = "[0-9A-Za-z_/\u3400-\u9fff-]|%[0-9A-Fa-f]{2}"
_LOCAL = f"(?:{_FIRST})(?:(?:{_MORE}|\\.)*(?:{_MORE}))?"


def prefixes(dataset: Dataset) -> dict[str, str]:
    """Every prefix: of the vocabularies, and of the dataset's things."""
    return {**VOCABULARIES, **dataset.classes}


def short(iri: str) -> str:
    """The IRI of a class or property with its prefix; KeyError where it is of no vocabulary."""
    for prefix, namespace in VOCABULARIES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    raise KeyError(iri)


def turtle_iris(dataset: Dataset, iris: pl.Expr) -> pl.Expr:
    """IRIs of things as Turtle writes them: with a prefix, else in full."""
    import polars as pl

    starts = "|".join(re.escape(start) for start in dataset.classes.values())
    named = _shortened(dataset, iris).str.replace_all("/", "\\/", literal=True)
    return (
        pl.when(iris.str.contains(f"^(?:{starts}){_LOCAL}$"))
        .then(named)
        .otherwise(pl.concat_str(pl.lit("<"), iris, pl.lit(">")))
    )


def json_iris(dataset: Dataset, iris: pl.Expr) -> pl.Expr:
    """IRIs of things as JSON-LD writes them, not yet quoted: `shequ:` and `row:` for what they are.

    Its keys are the names of columns, and some of those would be prefixes of Turtle too.
    """
    for name, start in json_prefixes(dataset).items():
        iris = iris.str.replace(f"^{re.escape(start)}", f"{name}:")
    return iris


def json_prefixes(dataset: Dataset) -> dict[str, str]:
    """The prefixes of things in JSON-LD, the longest namespace first."""
    rows = {name: dataset.classes[name] for name in ("row", "roster")}
    return {**rows, "shequ": dataset.base}


def classes_by_kind(dataset: Dataset, label: NodeLabel) -> dict[str | None, list[str]]:
    """The classes of a node by its kind, in short; None for a blank kind."""
    from graph.rdf import node_classes

    kinds: list[str | None] = [None, *dataset.model.kind_classes(label.name)]
    return {
        kind: [short(iri) for iri in node_classes(dataset.model, label, kind)] for kind in kinds
    }


def _shortened(dataset: Dataset, iris: pl.Expr) -> pl.Expr:
    """With a prefix instead of the beginning that it stands for, which is there."""
    own = iris.str.strip_prefix(dataset.base).str.replace("/", ":", literal=True)
    for name in ("row", "roster"):
        start = dataset.classes[name].removeprefix(dataset.base).replace("/", ":", 1)
        own = own.str.replace(f"^{re.escape(start)}", f"{name}:")
    return own
