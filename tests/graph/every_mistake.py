"""One graph that breaks every rule that the tables of a graph folder can break.

What follows from the model (ends, columns, kinds) is broken for whatever the model has; the rules
of shapes.ttl are broken by hand.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import polars as pl

from ontology import Model, load_model
from tests.graph.small import Tables, build, iri

CODE = "440305001012"
BODY_KINDS = ("residents_committee", "workstation", "owners_committee", "property_office")


def every_mistake() -> tuple[Tables, Tables]:
    """The node and edge tables."""
    model = load_model()
    nodes, edges = _by_hand()
    _ends(model, nodes, edges)
    made, ties = build(nodes, edges)
    for label in model.labels:
        made[label] = _columns(model, label, made[label])
    for type_, tie in model.relationships.items():
        if tie.tie_class is not None:
            ties[type_] = _texts(ties[type_], [column.name for column in tie.columns])
            ties[type_] = _twice(ties[type_])
    # a tie that nothing can be said of, so that the direct property stands alone
    nameless = pl.when(pl.col("from").str.ends_with(quote("joint of 1"))).then(None).otherwise("id")
    ties["COVERS"] = ties["COVERS"].with_columns(id=nameless)
    return made, ties


def _ends(model: Model, nodes: dict[str, list[Any]], edges: dict[str, list[Any]]) -> None:
    """For each type and end a tie that ends at a node of a label that it may not have."""
    for label in model.labels:
        nodes.setdefault(label, []).append({"id": f"{label} at an end", "name": label})
    for type_, tie in model.relationships.items():
        for end, right in (("from", tie.from_labels), ("to", tie.to_labels)):
            wrong = next(label for label in model.labels if label not in right)
            others = tie.to_labels if end == "from" else tie.from_labels
            row = {
                end: f"{wrong}/{wrong} at an end",
                "to" if end == "from" else "from": f"{others[0]}/{others[0]} at an end",
            }
            edges.setdefault(type_, []).append(row)


def _columns(model: Model, label: str, table: pl.DataFrame) -> pl.DataFrame:
    """A last node with a wrong value in each column, and one that is of every kind at once."""
    node_label = model.labels[label]
    wrong: dict[str, Any] = dict.fromkeys(table.columns)
    wrong |= {"id": iri(label, "all wrong"), "name": "全错", "listed": True, "source": "x.csv||1"}
    for column in node_label.columns:
        if column.code_list is not None:
            wrong[column.name] = "住宅"
        elif column.datatype == "partial_date":
            wrong[column.name] = "二〇〇八年"
        elif column.datatype == "string" and not column.many and wrong[column.name] is None:
            wrong[column.name] = "x"
    table = pl.concat([table, pl.DataFrame([wrong], schema=table.schema)])
    if node_label.kinds is not None:
        every = {**wrong, "id": iri(label, "every kind")}
        kinds = ["小组", *model.code_lists[node_label.kinds].codes]
        rows = [{**every, "kind": kind} for kind in kinds]
        table = pl.concat([table, pl.DataFrame(rows, schema=table.schema)])
    table = _texts(table, [column.name for column in node_label.columns])
    return _twice(table)


def _texts(table: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The last row with a text in the columns of answers and of numbers.

    Not where pySHACL compares numbers: it fails there, or passes what is none.
    """
    wrong: dict[str, pl.Expr] = {}
    for name in names:
        kind = table.schema[name]
        if name in ("members", "employees", "full_members"):
            wrong[name] = pl.lit(-1)
        elif kind == pl.Float64:
            wrong[name] = pl.lit(300.5)
        elif (kind == pl.Boolean and name != "in_force") or kind == pl.Int64:
            wrong[name] = pl.lit("六")
    last = table.tail(1).with_columns(**wrong)
    texts = [name for name in wrong if last.schema[name] == pl.String]
    whole = table.head(-1).with_columns(pl.col(texts).cast(pl.String))
    return pl.concat([whole, last.cast(whole.schema)])


def _twice(table: pl.DataFrame) -> pl.DataFrame:
    """The last row once more, with other values: two of everything."""
    last = table.tail(1)
    ends = ("id", "from_label", "to_label")
    other = last.with_columns(
        *(
            (pl.col(name).fill_null("x") + pl.lit("y")).alias(name)
            for name, kind in table.schema.items()
            if kind == pl.String and name not in ends
        ),
        *(pl.col(name) - 1 for name, kind in table.schema.items() if kind.is_numeric()),
        *(~pl.col(name) for name, kind in table.schema.items() if kind == pl.Boolean),
    )
    return pl.concat([table, other])


