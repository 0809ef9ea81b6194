"""Separated text (CSV, TSV) to a sheet: delimiter, quotes, and true row numbers.

Plain and properly quoted files go through polars' reader, which is quick but drops no record only
when it is told the width; the count of records is checked against the file's own line breaks.
Stray quotes and other oddities go through a tokenizer with the rules of a spreadsheet program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from loaders.reading.cells import MAX_COLUMNS, Sheet, check_area, make_sheet
from loaders.reading.encoding import to_utf8
from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    import polars as pl

_DELIMITERS = (b"\t", b",", b";")
_HEAD = 1 << 16
_QUOTED = re.compile(rb'"[^"]*(?:""[^"]*)*"')
_WRAPPED = '(?s)^="(?:[^"]|"")+"$'
_BREAK = re.compile(r"\r\n|\n|\r")
_DIRECTIVE = re.compile(rb"sep=([,;\t])\r?\n", re.IGNORECASE)


def read_csv(data: bytes) -> Sheet:
    """The one sheet of a CSV or TSV file; raises Unreadable where it is no text, or unbounded."""
    return read_separated(to_utf8(data))


def read_separated(text: bytes) -> Sheet:
    """The one sheet of separated text in UTF-8; raises Unreadable (too_wide, too_many_cells)."""
    if b"\n" not in text and b"\r" in text:
        text = text.replace(b"\r", b"\n")  # the line break of old Macs
    delimiter = sniff(text)
    frame = _quickly(text, delimiter)
    if frame is None:
        frame = _tolerantly(text.decode("utf-8"), delimiter.decode("ascii"))
    return make_sheet(None, _unwrapped(frame) if b'="' in text else frame)


def sniff(text: bytes) -> bytes:
    """The delimiter that splits the first lines most evenly; a comma where none does."""
    directive = _DIRECTIVE.match(text)
    if directive:
        return directive.group(1).lower()
    lines = _QUOTED.sub(b"", text[:_HEAD]).splitlines()[:200]
    best, best_score = b",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        # Lines that agree on a count weigh by it: a roster's columns, not a comma in a title.
        score = max((lines_so * count for count, lines_so in counts.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _quickly(text: bytes, delimiter: bytes) -> pl.DataFrame | None:
    """The frame by polars' reader; None where the text needs the tolerant way."""
    import polars as pl

    quoted = b'"' in text
    # what stands for a quoted part keeps the line break before it from joining the one behind it
    bare = _QUOTED.sub(b"_", text) if quoted else text
    if quoted and (b'"' in bare or not _quotes_enclose(text, delimiter)):
        return None
    if bare.count(b"\r") != bare.count(b"\r\n"):
        return None
    records = bare.count(b"\n") + (not text.endswith(b"\n"))
    width = _width(bare[:_HEAD], delimiter)
    for attempt in ("head", "all"):
        check_area(records, width, bare.count(delimiter) + records)
        # One column more than there are, so that a line with nothing in it is a record too.
        names = [f"c{place}" for place in range(width + 1)]
        header = delimiter.join(name.encode("ascii") for name in names) + b"\n"
        try:
            frame = pl.read_csv(
                header + text,
                separator=delimiter.decode("ascii"),
                quote_char='"' if quoted else None,
                infer_schema=False,
            )
        except pl.exceptions.ComputeError:
            if attempt == "all":
                return None
            width = _width(bare, delimiter)  # a later line is wider than the first ones
            continue
        if frame.height != records:
            return None
        return frame.drop(names[-1]).with_row_index("row", offset=1)
    return None


def _quotes_enclose(text: bytes, delimiter: bytes) -> bool:
    """Whether each quoted part is a whole cell: only then do all readers agree on it."""
    edges = (delimiter, b"\n", b"\r", b"")
    return all(
        (match.start() == 0 or text[match.start() - 1 : match.start()] in edges)
        and text[match.end() : match.end() + 1] in edges
        for match in _QUOTED.finditer(text)
    )


def _width(bare: bytes, delimiter: bytes) -> int:
    """Cells in the widest line; raises Unreadable beyond what any spreadsheet holds."""
    widest, width = 0, 1
    for number, line in enumerate(bare.split(b"\n"), 1):
        count = line.count(delimiter) + 1
        if count > width:
            widest, width = number, count
    if width > MAX_COLUMNS:
        raise Unreadable("too_wide", line=widest, columns=width, limit=MAX_COLUMNS)
    return width


def _tolerantly(text: str, delimiter: str) -> pl.DataFrame:
    """The frame, cell by cell: quotes count where they enclose a whole cell, else as characters."""
    import polars as pl

    cell = re.compile(
        rf'(?:"([^"]*(?:""[^"]*)*)"(?=[{delimiter}\r\n]|\Z)|([^{delimiter}\r\n]*))'
        rf"([{delimiter}]|\r\n|\n|\r|\Z)"
    )
    records: list[list[str]] = []
    place = 0
    while place < len(text):
        quote = text.find('"', place)
        if quote < 0:
            quote = len(text)
        plain = max(text.rfind("\n", place, quote), text.rfind("\r", place, quote)) + 1
        if plain > place:
            lines = _BREAK.split(text[place:plain])
            records.extend(line.split(delimiter) for line in lines[:-1])
            place = plain
            continue
        record: list[str] = []
        after = delimiter
        while after == delimiter:
            match = cell.match(text, place)
            assert match is not None  # its second alternative takes anything up to a break
            quoted, bare, after = match.groups()
            record.append(bare if quoted is None else quoted.replace('""', '"'))
            place = match.end()
        records.append(record)
    _check_width(records)
    check_area(len(records), max(map(len, records), default=1), sum(map(len, records)))
    columns = {
        f"c{index}": pl.Series(values, dtype=pl.String)
        for index, values in enumerate(zip_longest(*records))
    }
    return pl.DataFrame(columns).with_row_index("row", offset=1)


def _check_width(records: Sequence[Sequence[str]]) -> None:
    for line, record in enumerate(records, 1):
        if len(record) > MAX_COLUMNS:
            raise Unreadable("too_wide", line=line, columns=len(record), limit=MAX_COLUMNS)


def _unwrapped(frame: pl.DataFrame) -> pl.DataFrame:
    """`="0012"` is how some programs keep the zeros of a code in CSV, quoted or not; the code is
    inside."""
    import polars as pl

    cells = pl.exclude("row")
    return frame.with_columns(
        pl.when(cells.str.contains(_WRAPPED))
        .then(
            cells.str.slice(2, cells.str.len_chars() - 3).str.replace_all('""', '"', literal=True)
        )
        .otherwise(cells)
    )
