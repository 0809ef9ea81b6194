"""Ask one engine the questions of a graph folder, one after another, and print what each took.

    python -m tests.benchmarks.ask GRAPH ENGINE SLUG…

ENGINE is a name, or a server's address (password in SHEQU_PASSWORD). A line of JSON for each
question: its slug, how many gaps and unknown things it lists, the whole it counts, and the seconds
by the clock for the list and the figure together. A first line says that the engine is open.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from graph import gaps
from graph.engines import open_engine
from graph.folder import GraphFolder


def main(graph: Path, name: str, slugs: list[str]) -> None:
    folder = GraphFolder.open(graph)
    engine = open_engine(folder, name)
    list(gaps.rows(folder, "communities-not-upgraded", engine))  # opens index and connection
    print(json.dumps({"open": name}), flush=True)
    for slug in slugs:
        started = time.perf_counter()
        (line,) = gaps.summary(folder, engine, questions=[slug])
        seconds = time.perf_counter() - started
        found = {key: line[key] for key in ("gaps", "unknown", "of")}
        print(json.dumps({"slug": slug, "found": found, "seconds": seconds}), flush=True)
    engine.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
