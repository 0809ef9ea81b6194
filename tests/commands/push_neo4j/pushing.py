"""A small graph with hostile names, and a push of it into a Neo4j server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.folder import GraphFolder
from graph.push import Pushed, push
from graph.remote import address
from tests.commands.program import shequ
from tests.servers.neo4j_server import Neo4jServer

HOSTILE = [
    "1栋 “东座”",
    'it\'s "quoted" }) DETACH DELETE n //',
    "`back` $tick \\ \\u0027",
    "two\nlines\r\nand\ta tab",
    "小区😀👨‍👩‍👧 \u202eright to left\u202c",
    "长" * 200,
    " ",
]
NODES: dict[str, list[dict[str, Any]]] = {
    "Community": [{"id": "海月社区", "asked": ["COVERS.Building", "DUAL_MANAGED_BY"]}],
    "Estate": [{"id": f"e{at}", "name": name} for at, name in enumerate(HOSTILE)],
    "Building": [{"id": f"b{at}", "households": at, "longitude": 113 + at / 7} for at in range(30)],
    "PartyOrganization": [
        {"id": "党支部", "kind": "branch", "established": "2008-06"},
        {"id": "党委", "kind": "committee", "listed": False},
    ],
}
EDGES: dict[str, list[dict[str, Any]]] = {
    "COVERS": [
        {"from": "PartyOrganization/党支部", "to": f"Building/b{at}", "since": since}
        for at in range(20)
        for since in ("2008", "2009-01-01")  # parallel: two rosters differ
    ],
    "DUAL_MANAGED_BY": [
        {
            "from": "PartyOrganization/党支部",
            "to": "PartyOrganization/党委",
            "activities": True,
            "elections": False,
        }
    ],
    "IN_COMMUNITY": [{"from": f"Building/b{at}", "to": "Community/海月社区"} for at in range(30)],
}


def pushed(server: Neo4jServer, folder: GraphFolder, **options: Any) -> Pushed:
    return push(folder, address(server.uri), **options)


def sums(done: Pushed) -> dict[str, int]:
    names = ("total", "created", "changed", "unchanged", "removed", "left")
    return {name: sum(getattr(part, name) for part in done.parts) for name in names}


def program(server: Neo4jServer, *arguments: str | Path, **variables: str) -> Any:
    return shequ(*arguments, variables={"SHEQU_PASSWORD": server.password, **variables})
