"""The model of community organizations: Turtle files, and what Python reads from them."""

from ontology.model import (
    BASE,
    NAMESPACE,
    Code,
    CodeList,
    Column,
    Model,
    NodeLabel,
    OntologyError,
    Relationship,
    load_model,
)
from ontology.schema import edge_schema, node_schema

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
]
