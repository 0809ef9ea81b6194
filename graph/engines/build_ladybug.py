"""Make Ladybug's database from the tables: `python -m graph.engines.build_ladybug`, as a child.

It imports neither polars nor anything else that takes time: Ladybug reads the Parquet files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.engines.child import Ready, serve
from graph.errors import EngineError
from ontology import Column, Model, Relationship, load_model

_TYPES = {
    "string": "STRING",
    "partial_date": "STRING",
    "integer": "INT64",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
}


def schema(model: Model) -> list[str]:
    """The statements that make all tables, in the order of the ontology."""
    nodes = [
        f"CREATE NODE TABLE `{label.name}`(id STRING{_columns(label.columns)}, PRIMARY KEY(id))"
        for label in model.labels.values()
    ]
    return nodes + [_relationship_table(one) for one in model.relationships.values()]


def _answer(request: dict[str, Any], ready: Ready) -> None:
    import ladybug

    model = load_model()
    ready()
    try:
        with (
            ladybug.Database(request["database"], buffer_pool_size=request["pool"]) as database,
            ladybug.Connection(database) as connection,
        ):
            for statement in schema(model):
                connection.execute(statement)
            for label in model.labels:
                file = _quoted(Path(request["nodes"]) / f"{label}.parquet")
                connection.execute(f"COPY `{label}` FROM {file}")
            for relationship in model.relationships.values():
                file = _quoted(Path(request["edges"]) / f"{relationship.type}.parquet")
                _copy_ties(connection, relationship, file)
            # Without a checkpoint there is a log beside the database, which a reader can't replay.
            connection.execute("CHECKPOINT")
    except RuntimeError as error:
        raise EngineError("engine_failed", engine="ladybug", reason=str(error)) from error


def _copy_ties(connection: Any, relationship: Relationship, file: str) -> None:
    """Fill a relationship table: one pair of labels at a time, and only pairs that occur."""
    columns = "".join(f", `{column.name}`" for column in relationship.columns)
    pairs = connection.execute(f"LOAD FROM {file} RETURN DISTINCT from_label, to_label").get_all()
    for start, end in sorted(pairs):
        connection.execute(
            f"COPY `{relationship.type}` FROM (LOAD FROM {file} "
            f"WHERE from_label = '{start}' AND to_label = '{end}' "
            f"RETURN `from`, `to`, id{columns}) (from = '{start}', to = '{end}')"
        )


def _relationship_table(relationship: Relationship) -> str:
    pairs = ", ".join(
        f"FROM `{start}` TO `{end}`"
        for start in relationship.from_labels
        for end in relationship.to_labels
    )
    return (
        f"CREATE REL TABLE `{relationship.type}`({pairs}, id STRING"
        f"{_columns(relationship.columns)})"
    )


def _columns(columns: tuple[Column, ...]) -> str:
    return "".join(
        f", `{column.name}` {_TYPES[column.datatype]}{'[]' if column.many else ''}"
        for column in columns
    )


def _quoted(path: Path) -> str:
    text = path.as_posix().replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"


if __name__ == "__main__":
    serve(_answer)
