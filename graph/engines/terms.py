"""RDF terms as Python values: one reading for both SPARQL engines."""

from __future__ import annotations

XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {
    XSD + name
    for name in (
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "negativeInteger",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
}
_NUMBERS = {XSD + "double", XSD + "float", XSD + "decimal"}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def literal_value(text: str, datatype: str | None) -> object:
    """An integer, number or truth value; anything else, dates too, stays text.

    A text that is no value of its datatype stays text as well.
    """
    if datatype == XSD + "boolean":
        return _BOOLEANS.get(text, text)
    if datatype in _INTEGERS or datatype in _NUMBERS:
        try:
            return int(text) if datatype in _INTEGERS else float(text)
        except ValueError:
            return text
    return text
