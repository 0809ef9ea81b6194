"""What the public may see: no small figures of persons, and nothing that looks like a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.export import public
from graph.export.dataset import Dataset
from graph.export.description import about
from graph.export.release import check_release, personal
from graph.language import choose
from loaders.values.privacy import personal_data
from ontology import load_model
from tests.graph import small
from tests.graph.exported import dataset


def figures(made: Dataset, label: str, column: str) -> dict[str, Any]:
    """The values of a column by the last part of the identifier."""
    table = made.nodes(label)
    return {id_.rpartition("/")[2]: value for id_, value in table.select("id", column).iter_rows()}


@pytest.mark.parametrize("column", sorted(public.OF_PERSONS))
def test_a_small_figure_of_persons_is_left_blank(tmp_path: Path, column: str) -> None:
    model = load_model()
    label = next(
        label.name
        for label in model.labels.values()
        if column in {one.name for one in label.columns}
    )
    values = {"none": None, "zero": 0, "four": 4, "five": 5, "many": 500}
    rows = [{"id": name, column: value} for name, value in values.items()]
    made = dataset(tmp_path, {label: rows}, smallest=5)
    assert figures(made, label, column) == values | {"zero": None, "four": None}
    assert figures(Dataset(made.folder), label, column) == values
    assert figures(Dataset(made.folder, smallest=501), label, column) == dict.fromkeys(values)


def test_figures_of_things_and_the_other_columns_stay(tmp_path: Path) -> None:
    unit = {"id": "u", "members": 2, "employees": 40, "nature": "organ", "reason": "人少"}
    made = dataset(
        tmp_path,
        {"Unit": [unit], "Building": [{"id": "b", "households": 3, "storeys": 2}]},
        smallest=5,
    )
    shown = made.nodes("Unit").to_dicts()[0]
    assert (shown["members"], shown["employees"], shown["reason"]) == (None, 40, "人少")
    assert made.nodes("Building").to_dicts() == Dataset(made.folder).nodes("Building").to_dicts()


def test_no_qualifier_speaks_of_a_figure_that_is_not_there(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "members": 2, "qualifiers": ["members:at_least"]},
        {
            "id": "b",
            "members": 2,
            "employees": 50,
            "qualifiers": ["members:about", "employees:about"],
        },
        {"id": "c", "members": 50, "qualifiers": ["members:about"]},
    ]
    made = dataset(tmp_path, {"Unit": rows}, smallest=5)
    assert figures(made, "Unit", "qualifiers") == {
        "a": None,
        "b": ["employees:about"],
        "c": ["members:about"],
    }


def test_of_counts_only_those_of_persons_are_left_blank(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "measure": "members", "value": 3.0, "qualifier": "exact"},
        {"id": "b", "measure": "model_posts", "value": 3.0, "qualifier": "exact"},
        {"id": "c", "measure": "property_disputes_change", "value": -60.0},
        {"id": "d", "measure": "members", "value": 7400.0, "qualifier": "about"},
    ]
    made = dataset(tmp_path, {"Count": rows}, smallest=5)
    assert figures(made, "Count", "value") == {"a": None, "b": 3.0, "c": -60.0, "d": 7400.0}
    assert figures(made, "Count", "qualifier") == {"a": None, "b": "exact", "c": None, "d": "about"}


def test_a_small_figure_of_which_nobody_says_what_it_counts_is_left_blank(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "a", "measure": None, "value": 3.0, "qualifier": "exact"},
        {"id": "b", "measure": "残疾党员", "value": 2.0, "qualifier": "exact"},
        {"id": "c", "measure": None, "value": 7400.0, "qualifier": "about"},
    ]
    made = dataset(tmp_path, {"Count": rows}, smallest=5)
    assert figures(made, "Count", "value") == {"a": None, "b": None, "c": 7400.0}
    assert figures(made, "Count", "qualifier") == {"a": None, "b": None, "c": "about"}


def told(made: Dataset) -> set[str]:
    """The posts of which the public reads whether a Party member holds it, and the education."""
    affiliation, education = (figures(made, "Post", name) for name in public.ABOUT_A_PERSON)
    shown = {name for name, value in affiliation.items() if value is not None}
    assert shown == {name for name, value in education.items() if value is not None}
    return shown


HOLDER = {"affiliation": "member", "education": "college_or_above"}


@pytest.mark.parametrize("kind", ["owners_committee_member", "secretary", "head", None])
def test_one_persons_membership_is_told_of_no_post(tmp_path: Path, kind: str | None) -> None:
    """One holds such a post in the small body, five in the large, beside one of another kind."""
    posts = [{"id": f"p{at}", "kind": kind} for at in range(6)]
    posts += [{"id": "other", "kind": "supervisor"}, {"id": "nowhere", "kind": kind}]
    made = dataset(
        tmp_path,
        {
            "Post": [post | HOLDER for post in posts],
            "GovernanceBody": [{"id": "small"}, {"id": "large"}],
        },
        {
            "POST_IN": [
                {"from": "Post/p0", "to": "GovernanceBody/small"},
                *({"from": f"Post/p{at}", "to": "GovernanceBody/large"} for at in range(1, 6)),
                {"from": "Post/other", "to": "GovernanceBody/large"},
            ]
        },
        smallest=5,
    )
    assert told(made) == {"p1", "p2", "p3", "p4", "p5"}
    assert told(Dataset(made.folder)) == {post["id"] for post in posts}
    assert told(Dataset(made.folder, smallest=6)) == set()


@pytest.mark.parametrize("alone", [{"term": "上一届"}, {"filled": False}])
def test_a_post_of_another_term_or_a_vacant_one_hides_nobody(
    tmp_path: Path, alone: dict[str, Any]
) -> None:
    posts = [{"id": f"p{at}", "kind": "secretary"} | HOLDER for at in range(5)]
    posts[0] |= alone
    ties = [{"from": f"Post/p{at}", "to": "PartyOrganization/o"} for at in range(5)]
    tables = {"Post": posts, "PartyOrganization": [{"id": "o"}]}
    assert told(dataset(tmp_path, tables, {"POST_IN": ties}, smallest=5)) == set()


def test_a_post_in_two_bodies_is_told_where_both_have_enough(tmp_path: Path) -> None:
    posts = [{"id": f"p{at}", "kind": "committee_member"} | HOLDER for at in range(5)]
    ties = [{"from": f"Post/p{at}", "to": "PartyOrganization/o"} for at in range(5)]
    ties.append({"from": "Post/p0", "to": "PartyOrganization/small"})
    tables = {"Post": posts, "PartyOrganization": [{"id": "o"}, {"id": "small"}]}
    made = dataset(tmp_path, tables, {"POST_IN": ties}, smallest=5)
    assert told(made) == {"p1", "p2", "p3", "p4"}


def test_who_leads_a_building_is_not_told_where_few_do(tmp_path: Path) -> None:
    """One leads b1, five lead b2, and one in the large committee leads no building."""
    posts = [{"id": f"p{at}", "kind": "building_leader"} for at in range(6)]
    posts.append({"id": "no building", "kind": "building_leader"})
    made = dataset(
        tmp_path,
        {
            "Post": [post | HOLDER for post in posts],
            "Building": [{"id": "b1"}, {"id": "b2"}],
            "GovernanceBody": [{"id": "committee"}],
        },
        {
            "RESPONSIBLE_FOR": [
                {"from": "Post/p0", "to": "Building/b1"},
                *({"from": f"Post/p{at}", "to": "Building/b2"} for at in range(1, 6)),
            ],
            "POST_IN": [
                {"from": f"Post/{post['id']}", "to": "GovernanceBody/committee"} for post in posts
            ],
        },
        smallest=5,
    )
    assert told(made) == {"p1", "p2", "p3", "p4", "p5"}
    assert set(figures(made, "Post", "kind").values()) == {"building_leader"}


def test_every_whole_number_and_measure_is_said_to_be_of_persons_or_not() -> None:
    model = load_model()
    tables = [label.columns for label in model.labels.values()]
    tables += [tie.columns for tie in model.relationships.values()]
    numbers = {one.name for columns in tables for one in columns if one.datatype == "integer"}
    assert numbers == public.OF_PERSONS | public.OF_THINGS
    assert not public.OF_PERSONS & public.OF_THINGS
    own = {one.name for one in model.labels["Post"].columns} - {
        one.name for one in model.labels["Street"].columns
    }
    assert own == public.OF_A_POST | set(public.ABOUT_A_PERSON)
    measures = set(model.code_lists["Measure"].codes)
    assert measures == public.MEASURES_OF_PERSONS | public.MEASURES_OF_THINGS


def test_the_description_says_what_was_left_blank(tmp_path: Path) -> None:
    made = dataset(tmp_path, {}, smallest=7)
    assert "小于 7" in about(made, "zh")
    assert "below 7" in about(made, "en")
    whole = Dataset(made.folder)
    assert "留空" not in about(whole, "zh")
    assert made.iri != whole.iri


PERSONAL = {
    "identity_card": [
        "440305198001011234",
        "44030519800101123X",
        "440305 19800101 123x",
        "440305800101123",
    ],
    "mobile": [
        "13812345678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
        "电话:13812345678。",
    ],
    "room_code": ["4403050060110010001000101", "4403050060 1100100010 00101"],
}
HARMLESS = [
    "440305006011",
    "4403050060110010001",
    "91440300MA5ABCDE1X",
    "2008-06-01",
    "44030519801301123X",
    "12345678901",
    "第1栋2单元301",
    "楼栋.xlsx|海月|13; 楼栋.xlsx|海月|8123",
]


@pytest.mark.parametrize("text", [text for texts in PERSONAL.values() for text in texts])
def test_what_looks_like_a_person_is_seen_wherever_it_stands(text: str, tmp_path: Path) -> None:
    kind = next(kind for kind, texts in PERSONAL.items() if text in texts)
    assert personal(f"海月社区{text}、") == kind
    for rows in (
        {"Unit": [{"id": "u", "reason": f"找{text}"}]},
        {"Unit": [{"id": "u", "alternative_names": ["甲", text]}]},
        {"Unit": [{"id": text, "name": "甲"}]},
        {"Unit": [{"id": "u", "source": f"{text}.xlsx||1"}]},
    ):
        made = dataset(tmp_path, rows)
        with pytest.raises(UsageError) as error:
            check_release(made)
        assert text not in str(error.value)


@pytest.mark.parametrize("text", HARMLESS)
def test_codes_and_dates_may_go_out(text: str, tmp_path: Path) -> None:
    assert personal(text) is None
    check_release(dataset(tmp_path, {"Unit": [{"id": "u", "name": text, "source": text}]}))


def test_what_is_found_here_a_load_would_have_found() -> None:
    """So that nothing that was loaded is refused at the export."""
    for texts in PERSONAL.values():
        for text in texts:
            assert personal_data(text) is not None


def test_a_figure_as_long_as_a_mobile_number_is_seen_too(tmp_path: Path) -> None:
    made = dataset(tmp_path, {"Count": [{"id": "c", "value": 13812345678.0}]})
    with pytest.raises(UsageError):
        check_release(made)
    check_release(
        dataset(tmp_path, {"Count": [{"id": "c", "value": 1e300}, {"id": "d", "value": 1e10}]})
    )


def test_the_message_names_the_row_and_the_column(tmp_path: Path) -> None:
    rows = [{"id": "u", "reason": "找 13812345678", "source": "单位.xlsx|海月|17"}]
    choose("zh")
    try:
        with pytest.raises(UsageError) as error:
            check_release(dataset(tmp_path, {"Unit": rows}))
        said = str(error.value)
    finally:
        choose("en")
    assert "没有写出" in said
    assert "手机号" in said
    assert "单位.xlsx" in said
    assert "17" in said
    assert "未建原因" in said
    assert small.iri("Unit", "u") not in said
