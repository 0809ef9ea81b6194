"""Where things stand on a picture: positions computed here, so that nothing moves in the browser.

Lengths are in units of the picture, about a screen pixel each. A box is drawn around its middle.
The functions know nothing of graphs: they place boxes, rows and trees.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ROW = 28


@dataclass(frozen=True)
class Box:
    """The width and height of a kind of box, and the size of the text in it."""

    width: int
    height: int
    text: int = 14

    def fit(self, text: str, part: float = 1) -> str:
        """The text cut to what the box, or a part of it, holds; an ellipsis stands for the rest."""
        return shorten(text, part * (self.width - 8) / self.text)

    def fit_end(self, text: str) -> str:
        """The text cut at its beginning: what tells buildings apart is the number at the end."""
        return shorten(text[::-1], (self.width - 8) / self.text)[::-1]


def ems(text: str) -> float:
    """The width of a text in ems: a Chinese character is one, a Latin letter a little over half."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide + 0.56 * (len(text) - wide)


def shorten(text: str, room: float) -> str:
    """The text cut to a width in ems; control and direction marks become spaces."""
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).strip()
    if ems(text) <= room:
        return text
    kept = text
    while kept and ems(kept) > room - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def grid(count: int, columns: int, width: int, height: int) -> list[tuple[int, int]]:
    """Row by row, the middles of `count` cells; the first stands at (0, 0)."""
    return [(index % columns * width, index // columns * height) for index in range(count)]


def right_grid(count: int, columns: int, width: int, height: int) -> list[tuple[int, int]]:
    """A grid that ends at x = 0; less than one row keeps to the right, beside its heading."""
    first = -(min(columns, count) - 1) * width
    return [(first + x, y) for x, y in grid(count, columns, width, height)]


def columns_for(sizes: Sequence[int], rows: int, choices: Sequence[int]) -> int | None:
    """The fewest of `choices` with which blocks of these sizes need at most so many rows."""
    for columns in choices:
        if sum(max(1, -(-size // columns)) for size in sizes) <= rows:
            return columns
    return None


def tree(
    roots: Sequence[int], children: Mapping[int, Sequence[int]], row: int = ROW
) -> dict[int, tuple[int, int]]:
    """(depth, y) of every node of a forest: leaves in rows from 0, a parent amid its children.

    A node that is reached twice is placed once, so that a cycle ends.
    """
    placed: dict[int, tuple[int, int]] = {}
    seen: set[int] = set()
    line = 0

    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        # The way from the root down: a line of organizations may be longer than Python's stack.
        way: list[tuple[int, Iterator[int], list[int]]] = [(root, iter(children.get(root, ())), [])]
        while way:
            node, rest, below = way[-1]
            child = next((child for child in rest if child not in seen), None)
            if child is not None:
                seen.add(child)
                way.append((child, iter(children.get(child, ())), []))
                continue
            way.pop()
            if below:
                y = (below[0] + below[-1]) // 2
            else:
                y = line * row
                line += 1
            placed[node] = (len(way), y)
            if way:
                way[-1][2].append(y)
    return placed


def open_down_to(
    roots: Sequence[int], children: Mapping[int, Sequence[int]], rows: int, deepest: int = 6
) -> dict[int, list[int]]:
    """The children to show so that a forest needs at most so many rows, level by level.

    None is further than `deepest` from its root. A node whose children are not among the result
    stays closed.
    """
    shown: dict[int, list[int]] = {}
    seen = set(roots)
    used = len(roots)
    level = list(roots)
    for _ in range(deepest):
        below: list[int] = []
        for node in level:
            new = [child for child in children.get(node, ()) if child not in seen]
            if new and used + len(new) - 1 <= rows:
                shown[node] = new
                seen |= set(new)
                used += len(new) - 1
                below += new
        level = below
    return shown
