"""What can go wrong on the graph's side, and the exit code that each kind ends in.

A message is a key of `graph/language/messages.yaml`, said in the user's language when it is shown.
"""

from __future__ import annotations


class GraphError(Exception):
    """Something a user can act on: a key of messages.yaml and the values it names."""

    exit_code = 2

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        from graph.language import say

        return say(self.key, **self.values)


class UsageError(GraphError):
    """An option or an input that can't be used (exit code 2)."""


class QueryError(GraphError):
    """A query that is wrong, not one statement, or not allowed (exit code 2)."""


class EngineError(GraphError):
    """An engine or a server failed, or ran out of time (exit code 3)."""

    exit_code = 3
