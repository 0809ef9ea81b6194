"""Where in a text: line, column and the words there, for a message about a wrong query."""

from __future__ import annotations

_NEAR = 24


def place(text: str, offset: int) -> dict[str, object]:
    """Line and column (from 1) of a character, and the text around it, where ▸ marks it."""
    offset = min(max(offset, 0), len(text))
    before = text[:offset]
    line = before.count("\n") + 1
    column = offset - (before.rfind("\n") + 1) + 1
    return {"line": line, "column": column, "near": _near(text, offset)}


def offset_of(text: str, line: int, column: int) -> int:
    """The character at a line and column (from 1)."""
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def _near(text: str, offset: int) -> str:
    """The line around a character, with a mark before it."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    before = text[start:offset].lstrip()
    after = text[offset : len(text) if end < 0 else end].rstrip()
    return (
        ("…" if len(before) > _NEAR else "")
        + before[-_NEAR:]
        + "▸"
        + after[:_NEAR]
        + ("…" if len(after) > _NEAR else "")
    )
