"""The Cypher that `query` takes: clauses that read the graph, and nothing else.

Cypher has no mark between clauses: a clause begins where a word follows something complete (a
name, a number, a closing bracket). So every word in such a place must be one of a short list of
clauses and operators; whatever else stands there, known or yet to be invented, is refused, and so
is a name in backquotes, which is the procedure of a CALL that was taken for a name. Words elsewhere
are names: `n.set`, `{create: 1}`, `(:Drop)` are no clauses. What stands in braces is a map, or the
subquery of a word that is known to take one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import QueryError
from graph.place import place

CLAUSES = ("MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "UNWIND", "RETURN", "UNION", "ORDER BY")
_STARTS = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"}
# What may follow something complete, and is followed by something to complete.
_CONTINUES = (
    _STARTS
    | {"WHERE", "UNION", "ORDER", "SKIP", "LIMIT"}
    | {"AND", "OR", "XOR", "NOT", "IN", "STARTS", "ENDS", "CONTAINS", "IS", "AS"}
    | {"WHEN", "THEN", "ELSE"}
)
# What may follow something complete, and leaves it complete.
_COMPLETES = {"ASC", "ASCENDING", "DESC", "DESCENDING", "END"}
# Words that complete nothing where something is due, by the word before them (None: any).
_PREFIXES: dict[str, set[str] | None] = {
    "NOT": None,
    "CASE": None,
    "WHEN": {"CASE"},
    "BY": {"ORDER"},
    "WITH": {"STARTS", "ENDS"},
    "DISTINCT": {"RETURN", "WITH", "("},
    "ALL": {"*"},
}
_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT"}
# What follows a name that begins a map: {name: 1}, or a choice of properties: n {name, code}.
_AFTER_KEY = {":", ",", "}"}

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`[^`]*`)
  | (?P<number>0x[0-9A-Fa-f]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<parameter>\$(?:\w+|`[^`]*`))
  | (?P<open>/\*|['"`])
  | (?P<symbol>.)
    """,
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{4})")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """The word in capitals where it is one that can be a keyword, else nothing."""
        return self.text.upper() if self.kind == "word" else ""


def check_cypher(text: str) -> None:
    """Raise `QueryError`, saying where, unless `text` is one statement of the allowed clauses."""
    _check(text)
    # Neo4j replaces \uXXXX before it reads strings and comments, Ladybug within strings: a
    # statement must be harmless in both readings.
    expanded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if expanded != text:
        try:
            _check(expanded)
        except QueryError as error:
            escape = _ESCAPE.search(text)
            raise QueryError(
                "query_unicode_escape", **place(text, escape.start() if escape else 0)
            ) from error


def _check(text: str) -> None:
    tokens = _tokens(text)
    if not tokens:
        raise QueryError("query_empty")
    complete = False
    starting = True  # a clause that begins a statement is due
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        word = token.word
        named = before is not None and before.text.upper() in (".", ":", "|", "&", "!", "AS")
        if token.text == ";":
            if number + 1 < len(tokens):
                raise QueryError("query_one_statement", **place(text, tokens[number + 1].at))
        elif starting:
            if before is not None and before.word == "UNION" and word == "ALL":
                continue
            if word not in _STARTS:
                raise _refusal(token, text)
            starting = complete = False
        elif before is not None and before.word == "OPTIONAL" and not complete and word != "MATCH":
            raise _refusal(token, text)
        elif token.kind == "parameter":
            raise QueryError("query_parameter", word=token.text, **place(text, token.at))
        elif complete and (word or token.kind == "quoted"):
            if word not in _CONTINUES | _COMPLETES:
                raise _refusal(token, text)
            complete = word in _COMPLETES
            starting = word == "UNION"
        elif token.text == "{" and before is not None and before.word in _SUBQUERIES:
            # EXISTS { MATCH … } may also be written EXISTS { (a)-->(b) }, which only the engine
            # can tell; a word there begins a statement.
            following = tokens[number + 1] if number + 1 < len(tokens) else token
            starting, complete = bool(following.word), False
        else:
            if before is not None and before.text == "{" and token.kind in ("word", "quoted"):
                following = tokens[number + 1] if number + 1 < len(tokens) else token
                if following.text not in _AFTER_KEY:
                    raise _refusal(token, text)
            complete = _completes(token, before, named)
    if starting:
        raise QueryError("query_empty")


def _completes(token: _Token, before: _Token | None, named: bool) -> bool:
    """Whether something is complete after a token that stands where something was due."""
    if token.kind == "symbol":
        if token.text == "*" and before is not None:  # RETURN *
            return before.word in {"WITH", "RETURN", "DISTINCT"}
        return token.text in ")]}"
    if named or token.word not in _PREFIXES:
        return True
    after = _PREFIXES[token.word]
    return after is not None and (before is None or (before.word or before.text) not in after)


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "open":
            raise QueryError("query_not_closed", **place(text, found.start()))
        if kind != "space":
            tokens.append(_Token(kind, found[0], found.start()))
    return tokens


def _refusal(token: _Token, text: str) -> QueryError:
    allowed = ", ".join((*CLAUSES, "SKIP", "LIMIT"))
    return QueryError(
        "query_clause_refused", word=token.text, allowed=allowed, **place(text, token.at)
    )
