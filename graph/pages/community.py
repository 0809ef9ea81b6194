"""The picture of one community, and those of its estates and organizations."""

from __future__ import annotations

from graph.language import say
from graph.pages.layout import ROW, columns_for, grid, open_down_to, right_grid, tree
from graph.pages.pictures import BOXES, Atlas, Picture
from graph.pages.standing import by_standing

LINES = 34  # rows on either side of the picture
OWN = 22  # rows of the community's own line, where other organizations need the rest
MOST_BUILDINGS = 240
LEAD = 90  # the middle of the leading organization,
FIRST = 312  # of the organizations under it,
COLUMN = 240  # and from one generation to the next
GAP = 8
BESIDE_LEFT = 4  # the middle of the counted boxes below the community and its leading organization


def draw_community(atlas: Atlas, community: int, above: int | None) -> None:
    """The community amid its places and its Party organizations."""
    picture = atlas.start(community, above)
    left = Picture(community, None)
    right = Picture(community, None)
    _draw_places(atlas, community, left)
    leading = _draw_organizations(atlas, community, right)
    for half in (left, right):
        if half.boxes:
            middle = (min(box.y for box in half.boxes) + max(box.y for box in half.boxes)) // 2
            for box in half.boxes:
                y = 0 if box.node in leading else box.y - middle
                atlas.add(picture, box.node, box.x, y, box.role, box.text)
        picture.lines += half.lines
    name = BOXES["focus"].fit(atlas.name(community))
    atlas.add(picture, community, -82, 0, "focus", name)
    picture.lines += [(node, community, "leads") for node in leading]
    draw_beside(atlas, community, picture, BESIDE_LEFT, 76)


def draw_beside(atlas: Atlas, place: int, picture: Picture, x: int, y: int) -> None:
    """Counted boxes, one below the other, of what else a place has: bodies, posts, teams …"""
    for label, homes in atlas.territory.beside.items():
        nodes = [n for n in homes.get(place, []) if atlas.content.value(n, "listed") is not False]
        if not nodes:
            continue
        number = nodes[0]
        if len(nodes) > 1:
            name = say(f"pages_count_{label}", count=len(nodes))
            number = atlas.gather(name, nodes, place, "organization")
        atlas.add(picture, number, x, y, "beside")
        y += ROW + 2


