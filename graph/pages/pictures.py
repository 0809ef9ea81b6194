"""The pictures of the network page: which boxes stand where, on every level.

A picture has a focus, and the picture above it is the way back. No picture holds more than a few
hundred boxes: what would not fit is gathered into a counted box that opens a picture of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.pages.content import Content
from graph.pages.coverage import Coverage, State
from graph.pages.layout import Box, grid, shorten
from graph.pages.territory import Territory

BOXES = {
    "district": Box(260, 54, 15),
    "subdistrict": Box(112, 50, 13),
    "community": Box(112, 30, 14),
    "row": Box(200, 44, 14),
    "focus": Box(124, 52, 16),
    "lead": Box(140, 44, 15),
    "estate": Box(136, 25, 14),
    "building": Box(49, 23, 13),
    "cell": Box(76, 28, 13),
    "organization": Box(190, 25, 14),
    "superior": Box(170, 25, 14),
    "unit": Box(210, 26, 14),
    "more": Box(190, 25, 14),
    "beside": Box(190, 25, 14),
}
TITLED = ("district", "subdistrict", "row")  # a name above a smaller line
CHUNK = 120


def titled(title: str, line: str | None) -> str:
    """A title above a line, in vis-network's markup: canvas text with nothing but bold in it."""
    title = title.replace("&", "&amp;").replace("<", "&lt;")
    return f"<b>{title}</b>" + (f"\n{line}" if line is not None else "")


@dataclass(frozen=True)
class Drawn:
    """A box on a picture: the number of its node, its middle, its role and fill, its text."""

    node: int
    x: int
    y: int
    role: str
    state: State
    text: str


@dataclass
class Picture:
    """Boxes and lines; `above` is the focus of the picture that one goes back to."""

    focus: int
    above: int | None
    boxes: list[Drawn] = field(default_factory=list)
    lines: list[tuple[int, int, str]] = field(default_factory=list)

    def nodes(self) -> set[int]:
        """The numbers drawn here."""
        return {box.node for box in self.boxes}


@dataclass(frozen=True)
class Gathered:
    """A box that stands for several nodes."""

    name: str
    members: tuple[int, ...]


@dataclass
class Atlas:
    """All pictures by their focus, and the gathered boxes, numbered on from the last node."""

    content: Content
    territory: Territory
    coverage: Coverage
    pictures: dict[int, Picture] = field(default_factory=dict)
    gathered: list[Gathered] = field(default_factory=list)
    opening: int = -1

    def start(self, focus: int, above: int | None) -> Picture:
        """A new picture."""
        picture = Picture(focus, above)
        self.pictures[focus] = picture
        return picture

    def add(
        self, picture: Picture, node: int, x: int, y: int, role: str, text: str | None = None
    ) -> None:
        """Draw a node once; the text is its name where none is given."""
        if text is None:
            text = BOXES[role].fit(self.name(node))
            if role in TITLED:
                text = titled(text, None)
        picture.boxes.append(Drawn(node, x, y, role, self.state(node, picture.focus), text))

    def name(self, node: int) -> str:
        """The name of a node or of a gathered box."""
        count = len(self.content.name)
        return self.content.name[node] if node < count else self.gathered[node - count].name

    def state(self, node: int, place: int) -> State:
        """The fill of a node at a place; a gathered box has a gap where one of its members has."""
        count = len(self.content.name)
        if node < count:
            return self.coverage.within(place, node)
        members = self.gathered[node - count].members
        states = {self.coverage.within(place, member) for member in members}
        return "gap" if "gap" in states else "plain"

    def gather(self, name: str, members: Sequence[int], above: int, role: str) -> int:
        """A box that stands for `members`, and the picture that it opens."""
        number = len(self.content.name) + len(self.gathered)
        self.gathered.append(Gathered(name, tuple(members)))
        self.spread(number, members, above, role)
        return number

    def spread(self, focus: int, members: Sequence[int], above: int, role: str) -> Picture:
        """A picture of a focus and its members in rows, in counted boxes where they are many."""
        picture = self.start(focus, above)
        shown, drawn_as = list(members), role
        if len(members) > 2 * CHUNK:
            size = max(CHUNK, -(-len(members) // CHUNK))
            parts = [members[at : at + size] for at in range(0, len(members), size)]
            shown = [self.gather(self._span(part), part, focus, role) for part in parts]
            drawn_as = "unit"
        columns = {"cell": 12, "unit": 4, "organization": 4}[drawn_as]
        box = BOXES[drawn_as]
        columns = max(1, min(columns, len(shown)))
        left = -(columns - 1) * (box.width + 10) // 2
        self.add(picture, focus, 0, 0, "district")
        for node, (x, y) in zip(
            shown, grid(len(shown), columns, box.width + 10, box.height + 8), strict=True
        ):
            self.add(picture, node, left + x, 60 + y, drawn_as, box.fit(self.short(node, focus)))
        return picture

    def short(self, node: int, place: int | None) -> str:
        """The name of a node without the name of the place it is drawn in."""
        name = self.name(node)
        if place is not None:
            prefix = self.name(place).removesuffix("居委会")
            if prefix and name.startswith(prefix) and len(name) > len(prefix):
                return name[len(prefix) :]
        return name

    def _span(self, members: Sequence[int]) -> str:
        first, last = (shorten(self.name(members[at]), 6) for at in (0, -1))
        return f"{first} – {last} ({len(members)})"
