"""The shapes of the ontology over a graph folder, as work on columns instead of triple by triple.

    report = validate(folder)

pySHACL takes half a minute for 17,000 nodes; this takes seconds for a city, and finds the same.
"""

from __future__ import annotations

from graph.validate.report import Report, validate

__all__ = ["Report", "validate"]
