"""Whether a statement that somebody typed may run: one statement that only reads this graph.

"Read-only" engines still write files, fetch addresses and read others, so the test is an
allow-list: `allowed_cypher` and `allowed_sparql` say what may stand in a statement.
"""

from __future__ import annotations

import re
from typing import Literal

from graph.errors import QueryError

QueryLanguage = Literal["cypher", "sparql"]

_CYPHER_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_SPARQL_COMMENT = re.compile(r"#[^\n]*")
_CYPHER_START = re.compile(
    r"(MATCH|OPTIONAL|UNWIND|WITH|RETURN|CREATE|MERGE|CALL|LOAD|COPY)\b", re.I
)
_SPARQL_START = re.compile(r"(PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT)\b", re.I)


def check(text: str, language: QueryLanguage) -> None:
    """Raise `QueryError`, saying where, unless `text` is one statement that only reads."""
    if language == "cypher":
        from graph.allowed_cypher import check_cypher

        check_cypher(text)
    else:
        from graph.allowed_sparql import check_sparql

        check_sparql(text)


def detect(text: str, *, otherwise: QueryLanguage | None = None) -> QueryLanguage:
    """The language of a statement by its first word, else `otherwise`.

    Raises `QueryError` where neither tells.
    """
    cypher = bool(_CYPHER_START.match(_without_leading(text, _CYPHER_COMMENT)))
    sparql = bool(_SPARQL_START.match(_without_leading(text, _SPARQL_COMMENT)))
    if cypher == sparql:
        if otherwise is not None:
            return otherwise
        raise QueryError("query_language_unclear")
    return "cypher" if cypher else "sparql"


def _without_leading(text: str, comment: re.Pattern[str]) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    while found := comment.match(text):
        text = text[found.end() :].lstrip()
    return text
