"""The sample is the district that the article describes in words, with the gaps of life in it.

Posts and teams, places and mechanisms, 星海名城; then what one would find missing elsewhere.
"""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from graph import gaps
from graph.engines import Engine
from graph.folder import GraphFolder
from tests.acceptance.answers import TEAMS, Answers, listed

EXAMPLE = "星海名城社区"


# --- Posts and teams -------------------------------------------------------------------------


def _leadership(folder: GraphFolder) -> pl.DataFrame:
    """The posts in the organizations that lead a community (`in`)."""
    post_in = pl.read_parquet(folder.edges("POST_IN")).select("from", pl.col("to").alias("in"))
    leads = pl.read_parquet(folder.edges("LEADS"))
    posts = pl.read_parquet(folder.nodes("Post")).join(post_in, left_on="id", right_on="from")
    return posts.join(leads, left_on="in", right_on="from", how="semi")


def test_most_secretaries_head_the_workstation_too(answers: Answers) -> None:
    # “实行社区党委（总支）书记与社区工作站站长‘一肩挑’”
    without = {row["community"] for row in answers.rows("concurrent-secretary-missing")}
    assert not {"星海名城社区", "海月社区", "北头社区"} & without
    assert 5 <= len(without) <= 20
    not_upgraded = {row["community"] for row in answers.rows("communities-not-upgraded")}
    assert 1 <= len(without - not_upgraded) <= 8


def test_most_upgraded_communities_have_a_full_time_deputy_secretary(answers: Answers) -> None:
    # “在社区党委、党总支设置专职副书记”
    line = answers.line("full-time-deputy-missing")
    assert line["of"] == 49
    assert 1 <= line["gaps"] + line["unknown"] <= 9


def test_outside_seats_come_from_units_of_several_natures(
    folder: GraphFolder, answers: Answers
) -> None:
    # “吸纳辖区大单位、大公司、物业管理公司、中介机构等…党员干部进入社区党委（总支）班子”
    line = answers.line("leadership-without-outside-seats")
    assert line["of"] == 98
    assert 40 < line["of"] - line["unknown"] - line["gaps"] < 90
    # which units they are, no question says of those that have them
    seats = _leadership(folder).join(
        pl.read_parquet(folder.edges("NOMINATED_BY")).rename({"to": "unit"}),
        left_on="id",
        right_on="from",
    )
    units = listed(folder, "Unit").select(pl.col("id").alias("unit"), "nature")
    natures = set(seats.join(units, on="unit")["nature"])
    assert {"organ", "institution", "state_enterprise", "private_enterprise", "intermediary"} == (
        natures
    )


def test_a_few_building_leaders_answer_for_very_many_buildings(answers: Answers) -> None:
    rows = answers.rows("overstretched-posts")
    assert 5 < len([row for row in rows if (row["span"] or 0) > 5]) < 60
    vacant = [str(row["post_id"]) for row in rows if row["vacant"] is True]
    for kind in ("building_leader", "deputy_secretary"):
        assert any(f"/{kind}/" in post for post in vacant)


def test_five_teams_with_their_people(answers: Answers) -> None:
    # “党员队伍、社区工作站工作队伍、专业社会工作者队伍、义工队伍和关工委队伍”
    kinds = [
        row["category"]
        for row in answers.figures
        if (row["indicator"], row["figure"]) == (TEAMS, "number")
    ]
    assert kinds == [
        "members",
        "workstation_staff",
        "social_workers",
        "volunteers",
        "youth_care",
    ]
    rate, _ = answers.figure(TEAMS, "per_1000_households", "social_workers")
    households, _ = answers.figure(TEAMS, "households")
    assert 0 < rate <= 1000 * 101 / households
    (team_of_nobody,) = answers.rows("teams-missing", community="长源社区")
    assert "volunteers" in str(team_of_nobody["missing"]).split("; ")
    assert team_of_nobody["volunteers"] == 0


def test_places_and_mechanisms_that_the_other_rosters_have(folder: GraphFolder) -> None:
    covers = Counter(pl.read_parquet(folder.edges("COVERS"))["to_label"])
    for label in ("Grid", "Street", "Building"):  # “横向到边、纵向到底”: not everywhere yet
        assert covers[label] > 0
        covered = pl.read_parquet(folder.edges("COVERS")).filter(to_label=label)["to"].n_unique()
        assert covered < listed(folder, label).height
    assert 80 < listed(folder, "ServiceCentre").height < 110
    meetings = listed(folder, "JointMeeting")
    assert 50 < meetings.height < 98
    leading = pl.read_parquet(folder.edges("LEADS"))["from"]
    taking_part = pl.read_parquet(folder.edges("TAKES_PART_IN")).filter(to_label="JointMeeting")
    assert taking_part.filter(pl.col("from").is_in(leading.implode()))["to"].n_unique() == (
        meetings.height
    )
    claims = pl.read_parquet(folder.edges("CLAIMS"))
    for label, type_ in (("Offer", "OFFERS"), ("Demand", "DEMANDS")):
        owned = pl.read_parquet(folder.edges(type_))["to"].n_unique()
        assert owned == listed(folder, label).height
        assert 0 < claims.filter(to_label=label)["to"].n_unique() < owned


# --- 星海名城 --------------------------------------------------------------------------------


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


# --- The gaps that one would find in life -----------------------------------------------------


def test_every_question_finds_something_and_misses_something(answers: Answers) -> None:
    nothing = [
        slug
        for slug, line in answers.lines.items()
        if not 0 < line["gaps"] < line["of"] - line["unknown"]
    ]
    assert nothing == []


def test_two_lines_are_broken(answers: Answers) -> None:
    # “党小组长负责楼栋、党支部书记负责小区”: one group is beside the branch of its estate
    (group,) = answers.rows("broken-responsibility-chain")
    assert (group["level"], group["missing_link"]) == ("building", f"{group['name']}党支部")
    (branch,) = answers.rows("broken-dual-management")
    assert branch["problem"] == "same_line"


def test_a_quarter_to_a_third_of_the_buildings_is_not_covered(
    answers: Answers,
) -> None:
    line = answers.line("uncovered-buildings")
    assert 0.65 <= line["rate"] <= 0.75
    assert line["excluded"] > 0


@pytest.mark.parametrize(
    "slug", ["uncovered-buildings", "branches-outside-dual-management", "units-due-a-branch"]
)
def test_what_nobody_was_asked_is_unknown(answers: Answers, slug: str) -> None:
    assert answers.line(slug)["unknown"] > 0


def test_a_community_without_a_roster_of_groups_is_not_reported_as_uncovered(
    folder: GraphFolder, engine: Engine
) -> None:
    slug, community = "uncovered-buildings", "马家龙社区"
    assert gaps.rows(folder, slug, engine, community=community) == []
    assert gaps.rows(folder, slug, engine, community=community, unknown=True)
