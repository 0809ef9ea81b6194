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

from tests.benchmarks.city import COMMUNITIES, DATE
from tests.benchmarks.measure import Run, best, run, shequ
from tests.benchmarks.push import report
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
    """One line of the report: ours, the other's (so many times), and what should be reached."""

    work: str
    ours: Run
    theirs: str = ""
    other: Run | None = None
    times: int = 1
    reach: str = ""

    def cells(self) -> tuple[str, ...]:
        ours = self.ours
        cells = (self.work, f"{ours.seconds:.2f}", f"{ours.cpu:.2f}", f"{ours.peak / 1e6:.0f}")
        if self.other is None:
            return (*cells, "", "", "", "", "", self.reach)
        seconds, cpu = self.other.seconds * self.times, self.other.cpu * self.times
        return (
            *cells,
            self.theirs,
            f"{seconds:.2f}",
            f"{cpu:.2f}",
            _ratio(ours.seconds, seconds),
            _ratio(ours.cpu, cpu),
            self.reach,
        )


def _ratio(ours: float, other: float) -> str:
    """How often the other's time ours is, below one as a fraction: 2.8, 1/130."""
    return f"{ours / other:.2f}" if ours >= other else f"1/{other / ours:.1f}"


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
    made = make(communities, folder / "rosters")
    print(
        f"{made.communities:,} communities, {made.buildings:,} buildings "
        f"({made.uncovered_buildings:,} of them uncovered), "
        f"{made.party_organizations:,} Party organizations, {made.units:,} units"
    )
    row = "{:<38} {:>7} {:>7} {:>5}   {:<34} {:>7} {:>7} {:>7} {:>7}   {}"
    print(row.format("shequ", "s", "cpu s", "MB", "beside it", "s", "cpu s", "ratio", "of cpu",
                     "to reach"))  # fmt: skip
    for line in lines(folder, communities, made):
        print(row.format(*line.cells()), flush=True)
    report(folder / "graph", folder / "neo4j")


def make(communities: int, folder: Path) -> Expected:
    """A city of so many communities in `folder`, made by a process of its own."""
    made = run("-m", "tests.benchmarks.city", str(communities), folder)
    return Expected(**json.loads(made.output))


def lines(folder: Path, communities: int, made: Expected) -> Iterator[Line]:
    """Each measurement in its turn; later ones use what earlier ones have left in `folder`."""
    rosters, graph, bare = folder / "rosters", folder / "graph", folder / "bare"
    loading = shequ("load", rosters, "-g", graph, "--date", DATE, "--quiet", "--format", "json")
    check_load(loading, made)
    floor = run("-m", "tests.benchmarks.bare_load", rosters, bare)
    parts = json.loads(floor.output)
    yield Line("load a city", loading, "polars, Parquet, Ladybug's COPY", floor,
               reach="<= 4, <= 1500 MB")  # fmt: skip
    print(f"{'':61}of it polars and Parquet {parts['polars']:16.2f}")
    print(f"{'':61}of it Ladybug's COPY {parts['copy']:20.2f}")

    part = folder / "part"
    make(max(1, communities // RDFLIB), part)
    rdflib = run("-m", "tests.benchmarks.bare_rdflib", part)
    yield Line("  the same", loading, f"rdflib, {RDFLIB} x a tenth, no checks", rdflib, RDFLIB,
               "<= 1/100")  # fmt: skip

    gaps, same = folder / "gaps.csv", folder / "bare.csv"
    one = best([shequ("gaps", "uncovered-buildings", "-g", graph, "-o", gaps) for _ in range(3)])
    database = bare / "graph.lbug"
    least = best([run("-m", "tests.benchmarks.bare_gaps", database, "-o", same) for _ in range(3)])
    check_gaps(gaps, same, made)
    yield Line("gaps uncovered-buildings -o gaps.csv", one, "typer and Ladybug", least,
               reach="<= 1.5 s")  # fmt: skip
    yield Line("gaps (all questions)", shequ("gaps", "-g", graph), reach="<= 6 s")
    yield Line("--help", best([shequ("--help") for _ in range(5)]), "python -c pass",
               best([run("-c", "pass") for _ in range(5)]), reach="<= 0.2 s")  # fmt: skip

    workbook = folder / "xlsx" / "楼栋.xlsx"
    write_workbook(roster_path(rosters, "buildings"), workbook)
    cells = run("-c", CALAMINE, workbook)
    read = shequ(
        "load", workbook, roster_path(rosters, "communities"), roster_path(rosters, "estates"),
        "-g", folder / "from-xlsx", "--date", DATE, "--quiet", "--format", "json",
    )  # fmt: skip
    reading = run("-m", "tests.benchmarks.reading", workbook)
    figures = json.loads(reading.output)
    rows = figures["rows"]
    alone, beside = (
        Run(seconds, cpu, reading.peak, reading.output)
        for seconds, cpu in (figures["ours"], figures["theirs"])
    )
    yield Line(f"read an xlsx of {rows:,} rows", alone, "python-calamine, same process", beside,
               reach="<= 1.5 x")  # fmt: skip
    yield Line("load it", read, "python-calamine alone", cells)


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
