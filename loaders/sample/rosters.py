"""Puts the sample district together and writes its files."""

from __future__ import annotations

from pathlib import Path

from loaders.sample import (
    co_construction,
    district,
    figures,
    governance,
    joint_work,
    leadership,
    mass_sheet,
    members_roster,
    neighbourhood_sheets,
    other_forms,
    party_lines,
    party_sheets,
    place_sheets,
    places,
    positions,
    post_sheets,
    residents,
    slips,
    teams,
    unit_branches,
    unit_sheets,
    units,
)
from loaders.sample.office import Sheet, workbook
from loaders.sample.records import Building, Community, Estate, PartyOrganization, Unit

MASS_FILE = "群团组织统计表.csv"
TEAM_FILE = "五支队伍统计表.xls"
MEMBERS_FILE = "党员花名册.xlsx"
CENTRE_FILE = "党员服务中心一览表.xls"
ARCHIVE = "蛇口街道报送材料.zip"
_PACKED = "蛇口街道"
"""The subdistrict that has sent its building leaders in an archive."""


def workbooks() -> dict[str, list[Sheet]]:
    """The sheets of each file by its path in the folder; one in an archive as ARCHIVE!ENTRY."""
    communities = district.communities()
    estates = places.estates(communities)
    village = places.village_buildings(communities)
    positions.place(communities, estates, village)
    resident_units = units.units(communities)
    bodies = governance.bodies(communities, estates, resident_units)
    in_units = unit_branches.organize(communities, resident_units, bodies)
    own = party_lines.own_branches(communities, estates, in_units)
    leading = party_lines.leading_organizations(communities, estates)
    groups = party_lines.groups(estates, village, [*leading, *own])
    unit_rosters = unit_sheets.unit_sheets(resident_units)
    files = {
        **_places(communities, estates, village),
        **_party(communities, leading, own, in_units, groups),
        MEMBERS_FILE: [members_roster.member_roster(own)[1]],
        "驻区单位台账.xlsx": unit_rosters,
        f"{unit_sheets.TWO_NEW_APART}两新组织台账.xlsx": unit_sheets.two_new_sheets(resident_units),
        "社区治理组织名册.xlsx": [unit_sheets.governance_sheet(bodies)],
        "基础网格一览表.xlsx": [
            neighbourhood_sheets.grid_sheet(communities, estates, [*leading, *own])
        ],
        "街巷覆盖情况表.xlsx": [neighbourhood_sheets.street_sheet(communities, village, groups)],
        CENTRE_FILE: [neighbourhood_sheets.centre_sheet(communities)],
        **_posts(communities, resident_units, bodies, estates, village),
        TEAM_FILE: [teams.team_sheet(communities)],
        MASS_FILE: [mass_sheet.mass_sheet(communities, resident_units)],
        "共驻共建台账.xlsx": [
            co_construction.agreement_sheet(communities, resident_units),
            co_construction.project_sheet(communities, resident_units),
        ],
        "党建联席会议名册.xlsx": [joint_work.meeting_sheet(communities, resident_units)],
        "资源清单和需求清单.xlsx": [
            joint_work.offer_sheet(communities, unit_rosters),
            joint_work.demand_sheet(communities, resident_units),
        ],
        "党员普查登记情况表.xlsx": [figures.member_sheet(communities, resident_units)],
        "社区党建主要数据.xlsx": [figures.fact_sheet()],
    }
    slips.make(files)
    return files


def _places(
    communities: list[Community], estates: list[Estate], village: list[Building]
) -> dict[str, list[Sheet]]:
    return {
        "社区基本情况表.xlsx": [place_sheets.community_sheet(communities, estates, village)],
        "居民小区台账.xlsx": [place_sheets.estate_sheet(estates)],
        "楼栋台账.xlsx": place_sheets.building_sheets(estates, village),
    }


def _party(
    communities: list[Community],
    leading: list[PartyOrganization],
    own: list[PartyOrganization],
    in_units: list[PartyOrganization],
    groups: list[PartyOrganization],
) -> dict[str, list[Sheet]]:
    files = {
        "党组织名册/街道党工委及社区党组织.xlsx": [
            party_sheets.leading_sheet(party_lines.working_committees(communities), leading)
        ],
    }
    for subdistrict in dict.fromkeys(community.subdistrict for community in communities):
        files[f"党组织名册/{subdistrict}.xlsx"] = [
            party_sheets.branch_sheet(subdistrict, _within(subdistrict, [*own, *in_units])),
            party_sheets.group_sheet(subdistrict, _within(subdistrict, groups)),
        ]
    files["党组织名册/双重管理台账.xlsx"] = [party_sheets.dual_sheet(in_units)]
    return files


def _posts(
    communities: list[Community],
    resident_units: list[Unit],
    bodies: list[governance.Body],
    estates: list[Estate],
    village: list[Building],
) -> dict[str, list[Sheet]]:
    leaders = leadership.leaders(communities, resident_units)
    files = {
        "班子和委员名册/社区党组织班子成员.xlsx": post_sheets.leadership_sheets(leaders),
        "班子和委员名册/工作站和居委会负责人.xlsx": [
            post_sheets.station_sheet(leadership.heads(communities, leaders))
        ],
        "班子和委员名册/业主委员会委员.xlsx": [
            post_sheets.owners_sheet(residents.committee_members(bodies))
        ],
    }
    led = post_sheets.building_leader_sheets(residents.building_leaders(estates, village))
    for subdistrict, sheets in led.items():
        name = f"{subdistrict}楼栋长名册.xlsx"
        files[f"{ARCHIVE}!{name}" if subdistrict == _PACKED else f"楼栋长名册/{name}"] = sheets
    return files


def rosters(directory: Path) -> list[Path]:
    """Write all files into `directory`, and return their paths in order."""
    written: list[Path] = []
    packed: dict[str, list[tuple[str, bytes]]] = {}
    for name, sheets in workbooks().items():
        path = directory / name
        archive, _, entry = name.rpartition("!")
        if archive:
            packed.setdefault(archive, []).append((entry, workbook(sheets)))
        elif name == MASS_FILE:
            written.append(other_forms.write_csv(path, *sheets))
        elif name == TEAM_FILE:
            written.append(other_forms.write_tabs(path, *sheets))
        elif name == CENTRE_FILE:
            written.append(other_forms.write_page(path, *sheets))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(workbook(sheets))
            written.append(path)
    for name, entries in packed.items():
        written.append(other_forms.write_zip(directory / name, entries))
    return sorted(written)


def _within(subdistrict: str, found: list[PartyOrganization]) -> list[PartyOrganization]:
    """Those of a subdistrict, community by community, in the order in which they were made."""
    own = [o for o in found if o.community is not None and o.community.subdistrict == subdistrict]
    return sorted(own, key=lambda o: o.community.code if o.community else "")
