"""An office with its rosters in one engine: what the tests of the questions ask."""

from __future__ import annotations

from typing import Any, cast

from graph import gaps
from graph.folder import GraphFolder
from tests.graph.generated import ASKED
from tests.graph.small import Rows, build
from tests.graph.stores import Store

NO_FOLDER = cast(GraphFolder, None)
HERE = "440305006011"
PLACE = {"subdistrict": "招商街道", "community_code": HERE, "community": "海月社区"}
PLACES = ("District", "Subdistrict", "Community")
HAIYUE = {"id": "海月", "name": "海月社区", "code": HERE, **PLACE, "asked": list(ASKED)}

LOW = "members:at_least"
GROUP = {"id": "组", "name": "第一党小组", "kind": "group"}


class Office:
    """One engine with the rosters of an office in it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def has(self, nodes: Rows, edges: dict[str, list[tuple[Any, ...]]] | None = None) -> None:
        """Load nodes (in 海月社区 unless they say where) and ties (from, to, columns)."""
        placed = {
            label: [row if label in PLACES else {**PLACE, **row} for row in rows]
            for label, rows in nodes.items()
        }
        ties = {
            type_: [
                {"from": start, "to": end, **(more[0] if more else {})}
                for start, end, *more in rows
            ]
            for type_, rows in (edges or {}).items()
        }
        ties["IN_COMMUNITY"] = [
            {"from": f"{label}/{row['id']}", "to": "Community/海月"}
            for label, rows in placed.items()
            for row in rows
            if label not in PLACES and row["community"] is not None
        ]
        self.store.load(*build(placed, ties))

    def gaps(self, slug: str, **more: Any) -> list[dict[str, Any]]:
        return gaps.rows(NO_FOLDER, slug, self.store, **more)

    def names(self, slug: str, key: str, **more: Any) -> list[Any]:
        return [row[key] for row in self.gaps(slug, **more)]

    def line(self, slug: str, **more: Any) -> dict[str, Any]:
        (line,) = gaps.summary(NO_FOLDER, self.store, questions=[slug], **more)
        return line

    def figures(self, slug: str, **more: Any) -> dict[tuple[Any, ...], Any]:
        return {
            (row["figure"], row["category"] or row["organization"]): (
                row["value"],
                row["qualifier"],
            )
            for row in gaps.indicators(self.store, slug=slug, **more)
        }


def numbers(line: dict[str, Any]) -> tuple[Any, ...]:
    return line["gaps"], line["of"], line["excluded"], line["unknown"]


def xinghai(**ties: list[tuple[Any, ...]]) -> tuple[Rows, dict[str, list[tuple[Any, ...]]]]:
    """The article's example, with the ties that a test adds."""
    nodes: Rows = {
        "Community": [HAIYUE],
        "Unit": [{"id": "中学", "name": "北大附中"}],
        "PartyOrganization": [
            {"id": "总支", "name": "星海名城社区党总支", "kind": "general_branch"},
            {"id": "站", "name": "社区工作站党支部", "kind": "branch", "members": 10},
            {"id": "局", "name": "教育局党委", "kind": "committee", "listed": False},
            {"id": "校", "name": "北大附中党总支", "kind": "general_branch", "members": 60},
            {"id": "校一", "name": "北大附中第一党支部", "kind": "branch", "members": 30},
        ],
    }
    seated = [
        (f"PartyOrganization/{name}", "Community/海月") for name in ("总支", "站", "校", "校一")
    ]
    edges: dict[str, list[tuple[Any, ...]]] = {
        "LEADS": [("PartyOrganization/总支", "Community/海月")],
        "SEATED_IN": [*seated],
        "ESTABLISHED_IN": [("PartyOrganization/校", "Unit/中学")],
        "SUBORDINATE_TO": [
            ("PartyOrganization/站", "PartyOrganization/总支"),
            ("PartyOrganization/校", "PartyOrganization/局"),
            ("PartyOrganization/校一", "PartyOrganization/校"),
        ],
    }
    return nodes, {type_: [*edges.get(type_, []), *ties.get(type_, [])] for type_ in edges | ties}
