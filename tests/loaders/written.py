"""Rosters written by a test, and what a load makes of them, in a few words."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from loaders.loading import LoadResult, load


def write(folder: Path, name: str, *rows: Sequence[object]) -> Path:
    """A CSV roster; the first row is the header, None a blank cell."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["" if c is None else c for c in row] for row in rows])
    return path


def names(result: LoadResult, label: str, *, listed: bool | None = True) -> list[str]:
    """The names of the nodes of a label."""
    frame = result.nodes[label]
    if listed is not None:
        frame = frame.filter(frame["listed"] == listed)
    return sorted(frame["name"].to_list())


def node(result: LoadResult, label: str, name: str) -> dict[str, object]:
    """The one node of that name."""
    frame = result.nodes[label]
    (found,) = frame.filter(frame["name"] == name).to_dicts()
    return found


def ties(result: LoadResult, type_: str) -> list[tuple[str, str]]:
    """The ties of a type as pairs of names."""
    called = {row["id"]: row["name"] for n in result.nodes.values() for row in n.to_dicts()}
    return sorted((called[t["from"]], called[t["to"]]) for t in result.edges[type_].to_dicts())


def codes(result: LoadResult) -> list[str]:
    """The codes of the issues."""
    return sorted(result.issues["code"].to_list())


def account(result: LoadResult) -> dict[str, tuple[int, int, int, int]]:
    """By file: read, loaded, rejected, skipped."""
    found = {}
    for file in result.files:
        for sheet in file["sheets"]:
            rows = sheet["rows"]
            found[file["path"]] = (
                rows["read"],
                rows["loaded"],
                rows["rejected"],
                rows["skipped"],
            )
    return found


__all__ = ["account", "codes", "load", "names", "node", "ties", "write"]
