"""How wide text is in a terminal or a sheet, and where it may be broken.

A Chinese character takes two cells and may end a line; an English word may not be cut unless it is
longer than the line.
"""

from __future__ import annotations

from rich.cells import cell_len

_NEVER_FIRST = frozenset("，。、；：？！）》」』”’…％,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『“‘([{")


def cells(text: str) -> int:
    """The number of terminal cells that `text` takes."""
    # rich looks up every character; most cells are plain ASCII, and this is the hot path
    return len(text) if text.isascii() else cell_len(text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `width` cells, pushed to the right where asked."""
    spaces = " " * (width - cells(text))
    return spaces + text if right else text + spaces


def wrap(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells; always at least one line."""
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    rest = text
    while cells(rest) > width:
        end = _line_end(rest, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*lines, rest] if rest or not lines else lines


def _line_end(text: str, width: int) -> int:
    """Where the first line of `text`, which is wider than `width`, ends."""
    used = 0
    fits = 0
    for fits, character in enumerate(text):  # noqa: B007 - the count is the result
        used += cells(character)
        if used > width:
            break
    fits = max(fits, 1)
    for end in range(fits, 0, -1):
        if _may_break(text, end):
            return end
    return fits


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at : at + 1]
    if after == " " or before == " ":
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return before in "|;" or cells(before) == 2 or cells(after) == 2
