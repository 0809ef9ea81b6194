"""A graph folder into the database of a server that is not running, by `neo4j-admin` import.

    python -m tests.benchmarks.bare_import GRAPH HOME FILES

Writes the files, as `shequ export neo4j-import` does, and imports them. Prints the seconds of the
import alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from graph.export import export_graph
from graph.export.dataset import Dataset
from graph.folder import GraphFolder
from graph.language import choose
from tests.servers.neo4j_server import _java


def main(graph: Path, home: Path, files: Path) -> None:
    choose("en")
    export_graph(Dataset(GraphFolder.open(graph)), "neo4j-import", files)
    command = _java("1g", "org.neo4j.cli.AdminTool", "database", "import", "full", "@import.txt")
    begun = time.perf_counter()
    subprocess.run(
        [*command, "--overwrite-destination", "neo4j"],
        cwd=files,
        env={**os.environ, "NEO4J_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
