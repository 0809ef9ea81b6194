"""What makes the questions quick enough for a city on every SPARQL store is kept in their texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

ROOT = Path(__file__).parents[2] / "graph"
TEXTS = sorted([*ROOT.glob("questions/*/*.rq"), *ROOT.glob("indicators/*/*.rq")])
# Its paths along the superiors begin at the branch, which is bound, and have no join to begin with.
LONG_PATHS = "branches-outside-dual-management"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_exists_is_asked_one_step_at_a_time(text: Path) -> None:
    """A join within EXISTS reads a whole table for each row on Oxigraph: a city takes an hour.

    Nested EXISTS begin with what is bound.
    """
    most = 3 if text.parent.name == LONG_PATHS else 1
    for asked in existing(parseQuery(text.read_text(encoding="utf-8"))):
        assert steps(asked) <= most, f"{text}: nest FILTER EXISTS instead of joining within one"


def existing(part: Any) -> Iterator[CompValue]:
    """The groups of all EXISTS and NOT EXISTS of a text as rdflib's parser gives it."""
    if isinstance(part, CompValue):
        if part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield part["graph"]
        part = list(part.values())
    elif isinstance(part, str) or not hasattr(part, "__iter__"):
        return
    for inner in part:
        yield from existing(inner)


def steps(group: CompValue) -> int:
    """How many patterns a group joins; a path of two steps is two."""
    found = 0
    for part in group["part"]:
        if part.name == "TriplesBlock":
            for triples in part["triples"]:
                found += sum(steps_of_path(path) for path in triples[1::3])
        elif part.name != "Filter":
            found += 2
    return found


def steps_of_path(path: Any) -> int:
    while isinstance(path, CompValue) and path.name == "PathAlternative" and len(path["part"]) == 1:
        (path,) = path["part"]
    if isinstance(path, CompValue) and path.name == "PathSequence":
        return len(path["part"])
    return 1
