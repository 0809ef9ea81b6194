"""What a load knows so far: the nodes by label, where they are, and how they are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from loaders.kinds import RosterKind
from loaders.problems import Notes
from loaders.records import Records
from loaders.references.matches import Matches
from loaders.values.names import key_series
from ontology import Model, node_schema

PLACES = ("_community", "_subdistrict", "_district")
INTERNAL = {
    "_key": pl.String(),
    "_estate": pl.String(),
    **{name: pl.String() for name in PLACES},
}
ENDS = {"_record": pl.UInt32(), "id": pl.String(), "label": pl.String()}


def ends() -> pl.DataFrame:
    """An empty frame of (_record, id, label)."""
    return pl.DataFrame(schema=ENDS)


def no_holders() -> pl.DataFrame:
    """An empty frame of (id, _token)."""
    return pl.DataFrame(schema={"id": pl.String(), "_token": pl.String()})


@dataclass
class Registry:
    """The state of one load.

    nodes: by label, the columns of the node table and those of INTERNAL, where the places are ids.
    made: by (roster kind, alias), which node each record stated; resolved: by (roster kind,
    field), which nodes each record refers to. read: see `count_references`. matches: what a person
    decided about names; proposals: what `matches.csv` will ask (its PROPOSALS); spellings: text,
    id and label of the names that were decided. holders: who holds which post (see `concurrent`).
    """

    model: Model
    kinds: dict[str, RosterKind]
    base: str
    records: Records
    notes: Notes
    nodes: dict[str, pl.DataFrame] = field(default_factory=dict)
    made: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)
    resolved: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)
    read: list[pl.DataFrame] = field(default_factory=list)
    matches: Matches = field(default_factory=Matches)
    proposals: list[pl.DataFrame] = field(default_factory=list)
    spellings: list[pl.DataFrame] = field(default_factory=list)
    holders: pl.DataFrame = field(default_factory=no_holders)

    def count_references(self, frame: pl.DataFrame) -> None:
        """Count the references that rosters make, by community; frame: `_community`, a row each."""
        self.read.append(frame.group_by("_community").agg(pl.len().alias("read")))

    def schema(self, label: str) -> dict[str, pl.DataType]:
        """The columns of `nodes[label]`."""
        return {**node_schema(self.model, label), **INTERNAL}

    def add(self, label: str, frame: pl.DataFrame) -> None:
        """Add nodes of a label that are not there yet."""
        old = self.nodes.get(label, pl.DataFrame(schema=self.schema(label)))
        new = frame.select(
            pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype).alias(name)
            for name, dtype in self.schema(label).items()
        ).join(old.select("id"), on="id", how="anti")
        self.nodes[label] = pl.concat([old, new])

    def lookup(self, label: str) -> pl.DataFrame:
        """`_key`, id, name and the places of every name that a node of the label has."""
        nodes = self.nodes[label].select("id", "name", "alternative_names", "_key", *PLACES)
        others = nodes.filter(pl.col("alternative_names").list.len() > 0).explode(
            "alternative_names"
        )
        if others.height:
            others = others.with_columns(_key=key_series(others["alternative_names"], label))
        every = [frame.drop("alternative_names") for frame in (nodes, others)]
        return pl.concat(every).unique(["id", "_key"])

    def codes(self, label: str) -> pl.DataFrame:
        """code, id of the nodes that have one (units: their credit code too)."""
        nodes = self.nodes[label]
        columns = ["code", "uscc"] if "uscc" in nodes.columns else ["code"]
        return pl.concat(
            nodes.select(pl.col(column).alias("code"), "id").drop_nulls() for column in columns
        ).unique(["code"], keep="none")

    def first_records(self, label: str) -> pl.DataFrame:
        """_record, id: the first record that states each listed node of a label."""
        made = [f for f in self.made.values() if f.height and f["label"][0] == label]
        return (
            pl.concat([ends(), *made])
            .group_by("id")
            .agg(pl.col("_record").min())
            .select("_record", "id")
        )

    def ends_of(self, kind: str, name: str) -> pl.DataFrame:
        """(_record, id, label) of an alias of a node, or of a reference field."""
        found = self.made.get((kind, name))
        if found is None:
            found = self.resolved.get((kind, name))
        return ends() if found is None else found
