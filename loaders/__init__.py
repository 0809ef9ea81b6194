"""Rosters in, node and edge tables out: `load(paths)` → `LoadResult`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.errors import RosterError

if TYPE_CHECKING:
    from loaders.loading import LoadResult, load

__all__ = ["LoadResult", "RosterError", "load"]


def __getattr__(name: str) -> object:
    """Import the loader itself (and polars) only when it is used."""
    if name in ("LoadResult", "load"):
        import importlib

        return getattr(importlib.import_module("loaders.loading"), name)
    raise AttributeError(name)
