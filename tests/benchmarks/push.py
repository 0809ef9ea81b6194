"""Measure the push of a graph into a Neo4j server, beside a MERGE a row and neo4j-admin's import.

    python -m tests.benchmarks.push GRAPH

The server runs on the same machine and takes part of its cores, as the import does.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Run, run, shequ
from tests.servers.neo4j_server import Neo4jServer, missing

REACH = 30_000
SLICE = 2_000  # of buildings, for a statement a row


@dataclass(frozen=True)
class Pushing:
    """One measurement: so many nodes and ties in so many seconds."""

    work: str
    rows: int
    taken: Run

    @property
    def rate(self) -> float:
        """Nodes and ties a second."""
        return self.rows / self.taken.seconds


def pushing(graph: Path, folder: Path) -> Iterator[Pushing]:
    """Each measurement in its turn; `folder` is for the server and the files."""
    server = Neo4jServer(
        folder / "server", heap="1g", **{"server.memory.pagecache.size": "1g"}
    ).start()
    os.environ["SHEQU_PASSWORD"] = server.password
    try:
        first = _push(graph, server)
        rows = _rows(first, "created")
        yield Pushing("shequ push", rows, first)
        second = _push(graph, server)
        if _rows(second, "unchanged") != rows:
            raise RuntimeError("the second push has changed something")
        yield Pushing("shequ push, nothing changed", rows, second)
        merged = run("-m", "tests.benchmarks.bare_merge", graph, server.uri, str(SLICE))
        yield Pushing("a MERGE a row (a slice)", int(merged.output), merged)
    finally:
        server.stop()
    imported = run("-m", "tests.benchmarks.bare_import", graph, folder / "server", folder / "files")
    alone = Run(float(imported.output), imported.cpu, imported.peak, imported.output)
    yield Pushing("neo4j-admin import, of a database that is down", rows, alone)
    yield Pushing("  with the writing of its files", rows, imported)


def report(graph: Path, folder: Path) -> None:
    """Print each measurement, and how often its rate that of the push is."""
    if (reason := missing()) is not None:
        print(f"push to Neo4j: {reason}")
        return
    line = "{:<48} {:>10} {:>8} {:>10}  {}"
    print(line.format("Neo4j", "rows", "s", "rows/s", "push / it"))
    ours = None
    for found in pushing(graph, folder):
        ours = ours or found.rate
        ratio = f"{ours / found.rate:.2f}" + (f"  to reach: >= {REACH:,}/s" if ours == found.rate
                                              else "")  # fmt: skip
        print(
            line.format(
                found.work,
                f"{found.rows:,}",
                f"{found.taken.seconds:.1f}",
                f"{found.rate:,.0f}",
                ratio,
            ),
            flush=True,
        )


def _push(graph: Path, server: Neo4jServer) -> Run:
    return shequ("push", server.uri, "-g", graph, "--quiet", "--format", "json")


def _rows(pushed: Run, what: str) -> int:
    account = json.loads(pushed.output)
    return sum(part[what] for kind in ("nodes", "edges") for part in account[kind].values())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        report(Path(sys.argv[1]), Path(place))
