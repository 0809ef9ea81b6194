"""A name in a column of names is nowhere, however else it is written: in cells, sheets, headers.

An office writes who looks after a thing beside the thing's name: 1栋（某某）, one sheet a leader.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from loaders.kinds import roster_kinds
from loaders.tables.headers import shown_header
from loaders.values.withheld import person_key, withheld_names
from tests.commands.program import here, shequ
from tests.loaders.sheets import workbook
from tests.loaders.written import account, codes, load, names, write
from tests.privacy.planted import Planted
from tests.privacy.scan import leaks, leaks_of_folder

PEOPLE = ("欧阳震寰", "司马青岚", "贾思敏", "申屠凯", "令狐冲霄", "宫晓彤", "夏侯惇")
COMMUNITIES = (("街道", "社区名称", "户数"), ("招商街道", "海月社区", 1200))


def planted(people: Iterable[str]) -> list[Planted]:
    return [Planted("name", "a roster", name) for name in people]


def nothing_comes_out(folder: Path, place: Path, people: Iterable[str]) -> None:
    """Load a folder with the program and look through all that it printed and wrote."""
    secret, graph = planted(people), place / "graph"
    said = shequ("--debug", "--lang", "zh", "load", folder, "-g", graph, cwd=place)
    assert said.returncode == 0, said.stderr
    found = [*leaks(secret, "stdout", said.stdout.encode()), *_of(secret, said)]
    here("export", "turtle", "-g", graph, "-o", place / "graph.ttl")
    here("view", "report", "-g", graph, "-o", place / "report.html")
    here("gaps", "unresolved-records", "-g", graph, "-o", place / "gaps.xlsx")
    found += leaks_of_folder(secret, graph)
    for name in ("graph.ttl", "report.html", "gaps.xlsx"):
        found += leaks(secret, name, (place / name).read_bytes())
    assert not found, "\n".join(sorted(set(found)))


def _of(secret: list[Planted], said: subprocess.CompletedProcess[str]) -> list[str]:
    return leaks(secret, "stderr", said.stderr.encode())


def test_who_looks_after_it_stands_beside_the_name_of_the_building(tmp_path: Path) -> None:
    """The building, branch or grid is loaded without the name, and its cell has an issue."""
    rosters = tmp_path / "rosters"
    write(rosters, "社区.csv", *COMMUNITIES)
    write(
        rosters,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称", "户数", "楼栋长"),
        ("海月社区", "海月花园", "1栋（欧阳震寰）", 20, "欧阳震寰"),
        ("海月社区", "海月花园", "2栋 司马青岚", 20, "司马青岚"),
        ("海月社区", "海月花园", "3栋（楼栋长：贾思敏）", 20, "贾思敏"),
        ("海月社区", "海月花园", "4栋申屠凯家", 20, "申屠凯"),
    )
    write(
        rosters,
        "党组织.csv",
        ("社区", "党组织名称", "党员数", "书记"),
        ("海月社区", "海月第一党支部（书记令狐冲霄）", 20, "令狐冲霄"),
        ("海月社区", "海月第二党支部\n宫晓彤", 20, "宫晓彤"),
        ("海月社区", "海月第三党支部（夏侯惇）", 20, "夏侯惇"),
    )
    write(
        rosters,
        "网格.csv",
        ("社区", "网格名称", "户数", "网格党组织"),
        ("海月社区", "第一网格（欧阳震寰）", 20, "海月第三党支部（夏侯惇）"),
        ("海月社区", "第二网格-司马青岚", 20, None),
        ("海月社区", "贾思敏负责网格", 20, None),
    )
    result = load([rosters])
    assert names(result, "Building") == ["1栋", "2栋", "3栋", "4栋"]
    branches = ["海月第一党支部", "海月第三党支部", "海月第二党支部"]
    assert names(result, "PartyOrganization") == branches
    assert names(result, "Grid") == ["第一网格", "第二网格"]
    assert account(result)["网格.csv"] == (4, 2, 1, 1)
    assert codes(result).count("name_left_out") == 10
    assert codes(result).count("not_an_organization") == 1
    nothing_comes_out(rosters, tmp_path, PEOPLE)


def test_a_place_keeps_its_name_whoever_is_called_like_a_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, "社区.csv", *COMMUNITIES)
    write(
        tmp_path,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称", "楼栋长"),
        ("海月社区", "张家村", "张家村1栋", "张家"),
        ("海月社区", "王家花园", "王家花园1栋（北区）", "王家"),
        ("海月社区", "海月花园", "2栋（南座）", "北区"),
        ("海月社区", "海月花园", "海月社区警务室1栋", "警务室"),
    )
    result = load([tmp_path])
    assert "name_left_out" not in codes(result)
    assert "not_an_organization" not in codes(result)
    assert names(result, "Estate", listed=None) == ["张家村", "海月花园", "王家花园"]
    assert len(names(result, "Building")) == 4


@pytest.mark.parametrize(
    "name",
    [
        *("周 芳", "吴　芳", "张𬱖", "王㛃", "李\ue000娜", "诸葛〇〇"),
        *("阿卜杜热西提·买买提", "买买提•艾力", "David Wong", "ウー"),
        *("赵\u200b敏敏", "孙\u202e丽丽\u202c"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelt(tmp_path: Path, name: str) -> None:
    """With a space, in rare characters, with a dot or with characters that nobody sees."""
    rosters = tmp_path / "rosters"
    write(rosters, "社区.csv", *COMMUNITIES)
    write(
        rosters,
        "小区.csv",
        ("社区", "小区名称", "户数", "物业公司", "业委会主任"),
        ("海月社区", "甲花园", f"{name}小区代管", "乙物业公司", name),
        ("海月社区", "乙花园", f"由{name}物业中心负责", "乙物业公司", "空缺"),
    )
    issues = load([rosters]).issues
    assert issues.filter(pl.col("code") == "not_a_number").height == 2
    nothing_comes_out(rosters, tmp_path, {name, person_key(name)})


def test_a_sheet_named_after_its_building_leader_is_called_by_its_number(tmp_path: Path) -> None:
    """Its sources still lead to it: `#2` is the second sheet of the workbook."""
    header = ["社区", "小区", "楼栋名称", "楼栋长"]
    rosters = tmp_path / "rosters"
    write(rosters, "社区.csv", *COMMUNITIES)
    workbook(
        rosters / "楼栋.xlsx",
        {
            "海月社区": [header, ["海月社区", "海月花园", "1栋", "空缺"]],
            "欧阳震寰": [header, ["海月社区", "海月花园", "2栋", "欧阳震寰"]],
            "司马青岚（3栋）": [header, ["海月社区", "海月花园", "3栋", "司马青岚"]],
            "周芳楼栋": [header, ["海月社区", "海月花园", "4栋", "周 芳"]],
            "贾思敏": [["说明"], ["无"]],
            "贾思敏 海月社区": [header[1:], ["海月花园", "5栋", "贾思敏"]],
        },
    )
    result = load([rosters])
    (sheets,) = (f["sheets"] for f in result.files if f["path"] == "楼栋.xlsx")
    assert [s["sheet"] for s in sheets] == ["海月社区", "#2", "#3", "#4", "#5", "#6"]
    buildings = result.nodes["Building"].sort("name")
    assert buildings["source"].to_list() == [
        f"楼栋.xlsx|{sheet}|2" for sheet in ("海月社区", "#2", "#3", "#4", "#6")
    ]
    assert set(buildings["community"]) == {"海月社区"}
    assert set(result.issues["sheet"].drop_nulls()) <= {"海月社区", *(f"#{n}" for n in range(2, 7))}
    nothing_comes_out(rosters, tmp_path, ("欧阳震寰", "司马青岚", "周芳", "贾思敏"))


def test_names_are_told_from_other_texts_by_where_they_stand() -> None:
    names_ = withheld_names(frozenset({"张家", "王小明", "周 芳", "警务室", "David Wong"}))
    cut = {
        "1栋（王小明）": "1栋",
        "2栋王小明": "2栋",
        "2栋 周　芳": "2栋",
        "第一网格（David Wong同志）": "第一网格",
        "王小明负责网格": "",
        "1栋 书记王小明": "",
        "张家村1栋": None,
        "海月社区警务室": None,
        "王小明诊所": None,
    }
    assert {text: names_.cut(text) for text in cut} == cut
    own = {"张家村1栋": None, "王小明诊所": "", "周芳小区代管": "", "海月警务室": None}
    holders = {"张家", "王小明", "周芳", "警务室"}
    assert {text: names_.cut(text, holders) for text in own} == own


def test_a_person_or_a_birth_in_the_place_of_a_header_is_told_nowhere(tmp_path: Path) -> None:
    """A matrix of duties has a column a person; a form's first line is read as the header."""
    rosters = tmp_path / "rosters"
    write(rosters, "社区.csv", *COMMUNITIES)
    write(
        rosters,
        "楼栋长.csv",
        ("社区", "楼栋", "欧阳震寰", "1988年3月7日", "宫晓彤（女）", "贾思敏负责", "车位"),
        ("海月社区", "1栋", "√", None, None, None, "3"),
        ("海月社区", "2栋", None, "√", None, None, "3"),
    )
    write(
        rosters,
        "登记表.csv",
        ("党组织全称", "海月第一党支部", "书记", "司马青岚", "党员数", "15", "书记（夏侯惇）"),
        ("所属社区", "海月社区", "上级党组织", "海月社区党委", None, None, None),
    )
    result = load([rosters])
    (told,) = result.issues.filter(
        (pl.col("code") == "unknown_columns") & (pl.col("file") == "楼栋长.csv")
    )["problem_zh"].to_list()
    assert told == "没有用到这些列：…、…、…(女)、…、车位"
    assert result.columns.filter(pl.col("file") == "楼栋长.csv")["header"].to_list() == ["车位"]
    people = ("欧阳震寰", "1988年3月7日", "宫晓彤", "贾思敏", "司马青岚", "夏侯惇")
    nothing_comes_out(rosters, tmp_path, people)


def test_no_known_header_is_taken_for_a_person_and_few_others_are() -> None:
    known = [h for k in roster_kinds().values() for f in k.fields.values() for h in f.headers]
    others = ["高层数", "车位", "楼栋明称", "安全员", "水电费", "金牌调解", "温馨提示", "平均层高"]
    assert [h for h in (*known, *others) if "…" in shown_header(h)] == []
