"""What each column under a header is: a field, a serial number, personal, or not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from loaders.tables.headers import (
    SERIAL,
    is_personal,
    names_person,
    normal_header,
    shown_header,
)
from loaders.tables.heading import Heading

if TYPE_CHECKING:
    import polars as pl

Role = Literal[
    "field", "serial", "personal", "person_name", "repeated", "merged", "part", "also", "unknown"
]
_DROPPED = ("personal", "person_name")


@dataclass(frozen=True)
class TableColumn:
    """A column under a header. `index` is its position in the file (0 is A); `header` as written.

    `field` only where the column's cells are in the body (role `field`); of figures that several
    columns make up, the first free one has it, and the others are a `part`. A column that only the
    second kind of a table knows is `also` there.
    """

    index: int
    header: str
    field: str | None
    role: Role

    @property
    def dropped(self) -> bool:
        """Whether its cells are personal and were left behind as the header was read."""
        return self.role in _DROPPED


def columns_of(
    heading: Heading, second: Heading | None, names: Sequence[str], below: pl.DataFrame
) -> tuple[TableColumn, ...]:
    """What each column is, by its header, and where two say the same by their cells.

    second: the other kind that the header is of too.
    """
    columns = []
    summed = _summed(heading)
    parts = {place for group in heading.sums.values() for place in group}
    for place, name in enumerate(names):
        header = heading.headers[place]
        stated = heading.places.get(place)
        role: Role
        if stated is not None:
            first = heading.fields[stated]
            if first == place:
                role = "field"
            else:
                same = heading.headers[first] == header and below[names[first]].equals(below[name])
                role = "merged" if same else "repeated"
        elif place in parts:
            stated = summed.get(place)
            role = "part" if stated is None else "field"
        else:
            role = _role(header)
        if role not in ("field", "part", "merged") and second is not None:
            role = "also" if place in second.places else role
        columns.append(
            TableColumn(
                index=int(name[1:]),
                header=shown_header(header) if header is not None else "",
                field=stated if role == "field" else None,
                role=role,
            )
        )
    return tuple(columns)


def _summed(heading: Heading) -> dict[int, str]:
    """Place → field, for figures that several columns make up: the first that is free stands for
    all of them; the innermost groups choose first."""
    chosen: dict[int, str] = {}
    for name, places in heading.sums.items():
        taken = {*chosen, *heading.places}
        free = next((place for place in places if place not in taken), None)
        if free is not None:
            chosen[free] = name
    return chosen


def _role(header: str | None) -> Role:
    """What a column of no known field is, by its header; of two joined ones by either."""
    if header is None:
        return "unknown"
    forms = [normal_header(header), *map(normal_header, header.split("/"))]
    if forms[0] in SERIAL:
        return "serial"
    if any(map(is_personal, forms)):
        return "personal"
    return "person_name" if any(map(names_person, forms)) else "unknown"
