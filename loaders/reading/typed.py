"""What a person would have typed for a cell that a spreadsheet holds as a number, date or truth."""

from __future__ import annotations

import datetime
import math

from loaders.reading.cells import IMPRECISE

#: From here on a spreadsheet's numbers no longer hold every digit.
EXACT = 1e15


def number(value: float) -> str:
    """A number as one would type it; marked where it may have lost digits."""
    if not math.isfinite(value):
        return f"{IMPRECISE}{value}"
    if abs(value) >= EXACT:
        return f"{IMPRECISE}{int(value)}" if abs(value) < 1e30 else f"{IMPRECISE}{value}"
    return str(int(value)) if value == int(value) else repr(value)


def truth(value: bool) -> str:
    """TRUE or FALSE, as every spreadsheet shows it."""
    return "TRUE" if value else "FALSE"


def moment(value: datetime.datetime) -> str:
    """The day of a date with a time: rosters state days."""
    return value.date().isoformat()


def duration(value: datetime.timedelta) -> str:
    """Hours, minutes and seconds."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
