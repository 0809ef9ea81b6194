"""HTTP to a SPARQL store: one request, one answer, and whatever goes wrong said in words.

Nothing is followed elsewhere: a redirect is an error that names the new address. A name and
password are sent only after the store has asked for them, and only to the address that was given.
A request with a deadline ends then, whatever the server does: a watch cuts the connection.
"""

from __future__ import annotations

import base64
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from graph.errors import EngineError
from graph.interrupts import let_ctrl_c_end_waits
from graph.remote import Address, password

# Seconds to reach a server; how long it may then think about a query is the query's own matter.
_TO_CONNECT = 10.0
_KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}
_MESSAGE = 300
_CUT = ("X-SPARQL-MaxRows", "X-SQL-State")


class Deadline:
    """The moment at which a request must have ended; the clock runs from when it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left, 0 when they are over."""
        return max(self._until - time.monotonic(), 0.0)

    def over(self) -> EngineError:
        """The error of a request that did not make it."""
        return EngineError("engine_timeout", seconds=f"{self.seconds:g}")


class Reply:
    """The answer to a request, read as a file. Every failure while reading is an EngineError."""

    def __init__(
        self,
        url: str,
        connection: http.client.HTTPConnection,
        response: http.client.HTTPResponse,
        watch: _Watch,
    ) -> None:
        self.url = url
        self.status = response.status
        self.reason = response.reason
        self.kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        self.server = response.getheader("Server") or ""
        self.location = response.getheader("Location") or ""
        # What Virtuoso says of an answer of which it has left the end away: rows, or time.
        self.cut = any(response.getheader(name) for name in _CUT)
        self._connection = connection
        self._response = response
        self._watch = watch

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, or all; b"" at the end, which is the end that the server meant."""
        try:
            data = self._response.read(None if size < 0 else size)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._watch.failure(self.url, error) from error
        # A length was promised and not kept; http.client says so only where all is read at once.
        if not data and size and self._response.length:
            raise self._watch.failure(self.url, http.client.IncompleteRead(b""))
        return data

    @property
    def said(self) -> str:
        """What the store says of a failure, in one line; of a page only the status."""
        text = ""
        if "html" not in self.kind:
            text = self.read(1 << 16).decode("utf-8", "replace")
            text = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text).strip()
        return text[:_MESSAGE] or f"{self.status} {self.reason}".strip()

    def close(self) -> None:
        """End the connection, also in the middle of an answer."""
        self._watch.cancel()
        self._response.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Client:
    """Sends requests to one server, with the user's name and password once it has asked."""

    def __init__(self, server: Address) -> None:
        self._server = server
        self._authorization: str | None = None
        self._tls: ssl.SSLContext | None = None

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        deadline: Deadline | None = None,
    ) -> Reply:
        """The answer, whatever its status, but 401, 403 and redirects.

        Raises `EngineError` where there is none, where the server refuses the user, or where the
        answer stands elsewhere.
        """
        reply = self._once(method, url, body, headers, deadline)
        user = self._server.user
        if reply.status in (401, 403) and user is not None and self._authorization is None:
            reply.close()
            pair = f"{user}:{password(self._server, user)}".encode()
            self._authorization = "Basic " + base64.b64encode(pair).decode("ascii")
            reply = self._once(method, url, body, headers, deadline)
        if reply.status in (401, 403):
            with reply:
                raise self._refused(reply)
        if 300 <= reply.status < 400:
            with reply:
                raise EngineError("sparql_redirect", url=url, location=reply.location)
        return reply

    def _refused(self, reply: Reply) -> EngineError:
        user = self._server.user
        if user is None and reply.status == 401:
            return EngineError("sparql_wants_user", url=reply.url)
        if reply.status == 401:
            return EngineError("sparql_user_refused", url=reply.url, user=user)
        return EngineError("sparql_forbidden", url=reply.url, reason=reply.said)

    def _once(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str] | None,
        deadline: Deadline | None,
    ) -> Reply:
        let_ctrl_c_end_waits()
        parts = urlsplit(url)
        sent = {"Connection": "close", "User-Agent": "shequ", **(headers or {})}
        if self._authorization is not None:
            sent["Authorization"] = self._authorization
        connection = self._connection(parts.hostname or "", parts.port, parts.scheme, deadline)
        watch = _Watch(connection, deadline)
        try:
            connection.connect()
            watch.start()
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            _send(connection, method, target, body, sent)
            return Reply(url, connection, connection.getresponse(), watch)
        except (OSError, http.client.HTTPException, ValueError) as error:
            watch.cancel()
            connection.close()
            raise watch.failure(url, error) from error
        except BaseException:
            watch.cancel()
            connection.close()
            raise

    def _connection(
        self, host: str, port: int | None, scheme: str, deadline: Deadline | None
    ) -> http.client.HTTPConnection:
        seconds = _TO_CONNECT if deadline is None else min(_TO_CONNECT, deadline.left)
        if deadline is not None and not seconds:
            raise deadline.over()
        if scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=seconds)
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=self._tls)


class _Watch:
    """Cuts a connection at its deadline, and tells why one broke."""

    def __init__(self, connection: http.client.HTTPConnection, deadline: Deadline | None) -> None:
        self._connection = connection
        self._deadline = deadline
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        """Begin when the connection stands: a silent server is no failure, a vanished one is."""
        self._socket = self._connection.sock
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEP_ALIVE.items():
            if hasattr(socket, name):  # not every system has them all
                self._socket.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
        if self._deadline is not None:
            self._timer = threading.Timer(self._deadline.left, self._cut)
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """The request has ended by itself."""
        if self._timer is not None:
            self._timer.cancel()

    def failure(self, url: str, error: Exception) -> EngineError:
        """What an error of the connection means to the user."""
        if self._deadline is not None and not self._deadline.left:
            return self._deadline.over()
        if isinstance(error, ssl.SSLCertVerificationError):
            return EngineError("sparql_certificate", url=url, reason=error.verify_message)
        if isinstance(error, ssl.SSLError):
            return EngineError("sparql_no_tls", url=url, reason=error.reason or error)
        if self._socket is None:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            return EngineError("sparql_down", url=url, reason=reason)
        if isinstance(error, http.client.BadStatusLine) and not isinstance(
            error, http.client.RemoteDisconnected
        ):
            return EngineError("sparql_no_http", url=url)
        return EngineError("sparql_cut", url=url)

    def _cut(self) -> None:
        # Another thread waits in recv; closing would not wake it, the end of the stream does.
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _send(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    body: bytes | None,
    headers: Mapping[str, str],
) -> None:
    try:
        connection.request(method, target, body, dict(headers))
    except (BrokenPipeError, ConnectionResetError):
        # A server that refuses a body early answers and closes; what it said may still be there.
        if connection.sock is None:
            raise
