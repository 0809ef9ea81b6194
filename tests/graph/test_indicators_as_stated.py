"""The figures that rosters state, and how people read figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph import gaps
from graph.commands.figures import MOST, figures_sheet, left_out, plain_figures
from graph.language import choose
from tests.graph.office import HAIYUE, Office

NodesAndTies = tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]
OF_THE_DISTRICT = {"subdistrict": None, "community_code": None, "community": None}


def test_the_education_of_leaders_is_as_stated_with_the_change_from_term_to_term(
    office: Office,
) -> None:
    share = {"measure": "leadership_college_share"}
    office.has(
        {
            "Community": [HAIYUE],
            "District": [{"id": "区"}],
            "Count": [
                {"id": "a", **share, "category": "本届", "value": 79.9, "period": "2008年上半年"},
                {"id": "b", **share, "category": "上一届", "value": 59.9, "qualifier": "exact"},
                # here nobody says which of the two is meant
                {"id": "c", **share, "category": "本届", "value": 70.0},
                {"id": "d", **share, "category": "本届", "value": 75.0, "qualifier": "at_least"},
                {"id": "e", **share, "category": "上一届", "value": 50.0},
            ],
        },
        {
            "COUNTED_IN": [
                ("Count/a", "District/区"),
                ("Count/b", "District/区"),
                *((f"Count/{name}", "Community/海月") for name in "cde"),
            ]
        },
    )
    rows = gaps.indicators(office.store, slug="leadership-education")
    assert [
        (row["figure"], row["category"], row["value"], row["qualifier"], row["level"])
        for row in rows
    ] == [
        ("stated_share", "本届", 79.9, "exact", "district"),
        ("stated_share", "上一届", 59.9, "exact", "district"),
        ("stated_share", "本届", 70, "exact", "community"),
        ("stated_share", "本届", 75, "at_least", "community"),
        ("stated_share", "上一届", 50, "exact", "community"),
        ("stated_change", None, 20, "exact", "district"),
    ]
    assert rows[0]["period"] == "2008年上半年"
    assert rows[2]["community"] == "海月社区"


def test_a_change_from_a_figure_that_is_not_exact_is_about(office: Office) -> None:
    share = {"measure": "leadership_college_share"}
    office.has(
        {
            "Community": [HAIYUE],
            "Count": [
                {"id": "a", **share, "category": "本届", "value": 80.0, "qualifier": "at_least"},
                {"id": "b", **share, "category": "上一届", "value": 84.5},
            ],
        },
        {"COUNTED_IN": [(f"Count/{name}", "Community/海月") for name in "ab"]},
    )
    found = office.figures("leadership-education")
    assert found["stated_change", None] == (-4.5, "about")


def of_reported_figures(
    branches: int = 1,
) -> NodesAndTies:
    names = [f"第{number}党支部" for number in range(branches)]
    stated = {"measure": "members", "value": 9.0, "source": "名册.xlsx||4"}
    nodes: dict[str, Any] = {
        "Community": [HAIYUE],
        "District": [{"id": "区"}],
        "Estate": [{"id": "小区"}],
        "PartyOrganization": [{"id": name, "name": name} for name in names],
        "Count": [
            {"id": "选民", "measure": "registered_voters", "value": 1185.0, "period": "2008年"}
            | OF_THE_DISTRICT,
            {"id": "物业", "measure": "property_disputes_change", "value": -50.0} | OF_THE_DISTRICT,
            {"id": "岗", "measure": "model_posts", "value": 17.0, "qualifier": "at_least"},
            {"id": "其他", "measure": "志愿服务时数", "category": "海月", "value": 2.5},
            {"id": "空", "measure": "youth_covered"},
            {"id": "学历", "measure": "leadership_college_share", "value": 79.9},
            {"id": "三类", "measure": "members", "category": "living_here", "value": 9.0},
            {"id": "无名", "value": 1.0},
            *({"id": f"数{name}", **stated} for name in names),
        ],
    }
    places = {"选民": "District/区", "物业": "District/区", "岗": "Estate/小区"}
    counted = [
        (f"Count/{name}", places.get(name, "Community/海月"))
        for name in ("选民", "物业", "岗", "其他", "空", "学历", "三类", "无名")
    ]
    branch_counts = [(f"Count/数{name}", f"PartyOrganization/{name}") for name in names]
    # of the district too: a figure for each
    more = [("Count/其他", "District/区")]
    return nodes, {"COUNTED_IN": [*counted, *branch_counts, *more]}


def test_other_figures_come_back_as_rosters_state_them(office: Office) -> None:
    office.has(*of_reported_figures())
    rows = gaps.indicators(office.store, slug="reported-figures")
    keys = ("figure", "category", "value", "qualifier", "level", "period", "organization")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("members", None, 9, "exact", "organization", None, "第0党支部"),
        ("registered_voters", None, 1185, "exact", "district", "2008年", None),
        ("model_posts", None, 17, "at_least", "estate", None, None),
        ("property_disputes_change", None, -50, "exact", "district", None, None),
        ("unknown", None, 1, "exact", "community", None, None),
        ("志愿服务时数", "海月", 2.5, "exact", "district", None, None),
        ("志愿服务时数", "海月", 2.5, "exact", "community", None, None),
    ]
    assert rows[0]["source"] == "名册.xlsx||4"
    assert rows[0]["community"] == "海月社区"


def read(rows: list[dict[str, Any]], *, brief: bool = True) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in figures_sheet(rows, "", [], brief=brief).rows]


@pytest.fixture
def in_english() -> Iterator[None]:
    choose("en")
    yield
    choose(None)


@pytest.mark.usefixtures("in_english")
def test_people_read_what_a_figure_is_of_what_and_how_sure_it_is(office: Office) -> None:
    nodes, edges = of_reported_figures()
    share = {"measure": "leadership_college_share"}
    nodes["Count"] = [
        *nodes["Count"],
        {"id": "本", **share, **OF_THE_DISTRICT, "category": "本届", "value": 79.9},
        {"id": "上", **share, **OF_THE_DISTRICT, "category": "上一届", "value": 59.9},
    ]
    edges["COUNTED_IN"] += [("Count/本", "District/区"), ("Count/上", "District/区")]
    office.has(nodes, edges)
    rows = gaps.indicators(office.store)
    lines = read(rows)
    for line in (
        ("Education of leadership teams", None),
        ("  share with college education, as stated: this term (district level)", "79.9%"),
        ("  this term against the last (district level)", "+20 percentage points"),
        ("Other figures that rosters state", None),
        ("  members (第0党支部)", "9"),
        ("  registered voters (district level, 2008年)", "1,185"),
        ("  model posts (海月社区)", "at least 17"),
        ("  change in property disputes (district level)", "-50%"),
        ("  志愿服务时数: 海月 (海月社区)", "2.5"),
    ):
        assert line in lines
    assert ("名册.xlsx||4") in {cell for row in read(rows, brief=False) for cell in row}
    plain = plain_figures(rows, "", [])
    assert [column.key for column in plain.columns][-1] == "source"


@pytest.mark.usefixtures("in_english")
def test_a_terminal_is_not_flooded_with_the_figures_of_single_organizations(
    office: Office,
) -> None:
    office.has(*of_reported_figures(branches=MOST))
    rows = gaps.indicators(office.store)
    lines = read(rows)
    assert ("  registered voters (district level, 2008年)", "1,185") in lines
    assert not [what for what, _ in lines if "党支部" in what]
    said = left_out(rows)
    assert said is not None
    # the branches', those of the estate and the community
    assert f"{MOST + 4} more (Other figures that rosters state)" in said
    assert len(read(rows, brief=False)) == len(rows)
    office.has(*of_reported_figures(branches=2))
    assert left_out(gaps.indicators(office.store)) is None
