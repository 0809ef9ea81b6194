"""Asking a SPARQL endpoint: its engine, and how it fails."""

from __future__ import annotations

import pytest

from graph.engines.endpoint import EndpointEngine
from graph.errors import EngineError, GraphError
from graph.remote import address

JSON = {"Content-Type": "application/sparql-results+json"}


def engine(uri: str) -> EndpointEngine:
    return EndpointEngine(address(uri))


def failure(uri: str, text: str = "ASK {}", timeout: float | None = None) -> GraphError:
    with pytest.raises(EngineError) as failed:
        engine(uri).run(text, timeout=timeout)
    assert failed.value.exit_code == 3
    return failed.value
