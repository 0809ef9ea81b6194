"""A reader asks of a thing: what is it, what is it tied to, and who says so."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from graph import language
from graph.errors import UsageError
from graph.explain import Explained, Source, explain, sources_of
from graph.explain_names import find, near
from graph.explain_sheets import flat, for_people, said
from graph.folder import GraphFolder, publish
from tests.graph.small import Rows, build, iri, issues, manifest, references

HOSTILE = '=cmd|"/c"!A1 <script>\n\u202e甲'
NODES: Rows = {
    "Community": [
        {"name": "海月社区", "code": "440305006011", "households": 120, "source": "社区.csv||2"},
        {"name": "水湾社区", "code": "440305006002", "source": "社区.csv||3"},
    ],
    "Estate": [
        {"name": "海月花园", "community": "海月社区", "alternative_names": ["海月小区"]},
        {"id": "another", "name": "海月花园", "community": "水湾社区"},
    ],
    "PartyOrganization": [
        {
            "name": "海月社区党委",
            "kind": "committee",
            "members": 52,
            "source": "党组织/甲|乙.xlsx|名|册|12; 社区.csv||2; 社区.csv||10",
        },
        {"name": "海月花园党支部", "kind": "branch"},
    ],
    "Unit": [
        {"name": "海月学校", "uscc": "12440305XX0004289A"},
        {"name": HOSTILE},
    ],
}
EDGES: Rows = {
    "PART_OF": [{"from": "Estate/海月花园", "to": "Community/440305006011"}],
    "SUBORDINATE_TO": [
        {"from": "PartyOrganization/海月花园党支部", "to": "PartyOrganization/海月社区党委"}
    ],
    "DUAL_MANAGED_BY": [
        {
            "from": "PartyOrganization/海月花园党支部",
            "to": "PartyOrganization/海月社区党委",
            "since": "2008-06",
            "in_force": True,
            "elections": False,
            "source": "双重.csv||5; 双重.csv||7",
        }
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    nodes, edges = build(NODES, EDGES)
    found = pl.DataFrame(
        [
            {
                "file": "社区.csv",
                "row": 10,
                "cell": "C10",
                "severity": "error",
                "code": "not_a_number",
                "problem_zh": "不是数字",
                "problem_en": "no number",
                "remedy_zh": "改成数字",
                "remedy_en": "write a number",
            },
            {"file": "社区.csv", "row": 4, "severity": "error", "code": "elsewhere"},
        ],
        schema=issues().schema,
    )
    return publish(
        tmp_path_factory.mktemp("explain") / "graph",
        nodes=nodes,
        edges=edges,
        issues=found,
        references=references(),
        manifest=manifest(nodes, edges),
    )


@pytest.fixture(autouse=True)
def _chinese() -> object:
    language.choose("zh")
    yield
    language.choose(None)


def _explained(folder: GraphFolder, text: str) -> Explained:
    (thing,) = find(folder, text)
    return explain(folder, thing)


@pytest.mark.parametrize(
    "text",
    [
        iri("Community", "440305006011"),
        "community/440305006011",
        "440305006011",
        " 海月社区 ",
        "４４０３０５００６０１１",
    ],
)
def test_a_community_is_found_by_identifier_code_or_name(folder: GraphFolder, text: str) -> None:
    found = _explained(folder, text)
    assert found.thing.name == "海月社区"
    assert found.sources == (Source("社区.csv", None, 2),)


def test_a_unit_is_found_by_its_credit_code(folder: GraphFolder) -> None:
    assert _explained(folder, "12440305XX0004289A").thing.name == "海月学校"


def test_an_alternative_name_is_looked_for_last(folder: GraphFolder) -> None:
    assert _explained(folder, "海月小区").thing.name == "海月花园"


def test_a_name_with_several_meanings_gives_them_all_with_their_places(
    folder: GraphFolder,
) -> None:
    found = find(folder, "海月花园")
    assert [thing.place for thing in found] == ["水湾社区", "海月社区"]


def test_what_is_not_there_is_answered_with_names_near_it(folder: GraphFolder) -> None:
    assert find(folder, "海月社区党") == []
    assert near(folder, "海月社区党")[0] == "海月社区党委"
    assert find(folder, "community/1") == find(folder, "subordinate-to/1") == find(folder, "") == []


def test_every_row_that_spoke_of_it_stands_behind_each_fact(folder: GraphFolder) -> None:
    found = _explained(folder, "海月社区党委")
    assert found.sources == (
        Source("党组织/甲", "乙.xlsx|名|册", 12),
        Source("社区.csv", None, 2),
        Source("社区.csv", None, 10),
    )
    members = [fact for fact in found.facts if fact.column.name == "members"]
    assert [fact.value for fact in members] == [52]
    rows = [
        dict(zip([c.key for c in flat(found).columns], r, strict=True)) for r in flat(found).rows
    ]
    behind = [(r["file"], r["row"]) for r in rows if r["field"] == "members"]
    assert behind == [("党组织/甲", 12), ("社区.csv", 2), ("社区.csv", 10)]


def test_its_ties_stand_in_both_directions_with_dates_and_rows(folder: GraphFolder) -> None:
    branch = _explained(folder, "海月花园党支部")
    assert [(t.direction, t.relationship.type, t.other.name) for t in branch.ties] == [
        ("out", "SUBORDINATE_TO", "海月社区党委"),
        ("out", "DUAL_MANAGED_BY", "海月社区党委"),
    ]
    dual = branch.ties[1]
    assert dual.attributes["since"] == "2008-06"
    assert dual.attributes["in_force"] is True
    assert dual.attributes["elections"] is False
    assert [source.row for source in dual.sources] == [5, 7]
    committee = _explained(folder, "海月社区党委")
    assert {(t.direction, t.other.name) for t in committee.ties} == {("in", "海月花园党支部")}


def test_a_tie_is_explained_by_its_own_identifier(folder: GraphFolder) -> None:
    tie = _explained(folder, "海月花园党支部").ties[1]
    found = _explained(folder, tie.id)
    assert [(t.direction, t.other.name) for t in found.ties] == [
        ("from", "海月花园党支部"),
        ("to", "海月社区党委"),
    ]
    assert {fact.column.name: fact.value for fact in found.facts} == {
        "since": "2008-06",
        "in_force": True,
        "elections": False,
    }


def test_only_the_issues_of_its_own_rows_are_told(folder: GraphFolder) -> None:
    (issue,) = _explained(folder, "海月社区党委").issues
    assert (issue.code, issue.cell, issue.problem) == ("not_a_number", "C10", "不是数字")
    assert _explained(folder, "水湾社区").issues == []


def test_hostile_names_are_text(folder: GraphFolder, tmp_path: Path) -> None:
    from graph.output import Destination, write_for_people
    from graph.output.workbook import write_workbook

    found = _explained(folder, iri("Unit", HOSTILE))
    assert found.thing.name == HOSTILE
    sheets = for_people(found, base="x", date="2010-06-30", graph=tmp_path, brief=True)
    text = tmp_path / "a.txt"
    write_for_people(sheets, Destination("table", text))
    written = text.read_text(encoding="utf-8")
    assert "\u202e" not in written
    assert "<script>" in written
    import openpyxl

    write_workbook(sheets, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def test_rows_of_a_sheet_are_said_together() -> None:
    rows = [Source("a.xlsx", "甲", n) for n in (3, 4, 5, 9)]
    assert said([*rows, Source("b.csv", None, 2)]) == "a.xlsx “甲”第 3–5、9 行; b.csv 第 2 行"


@pytest.mark.parametrize("text", [None, "", "no source"])
def test_nothing_is_read_out_of_no_source(text: str | None) -> None:
    assert sources_of(text) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("海月花园", "explain_ambiguous"),
        ("海月社区党", "explain_not_found"),
        ("☃", "explain_not_found_none"),
    ],
)
def test_the_command_refuses_what_names_not_one_thing(
    folder: GraphFolder, text: str, key: str
) -> None:
    from graph.commands.explain import explain as command

    with pytest.raises(UsageError) as raised:
        command(text, graph=folder.path, form="json")
    assert raised.value.key == key
    assert raised.value.exit_code == 2
    if key == "explain_ambiguous":
        assert "estate/another" in str(raised.value)
