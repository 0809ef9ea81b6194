"""What one question costs at the least: typer, Ladybug, and a CSV file of the same columns.

python -m tests.benchmarks.bare_gaps GRAPH.lbug -o gaps.csv
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

QUERY = """
MATCH (b:Building)
WHERE coalesce(b.building_use, '') <> '非住宅'
  AND NOT EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force }
RETURN b.subdistrict AS subdistrict, b.community_code AS community_code,
  b.community AS community, b.estate AS estate, b.name AS building, b.code AS building_code,
  b.households AS households, 'unknown' AS leader,
  b.nearest_organization AS nearest_organization, b.source AS source
ORDER BY community_code, building
"""


def main(database: Path, out: Annotated[Path, typer.Option("-o", help="the CSV to write")]) -> None:
    """Write the uncovered buildings of a database that bare_load made."""
    import ladybug

    with (
        ladybug.Database(database, read_only=True) as opened,
        ladybug.Connection(opened) as connection,
        out.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        result = connection.execute(QUERY)
        assert isinstance(result, ladybug.QueryResult)
        writer = csv.writer(file)
        writer.writerow(result.get_column_names())
        writer.writerows(result.get_all())


if __name__ == "__main__":
    typer.run(main)
