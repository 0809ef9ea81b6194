"""However untidy a roster is written, it says what the tidy one says, and no row is lost.

`SHEQU_ROSTER_EXAMPLES` sets how many are tried.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from loaders.loading import LoadResult, load
from tests.loaders.office_rosters import HEADERS, Buildings, Cell, Community, Reference, rosters
from tests.loaders.untidy import untidy
from tests.loaders.untidy_files import write_files
from tests.loaders.written import write

EXAMPLES = int(os.environ.get("SHEQU_ROSTER_EXAMPLES", "30"))
#: A smaller example is looked for only where somebody asks for many: it takes minutes.
PHASES = [p for p in Phase if EXAMPLES > 30 or p not in (Phase.shrink, Phase.explain)]
#: What the way of writing may change: where it stood, and what else a thing was called.
ASIDE = ("source", "alternative_names")


def plainly(cell: Cell) -> object:
    match cell:
        case bool():
            return "是" if cell else "否"
        case Community(name) | Reference(name):
            return name
        case Buildings(numbers):
            return "、".join(f"{number}栋" for number in numbers)
    return cell


def said(result: LoadResult) -> dict[str, list[dict[str, Any]]]:
    """The graph: nodes by id, ties by their ends and attributes."""
    found = {}
    for name, frame in (*result.nodes.items(), *result.edges.items()):
        kept = frame.select(pl.exclude(*ASIDE))
        found[name] = kept.sort("id").to_dicts()
    return found


@cache
def tidy(seed: int) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """What the tidy rosters say, and how many issues they have."""
    with tempfile.TemporaryDirectory() as place:
        for kind, rows in rosters(seed).items():
            if rows:
                cells = [[plainly(cell) for cell in row] for row in rows]
                write(Path(place), f"{kind}.csv", HEADERS[kind], *cells)
        result = load([Path(place)])
        assert result.issues.filter(pl.col("severity") == "error").is_empty()
        return said(result), result.issues.height


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.integers(0, 5), st.data())
def test_untidy_rosters_say_what_tidy_ones_say(seed: int, data: st.DataObject) -> None:
    files = data.draw(untidy(rosters(seed)))
    with tempfile.TemporaryDirectory() as place:
        write_files(Path(place), files)
        result = load([Path(place)])
    note(str(result.issues.select("file", "row", "column", "code", "as_written").rows()))
    for file in result.files:
        written = files[file["path"]]
        assert [sheet["roster"] for sheet in file["sheets"]] == [sheet.kind for sheet in written]
        for sheet, grid in zip(file["sheets"], written, strict=True):
            rows = sheet["rows"]
            assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["skipped"]
            assert rows["read"] == len(grid.grid)
            assert (rows["loaded"], rows["rejected"]) == (grid.records, 0)
    expected, _ = tidy(seed)
    found = said(result)
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert result.issues.filter(pl.col("severity") == "error").is_empty()
