"""A graph as dictionaries, and how the oracle walks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]
Tie = dict[str, Any]
Row = dict[str, Any]
Place = tuple[str | None, str | None, str | None]
BRANCHES = {"branch", "joint_branch"}
RANKED = BRANCHES | {"general_branch", "committee"}


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

    def listed(self, label: str) -> list[Node]:
        return [self.by_id[node["id"]] for node in self.nodes[label] if node["listed"]]

    def community_of(self, node: Node) -> Node | None:
        ties = self.out["IN_COMMUNITY", node["id"]]
        return self.by_id[ties[0]["to"]] if ties else None

    def asks(self, community: Node | None, *keys: str) -> bool:
        """Whether all of the keys were asked in the community."""
        return community is not None and set(keys) <= set(community["asked"] or ())

    def sources(self, type_: str, node: Node, label: str | None = None) -> list[Node]:
        """The nodes that point to `node`, each once."""
        found = {tie["from"]: self.by_id[tie["from"]] for tie in self.into[type_, node["id"]]}
        return [each for each in found.values() if label in (None, each["label"])]

    def targets(self, type_: str, node: Node, *labels: str) -> list[Node]:
        found = {tie["to"]: self.by_id[tie["to"]] for tie in self.out[type_, node["id"]]}
        return [each for each in found.values() if not labels or each["label"] in labels]

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


def place_of(node: Node) -> Row:
    return {key: node[key] for key in ("subdistrict", "community_code", "community")}


def key_of(node: Node) -> Place:
    return node["subdistrict"], node["community_code"], node["community"]


def joined(nodes: Iterable[Node], key: str, *more: str) -> str | None:
    """The values of several nodes, in the order of their names (then `more`, then ids)."""

    def order(node: Node) -> list[tuple[bool, str]]:
        return [(node[k] is None, node[k] or "") for k in ("name", *more, "id")]

    values = [node[key] for node in sorted(nodes, key=order)]
    if len(values) < 2:
        return values[0] if values else None
    return "; ".join(value or "" for value in values) if any(values) else None
