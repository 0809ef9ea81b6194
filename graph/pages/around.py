"""One node and what is within a few ties of it: places to the left, everything else to the right.

Each thing stands behind the one through which it was reached. Where they are too many for a
picture, those of one kind are gathered into counted boxes, the far ones first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graph.errors import UsageError
from graph.language import language, say
from graph.pages.content import LEFT_OUT_LABELS, LEFT_OUT_TYPES, PLACES, Content
from graph.pages.coverage import Coverage
from graph.pages.layers import LAYERS
from graph.pages.layout import tree
from graph.pages.pictures import BOXES, Atlas, Picture, titled
from graph.pages.territory import natural, survey
from graph.tables import read_table
from ontology import load_model

if TYPE_CHECKING:
    from graph.folder import GraphFolder

ROWS = 36  # on either side of the middle
FIRST, COLUMN = 300, 280
# How many of one kind stand apart at one, two and three ties from the middle: as many as fit.
CHOICES = ((30, 12, 6), (30, 6, 3), (20, 4, 2), (12, 3, 1), (8, 2, 1), (5, 1, 1), (3, 1, 1))
STROKES = {type_: layer.stroke for layer in LAYERS.values() for type_ in layer.types}
STROKES |= {"PART_OF": "part", "SEATED_IN": "part"}

Ends = dict[int, list[int]]


@dataclass
class Bundle:
    """What one box stands for, and the bundles behind it."""

    members: list[int]
    behind: list[Bundle] = field(default_factory=list)


def centered(folder: GraphFolder, text: str) -> str:
    """The id of the node that an id leads to, which may be that of a tie: then where it starts.

    Raises UsageError where the graph of a folder has neither, or has a figure; it asks no engine.
    """

    model, base = load_model(), str(folder.manifest["base"])
    ids = {
        label: set(read_table(folder.nodes(label), columns=["id"])["id"]) for label in model.labels
    }
    known = set().union(*(ids[label] for label in ids if label not in LEFT_OUT_LABELS))
    if (found := _find(known, base, text)) is not None:
        return found
    for label in LEFT_OUT_LABELS:
        if _find(ids[label], base, text) is not None:
            title = model.labels[label].zh if language() == "zh" else model.labels[label].en
            raise UsageError("view_not_drawn", id=text, label=title)
    for type_ in model.relationships:
        if type_ not in LEFT_OUT_TYPES:
            ties = read_table(folder.edges(type_), columns=["id", "from"])
            starts = dict(zip(ties["id"], ties["from"], strict=True))
            if (found := _find(starts.keys(), base, text)) is not None:
                return str(starts[found])
    raise UsageError("view_unknown_node", id=text)


def _find(known: Set[str], base: str, text: str) -> str | None:
    wanted = text.strip().rpartition("#")[2] if "#" in text else text.strip()
    for spelling in (wanted, unquote(wanted)):
        for id_ in (spelling, base + spelling):
            if id_ in known:
                return id_
    plain = unquote(unquote(wanted).removeprefix(base))
    same = (id_ for id_ in known if unquote(id_.removeprefix(base)) == plain)
    return min(same, default=None)


def reached(content: Content, center: int, hops: int) -> dict[int, tuple[int, int]]:
    """Node → how many ties it is from the center, and the node before it; in order of discovery."""
    ends = _neighbours(content)
    found = {center: (0, center)}
    level = [center]
    for hop in range(1, hops + 1):
        below = []
        for node in level:
            for other in ends.get(node, ()):
                if other not in found:
                    found[other] = (hop, node)
                    below.append(other)
        level = below
    return found


def narrowed(content: Content, coverage: Coverage, kept: Set[int]) -> tuple[Content, Coverage]:
    """Only some nodes and the ties among them; what is counted is still counted over all."""
    part = Content(content.model, content.places)
    new: dict[int, int] = {}
    for label, columns in content.columns.items():
        nodes = [node for node in content.of(label) if node in kept]
        start = content.starts[label]
        part.starts[label] = len(part.ids)
        part.columns[label] = {
            column: [values[node - start] for node in nodes] for column, values in columns.items()
        }
        for node in nodes:
            new[node] = len(part.ids)
            part.ids.append(content.ids[node])
            part.label.append(label)
            part.name.append(content.name[node])
    part.number = {id_: number for number, id_ in enumerate(part.ids)}
    part.community = {
        new[node]: new[community]
        for node, community in content.community.items()
        if node in new and community in new
    }
    for type_, ties in content.ties.items():
        rows = [row for row, (start, end) in enumerate(ties) if start in new and end in new]
        part.ties[type_] = [(new[ties[row][0]], new[ties[row][1]]) for row in rows]
        part.tie_columns[type_] = {
            column: [values[row] for row in rows]
            for column, values in content.tie_columns[type_].items()
        }
    return part, Coverage(
        {number: coverage.state[node] for node, number in new.items()},
        {new[node]: tally for node, tally in coverage.tally.items() if node in new},
    )


def draw_around(content: Content, coverage: Coverage, id_: str, hops: int) -> Atlas:
    """The atlas whose opening picture is what is around a node; `centered` gives its id."""
    center = content.number[id_]
    # One tie more than is drawn, so that the panel tells all ties of what is drawn.
    kept = reached(content, center, hops + 1)
    part, its_coverage = narrowed(content, coverage, kept.keys())
    atlas = Atlas(part, survey(part), its_coverage)
    atlas.opening = part.number[id_]
    _draw(atlas, atlas.opening, hops)
    return atlas


def _draw(atlas: Atlas, center: int, hops: int) -> None:
    content = atlas.content
    found = reached(content, center, hops)
    behind: Ends = defaultdict(list)
    for node, (hop, before) in found.items():
        if hop:
            behind[before].append(node)
    for nodes in behind.values():
        nodes.sort(
            key=lambda node: (
                content.starts[content.label[node]],
                natural(content.name[node]),
                node,
            )
        )
    picture = atlas.start(center, None)
    kind = content.model.labels[content.label[center]]
    line = kind.zh if language() == "zh" else kind.en
    name = titled(BOXES["district"].fit(atlas.name(center), 0.86), line)
    atlas.add(picture, center, 0, 0, "district", name)
    drawn_as = {center: center}
    for way in (-1, 1):
        first = [n for n in behind[center] if (content.label[n] in PLACES) == (way < 0)]
        _draw_side(atlas, picture, _that_fit(content, first, behind), way, drawn_as)
    picture.lines = _lines(content, drawn_as, found)


def _that_fit(content: Content, first: list[int], behind: Ends) -> Bundle:
    """The bundles of one side with the largest choice that keeps to the rows."""
    for choice in CHOICES:
        root = Bundle([], _bundles(content, first, behind, choice))
        if _rows(root) <= ROWS:
            break
    return root


def _bundles(
    content: Content, nodes: list[int], behind: Ends, choice: tuple[int, ...]
) -> list[Bundle]:
    """Nodes as boxes: each its own, or together with those of its kind where they are many."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for node in nodes:
        kinds[content.label[node]].append(node)
    found = []
    for same in kinds.values():
        if len(same) <= choice[0]:
            found += [Bundle([node]) for node in same]
        else:
            found.append(Bundle(same))
    for bundle in found:
        further = [node for member in bundle.members for node in behind.get(member, ())]
        # Behind a counted box nothing stands apart.
        rest = choice[1:] if len(bundle.members) == 1 else (1,) * len(choice[1:])
        bundle.behind = _bundles(content, further, behind, rest) if further else []
    return found


