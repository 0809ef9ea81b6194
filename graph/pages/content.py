"""What the network page is about: the nodes and ties of a graph folder, numbered.

Nodes get numbers in the order of the ontology's labels and, within a label, of their ids, so that
the same graph gives the same page. Tables stay columns: a city has more rows than Python objects
are good for. Figures (Count) are the report's; which community a thing lies in is no tie to draw.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.pages.places import Places, in_community, read_places
from graph.tables import read_table
from ontology import Model, load_model

if TYPE_CHECKING:
    import polars as pl

    from graph.area import Area
    from graph.folder import GraphFolder

LEFT_OUT_LABELS = ("Count",)
LEFT_OUT_TYPES = ("IN_COMMUNITY", "COUNTED_IN")
PLACES = ("District", "Subdistrict", "Community", "Grid", "Estate", "Street", "Building")
BLOCKS = ("Estate", "Street", "Grid")
# What a community has beside its places, Party organizations and units: shown as counted boxes.
BESIDE = (
    "GovernanceBody", "Post", "Team", "MassOrganization", "ServiceCentre",
    "JointMeeting", "Agreement", "Project", "Offer", "Demand",
)  # fmt: skip

Columns = dict[str, list[Any]]


@dataclass
class Content:
    """The numbered nodes: `label` and `name` by number, columns by label, ties by type.

    `community` is node → the community that it lies in; a community lies in itself. `places` are
    those of the whole folder, also where the content is only a part of it.
    """

    model: Model
    places: Places
    starts: dict[str, int] = field(default_factory=dict)
    columns: dict[str, Columns] = field(default_factory=dict)
    label: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    ties: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    tie_columns: dict[str, Columns] = field(default_factory=dict)
    community: dict[int, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """What every id begins with."""
        return self.places.base

    def subdistrict(self, node: int) -> int | None:
        """The subdistrict of the community of a node, or the only one of the name that it says."""
        community = self.community.get(node)
        if community is None:
            found = self.places.named(self.value(node, "subdistrict"))
        else:
            found = self.places.above.get(self.ids[community])
        return None if found is None else self.number.get(found)

    def subdistrict_title(self, node: int) -> str:
        """What its subdistrict is called on a page, which may have a namesake; "" without one."""
        found = self.subdistrict(node)
        return "" if found is None else self.places.title(self.ids[found])

    def value(self, node: int, column: str) -> Any:
        """What a node's table says in a column; None where the label has no such column."""
        label = self.label[node]
        values = self.columns[label].get(column)
        return None if values is None else values[node - self.starts[label]]

    def of(self, *labels: str) -> list[int]:
        """The numbers of the nodes of these labels, in order."""
        return [number for label in labels for number in self.numbers(label)]

    def numbers(self, label: str) -> range:
        """The numbers of the nodes of a label, which follow on each other."""
        start = self.starts[label]
        return range(start, start + len(self.columns[label]["source"]))

    def targets(self, type_: str, *, in_force: bool = True) -> dict[int, list[int]]:
        """From → the ends of its ties of a type; a dated tie only while it is in force."""
        found: dict[int, list[int]] = defaultdict(list)
        valid = self.tie_columns[type_].get("in_force") if in_force else None
        for row, (start, end) in enumerate(self.ties[type_]):
            if valid is None or valid[row] is True:
                found[start].append(end)
        return {
            start: ends if len(ends) == 1 else list(dict.fromkeys(ends))
            for start, ends in found.items()
        }

    def origins(self, type_: str, *, in_force: bool = True) -> dict[int, list[int]]:
        """To → the starts of its ties of a type."""
        found: dict[int, list[int]] = defaultdict(list)
        for start, ends in self.targets(type_, in_force=in_force).items():
            for end in ends:
                found[end].append(start)
        return dict(found)


def read_content(folder: GraphFolder, area: Area | None) -> Content:
    """Read the tables of a folder, narrowed to an area."""
    import polars as pl

    model = load_model()
    nodes = {
        label: read_table(folder.nodes(label))
        for label in model.labels
        if label not in LEFT_OUT_LABELS
    }
    edges = {
        type_: read_table(folder.edges(type_))
        for type_ in model.relationships
        if type_ not in LEFT_OUT_TYPES
    }
    if area is not None:
        nodes = _narrow(nodes, edges, area)
    content = Content(model, read_places(folder))
    for label in list(nodes):  # a table goes as soon as its lists are there: a city fills memory
        table = nodes.pop(label).sort("id")
        content.starts[label] = len(content.ids)
        content.ids += table["id"].to_list()
        content.label += [label] * table.height
        content.name += table["name"].fill_null("").to_list()
        content.columns[label] = {
            column: table[column].to_list() for column in table.columns if column != "id"
        }
    content.number = {id_: number for number, id_ in enumerate(content.ids)}
    known = pl.DataFrame(
        {"id": content.ids, "number": range(len(content.ids))},
        schema={"id": pl.String, "number": pl.Int64},
    )
    for type_ in list(edges):
        table = edges.pop(type_)
        table = table.join(known.rename({"id": "from", "number": "start"}), on="from").join(
            known.rename({"id": "to", "number": "end"}), on="to"
        )
        table = table.sort("start", "end", "id")
        content.ties[type_] = list(
            zip(table["start"].to_list(), table["end"].to_list(), strict=True)
        )
        content.tie_columns[type_] = {
            column.name: table[column.name].to_list()
            for column in model.relationships[type_].columns
        }
    content.community = {node: node for node in content.of("Community")}
    inside = in_community(folder).join(known, on="id")
    inside = inside.join(known.rename({"id": "community", "number": "home"}), on="community")
    content.community |= dict(inside.select("number", "home").sort("number").iter_rows())
    return content


def _narrow(
    nodes: dict[str, pl.DataFrame], edges: dict[str, pl.DataFrame], area: Area
) -> dict[str, pl.DataFrame]:
    """The nodes of an area, the places above them, and the organizations they are tied to."""
    import polars as pl

    kept: set[str] = set()
    for table in nodes.values():
        places = table.select("subdistrict", "community_code", "community").rows()
        kept |= {id_ for id_, place in zip(table["id"], places, strict=True) if place in area}
    organizations = set().union(*(nodes[label]["id"] for label in ("PartyOrganization", "Unit")))
    neighbours: set[str] = set()
    for table in edges.values():
        for near, far in (("from", "to"), ("to", "from")):
            neighbours |= set(table.filter(pl.col(near).is_in(kept))[far])
    kept |= neighbours & organizations
    for type_ in ("PART_OF", "SUBORDINATE_TO"):
        lower = kept
        while lower:
            lower = set(edges[type_].filter(pl.col("from").is_in(lower))["to"]) - kept
            kept |= lower
    return {label: table.filter(pl.col("id").is_in(kept)) for label, table in nodes.items()}
