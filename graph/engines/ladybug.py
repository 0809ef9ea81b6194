"""Cypher by Ladybug, embedded: one database file, opened read-only."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graph.engines import Result
from graph.engines.child import Ready, run, serve
from graph.engines.index import index_path
from graph.errors import EngineError, GraphError, QueryError
from graph.place import offset_of, place

if TYPE_CHECKING:
    from graph.folder import GraphFolder

DATABASE = "graph.lbug"
# Ladybug's own default is 80 % of the machine's memory. What a query reads is cached up to the
# size of the database; a small one still needs room for its intermediate results.
_SMALLEST_POOL, _LARGEST_POOL = 1 << 30, 8 << 30
# Seconds that Ladybug has to end itself after a timeout, before its process is ended.
_GRACE = 1.0
_PLAIN_TYPES = {"STRING", "INT64", "DOUBLE", "BOOL", "STRING[]", "INT64[]", "DOUBLE[]", "BOOL[]"}
_WRONG = re.compile(r"(Parser|Binder|Catalog|Conversion|Overflow|Runtime|Function) exception: ")
_PLACE = re.compile(r"\(line: (\d+), offset: (\d+)\)")
_NAMED = re.compile(
    r"property (?P<property>\S+) for |"
    r"(?:table|variable|function) (?P<other>\S+) (?:does not exist|is not (?:in scope|defined))",
    re.I,
)


class LadybugEngine:
    """See `graph.engines.Engine`."""

    name = "ladybug"
    language: Literal["cypher"] = "cypher"

    def __init__(self, folder: GraphFolder) -> None:
        self._database = index_path(folder, self.name, "ladybug", lambda new: build(folder, new))
        self._open: tuple[Any, Any] | None = None

    def run(self, text: str, *, timeout: float | None = None) -> Result:
        """Answer a Cypher statement; see `graph.engines.Engine.run`."""
        if timeout is not None:
            request = {"index": str(self._database), "text": text, "timeout": timeout}
            answer = run(self.name, __name__, request, timeout=timeout, grace=_GRACE)
            return Result(tuple(answer["columns"]), [tuple(row) for row in answer["rows"]])
        if self._open is None:
            self._open = _open(self._database)
        return _ask(self._open[1], text)

    def close(self) -> None:
        """Close the database."""
        if self._open is not None:
            database, connection = self._open
            self._open = None
            connection.close()
            database.close()


def build(folder: GraphFolder, new: Path) -> None:
    """Make the database in the folder `new`, in a child process that may crash."""
    rows = sum(folder.manifest["nodes"].values()) + sum(folder.manifest["edges"].values())
    request = {
        "nodes": str(folder.path / "nodes"),
        "edges": str(folder.path / "edges"),
        "database": str(new / DATABASE),
        # The keys of nodes are held while ties are made; 48 bytes a row were enough for a city.
        "pool": _pool(rows * 48),
    }
    run("ladybug", "graph.engines.build_ladybug", request)


def wrong(text: str, message: str) -> GraphError:
    """What Ladybug's error says, as an error of the query or of the engine."""
    if message.startswith("Interrupted"):
        return EngineError("engine_timeout", seconds="?")
    if message.startswith("Buffer manager exception"):
        return EngineError("engine_memory")
    if not _WRONG.match(message):
        return EngineError("engine_failed", engine="ladybug", reason=_trimmed(message))
    if where := _PLACE.search(message):
        at = offset_of(text, int(where[1]), int(where[2]) + 1)
        reason = _trimmed(message[: where.start()])
        return QueryError("query_wrong_at", reason=reason, **place(text, at))
    # It names what it does not know, and not where; the first such word is the place.
    if named := _NAMED.search(message):
        before = r"\." if named["property"] else r"(?<!\.)\b"
        word = re.escape(named["property"] or named["other"])
        if found := re.search(rf"{before}\s*({word})\b", text, re.I):
            return QueryError(
                "query_wrong_at", reason=_trimmed(message), **place(text, found.start(1))
            )
    return QueryError("query_wrong", reason=_trimmed(message))


def _trimmed(message: str) -> str:
    first = message.split("\n", 1)[0].split(" Supported inputs are", 1)[0].strip()
    return first if len(first) <= 300 else first[:300] + "…"


def _pool(wanted: int) -> int:
    return min(max(wanted, _SMALLEST_POOL), _LARGEST_POOL)


def _open(index: Path) -> tuple[Any, Any]:
    import ladybug

    file = index / DATABASE
    try:
        database = ladybug.Database(
            file, read_only=True, buffer_pool_size=_pool(file.stat().st_size)
        )
        return database, ladybug.Connection(database)
    except (RuntimeError, OSError) as error:
        raise EngineError(
            "engine_index_unreadable", engine="ladybug", path=index, reason=_trimmed(str(error))
        ) from error


def _ask(connection: Any, text: str) -> Result:
    try:
        with connection.execute(text) as answer:
            columns = tuple(answer.get_column_names())
            plain = [type_ in _PLAIN_TYPES for type_ in answer.get_column_data_types()]
            if all(plain):
                return Result(columns, [tuple(row) for row in answer])
            return Result(
                columns,
                [
                    tuple(
                        value if as_it_is else _value(value)
                        for value, as_it_is in zip(row, plain, strict=True)
                    )
                    for row in answer
                ],
            )
    except RuntimeError as error:
        raise wrong(text, str(error)) from error


def _value(value: Any) -> object:
    """A value of a type beyond texts, numbers and lists of them: nodes and ties become JSON."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return json.dumps(_facts(value), ensure_ascii=False, default=str)
    return value if isinstance(value, str | int | float | None) else str(value)


def _facts(value: Any) -> Any:
    """A node, tie or path without Ladybug's own numbers and without empty properties."""
    if isinstance(value, dict):
        own = ("_ID", "_SRC", "_DST")
        return {
            key.lstrip("_").lower() if key in ("_LABEL", "_NODES", "_RELS") else key: _facts(one)
            for key, one in value.items()
            if key not in own and one is not None
        }
    return [_facts(one) for one in value] if isinstance(value, list) else value


def _answer(request: dict[str, Any], ready: Ready) -> dict[str, Any]:
    _, connection = _open(Path(request["index"]))
    connection.set_query_timeout(max(int(request["timeout"] * 1000), 1))
    ready()
    try:
        result = _ask(connection, request["text"])
    except EngineError as error:
        if error.key == "engine_timeout":
            raise EngineError("engine_timeout", seconds=f"{request['timeout']:g}") from error
        raise
    return {"columns": result.columns, "rows": result.rows}


if __name__ == "__main__":
    serve(_answer)
