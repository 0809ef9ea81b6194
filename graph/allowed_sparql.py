"""The SPARQL that `query` takes: SELECT, ASK, CONSTRUCT or DESCRIBE over this graph alone.

The statement is parsed, not searched: SERVICE and FROM call out or read files on both engines, at
any depth, and only a parser knows a keyword from a name, a string or a comment. GRAPH reads what
else a store has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.place import offset_of, place
from graph.rdf import PREFIXES

if TYPE_CHECKING:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parserutils import CompValue

_UPDATES = "INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH"
_PART = r"\s++|#[^\n]*+|BASE\s*<[^>]*>|PREFIX\s*(?P<prefix>[^\s:]*)\s*:\s*<[^>]*>"
# What may stand before the word that tells the form of a query, and each part of it.
PROLOGUE = f"(?:{_PART.replace('?P<prefix>', '?:')})*+"
_PROLOGUE_PART = re.compile(_PART, re.I)
_UPDATE = re.compile(rf"{PROLOGUE}({_UPDATES})\b", re.I)
_REFUSED = {
    "ServiceGraphPattern": "SERVICE",
    "DatasetClause": "FROM",
    # the graph is the default graph of every query: other named graphs are somebody else's
    "GraphGraphPattern": "GRAPH",
}
_OXIGRAPH_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
# A name or a mark that Oxigraph expected; what else it lists are classes of characters.
_EXPECTED = re.compile(r'(?<![\w\[])(?:"[^"]+"|[A-Z][A-Z_]+)(?![\w\]])')


def check_sparql(text: str) -> None:
    """Raise `QueryError`, saying where, unless `text` is one query that asks only this graph."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    if found := _UPDATE.match(text):
        raise QueryError("query_update_refused", word=found[1], **place(text, found.start(1)))
    if not re.sub(r"#[^\n]*", "", text).strip():
        raise QueryError("query_empty")
    try:
        parsed = parseQuery(text)
    except ParseException as error:
        raise _syntax_error(text, error) from error
    except RecursionError as error:
        raise QueryError("query_too_deep") from error
    declared = set(PREFIXES)
    used: list[str] = []
    for part in _parts(parsed):
        if part.name in _REFUSED:
            word = _REFUSED[part.name]
            raise QueryError("query_clause_of_sparql_refused", word=word, **_place_of(text, word))
        if part.name == "PrefixDecl":
            declared.add(part.get("prefix") or "")
        elif part.name == "pname":
            used.append(part.get("prefix") or "")
    for prefix in used:
        if prefix not in declared:
            raise QueryError("query_prefix_unknown", **_place_of(text, f"{prefix}:"))


def declared_prefixes(text: str) -> set[str]:
    """The prefixes that a query declares itself; what its comments say declares none."""
    found = set()
    at = 0
    while part := _PROLOGUE_PART.match(text, at):
        at = part.end()
        if part["prefix"] is not None:
            found.add(part["prefix"])
    return found


def oxigraph_syntax_error(text: str, message: str) -> QueryError:
    """What Oxigraph says of a wrong query, with its place and without its character classes."""
    found = _OXIGRAPH_ERROR.fullmatch(message.strip())
    if found is None:
        return QueryError("query_wrong", reason=message.strip())
    where = place(text, offset_of(text, int(found[1]), int(found[2])))
    if "Prefix not found" in found[3]:
        return QueryError("query_prefix_unknown", **where)
    if "The SELECT contains a variable that is unbound" in found[3]:
        return QueryError("query_variable_not_grouped", **where)
    expected = list(dict.fromkeys(_EXPECTED.findall(found[3])))
    if not expected:
        return QueryError("query_wrong_at", reason=found[3].splitlines()[0][:200], **where)
    return QueryError("query_expected", expected=" ".join(expected[:12]), **where)


def _syntax_error(text: str, error: ParseException) -> QueryError:
    # rdflib goes back to where the broken part begins; Oxigraph says how far it came, and what it
    # wanted there. It is asked on an empty store, and only of a text that can call nothing.
    lowered = text.lower()
    if not any(word in lowered for word in ("service", "from", "\\u")):
        from pyoxigraph import Store

        try:
            Store().query(text, prefixes=PREFIXES)
        except SyntaxError as better:
            return oxigraph_syntax_error(text, str(better))
    where = place(text, error.loc)
    return QueryError("query_wrong_at", reason="SPARQL 1.1", **where)


def _place_of(text: str, word: str) -> dict[str, object]:
    found = re.search(rf"(?<![\w?$:]){re.escape(word)}", text, re.I)
    return place(text, found.start() if found else 0)


def _parts(parsed: object) -> Iterator[CompValue]:
    """All parts of a parsed query that have a name, at any depth."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [parsed]
    while waiting:
        one = waiting.pop()
        if isinstance(one, CompValue):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, ParseResults | list | tuple):
            waiting.extend(one)
            if isinstance(one, ParseResults):
                waiting.extend(one.asDict().values())
