"""`matches.csv` at the command line: what was decided holds from load to load."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from loaders.references.matches import COLUMNS
from tests.commands.program import shequ
from tests.loaders.misspelt import rosters


def shown(folder: Path) -> list[dict[str, str]]:
    text = (folder / "matches.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines()))


def fill(path: Path, decision: str) -> None:
    lines = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows([{**line, "decision": decision} for line in lines])


def test_a_decision_is_kept_from_load_to_load(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    first = shequ("load", folder, "-g", graph)
    assert first.returncode == 0, first.stderr
    account = json.loads(first.stdout)
    assert account["matches"] == {"waiting": 1, "decided": 0}
    assert account["issues"]["warning"] == 1
    assert [line["candidate_1"] for line in shown(graph)] == ["海月社区党委"]

    edited = tmp_path / "决定.csv"
    edited.write_bytes((graph / "matches.csv").read_bytes())
    fill(edited, "1")
    second = json.loads(shequ("load", folder, "-g", graph, "--matches", edited).stdout)
    assert second["matches"] == {"waiting": 0, "decided": 1}
    assert second["issues"] == {"error": 0, "warning": 0}
    superiors = "MATCH (a:PartyOrganization)-[:SUBORDINATE_TO]->(b) RETURN a.name AS a, b.name AS b"
    said = json.loads(shequ("query", superiors, "-g", graph).stdout)
    assert {"a": "海月社区第二党支部", "b": "海月社区党委"} in said

    third = json.loads(shequ("load", folder, "-g", graph).stdout)
    assert third["issues"] == {"error": 0, "warning": 0}
    assert json.loads(shequ("query", superiors, "-g", graph).stdout) == said
    kept = shown(graph)

    # a month in which the name does not occur, then one in which it does
    rosters(folder, superior="海月社区党委")
    shequ("load", folder, "-g", graph)
    assert shown(graph) == kept
    rosters(folder)
    shequ("load", folder, "-g", graph)
    assert json.loads(shequ("query", superiors, "-g", graph).stdout) == said


def test_a_proposal_that_nobody_decided_goes_when_its_name_does(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    shequ("load", folder, "-g", graph)
    rosters(folder, superior="海月社区党委")
    shequ("load", folder, "-g", graph)
    assert shown(graph) == []


def test_a_file_that_is_no_table_of_matches_ends_the_load(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    done = shequ("load", folder, "-g", graph, "--matches", folder / "社区.csv", "--lang", "zh")
    assert done.returncode == 2 and "不是名称对照表" in done.stderr
    assert not graph.exists()
    shequ("load", folder, "-g", graph)
    (graph / "matches.csv").write_text("spoiled", encoding="utf-8")
    done = shequ("load", folder, "-g", graph)
    assert done.returncode == 2 and "matches.csv" in done.stderr
    assert (graph / "matches.csv").read_text(encoding="utf-8") == "spoiled"
