"""The Party organizations of the communities: working committees, leading ones, groups."""

from __future__ import annotations

from random import Random

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.names import numeral
from loaders.sample.records import Building, Community, Estate, PartyOrganization


def working_committees(communities: list[Community]) -> list[PartyOrganization]:
    """One a subdistrict (“以街道党工委为中心的社区党建工作组织网络”)."""
    names = dict.fromkeys(community.working_committee for community in communities)
    return [PartyOrganization(name, "党工委", None, None, 0, "2002年") for name in names]


def leading_organizations(
    communities: list[Community], estates: list[Estate]
) -> list[PartyOrganization]:
    """The committee, general branch or branch that leads each community.

    A branch has no branches under it, so it covers the estates of its community itself, if any.
    """
    random = chance("leading organizations")
    made = []
    for community in communities:
        own = [estate.name for estate in estates if estate.community is community]
        covered = [] if community.upgraded else [name for name in own if random.random() < 0.55]
        year = random.randint(2005, 2008)
        made.append(
            PartyOrganization(
                community.leading, community.level, community.working_committee, community,
                community.members, f"{year}年{random.randint(1, 12)}月", estates=covered,
            )
        )  # fmt: skip
    return made


def own_branches(
    communities: list[Community], estates: list[Estate], in_units: list[PartyOrganization]
) -> list[PartyOrganization]:
    """The branches under a leading committee or general branch: station, residents, estates.

    With those of units on the same line they have the community's own members, neither more nor
    fewer.
    """
    random = chance("own branches")
    made = []
    for community in communities:
        if not community.upgraded:
            continue
        if community.name == article.EXAMPLE:
            made.extend(_example(community))
            continue
        elsewhere = sum(o.members for o in in_units if o.superior == community.leading)
        own = [estate.name for estate in estates if estate.community is community]
        covered = [[name] for name in own if random.random() < 0.6]
        if len(covered) > 3:
            covered[:2] = [[*covered[0], *covered[1]]]
        members = community.members - elsewhere
        covered = covered[: (members - 16) // 7]
        most = min(50, members)
        station, *rest = draw_to_total(
            random, members, [(4, 9), (6, 4 * most), *((5, most) for _ in covered)]
        )
        for name, count, names in zip(
            ["社区工作站党支部", "社区居民党支部", *(f"{e[0]}党支部" for e in covered)],
            [station, *rest],
            [[], [], *covered],
            strict=True,
        ):
            whole = community.name + name.removeprefix("社区") if name.startswith("社区") else name
            made.append(
                PartyOrganization(
                    whole, "党支部", community.leading, community, count,
                    f"{random.randint(2005, 2009)}年", estates=names,
                )
            )  # fmt: skip
    return made


def _example(community: Community) -> list[PartyOrganization]:
    """“不仅管理着社区工作站党支部和社区居民党支部”; the latter looks after one estate."""
    return [
        PartyOrganization(
            article.EXAMPLE_STATION_BRANCH, "党支部", community.leading, community, 14, "2006年"
        ),
        PartyOrganization(
            article.EXAMPLE_RESIDENTS_BRANCH, "党支部", community.leading, community,
            community.members - 14, "2006年", estates=["星海名城一期"],
        ),
    ]  # fmt: skip


def groups(
    estates: list[Estate], village: list[Building], branches: list[PartyOrganization]
) -> list[PartyOrganization]:
    """Party groups and the buildings that each covers (“把党小组向街巷、楼栋延伸”)."""
    random = chance("groups")
    above = {(o.community.code, e): o.name for o in branches if o.community for e in o.estates}
    made = []
    for estate in estates:
        community = estate.community
        if not community.sends_groups or random.random() < 0.12:
            continue
        superior = above.get((community.code, estate.name), _residents_branch(community))
        lived_in = [b for b in estate.buildings if b.use not in ("商业", "学校")]
        made.extend(_estate_groups(random, estate, lived_in, superior))
    by_community: dict[str, list[Building]] = {}
    for building in village:
        by_community.setdefault(building.community.code, []).append(building)
    for buildings in by_community.values():
        if buildings[0].community.sends_groups and random.random() < 0.8:
            made.extend(_village_groups(random, buildings))
    return made


def _residents_branch(community: Community) -> str:
    return f"{community.name}居民党支部" if community.upgraded else community.leading


def _estate_groups(
    random: Random, estate: Estate, buildings: list[Building], superior: str
) -> list[PartyOrganization]:
    """Groups of four to nine buildings in a row; some were never formed, some miss a building."""
    size = random.randint(4, 9)
    chunks = [buildings[i : i + size] for i in range(0, len(buildings), size)]
    made: list[PartyOrganization] = []
    for chunk in chunks:
        covered = [b.name for b in chunk if random.random() < 0.95]
        if not covered or random.random() < 0.14:
            continue
        number = f"第{numeral(len(made) + 1)}" if len(chunks) > 1 else ""
        made.append(
            PartyOrganization(
                f"{estate.name}{number}党小组", "党小组", superior, estate.community,
                random.randint(3, 9), estates=[estate.name], buildings=ranges(covered),
            )
        )  # fmt: skip
    return made


def _village_groups(random: Random, buildings: list[Building]) -> list[PartyOrganization]:
    """One group for the houses in front, named one by one; those behind have none."""
    community = buildings[0].community
    covered = [b.name for b in buildings[: random.randint(3, 9)]]
    village = covered[0][: covered[0].index("村") + 1]
    return [
        PartyOrganization(
            f"{village}党小组", "党小组", _residents_branch(community), community,
            random.randint(3, 7), buildings="、".join(covered),
        )
    ]  # fmt: skip


def ranges(names: list[str]) -> str:
    """Write names such as 1栋, 2栋, 3栋, 7栋 as a clerk does: 1-3栋、7栋."""
    parts: list[str] = []
    start = 0
    for i, name in enumerate(names):
        if i + 1 < len(names) and _next(name) == names[i + 1]:
            continue
        first = names[start]
        digits = "".join(c for c in first if c.isdigit())
        parts.append(
            f"{digits}-{name}" if i - start > 1 and digits else "、".join(names[start : i + 1])
        )
        start = i + 1
    return "、".join(parts)


def _next(name: str) -> str | None:
    """The name that follows in a numbered row: 3栋 after 2栋."""
    digits = "".join(c for c in name if c.isdigit())
    return name.replace(digits, str(int(digits) + 1)) if digits else None
