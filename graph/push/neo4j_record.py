"""The record of what a server holds, which is also what keeps two pushes apart.

One node (`ShequGraph`) says of which tables the graph is, and whether it is whole. Whoever pushes
keeps it locked by an open transaction: a pusher that is killed lets go of it with its connection,
and what it has left says that it is not whole.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from graph.engines.neo4j import COMPLETE, RECORD
from graph.errors import EngineError
from ontology import Model

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.remote import Address

_PUSHING = "pushing"
# So long another push may keep the record before this one gives up, in seconds; a server that has
# just started takes longer over its first transactions than another push would.
_PATIENCE = 20.0
_GAVE_UP = ("TransactionTimedOutClientConfiguration", "LockClientStopped", "TransactionTerminated")

# A graph that is whole, and of these tables, stays so: what is written again is what it has.
_TAKE = f"""
MERGE (g:{RECORD} {{base: $base}})
WITH g, g.state AS before
SET g.state = CASE WHEN g.state = $complete AND g.tables = $tables THEN g.state ELSE $pushing END
RETURN before
"""
_FINISH = f"""
MERGE (g:{RECORD} {{base: $base}})
SET g.state = $complete, g.tables = $tables, g.date = $date, g.ontology = $ontology,
    g.more = $more
"""
_OTHERS = f"MATCH (g:{RECORD}) WHERE g.base <> $base RETURN g.base AS base ORDER BY base LIMIT 1"
_CONSTRAINTS = """
SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE type IN $types
RETURN labelsOrTypes, properties
"""
_UNIQUE = ["UNIQUENESS", "NODE_PROPERTY_UNIQUENESS", "NODE_KEY"]


class Record:
    """The record of a push, taken at its beginning and finished at its end."""

    def __init__(self, session: Any, folder: GraphFolder, server: Address) -> None:
        """Take the record; raises `EngineError` where another push is at work.

        `before` is what the record said: None where there was none, "pushing" where a push was cut
        off.
        """
        self._session = session
        manifest = folder.manifest
        self._values = {
            "base": manifest["base"],
            "tables": manifest["tables"],
            "date": manifest["date"],
            "ontology": manifest["ontology"],
            "complete": COMPLETE,
            "pushing": _PUSHING,
        }
        self.before = self._take(server)
        # The push may take longer than the server allows a transaction: 0 is no limit.
        self._kept: Any = session.begin_transaction(timeout=0)
        self._kept.run(_TAKE, self._values).consume()

    @property
    def cut_off(self) -> bool:
        """Whether an earlier push did not come to its end."""
        return self.before == _PUSHING

    def finish(self, more: int) -> None:
        """Say that the graph is whole, with how much `more` than it, and let go."""
        from neo4j.exceptions import DriverError, Neo4jError

        values = {**self._values, "more": more}
        try:
            self._kept.run(_FINISH, values).consume()
            self._kept.commit()
        except (DriverError, Neo4jError):
            # Something between here and the server has cut an idle connection: the data are there.
            self.release()
            self._session.execute_write(lambda one: one.run(_FINISH, values).consume())

    def release(self) -> None:
        """Let go."""
        from neo4j.exceptions import DriverError, Neo4jError

        # where the connection is gone, so is the lock
        with suppress(DriverError, Neo4jError):
            self._kept.close()

    def _take(self, server: Address) -> str | None:
        from neo4j.exceptions import Neo4jError

        try:
            with self._session.begin_transaction(timeout=_PATIENCE) as transaction:
                before: str | None = transaction.run(_TAKE, self._values).single()["before"]
                transaction.commit()
        except Neo4jError as error:
            if (error.code or "").endswith(_GAVE_UP):
                raise EngineError("push_busy", uri=server.uri) from error
            raise
        return before


def refuse_others(session: Any, folder: GraphFolder, server: Address) -> None:
    """Raise `EngineError` where the database holds the graph of another base.

    Questions ask all that is in a database, so that two graphs in one would be counted together.
    """
    base = folder.manifest["base"]
    found = session.execute_read(lambda one: one.run(_OTHERS, base=base).single())
    if found is not None:
        raise EngineError("push_other_base", uri=server.uri, base=base, other=found["base"])


def make_constraints(session: Any, model: Model, server: Address, database: str | None) -> None:
    """Make `id` unique for every label, where it is not yet: all of them or none.

    Raises `EngineError` where nodes of others, or an index of others, are in the way.
    """
    from neo4j.exceptions import Neo4jError

    known = session.execute_read(
        lambda one: {
            (tuple(found["labelsOrTypes"]), tuple(found["properties"]))
            for found in one.run(_CONSTRAINTS, types=_UNIQUE)
        }
    )
    wanted = {RECORD: "base", **dict.fromkeys(model.labels, "id")}
    missing = {label: name for label, name in wanted.items() if ((label,), (name,)) not in known}
    if not missing:
        return
    try:
        # Not tried again by the driver: a server that may not be written to is said at once.
        with session.begin_transaction() as transaction:
            for label, name in missing.items():
                constraint = f"shequ_{label.lower()}_{name}"
                transaction.run(
                    f"CREATE CONSTRAINT {constraint} IF NOT EXISTS "
                    f"FOR (n:`{label}`) REQUIRE n.{name} IS UNIQUE"
                ).consume()
            transaction.commit()
    except Neo4jError as error:
        if ".Schema." not in (error.code or ""):
            raise
        reason = " ".join(str(error.message).split())
        raise EngineError(
            "push_constraint", uri=server.uri, database=database or "—", reason=reason
        ) from error
    session.run("CALL db.awaitIndexes(600)").consume()
