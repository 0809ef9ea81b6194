"""Measure every question on every engine, side by side, on a graph folder.

    python -m tests.benchmarks.questions GRAPH [ENGINE…]

Engines: ladybug, oxigraph, rdflib, and the real servers neo4j and oxigraph-server, which get the
graph by a push. Each is a process of its own, asked one after another; a question that takes
longer than `LIMIT` ends it, and the next question gets a new one. All must find the same.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from graph.question import all_questions
from tests.benchmarks.measure import ROOT, shequ
from tests.servers import neo4j_server, oxigraph_server

LIMIT = 300.0  # seconds for one question
ENGINES = ("ladybug", "neo4j", "oxigraph", "oxigraph-server")


@dataclass(frozen=True)
class Asked:
    """What an engine answered a question, and in how many seconds; None: not within `LIMIT`."""

    found: dict[str, int]
    seconds: float


def report(graph: Path, engines: Sequence[str], folder: Path) -> None:
    """Print a line a question, with the seconds of each engine; `folder` is for servers."""
    slugs = [question.slug for question in all_questions() if question.reads == "graph"]
    times: dict[str, dict[str, Asked | None]] = {}
    for engine in engines:
        if (reason := _missing(engine)) is not None:
            print(f"{engine}: {reason}")
            continue
        with serving(graph, engine, folder / engine) as name:
            times[engine] = dict(ask(graph, name, slugs))
    print(f"{'seconds for list and figure':<40}" + f"{'gaps':>9}{'of':>9}" + _cells(times))
    for slug in slugs:
        answers = {engine: asked[slug] for engine, asked in times.items()}
        found = _agreed(slug, answers)
        figures = [f"{found[key]:,}" if found else "" for key in ("gaps", "of")]
        seconds = [_seconds(answer) for answer in answers.values()]
        print(f"{slug:<40}" + "".join(f"{cell:>9}" for cell in figures) + _cells(seconds))
    sums = [_sum(asked.values()) for asked in times.values()]
    print(f"{'all':<40}{'':18}" + _cells(sums), flush=True)


def ask(graph: Path, engine: str, slugs: Sequence[str]) -> Iterator[tuple[str, Asked | None]]:
    """Each question's answer; a process that takes too long over one is ended."""
    left = list(slugs)
    while left:
        for answer in _answers(graph, engine, left):
            yield answer["slug"], Asked(answer["found"], answer["seconds"])
            left.remove(answer["slug"])
        if left:
            yield left.pop(0), None


def _answers(graph: Path, engine: str, slugs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The lines of a process that asks, until it has asked all or takes too long over one."""
    command = [sys.executable, "-m", "tests.benchmarks.ask", str(graph), engine, *slugs]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        opened = process.stdout.readline()
        while opened:
            timer = Timer(LIMIT, process.kill)
            timer.start()
            line = process.stdout.readline()
            timer.cancel()
            if not line:
                break
            yield json.loads(line)
    if process.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")


@contextmanager
def serving(graph: Path, engine: str, folder: Path) -> Iterator[str]:
    """What `--engine` takes for an engine; a server is started, and gets the graph."""
    server: neo4j_server.Neo4jServer | oxigraph_server.OxigraphServer
    if engine == "neo4j":
        server = neo4j_server.Neo4jServer(
            folder, heap="2g", **{"server.memory.pagecache.size": "1g"}
        )
        os.environ["SHEQU_PASSWORD"] = server.password
    elif engine == "oxigraph-server":
        server = oxigraph_server.OxigraphServer(folder)
    else:
        yield engine
        return
    server.start()
    try:
        shequ("push", server.uri, "-g", graph, "--quiet", "--format", "json")
        yield server.uri
    finally:
        server.stop()


def _missing(engine: str) -> str | None:
    if engine == "neo4j":
        return neo4j_server.missing()
    return oxigraph_server.missing() if engine == "oxigraph-server" else None


def _agreed(slug: str, answers: dict[str, Asked | None]) -> dict[str, int] | None:
    """What all that answered found. Raises `RuntimeError` where they differ."""
    found = [answer.found for answer in answers.values() if answer is not None]
    if any(each != found[0] for each in found):
        raise RuntimeError(f"{slug}: {answers}")
    return found[0] if found else None


def _seconds(answer: Asked | None) -> str:
    return f"> {LIMIT:.0f}" if answer is None else f"{answer.seconds:.2f}"


def _sum(answers: Iterable[Asked | None]) -> str:
    taken = list(answers)
    seconds = sum(LIMIT if answer is None else answer.seconds for answer in taken)
    return ("> " if None in taken else "") + f"{seconds:.1f}"


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>17}" for cell in cells)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        report(Path(sys.argv[1]), sys.argv[2:] or ENGINES, Path(place))
