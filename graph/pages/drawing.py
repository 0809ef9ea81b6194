"""Drawing every picture of a graph: the district, subdistricts, communities, estates, lines.

A community's picture has its places to the left and its Party organizations to the right of the
middle, where the community and its leading organization stand side by side.
"""

from __future__ import annotations

from graph.language import say
from graph.pages.community import draw_beside, draw_community
from graph.pages.content import BESIDE, Content
from graph.pages.coverage import Coverage, Tally
from graph.pages.layout import ems, grid, shorten
from graph.pages.pictures import BOXES, Atlas, Picture, titled
from graph.pages.territory import Territory, narrowest, tops

WALL = 150  # up to so many communities are on the opening picture themselves
BAND = 8  # columns side by side on it
ROWS = 40  # up to so many communities stand beside their leading organizations


def draw(content: Content, territory: Territory, coverage: Coverage) -> Atlas:
    """All pictures; `opening` is the focus of the one to open with."""
    atlas = Atlas(content, territory, coverage)
    highest = tops(content, territory)
    opening = narrowest(territory, highest)
    if opening is None:
        atlas.opening = _draw_tops(atlas, highest)
    else:
        atlas.opening = opening
        _draw_place(atlas, highest[0], None)
    _draw_rest(atlas)
    return atlas


def counted(tally: Tally | None) -> str:
    """The second line of a place's box: how many of its buildings are not covered."""
    if tally is None or not tally.of:
        return say("pages_no_buildings")
    if not tally.known:
        return say("output_code_unknown")
    return say("pages_uncovered_of", gaps=tally.gaps, known=tally.known)


def _place(atlas: Atlas, picture: Picture, node: int, x: int, y: int, role: str) -> None:
    tally = atlas.coverage.tally.get(node)
    if role == "community":
        name = atlas.name(node).removesuffix("居委会").removesuffix("社区")
        count = f" {tally.gaps}/{tally.known}" if tally is not None and tally.gaps else ""
        text = shorten(name, BOXES[role].width / BOXES[role].text - 0.6 - ems(count)) + count
    else:
        line = say("pages_partly") if node in atlas.coverage.partial else counted(tally)
        text = titled(BOXES[role].fit(atlas.name(node)), line)
    atlas.add(picture, node, x, y, role, text)


def _draw_tops(atlas: Atlas, members: list[int]) -> int:
    """Several districts, or none: they stand side by side under a box of their own."""
    focus = atlas.gather(say("pages_whole_graph"), members, -1, "unit")
    atlas.pictures[focus].above = None
    if len(members) <= ROWS:
        picture = atlas.start(focus, None)
        columns = min(4, len(members))
        width, height = BOXES["row"].width + 16, BOXES["row"].height + 12
        for node, (x, y) in zip(members, grid(len(members), columns, width, height), strict=True):
            _place(atlas, picture, node, x - (columns - 1) * width // 2, y + 84, "row")
        atlas.add(picture, focus, 0, 0, "district")
    for node in members:
        _draw_place(atlas, node, focus)
    return focus


def _draw_place(atlas: Atlas, place: int, above: int | None) -> None:
    """A place, and everything below it."""
    territory = atlas.territory
    if atlas.content.label[place] == "Community":
        draw_community(atlas, place, above)
        return
    if atlas.content.label[place] == "Subdistrict":
        _draw_subdistrict(atlas, place, above)
        return
    columns = {
        node: territory.communities.get(node, []) for node in territory.subdistricts.get(place, [])
    }
    direct = territory.communities.get(place, [])
    if direct:
        columns[atlas.gather(say("pages_without_subdistrict"), direct, place, "unit")] = direct
    _draw_wall(atlas, place, above, columns)
    for subdistrict in territory.subdistricts.get(place, []):
        _draw_subdistrict(atlas, subdistrict, place)
    for community in direct:
        draw_community(atlas, community, place)


def _draw_wall(atlas: Atlas, place: int, above: int | None, columns: dict[int, list[int]]) -> None:
    """A district: its subdistricts side by side, each with its communities under it."""
    if len(columns) > WALL:
        atlas.spread(place, list(columns), -1 if above is None else above, "unit").above = above
        return
    picture = atlas.start(place, above)
    with_communities = sum(map(len, columns.values())) <= WALL
    step, row = BOXES["community"].width + 8, BOXES["community"].height + 6
    heads = list(columns)
    top = 90
    for at in range(0, len(heads), BAND):
        band = heads[at : at + BAND]
        left = -(len(band) - 1) * step // 2
        for column, head in enumerate(band):
            x = left + column * step
            _place(atlas, picture, head, x, top, "subdistrict")
            picture.lines.append((place, head, "down"))
            for line, community in enumerate(columns[head] if with_communities else ()):
                _place(atlas, picture, community, x, top + 48 + line * row, "community")
        deepest = max(len(columns[head]) for head in band) if with_communities else 0
        top += 48 + deepest * row + 30
    _place(atlas, picture, place, 0, 0, "district")


def _draw_subdistrict(atlas: Atlas, place: int, above: int | None) -> None:
    """A subdistrict: its communities, their leading organizations, and what these are under."""
    communities = atlas.territory.communities.get(place, [])
    for community in communities:
        draw_community(atlas, community, place)
    if len(communities) > ROWS:
        atlas.spread(place, communities, -1, "unit").above = above
        return
    picture = atlas.start(place, above)
    row = BOXES["row"].height + 8
    middle = (len(communities) - 1) * row // 2
    _place(atlas, picture, place, -380, middle, "district")
    draw_beside(atlas, place, picture, -380, middle + 64)
    superiors: list[int] = []
    for line, community in enumerate(communities):
        _place(atlas, picture, community, -80, line * row, "row")
        picture.lines.append((place, community, "part"))
        for leading in atlas.territory.leading.get(community, [])[:1]:
            if leading in picture.nodes():
                continue
            atlas.add(picture, leading, 170, line * row, "organization")
            picture.lines.append((leading, community, "leads"))
            superiors += atlas.territory.superiors.get(leading, [])
    over = [node for node in dict.fromkeys(superiors) if node not in picture.nodes()]
    for node, (_, y) in zip(over, grid(len(over), 1, 1, 40), strict=True):
        atlas.add(picture, node, 430, middle + y - (len(over) - 1) * 20, "organization")
    for leading in picture.nodes() & atlas.territory.superiors.keys():
        for superior in atlas.territory.superiors[leading]:
            if superior in over:
                picture.lines.append((leading, superior, "formal"))
    picture.lines.sort()


def _draw_rest(atlas: Atlas) -> None:
    """What lies in no community that is known: it is gathered beside the rest."""
    drawn = set().union(*(picture.nodes() for picture in atlas.pictures.values()))
    content = atlas.content
    rest = [
        node
        for node in content.of(
            "Building", "Estate", "Street", "Grid", "PartyOrganization", "Unit", *BESIDE
        )
        if node not in drawn and content.value(node, "listed") is not False
    ]
    if not rest:
        return
    opening = atlas.pictures[atlas.opening]
    number = atlas.gather(say("pages_unresolved", count=len(rest)), rest, atlas.opening, "unit")
    lowest = max(box.y for box in opening.boxes)
    middle = sum(box.x for box in opening.boxes) // len(opening.boxes)
    atlas.add(opening, number, middle, lowest + 60, "more")
