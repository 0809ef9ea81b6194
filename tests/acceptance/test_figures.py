"""The article's figures come back: from the sample rosters, through a load, out of the questions.

The table is the one of the article's own numbers (DOMAIN section 6), each with the words that
qualify it. Whatever a question or an indicator answers, it must answer on the Cypher engine and on
the SPARQL engine.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pytest

from graph import gaps
from graph.engines import Engine
from graph.folder import GraphFolder
from tests.acceptance.answers import (
    BY_KIND,
    EDUCATION,
    MASS,
    MEMBERS,
    REPORTED,
    SHARES,
    TARGETS,
    TEAMS,
    Answers,
)


class Said(NamedTuple):
    """A number as the article qualifies it, and what the answers may then be."""

    least: float
    below: float
    qualifier: str

    def allows(self, value: float, qualifier: str = "exact") -> bool:
        # What is counted may come out exact where the article only says “more than”.
        return self.least <= value < self.below and qualifier in ("exact", self.qualifier)


def exactly(number: float) -> Said:
    return Said(number - 1e-6, number + 1e-6, "exact")


def more_than(number: float, *, below: float) -> Said:
    """“多”, “余”, “以上”, “超过”: but not as much as another such number."""
    return Said(number, below, "at_least")


def in_ten_thousands(number: float) -> Said:
    """“1.1万”: rounded to one decimal, whichever way."""
    return Said(number * 10_000 - 500, number * 10_000 + 500, "about")


FIGURES: list[tuple[str, tuple[str, ...], Said]] = [
    ("A02 10个社区成立了党委", (BY_KIND, "communities_led_by", "committee"), exactly(10)),
    ("A02 39个社区成立了党总支", (BY_KIND, "communities_led_by", "general_branch"), exactly(39)),
    ("A03 普查登记党员3.7万人", (REPORTED, "members_registered"), in_ten_thousands(3.7)),
    ("A03 合计", (MEMBERS, "members_in_all"), in_ten_thousands(3.7)),
    (
        "A04 组织关系在社区的党员7400多人",
        (MEMBERS, "members", "relation_in_community"),
        more_than(7_400, below=7_500),
    ),
    (
        "A05 驻社区单位党员1.9万多人",
        (MEMBERS, "members", "resident_unit"),
        more_than(19_000, below=20_000),
    ),
    (
        "A06 居住在社区、但工作和组织关系在区外的党员1.1万人",
        (MEMBERS, "members", "living_here"),
        in_ten_thousands(1.1),
    ),
    ("A07 工会组织3284家", (MASS, "number", "trade_union"), exactly(3_284)),
    ("A07 13万余人", (MASS, "members", "trade_union"), more_than(130_000, below=140_000)),
    ("A08 团（总）支部862个", (MASS, "number", "youth_league"), exactly(862)),
    ("A08 其中“两新”领域155个", (MASS, "in_two_new", "youth_league"), exactly(155)),
    ("A08 覆盖团员青年超过3万人", (REPORTED, "youth_covered"), more_than(30_000, below=40_000)),
    ("A09 妇女组织789个", (MASS, "number", "womens_organization"), exactly(789)),
    ("A09 9万余人", (MASS, "members", "womens_organization"), more_than(90_000, below=100_000)),
    ("A09 示范岗17个", (REPORTED, "model_posts", "国家级、省级"), exactly(17)),
    ("A10 98个社区工作站", (TEAMS, "number", "workstation_staff"), exactly(98)),
    ("A10 800多名", (TEAMS, "people", "workstation_staff"), more_than(800, below=900)),
    ("A11 101名", (TEAMS, "people", "social_workers"), exactly(101)),
    ("A12 新增注册义工10615名", (REPORTED, "new_volunteers"), exactly(10_615)),
    ("A14 占79.9%", (EDUCATION, "stated_share", "本届", "district"), exactly(79.9)),
    ("A14 高出20个百分点", (EDUCATION, "stated_change"), exactly(20)),
    (
        "A15 新成立的业委会60%以上",
        (SHARES, "share", "owners_committees_new"),
        more_than(0.6, below=1),
    ),
    (
        "A15 换届业委会60%以上",
        (SHARES, "share", "owners_committees_re_elected"),
        more_than(0.6, below=1),
    ),
    ("A15 楼栋长60%以上", (SHARES, "share", "building_leaders"), more_than(0.6, below=1)),
    ("A16 1185名", (REPORTED, "registered_voters"), exactly(1_185)),
    ("A17 十类典型", (TARGETS, "value", "model_organizations"), exactly(10)),
    (
        "A17 上百名",
        (TARGETS, "value", "owners_committee_posts"),
        more_than(100, below=1_000),
    ),
    (
        "A17 上千名",
        (TARGETS, "value", "building_leader_posts"),
        more_than(1_000, below=10_000),
    ),
    # 10615, half a year's: the 万名, and some more
    ("A17 万名", (TARGETS, "value", "new_volunteers"), Said(9_500, 11_000, "about")),
]


@pytest.mark.parametrize(
    ("asked", "said"),
    [(asked, said) for _, asked, said in FIGURES],
    ids=[words for words, _, _ in FIGURES],
)
def test_the_indicators_give_the_article_back(
    answers: Answers, asked: tuple[str, ...], said: Said
) -> None:
    value, qualifier = answers.figure(*asked)
    assert said.allows(value, qualifier), (value, qualifier)


@pytest.mark.parametrize(
    ("figure", "qualifier"),
    [
        ("members_registered", "about"),
        ("youth_covered", "at_least"),
        ("registered_voters", "exact"),
    ],
)
def test_a_reported_figure_keeps_its_qualifier(
    answers: Answers, figure: str, qualifier: str
) -> None:
    assert answers.figure(REPORTED, figure)[1] == qualifier


def test_what_the_article_says_beside_its_figures_comes_back_too(answers: Answers) -> None:
    # “2008年物业纠纷同比下降50%”: the district's, beside those of one subdistrict and one community
    disputes = answers.figure(REPORTED, "property_disputes_change", None, "district")
    assert disputes == (-50, "exact")
    # the targets of “十百千万” as the article words them
    assert {
        row["category"]: (row["value"], row["qualifier"])
        for row in answers.figures
        if row["figure"] == "target"
    } == {
        "model_organizations": (10, "exact"),
        "owners_committee_posts": (100, "at_least"),
        "building_leader_posts": (1_000, "at_least"),
        "new_volunteers": (10_000, "about"),
    }


def test_a01_98_communities_in_a18_8_subdistricts(folder: GraphFolder, engine: Engine) -> None:
    slug = "communities-not-upgraded"
    by_subdistrict = gaps.summary(folder, engine, questions=[slug], by="subdistrict")
    assert len(by_subdistrict) == 8  # “全区8个街道”
    assert sum(line["of"] for line in cast(Any, by_subdistrict)) == 98  # “南山区98个社区”


def test_a02_half_of_the_communities_are_not_upgraded(answers: Answers) -> None:
    led = {
        row["category"]: row["value"]
        for row in answers.figures
        if row["figure"] == "communities_led_by" and row["value"]
    }
    assert led == {"committee": 10, "general_branch": 39, "branch": 49}
    line = answers.line("communities-not-upgraded")
    assert (line["gaps"], line["of"], line["unknown"], line["rate"]) == (49, 98, 0, 0.5)


def test_a03_four_members_in_five_are_not_on_the_communitys_own_books(answers: Answers) -> None:
    categories = ("relation_in_community", "resident_unit", "living_here")
    shares = [answers.figure(MEMBERS, "share", category)[0] for category in categories]
    assert shares == [pytest.approx(share, abs=0.01) for share in (0.198, 0.508, 0.294)]
    assert answers.figure(MEMBERS, "not_managed_share")[0] == pytest.approx(0.8, abs=0.01)
    members = [answers.figure(MEMBERS, "members", category)[0] for category in categories]
    assert answers.figure(MEMBERS, "members_in_all")[0] == sum(members)


def test_a10_a_workstation_in_each_of_the_98_communities(answers: Answers) -> None:
    # “98个社区工作站”: all of them have a leading organization too
    line = answers.line("concurrent-secretary-missing")
    assert (line["of"], line["excluded"]) == (98, 0)


def test_a13_youth_care_in_all_subdistricts_and_80_and_some_communities(answers: Answers) -> None:
    line = answers.line("youth-care-missing")
    assert (line["of"], line["unknown"]) == (8 + 98, 0)
    without = answers.rows("youth-care-missing")
    assert {row["level"] for row in without} == {"community"}  # “全区8个街道”
    assert more_than(80, below=90).allows(98 - len(without))  # “80多个社区”


def test_a14_the_posts_say_the_same_of_education_as_the_stated_share(answers: Answers) -> None:
    assert answers.figure(EDUCATION, "posts_known", "本届") == (502, "exact")
    assert answers.figure(EDUCATION, "posts_college", "本届") == (401, "exact")
    share, _ = answers.figure(EDUCATION, "posts_share", "本届")
    assert round(100 * share, 1) == 79.9
    assert answers.figure(EDUCATION, "stated_share", "上一届") == (59.9, "exact")


def test_a15_of_some_holders_it_is_not_known_who_they_are(answers: Answers) -> None:
    for category in ("owners_committees_new", "owners_committees_re_elected", "building_leaders"):
        posts, known, own = (
            answers.figure(SHARES, figure, category)[0]
            for figure in ("posts", "known", "members_or_officials")
        )
        assert posts > known > own > 0
    below = answers.line("low-member-share")
    assert 0 < below["gaps"] < below["of"]  # not everywhere
