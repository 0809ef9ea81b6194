"""The description of a dataset in DCAT, VoID and PROV: what it is, of when, from which rosters.

Said as triples without blank nodes, so that every form can say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from graph.export.sources import file_iri
from graph.language import say
from ontology import NAMESPACE

if TYPE_CHECKING:
    import polars as pl

    from graph.export.counts import Counts
    from graph.export.dataset import Dataset

ONTOLOGY = NAMESPACE.rstrip("#")
_VOCABULARIES = ("sq", "org", "skos", "prov")


class Iri(NamedTuple):
    """A thing, or with a prefix a term of a vocabulary."""

    text: str


class Literal(NamedTuple):
    """A text with its language, or with its datatype of xsd (None: a plain text)."""

    text: str
    language: str | None = None
    datatype: str | None = None


class Triple(NamedTuple):
    """Subject in full, predicate with its prefix, object."""

    subject: str
    predicate: str
    object: Iri | Literal


def title(dataset: Dataset, language: str) -> str:
    """What the dataset is called."""
    return say(f"export_title_{language}", date=dataset.date)


def about(dataset: Dataset, language: str) -> str:
    """What it holds, what was left blank, and under which terms."""
    parts = [say(f"export_about_{language}")]
    if dataset.smallest is not None:
        parts.append(say(f"export_about_public_{language}", smallest=dataset.smallest))
    if dataset.licence is None:
        parts.append(say(f"export_about_no_licence_{language}"))
    return " ".join(parts)


def summary(dataset: Dataset) -> str:
    """Title, contents and licence in one text, in both languages, for forms with one field."""
    lines = [f"{title(dataset, language)}. {about(dataset, language)}" for language in ("zh", "en")]
    return " | ".join([*lines, *([dataset.licence] if dataset.licence else []), dataset.iri])


def is_iri(text: str) -> bool:
    """Whether a licence is named by its address."""
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", text) is not None


def files(dataset: Dataset, rows: pl.DataFrame | None) -> dict[str, str | None]:
    """The roster files by name, with their SHA-256 where the load has kept it."""
    found: dict[str, str | None] = {
        file["path"]: file.get("sha256") for file in dataset.folder.manifest["files"]
    }
    named = [] if rows is None else rows["file"].unique().sort().to_list()
    return dict(sorted({**dict.fromkeys(named), **found}.items()))


def triples(dataset: Dataset, counts: Counts, rows: pl.DataFrame | None) -> Iterator[Triple]:
    """What there is to say about the dataset, and about its files."""
    iri = dataset.iri
    for kind in ("dcat:Dataset", "void:Dataset", "prov:Entity"):
        yield Triple(iri, "rdf:type", Iri(kind))
    for language in ("zh", "en"):
        yield Triple(iri, "dcterms:title", Literal(title(dataset, language), language))
        yield Triple(iri, "dcterms:description", Literal(about(dataset, language), language))
    yield Triple(iri, "dcterms:date", Literal(dataset.date, datatype="date"))
    yield Triple(iri, "dcterms:identifier", Literal(f"sha256:{dataset.digest}"))
    if dataset.licence is not None:
        if is_iri(dataset.licence):
            yield Triple(iri, "dcterms:license", Iri(dataset.licence))
        else:
            yield Triple(iri, "dcterms:rights", Literal(dataset.licence))
    yield Triple(iri, "dcterms:conformsTo", Iri(ONTOLOGY))
    yield Triple(ONTOLOGY, "owl:versionInfo", Literal(dataset.model.version))
    for prefix in _VOCABULARIES:
        yield Triple(iri, "void:vocabulary", Iri(_namespace(prefix)))
    yield Triple(iri, "void:uriSpace", Literal(dataset.base))
    yield Triple(iri, "void:triples", _number(counts.triples))
    yield Triple(iri, "void:entities", _number(sum(counts.nodes.values())))
    yield from _partitions(dataset, counts)
    for name, digest in files(dataset, rows).items():
        file = file_iri(dataset, name)
        yield Triple(iri, "prov:wasDerivedFrom", Iri(file))
        yield Triple(file, "rdf:type", Iri("prov:Entity"))
        yield Triple(file, "dcterms:title", Literal(name))
        if digest is not None:
            yield Triple(file, "dcterms:identifier", Literal(f"sha256:{digest}"))


def _partitions(dataset: Dataset, counts: Counts) -> Iterator[Triple]:
    """How many things of each class, and how many ties of each type."""
    for of_class, number in counts.classes.items():
        part = f"{dataset.iri}/class/{re.split('[#/]', of_class)[-1]}"
        yield Triple(dataset.iri, "void:classPartition", Iri(part))
        yield Triple(part, "void:class", Iri(of_class))
        yield Triple(part, "void:entities", _number(number))
    for tie in dataset.relationships:
        if counts.direct[tie.type]:
            part = f"{dataset.iri}/property/{tie.slug}"
            yield Triple(dataset.iri, "void:propertyPartition", Iri(part))
            yield Triple(part, "void:property", Iri(tie.iri))
            yield Triple(part, "void:triples", _number(counts.direct[tie.type]))


def _namespace(prefix: str) -> str:
    from graph.rdf import PREFIXES

    return PREFIXES[prefix]


def _number(number: int) -> Literal:
    return Literal(str(number), datatype="integer")
