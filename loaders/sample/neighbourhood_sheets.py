"""The rosters of grids, of streets and lanes, and of Party–mass service centres."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample.drawing import chance, shares
from loaders.sample.names import numeral
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Building, Community, Estate, PartyOrganization

# A subdistrict that has not drawn its grids yet.
_NO_GRIDS = ("沙河街道",)
_NO_CENTRE = ("白芒社区", "渔一社区", "赤湾社区", "南园社区", "塘朗社区", "月亮湾社区")


def grid_sheet(
    communities: list[Community], estates: list[Estate], branches: list[PartyOrganization]
) -> Sheet:
    """The base grids of each community, and the organization that covers each."""
    random = chance("grids")
    rows: list[list[Cell]] = []
    for community in communities:
        if community.subdistrict in _NO_GRIDS:
            continue
        homes = sum(e.households for e in estates if e.community is community) + 200
        covering = [
            o.name for o in branches if o.community is community and not o.units and o.estates
        ]
        parts = shares(homes, [random.randint(3, 9) for _ in range(random.randint(3, 7))])
        for number, households in enumerate(parts, start=1):
            name = f"{community.name.removesuffix('社区')}第{numeral(number)}网格"
            code = f"{community.code}{number:02d}"
            rows.append(
                [
                    community.subdistrict, community.name, name, code, households,
                    _covering(random, community, covering),
                ]
            )  # fmt: skip
    return Sheet(
        "基础网格", "南山区社区基础网格一览表",
        ("街道", "社区", "网格名称", "网格编码", "户数", "网格党组织"), rows, date(2010, 6, 9),
        office="南山区综治办", merged=("街道", "社区"), totals=("户数",),
    )  # fmt: skip


def _covering(random: Random, community: Community, covering: list[str]) -> str | None:
    drawn = random.random()
    if drawn < 0.25:
        return None
    if covering and drawn < 0.7:
        return random.choice(covering)
    return f"{community.name}居民党支部" if community.upgraded else community.leading


def street_sheet(
    communities: list[Community], village: list[Building], groups: list[PartyOrganization]
) -> Sheet:
    """Lanes of the urban villages and streets beside them (“把党组织建到街巷、楼栋”)."""
    random = chance("streets")
    formed = {group.name for group in groups}
    rows: list[list[Cell]] = []
    for community in communities:
        villages = dict.fromkeys(
            b.name[: b.name.index("村") + 1] for b in village if b.community is community
        )
        residents = f"{community.name}居民党支部" if community.upgraded else community.leading
        for name in villages:
            group = f"{name}党小组"
            for number in range(1, random.randint(4, 7)):
                covered = group if group in formed and number < 3 else None
                rows.append([community.subdistrict, community.name, f"{name}{numeral(number)}巷",
                             covered])  # fmt: skip
        if villages or random.random() < 0.3:
            for street in ("正街", "后街")[: random.randint(1, 2)]:
                name = f"{community.name.removesuffix('社区')}{street}"
                covered = residents if random.random() < 0.6 else None
                rows.append([community.subdistrict, community.name, name, covered])
    return Sheet(
        "街巷", "南山区社区街巷党组织覆盖情况表", ("街道", "社区", "街巷名称", "覆盖党组织"), rows,
        date(2010, 6, 9), merged=("街道", "社区"),
    )  # fmt: skip


def centre_sheet(communities: list[Community]) -> Sheet:
    """The centres of the district, the subdistricts and most communities."""
    random = chance("service centres")
    rows: list[list[Cell]] = []
    for i, community in enumerate(communities):
        street = community.subdistrict
        if i == 0 or communities[i - 1].subdistrict != street:
            rows.append([street, None, f"{street}党员服务中心", "街道党员服务中心",
                         random.randint(3, 9) * 100])  # fmt: skip
        if community.name not in _NO_CENTRE:
            rows.append([street, community.name, f"{community.name}党员服务站", "社区党员服务站",
                         random.randint(60, 400)])  # fmt: skip
    return Sheet(
        "党员服务中心", "南山区党员服务中心（站）一览表",
        ("街道", "社区", "名称", "类型", "面积（㎡）"), rows, date(2010, 6, 16),
        totals=("面积（㎡）",),
    )  # fmt: skip
