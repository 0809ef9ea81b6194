"""The model of community organizations: Turtle files, and what Python reads from them."""

from ontology.model import (
    BASE,
    NAMESPACE,
    Code,
    CodeList,
    Column,
    Model,
    NodeLabel,
    Relationship,
    load_model,
)
from ontology.schema import edge_schema, node_schema
from ontology.shapes import shapes_turtle
from ontology.triples import OntologyError

__all__ = [
    "BASE",
    "NAMESPACE",
    "Code",
    "CodeList",
    "Column",
    "Model",
    "NodeLabel",
    "OntologyError",
    "Relationship",
    "edge_schema",
    "load_model",
    "node_schema",
    "shapes_turtle",
]
