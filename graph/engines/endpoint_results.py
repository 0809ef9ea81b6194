"""What a SPARQL store answers, as the same Python values that the embedded engines give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.engines import Result
from graph.engines.terms import literal_value
from graph.errors import EngineError

if TYPE_CHECKING:
    from graph.engines.endpoint_http import Reply

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
TURTLE = "text/turtle"
_IS_JSON = {JSON, "application/json"}
# Blank nodes are told apart from names; the two spellings of a literal are old and new.
_TERMS = {"uri", "literal", "typed-literal", "bnode"}


def results(reply: Reply) -> Result:
    """The answer to a SELECT or ASK; raises `EngineError` where it is something else."""
    if reply.kind not in _IS_JSON:
        raise unexpected(reply)
    try:
        answer = json.loads(reply.read(), object_hook=_read)
    except (ValueError, RecursionError) as error:
        raise unexpected(reply) from error
    try:
        if "boolean" in answer:
            return Result(("answer",), [(bool(answer["boolean"]),)])
        columns = tuple(answer["head"]["vars"])
        rows = [
            tuple(row[name][0] if name in row else None for name in columns)
            for row in answer["results"]["bindings"]
        ]
    except (KeyError, TypeError, IndexError) as error:
        raise unexpected(reply) from error
    return Result(columns, rows)


def graph(reply: Reply) -> Result:
    """The answer to a CONSTRUCT or DESCRIBE, as rows of subject, predicate and object."""
    from pyoxigraph import RdfFormat, parse

    from graph.engines.oxigraph import value

    form = RdfFormat.from_media_type(reply.kind)
    if form is None:
        raise unexpected(reply)
    try:
        rows: list[tuple[object, ...]] = [
            (value(triple.subject), value(triple.predicate), value(triple.object))
            for triple in parse(reply, format=form)  # type: ignore[arg-type]  # it only reads
        ]
    except SyntaxError as error:
        raise unexpected(reply) from error
    return Result(("subject", "predicate", "object"), rows)


def unexpected(reply: Reply) -> EngineError:
    """The error of an answer that is no answer: a page, or half of one."""
    return EngineError("sparql_no_answer", url=reply.url, kind=reply.kind or "?")


def _read(found: dict[str, Any]) -> object:
    """A term becomes its value in a tuple, at once: the dictionaries of 100,000 rows are large.

    The tuple tells a term from a row whose columns are called `type` and `value`.
    """
    kind = found.get("type")
    if not isinstance(kind, str) or kind not in _TERMS or not isinstance(found.get("value"), str):
        return found
    text = found["value"]
    if kind == "bnode":
        return (text if text.startswith("_:") else f"_:{text}",)
    return (text if kind == "uri" else literal_value(text, found.get("datatype")),)
