"""The questions about both lines of management in plain Python, from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import (
    BRANCHES,
    RANKED,
    Node,
    OracleGraph,
    State,
    Thing,
    Things,
    Tie,
    joined,
    once,
    place_of,
)


class LineOracle(OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "communities-not-upgraded": self.not_upgraded,
            "branches-outside-dual-management": self.branches_outside,
            "dual-management-missing-scopes": self.missing_scopes,
            "broken-dual-management": self.broken_dual,
            "broken-responsibility-chain": self.broken_chain,
        }

    def dual_to(self, line: list[Node], leaders: list[Node]) -> bool | None:
        """Whether somebody on the line is dual-managed by one of the leaders; None where open."""
        wanted = {leader["id"] for leader in leaders}
        return self.force(
            tie
            for each in line
            for tie in self.out["DUAL_MANAGED_BY", each["id"]]
            if tie["to"] in wanted
        )

    def not_upgraded(self) -> Iterator[Thing]:
        for community in self.listed("Community"):
            leaders = self.leaders(community)
            kinds = {leader["kind"] for leader in leaders}
            known = None not in kinds and (bool(leaders) or self.asks(community, "LEADS"))
            members = max(
                (leader["members"] for leader in leaders if leader["members"] is not None),
                default=None,
            )
            eligible = None
            if members is not None:
                eligible = "committee" if members > 100 else "general_branch"
                eligible = eligible if members > 50 else "branch"
            yield Thing(
                "fine" if kinds - BRANCHES - {None} else self.absent(asked=known),
                {
                    **place_of(community),
                    "leading_organization": joined(leaders, "name", "kind"),
                    "kind": joined(leaders, "kind", "kind"),
                    "members": members,
                    "eligible_kind": eligible,
                    "source": community["source"],
                    "community_id": community["id"],
                    "leading_organization_id": joined(leaders, "id", "kind"),
                },
            )

    def branches_outside(self) -> Iterator[Thing]:
        for branch, community in self.seated("PartyOrganization"):
            if branch["kind"] not in RANKED:
                continue
            leaders, line = self.leaders(community), self.line(branch)
            leading = {leader["id"] for leader in leaders}
            dual = self.dual_to(line, leaders)
            asked = self.asks(community, "SUBORDINATE_TO", "DUAL_MANAGED_BY")
            state: State = self.absent(asked=asked and dual is not None)
            if not leading:
                state = "excluded"
            elif dual or any(each["id"] in leading for each in line):
                state = "fine"
            units = self.targets("ESTABLISHED_IN", branch)
            superiors = self.targets("SUBORDINATE_TO", branch)
            yield Thing(
                state,
                {
                    **place_of(community),
                    "branch": branch["name"],
                    "unit": joined(units, "name"),
                    "superior": joined(superiors, "name"),
                    "members": branch["members"],
                    "source": branch["source"],
                    "branch_id": branch["id"],
                    "unit_id": joined(units, "id"),
                    "superior_id": joined(superiors, "id"),
                },
            )

    def dual(self) -> Iterator[tuple[Tie, Node, Node, Node]]:
        """Ties that are or may be in force: tie, branch, territorial side, whose place it has."""
        for tie in self.ties["DUAL_MANAGED_BY"]:
            if tie["in_force"] is not False:
                branch, territorial = self.by_id[tie["from"]], self.by_id[tie["to"]]
                here = territorial if branch["community"] is None else branch
                yield tie, branch, territorial, here

    def missing_scopes(self) -> Iterator[Thing]:
        for tie, branch, territorial, where in self.dual():
            scopes = [tie["activities"], tie["elections"], tie["decisions"]]
            state: State = "gap" if tie["in_force"] and False in scopes else "unknown"
            yield Thing(
                "fine" if tie["in_force"] and all(scopes) else state,
                {
                    **place_of(where),
                    "branch": branch["name"],
                    "territorial_organization": territorial["name"],
                    "activities": tie["activities"],
                    "elections": tie["elections"],
                    "decisions": tie["decisions"],
                    "since": tie["since"],
                    "source": tie["source"],
                    "dual_management_id": tie["id"],
                    "branch_id": branch["id"],
                    "territorial_organization_id": territorial["id"],
                },
            )

    def broken_dual(self) -> Iterator[Thing]:
        for tie, branch, territorial, where in self.dual():
            led = {each["id"] for each in self.targets("LEADS", territorial)}
            seats = {each["id"] for each in self.targets("SEATED_IN", branch, "Community")}
            definite: list[str] = []
            possible: list[str] = []
            if territorial in self.line(branch) or branch in self.line(territorial):
                definite.append("same_line")
            if seats and led and not seats & led:
                definite.append("seated_elsewhere")
            if not led:
                asked = self.asks(self.community_of(territorial), "LEADS")
                (definite if asked else possible).append("leads_none")
            if led and not seats:
                possible.append("seat_unknown")
            problems = [
                name
                for name in ("same_line", "seated_elsewhere", "leads_none", "seat_unknown")
                if name in (*definite, *possible)
            ]
            state: State = "gap" if tie["in_force"] and definite else "unknown"
            yield Thing(
                state if problems else "fine",
                {
                    **place_of(where),
                    "branch": branch["name"],
                    "problem": "; ".join(problems),
                    "source": tie["source"],
                    "record_id": tie["id"],
                    "branch_id": branch["id"],
                    "territorial_organization_id": territorial["id"],
                },
            )
        for knot in self.knots():
            least = min(knot, key=lambda member: str(member["id"]))
            row = {
                **place_of(least),
                "branch": joined(knot, "name"),
                "problem": "cycle",
                "source": least["source"],
                "record_id": least["id"],
                "branch_id": joined(knot, "id"),
                "territorial_organization_id": None,
            }
            yield Thing("gap", row, counted=False)

    def knots(self) -> list[list[Node]]:
        """Organizations that reach each other upwards; one that is its own superior is a knot."""
        above = {
            node["id"]: {
                each["id"]
                for superior in self.targets("SUBORDINATE_TO", node)
                for each in self.line(superior)
            }
            for node in map(self.by_id.__getitem__, self.ids("PartyOrganization"))
        }
        found = {
            frozenset(other for other in above[one] if one in above[other])
            for one in above
            if one in above[one]
        }
        return [[self.by_id[each] for each in knot] for knot in found]

    def ids(self, label: str) -> list[str]:
        return [node["id"] for node in self.nodes[label]]

    def covering(self, place: Node, *, kinds: set[str], force: bool | None) -> list[Node]:
        """The organizations of these kinds with a coverage of the place in this state."""
        found = (
            self.by_id[tie["from"]]
            for tie in self.into["COVERS", place["id"]]
            if tie["in_force"] is force
        )
        return once(each for each in found if each["kind"] in kinds)

    def broken_chain(self) -> Iterator[Thing]:
        for estate in self.listed("Estate"):
            branches = self.covering(estate, kinds=BRANCHES, force=True)
            if not branches:
                continue
            buildings = [b for b in self.sources("PART_OF", estate, "Building") if b["listed"]]
            groups = once(
                group
                for building in buildings
                for group in self.covering(building, kinds={"group"}, force=True)
                if group["listed"]
            )
            for group in groups:
                yield self.link(estate, group, "building", self.under(group, estate), branches)
            community = self.community_of(estate)
            leaders = [] if community is None else self.leaders(community)
            for branch in branches:
                if branch["listed"]:
                    state = self.led(branch, community, leaders)
                    yield self.link(estate, branch, "estate", state, leaders)

    def under(self, group: Node, estate: Node) -> State:
        """Whether a group is under a branch of the estate."""
        line = self.line(group)
        if any(each in line for each in self.covering(estate, kinds=BRANCHES, force=True)):
            return "fine"
        if any(each in line for each in self.covering(estate, kinds=BRANCHES, force=None)):
            return "unknown"
        return self.absent(asked=self.asks(self.community_of(estate), "SUBORDINATE_TO"))

    def led(self, branch: Node, community: Node | None, leaders: list[Node]) -> State:
        """Whether the branch of an estate is under, or dual-managed by, the community's leader."""
        if community is None:
            return "unknown"
        if not leaders:
            return "excluded"
        line = self.line(branch)
        dual = self.dual_to(line, leaders)
        if dual or any(leader in line for leader in leaders):
            return "fine"
        asked = self.asks(community, "SUBORDINATE_TO", "DUAL_MANAGED_BY")
        return self.absent(asked=asked and dual is not None)

    def link(
        self, estate: Node, organization: Node, level: str, state: State, missing: list[Node]
    ) -> Thing:
        return Thing(
            state,
            {
                **place_of(estate),
                "level": level,
                "name": estate["name"],
                "organization": organization["name"],
                "missing_link": joined(missing, "name"),
                "source": organization["source"],
                "organization_id": organization["id"],
                "estate_id": estate["id"],
                "missing_link_id": joined(missing, "id"),
            },
        )
