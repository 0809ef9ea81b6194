"""Formulas of an xlsx workbook that hold no result: the cell reader gives them as empty cells.

A program that writes a workbook need not calculate it; a spreadsheet program does as it saves.
Here such a cell gets a mark as its result, so that it is told from one that nobody filled in. A
formula whose result is an empty text says that it is a text, and is left alone.
"""

from __future__ import annotations

import re

from loaders.reading.cells import NOT_CALCULATED

#: How much of a part to keep for a cell that goes on in the next block.
REACH = 2_000

_MARK = NOT_CALCULATED.encode()
# What such a cell ends with, quickly searched for, and the whole cell, but of a text.
_ENDS = (b"f></", b"<v></", b":v></", b"v/>", b"v />", b"/></c", b"/></x:c")
_NAME = rb"(?:[\w.-]{1,20}:)?"
_CELL = re.compile(
    rb"""<(%b)c(\s(?![^<>]*\st=["']str)[^<>]*)>"""
    rb"(<%bf(?:\s[^<>]*)?(?:/>|>[^<]*</%bf>))(?:<%bv ?/>|<%bv></%bv>)?</\1c>" % ((_NAME,) * 6)
)
_TYPE = re.compile(rb"""\st=["'][^"']*["']""")


def may_lack_results(text: bytes) -> bool:
    """Whether a formula without a result stands in a piece of a sheet."""
    return (
        (b"<f" in text or b":f" in text)
        and any(end in text for end in _ENDS)
        and _CELL.search(text) is not None
    )


def marked(sheet: bytes) -> bytes:
    """The sheet with NOT_CALCULATED as the result of each formula that has none."""
    return _CELL.sub(_with_mark, sheet)


def _with_mark(cell: re.Match[bytes]) -> bytes:
    prefix, attributes, formula = cell.groups()
    parts = (prefix, _TYPE.sub(b"", attributes), formula, prefix, _MARK, prefix, prefix)
    return b'<%bc%b t="str">%b<%bv>%b</%bv></%bc>' % parts
