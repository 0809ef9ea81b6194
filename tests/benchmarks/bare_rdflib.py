"""What rdflib takes to make a graph of the same rosters, row by row, and nothing more.

    python -m tests.benchmarks.bare_rdflib ROSTERS

prints the number of triples.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from urllib.parse import quote

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from tests.benchmarks.rosters import HEADERS, roster_path

SQ = Namespace("https://w3id.org/shequ/ns#")
ID = "https://w3id.org/shequ/id/"
CLASSES = {
    "communities": ("Community", "社区名称"),
    "estates": ("Estate", "小区名称"),
    "buildings": ("Building", "楼栋名称"),
    "party_organizations": ("PartyOrganization", "党组织全称"),
    "dual_management": ("DualManagement", "党支部名称"),
    "units": ("Unit", "单位名称"),
    "governance_bodies": ("GovernanceBody", "名称"),
    "mass_organizations": ("MassOrganization", "组织名称"),
    "agreements": ("Agreement", "协议名称"),
}
# Columns that name another record: a tie to it. All others are literals.
TIES = {
    "社区",
    "所属社区",
    "小区",
    "覆盖小区",
    "上级党组织",
    "所在单位",
    "属地党组织",
    "领导党组织",
}


def main() -> None:
    graph = Graph()
    for kind in HEADERS:
        name, naming = CLASSES[kind]
        with roster_path(Path(sys.argv[1]), kind).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                subject = URIRef(f"{ID}{kind}/{number}")
                graph.add((subject, RDF.type, SQ[name]))
                graph.add((subject, RDFS.label, Literal(row[naming], lang="zh")))
                graph.add((subject, SQ.source, Literal(f"{kind}||{number}")))
                for column, value in row.items():
                    if not value:
                        continue
                    if column in TIES:
                        graph.add((subject, SQ[column], URIRef(ID + quote(value))))
                    else:
                        graph.add((subject, SQ[column], Literal(value)))
    print(len(graph))


if __name__ == "__main__":
    main()
