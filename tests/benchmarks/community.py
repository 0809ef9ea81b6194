"""One community of a synthetic city, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.names import BRANDS, ESTATE_NAMES, credit_code, firm_names
from tests.benchmarks.rosters import City

BUILDINGS_EACH = 443  # in a community, on average


@dataclass
class Community:
    """One community and everything in it."""

    city: City
    rng: Random
    name: str
    code: str
    number: int
    subdistrict: str
    district: str
    home_lines: list[str]

    leading: str = ""
    buildings_made: int = 0
    units_made: list[str] = field(default_factory=list)
    blocks_made: list[tuple[str, str]] = field(default_factory=list)
    """Estate (or none) and buildings as one row of a roster names them."""

    def make(self) -> None:
        rng, expected = self.rng, self.city.expected
        expected.communities += 1
        kind = rng.choices(("党委", "党总支", "党支部"), (10, 40, 50))[0]
        expected.led_by_committee += kind == "党委"
        expected.led_by_general_branch += kind == "党总支"
        expected.led_by_branch += kind == "党支部"
        self.leading = self.name + kind
        # Where the roster of communities leaves it blank, RULES 2 finds it by its name.
        stated = self.leading if rng.random() < 0.95 else ""
        households = str(rng.randint(1500, 9000))
        self._add("communities", self.district, self.subdistrict, self.code, self.name,
                  households, stated)  # fmt: skip
        self._organize(self.leading, kind, f"{self.subdistrict}党工委")
        self._organize(f"{self.name}工作站党支部", "党支部", self.leading, members=(5, 30))
        residents = f"{self.name}居民党支部"
        self._organize(residents, "党支部", self.leading, members=(20, 50))
        self._bodies_of_the_community()
        for estate in rng.sample(ESTATE_NAMES, rng.randint(8, 12)):
            self._estate(estate, residents)
        self._outside_estates(residents)
        self._units()
        self._dual_management()
        self._agreements()

    def _add(self, roster: str, *row: str) -> None:
        self.city.rows[roster].append(row)

    def _organize(
        self,
        name: str,
        kind: str,
        superior: str,
        *,
        unit: str = "",
        estate: str = "",
        buildings: str = "",
        members: tuple[int, int] | None = None,
    ) -> None:
        rng = self.rng
        year, month, day = rng.randint(1990, 2009), rng.randint(1, 12), rng.randint(1, 28)
        established = rng.choice(
            (f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}")
        )
        self.city.organize(
            name,
            kind,
            code=f"DZZ{self.code}-{rng.randint(1, 999_999):06d}" if rng.random() < 0.5 else "",
            superior=superior,
            community=self.name,
            unit=unit,
            estate=estate,
            buildings=buildings,
            members="" if members is None else str(rng.randint(*members)),
            established=established,
        )

    # --- places and their coverage -----------------------------------------------------------

    def _estate(self, estate: str, residents: str) -> None:
        rng = self.rng
        self.city.expected.estates += 1
        count = rng.randint(26, 50)
        self._add("estates", self.name, estate, "住宅小区", str(count * 60))
        self._estate_bodies(estate)
        superior = residents
        if rng.random() < 0.7:
            superior = f"{self.name}{estate}党支部"
            self._organize(superior, "党支部", self.leading, estate=estate, members=(3, 50))
        else:
            self.city.expected.estates_without_branch += 1
        first, group = 1, 0
        while first <= count:
            last = min(count, first + rng.randint(6, 10))
            self.blocks_made.append((estate, f"{first}-{last}栋" if first < last else f"{last}栋"))
            covered = rng.random() < 0.735
            if covered:
                group += 1
                self._organize(
                    f"{self.name}{estate}第{group}党小组",
                    "党小组",
                    superior,
                    estate=estate,
                    buildings=_list_of_buildings(rng, first, last),
                    members=(3, 12),
                )
            for building in range(first, last + 1):
                self._building(estate, f"{building}栋", covered)
            first = last + 1

    def _outside_estates(self, residents: str) -> None:
        """An urban village: its buildings stand in no estate, and are named one by one."""
        rng = self.rng
        left = BUILDINGS_EACH - self.buildings_made + rng.randint(-8, 8)
        names = [f"{lane}坊{number}栋" for lane in "东西南北" for number in range(1, 60)]
        names = names[: max(8, left)]
        covered = rng.sample(names, 6)
        for group, pair in enumerate((covered[:3], covered[3:]), start=1):
            self._organize(
                f"{self.name}旧村第{group}党小组",
                "党小组",
                residents,
                buildings="、".join(pair),
                members=(3, 12),
            )
        for name in names:
            self._building("", name, name in covered)
        self.blocks_made.extend(("", name) for name in names)

    def _building(self, estate: str, name: str, covered: bool) -> None:
        rng, expected = self.rng, self.city.expected
        self.buildings_made += 1
        expected.buildings += 1
        use = rng.choices(("住宅", "商住", "非住宅", ""), (82, 8, 7, 3))[0]
        if use == "非住宅":
            expected.non_residential += 1
        elif not covered:
            expected.uncovered_buildings += 1
        storeys = rng.randint(3, 34)
        households = "" if use == "非住宅" else str(storeys * 4)
        code = f"{self.code}{self.buildings_made % 90 + 10:02d}{self.buildings_made:05d}"
        self._add("buildings", self.name, estate, name, code, use, str(storeys), households)

    # --- the bodies beside the Party organization --------------------------------------------

    def _bodies_of_the_community(self) -> None:
        stem = self.name.removesuffix("社区")
        self._add(
            "governance_bodies", self.name, "居民委员会", f"{stem}社区居委会", "", "", "2011-06"
        )
        self._add("governance_bodies", self.name, "社区工作站", f"{stem}社区工作站", "", "", "")
        for kind in ("工会", "团支部", "妇联"):
            members = str(self.rng.randint(20, 900))
            self._add("mass_organizations", self.name, kind, f"{self.name}{kind}", "", members,
                      self.leading)  # fmt: skip

    def _estate_bodies(self, estate: str) -> None:
        rng = self.rng
        if rng.random() < 0.6:
            until = rng.choice(("2009-12-31", "2011-12-31", "2012", ""))
            self._add("governance_bodies", self.name, "业主委员会", f"{estate}业主委员会", estate,
                      "", until)  # fmt: skip
        if rng.random() < 0.8:
            company = f"{rng.choice(BRANDS)}物业管理有限公司"
            self._add("governance_bodies", self.name, "物业管理处", f"{estate}物业管理处", estate,
                      company, "")  # fmt: skip

    def _units(self) -> None:
        rng = self.rng
        for place, (unit, prefix, nature, sector) in enumerate(firm_names(rng, 40)):
            self.city.expected.units += 1
            self.units_made.append(unit)
            employees = rng.randint(3, 400)
            members = rng.randint(0, min(employees, 20))
            answer = "是" if place < 7 else rng.choices(("否", ""), (9, 1))[0]
            code = credit_code(prefix, self.code[:6], self.number * 40 + place + 1)
            self._add("units", self.name, unit, code, nature, sector, str(employees), str(members),
                      str(max(0, members - rng.randint(0, 2))), answer)  # fmt: skip
        for unit in self.units_made[:3]:
            self._organize(f"{unit}党支部", "党支部", rng.choice(self.home_lines), unit=unit,
                           members=(3, 40))  # fmt: skip
            self._add("mass_organizations", self.name, "工会", f"{unit}工会", unit,
                      str(rng.randint(10, 300)), f"{unit}党支部")  # fmt: skip
        for unit in self.units_made[3:5]:
            self._organize(f"{unit}党支部", "党支部", self.leading, unit=unit, members=(3, 40))
        joint = "、".join(self.units_made[5:7])
        self._organize(f"{self.name}联合党支部", "联合党支部", self.leading, unit=joint,
                       members=(3, 30))  # fmt: skip

    def _dual_management(self) -> None:
        """Two of the three branches whose line leads elsewhere; the third is a gap."""
        rng = self.rng
        for unit in self.units_made[:2]:
            scopes = rng.choices(("是", "否", ""), (80, 12, 8), k=3)
            since = rng.choice(("2007", "2008-03", "2008-10-01"))
            until = rng.choices(("", "2009-12-31", "2012-12-31"), (80, 10, 10))[0]
            self._add("dual_management", self.name, f"{unit}党支部", self.leading, *scopes, since,
                      until)  # fmt: skip

    def _agreements(self) -> None:
        rng = self.rng
        for unit in rng.sample(self.units_made, 3):
            partner = rng.choice([one for one in self.units_made if one != unit])
            until = rng.choice(("2009-12-31", "2011-08-31", ""))
            self._add("agreements", self.name, f"{self.name}与{unit}共建协议",
                      rng.choice(("教育", "医疗", "文体", "安全")), f"{unit}、{partner}",
                      "2008-09-01", until)  # fmt: skip


def _list_of_buildings(rng: Random, first: int, last: int) -> str:
    """A run of buildings as clerks write one: 1-8栋, or 1-4栋、5栋、6-8栋."""
    middle = (first + last) // 2
    if first < middle < last and rng.random() < 0.3:
        return f"{first}-{middle - 1}栋、{middle}栋、{middle + 1}-{last}栋"
    return f"{first}-{last}栋" if first < last else f"{first}栋"