def _rows(bundle: Bundle) -> int:
    return sum(map(_rows, bundle.behind)) if bundle.behind else 1


def _draw_side(
    atlas: Atlas, picture: Picture, root: Bundle, way: int, drawn_as: dict[int, int]
) -> None:
    bundles = [root]
    children: Ends = {}
    for number, bundle in enumerate(bundles):  # grows while it is walked
        children[number] = list(range(len(bundles), len(bundles) + len(bundle.behind)))
        bundles += bundle.behind
    places = tree([0], children)
    middle = places[0][1]
    for number, bundle in enumerate(bundles[1:], 1):
        depth, y = places[number]
        node, role = bundle.members[0], "organization"
        if len(bundle.members) > 1:
            label = atlas.content.label[node]
            name = say(f"pages_count_{label}", count=len(bundle.members))
            node = atlas.gather(name, bundle.members, picture.focus, role)
            role = "more"
        atlas.add(picture, node, way * (FIRST + (depth - 1) * COLUMN), y - middle, role)
        drawn_as |= dict.fromkeys(bundle.members, node)


def _lines(
    content: Content, drawn_as: dict[int, int], found: dict[int, tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """The ties in force of each box with the one before it.

    All others would cross the picture: the page draws them for the node that is looked at.
    """
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for type_, start, end in _ties(content):
        for near, far in ((start, end), (end, start)):
            if far in drawn_as and far in found and found[far][1] == near != far:
                ends = (drawn_as[start], drawn_as[end])
                if ends[0] != ends[1]:
                    kinds[ends].add(STROKES.get(type_, "other"))
    return [
        (*ends, kind)
        for ends, strokes in sorted(kinds.items())
        for kind in sorted(strokes - {"part", "other"} or strokes)
    ]


def _neighbours(content: Content) -> Ends:
    found: Ends = defaultdict(list)
    for _, start, end in _ties(content):
        found[start].append(end)
        found[end].append(start)
    return found


def _ties(content: Content) -> Iterator[tuple[str, int, int]]:
    """Type, start and end of every tie; of the dated ones those that are in force."""
    for type_, ties in content.ties.items():
        valid = content.tie_columns[type_].get("in_force")
        for row, (start, end) in enumerate(ties):
            if valid is None or valid[row] is True:
                yield type_, start, end
