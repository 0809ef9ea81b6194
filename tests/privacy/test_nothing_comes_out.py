"""The program is run over a folder full of personal data: none of it comes out.

Everything is looked at: what each command prints at every verbosity, failures with their tracebacks
included, and the bytes of every file it writes, unpacked where they are packed.
"""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from graph.export import FORMS
from graph.question import all_questions
from tests.commands.program import here, shequ
from tests.privacy.corpus import build
from tests.privacy.planted import Planted
from tests.privacy.scan import leaks, leaks_of_folder

ALL_TEXT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
DONE = {0, 1, 2}


@dataclass(frozen=True)
class Ran:
    """The corpus, loaded by the program: where it stands, where its outputs are, what was said."""

    planted: tuple[Planted, ...]
    corpus: Path
    graph: Path
    outputs: Path
    said: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    place = tmp_path_factory.mktemp("privacy")
    corpus, outputs = place / "rosters", place / "outputs"
    corpus.mkdir()
    outputs.mkdir()
    planted = tuple(build(corpus).planted)
    graph = place / "graph"
    said = shequ("--debug", "load", corpus, "-g", graph, "--format", "table", cwd=outputs)
    assert said.returncode == 0, said.stderr
    return Ran(planted, corpus, graph, outputs, said)


def told(ran: Ran, done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode in DONE, done.stderr
    shown = " ".join(Path(str(part)).name for part in done.args[3:])[:60]
    return [
        *leaks(ran.planted, f"stdout of {shown}", done.stdout.encode()),
        *leaks(ran.planted, f"stderr of {shown}", done.stderr.encode()),
    ]


def nothing(found: list[str]) -> None:
    assert not found, "\n".join(["", *sorted(set(found))])


def test_the_corpus_is_full_and_each_text_in_it_is_found_by_the_scan(ran: Ran) -> None:
    """The scan must be able to fail: it finds what was planted in the corpus itself."""
    assert len(ran.planted) > 200
    unfound = {item.written for item in ran.planted}
    for path in sorted(ran.corpus.rglob("*")):
        for where in (path.name.encode(), path.read_bytes() if path.is_file() else b""):
            for item in list(ran.planted):
                if item.written in unfound and leaks([item], "it", where):
                    unfound.discard(item.written)
    assert not unfound


def test_what_a_load_prints(ran: Ran) -> None:
    nothing(told(ran, ran.said))


def test_every_file_of_the_graph_folder(ran: Ran) -> None:
    nothing(leaks_of_folder(ran.planted, ran.graph))


LOADS: list[list[str]] = [
    ["--lang", "zh", "load", "CORPUS", "--format", "json"],
    ["load", "CORPUS", "--strict", "--quiet", "-o", "account.csv"],
    ["--debug", "load", "CORPUS", "-o", "account.xlsx"],
    ["--debug", "load", "CORPUS/党员花名册.xlsx"],
    ["--debug", "load", "CORPUS/低保人员.csv", "CORPUS/通讯录.csv", "CORPUS/无表头.csv"],
    ["--debug", "load", "CORPUS/损坏.csv", "CORPUS/截断.xlsx", "CORPUS/损坏.xls"],
    ["--debug", "load", "CORPUS/损坏二.xls"],
]


def test_other_ways_to_load_and_loads_that_fail(ran: Ran) -> None:
    def run(place: int) -> list[str]:
        arguments = [part.replace("CORPUS", str(ran.corpus)) for part in LOADS[place]]
        folder = ran.outputs / f"load{place}"
        folder.mkdir()
        return [
            *told(ran, shequ(*arguments, "-g", folder / "graph", cwd=folder)),
            *leaks_of_folder(ran.planted, folder),
        ]

    with ThreadPoolExecutor(2) as pool:
        nothing([line for lines in pool.map(run, range(len(LOADS))) for line in lines])


def test_questions_queries_pages_and_the_rest(ran: Ran) -> None:
    ids = [first_id(ran.graph, label) for label in ("Building", "PartyOrganization")]
    asked: list[list[str]] = [
        ["gaps"],
        ["gaps", "uncovered-buildings", "-o", "gaps.xlsx"],
        ["gaps", "unresolved-records", "-o", "gaps.csv"],
        ["gaps", "unresolved-records", "--format", "table"],
        ["query", ALL_TEXT, "-o", "triples.csv"],
        ["query", "MATCH (n) RETURN n.id, n.name, n.source", "-o", "nodes.json"],
        ["--debug", "query", "MATCH (n) RETURN n.nothing"],
        ["view", "network", "-o", "network.html"],
        ["view", "report", "-o", "report.html"],
        *(["explain", one, "--format", form] for one in ids for form in ("table", "json")),
    ]

    def run(place: int) -> list[str]:
        return told(ran, shequ("--debug", *asked[place], "-g", ran.graph, cwd=ran.outputs))

    with ThreadPoolExecutor(2) as pool:
        found = [line for lines in pool.map(run, range(len(asked))) for line in lines]
    nothing([*found, *leaks_of_folder(ran.planted, ran.outputs)])
    for name in ("gaps.xlsx", "gaps.csv", "triples.csv", "nodes.json", "network.html"):
        assert (ran.outputs / name).stat().st_size, name


def test_every_question_every_indicator_and_the_empty_workbook(ran: Ran) -> None:
    folder = ran.outputs / "questions"
    folder.mkdir()
    slugs = [question.slug for question in all_questions()]
    for slug in ["indicators", *slugs]:
        here("gaps", slug, "-g", ran.graph, "-o", folder / f"{slug}.json")
        if slug in slugs:
            here("gaps", slug, "--unknown", "-g", ran.graph, "-o", folder / f"{slug}.xlsx")
    here("template", "-o", folder / "template.xlsx")
    nothing(leaks_of_folder(ran.planted, folder))


def test_every_export(ran: Ran) -> None:
    folder = ran.outputs / "exports"
    folder.mkdir()
    for form in FORMS:
        here("export", form, "-g", ran.graph, "-o", folder / form)
        assert (folder / form).exists(), form
    nothing(leaks_of_folder(ran.planted, folder))


def test_the_indexes_hold_nothing_either(ran: Ran) -> None:
    """Both are there by now: Ladybug's of the load, Oxigraph's of the first query."""
    assert shequ("query", ALL_TEXT + " LIMIT 1", "-g", ran.graph).returncode == 0
    assert {path.name for path in (ran.graph / "index").iterdir()} >= {"ladybug", "oxigraph"}
    nothing(leaks_of_folder(ran.planted, ran.graph))


def first_id(graph: Path, label: str) -> str:
    found: str = pl.read_parquet(graph / "nodes" / f"{label}.parquet")["id"][0]
    return found
