"""The results as a validation report of the W3C (sh:ValidationReport), in Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import IO, TYPE_CHECKING

from graph.rdf import PREFIXES, XSD
from graph.validate.checks import Found
from graph.validate.details import personal
from graph.validate.parts import RDF
from graph.validate.paths import Alternative, Inverse, Path, Predicate, Repeated
from graph.validate.report import Report
from graph.validate.shapes import SH

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Triple

_PREFIXES = {**PREFIXES, "sh": SH, "shape": "https://w3id.org/shequ/shapes#"}


def write_report(report: Report, file: IO[bytes]) -> None:
    """Write the report to an open binary file; a value that is personal is left out.

    As the standard has it, sh:conforms is false where there is any result, also a warning.
    """
    from pyoxigraph import RdfFormat, serialize

    serialize(_triples(report), file, format=RdfFormat.TURTLE, prefixes=_PREFIXES)


def _triples(report: Report) -> Iterator[Triple]:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    whole = BlankNode("report")
    yield Triple(whole, NamedNode(RDF + "type"), NamedNode(SH + "ValidationReport"))
    answer = Literal("false" if report.found else "true", datatype=NamedNode(XSD + "boolean"))
    yield Triple(whole, NamedNode(SH + "conforms"), answer)
    numbers = count(1)
    hidden = personal(report)
    for found in report.found:
        for focus, value in found.frame.sort("focus", "value").iter_rows():
            result = BlankNode(f"result{next(numbers)}")
            yield Triple(whole, NamedNode(SH + "result"), result)
            yield from _result(found, result, hidden(focus), hidden(value), numbers)


def _result(
    found: Found, result: BlankNode, focus: str | None, value: str | None, numbers: Iterator[int]
) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    shape = found.shape
    said: list[tuple[str, NamedNode | BlankNode | Literal]] = [
        ("resultSeverity", NamedNode(shape.severity)),
        ("sourceShape", NamedNode(shape.iri)),
        ("sourceConstraintComponent", NamedNode(SH + found.component)),
    ]
    said += [
        ("resultMessage", Literal(text, language=language or None))
        for language, text in shape.messages.items()
    ]
    if focus is not None:
        said.append(("focusNode", NamedNode(focus)))
    if value is not None and found.term is not None:
        term = found.term
        if term.is_iri:
            said.append(("value", NamedNode(value)))
        elif term.language is not None:
            said.append(("value", Literal(value, language=term.language)))
        else:
            said.append(("value", Literal(value, datatype=NamedNode(str(term.datatype)))))
    yield Triple(result, NamedNode(RDF + "type"), NamedNode(SH + "ValidationResult"))
    for name, node in said:
        yield Triple(result, NamedNode(SH + name), node)
    if shape.path is not None:
        path: list[Triple] = []
        yield Triple(result, NamedNode(SH + "resultPath"), _path(shape.path, path, numbers))
        yield from path


def _path(path: Path, triples: list[Triple], numbers: Iterator[int]) -> NamedNode | BlankNode:
    """The node of a path; what it consists of is added to the triples."""
    from pyoxigraph import BlankNode, NamedNode, Triple

    if isinstance(path, Predicate):
        return NamedNode(path.iri)
    node = BlankNode(f"path{next(numbers)}")
    if isinstance(path, Inverse | Repeated):
        name = "inversePath" if isinstance(path, Inverse) else "zeroOrMorePath"
        inner = _path(path.path, triples, numbers)
        triples.append(Triple(node, NamedNode(SH + name), inner))
        return node
    if isinstance(path, Alternative):
        inner = _list(list(path.paths), triples, numbers)
        triples.append(Triple(node, NamedNode(SH + "alternativePath"), inner))
        return node
    return _list(list(path.steps), triples, numbers)


def _list(
    paths: list[Path], triples: list[Triple], numbers: Iterator[int]
) -> NamedNode | BlankNode:
    from pyoxigraph import BlankNode, NamedNode, Triple

    if not paths:
        return NamedNode(RDF + "nil")
    cell = BlankNode(f"list{next(numbers)}")
    first = _path(paths[0], triples, numbers)
    triples.append(Triple(cell, NamedNode(RDF + "first"), first))
    rest = _list(paths[1:], triples, numbers)
    triples.append(Triple(cell, NamedNode(RDF + "rest"), rest))
    return cell
