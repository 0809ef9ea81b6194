"""`matches.csv`: what a name could mean is proposed, a person decides, and that holds from then on.

A decision is a line of text: it is never destructive, and deleting it undoes it.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from loaders.errors import RosterError
from loaders.loading import LoadResult, load
from loaders.references.likeness import WORTH_PROPOSING, score
from loaders.references.matches import COLUMNS, Matches
from tests.commands.program import shequ
from tests.loaders.written import codes, names, node, ties, write

COMMUNITIES = ("街道", "社区名称", "社区编码")


def rosters(folder: Path, *, superior: str = "海悦社区党委", community: str = "海月社区") -> Path:
    """Two communities with their organizations, and a branch whose superior is spelled wrong."""
    write(
        folder,
        "社区.csv",
        COMMUNITIES,
        ("招商街道", "海月社区", "440305006011"),
        ("招商街道", "花果山社区", "440305006003"),
    )
    write(
        folder,
        "党组织.csv",
        ("党组织名称", "所属社区", "上级党组织"),
        ("海月社区党委", "海月社区", None),
        ("花果山社区党委", "花果山社区", None),
        ("海月社区第一党支部", "海月社区", "海月社区党委"),
        ("海月社区第二党支部", community, superior),
    )
    return folder


def decide(
    folder: Path, result: LoadResult, decision: str | None, *, extra: dict[str, str] | None = None
) -> Path:
    """`matches.csv` of a load as a person saves it, with one decision in every line."""
    path = folder / "decided.csv"
    lines = result.matches.with_columns(decision=pl.lit(decision, pl.String)).to_dicts()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows([{**line, **(extra or {})} for line in lines])
    return path


def again(folder: Path, decided: Path) -> LoadResult:
    return load([folder], matches=Matches.read(decided))


def superior_of_the_second(result: LoadResult) -> list[str]:
    return [end for start, end in ties(result, "SUBORDINATE_TO") if "第二" in start]


# --- Proposals --------------------------------------------------------------------------------


def test_a_near_match_is_proposed_and_never_taken(tmp_path: Path) -> None:
    result = load([rosters(tmp_path / "r")])
    (line,) = result.matches.to_dicts()
    assert (line["name"], line["candidate_1"], line["score_1"]) == (
        "海悦社区党委",
        "海月社区党委",
        "90",
    )
    assert line["first_seen"] == "党组织.csv||5"
    assert (line["field"], line["times"], line["decision"]) == ("上级党组织", "1", None)
    assert superior_of_the_second(result) == ["海悦社区党委"]
    assert not node(result, "PartyOrganization", "海悦社区党委")["listed"]


@pytest.mark.parametrize(
    ("label", "written", "name"),
    [
        ("PartyOrganization", "海月社区第一党支部", "海月社区第二党支部"),
        ("PartyOrganization", "海月社区第1支部", "海月社区第11党支部"),
        ("PartyOrganization", "海月花园3栋党小组", "海月花园4栋党小组"),
        ("PartyOrganization", "海月花园A座党小组", "海月花园B座党小组"),
        ("PartyOrganization", "深圳市教育局党委", "南山区教育局党委"),
        ("PartyOrganization", "招商街道机关党支部", "南头街道机关党支部"),
        ("PartyOrganization", "海月社区居委会", "海月社区党委"),
        ("PartyOrganization", "海月花园党小组", "海月花园党支部"),
        ("GovernanceBody", "海月社区居委会", "海月社区工作站"),
        ("GovernanceBody", "海月花园业委会", "海月花园物业管理处"),
        ("MassOrganization", "海月社区工会", "海月社区妇联"),
        ("Unit", "海月社区居委会", "海月社区"),
        ("PartyOrganization", "南山长者服务中心", "南山街道党工委"),
        ("Unit", "海月物业有限公司", "海月贸易有限公司"),
        ("Estate", "星海名城一期", "星海名城二期"),
        ("Estate", "星海名城Ⅰ期", "星海名城2期"),
        ("Estate", "东海花园", "西海花园"),
        ("Community", "白石洲东社区", "白石洲西社区"),
        ("Community", "南山社区", "南园社区"),
        ("Building", "3栋", "4栋"),
    ],
)
def test_things_that_only_look_alike_are_never_proposed(
    label: str, written: str, name: str
) -> None:
    assert score(written, name, label) < WORTH_PROPOSING


@pytest.mark.parametrize(
    ("label", "written", "name", "least"),
    [
        ("Unit", "海月物业", "深圳市海月物业管理有限公司", 96),
        ("Unit", "甲乙有限公司", "甲乙有限责任公司", 96),
        ("Estate", "海月花圆", "海月花园", 90),
        ("PartyOrganization", "海悦社区党委", "海月社区党委", 90),
        ("PartyOrganization", "海月社区", "海月社区党委", 90),
        ("PartyOrganization", "教育局党委", "南山区教育局党委", 90),
        ("PartyOrganization", "北大附中党支部", "北大附属中学党支部", 80),
        ("PartyOrganization", "海月社区党支部", "海月社区党总支", 75),
        ("Estate", "海月", "海月花园", 75),
    ],
)
def test_what_a_person_would_think_of_is_proposed(
    label: str, written: str, name: str, least: int
) -> None:
    assert score(written, name, label) >= least


def test_a_name_that_several_things_have_is_proposed_with_all_of_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        "单位.csv",
        ("单位名称", "单位性质", "所属社区"),
        ("向阳幼儿园", "事业单位", "海月社区"),
        ("向阳幼儿园", "事业单位", "花果山社区"),
    )
    write(tmp_path, "共建.csv", ("项目名称", "参与单位"), ("春节慰问", "向阳幼儿园"))
    rosters(tmp_path)
    result = load([tmp_path])
    line = result.matches.filter(pl.col("name") == "向阳幼儿园").to_dicts()[0]
    assert [line["candidate_1"], line["candidate_2"]] == [
        "向阳幼儿园（海月社区）",
        "向阳幼儿园（花果山社区）",
    ]
    assert (line["problem"], line["score_1"]) == ("ambiguous", "100")


def test_the_same_proposals_come_in_any_order_of_files(tmp_path: Path) -> None:
    folder = rosters(tmp_path)
    files = sorted(folder.iterdir())
    one, other = load(files), load(files[::-1])
    assert one.matches.equals(other.matches)


def test_a_name_that_may_not_be_shown_is_not_proposed(tmp_path: Path) -> None:
    rosters(tmp_path)
    write(
        tmp_path, "小区.csv", ("小区名称", "社区"), ("林晓梅园", "海月社区"), ("阳光", "海月社区")
    )
    write(tmp_path, "业委会.csv", ("名称", "社区", "小区"), ("阳光业委会", "海月社区", "林小梅园"))
    result = load([tmp_path])
    assert "林小梅园" not in result.matches.write_csv()


# --- Decisions --------------------------------------------------------------------------------


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


# --- From load to load, at the command line ------------------------------------------------------


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
