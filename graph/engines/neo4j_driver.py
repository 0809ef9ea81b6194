"""The way to a Neo4j server: Neo4j's own driver, and what its errors mean to a user.

A server that is down is said at once: connecting has short time limits and is not tried again.
Work that has begun is tried again by the driver for `RETRY` seconds, as its documentation asks.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.errors import EngineError, GraphError, QueryError
from graph.place import offset_of, place
from graph.remote import known_password, password

if TYPE_CHECKING:
    from neo4j import Driver

    from graph.remote import Address

OLDEST = (5, 26)
RETRY = 10.0
_CONNECT = 5.0
_FIRST_USER = "neo4j"
_AGENT = re.compile(r"Neo4j/v?(\d+)\.(\d+)")
_PLACE = re.compile(r"\(line (\d+), column (\d+)\b")
_LONGEST = 300

# What the server's codes mean; of the others the class says enough.
_CODES = {
    "Neo.ClientError.Security.Unauthorized": "remote_wrong_password",
    "Neo.ClientError.Security.AuthenticationRateLimit": "remote_too_many_passwords",
    "Neo.ClientError.Security.CredentialsExpired": "remote_password_expired",
    "Neo.ClientError.Security.Forbidden": "remote_forbidden",
    "Neo.ClientError.Database.DatabaseNotFound": "remote_no_database",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "remote_read_only",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "remote_read_only",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "engine_memory",
    "Neo.TransientError.General.TransactionOutOfMemoryError": "engine_memory",
    "Neo.TransientError.General.OutOfMemoryError": "engine_memory",
}
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"


def connect(server: Address, *, database: str | None = None) -> Driver:
    """A driver that has reached the server, of a version that will do, and the database.

    The password is asked for only where the server wants one. Raises `UsageError` where it can't
    be asked for, `EngineError` where the server is down, too old, or refuses.
    """
    from neo4j.exceptions import AuthError

    # Without a handler Python prints the driver's warnings on stderr; they are all raised as well.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    if server.user is None and known_password() is None:
        try:
            return _reach(server, None, database)
        except EngineError as error:
            if not isinstance(error.__cause__, AuthError):
                raise
    user = server.user or _FIRST_USER
    return _reach(server, (user, password(server, user)), database)


def check_version(agent: str, uri: str) -> None:
    """Raise `EngineError` unless a server's own name of itself is Neo4j 5.26 or newer.

    After 5.26 versions are called by year and month: 2025.01 and so on.
    """
    found = _AGENT.match(agent)
    if found is None:
        raise EngineError("remote_no_neo4j", uri=uri, agent=agent)
    if (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise EngineError("remote_too_old", uri=uri, version=agent.partition("/")[2], oldest=oldest)


def explained(
    error: Exception, server: Address, *, database: str | None = None, text: str | None = None
) -> GraphError:
    """What a `DriverError` or `Neo4jError` says, as an error of the query or of the engine.

    `text` is the statement of the user, if one was run.
    """
    from neo4j.exceptions import Neo4jError

    if not isinstance(error, Neo4jError):
        # Nothing but the way to the server has these errors, and the way was there before.
        return EngineError("remote_lost", uri=server.uri, reason=reason(error))
    code = error.code or ""
    if code in _CODES:
        values = {"uri": server.uri, "database": database or "—", "reason": _message(error)}
        return EngineError(_CODES[code], **values)
    if code.startswith(_TIMED_OUT):
        return EngineError("engine_timeout", seconds="?")
    if text is not None and code.startswith("Neo.ClientError.Statement."):
        return _wrong(text, _message(error), error.message or "")
    return EngineError("remote_failed", uri=server.uri, reason=f"{_message(error)} ({code})")


def reason(error: BaseException) -> str:
    """The innermost cause of an error, in a line."""
    inner = list(_causes(error))
    for one in inner:
        if isinstance(one, OSError) and one.strerror and "[SSL" not in str(one):
            return one.strerror
    return _trimmed(str(inner[-1]) or type(inner[-1]).__name__)


def _reach(server: Address, auth: tuple[str, str] | None, database: str | None) -> Driver:
    from neo4j import GraphDatabase, RoutingControl
    from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

    try:
        driver = GraphDatabase.driver(
            server.uri,
            auth=auth,
            connection_timeout=_CONNECT,
            connection_acquisition_timeout=_CONNECT,
            max_transaction_retry_time=RETRY,
            notifications_min_severity="OFF",
            user_agent="shequ",
        )
    except ConfigurationError as error:
        raise EngineError("remote_failed", uri=server.uri, reason=str(error)) from error
    try:
        check_version(driver.get_server_info().agent, server.uri)
        if database is not None:
            driver.execute_query("RETURN 1", database_=database, routing_=RoutingControl.READ)
    except Neo4jError as error:
        driver.close()
        raise explained(error, server, database=database) from error
    except DriverError as error:
        driver.close()
        raise EngineError("remote_down", uri=server.uri, reason=reason(error)) from error
    except BaseException:
        driver.close()
        raise
    return driver


def _wrong(text: str, message: str, whole: str) -> QueryError:
    where = _PLACE.search(whole)
    if where is None:
        return QueryError("query_wrong", reason=message)
    at = offset_of(text, int(where[1]), int(where[2]))
    return QueryError("query_wrong_at", reason=message, **place(text, at))


def _message(error: Any) -> str:
    first = str(error.message or error).partition("\n")[0]
    return _trimmed(_PLACE.split(first)[0].strip())


def _trimmed(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        group = isinstance(seen, BaseExceptionGroup) and seen.exceptions
        seen = group[0] if group else seen.__cause__
