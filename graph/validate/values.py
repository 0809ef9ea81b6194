"""Constraints on each value alone: a column of answers for a column of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.rdf import XSD
from graph.validate.parts import RDF, Part
from graph.validate.shapes import SH, Constraint, Iri, Value

if TYPE_CHECKING:
    import polars as pl

    from graph.validate.face import Face

# Whether each value of a part is as the constraint says.
Test = Callable[["Face", Part, Constraint], "pl.Series"]

NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
# The texts of a datatype that are well-formed, as XSD has them; of a date the day is asked too.
_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$"
_FORMS = {
    XSD + "integer": r"^[+-]?[0-9]+$",
    XSD + "boolean": r"^(true|false|1|0)$",
    XSD + "double": r"^([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)$",
    XSD + "gYear": r"^-?([1-9][0-9]{3,}|0[0-9]{3})" + _ZONE,
    XSD + "gYearMonth": r"^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])" + _ZONE,
    XSD + "date": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" + _ZONE,
}


def same(part: Part, value: bool) -> pl.Series:
    """The same answer for each value."""
    import polars as pl

    return pl.Series([value], dtype=pl.Boolean).new_from_index(0, part.frame.height)


def datatype(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Literals of this datatype, and well-formed."""
    import polars as pl

    wanted = _iri(constraint)
    if part.term.datatype != wanted:
        return same(part, False)
    if part.sound:
        if part.frame.schema["value"].is_float():
            return ~part.frame["value"].is_infinite()  # the face writes inf, XSD has INF
        return same(part, True)
    if wanted not in _FORMS:
        raise NotImplementedError(f"the form of {wanted}")
    text = part.text()
    formed = text.str.contains(_FORMS[wanted])
    if wanted == XSD + "date":
        formed &= text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return formed.cast(pl.Boolean)


def is_in(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """One of a list."""
    allowed = constraint.value
    assert isinstance(allowed, tuple)
    return among(part, [each for each in allowed if _of_term(part, each)])


def has_value(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """This one value."""
    wanted = constraint.value
    assert isinstance(wanted, Iri | Value)
    return among(part, [wanted] if _of_term(part, wanted) else [])


def pattern(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Texts in which a regular expression is found."""
    flags = constraint.more.get("flags")
    assert isinstance(constraint.value, Value)
    inline = f"(?{flags.value})" if isinstance(flags, Value) else ""
    return part.text().str.contains(inline + constraint.value.value)


def language_in(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Texts in one of these languages."""
    assert isinstance(constraint.value, tuple)
    own = (part.term.language or "").lower()
    tags = [tag.value.lower() for tag in constraint.value]
    return same(part, any(own == tag or own.startswith(f"{tag}-") for tag in tags))


def node_kind(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """IRIs or literals; the tables hold no blank nodes."""
    wanted = _iri(constraint).removeprefix(SH)
    return same(part, ("IRI" if part.term.is_iri else "Literal") in wanted)


def of_class(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Nodes of a class."""
    if not part.term.is_iri:
        return same(part, False)
    return part.frame["value"].is_in(face.instances(_iri(constraint)).implode())


def max_length(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Texts of so many characters at most."""
    return part.text().str.len_chars() <= _number(constraint)


def min_length(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Texts of so many characters at least."""
    return part.text().str.len_chars() >= _number(constraint)


def min_inclusive(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Numbers not below."""
    return _compared(part, lambda value: value >= _number(constraint))


def max_inclusive(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Numbers not above."""
    return _compared(part, lambda value: value <= _number(constraint))


def min_exclusive(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Numbers above."""
    return _compared(part, lambda value: value > _number(constraint))


def max_exclusive(face: Face, part: Part, constraint: Constraint) -> pl.Series:
    """Numbers below."""
    return _compared(part, lambda value: value < _number(constraint))


TESTS: dict[str, Test] = {
    "datatype": datatype,
    "in": is_in,
    "hasValue": has_value,
    "pattern": pattern,
    "languageIn": language_in,
    "nodeKind": node_kind,
    "class": of_class,
    "minLength": min_length,
    "maxLength": max_length,
    "minInclusive": min_inclusive,
    "maxInclusive": max_inclusive,
    "minExclusive": min_exclusive,
    "maxExclusive": max_exclusive,
}


def numbers(part: Part) -> pl.Series | None:
    """The values as numbers, null where one is none; None where they are not numbers at all."""
    import polars as pl

    if part.term.datatype not in NUMBERS:
        return None
    values = part.frame["value"]
    if part.sound:
        return values.fill_nan(None) if values.dtype.is_float() else values
    formed = values.str.contains(_FORMS[part.term.datatype])
    return values.set(~formed, None).cast(pl.Float64, strict=False).fill_nan(None)


def among(part: Part, allowed: list[Iri | Value]) -> pl.Series:
    """Whether each value is one of these, which are of its kind of term."""
    if part.term.datatype in NUMBERS and (values := numbers(part)) is not None:
        return values.is_in([each.number for each in allowed if isinstance(each, Value)])
    return part.text().is_in([each.value for each in allowed])


def _of_term(part: Part, value: Iri | Value) -> bool:
    """Whether a parameter is of the kind of term that the values are."""
    if isinstance(value, Iri):
        return part.term.is_iri
    if value.language is not None:
        return (part.term.language or "").lower() == value.language.lower()
    return part.term.datatype == value.datatype and part.term.datatype != RDF + "langString"


def _compared(part: Part, compare: Callable[[pl.Series], pl.Series]) -> pl.Series:
    values = numbers(part)
    return same(part, False) if values is None else compare(values).fill_null(False)


def _iri(constraint: Constraint) -> str:
    assert isinstance(constraint.value, Iri)
    return constraint.value.value


def _number(constraint: Constraint) -> float:
    assert isinstance(constraint.value, Value)
    return constraint.value.number
