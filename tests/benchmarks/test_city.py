"""The synthetic city is what it says it is, so that what is measured and tested on it is too."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from stdnum.cn import uscc

import loaders
from tests.benchmarks import bare_load
from tests.benchmarks.city import DATE, make_city
from tests.benchmarks.rosters import HEADERS, MORE_HEADERS, City, roster_path


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(12)


@pytest.fixture(scope="module")
def rosters(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    city.write(folder)
    return folder


def column(city: City, kind: str, header: str) -> list[str]:
    place = HEADERS[kind].split().index(header)
    return [row[place] for row in city.rows[kind]]


def test_the_same_seed_gives_the_same_files(city: City, rosters: Path, tmp_path: Path) -> None:
    for path in make_city(12).write(tmp_path):
        assert path.read_bytes() == (rosters / path.name).read_bytes()
    assert make_city(12, seed=1).rows != city.rows


def test_every_row_is_as_wide_as_its_header(city: City, rosters: Path) -> None:
    for kind in HEADERS:
        rows, header = city.rows[kind], HEADERS[kind].split()
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        table = pl.read_csv(roster_path(rosters, kind), infer_schema=False)
        assert table.columns == header
        assert table.height == len(rows)


def test_everything_adds_rosters_and_changes_none(city: City, tmp_path: Path) -> None:
    whole = make_city(12, everything=True)
    for kind, header in (HEADERS | MORE_HEADERS).items():
        if kind in HEADERS:
            assert whole.rows[kind] == city.rows[kind]
        else:
            assert whole.rows[kind]
            assert not city.rows[kind]
            assert {len(row) for row in whole.rows[kind]} == {len(header.split())}
    whole.write(tmp_path)
    result = loaders.load([tmp_path], date=datetime.date.fromisoformat(DATE))
    errors = result.issues.filter(pl.col("severity") == "error")
    assert errors.height == 0, errors["problem_en"].to_list()[:5]
    for label in ("Post", "Street", "Team", "JointMeeting", "Offer", "Demand", "Project"):
        assert result.nodes[label].height > 0, label


def test_codes_have_the_form_of_the_standards(city: City) -> None:
    communities = column(city, "communities", "社区编码")
    assert all(len(code) == 12 and code.isdigit() for code in communities)
    buildings = column(city, "buildings", "楼栋编码")
    assert all(len(code) == 19 and code[:12] in communities for code in buildings)
    credit = column(city, "units", "统一社会信用代码")
    for codes in (communities, buildings, credit):
        assert len(set(codes)) == len(codes)
    assert all(uscc.is_valid(code) for code in credit)


def test_names_recur_in_other_communities_and_never_in_one(city: City) -> None:
    for kind, header in (("estates", "小区名称"), ("units", "单位名称")):
        names = list(zip(column(city, kind, "社区"), column(city, kind, header), strict=True))
        assert len(set(names)) == len(names)
        assert max(Counter(name for _, name in names).values()) > 1
    communities = column(city, "communities", "社区名称")
    assert len(set(communities)) == len(communities)
    organizations = list(
        zip(
            column(city, "party_organizations", "所属社区"),
            column(city, "party_organizations", "党组织全称"),
            strict=True,
        )
    )
    assert len(set(organizations)) == len(organizations)


def test_a_third_of_the_buildings_is_uncovered(city: City) -> None:
    expected = city.expected
    assert expected.buildings == len(city.rows["buildings"])
    assert 0.3 < expected.uncovered_buildings / expected.buildings < 0.38
    assert 400 < expected.buildings / expected.communities < 500
    assert 45 < expected.party_organizations / expected.communities < 60


def test_a_bare_script_finds_the_same_buildings_uncovered(city: City, rosters: Path) -> None:
    """An independent reading of the rosters agrees with the count kept while they were made."""
    nodes, edges = bare_load.tables(rosters)
    covers = edges["COVERS.PartyOrganization.Building"]
    asked = nodes["Building"].filter(pl.col("building_use").fill_null("") != "非住宅")
    uncovered = asked.join(covers, left_on="id", right_on="to", how="anti")
    assert uncovered.height == city.expected.uncovered_buildings
    assert nodes["Building"]["id"].n_unique() == city.expected.buildings
    assert edges["LEADS.PartyOrganization.Community"].height <= city.expected.communities


def test_it_loads_as_what_was_made(city: City, rosters: Path) -> None:
    result = loaders.load([rosters], date=datetime.date.fromisoformat(DATE))
    made = city.expected
    listed = {label: int(table["listed"].sum()) for label, table in result.nodes.items()}
    assert listed["Community"] == made.communities
    assert listed["Estate"] == made.estates
    assert listed["Building"] == made.buildings
    assert listed["PartyOrganization"] == made.party_organizations
    assert listed["Unit"] == made.units
    covered = result.edges["COVERS"].filter(pl.col("in_force") & (pl.col("to_label") == "Building"))
    asked = result.nodes["Building"].filter(
        pl.col("building_use").is_null() | (pl.col("building_use") != "non_residential")
    )
    uncovered = asked.join(covered, left_on="id", right_on="to", how="anti")
    assert uncovered.height == made.uncovered_buildings
    assert result.edges["LEADS"].height == made.communities
    errors = result.issues.filter(pl.col("severity") == "error")
    assert errors.height == 0, errors["problem_en"].to_list()[:5]
