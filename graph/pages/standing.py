"""How the organizations in a community stand to its leading one, for the pictures."""

from __future__ import annotations

from graph.pages.pictures import Atlas


def by_standing(
    atlas: Atlas, community: int, nodes: list[int], leading: list[int]
) -> dict[str, list[int]]:
    """How organizations stand to the leading one, as the question says: what is missing first.

    Only a gap is not managed. What is managed through its superior, and what the question does not
    ask about (a group, or any organization where none leads), is none.
    """
    found: dict[str, list[int]] = {
        standing: []
        for standing in ("not_managed", "management_unknown", "managed", "managed_above", "others")
    }
    managers = atlas.territory.managers
    for node in nodes:
        state = atlas.coverage.within(community, node)
        if not set(leading).isdisjoint(managers.get(node, ())):
            standing = "managed"
        elif state in ("gap", "unknown"):
            standing = "not_managed" if state == "gap" else "management_unknown"
        else:
            above = (manager for up in _superiors(atlas, node) for manager in managers.get(up, ()))
            standing = "others" if set(leading).isdisjoint(above) else "managed_above"
        found[standing].append(node)
    return found


def _superiors(atlas: Atlas, node: int) -> set[int]:
    """All that are above an organization on its formal line."""
    found: set[int] = set()
    level = {node}
    while level:
        level = {up for low in level for up in atlas.territory.superiors.get(low, ())} - found
        found |= level
    return found
