"""What the stories of the questions on bodies, masses and co-construction have in common."""

from __future__ import annotations

from typing import Any

from tests.graph.office import HAIYUE, PLACE, Office

NOWHERE = dict.fromkeys(PLACE)


def asked(*keys: str) -> dict[str, Any]:
    """海月社区, whose rosters ask for these ties and for no others."""
    return {**HAIYUE, "asked": list(keys)}


def community(name: str, *keys: str) -> dict[str, Any]:
    """Another community, likewise."""
    return {"id": name, "name": name, "community": name, "asked": list(keys)}


def both(office: Office, slug: str, *keys: str) -> dict[str, dict[Any, Any]]:
    """What is a gap and what is unknown: the first key of each row → the others."""
    return {
        state: {
            row[keys[0]]: tuple(row[key] for key in keys[1:])
            for row in office.gaps(slug, unknown=state == "unknown")
        }
        for state in ("gap", "unknown")
    }
