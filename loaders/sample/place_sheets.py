"""The rosters of communities, estates and buildings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loaders.sample.drawing import chance
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Building, Community, Estate

# Subdistricts whose offices left the column 社区党组织 blank; its name is in the other rosters.
_LEADING_BLANK = ("西丽街道",)

# Subdistricts that write both coordinates into one cell, and one that has none.
_IN_ONE_CELL = ("蛇口街道",)
_NO_POSITIONS = ("桃源街道",)

_NOWHERE = (None, None)

_OTHER_PLACES = (
    ("科技园社区", "棠野大厦", "写字楼"),
    ("高新区社区", "澜舟商务中心", "写字楼"),
    ("粤桂社区", "沄庭广场", "商场"),
    ("麻岭社区", "枫砚工业园", "工业园"),
    ("赤湾社区", "帆麓仓库", "仓库"),
)


def community_sheet(
    communities: list[Community], estates: list[Estate], village: list[Building]
) -> Sheet:
    """Communities with code, households and leading organization, subdistricts merged."""
    random = chance("community sheet")
    homes = dict.fromkeys((c.code for c in communities), 0)
    for estate in estates:
        homes[estate.community.code] += estate.households
    for building in village:
        homes[building.community.code] += building.households
    rows: list[list[Cell]] = []
    for community in communities:
        # Some offices count, some round: 2300余, 约2300.
        count = homes[community.code] + random.randint(40, 400)
        rounded = count // 100 * 100
        households = random.choices(
            (count, f"{rounded}余", f"约{rounded}", None), weights=(88, 6, 4, 2)
        )[0]
        leading = None if community.subdistrict in _LEADING_BLANK else community.leading
        rows.append(
            [
                "南山区", community.subdistrict, community.code, community.name, households,
                leading,
            ]
        )  # fmt: skip
    return Sheet(
        "社区", "南山区社区基本情况表",
        ("区", "街道", "社区编码", "社区名称", "户数", "社区党组织"),
        rows, date(2010, 6, 30), merged=("区", "街道"), totals=("户数",),
        notes=[
            "注：1. 街道、社区名称和编码取自行政区划公开资料；户数为虚构。",
            "2. 除海月社区党委、星海名城社区党总支外，各社区党组织的级别为虚构。",
        ],
    )  # fmt: skip


def estate_sheet(estates: list[Estate]) -> Sheet:
    """Estates with their owners' committee and property office; one column is left to the clerk."""
    random = chance("estate sheet")
    rows: list[list[Cell]] = [
        [
            e.community.name, e.name, e.kind, e.households if random.random() < 0.96 else None,
            len(e.buildings), e.owners_committee, e.company, e.office, *(e.position or _NOWHERE),
        ]
        for e in estates
    ]  # fmt: skip
    # What else property companies look after stands on the same roster (RULES 15).
    for community, name, kind in _OTHER_PLACES:
        place = next(i for i, row in enumerate(rows) if row[0] == community)
        rows.insert(place, [community, name, kind, None, 1, None, None, None, *_NOWHERE])
    return Sheet(
        "居民小区", "南山区居民小区台账",
        (
            "社区", "小区名称", "类型", "户数", "楼栋数", "业主委员会", "物业公司", "物业管理处",
            "经度", "纬度",
        ),
        rows, date(2010, 6, 18), office="南山区住房和建设部门", merged=("社区",),
        totals=("户数", "楼栋数"),
    )  # fmt: skip


def building_sheets(estates: list[Estate], village: list[Building]) -> list[Sheet]:
    """One sheet a subdistrict; some communities have sent nothing."""
    by_subdistrict: dict[str, list[Building]] = {}
    for building in sorted(_all(estates, village), key=lambda b: b.community.code):
        by_subdistrict.setdefault(building.community.subdistrict, []).append(building)
    return [
        Sheet(
            subdistrict, f"{subdistrict}楼栋台账",
            (
                "社区", "小区", "楼栋名称", "楼栋编码", "楼栋用途", "层数", "户数",
                *_position_header(subdistrict),
            ),
            [
                [
                    b.community.name, b.estate, b.name, b.code, b.use, b.storeys, b.households,
                    *_position(b),
                ]
                for b in buildings
                if b.community.sends_buildings
            ],
            date(2010, 5, 31), office=f"{subdistrict}办事处", merged=("社区", "小区"),
            totals=("户数",),
        )
        for subdistrict, buildings in by_subdistrict.items()
    ]  # fmt: skip


def _position_header(subdistrict: str) -> tuple[str, ...]:
    if subdistrict in _NO_POSITIONS:
        return ()
    return ("坐标",) if subdistrict in _IN_ONE_CELL else ("经度", "纬度")


def _position(building: Building) -> tuple[Cell, ...]:
    """The cells under `_position_header`."""
    subdistrict, point = building.community.subdistrict, building.position
    if subdistrict in _NO_POSITIONS:
        return ()
    if subdistrict in _IN_ONE_CELL:
        return (None if point is None else ",".join(map(str, point)),)
    return point or _NOWHERE


def _all(estates: list[Estate], village: list[Building]) -> Iterable[Building]:
    for estate in estates:
        yield from estate.buildings
    yield from village
