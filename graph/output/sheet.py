"""What a command hands over to be written: columns, rows, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.output.columns import Column


@dataclass(frozen=True)
class Sheet:
    """Rows under a title. `rows` is walked once, and its values stand in the order of `columns`.

    `blocks` asks a terminal for a block of lines a row, where the texts are too long for columns;
    `notes` are lines under the title (the graph's date, where the rows come from); `name` is the
    tab of a workbook.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()
    name: str | None = None
    blocks: bool = False
