"""One value as JSON and CSV write it, and as people read it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable

from graph.language import say
from graph.output.columns import Column

Plain = str | int | float | bool | None

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
# What Excel, WPS and LibreOffice take for the start of a formula, also in its full-width form.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Linked(str):
    """A text that a workbook shows as a link to `address`; everywhere else it is its text."""

    address: str

    def __new__(cls, text: str, address: str) -> Linked:
        """`text`, linked to `address`."""
        made = super().__new__(cls, text)
        made.address = address
        return made


def plain(value: object) -> Plain:
    """A value of JSON: lists are joined by `; `, what is not a number is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return str(value)


# What JSON takes as it is.
SIMPLE = frozenset({str, int, bool, type(None)})


def harmless(text: str) -> str:
    """`text` for a CSV cell: what a spreadsheet would run is kept from running by an apostrophe."""
    if text.startswith(RUNS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def showing(column: Column) -> Callable[[object], str]:
    """A function that gives a value of `column` as people read it: labels for codes, per cent."""
    codes = column.codes
    separator = say("output_list_separator")
    answers = {True: say("output_code_yes"), False: say("output_code_no")}

    def shown(value: object) -> str:
        if isinstance(value, str):
            if value in codes:
                return codes[value]
            if codes and "; " in value:
                return separator.join(codes.get(part, part) for part in value.split("; "))
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return answers[value]
        if isinstance(value, float):
            if not math.isfinite(value):
                return ""
            return per_cent(value) if column.share else f"{value:.10g}"
        if isinstance(value, list | tuple):
            return separator.join(shown(item) for item in value)
        return str(value)

    return shown


def per_cent(share: float) -> str:
    """A part of one in per cent; not quite nothing and not quite all are not rounded to it."""
    return f"{not_quite(share):.1%}"


def not_quite(share: float) -> float:
    """`share`, and 0.1% or 99.9% where with one decimal it would look like nothing or all."""
    if 0 < share < 1:
        return min(max(share, 0.001), 0.999)
    return share


def printable(text: str) -> str:
    """`text` on one line and without what would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(
        " " if character in "\t\r\n" else character
        for character in text
        if character in "\t\r\n" or unicodedata.category(character) not in ("Cc", "Cf")
    )
