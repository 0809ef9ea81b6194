"""Small but complete graphs, with everything that a roster can leave blank or contradict.

Several communities that were asked different things, nodes that are not listed, communities that
are not resolved, parallel ties, ties whose dates leave it open whether they are in force, cycles
and two superiors, joint branches, blank attributes, names that need escaping.

    nodes, edges = graph(7)     always the same for the same number

Each graph draws first which values, kinds and ties it has, then the rest: so one has many posts of
few kinds and another some of all, and rare things meet. `smallest` takes from a graph whatever a
failure does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from tests.graph.generated_office import CAST, PLOT
from tests.graph.generated_values import ASKED, COLUMNS, COMMUNITIES, NUMBERS, TIES

Rows = dict[str, list[dict[str, Any]]]
Graph = tuple[Rows, Rows]
Values = tuple[Any, ...]

__all__ = ["ASKED", "Graph", "Rows", "graph", "smallest"]


def graph(number: int) -> Graph:
    """The node and edge rows of graph `number`, for `tests.graph.small.build`."""
    return _Drawn(Random(number)).rows()


class _Drawn:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.nodes: Rows = {}
        self.edges: Rows = {}

    def rows(self) -> Graph:
        self.places()
        for label, most in NUMBERS.items():
            self.things(label, self.random.randint(most // 3, most))
        self.tower()
        for estate in self.nodes["Estate"]:
            for building in self.nodes["Building"]:
                if self.random.random() < 0.3:
                    self.tie("PART_OF", f"Building/{building['id']}", f"Estate/{estate['id']}")
                    building["estate"] = estate["name"]
                    building["estate_id"] = f"…/{estate['id']}"
        for type_, starts, ends, columns in TIES:
            self.ties(type_, starts, ends, columns)
        self.terms()
        self.categories()
        self.office()
        return self.nodes, self.edges

    def some(self, values: Values) -> Values:
        """The values that this graph has, of those that there may be."""
        number = self.random.randint(1, len(values))
        return tuple(self.random.sample(values, number))

    def places(self) -> None:
        districts = [{"id": "d", "name": "南山区", "listed": True}]
        subdistricts = [
            {
                "id": f"s{index}",
                "name": name,
                "listed": self.random.random() < 0.8,
                "subdistrict": self.random.choice((name, None)),
            }
            for index, name in enumerate(("招商街道", "南山街道")[: self.random.randint(1, 2)])
        ]
        communities = []
        for index, (name, official) in enumerate(COMMUNITIES[: self.random.randint(1, 3)]):
            code = self.random.choice((official, None)) if index == 1 else official
            how = self.random.random()
            asked: list[str] | None = [key for key in ASKED if self.random.random() < how * 1.4]
            communities.append(
                {
                    "id": f"c{index}",
                    "name": name,
                    "code": code,
                    "listed": self.random.random() < 0.85,
                    "asked": asked if how > 0.1 else None,
                    "households": self.random.choice((None, 0, 7, 1300)),
                    "subdistrict": self.random.choice(("招商街道", "南山街道", None)),
                    "community": name,
                    "community_code": code,
                }
            )
        self.nodes |= {
            "District": districts,
            "Subdistrict": subdistricts,
            "Community": communities,
        }

    def things(self, label: str, number: int) -> None:
        drawn = {key: self.some(values) for key, values in COLUMNS[label].items()}
        listed = self.random.choice(((True,), (True, True, True, False)))
        self.nodes[label] = []
        for index in range(number):
            row: dict[str, Any] = {"id": f"{label}{index}", "listed": self.random.choice(listed)}
            row |= {key: self.random.choice(values) for key, values in drawn.items()}
            self.nodes[label].append(row)
            self.into_a_community(label, row)

    def into_a_community(self, label: str, row: dict[str, Any]) -> None:
        """Most are in a community; of some not even the subdistrict is known."""
        if self.random.random() < 0.15:
            row["subdistrict"] = self.random.choice((None, "招商街道"))
            return
        where = self.random.choice(self.nodes["Community"])
        self.tie("IN_COMMUNITY", f"{label}/{row['id']}", f"Community/{where['id']}")
        row |= {key: where[key] for key in ("subdistrict", "community_code", "community")}

    def tower(self) -> None:
        """Sometimes there are buildings enough for one leader to have more than five."""
        if self.random.random() < 0.75 or not self.nodes["Post"]:
            return
        for index in range(self.random.randint(5, 7)):
            row = {"id": f"tower{index}", "name": f"{index}座", "listed": True}
            self.nodes["Building"].append(row)
            self.into_a_community("Building", row)
            self.tie("RESPONSIBLE_FOR", "Post/Post0", f"Building/{row['id']}")

    def office(self) -> None:
        """Mostly some of it is arranged as in a real office, so that whole stories come true."""
        if self.random.random() < 0.3:
            return
        found: dict[str, str] = {}
        for label, roles in CAST.items():
            rows = self.nodes[label]
            chosen = self.random.sample(rows, min(len(rows), len(roles)))
            for (role, kinds), row in zip(roles.items(), chosen, strict=False):
                found[role] = f"{label}/{row['id']}"
                if kinds:
                    row["kind"] = self.random.choice(kinds)
        for type_, start, end, columns in PLOT:
            if start in found and end in found and self.random.random() < 0.75:
                values = {key: self.random.choice(choice) for key, choice in columns.items()}
                self.tie(type_, found[start], found[end], **values)

    def terms(self) -> None:
        """Sometimes a place states the education of two terms, which can be compared."""
        if self.random.random() < 0.75:
            return
        where = self.random.choice(self.nodes["Community"])
        for term in ("本届", self.random.choice(("上一届", "上届"))):
            row: dict[str, Any] = {
                "id": term,
                "measure": "leadership_college_share",
                "category": term,
                "value": self.random.choice((35.5, 61.3, 7.0)),
                "qualifier": self.random.choice((None, "exact", "about")),
            }
            self.nodes["Count"].append(row)
            self.into_a_community("Count", row)
            self.tie("COUNTED_IN", f"Count/{term}", f"Community/{where['id']}")

    def categories(self) -> None:
        """Sometimes a community or two state the categories of members, with a blank or without."""
        if self.random.random() < 0.5:
            return
        for where in self.nodes["Community"][:2]:
            for category in ("relation_in_community", "resident_unit", "living_here"):
                row: dict[str, Any] = {
                    "id": f"{category} {where['id']}",
                    "measure": "members",
                    "category": category,
                    "value": self.random.choice((None, 0.0, 8.0, 190.0, 7400.0, 35.0)),
                    "qualifier": self.random.choice((None, "exact", "exact", "at_least", "about")),
                }
                self.nodes["Count"].append(row)
                self.into_a_community("Count", row)
                self.tie("COUNTED_IN", f"Count/{row['id']}", f"Community/{where['id']}")

    def ties(
        self, type_: str, starts: Sequence[str], ends: Sequence[str], columns: dict[str, Values]
    ) -> None:
        sources = [f"{label}/{row['id']}" for label in starts for row in self.nodes[label]]
        targets = [f"{label}/{row['id']}" for label in ends for row in self.nodes[label]]
        if not sources or not targets:
            return
        drawn = {key: self.some(values) for key, values in columns.items()}
        how = self.random.choice(("none", "few", "starts", "starts", "ends", "both"))
        pairs: list[tuple[str, str]] = []
        if how in ("starts", "both"):
            pairs += [(source, self.random.choice(targets)) for source in sources]
        if how in ("ends", "both"):
            pairs += [(self.random.choice(sources), target) for target in targets]
        pairs = [pair for pair in pairs if self.random.random() < 0.75]
        if how != "none":
            for _ in range(self.random.randint(0, 2)):
                pairs.append((self.random.choice(sources), self.random.choice(targets)))
        for pair in pairs:
            # two ties with the same ends and other columns are parallel
            for _ in range(2 if columns and self.random.random() < 0.2 else 1):
                values = {key: self.random.choice(choice) for key, choice in drawn.items()}
                self.tie(type_, *pair, **values)

    def tie(self, type_: str, start: str, end: str, **columns: Any) -> None:
        row = {"from": start, "to": end, **columns}
        known = self.edges.setdefault(type_, [])
        if row not in known:  # the same tie twice is one
            known.append(row)


def smallest(whole: Graph, fails: Callable[[Graph], bool]) -> Graph:
    """What is left of a graph when everything is taken away without which it still fails."""
    left, again = whole, True
    while again:
        again = False
        for smaller in _smaller(left):
            if fails(smaller):
                left, again = smaller, True
                break
    return left


def _smaller(whole: Graph) -> Iterator[Graph]:
    """The graph without half of something, without one thing, without one value."""
    nodes, edges = whole
    for label, rows in nodes.items():
        for taken in (*_parts(len(rows)),):
            yield _without(nodes, edges, label, taken)
    for type_, ties in edges.items():
        for taken in _parts(len(ties)):
            kept = [tie for index, tie in enumerate(ties) if index not in taken]
            yield nodes, {**edges, type_: kept}
    for label, rows in nodes.items():
        for index, row in enumerate(rows):
            for key, value in row.items():
                if key not in ("id", "listed") and value is not None:
                    simpler = [*rows[:index], {**row, key: None}, *rows[index + 1 :]]
                    yield {**nodes, label: simpler}, edges
            for key in row.get("asked") or ():
                less = {**row, "asked": [each for each in row["asked"] if each != key]}
                yield {**nodes, label: [*rows[:index], less, *rows[index + 1 :]]}, edges


def _parts(number: int) -> Iterator[set[int]]:
    size = number
    while size:
        for start in range(0, number, size):
            yield set(range(start, min(start + size, number)))
        size //= 2


def _without(nodes: Rows, edges: Rows, label: str, taken: set[int]) -> Graph:
    rows = nodes[label]
    gone = {f"{label}/{row['id']}" for index, row in enumerate(rows) if index in taken}
    kept = [row for index, row in enumerate(rows) if index not in taken]
    return {**nodes, label: kept}, {
        type_: [tie for tie in ties if tie["from"] not in gone and tie["to"] not in gone]
        for type_, ties in edges.items()
    }
