"""Generated graphs into whose tables mistakes were made: what the shapes must find.

    nodes, edges = mistaken(7)     always the same for the same number

A mistake is a value that no load writes, a column that somebody has turned into texts, two rows of
one identifier, a tie that ends at a node of another label, or at none.
"""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl

from ontology import BASE, Column, load_model
from tests.graph.generated import graph
from tests.graph.small import Tables, build

_CODES = ("440305", "440305001", "440305001012", "440305001013", "A-1", "x y")
_BUILDINGS = ("4403050010120100001", "4403050010130100001")
_TOO_LONG = ("4403050010120100001000101", "110101190001010000", "12345")
_NUMBERS = (-1, 0, 2, 3, 5, 50, 51, 100, 101, None)
_VALUES: dict[str, tuple[Any, ...]] = {
    "name": (None, "", " ", "\u3000", "甲", "物业管理处（13800138000）", "a\nb"),
    "alternative_names": ([""], ["甲", "乙"], ["13900139000", "甲"], []),
    "code": (*_CODES, *_BUILDINGS, *_TOO_LONG, None),
    "community_code": (*_CODES, None),
    "kind": ("小组", "branch", "joint_branch", "group", "workstation", "owners_committee", None),
    "listed": (None, False, True),
    "source": (None, "x", "a.csv||1; b", "a|b|3; c||4", "a.csv||1"),
    "longitude": (0.0, 181.0, -180.0, 113.9, None),
    "latitude": (0.0, 90.5, -90.0, 22.5, None),
    "value": (-1.0, 0.5, None),
    "uscc": ("91440300MA5ABCDE1X", "9144O300MA5ABCDE1X", "1", None),
    "qualifiers": (["多"], ["members:about"], ["members:at_least", "x"], []),
    "in_force": (True, False, None),
    "reason": ("不足三人", "13800138000", None),
    "category": ("其他", "13800138000", None),
}
_DATES = ("2008", "2007", "2008-06", "2008-06-01", "2008-06-31", "2008年9月1日", "", None)
# What a hand that edits a table may leave in a column of numbers or answers. Not 007 nor 1e3: the
# report of pySHACL has them as 7 and 1000.0.
_NO_NUMBERS = ("六", "3.0", "", "1e3")
_DAMAGED: dict[pl.DataType, tuple[str, ...]] = {
    pl.Int64(): ("3", "-2", "120"),
    pl.Float64(): ("3.0", "-2.5", "181.5"),
    pl.Boolean(): ("是", "true", "1", "0", "False"),
}
# pySHACL fails where it compares such a text with a number; test_validate.py says what we find.
_COMPARED = ("members", "full_members", "employees")


def mistaken(number: int) -> tuple[Tables, Tables]:
    """The tables of graph `number` with some mistakes."""
    random = Random(number)
    nodes, edges = build(*graph(number))
    for _ in range(random.randint(2, 12)):
        mistake = random.choice((_value, _value, _value, _value, _end, _end, _texts, _twice))
        mistake(random, nodes, edges)
    return nodes, edges


def _value(random: Random, nodes: Tables, edges: Tables) -> None:
    """A value of one row, or of all, that is perhaps wrong."""
    tables, name, columns = _table(random, nodes, edges)
    table = tables[name]
    column = random.choice(columns)
    wanted = _values(column)
    many = random.random() < 0.2
    rows = range(table.height) if many else [random.randrange(table.height)]
    values = table[column.name].to_list()
    for row in rows:
        values[row] = random.choice(wanted)
    if table.schema[column.name] == pl.String:
        values = [value if value is None else str(value) for value in values]
    series = pl.Series(column.name, values, dtype=table.schema[column.name], strict=False)
    tables[name] = table.with_columns(series)


def _values(column: Column) -> tuple[Any, ...]:
    if column.name in _VALUES:
        return _VALUES[column.name]
    if column.code_list is not None:
        return ("住宅", "", *load_model().code_lists[column.code_list].codes, None)
    of_datatype: dict[str, tuple[Any, ...]] = {
        "integer": _NUMBERS,
        "boolean": (True, False, None),
        "double": (0.0, None),
        "partial_date": _DATES,
        "string": (["x", "y"],) if column.many else ("x", "", None),
    }
    return of_datatype[column.datatype]


def _end(random: Random, nodes: Tables, edges: Tables) -> None:
    """A tie that ends somewhere else: at a node of any label, at itself, nowhere."""
    full = [type_ for type_, table in edges.items() if table.height]
    if not full:
        return
    type_ = random.choice(full)
    table = edges[type_]
    row = table.row(random.randrange(table.height), named=True)
    end, other = random.choice((("from", "to"), ("to", "from")))
    label = random.choice([label for label, found in nodes.items() if found.height])
    row[end] = random.choice(
        (
            nodes[label]["id"].sample(1, seed=random.randrange(1000))[0],
            row[other],
            f"{BASE}nobody/1",
        )
    )
    if random.random() < 0.7:  # another tie, beside the one that is right
        row["id"] = f"{row['id']}{random.randrange(10)}"
        edges[type_] = pl.concat([table, pl.DataFrame([row], schema=table.schema)])
    else:
        edges[type_] = pl.concat(
            [table.filter(pl.col("id") != row["id"]), pl.DataFrame([row], schema=table.schema)]
        )


def _texts(random: Random, nodes: Tables, edges: Tables) -> None:
    """A column of numbers or answers that has become one of texts."""
    tables, name, columns = _table(random, nodes, edges)
    table = tables[name]
    able = [c for c in columns if table.schema[c.name] in _DAMAGED and c.name != "in_force"]
    if not able:
        return
    column = random.choice(able)
    texts = _DAMAGED[table.schema[column.name]]
    if column.datatype == "integer" and column.name not in _COMPARED:
        texts += _NO_NUMBERS
    values = table[column.name].cast(pl.String).to_list()
    for row in random.sample(range(table.height), random.randint(1, min(2, table.height))):
        values[row] = random.choice(texts)
    tables[name] = table.with_columns(pl.Series(column.name, values, dtype=pl.String))


def _twice(random: Random, nodes: Tables, edges: Tables) -> None:
    """A row whose identifier is that of another, in its table or in another one."""
    tables, name, _ = _table(random, nodes, edges)
    table = tables[name]
    row = table.row(random.randrange(table.height), named=True)
    _, other, _ = _table(random, nodes, edges)
    known = {**nodes, **edges}[random.choice((name, other))]
    row["id"] = known["id"][random.randrange(known.height)]
    tables[name] = pl.concat([table, pl.DataFrame([row], schema=table.schema)])


def _table(random: Random, nodes: Tables, edges: Tables) -> tuple[Tables, str, tuple[Column, ...]]:
    """A table with rows, the tables it is of, and its columns that have an RDF face."""
    model = load_model()
    ties = {t.type: t.columns for t in model.relationships.values() if t.tie_class is not None}
    labels = {label.name: label.columns for label in model.labels.values()}
    full = [name for name, table in {**nodes, **edges}.items() if table.height]
    name = random.choice([name for name in full if name in labels or name in ties])
    if name in labels:
        return nodes, name, labels[name]
    return edges, name, ties[name]
