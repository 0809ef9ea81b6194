"""Estates and buildings, all invented, in the real communities."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.names import numeral, series, stems
from loaders.sample.records import Building, Community, Estate

_ESTATE_FORMS = ("{}花园", "{}苑", "{}雅居", "{}名庭", "{}家园", "{}豪庭", "{}新村", "{}公寓")
_ESTATE_KINDS = ("商品房", "商品房", "商品房", "住宅小区", "保障房")
# A name that several communities use, each for an estate of its own.
_SHARED_NAME = "阳光花园"
_SHARED_BY = ("南光社区", "光华社区", "海珠社区", "新围社区")


def estates(communities: list[Community]) -> list[Estate]:
    """Two to eight estates a community, each with its buildings."""
    random = chance("estates")
    names = series(_ESTATE_FORMS, stems(random))
    made = []
    for community in communities:
        if community.name == article.EXAMPLE:
            own = [f"星海名城{numeral(phase)}期" for phase in (1, 2, 3)]
        else:
            own = [next(names) for _ in range(random.randint(2, 8))]
            if random.random() < 0.2:
                own[0:1] = [f"{own[0]}一期", f"{own[0]}二期"]
            if community.name in _SHARED_BY:
                own[-1] = _SHARED_NAME
        blocks = _Blocks(community, random)
        for name in own:
            estate = Estate(community, name, random.choice(_ESTATE_KINDS))
            estate.buildings.extend(blocks.of_estate(name))
            made.append(estate)
    return made


def village_buildings(communities: list[Community]) -> list[Building]:
    """Buildings outside any estate: those of an urban village in a quarter of the communities."""
    random = chance("villages")
    names = series(("{}村",), stems(random))
    made = []
    for community in communities:
        if community.name == article.EXAMPLE or random.random() >= 0.25:
            continue
        village = next(names)
        blocks = _Blocks(community, random, grid=90)
        for lane in range(1, random.randint(2, 4)):
            for number in range(1, random.randint(8, 20)):
                name = f"{village}{numeral(lane)}坊{number}栋"
                made.append(blocks.building(None, name, "住宅", random.randint(3, 9)))
    return made


def _use(random: Random) -> str | None:
    """What a building of an estate is used for; now and then nobody filled it in."""
    return random.choices(("住宅", "商住", "商业", "学校", None), weights=(86, 6, 3, 1, 4))[0]


class _Blocks:
    """Hands out the buildings of one community, with codes that count within it."""

    def __init__(self, community: Community, random: Random, grid: int = 1) -> None:
        self._community = community
        self._random = random
        self._grid = grid
        self._number = 0

    def of_estate(self, estate: str) -> Iterable[Building]:
        """The buildings of one estate, named in one of the ways that estates have."""
        count = min(26, max(2, round(self._random.lognormvariate(2.0, 0.5))))
        style = self._random.choices(("{}栋", "{}号楼", "{}座"), weights=(8, 1, 1))[0]
        tall = self._random.choice((6, 7, 11, 18, 28, 32))
        for number in range(1, count + 1):
            label = chr(ord("A") + number - 1) if style == "{}座" else str(number)
            yield self.building(estate, style.format(label), _use(self._random), tall)
        self._grid += 1

    def building(self, estate: str | None, name: str, use: str | None, storeys: int) -> Building:
        """One building; two in three offices know its 19-digit code, and keep it as text."""
        self._number += 1
        code = f"{self._community.code}{self._grid:02d}{self._number:05d}"
        homes = 0 if use in ("商业", "学校") else storeys * self._random.choice((2, 3, 4, 6))
        has_code = self._random.random() < 0.66
        return Building(
            self._community, estate, name, code if has_code else None, use, storeys, homes
        )
