"""Buildings and their communities in a Neo4j server by one plain MERGE a row: the first so many.

    python -m tests.benchmarks.bare_merge GRAPH URI ROWS

It has a constraint and writes under labels of its own. Prints how many nodes and ties it made.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from neo4j import GraphDatabase

from tests.servers.neo4j_server import Neo4jServer

NODE = "MERGE (b:BareBuilding {id: $id}) SET b += $row"
TIE = (
    "MATCH (b:BareBuilding {id: $start}) MERGE (c:BareCommunity {id: $end}) "
    "MERGE (b)-[r:BARE_IN {id: $id}]->(c) SET r.source = $source"
)


def main(graph: Path, uri: str, rows: int) -> None:
    buildings = pl.read_parquet(graph / "nodes" / "Building.parquet").head(rows)
    ties = pl.read_parquet(graph / "edges" / "IN_COMMUNITY.parquet").join(
        buildings, left_on="from", right_on="id", how="semi"
    )
    auth = (Neo4jServer.user, Neo4jServer.password)
    with GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        for label in ("BareBuilding", "BareCommunity"):
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for row in buildings.iter_rows(named=True):
            session.run(NODE, id=row["id"], row=row).consume()
        for row in ties.iter_rows(named=True):
            session.run(
                TIE, start=row["from"], end=row["to"], id=row["id"], source=row["source"]
            ).consume()
    print(buildings.height + ties.height)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
