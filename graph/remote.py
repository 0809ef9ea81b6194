"""Servers that hold a graph: their addresses, and the name and password that they ask for.

An address is neo4j://, bolt:// (and their +s, +ssc forms) or http(s)://. The user's name may stand
in it (neo4j://alice@host) or in SHEQU_USER. A password comes from SHEQU_PASSWORD or a prompt, never
from an argument.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit, urlunsplit

from graph.errors import UsageError

_BOLT = {"neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc"}
_HTTP = {"http", "https"}
# USER:PASSWORD@, up to the last @; where nobody wrote ://, from the beginning.
_PASSWORD = re.compile(r"(?:[^:/@]*://)?+[^:]*:.*@", re.S)
_USER = re.compile(r"^(.*?://)?.*@", re.S)


@dataclass(frozen=True)
class Address:
    """A server's address without a user, the kind of server, and the user if one is named."""

    uri: str
    kind: Literal["neo4j", "sparql"]
    user: str | None


def is_address(text: str) -> bool:
    """Whether `text` is meant as an address, and not as an engine's name."""
    return "://" in text


def address(text: str) -> Address:
    """The address that a user wrote.

    Raises `UsageError` for another scheme, or a password in it.
    """
    # Before it is parsed: a password may have a / ? or # in it, and no message may repeat it.
    if _PASSWORD.match(text):
        raise UsageError("remote_password_in_address")
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError("remote_wrong_address", uri=masked(text)) from error
    scheme = parts.scheme.lower()
    if not host or scheme not in _BOLT | _HTTP:
        raise UsageError("remote_wrong_address", uri=masked(text))
    if scheme in _BOLT and (parts.path.strip("/") or parts.query or parts.fragment):
        raise UsageError("remote_address_with_path", uri=masked(text))
    place = parts.netloc.rpartition("@")[2]
    user = unquote(parts.username) if parts.username else os.environ.get("SHEQU_USER")
    plain = urlunsplit((scheme, place, parts.path, parts.query, ""))
    return Address(plain, "neo4j" if scheme in _BOLT else "sparql", user)


def masked(text: str) -> str:
    """What a message may repeat of something that was given as an address: nothing before an @."""
    return _USER.sub(r"\1…@", text)


def known_password() -> str | None:
    """The password of SHEQU_PASSWORD, if there is one."""
    return os.environ.get("SHEQU_PASSWORD")


def password(server: Address, user: str) -> str:
    """The password of a user: SHEQU_PASSWORD, else asked for on the terminal.

    Raises `UsageError` where there is neither.
    """
    known = known_password()
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise UsageError("remote_no_password", uri=server.uri)
    from getpass import getpass

    from graph.language import say

    return getpass(say("remote_password_prompt", user=user, uri=server.uri))
