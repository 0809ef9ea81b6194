"""A figure, and what all makers need to make one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Part = Mapping[str, Any]

LEVELS = ("district", "subdistrict", "community", "estate", "organization")


class Figure(NamedTuple):
    """One figure of an indicator, as JSON shows it (codes, not labels).

    `source` is the row of the roster that states it, where one row does.
    """

    figure: str
    category: str | None
    value: int | float
    qualifier: str = "exact"
    level: str | None = None
    period: str | None = None
    subdistrict: str | None = None
    community_code: str | None = None
    community: str | None = None
    organization: str | None = None
    organization_id: str | None = None
    source: str | None = None


# parts, and the codes of the indicator in the order of its YAML file → its figures
Maker = Callable[[Iterable[Part], Sequence[str]], Iterator[Figure]]


def weakest(qualifiers: Iterable[str | None]) -> str:
    """The qualifier of a sum: about before at_least before exact; blank is exact."""
    found = set(qualifiers)
    return "about" if "about" in found else "at_least" if "at_least" in found else "exact"


def of_a_quotient(qualifier: str) -> str:
    """The qualifier of a quotient: of lower bounds it is neither a lower nor an upper bound."""
    return "exact" if qualifier == "exact" else "about"


def whole(value: float) -> int | float:
    """7.0 as 7."""
    return int(value) if value == int(value) else value


def place(part: Part) -> dict[str, Any]:
    """The columns of a part that say where it belongs."""
    return {key: part[key] for key in ("subdistrict", "community_code", "community")}


def groups(parts: Iterable[Part]) -> Iterator[Part]:
    """The groups of a grouping; rdflib answers a grouping of nothing with one row, of nulls."""
    return (part for part in parts if part["category"] is not None)


def nulls_last(value: str | None) -> tuple[bool, str]:
    """A key that sorts texts, with None behind them."""
    return value is None, value or ""


def by_codes(codes: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    """A key that sorts codes as an indicator lists them, and others behind them."""
    rank = {code: number for number, code in enumerate(codes)}
    return lambda code: (rank.get(code, len(rank)), code)


def by_level(level: str) -> int:
    """A key that sorts the largest places first."""
    return LEVELS.index(level)
