"""The graph folder, its engines, questions, outputs and commands.

In a notebook: `from graph import open_graph`. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.notebook import Graph, open_graph

__all__ = ["Graph", "open_graph"]


def __getattr__(name: str) -> object:
    """Import the notebook interface when it is first asked for."""
    if name in __all__:
        from graph import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'graph' has no attribute {name!r}")
