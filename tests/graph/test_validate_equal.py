"""The checks on columns find what pySHACL finds in the triples: the same results, no others.

Generated graphs with mistakes are checked by both. SHEQU_SHACL_EXAMPLES sets how many (pySHACL
takes a second or more for each), SHEQU_SHACL_FROM the number of the first.
"""

from __future__ import annotations

import os
from functools import cache

import pyshacl
import pytest
import rdflib
from rdflib import Namespace

from graph.rdf import XSD
from graph.validate.checks import Found
from graph.validate.face import Face
from graph.validate.report import all_shapes, check
from graph.validate.shapes import Iri
from ontology import load_model, shapes_turtle
from tests.graph.every_mistake import every_mistake
from tests.graph.mistaken import mistaken
from tests.graph.small import Tables
from tests.graph.stores import ntriples

EXAMPLES = int(os.environ.get("SHEQU_SHACL_EXAMPLES", "8"))
FROM = int(os.environ.get("SHEQU_SHACL_FROM", "0"))
SH = Namespace("http://www.w3.org/ns/shacl#")

# What no table can hold, so that no graph folder breaks these: see test_validate.py.
UNBREAKABLE = {"no-persons", "no-personal-properties", "column-asked"}

# focus node, shape, constraint component, severity, value
Result = tuple[str, str, str, str, str | None]


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would write 007 as 7."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def ours(nodes: Tables, edges: Tables) -> set[Result]:
    """What the checks on columns find; no query may need an engine."""
    found = check(Face(load_model(), nodes, edges), all_shapes())
    return {result for each in found for result in _results(each)}


def theirs(nodes: Tables, edges: Tables) -> set[Result]:
    """What pySHACL reports of the triples of the same tables."""
    # polars has no line for what has no identifier
    lines = [line for line in ntriples(nodes, edges).split("\n") if line != "None"]
    graph = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes())
    assert isinstance(report, rdflib.Graph)
    found: set[Result] = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, shape, component, severity, value = (
            report.value(result, predicate)
            for predicate in (
                SH.focusNode,
                SH.sourceShape,
                SH.sourceConstraintComponent,
                SH.resultSeverity,
                SH.value,
            )
        )
        text = None if value is None else str(value)
        named = str(component).removeprefix(str(SH))
        found.add(_comparable((str(focus), str(shape), named, str(severity), text)))
    return found


def _comparable(result: Result) -> Result:
    """rdflib writes any text that is no boolean as false."""
    focus, shape, component, severity, _ = result
    if component == "DatatypeConstraintComponent" and shape in _booleans():
        return focus, shape, component, severity, None
    return result


@cache
def _booleans() -> set[str]:
    return {
        shape.iri
        for shape in all_shapes()
        for constraint in shape.constraints
        if constraint.value == Iri(XSD + "boolean")
    }


def _results(found: Found) -> set[Result]:
    shape = found.shape
    return {
        _comparable((focus, shape.iri, found.component, shape.severity, value))
        for focus, value in found.frame.select("focus", "value").iter_rows()
    }


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_turtle(load_model()), format="turtle")


pytestmark = pytest.mark.filterwarnings("ignore:Parsing weird boolean")


@pytest.mark.parametrize("number", range(FROM, FROM + EXAMPLES))
def test_a_graph_with_mistakes_has_the_results_that_pyshacl_reports(number: int) -> None:
    tables = mistaken(number)
    mine, reference = ours(*tables), theirs(*tables)
    assert mine == reference, (sorted(mine - reference, key=str), sorted(reference - mine, key=str))
    assert mine, "the mistakes were none"


def test_every_rule_is_broken_once_and_pyshacl_reports_the_same() -> None:
    tables = every_mistake()
    mine = ours(*tables)
    broken = {result[1] for result in mine}
    unbroken = {shape.name for shape in all_shapes() if shape.iri not in broken}
    assert unbroken == UNBREAKABLE
    reference = theirs(*tables)
    assert mine == reference, (sorted(mine - reference, key=str), sorted(reference - mine, key=str))
