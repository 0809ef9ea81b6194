"""A header that nobody knows: said, proposed, decided by a person, and remembered."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.commands.program import here, shequ
from tests.loaders.written import write


def rosters(folder: Path) -> Path:
    write(
        folder,
        "社区.csv",
        ("社区名称", "社区编码", "街道"),
        ("海月社区", "440305006011", "招商街道"),
    )
    write(
        folder,
        "楼栋.csv",
        ("社区", "楼栋名称", "登记门户", "总的层数"),
        ("海月社区", "1栋", "120", "33"),
        ("海月社区", "2栋", "96", "28"),
    )
    return folder


def lines(graph: Path) -> list[dict[str, str]]:
    with (graph / "columns.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def households(graph: Path) -> list[object]:
    asked = "MATCH (b:Building) RETURN b.households AS h"
    return [row["h"] for row in json.loads(here("query", asked, "-g", graph, "-f", "json"))]


def test_a_decision_is_followed_and_kept_from_load_to_load(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    first = here("--lang", "zh", "load", folder, "-g", graph, "-f", "table")
    assert "登记门户" in first
    assert "总的层数 = 层数" in first
    assert households(graph) == [None, None]
    storeys = next(line for line in lines(graph) if line["header"] == "总的层数")
    assert (storeys["roster"], storeys["proposed"], storeys["used"]) == ("buildings", "层数", "yes")

    mine = write(
        tmp_path,
        "我的表头.csv",
        ("roster", "header", "decision"),
        ("buildings", "登记门户", "户数"),
        ("buildings", "总的层数", "忽略"),
    )
    second = here("--lang", "zh", "load", folder, "-g", graph, "--columns", mine, "-f", "table")
    assert "登记门户" not in second
    assert sorted(map(int, map(str, households(graph)))) == [96, 120]

    third = here("--lang", "zh", "load", folder, "-g", graph, "-f", "table")
    assert "登记门户" not in third
    assert sorted(map(int, map(str, households(graph)))) == [96, 120]
    assert {line["header"]: line["decision"] for line in lines(graph)} == {
        "登记门户": "户数",
        "总的层数": "忽略",
    }


def test_a_sheet_that_lacked_a_required_column_is_known_once_it_is_decided(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    write(
        folder,
        "小区楼栋.csv",
        ("社区", "楼栋标识", "层数", "户数"),
        ("海月社区", "7栋", "10", "80"),
        ("海月社区", "8栋", "12", "96"),
    )
    first = here("--lang", "zh", "load", folder, "-g", graph, "-f", "json")
    unknown = next(f for f in json.loads(first)["files"] if f["path"] == "小区楼栋.csv")
    assert unknown["sheets"][0]["rows"]["rejected"] == 3
    mine = write(
        tmp_path,
        "columns.csv",
        ("roster", "header", "decision"),
        ("buildings", "楼栋标识", "楼栋名称"),
    )
    second = here("--lang", "zh", "load", folder, "-g", graph, "--columns", mine, "-f", "json")
    known = next(f for f in json.loads(second)["files"] if f["path"] == "小区楼栋.csv")
    assert known["sheets"][0]["roster"] == "buildings"
    assert known["sheets"][0]["rows"]["loaded"] == 2


def test_a_slip_among_the_decisions_stops_the_load_and_leaves_the_graph(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    here("--lang", "zh", "load", folder, "-g", graph)
    before = (graph / "manifest.json").read_bytes()
    mine = write(
        tmp_path, "columns.csv", ("roster", "header", "decision"), ("buildings", "登记门户", "门数")
    )
    done = shequ("--lang", "zh", "load", folder, "-g", graph, "--columns", mine)
    assert done.returncode == 2
    assert "columns.csv:2" in done.stderr
    assert "户数" in done.stderr
    assert (graph / "manifest.json").read_bytes() == before


def test_headers_that_resemble_nothing_stand_in_the_file_to_be_filled_in(tmp_path: Path) -> None:
    folder, graph = rosters(tmp_path / "rosters"), tmp_path / "graph"
    here("--lang", "zh", "load", folder, "-g", graph)
    line = next(line for line in lines(graph) if line["header"] == "登记门户")
    assert (line["roster_title"], line["used"], line["decision"]) == ("楼栋", "no", "")
