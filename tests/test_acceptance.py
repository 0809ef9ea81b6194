"""The article's figures come back: from the sample rosters, through a load, out of the questions.

The table is the one of the article's own numbers, each with the words that qualify it. Whatever a
question or an indicator answers, it must answer on the Cypher engine and on the SPARQL engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import gaps
from graph.commands.load import load_into
from graph.engines import Engine, open_engine
from graph.folder import GraphFolder
from loaders.sample import write

EXAMPLE = "星海名城社区"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    directory = tmp_path_factory.mktemp("acceptance")
    write(directory / "rosters")
    return load_into(directory / "graph", [directory / "rosters"], date=None).folder


@pytest.fixture(scope="module", params=["ladybug", "oxigraph"])
def engine(folder: GraphFolder, request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened = open_engine(folder, request.param)
    yield opened
    opened.close()


def _nodes(folder: GraphFolder, label: str) -> pl.DataFrame:
    return pl.read_parquet(folder.nodes(label)).filter("listed")


def _figures(engine: Engine, slug: str, figure: str, **more: str) -> dict[Any, Any]:
    """Category → value of one figure of the whole district, or of one place."""
    return {
        row["category"]: row["value"]
        for row in gaps.indicators(engine, slug=slug, **more)
        if row["figure"] == figure and row["organization"] is None
    }


def _line(folder: GraphFolder, engine: Engine, slug: str) -> dict[str, Any]:
    (line,) = gaps.summary(folder, engine, questions=[slug])
    return line


def _in_ten_thousands(value: float) -> float:
    """A number as an article writes it in 万, with one decimal."""
    return round(value / 10_000, 1)


# --- The article's figures (DOMAIN section 6) ----------------------------------------------------


def test_98_communities_in_8_subdistricts(folder: GraphFolder) -> None:
    assert _nodes(folder, "Community").height == 98  # “南山区98个社区”
    assert _nodes(folder, "Subdistrict").height == 8  # “全区8个街道”


def test_10_committees_and_39_general_branches_lead(folder: GraphFolder, engine: Engine) -> None:
    led = _figures(engine, "party-organizations-by-kind", "communities_led_by")
    # “已有10个社区成立了党委，39个社区成立了党总支”; 49 of 98 are not upgraded.
    assert {kind: count for kind, count in led.items() if count} == {
        "committee": 10,
        "general_branch": 39,
        "branch": 49,
    }
    line = _line(folder, engine, "communities-not-upgraded")
    assert (line["gaps"], line["of"], line["unknown"], line["rate"]) == (49, 98, 0, 0.5)


def test_members_by_category(engine: Engine) -> None:
    members = _figures(engine, "members-by-category", "members")
    assert 7_400 <= members["relation_in_community"] < 7_500  # “7400多人”
    assert 19_000 <= members["resident_unit"] < 20_000  # “1.9万多人”
    assert _in_ten_thousands(members["living_here"]) == 1.1  # “1.1万人”
    in_all = _figures(engine, "members-by-category", "members_in_all")[None]
    assert in_all == sum(members.values())
    assert _in_ten_thousands(in_all) == 3.7  # “普查登记党员3.7万人”


def test_unions_league_and_womens_organizations(engine: Engine) -> None:
    slug = "mass-organizations-by-kind"
    number = _figures(engine, slug, "number")
    # “工会组织3284家”, “团（总）支部862个”, “妇女组织789个”
    assert number == {"trade_union": 3_284, "youth_league": 862, "womens_organization": 789}
    # “其中‘两新’领域团组织155个”
    assert _figures(engine, slug, "in_two_new")["youth_league"] == 155
    members = _figures(engine, slug, "members")
    assert 130_000 <= members["trade_union"] < 140_000  # “工会成员13万余人”
    assert 90_000 <= members["womens_organization"] < 100_000  # “成员9万余人”


def test_a_workstation_in_each_of_the_98_communities(folder: GraphFolder) -> None:
    bodies = _nodes(folder, "GovernanceBody").filter(kind="workstation")
    assert bodies.height == 98  # “98个社区工作站”
    assert bodies["community"].n_unique() == 98


@pytest.mark.parametrize(
    ("measure", "category", "value", "qualifier"),
    [
        ("members_registered", None, 37_000, "about"),  # “3.7万人”
        ("leadership_college_share", "本届", 79.9, "exact"),  # “占79.9%”
        ("leadership_college_share", "上一届", 59.9, "exact"),  # “比上一届高出20个百分点”
        ("youth_covered", None, 30_000, "at_least"),  # “超过3万人”
        ("model_posts", "国家级、省级", 17, "exact"),  # “17个”
        ("new_volunteers", None, 10_615, "exact"),  # “10615名”
        ("registered_voters", None, 1_185, "exact"),  # “1185名”
        ("property_disputes_change", None, -50, "exact"),  # “同比下降50%”
        ("model_organizations", "十类典型", 10, "exact"),  # “十类”
    ],
)
def test_the_figures_that_the_article_only_states(
    folder: GraphFolder, measure: str, category: str | None, value: float, qualifier: str
) -> None:
    counts = _nodes(folder, "Count").join(
        pl.read_parquet(folder.edges("COUNTED_IN")).filter(to_label="District"),
        left_on="id",
        right_on="from",
        how="semi",
    )
    own = pl.col("category").eq_missing(category) & (pl.col("measure") == measure)
    ((stated, how),) = counts.filter(own).select("value", "qualifier").iter_rows()
    assert stated == pytest.approx(value)
    assert (how or "exact") == qualifier


# --- 星海名城, as the article has it ---------------------------------------------------------


def test_xinghai_manages_four_branches_two_of_them_dual(engine: Engine) -> None:
    own = [
        row
        for row in gaps.indicators(engine, slug="formal-and-territorial-totals", community=EXAMPLE)
        if row["organization"] == "星海名城社区党总支"
    ]
    figures = {row["figure"]: (row["value"], row["qualifier"]) for row in own}
    assert figures == {
        # “不仅管理着社区工作站党支部和社区居民党支部”
        "formal_branches": (2, "exact"),
        # “还把振业集团党委的星海名城物业管理处党支部、教育局党委的北大附中党支部纳入管理”
        "territorial_branches": (4, "exact"),
        "formal_members": (52, "exact"),
        "territorial_members": (92, "exact"),
    }


def test_xinghai_has_no_gap_in_dual_management(folder: GraphFolder, engine: Engine) -> None:
    for slug in ("branches-outside-dual-management", "dual-management-missing-scopes"):
        for unknown in (False, True):
            assert gaps.rows(folder, slug, engine, community=EXAMPLE, unknown=unknown) == []


def test_xinghai_has_its_home_lines(folder: GraphFolder) -> None:
    organizations = pl.read_parquet(folder.nodes("PartyOrganization"))
    names = dict(organizations.select("id", "name").iter_rows())
    superiors = {
        names[lower]: names[upper]
        for lower, upper in pl.read_parquet(folder.edges("SUBORDINATE_TO"))
        .select("from", "to")
        .iter_rows()
    }
    assert superiors["星海名城物业管理处党支部"] == "振业集团党委"
    assert superiors["北大附中党支部"] == "教育局党委"
    assert superiors["星海名城社区党总支"] == "南头街道党工委"
    # The home lines are on no roster: only named, and in no denominator.
    home = organizations.filter(pl.col("name").is_in(["振业集团党委", "教育局党委"]))
    assert home["listed"].to_list() == [False, False]


def test_xinghai_has_all_five_bodies(folder: GraphFolder, engine: Engine) -> None:
    # “五位一体”: 社区党总支, 社区工作站, 居民委员会, 业主委员会, 物业管理处
    assert gaps.rows(folder, "incomplete-five-in-one", engine, community=EXAMPLE) == []


# --- The gaps that one would find in life ----------------------------------------------------


def test_every_question_finds_something_and_misses_something(
    folder: GraphFolder, engine: Engine
) -> None:
    lines: list[dict[str, Any]] = gaps.summary(folder, engine)
    for line in lines:
        assert 0 < line["gaps"] < line["of"] - line["unknown"], line["question"]


def test_a_quarter_to_a_third_of_the_buildings_is_not_covered(
    folder: GraphFolder, engine: Engine
) -> None:
    line = _line(folder, engine, "uncovered-buildings")
    assert 0.65 <= line["rate"] <= 0.75
    assert line["excluded"] > 0


@pytest.mark.parametrize(
    "slug", ["uncovered-buildings", "branches-outside-dual-management", "units-due-a-branch"]
)
def test_what_nobody_was_asked_is_unknown(folder: GraphFolder, engine: Engine, slug: str) -> None:
    assert _line(folder, engine, slug)["unknown"] > 0


def test_a_community_without_a_roster_of_groups_is_not_reported_as_uncovered(
    folder: GraphFolder, engine: Engine
) -> None:
    slug, community = "uncovered-buildings", "马家龙社区"
    assert gaps.rows(folder, slug, engine, community=community) == []
    assert gaps.rows(folder, slug, engine, community=community, unknown=True)


# --- The load itself -----------------------------------------------------------------------------


def test_every_sheet_is_known_and_every_row_accounted_for(folder: GraphFolder) -> None:
    sheets = [sheet for file in folder.manifest["files"] for sheet in file["sheets"]]
    assert {sheet["roster"] for sheet in sheets} == {
        "communities", "estates", "buildings", "party_organizations", "dual_management", "units",
        "governance_bodies", "mass_organizations", "agreements", "projects", "member_counts",
        "facts",
    }  # fmt: skip
    rows: Counter[str] = Counter()
    for sheet in sheets:
        rows.update(sheet["rows"])
        assert sheet["rows"]["skipped"] >= 4  # title, filling date, header, note
    assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["skipped"]
    assert rows["rejected"] <= 3


def test_the_graph_is_of_the_newest_filling_date(folder: GraphFolder) -> None:
    assert folder.manifest["date"] == "2010-06-30"


def test_the_slips_of_the_offices_are_among_the_issues(folder: GraphFolder) -> None:
    issues = pl.read_parquet(folder.path / "issues.parquet")
    assert {"reference", "contradiction", "value"} <= set(issues["category"])
    assert {"99栋", "老年大学南山分校", "向阳幼儿园"} <= set(issues["as_written"])
    assert {"成立日期", "户数", "楼栋编码", "统一社会信用代码"} <= set(issues["column"])
    assert folder.manifest["issues"]["error"] < 30


def test_two_loads_in_another_order_give_the_same_tables(
    folder: GraphFolder, tmp_path: Path
) -> None:
    paths = write(tmp_path / "rosters")
    again = load_into(tmp_path / "graph", paths[::-1], date=None).folder
    for kind in ("nodes", "edges"):
        tables = sorted((folder.path / kind).iterdir())
        assert tables
        for table in tables:
            other = again.path / kind / table.name
            assert table.read_bytes() == other.read_bytes(), table.name


def test_cypher_and_sparql_give_the_same_rows_and_figures(folder: GraphFolder) -> None:
    cypher, sparql = open_engine(folder, "ladybug"), open_engine(folder, "oxigraph")
    try:
        for asked in gaps.summary(folder, cypher):
            slug = str(asked["question"])
            for unknown in (False, True):
                if slug != "unresolved-records":
                    assert gaps.rows(folder, slug, cypher, unknown=unknown) == gaps.rows(
                        folder, slug, sparql, unknown=unknown
                    ), slug
        assert gaps.summary(folder, cypher) == gaps.summary(folder, sparql)
        assert gaps.indicators(cypher) == gaps.indicators(sparql)
    finally:
        cypher.close()
        sparql.close()
