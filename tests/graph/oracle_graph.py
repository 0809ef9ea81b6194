"""A graph as dictionaries, and how the oracle walks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

Node = dict[str, Any]
Tie = dict[str, Any]
Row = dict[str, Any]
Place = tuple[str | None, str | None, str | None]
State = Literal["gap", "unknown", "fine", "excluded"]
BRANCHES = {"branch", "joint_branch"}
RANKED = BRANCHES | {"general_branch", "committee"}
LEADERSHIP = ("secretary", "deputy_secretary", "committee_member")
FORMER = ("上一届", "上届")
PARTY_PEOPLE = ("member", "official", "member_and_official")


class Thing(NamedTuple):
    """Something that a question asks about, and what can be said of it.

    `counted` is false for what a question lists beside the things that it asks about.
    """

    state: State
    row: Row
    counted: bool = True


Things = Callable[[], Iterator[Thing]]


class OracleGraph:
    """`nodes` and `edges` are the tables as lists of dictionaries."""

    def __init__(self, nodes: dict[str, list[Node]], edges: dict[str, list[Tie]]) -> None:
        self.nodes = nodes
        self.by_id = {
            node["id"]: {**node, "label": label} for label, rows in nodes.items() for node in rows
        }
        self.out: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        self.into: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        self.ties = edges
        for type_, ties in edges.items():
            for tie in ties:
                self.out[type_, tie["from"]].append(tie)
                self.into[type_, tie["to"]].append(tie)

    def questions(self) -> dict[str, Things]:
        """Slug → everything that the question asks about. Each subject adds its own."""
        return {}

    def listed(self, label: str) -> list[Node]:
        return [self.by_id[node["id"]] for node in self.nodes[label] if node["listed"]]

    def community_of(self, node: Node) -> Node | None:
        """The community that a thing is in; a community is in itself."""
        if node["label"] == "Community":
            return node
        ties = self.out["IN_COMMUNITY", node["id"]]
        return self.by_id[ties[0]["to"]] if ties else None

    def asks(self, community: Node | None, *keys: str) -> bool:
        """Whether all of the keys were asked in the community."""
        return community is not None and set(keys) <= set(community["asked"] or ())

    def asks_any(self, community: Node | None, *keys: str) -> bool:
        return any(self.asks(community, key) for key in keys)

    def absent(self, *, asked: bool) -> State:
        """What the absence of a tie is (RULES 1)."""
        return "gap" if asked else "unknown"

    def sources(self, type_: str, node: Node, *labels: str) -> list[Node]:
        """The nodes that point to `node`, each once."""
        found = {tie["from"]: self.by_id[tie["from"]] for tie in self.into[type_, node["id"]]}
        return [each for each in found.values() if not labels or each["label"] in labels]

    def targets(self, type_: str, node: Node, *labels: str) -> list[Node]:
        found = {tie["to"]: self.by_id[tie["to"]] for tie in self.out[type_, node["id"]]}
        return [each for each in found.values() if not labels or each["label"] in labels]

    def force(self, ties: Iterable[Tie]) -> bool | None:
        """Whether one of the ties is in force; None where that is open."""
        states = {tie["in_force"] for tie in ties}
        return True if True in states else None if None in states else False

    def line(self, node: Node) -> list[Node]:
        """The organization and all above it on its formal line."""
        seen = {node["id"]: node}
        waiting = [node]
        while waiting:
            for above in self.targets("SUBORDINATE_TO", waiting.pop()):
                if above["id"] not in seen:
                    seen[above["id"]] = above
                    waiting.append(above)
        return list(seen.values())

    def leaders(self, community: Node) -> list[Node]:
        return self.sources("LEADS", community)

    def established(self, node: Node, *labels: str) -> list[Node]:
        """The organizations established in a unit or body; Party organizations if not said."""
        return self.sources("ESTABLISHED_IN", node, *(labels or ("PartyOrganization",)))

    def seated(self, label: str) -> Iterator[tuple[Node, Node]]:
        """Listed organizations with each community in which they are seated."""
        for organization in self.listed(label):
            for community in self.targets("SEATED_IN", organization, "Community"):
                yield organization, community

    def posts(self, organization: Node, *kinds: str) -> list[Node]:
        """The posts of these kinds in an organization, without those of a former term."""
        return [
            post
            for post in self.sources("POST_IN", organization, "Post")
            if post["kind"] in kinds and current(post)
        ]


def current(post: Node) -> bool:
    """Whether a post is no one of a former term, which holds no seat."""
    return post["term"] not in FORMER


def once(nodes: Iterable[Node]) -> list[Node]:
    return list({node["id"]: node for node in nodes}.values())


def place_of(node: Node) -> Row:
    return {key: node[key] for key in ("subdistrict", "community_code", "community")}


def key_of(node: Node) -> Place:
    return node["subdistrict"], node["community_code"], node["community"]


def joined(nodes: Iterable[Node], key: str, *more: str, first: str = "name") -> str | None:
    """The values of several nodes, in the order of their names (then `more`, then ids)."""

    def order(node: Node) -> list[tuple[bool, str]]:
        return [(node[k] is None, node[k] or "") for k in (first, *more, "id")]

    values = [node[key] for node in sorted(nodes, key=order)]
    if len(values) < 2:
        return values[0] if values else None
    return "; ".join(value or "" for value in values) if any(values) else None
