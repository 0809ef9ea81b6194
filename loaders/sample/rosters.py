"""Puts the sample district together and writes its files."""

from __future__ import annotations

from pathlib import Path

from loaders.sample import (
    co_construction,
    district,
    figures,
    governance,
    mass_sheet,
    party_lines,
    party_sheets,
    place_sheets,
    places,
    slips,
    unit_branches,
    unit_sheets,
    units,
)
from loaders.sample.office import Sheet, write_csv, write_workbook
from loaders.sample.records import PartyOrganization

MASS_FILE = "群团组织统计表.csv"


def workbooks() -> tuple[dict[str, list[Sheet]], Sheet]:
    """The sheets of each workbook by its path in the folder, and the sheet that becomes the CSV."""
    communities = district.communities()
    estates = places.estates(communities)
    village = places.village_buildings(communities)
    resident_units = units.units(communities)
    bodies = governance.bodies(communities, estates, resident_units)
    in_units = unit_branches.organize(communities, resident_units, bodies)
    own = party_lines.own_branches(communities, estates, in_units)
    leading = party_lines.leading_organizations(communities, estates)
    groups = party_lines.groups(estates, village, [*leading, *own])
    files = {
        "社区基本情况表.xlsx": [place_sheets.community_sheet(communities, estates, village)],
        "居民小区台账.xlsx": [place_sheets.estate_sheet(estates)],
        "楼栋台账.xlsx": place_sheets.building_sheets(estates, village),
        "党组织名册/街道党工委及社区党组织.xlsx": [
            party_sheets.leading_sheet(party_lines.working_committees(communities), leading)
        ],
    }
    for subdistrict in dict.fromkeys(community.subdistrict for community in communities):
        files[f"党组织名册/{subdistrict}.xlsx"] = [
            party_sheets.branch_sheet(subdistrict, _within(subdistrict, [*own, *in_units])),
            party_sheets.group_sheet(subdistrict, _within(subdistrict, groups)),
        ]
    files |= {
        "党组织名册/双重管理台账.xlsx": [party_sheets.dual_sheet(in_units)],
        "驻区单位台账.xlsx": unit_sheets.unit_sheets(resident_units),
        "社区治理组织名册.xlsx": [unit_sheets.governance_sheet(bodies)],
        "共驻共建台账.xlsx": [
            co_construction.agreement_sheet(communities, resident_units),
            co_construction.project_sheet(communities, resident_units),
        ],
        "党员普查登记情况表.xlsx": [figures.member_sheet(communities, resident_units)],
        "社区党建主要数据.xlsx": [figures.fact_sheet()],
    }
    mass = mass_sheet.mass_sheet(communities, resident_units)
    slips.make(files)
    return files, mass


def rosters(directory: Path) -> list[Path]:
    """Write all files into `directory`, and return their paths in order."""
    files, mass = workbooks()
    written = [write_workbook(directory / name, sheets) for name, sheets in files.items()]
    written.append(write_csv(directory / MASS_FILE, mass))
    return sorted(written)


def _within(subdistrict: str, found: list[PartyOrganization]) -> list[PartyOrganization]:
    """Those of a subdistrict, community by community, in the order in which they were made."""
    own = [o for o in found if o.community is not None and o.community.subdistrict == subdistrict]
    return sorted(own, key=lambda o: o.community.code if o.community else "")
