"""The load of the sample: every row accounted for, the offices' slips found, no holder kept."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polars as pl

from graph import gaps
from graph.commands.load import load_into
from graph.engines import open_engine
from graph.folder import GraphFolder
from loaders.sample import write
from loaders.sample.holders import VACANT
from loaders.sample.rosters import MEMBERS_FILE, workbooks
from tests.acceptance.answers import listed


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
    counted = listed(folder, "Count").filter(pl.col("source").str.starts_with(MEMBERS_FILE))
    ties = pl.read_parquet(folder.edges("COUNTED_IN"))
    places = counted.join(ties, left_on="id", right_on="from")
    assert set(places["to_label"]) == {"PartyOrganization"}
    (branch,) = set(places["to"])
    (members,) = listed(folder, "PartyOrganization").filter(id=branch)["members"]
    assert members == 9
    assert set(counted["value"]) <= set(range(10))


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


def test_most_buildings_and_estates_have_a_position(folder: GraphFolder) -> None:
    extent = (
        pl.col("longitude").is_between(113.86, 114.02),
        pl.col("latitude").is_between(22.4, 22.7),
    )
    for label, least in (("Building", 0.8), ("Estate", 0.9)):
        nodes = listed(folder, label)
        placed = nodes.drop_nulls(["longitude", "latitude"])
        assert least < placed.height / nodes.height < 1
        assert placed.filter(*extent).height == placed.height
    places = listed(folder, "Building").group_by("subdistrict").agg(pl.col("longitude").count())
    without = [name for name, count in places.iter_rows() if count == 0]
    assert without == ["桃源街道"]  # its office notes none; the estates of it have theirs


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
