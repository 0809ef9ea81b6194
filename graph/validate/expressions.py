"""Expressions of SPARQL as expressions of polars; null is SPARQL's error, which FILTER drops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.rdf import XSD
from graph.validate.parts import STRING, Term
from graph.validate.values import NUMBERS

if TYPE_CHECKING:
    import polars as pl

_BOOLEAN = Term(XSD + "boolean")
_INTEGER = Term(XSD + "integer")
_SIGNS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


def compiled(expression: Any, terms: Mapping[str, Term]) -> tuple[pl.Expr, Term]:
    """What an expression of rdflib's algebra says of a row, and the kind of term that it gives.

    Raises `UnknownQuery` where it says what is not known here.
    """
    from graph.validate.queries import UnknownQuery

    name = getattr(expression, "name", None)
    if name is None:
        return _leaf(expression, terms)
    if name == "RelationalExpression":
        return _compared(expression, terms), _BOOLEAN
    if name in ("ConditionalAndExpression", "ConditionalOrExpression"):
        whole = truth(expression.expr, terms)
        for other in expression.other:
            more = truth(other, terms)
            whole = whole & more if name == "ConditionalAndExpression" else whole | more
        return whole, _BOOLEAN
    if name == "UnaryNot":
        return ~truth(expression.expr, terms), _BOOLEAN
    if name == "Builtin_STR":
        return _text_of(expression.arg, terms), STRING
    if name == "Builtin_STRLEN":
        return _text(expression.arg, terms).str.len_chars(), _INTEGER
    if name == "Builtin_STRSTARTS":
        start = _text(expression.arg2, terms)
        return _text(expression.arg1, terms).str.starts_with(start), _BOOLEAN
    if name == "Builtin_SUBSTR":
        start, _ = compiled(expression.start, terms)
        length, _ = compiled(expression.length, terms)
        return _text(expression.arg, terms).str.slice(start - 1, length), STRING
    raise UnknownQuery(name)


def truth(expression: Any, terms: Mapping[str, Term]) -> pl.Expr:
    """Whether it is true; a text in a column of booleans is one of four, or an error."""
    import polars as pl

    from graph.validate.queries import UnknownQuery

    made, term = compiled(expression, terms)
    if term != _BOOLEAN:
        raise UnknownQuery(f"the truth of {term}")
    if getattr(expression, "name", None) is None:
        return made.cast(pl.String).is_in(["true", "1"])
    return made


def _leaf(term: Any, terms: Mapping[str, Term]) -> tuple[pl.Expr, Term]:
    """A variable or a constant."""
    import polars as pl
    from rdflib import Literal, Variable

    from graph.validate.queries import UnknownQuery

    if isinstance(term, Variable):
        if str(term) not in terms:
            raise UnknownQuery(f"the variable {term} may be unbound")
        return pl.col(str(term)), terms[str(term)]
    if isinstance(term, Literal) and isinstance(term.value, bool | int | float | str):
        kind = Term(str(term.datatype)) if term.datatype is not None else STRING
        return pl.lit(term.value), kind
    raise UnknownQuery(repr(term))


def _compared(expression: Any, terms: Mapping[str, Term]) -> pl.Expr:
    from graph.validate.queries import UnknownQuery

    left, one = compiled(expression.expr, terms)
    right, other = compiled(expression.other, terms)
    numbers = one.datatype in NUMBERS and other.datatype in NUMBERS
    if not numbers and not one == other == STRING:
        raise UnknownQuery(f"{one} {expression.op} {other}")
    if expression.op not in _SIGNS:
        raise UnknownQuery(str(expression.op))
    made: pl.Expr = getattr(left, _SIGNS[expression.op])(right)
    return made


def _text(expression: Any, terms: Mapping[str, Term]) -> pl.Expr:
    from graph.validate.queries import UnknownQuery

    made, term = compiled(expression, terms)
    if term != STRING:
        raise UnknownQuery(f"the text of {term}")
    return made


def _text_of(expression: Any, terms: Mapping[str, Term]) -> pl.Expr:
    import polars as pl

    return compiled(expression, terms)[0].cast(pl.String)
