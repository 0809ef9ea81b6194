"""The article's figures come back: from the sample rosters, through a load, out of the questions.

The table is the one of the article's own numbers, each with the words that qualify it. Whatever a
question or an indicator answers, it must answer on the Cypher engine and on the SPARQL engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import polars as pl
import pytest

from graph import gaps
from graph.commands.load import load_into
from graph.engines import Engine, open_engine
from graph.folder import GraphFolder
from loaders.sample import write
from loaders.sample.holders import VACANT
from loaders.sample.rosters import MEMBERS_FILE, workbooks

EXAMPLE = "星海名城社区"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    directory = tmp_path_factory.mktemp("acceptance")
    write(directory / "rosters")
    return load_into(directory / "graph", [directory / "rosters"], date=None, datum="wgs84").folder


@pytest.fixture(scope="module", params=["ladybug", "oxigraph"])
def engine(folder: GraphFolder, request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened = open_engine(folder, request.param)
    yield opened
    opened.close()


def _nodes(folder: GraphFolder, label: str) -> pl.DataFrame:
    return pl.read_parquet(folder.nodes(label)).filter("listed")


class Answers:
    """What one engine answers about the sample: every figure and summary line, asked once."""

    def __init__(self, folder: GraphFolder, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        self.figures = gaps.indicators(engine)
        self.lines: dict[str, dict[str, Any]] = {
            str(line["question"]): line for line in gaps.summary(folder, engine)
        }

    def line(self, slug: str) -> dict[str, Any]:
        return self.lines[slug]

    def rows(self, slug: str, **more: Any) -> list[dict[str, Any]]:
        return gaps.rows(self.folder, slug, self.engine, **more)

    def figure(
        self, slug: str, figure: str, category: str | None = None, level: str | None = None
    ) -> tuple[float, str]:
        """The one value of a figure, of the whole district, and its qualifier."""
        ((value, qualifier),) = (
            (row["value"], row["qualifier"])
            for row in self.figures
            if (row["indicator"], row["figure"], row["category"]) == (slug, figure, category)
            and row["organization"] is None
            and level in (None, row["level"])
        )
        return cast(float, value), str(qualifier)


@pytest.fixture(scope="module")
def answers(folder: GraphFolder, engine: Engine) -> Answers:
    return Answers(folder, engine)


# --- The article's figures (DOMAIN section 6) ----------------------------------------------------


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


BY_KIND = "party-organizations-by-kind"
MEMBERS = "members-by-category"
MASS = "mass-organizations-by-kind"
TEAMS = "teams-by-kind"
EDUCATION = "leadership-education"
TARGETS = "ten-hundred-thousand"
SHARES = "member-share-of-posts"
REPORTED = "reported-figures"
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


# --- Posts and teams, as the article describes them -----------------------------------------------


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
    units = _nodes(folder, "Unit").select(pl.col("id").alias("unit"), "nature")
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
        assert covered < _nodes(folder, label).height
    assert 80 < _nodes(folder, "ServiceCentre").height < 110
    meetings = _nodes(folder, "JointMeeting")
    assert 50 < meetings.height < 98
    leading = pl.read_parquet(folder.edges("LEADS"))["from"]
    taking_part = pl.read_parquet(folder.edges("TAKES_PART_IN")).filter(to_label="JointMeeting")
    assert taking_part.filter(pl.col("from").is_in(leading.implode()))["to"].n_unique() == (
        meetings.height
    )
    claims = pl.read_parquet(folder.edges("CLAIMS"))
    for label, type_ in (("Offer", "OFFERS"), ("Demand", "DEMANDS")):
        owned = pl.read_parquet(folder.edges(type_))["to"].n_unique()
        assert owned == _nodes(folder, label).height
        assert 0 < claims.filter(to_label=label)["to"].n_unique() < owned


def test_no_holder_is_kept(folder: GraphFolder) -> None:
    names = {
        str(row[i])
        for sheets in workbooks().values()
        for sheet in sheets
        for i, column in enumerate(sheet.header)
        if column in ("姓名", "楼栋长姓名")
        for row in sheet.rows
        if row[i] not in (None, VACANT)
    }
    assert len(names) > 3_000
    likely = re.compile("(?=([示演例虚拟样]..))")
    told = {table.name: pl.read_parquet(table).write_ndjson() for table in _tables(folder)}
    told["manifest"] = (folder.path / "manifest.json").read_text("utf-8")
    for name, text in told.items():
        assert not names.intersection(likely.findall(text)), name


def _tables(folder: GraphFolder) -> list[Path]:
    return sorted(folder.path.rglob("*.parquet"))


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


# --- Where things stand ----------------------------------------------------------------------


def test_most_buildings_and_estates_have_a_position(folder: GraphFolder) -> None:
    extent = (
        pl.col("longitude").is_between(113.86, 114.02),
        pl.col("latitude").is_between(22.4, 22.7),
    )
    for label, least in (("Building", 0.8), ("Estate", 0.9)):
        nodes = _nodes(folder, label)
        placed = nodes.drop_nulls(["longitude", "latitude"])
        assert least < placed.height / nodes.height < 1
        assert placed.filter(*extent).height == placed.height
    places = _nodes(folder, "Building").group_by("subdistrict").agg(pl.col("longitude").count())
    without = [name for name, count in places.iter_rows() if count == 0]
    assert without == ["桃源街道"]  # its office notes none; the estates of it have theirs


# --- The gaps that one would find in life ----------------------------------------------------


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


# --- The load itself -----------------------------------------------------------------------------


def test_every_sheet_is_known_and_every_row_accounted_for(folder: GraphFolder) -> None:
    sheets = [sheet for file in folder.manifest["files"] for sheet in file["sheets"]]
    assert {sheet["roster"] for sheet in sheets} == {
        "communities", "estates", "buildings", "party_organizations", "dual_management", "units",
        "governance_bodies", "mass_organizations", "agreements", "projects", "member_counts",
        "facts", "grids", "streets", "leadership_posts", "building_leaders", "new_organizations",
        "teams", "service_centres", "joint_meetings", "offers", "demands",
    }  # fmt: skip
    rows: Counter[str] = Counter()
    for sheet in sheets:
        rows.update(sheet["rows"])
        assert sheet["rows"]["skipped"] >= 4  # title, filling date, header, note
    assert rows["read"] == rows["loaded"] + rows["rejected"] + rows["skipped"]
    assert rows["rejected"] <= 3


def test_the_graph_is_of_the_newest_filling_date(folder: GraphFolder) -> None:
    assert folder.manifest["date"] == "2010-06-30"


def test_the_issues_are_the_slips_of_the_offices_and_no_others(folder: GraphFolder) -> None:
    issues = pl.read_parquet(folder.path / "issues.parquet")
    assert Counter(issues["code"]) == {
        # References that lead nowhere, or to two: a building of a group and one of a leader, a
        # branch misspelt (a row that then says nothing), a university, a kindergarten, a centre.
        "not_found": 5,
        "nothing_stated": 1,
        "ambiguous": 1,
        # Values that can't be: a thirteenth month, a wrong check character, two codes that became
        # numbers, households to be verified.
        "not_a_date": 1,
        "bad_check_character": 1,
        "digits_lost": 2,
        "not_a_number": 1,
        # Positions that can't be: one the wrong way round, one with a 0.
        "position_exchanged": 1,
        "position_zero": 1,
        # Two statements that contradict each other.
        "code_elsewhere": 1,
        "says_yes_but_not_found": 2,
        "says_no_but_found": 2,
        # A row that came after the total was made.
        "total_mismatch": 1,
        # The home lines and companies from elsewhere, which are on no roster.
        "unlisted": 16,
        # The members of a branch: counted, and all else on that roster left alone.
        "dropped_columns": 1,
    }
    named = {"99栋", "88栋", "老年大学南山分校", "向阳幼儿园", "南山长者服务中心"}
    assert named <= set(issues["as_written"])
    assert {"成立日期", "户数", "楼栋编码", "统一社会信用代码"} <= set(issues["column"])


def test_a_roster_of_persons_is_only_counted(folder: GraphFolder) -> None:
    (entry,) = (file for file in folder.manifest["files"] if file["path"] == MEMBERS_FILE)
    (sheet,) = entry["sheets"]
    assert sheet["roster"] == "member_counts"
    assert sheet["rows"] == {"read": 13, "loaded": 9, "rejected": 0, "skipped": 4}
    counted = _nodes(folder, "Count").filter(pl.col("source").str.starts_with(MEMBERS_FILE))
    ties = pl.read_parquet(folder.edges("COUNTED_IN"))
    places = counted.join(ties, left_on="id", right_on="from")
    assert set(places["to_label"]) == {"PartyOrganization"}
    (branch,) = set(places["to"])
    (members,) = _nodes(folder, "PartyOrganization").filter(id=branch)["members"]
    assert members == 9
    assert set(counted["value"]) <= set(range(10))


def test_two_loads_in_another_order_give_the_same_tables(
    folder: GraphFolder, tmp_path: Path
) -> None:
    paths = write(tmp_path / "rosters")
    again = load_into(tmp_path / "graph", paths[::-1], date=None, datum="wgs84").folder
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
