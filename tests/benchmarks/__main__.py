"""Measure what DESIGN section 8 says to reach, side by side with bare scripts in one run.

    python -m tests.benchmarks [--small] [--keep DIR]

Nothing is asserted: the ratios are printed, with what they should be.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.city import COMMUNITIES, DATE, make_city
from tests.benchmarks.measure import Run, best, run, shequ
from tests.benchmarks.rosters import Expected, roster_path

SMALL = 20  # --small is one part in so many
RDFLIB = 10  # and rdflib gets one part in so many of that

CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
print(len(CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))
"""


@dataclass(frozen=True)
class Line:
    """One line of the report: ours, the other's, and what the ratio should be."""

    work: str
    ours: Run
    theirs: str = ""
    other: float | None = None  # seconds
    reach: str = ""

    def ratio(self) -> str:
        if self.other is None:
            return ""
        if self.reach.endswith("faster"):
            return f"{self.other / self.ours.seconds:.0f} x faster"
        return f"{self.ours.seconds / self.other:.2f} x"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help=f"1/{SMALL} of the city")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave city and graphs in DIR")
    options = parser.parse_args()
    communities = COMMUNITIES // SMALL if options.small else COMMUNITIES
    if options.keep is not None:
        options.keep.mkdir(parents=True)
        measure(options.keep, communities)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), communities)


def measure(folder: Path, communities: int) -> None:
    """Make the city in `folder`, and print a line as soon as it is measured."""
    city = make_city(communities)
    city.write(folder / "rosters")
    say_size(city.expected)
    row = "{:<44} {:>8} {:>8}   {:<34} {:>8} {:>12}   {}"
    print(row.format("shequ", "s", "MB", "beside it", "s", "ratio", "to reach"))
    for line in lines(folder, communities, city.expected):
        other = "" if line.other is None else f"{line.other:.2f}"
        print(
            row.format(line.work, f"{line.ours.seconds:.2f}", f"{line.ours.peak / 1e6:.0f}",
                       line.theirs, other, line.ratio(), line.reach),
            flush=True,
        )  # fmt: skip


def say_size(made: Expected) -> None:
    print(
        f"{made.communities:,} communities, {made.buildings:,} buildings "
        f"({made.uncovered_buildings:,} of them uncovered), "
        f"{made.party_organizations:,} Party organizations, {made.units:,} units"
    )


def lines(folder: Path, communities: int, made: Expected) -> Iterator[Line]:
    """Each measurement in its turn; later ones use what earlier ones have left in `folder`."""
    rosters, graph, bare = folder / "rosters", folder / "graph", folder / "bare"
    loading = shequ("load", rosters, "-g", graph, "--date", DATE, "--quiet", "--format", "json")
    floor = run("-m", "tests.benchmarks.bare_load", rosters, bare)
    check_load(loading, made)
    parts = json.loads(floor.output)
    yield Line("load a city", loading, "polars, Parquet, Ladybug's COPY", floor.seconds,
               "<= 4 x, <= 1500 MB")  # fmt: skip
    yield Line("  the same", loading, "  of it polars and Parquet", parts["polars"])
    yield Line("  the same", loading, "  of it Ladybug's COPY", parts["copy"])

    part = folder / "part"
    make_city(max(1, communities // RDFLIB)).write(part)
    rdflib = run("-m", "tests.benchmarks.bare_rdflib", part)
    yield Line("  the same", loading, f"rdflib ({RDFLIB} x a tenth), no checks",
               rdflib.seconds * RDFLIB, ">= 100 x faster")  # fmt: skip

    gaps, same = folder / "gaps.csv", folder / "bare.csv"
    one = best([shequ("gaps", "uncovered-buildings", "-g", graph, "-o", gaps) for _ in range(3)])
    least = best([
        run("-m", "tests.benchmarks.bare_gaps", bare / "graph.lbug", "-o", same) for _ in range(3)
    ])  # fmt: skip
    check_gaps(gaps, same, made)
    yield Line("gaps uncovered-buildings -o gaps.csv", one, "typer and Ladybug", least.seconds,
               "<= 1.5 s")  # fmt: skip
    yield Line("gaps (all questions)", shequ("gaps", "-g", graph), reach="<= 6 s")
    yield Line("--help", best([shequ("--help") for _ in range(5)]), "python -c pass",
               best([run("-c", "pass") for _ in range(5)]).seconds, "<= 0.2 s")  # fmt: skip

    workbook = folder / "xlsx" / "楼栋.xlsx"
    write_workbook(roster_path(rosters, "buildings"), workbook)
    cells = run("-c", CALAMINE, workbook)
    read = shequ(
        "load", workbook, roster_path(rosters, "communities"), roster_path(rosters, "estates"),
        "-g", folder / "from-xlsx", "--date", DATE, "--quiet", "--format", "json",
    )  # fmt: skip
    rows = int(cells.output) - 1
    yield Line(f"load an xlsx of {rows:,} rows", read, "python-calamine alone", cells.seconds)


def check_load(loading: Run, made: Expected) -> None:
    """A quick load of the wrong thing is no result."""
    account = json.loads(loading.output)
    for label, expected in (
        ("Community", made.communities),
        ("Estate", made.estates),
        ("Building", made.buildings),
    ):
        if account["nodes"][label] != expected:
            raise RuntimeError(f"{label}: {account['nodes'][label]} loaded, {expected} made")


def check_gaps(ours: Path, theirs: Path, made: Expected) -> None:
    for path in (ours, theirs):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        if rows != made.uncovered_buildings:
            raise RuntimeError(f"{path.name}: {rows} rows, {made.uncovered_buildings} made")


def write_workbook(roster: Path, workbook: Path, limit: int = 100_000) -> None:
    """The first rows of a CSV roster as one sheet of an xlsx file, texts as texts."""
    import xlsxwriter

    workbook.parent.mkdir(parents=True)
    with (
        xlsxwriter.Workbook(workbook, {"constant_memory": True}) as book,
        roster.open(encoding="utf-8", newline="") as file,
    ):
        sheet = book.add_worksheet("楼栋")
        for number, row in enumerate(csv.reader(file)):
            if number > limit:
                break
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)


if __name__ == "__main__":
    main()
