"""What a load says as facts: its RDF face without derived bookkeeping, written as readable Turtle.

Left out is what the load derives from the rest (community and subdistrict of a node, the nearest
organization, what was asked, superclasses) and what is the usual (`listed` true). Nodes are blank:
a case says what there is and how it is tied together, not how an identifier is spelled.
"""

from __future__ import annotations

import re
from collections import defaultdict

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from graph.rdf import edge_triples, node_triples
from loaders.loading import LoadResult
from ontology import BASE, NAMESPACE, load_model

_LEFT_OUT = {
    URIRef(NAMESPACE + name)
    for name in (
        "communityCode",
        "communityName",
        "subdistrictName",
        "inCommunity",
        "estateId",
        "estateName",
        "nearestOrganization",
        "nearestOrganizationId",
        "asked",
        "coverageStated",
        "inForce",
    )
}
_LISTED = URIRef(NAMESPACE + "listed")
_TIE = URIRef(NAMESPACE + "Tie")
_PREFIXES = {
    "sq": NAMESPACE,
    "org": "http://www.w3.org/ns/org#",
    "rdfs": str(RDFS),
    "xsd": str(XSD),
}
_ODD = re.compile(r"[^\w]+")


def facts(result: LoadResult) -> Graph:
    """The facts of a load; every node of it is a blank node, labelled by its class and name."""
    model = load_model()
    lines: list[str] = []
    for label, rows in result.nodes.items():
        lines += [line for part in node_triples(model, label, rows) for line in part.to_list()]
    for type_, rows in result.edges.items():
        lines += [line for part in edge_triples(model, type_, rows) for line in part.to_list()]
    whole = Graph()
    whole.parse(data="\n".join(lines), format="nt")
    above = {URIRef(iri): set(map(URIRef, more)) for iri, more in model.superclasses.items()}
    for node_label in model.labels.values():
        own = above.setdefault(URIRef(node_label.iri), set())
        own.update(map(URIRef, node_label.superclasses))
    kept = Graph()
    for subject, predicate, value in whole:
        if predicate in _LEFT_OUT or (predicate == _LISTED and value == Literal(True)):
            continue
        if predicate == RDF.type:
            others = [
                above.get(other, set())
                for other in whole.objects(subject, RDF.type)
                if isinstance(other, URIRef) and other != value
            ]
            if value == _TIE or any(value in more for more in others):
                continue
        kept.add((subject, predicate, value))
    return _blank(kept)


def _blank(graph: Graph) -> Graph:
    """The graph with a blank node for each of its own IRIs, named so that a person can read it."""
    own = {
        node
        for triple in graph
        for node in (triple[0], triple[2])
        if isinstance(node, URIRef) and node.startswith(BASE)
    }
    named: dict[str, list[URIRef]] = defaultdict(list)
    for node in sorted(own):
        named[_readable(graph, node)].append(node)
    blank: dict[Node, Node] = {}
    for name, nodes in named.items():
        for place, node in enumerate(nodes, 1):
            blank[node] = BNode(name if len(nodes) == 1 else f"{name}_{place}")
    found = Graph()
    for subject, predicate, value in graph:
        found.add((blank.get(subject, subject), predicate, blank.get(value, value)))
    return found


def _readable(graph: Graph, node: URIRef) -> str:
    kind = node.removeprefix(BASE).split("/", 1)[0]
    if (node, URIRef(NAMESPACE + "from"), None) in graph:
        ends = [graph.value(node, URIRef(NAMESPACE + end)) for end in ("from", "to")]
        said = "_".join(str(graph.value(end, RDFS.label) or "") for end in ends)
    else:
        said = str(graph.value(node, RDFS.label) or node.rsplit("/", 1)[-1])
    return f"{_ODD.sub('', kind)}_{_ODD.sub('', said)}"


def turtle(graph: Graph) -> str:
    """The graph as Turtle: a subject a block, in the order of their names."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(_PREFIXES.items())]
    for subject in sorted(set(graph.subjects()), key=str):
        said = sorted(
            (predicate != RDF.type, _short(predicate), _short(value))
            for predicate, value in graph.predicate_objects(subject)
        )
        pairs = [f"{'a' if not other else name} {value}" for other, name, value in said]
        lines.append(f"\n_:{subject} " + " ;\n    ".join(pairs) + " .")
    return "\n".join(lines) + "\n"


def _short(node: Node) -> str:
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        if node.datatype in (XSD.integer, XSD.boolean):
            return str(node)
        said = node.n3()
        return said.replace(f"<{XSD}", "xsd:").rstrip(">") if node.datatype else said
    for name, iri in _PREFIXES.items():
        if str(node).startswith(iri):
            return f"{name}:{str(node).removeprefix(iri)}"
    return f"<{node}>"
