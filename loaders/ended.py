"""Whether a body's term, or the time of a joint work, is over on the graph's date (RULES 10)."""

from __future__ import annotations

import datetime

import polars as pl

from loaders.registry import Registry
from loaders.values import in_force_series

# An attribute that is blank is unknown (RULES 1); a time without a stated end goes on (RULES 10).
_END = {"GovernanceBody": "term_end"}
_UNTIL = "until"


def note_ended(registry: Registry, on: datetime.date) -> None:
    """Set `ended` of every node that can end; null where nobody can tell."""
    for label, frame in registry.nodes.items():
        if "ended" not in frame.columns:
            continue
        end = _END.get(label, _UNTIL)
        unread = frame["id"].is_in(_unread(registry, label, end).implode())
        nothing = pl.Series([None] * frame.height, dtype=pl.String)
        goes_on = in_force_series(
            nothing, frame[end], on, until_unread=unread & frame[end].is_null()
        )
        ended = ~goes_on if end == _UNTIL else (~goes_on).set(frame[end].is_null(), None)
        registry.nodes[label] = frame.with_columns(ended=ended)


def _unread(registry: Registry, label: str, column: str) -> pl.Series:
    """The ids of the nodes for which some row states an end that is no date."""
    found = [pl.Series("id", [], dtype=pl.String)]
    for kind in registry.kinds.values():
        for spec in kind.nodes.values():
            name = spec.columns.get(column)
            made = registry.made.get((kind.name, spec.alias))
            if spec.label != label or name is None or made is None:
                continue
            records = registry.records.frames[kind.name].filter(f"{name}~unread")
            found.append(made.join(records, on="_record", how="semi")["id"])
    return pl.concat(found)
