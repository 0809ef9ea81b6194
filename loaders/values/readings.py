"""What a reading of a cell yields, and the names of what can be wrong with it.

A problem is one of the codes below; loaders/problems.yaml says each in words. Those of `REMARKS`
leave a value that is used all the same; the others leave none.
"""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeVar

Problem = Literal[
    "not_a_number",
    "not_a_date",
    "date_partly_read",
    "unknown_code",
    "bad_code",
    "bad_check_character",
    "digits_lost",
    "room_code_cut",
    "personal_value",
    "bad_building_list",
    "part_of_building",
    "not_a_position",
    "negative_count",
    "too_long",
]
REMARKS: frozenset[str] = frozenset({"date_partly_read", "room_code_cut", "part_of_building"})

Qualifier = Literal["exact", "at_least", "about"]

IMPRECISE = "\ufdd0"
"""The first character of a cell that a spreadsheet held as a number too long for it (1e15 and
more): its digits can't be relied on. The reader of workbooks puts it there."""

T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """A value (null where there is none), a problem or null, and for a figure its qualifier."""

    value: T | None
    problem: Problem | None = None
    qualifier: Qualifier | None = None
