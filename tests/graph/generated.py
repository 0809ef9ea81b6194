"""Small but complete graphs, with everything that a roster can leave blank or contradict.

Several communities that were asked different things, nodes that are not listed, communities that
are not resolved, parallel ties, ties whose dates leave it open whether they are in force, cycles
and two superiors, joint branches, blank attributes, names that need escaping.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Rows = dict[str, list[dict[str, Any]]]

ASKED = (
    "COVERS.Building",
    "COVERS.Estate",
    "DUAL_MANAGED_BY",
    "SUBORDINATE_TO",
    "LEADS",
    "ESTABLISHED_IN.Unit",
    "SERVES.GovernanceBody.residents_committee",
    "SERVES.GovernanceBody.workstation",
    "SERVES.GovernanceBody.owners_committee",
    "SERVES.GovernanceBody.property_office",
    "TAKES_PART_IN",
    "OFFERS",
    "DEMANDS",
    "CLAIMS",
    "RESPONSIBLE_FOR",
)
RANKED = ("branch", "joint_branch", "general_branch", "committee")
BODY_KINDS = ("workstation", "residents_committee", "owners_committee", "property_office")
MASS_KINDS = ("trade_union", "youth_league", "womens_organization")
CATEGORIES = ("relation_in_community", "resident_unit", "living_here", "其他")

names = st.one_of(st.none(), st.sampled_from(("甲", "乙", "第一党支部", "1栋", "\"\\ \n'", "a; b")))
small = st.one_of(st.none(), st.integers(0, 5))
members = st.one_of(st.none(), st.sampled_from((0, 2, 3, 50, 51, 100, 101)))
listed = st.sampled_from((True, True, True, True, False))
truth = st.sampled_from((True, True, True, False, None))
force = st.sampled_from((True, False, None))
qualifiers = st.one_of(
    st.none(),
    st.lists(st.sampled_from(("members:at_least", "members:about", "employees:about")), max_size=2),
)


def maybe(values: tuple[Any, ...]) -> SearchStrategy[Any]:
    """One of the values, mostly; sometimes blank."""
    return st.sampled_from((*values, None))


@st.composite
def graphs(draw: DrawFn, most: int = 3) -> tuple[Rows, Rows]:
    """Node and edge rows for `tests.graph.small.build`; `most` things of each kind."""
    nodes: Rows = {}
    edges: Rows = {}
    communities = [
        {
            "id": f"c{index}",
            "name": name,
            "code": code,
            "listed": draw(listed),
            "asked": draw(
                st.one_of(
                    st.none(),
                    st.just(list(ASKED)),
                    st.lists(st.sampled_from(ASKED), unique=True, max_size=len(ASKED)),
                )
            ),
            "subdistrict": draw(maybe(("招商街道", "南山街道"))),
            "community": name,
            "community_code": code,
        }
        for index, (name, code) in enumerate(
            zip(
                ("海月社区", "北头社区", "星海名城社区"),
                ("440305006011", draw(maybe(("440305002004",))), "440305001012"),
                strict=True,
            )
        )
        if index <= draw(st.integers(0, 2)) or index == 0
    ]
    nodes["Community"] = communities
    nodes["Subdistrict"] = [{"id": "s", "name": "招商街道"}]
    nodes["District"] = [{"id": "d", "name": "南山区"}]

    def add(label: str, number: int, **columns: SearchStrategy[Any]) -> None:
        nodes[label] = []
        for index in range(draw(st.integers(number // 3, number))):
            row: dict[str, Any] = {"id": f"{label}{index}"}
            row |= {"name": draw(names), "listed": draw(listed)}
            where = draw(st.sampled_from((*communities, *communities, None)))
            if where is not None:
                tie("IN_COMMUNITY", f"{label}/{row['id']}", f"Community/{where['id']}")
                for key in ("subdistrict", "community_code", "community"):
                    row[key] = where[key]
            row |= {key: draw(strategy) for key, strategy in columns.items()}
            nodes[label].append(row)

    def tie(type_: str, start: str, end: str, **columns: Any) -> None:
        row = {"from": start, "to": end, **columns}
        known = edges.setdefault(type_, [])
        if columns or row not in known:  # the same tie twice is one; those that differ are parallel
            known.append(row)

    def ties(
        type_: str, starts: tuple[str, ...], ends: tuple[str, ...], number: int, **columns: Any
    ) -> None:
        sources = [f"{label}/{row['id']}" for label in starts for row in nodes[label]]
        targets = [f"{label}/{row['id']}" for label in ends for row in nodes[label]]
        if not sources or not targets:
            return
        for _ in range(draw(st.integers(0, number))):
            values = {key: draw(strategy) for key, strategy in columns.items()}
            tie(type_, draw(st.sampled_from(sources)), draw(st.sampled_from(targets)), **values)

    def each(
        type_: str,
        ones: tuple[str, ...],
        others: tuple[str, ...],
        *,
        backwards: bool = False,
        **columns: SearchStrategy[Any],
    ) -> None:
        """A tie for most of `ones`, to (or, backwards, from) one of `others`."""
        ends = [f"{label}/{row['id']}" for label in others for row in nodes[label]]
        for label in ones:
            for row in nodes[label]:
                if ends and draw(st.integers(0, 3)) > 0:
                    one, other = f"{label}/{row['id']}", draw(st.sampled_from(ends))
                    values = {key: draw(strategy) for key, strategy in columns.items()}
                    tie(type_, *((other, one) if backwards else (one, other)), **values)

    add("Estate", most, nearest_organization=names, nearest_organization_id=names)
    add(
        "Building",
        most + 1,
        code=names,
        households=small,
        building_use=maybe(("residential", "residential", "non_residential")),
        nearest_organization=names,
        nearest_organization_id=names,
    )
    add(
        "PartyOrganization",
        most + 3,
        kind=maybe((*RANKED, "group", "working_committee")),
        members=members,
        qualifiers=qualifiers,
    )
    add(
        "Unit",
        most + 1,
        nature=maybe(("organ", "other")),
        sector=maybe(("economic", "social")),
        uscc=names,
        employees=small,
        members=members,
        full_members=members,
        has_party_organization=maybe(("yes", "no", "unknown")),
        reason=names,
    )
    add("GovernanceBody", most + 2, kind=maybe(BODY_KINDS))
    add("MassOrganization", most, kind=maybe(MASS_KINDS), members=members, qualifiers=qualifiers)
    add("Post", most, kind=maybe(("building_leader", "building_leader", "head")), filled=truth)
    add(
        "Count",
        most + 1,
        measure=maybe(("members", "members", "youth_covered")),
        category=maybe(CATEGORIES),
        period=maybe(("2009", "2010")),
        value=st.one_of(st.none(), st.sampled_from((0.0, 7.0, 7400.0))),
        qualifier=maybe(("exact", "at_least", "about")),
    )
    for label in ("Agreement", "Project", "Offer", "Demand"):
        add(label, 1)

    for building in nodes["Building"]:
        if nodes["Estate"] and draw(st.sampled_from((True, False))):
            estate = draw(st.sampled_from(nodes["Estate"]))
            tie("PART_OF", f"Building/{building['id']}", f"Estate/{estate['id']}")
            building["estate"], building["estate_id"] = estate["name"], f"…/{estate['id']}"
    ties("PART_OF", ("Building",), ("Estate",), 1)
    party, places = ("PartyOrganization",), ("Community",)
    each("LEADS", places, party, backwards=True)
    ties("LEADS", party, places, 1)
    each("SEATED_IN", (*party, "Unit"), places)
    ties("SEATED_IN", (*party, "Unit"), (*places, "Building"), 2)
    each("SUBORDINATE_TO", party, party)
    ties("SUBORDINATE_TO", party, party, 2)
    scopes = {"activities": truth, "elections": truth, "decisions": truth}
    since = maybe(("2008", "2008-06", "2008-06-01"))
    ties("DUAL_MANAGED_BY", party, party, most, in_force=force, since=since, **scopes)
    each("ESTABLISHED_IN", party, ("Unit", "GovernanceBody"))
    ties("ESTABLISHED_IN", party, ("Unit", "GovernanceBody"), 2)
    ties("ESTABLISHED_IN", ("MassOrganization",), ("Unit",), 2)
    each("COVERS", ("Building", "Estate"), party, backwards=True, in_force=force)
    ties("COVERS", party, ("Building", "Estate", "Unit"), 2, in_force=force)
    each("SERVES", ("GovernanceBody",), ("Community", "Estate"))
    ties("SERVES", ("GovernanceBody",), ("Community", "Estate"), 2)
    each("RESPONSIBLE_FOR", ("Post",), ("Building",))
    ties("RESPONSIBLE_FOR", ("Post",), ("Building",), 1)
    doers = ("Unit", "PartyOrganization", "GovernanceBody")
    ties("TAKES_PART_IN", doers, ("Agreement", "Project"), 2, in_force=force)
    ties("OFFERS", doers, ("Offer",), 1)
    ties("DEMANDS", doers, ("Demand",), 1)
    ties("CLAIMS", doers, ("Offer", "Demand"), 2, in_force=force)
    each("COUNTED_IN", ("Count",), ("Community", "Subdistrict", "District"))
    return nodes, edges
