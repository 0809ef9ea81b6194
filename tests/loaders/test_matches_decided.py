"""A person decides in `matches.csv` what a name means.

A decision is a line of text: it is never destructive, and deleting it undoes it.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from loaders.errors import RosterError
from loaders.loading import LoadResult, load
from loaders.references.matches import Matches
from tests.loaders.misspelt import again, decide, rosters, superior_of_the_second
from tests.loaders.written import codes, names, node, ties, write


@pytest.mark.parametrize(
    "decision", ["1", "１", "1.0", "海月社区党委", "中共海月社区委员会", "ID", "local id"]
)
def test_a_decision_gives_the_tie_and_the_issue_is_gone(tmp_path: Path, decision: str) -> None:
    folder = rosters(tmp_path / "r")
    before = load([folder])
    assert codes(before) == ["unlisted"]
    id_ = str(before.matches["id_1"].item())
    written = {"ID": id_, "local id": id_.split("/id/")[1]}.get(decision, decision)
    result = again(folder, decide(tmp_path, before, written))
    assert superior_of_the_second(result) == ["海月社区党委"]
    assert codes(result) == []
    assert names(result, "PartyOrganization", listed=False) == []


def test_the_name_as_written_becomes_another_name_of_the_thing(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r")
    result = again(folder, decide(tmp_path, load([folder]), "1"))
    assert node(result, "PartyOrganization", "海月社区党委")["alternative_names"] == [
        "海悦社区党委"
    ]


def test_a_decision_holds_in_its_place_only(tmp_path: Path) -> None:
    """Where one community means its own by a wrong name, another may mean something else."""
    folder = tmp_path / "r"
    rosters(folder)
    write(
        folder,
        "小区.csv",
        ("小区名称", "社区"),
        ("阳光花园", "海月社区"),
        ("阳光花园", "花果山社区"),
    )
    write(
        folder,
        "楼栋.csv",
        ("小区", "楼栋", "社区"),
        ("阳广花园", "1栋", "海月社区"),
        ("阳广花园", "2栋", "花果山社区"),
    )
    before = load([folder])
    line = before.matches.filter((pl.col("name") == "阳广花园") & (pl.col("place") == "海月社区"))
    decided = decide(tmp_path, LoadResult(**{**vars(before), "matches": line}), "1")
    result = again(folder, decided)
    built = [start for start, end in ties(result, "PART_OF") if end == "阳光花园"]
    assert built == ["1栋"]
    waiting = result.matches.filter(pl.col("decision").is_null())
    assert ("阳广花园", "花果山社区") in waiting.select("name", "place").rows()


def test_a_decision_without_a_place_holds_everywhere(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r", superior="老街坊党委")
    decided = write(
        tmp_path,
        "m.csv",
        ("decision", "name", "label"),
        ("花果山社区党委", "老街坊党委", "PartyOrganization"),
    )
    assert superior_of_the_second(again(folder, decided)) == ["花果山社区党委"]


def test_new_makes_another_thing_without_an_issue(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r")
    result = again(folder, decide(tmp_path, load([folder]), "new"))
    assert superior_of_the_second(result) == ["海悦社区党委"]
    assert codes(result) == []
    assert result.matches["decision"].to_list() == ["new"]


@pytest.mark.parametrize("decision", ["no", "-", "否", "不是"])
def test_no_keeps_the_issue_and_is_not_asked_again(tmp_path: Path, decision: str) -> None:
    folder = rosters(tmp_path / "r")
    result = again(folder, decide(tmp_path, load([folder]), decision))
    assert codes(result) == ["unlisted"]
    assert superior_of_the_second(result) == ["海悦社区党委"]
    assert result.matches.height == 1 and result.matches["decision"].null_count() == 0


def test_deleting_the_line_undoes_the_decision(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r")
    before = load([folder])
    again(folder, decide(tmp_path, before, "1"))
    after = load([folder])
    assert superior_of_the_second(after) == ["海悦社区党委"]
    assert after.matches.equals(before.matches)


def test_a_name_that_comes_to_be_on_a_roster_needs_no_decision(tmp_path: Path) -> None:
    """What code or name says plainly is never overruled by an old line."""
    folder = rosters(tmp_path / "r")
    decided = decide(tmp_path, load([folder]), "1")
    write(folder, "补报.csv", ("党组织名称", "所属社区"), ("海悦社区党委", "海月社区"))
    assert superior_of_the_second(again(folder, decided)) == ["海悦社区党委"]


# --- Decisions that can't be followed -----------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "extra", "said"),
    [
        ("3", {}, "没有第 3 个候选"),
        ("9", {}, "没有第 9 个候选"),
        ("党建大联盟党委", {}, "不在这次载入的花名册中"),
        ("https://w3id.org/shequ/id/party-organization/x/y", {}, "不在这次载入的花名册中"),
        ("1", {"label": "党组织"}, "label 列没有写明种类"),
    ],
)
def test_a_bad_decision_is_an_issue_with_its_line(
    tmp_path: Path, decision: str, extra: dict[str, str], said: str
) -> None:
    folder = rosters(tmp_path / "r")
    result = again(folder, decide(tmp_path, load([folder]), decision, extra=extra))
    (issue,) = result.issues.filter(pl.col("code") == "bad_decision").to_dicts()
    assert (issue["file"], issue["row"]) == ("decided.csv", 2)
    assert said in issue["problem_zh"]
    assert superior_of_the_second(result) == ["海悦社区党委"]


def test_two_lines_that_disagree_are_both_left_aside(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r")
    decided = write(
        tmp_path,
        "m.csv",
        ("decision", "name", "label"),
        ("海月社区党委", "海悦社区党委", "PartyOrganization"),
        ("花果山社区党委", "海悦社区党委", "PartyOrganization"),
    )
    result = again(folder, decided)
    assert codes(result) == ["bad_decision", "unlisted"]
    assert superior_of_the_second(result) == ["海悦社区党委"]


@pytest.mark.parametrize("first", [0, 1])
def test_lines_about_one_place_by_its_name_and_by_its_identifier_may_disagree_too(
    tmp_path: Path, first: int
) -> None:
    folder = rosters(tmp_path / "rosters")
    place = load([folder]).nodes["Community"].filter(name="海月社区")["id"].item()
    header = ("decision", "name", "label", "place", "place_id")
    lines = [
        ("海月社区党委", "海悦社区党委", "PartyOrganization", "海月社区", None),
        ("new", "海悦社区党委", "PartyOrganization", None, place),
    ]
    decided = write(tmp_path, "decided.csv", header, lines[first], lines[1 - first])
    result = again(folder, decided)
    assert codes(result).count("bad_decision") == 1
    superiors = [to for of, to in ties(result, "SUBORDINATE_TO") if of == "海月社区第二党支部"]
    assert superiors == ["海悦社区党委"]
    assert node(result, "PartyOrganization", "海悦社区党委")["listed"] is False
    assert "unlisted" in codes(result)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 damaged",
        "小区,户数\n海月花园,3\n".encode(),
        b"\xff\xfe\xff",
    ],
)
def test_a_damaged_or_foreign_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "matches.csv"
    file.write_bytes(content)
    with pytest.raises(RosterError) as raised:
        Matches.read(file)
    assert "matches.csv" in raised.value.zh and "matches.csv" in raised.value.en


def test_the_file_may_come_back_as_a_spreadsheet_program_saves_it(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r")
    decided = decide(tmp_path, load([folder]), "1")
    text = decided.read_text(encoding="utf-8-sig").replace(",", "\t")
    decided.write_bytes(text.encode("gb18030"))
    assert superior_of_the_second(again(folder, decided)) == ["海月社区党委"]


def test_no_cell_of_the_file_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    folder = rosters(tmp_path / "r", superior="=海悦社区党委")
    before = load([folder])
    assert before.matches["name"].to_list() == ["'=海悦社区党委"]
    result = again(folder, decide(tmp_path, before, "1"))
    assert superior_of_the_second(result) == ["海月社区党委"]
