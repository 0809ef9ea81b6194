"""Which buildings a cell names that should name one: the name column of a roster of buildings.

The rule is that of `building_list`, as in 覆盖楼栋: 4、5栋, 1-3栋, 1栋/2栋 and 6栋 7栋 are the
buildings that it reads there. A cell that has such a sign and can't be read so is no name at all.
Signs that stand inside the name of one building make no list of it: A-1栋, and 3-2栋 or 1-1栋,
which can be no ranges; 12栋 A座, a building and its part; whatever stands in brackets. A dash is
a range's as long as nothing beside it says otherwise: where a roster names 1-1栋 and 1-2栋 in one
place, or ranges that overlap, block and unit are meant, and each is a name.
"""

from __future__ import annotations

import re

from loaders.values.building_lists import ON_A_LINE, RUN_ON, SEPARATOR, SPACED, building_list
from loaders.values.buildings import DASH, DESIGNATOR, SHAPE, TOKEN, WHOLES, normal
from loaders.values.text import clean_text, split_outside_brackets

SIGNS = r"[^\p{Han}0-9A-Za-z]|[〇至到和与及]|[栋幢座楼号]第?[0-9]"
"""What polars looks for: a text without it names one building."""
MOST_IN_CELL = 60
"""Nobody writes more buildings into one row of a roster of buildings: 1-301 is no range."""

_SPACE = "|"
_GAP = re.compile(rf"\s*\|\s*|{SPACED.pattern}")
_PIECE = re.compile(f"(?P<before>.*?)第?(?P<token>{TOKEN})(?P<word>{DESIGNATOR})?")
_BEFORE = "(|[^-‐-―−、,;。/&+]*?(?<![0-9A-Z]))"
_DASHED = re.compile(
    f"{_BEFORE}([A-Z]{{0,2}}[0-9]{{1,4}})[-‐-―−]([A-Z]{{0,2}}[0-9]{{1,4}})({DESIGNATOR})?"
)
_SURELY_RANGE = re.compile(f".*{TOKEN}{DESIGNATOR}?(?:[~〜∼]|至|到)第?{TOKEN}{DESIGNATOR}?")


def buildings_named(text: str) -> list[str]:
    """The names of the buildings that a cell names: one, several, or none where it is unclear."""
    plain = normal(ON_A_LINE.sub(_SPACE, text))
    parts = [part for part in split_outside_brackets(plain, SEPARATOR) if part.strip()]
    spaced = [part for part in parts if _GAP.search(part)]
    if len(parts) > 1 and not all(_of_one_kind(part) for part in spaced):
        return []
    if len(parts) > 1 or RUN_ON.search(plain) or (spaced and _of_one_kind(plain)):
        return _read(text) or []
    if re.search(DASH, plain) and not spaced:
        found = _read(text)
        if found is not None and len(found) > 1:
            return found if len(found) <= MOST_IN_CELL else []
        if found is None and _SURELY_RANGE.fullmatch(plain):
            return []
    return [clean_text(text)]


def _read(text: str) -> list[str] | None:
    """The buildings as `building_list` has them; None where it can't read them one by one."""
    listed = building_list(text)
    if listed.problem is not None or any(name.endswith(WHOLES) for name in listed.names):
        return None
    return listed.names


def _of_one_kind(spaced: str) -> bool:
    """Whether spaces stand between buildings of one kind: 6栋 7栋, 1 2栋; not 12栋 A座."""
    pieces = [_PIECE.fullmatch(piece.strip()) for piece in _GAP.split(spaced)]
    found = [piece for piece in pieces if piece is not None]
    if len(found) < len(pieces) or found[-1]["word"] is None:
        return False
    words = {piece["word"] for piece in found} - {None}
    kinds = {re.sub("[0-9]+", "1", piece["token"]) for piece in found if piece["token"].isascii()}
    return len(words) == 1 and (len(kinds) < 2 or all(kind.isalpha() for kind in kinds))


def dashed(text: str) -> tuple[str, str, int, int] | None:
    """(what stands before, letters, from, to) of 1-3栋, which may be a range or block and unit."""
    found = _DASHED.fullmatch(normal(text))
    if found is None:
        return None
    before, first, last, _ = found.groups()
    start, end = SHAPE.fullmatch(first), SHAPE.fullmatch(last)
    if start is None or end is None:
        return None
    return before, start.group(1), int(start.group(2)), int(end.group(2))


def are_names(texts: list[str]) -> bool:
    """Whether dashed names of one place can't all be ranges: one runs backwards, or two overlap."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for found in {dashed(text) for text in texts}:
        if found is not None:
            before, letters, low, high = found
            if letters == "" and low >= high:
                return True
            spans.setdefault((before, letters), []).append((low, high))
    return any(
        later[0] <= earlier[1]
        for ranges in spans.values()
        for earlier, later in zip(sorted(ranges), sorted(ranges)[1:], strict=False)
    )