def _by_hand() -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """What the rules of shapes.ttl are about, each broken at least once."""
    code = f"{CODE}0100001"
    nodes: dict[str, list[Any]] = {
        "District": [{"id": "d", "code": "44030"}],
        "Subdistrict": [{"id": "s", "code": CODE}],
        "Community": [
            {"id": "c1", "code": CODE, "community_code": "440305001013"},
            {"id": "c2", "code": "4403", "community_code": "4403", "name": " "},
            {"id": "c3", "alternative_names": ["", "海月"]},
        ],
        "Estate": [{"id": "e", "listed": None}],
        "Building": [
            {"id": "b1", "code": code, "community_code": "440305001013"},
            {"id": "b2", "code": code, "longitude": 180.5, "latitude": -91.0},
            {"id": "b3", "code": "A-1"},
            {"id": "b4", "code": "一栋"},
            {"id": "b5", "source": None},
            {"id": "b6"},
        ],
        "PartyOrganization": [
            {"id": "branch of 2", "kind": "branch", "members": 2},
            {"id": "branch of 51", "kind": "branch", "members": 51},
            {"id": "general of 50", "kind": "general_branch", "members": 50},
            {"id": "general of 101", "kind": "general_branch", "members": 101},
            {"id": "committee of 100", "kind": "committee", "members": 100},
            {"id": "group", "kind": "group"},
            {"id": "joint of 6", "kind": "joint_branch"},
            {"id": "joint of 1", "kind": "joint_branch"},
        ],
        "Unit": [
            *({"id": f"u{number}"} for number in range(6)),
            {"id": "three", "full_members": 3, "qualifiers": ["多"]},
            {"id": "more full", "members": 2, "full_members": 3, "uscc": "9144O300MA5ABCDE1X"},
            {"id": "retired", "members": 5, "employees": 4, "uscc": "91440300MA5ABCDE1X"},
            {"id": "the same", "uscc": "91440300MA5ABCDE1X", "reason": "见 13800138000"},
        ],
        "GovernanceBody": [
            {"id": f"{kind}{number}", "kind": kind}
            for kind in (
                "residents_committee",
                "workstation",
                "owners_committee",
                "property_office",
            )
            for number in (1, 2)
        ],
        "Post": [{"id": "leader", "kind": "building_leader"}],
        "Agreement": [{"id": "dated", "since": "2009-02", "until": "2008"}],
    }
    party = "PartyOrganization"
    superiors = [
        ("group", "general of 50"),
        ("branch of 2", "general of 50"),
        ("branch of 2", "committee of 100"),
        ("general of 50", "general of 101"),
        ("general of 101", "general of 50"),
    ]
    dual = [
        ("branch of 2", "general of 50", True),  # already above it
        ("joint of 1", "committee of 100", True),  # no home line, leads nothing
        ("group", "general of 101", True),  # seated elsewhere
        ("branch of 51", "general of 101", None),
    ]
    edges: dict[str, list[Any]] = {
        "PART_OF": _ties(("Estate/e", "Community/c1"), ("Estate/e", "Community/c2")),
        "IN_COMMUNITY": _ties(("Estate/e", "Community/c1"), ("Estate/e", "Community/c2")),
        "SUBORDINATE_TO": _ties(*((f"{party}/{a}", f"{party}/{b}") for a, b in superiors)),
        "DUAL_MANAGED_BY": [
            {"from": f"{party}/{a}", "to": f"{party}/{b}", "in_force": force}
            for a, b, force in dual
        ],
        "COVERS": _ties((f"{party}/joint of 1", "Building/b1")),
        "LEADS": _ties(
            (f"{party}/general of 101", "Community/c1"),
            (f"{party}/general of 101", "Community/c2"),
            (f"{party}/general of 50", "Community/c1"),
        ),
        "SEATED_IN": _ties((f"{party}/group", "Community/c3")),
        "ESTABLISHED_IN": _ties(
            *((f"{party}/joint of 6", f"Unit/u{number}") for number in range(6)),
            (f"{party}/joint of 1", "Unit/u1"),
        ),
        "SERVES": _ties(
            *(
                (f"GovernanceBody/{kind}{number}", place)
                for kind, place in (
                    ("residents_committee", "Community/c1"),
                    ("workstation", "Community/c1"),
                    ("owners_committee", "Estate/e"),
                )
                for number in (1, 2)
            )
        ),
        "OPERATED_BY": _ties(
            ("GovernanceBody/property_office1", "Unit/u1"),
            ("GovernanceBody/property_office1", "Unit/u2"),
        ),
        "RESPONSIBLE_FOR": _ties(*(("Post/leader", f"Building/b{n}") for n in range(1, 7))),
    }
    return nodes, edges


def _ties(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"from": start, "to": end} for start, end in pairs]
