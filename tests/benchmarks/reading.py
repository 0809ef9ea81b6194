"""Reading a workbook, and python-calamine alone on it: `python -m tests.benchmarks.reading FILE`.

In one process and by turns, so that neither has the better start; prints the best of each as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

TURNS = 3


def main() -> None:
    """Measure both, and see that they have read the same rows."""
    # What only one of them imports is imported before the clock runs.
    import polars  # noqa: F401
    from python_calamine import CalamineWorkbook

    from loaders.account import header_book
    from loaders.kinds import roster_kinds
    from loaders.reading.files import find_files
    from loaders.reading.sheets import read
    from loaders.tables.finding import find_tables

    path = Path(sys.argv[1])
    book = header_book(roster_kinds())

    def ours() -> int:
        """From the path to tables of a known roster, every row accounted for."""
        (file,) = find_files([path])
        (table,) = (t for sheet in read(file) for t in find_tables(sheet, book, file.name))
        return table.read

    def theirs() -> int:
        """From the path to a list of rows."""
        return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())

    best: dict[str, tuple[float, float]] = {}
    rows = set()
    for _ in range(TURNS):
        for name, work in (("ours", ours), ("theirs", theirs)):
            taken, count = _taken(work)
            best[name] = min(best.get(name, taken), taken)
            rows.add(count)
    if len(rows) > 1:
        raise RuntimeError(f"read {sorted(rows)} rows")
    print(json.dumps({"rows": rows.pop() - 1, **best}))


def _taken(work: Callable[[], int]) -> tuple[tuple[float, float], int]:
    """Seconds by the clock and of all cores, and what was done in them."""
    started, cpu = time.perf_counter(), time.process_time()
    count = work()
    return (time.perf_counter() - started, time.process_time() - cpu), count


if __name__ == "__main__":
    main()