def _draw_places(atlas: Atlas, community: int, picture: Picture) -> None:
    territory = atlas.territory
    blocks = [
        (block, territory.buildings.get(block, [])) for block in territory.blocks.get(community, [])
    ]
    loose = territory.buildings.get(community, [])
    sizes = [len(buildings) for _, buildings in blocks] + ([len(loose)] if loose else [])
    columns = columns_for(sizes, LINES, (5, 6, 8, 10)) if sum(sizes) <= MOST_BUILDINGS else None
    if columns is None:
        _draw_closed(atlas, community, picture)
        return
    if loose:
        name = say("pages_outside_estates", count=len(loose))
        blocks.append((atlas.gather(name, loose, community, "cell"), loose))
    y = 0
    for block, buildings in blocks:
        lines = max(1, -(-len(buildings) // columns))
        cells = right_grid(len(buildings), columns, BOXES["building"].width + 3, 26)
        middle = y + (lines - 1) * 13
        atlas.add(picture, block, -246, middle, "estate")
        picture.lines.append((community, block, "part"))
        for building, (x, below) in zip(buildings, cells, strict=True):
            text = BOXES["building"].fit_end(atlas.short(building, block))
            atlas.add(picture, building, -344 + x, y + below, "building", text)
        y += lines * 26 + GAP
    for block, buildings in blocks:
        if len(buildings) > 2 * columns and block < len(atlas.content.name):
            draw_block(atlas, block, community)


def _draw_closed(atlas: Atlas, community: int, picture: Picture) -> None:
    """Estates as boxes that open, where their buildings would not fit."""
    territory = atlas.territory
    shown = list(territory.blocks.get(community, []))
    for block in shown:
        draw_block(atlas, block, community)
    if len(shown) > 2 * LINES:
        parts = [shown[at : at + 60] for at in range(0, len(shown), 60)]
        shown = [
            atlas.gather(say("pages_estates", count=len(part)), part, community, "unit")
            for part in parts
        ]
    loose = territory.buildings.get(community, [])
    if loose:
        name = say("pages_outside_estates", count=len(loose))
        shown.append(atlas.gather(name, loose, community, "cell"))
    columns = 1 if len(shown) <= LINES else 2
    for node, (x, y) in zip(
        shown, grid(len(shown), columns, -BOXES["more"].width - 8, ROW), strict=True
    ):
        tally = atlas.coverage.tally.get(node)
        counts = f" {tally.gaps}/{tally.known}" if tally is not None and tally.known else ""
        room = BOXES["more"].width // BOXES["more"].text - len(counts)
        name = atlas.name(node)
        text = (name if len(name) <= room else name[: room - 1] + "…") + counts
        atlas.add(picture, node, -280 + x, y, "more", text)
        if columns == 1:
            picture.lines.append((community, node, "part"))


def draw_block(atlas: Atlas, block: int, above: int) -> None:
    """An estate, a street or a grid: its buildings, and who covers it or one of them."""
    buildings = atlas.territory.buildings.get(block, [])
    picture = atlas.spread(block, buildings, above, "cell")
    covering, serving = atlas.territory.covering, atlas.territory.serving.get(block, [])
    found = [node for place in (block, *buildings) for node in covering.get(place, ())]
    organizations = list(dict.fromkeys([*found, *serving]))[:LINES]
    if not organizations:
        return
    right = max(box.x for box in picture.boxes) + 220
    for node, (_, y) in zip(organizations, grid(len(organizations), 1, 1, ROW), strict=True):
        atlas.add(picture, node, right, y, "organization")
        if node in covering.get(block, ()):
            picture.lines.append((node, block, "covers"))
        elif node in serving:
            picture.lines.append((node, block, "other"))


def _draw_organizations(atlas: Atlas, community: int, picture: Picture) -> list[int]:
    """The leading organization's line, then the others that are seated here; the leading ones."""
    territory = atlas.territory
    leading = territory.leading.get(community, [])[:1]
    here = [
        node
        for node in territory.organizations.get(community, [])
        if atlas.content.value(node, "listed") is not False
    ]
    line: set[int] = set()
    level = leading
    while level:
        line |= set(level)
        below = [n for node in level for n in territory.subordinates.get(node, ())]
        level = [node for node in dict.fromkeys(below) if node not in line]
    others = [node for node in here if node not in line]
    rows = LINES - min(len(others) + 2, LINES - OWN)
    y, closed = _draw_line(atlas, community, leading, picture, rows)
    for node in closed:
        draw_organization(atlas, node, community)
    y = _draw_others(atlas, community, others, leading, picture, y)
    _draw_units(atlas, community, picture, y)
    return leading


def _draw_line(
    atlas: Atlas, place: int | None, roots: list[int], picture: Picture, rows: int
) -> tuple[int, list[int]]:
    """A tree of organizations along the formal line: the y below it, and what stays closed."""
    children = atlas.territory.subordinates
    shown = open_down_to(roots, children, rows)
    hidden = [node for node in roots if children.get(node) and node not in shown]
    places = tree(roots, shown)
    folded = []
    for node, (depth, y) in places.items():
        role = "lead" if depth == 0 else "organization"
        below = children.get(node, [])
        closed = bool(below) and node not in shown and depth > 0
        text = atlas.short(node, place)
        if closed:
            text = f"{BOXES[role].fit(text, 0.8)} +{len(below)}"
            folded.append(node)
        x = LEAD if depth == 0 else FIRST + (depth - 1) * COLUMN
        atlas.add(picture, node, x, y, role, BOXES[role].fit(text))
        picture.lines += [(child, node, "formal") for child in shown.get(node, ())]
    for node in hidden:
        name = say("pages_subordinates", count=len(children[node]))
        number = atlas.gather(name, children[node], picture.focus, "organization")
        atlas.add(picture, number, FIRST, 0, "more")
        picture.lines.append((number, node, "formal"))
    return max((y for _, y in places.values()), default=-ROW) + ROW, folded


def draw_organization(atlas: Atlas, focus: int, above: int) -> None:
    """An organization whose subordinates did not fit on the picture above, and those below it."""
    children = atlas.territory.subordinates
    waiting = [(focus, above)]
    while waiting:
        node, over = waiting.pop()
        if node in atlas.pictures:
            continue
        if len(children.get(node, ())) > LINES:
            atlas.spread(node, children[node], over, "organization")
            continue
        _, closed = _draw_line(atlas, None, [node], atlas.start(node, over), LINES)
        waiting += [(below, node) for below in reversed(closed)]


def _draw_others(
    atlas: Atlas,
    community: int,
    others: list[int],
    leading: list[int],
    picture: Picture,
    y: int,
) -> int:
    """Organizations of resident units: their two lines, those without the second one first."""
    territory = atlas.territory
    groups = by_standing(atlas, community, others, leading)
    room = LINES - y // ROW - 2
    boxes: list[tuple[int, list[int]]] = []
    for standing, nodes in groups.items():
        if len(others) <= room or len(nodes) <= 3:
            boxes += [(node, [node]) for node in _by_superior(atlas, nodes)]
        else:
            name = say(f"pages_{standing}", count=len(nodes))
            boxes.append((atlas.gather(name, nodes, community, "organization"), nodes))
    managed = groups["managed"]
    rows_of: dict[int, list[int]] = {}
    y += GAP if boxes else 0
    for node, members in boxes:
        atlas.add(picture, node, FIRST, y, "more" if node not in members else "organization")
        if members[0] in managed:
            picture.lines += [(node, manager, "dual") for manager in leading]
        for superior in territory.superiors.get(node, []):
            rows_of.setdefault(superior, []).append(y)
            picture.lines.append((node, superior, "formal"))
        y += ROW
    drawn = picture.nodes() | {community}
    lowest = -10_000
    for superior, ys in rows_of.items():
        if superior not in drawn:
            at = max((ys[0] + ys[-1]) // 2, lowest + ROW)
            lowest = at
            atlas.add(picture, superior, FIRST + COLUMN - 10, at, "superior")
    return y


def _by_superior(atlas: Atlas, nodes: list[int]) -> list[int]:
    """The nodes with one superior side by side, in the order of the first of each."""
    groups: dict[int, list[int]] = {}
    for node in nodes:
        groups.setdefault((atlas.territory.superiors.get(node) or [-1])[0], []).append(node)
    return [node for group in groups.values() for node in group]


def _draw_units(atlas: Atlas, community: int, picture: Picture, y: int) -> None:
    """The community's units, gathered: those without a Party organization, those with, the rest."""
    units = [
        unit
        for unit in atlas.territory.units.get(community, [])
        if atlas.content.value(unit, "listed") is not False
    ]
    groups: dict[str, list[int]] = {"without": [], "unknown": [], "with": []}
    for unit in units:
        state = atlas.coverage.state[unit]
        groups[{"covered": "with", "unknown": "unknown"}.get(state, "without")].append(unit)
    due = sum(atlas.coverage.state[unit] == "gap" for unit in units)
    y += GAP
    for name, nodes in groups.items():
        if nodes:
            name = f"pages_units_{name}"
            number = atlas.gather(say(name, count=len(nodes), due=due), nodes, community, "unit")
            atlas.add(picture, number, FIRST, y, "more")
            y += ROW
