"""Residents' committees, workstations, owners' committees and property offices."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance
from loaders.sample.names import series, stems
from loaders.sample.records import Community, Estate, Unit


@dataclass(eq=False)
class Body:
    """A governance body as its roster will describe it."""

    community: Community
    kind: str
    name: str
    estates: list[str] = field(default_factory=list)
    company: str | None = None
    formed: str | None = None
    term_end: str | None = None


def bodies(communities: list[Community], estates: list[Estate], units: list[Unit]) -> list[Body]:
    """The bodies of every community; estates are told their owners' committee and property office.

    One office in twelve is named by the roster of estates alone.
    """
    random = chance("governance")
    companies = _companies(random, units)
    of_community: dict[str, list[Estate]] = {}
    for estate in estates:
        of_community.setdefault(estate.community.code, []).append(estate)
    made = []
    for community in communities:
        # “98个社区工作站”; both bodies exist once a community.
        made.append(
            Body(
                community, "居委会", f"{community.name}居委会", formed="换届", term_end="2011年6月"
            )
        )
        made.append(Body(community, "社区工作站", f"{community.name}工作站"))
        own = of_community[community.code]
        made.extend(_owners_committees(random, community, own))
        offices = _property_offices(random, community, own, companies)
        made.extend(
            office
            for office in offices
            if random.random() < 11 / 12 or office.company is article.EXAMPLE_GROUP
        )
    return made


def _companies(random: Random, units: list[Unit]) -> list[str]:
    """Property companies: most are resident units of the district, some sit outside it."""
    resident = [unit.name for unit in units if unit.name.endswith("物业管理有限公司")]
    outside = series(("广州市{}物业管理有限公司",), stems(random))
    return [*random.sample(resident, 26), *(next(outside) for _ in range(6))]


def _owners_committees(random: Random, community: Community, estates: list[Estate]) -> list[Body]:
    made = []
    for estate in estates:
        if random.random() >= 0.58 and community.name != article.EXAMPLE:
            continue
        estate.owners_committee = f"{estate.name}业主委员会"
        formed = random.choice(("新成立", "换届", "换届", None))
        year, month = random.randint(2009, 2012), random.randint(1, 12)
        term_end = random.choice((f"{year}年{month}月", f"{year}-{month:02d}-30", f"{year}", None))
        if month == 2:
            term_end = f"{year}.2"
        made.append(
            Body(
                community, "业主委员会", estate.owners_committee, [estate.name],
                formed=formed, term_end=term_end,
            )
        )  # fmt: skip
    return made


def _property_offices(
    random: Random, community: Community, estates: list[Estate], companies: list[str]
) -> list[Body]:
    if community.name == article.EXAMPLE:
        # “振业集团党委的星海名城物业管理处党支部”: one office for the whole of 星海名城
        for estate in estates:
            estate.company, estate.office = article.EXAMPLE_GROUP, article.EXAMPLE_OFFICE
        names = [estate.name for estate in estates]
        return [Body(community, "物业管理处", article.EXAMPLE_OFFICE, names, article.EXAMPLE_GROUP)]
    made: list[Body] = []
    for estate in estates:
        if random.random() < 0.2:
            continue
        estate.company = random.choice(companies)
        if random.random() < 0.06:
            continue  # the office is known by its company only
        whole = estate.name.removesuffix("一期").removesuffix("二期")
        estate.office = f"{whole}物业管理处"
        if made and made[-1].name == estate.office:
            made[-1].estates.append(estate.name)
            estate.company = made[-1].company
        else:
            made.append(Body(community, "物业管理处", estate.office, [estate.name], estate.company))
    return made
