"""The roster of unions, league and women's organizations, to the article's totals."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.office import Cell, Sheet
from loaders.sample.records import Community, Unit

# “全区各街道社区普遍建立了工、青、妇组织”: nearly all of them.
_WITHOUT = {"工会": ("白芒社区",), "团支部": ("渔一社区", "白芒社区"), "妇委会": ("长源社区",)}
_COMMUNITY_NAMES = {"工会": "工会联合会", "团支部": "团总支", "妇委会": "妇女联合会"}


def mass_sheet(communities: list[Community], units: list[Unit]) -> Sheet:
    """All three kinds, community by community."""
    random = chance("mass organizations")
    rows = [
        *_rows("工会", communities, _union_units(random, units), random, article.UNION_MEMBERS),
        *_rows("团支部", communities, _league_units(random, units), random, article.LEAGUE_MEMBERS),
        *_rows("妇委会", communities, _womens_units(random, units), random, article.WOMENS_MEMBERS),
    ]
    order = {community.name: i for i, community in enumerate(communities)}
    rows.sort(key=lambda row: order[str(row[0])])
    return Sheet(
        "群团组织", "南山区群团组织统计表",
        ("社区", "群团类别", "组织名称", "所在单位", "会员数", "领导党组织"), rows,
        date(2010, 6, 15), office="南山区总工会、团区委、区妇联", totals=("会员数",),
    )  # fmt: skip


def _in_communities(kind: str) -> int:
    return article.COMMUNITIES - len(_WITHOUT[kind])


def _union_units(random: Random, units: list[Unit]) -> list[Unit]:
    chosen = random.sample(units, article.UNIONS - _in_communities("工会"))
    return sorted(chosen, key=units.index)


def _league_units(random: Random, units: list[Unit]) -> list[Unit]:
    """155 in units of the two new, first those with a Party organization (“党建带团建”)."""
    two_new = [unit for unit in units if unit.sector]
    random.shuffle(two_new)
    two_new.sort(key=lambda unit: unit.organization is None)
    led = [unit for unit in two_new if unit.organization][: article.TWO_NEW_LEAGUES * 2 // 3]
    others = [unit for unit in two_new if unit not in led][: article.TWO_NEW_LEAGUES - len(led)]
    rest = [unit for unit in units if not unit.sector]
    count = article.LEAGUES - _in_communities("团支部") - article.TWO_NEW_LEAGUES
    return [*led, *others, *random.sample(rest, count)]


def _womens_units(random: Random, units: list[Unit]) -> list[Unit]:
    return random.sample(units, article.WOMENS_ORGANIZATIONS - _in_communities("妇委会"))


def _rows(
    kind: str, communities: list[Community], units: list[Unit], random: Random, members: int
) -> list[list[Cell]]:
    served = [c for c in communities if c.name not in _WITHOUT[kind]]
    bounds = [
        *((60, 900) for _ in served),
        *(
            (3, max(5, unit.employees * 2 if kind == "妇委会" else unit.employees))
            for unit in units
        ),
    ]
    counts = draw_to_total(random, members, bounds)
    rows: list[list[Cell]] = []
    for community, count in zip(served, counts[: len(served)], strict=True):
        name = f"{community.name}{_COMMUNITY_NAMES[kind]}"
        rows.append([community.name, kind, name, None, count, community.leading])
    for unit, count in zip(units, counts[len(served) :], strict=True):
        led_by = unit.organization or (unit.community.leading if random.random() < 0.7 else None)
        rows.append([unit.community.name, kind, f"{unit.name}{kind}", unit.name, count, led_by])
    return rows
