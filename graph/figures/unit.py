"""What the number of a figure is, and how people read it."""

from __future__ import annotations

from typing import Literal

# number: as it is. share: a part of one. per_cent: in per cent already. points: percentage points.
# rate: so many to a thousand, of which one decimal says enough.
Unit = Literal["number", "share", "per_cent", "points", "rate"]


def shown(value: int | float, unit: Unit) -> int | float | str:
    """`value` for people: a number, or a text where it has a sign of its own."""
    if unit == "share":
        from graph.output.values import per_cent

        return per_cent(value)
    if unit == "per_cent":
        return f"{value:,.10g}%"
    if unit == "points":
        from graph.language import say

        return say("figures_points", value=f"{value:+,.10g}")
    return round(value, 1) if unit == "rate" else value
