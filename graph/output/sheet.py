"""What a command hands over to be written: columns, rows, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.output.columns import Column


@dataclass(frozen=True)
class Choices:
    """A last, empty column of a workbook, in which a person chooses from a list of the row's own.

    `title` heads it, `hint` is shown beside a chosen cell; `of` gives a row's list, and the place
    in it of what is offered first.
    """

    title: str
    hint: str
    of: Callable[[Sequence[object]], tuple[tuple[str, ...], int]]


@dataclass(frozen=True)
class Sheet:
    """Rows under a title. `rows` is walked once, and its values stand in the order of `columns`.

    `blocks` asks a terminal for a block of lines a row, where the texts are too long for columns;
    `notes` are lines under the title (the graph's date, where the rows come from); `name` is the
    tab of a workbook, `choices` a column that only a workbook has, `bars` the keys of numbers that
    it shows as bars, beside the shares, which always have them, and `fixed` how many columns stay
    where they are when it is scrolled sideways.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()
    name: str | None = None
    blocks: bool = False
    choices: Choices | None = None
    bars: Sequence[str] = ()
    fixed: int = 0
