"""What differs between a graph folder and a named graph of a store, without holding either.

Both sides are lines of N-Triples, known by two 64-bit hashes: a city of eight million triples is
125 MB a side. What a store writes in another form than it was given (an escape, 1.0 for 1) is a
difference of lines and none of triples; only such lines, and true differences, are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.engines.endpoint_results import NTRIPLES, unexpected
from graph.engines.terms import literal_value

if TYPE_CHECKING:
    import polars as pl

    from graph.engines.endpoint_http import Reply

_CHUNK = 1 << 23
_LINES = 100_000


def lines_of(reply: Reply) -> Iterator[list[str]]:
    """The triples of an answer as lines of N-Triples, some at a time."""
    if reply.kind in (NTRIPLES, "text/plain"):
        rest = b""
        while chunk := reply.read(_CHUNK):
            *lines, rest = (rest + chunk).split(b"\n")
            yield [line.decode("utf-8").strip() for line in lines if line.strip()]
        if rest.strip():
            yield [rest.decode("utf-8").strip()]
        return
    from itertools import islice

    from pyoxigraph import RdfFormat, parse

    form = RdfFormat.from_media_type(reply.kind)
    if form is None:
        raise unexpected(reply)
    found = (f"{triple} ." for triple in parse(reply, format=form))  # type: ignore[arg-type]
    while lines_read := list(islice(found, _LINES)):
        yield lines_read


class Known:
    """Lines that were seen, each once, by their hashes."""

    def __init__(self, parts: Iterable[list[str] | pl.Series] = ()) -> None:
        import polars as pl

        found = [_hashed(pl.Series("line", [], dtype=pl.String))]
        self.lines = 0
        for part in parts:
            found.append(_hashed(pl.Series("line", part, dtype=pl.String)))
            self.lines += found[-1].height
        self._hashes = pl.concat(found).unique().sort("one")

    def __len__(self) -> int:
        return self._hashes.height

    def unknown(self, part: list[str] | pl.Series) -> pl.Series:
        """The lines of a part that are not among these."""
        import polars as pl

        lines = pl.Series("line", part, dtype=pl.String)
        if not len(self) or not len(lines):
            return lines
        # A join would look at all that is known for each part; this, at some twenty of them a line.
        asked = _hashed(lines)
        at = self._hashes["one"].search_sorted(asked["one"]).clip(0, len(self) - 1)
        found = self._hashes[at]
        return lines.filter((found["one"] != asked["one"]) | (found["two"] != asked["two"]))

    def lacking(self, other: Known) -> int:
        """How many of the other's lines are not among these."""
        return other._hashes.join(self._hashes, on=["one", "two"], how="anti").height

    def plus(self, lines: list[str]) -> Known:
        """These and more."""
        import polars as pl

        both = Known([lines])
        both._hashes = pl.concat([self._hashes, both._hashes]).unique().sort("one")
        return both


@dataclass
class Difference:
    """Lines that are only in the store (`gone`), those that need no writing, and how many do."""

    gone: list[str]
    there: Known
    added: int


def difference(ours: Iterable[pl.Series], own: Known, theirs: Known, gone: list[str]) -> Difference:
    """Compare: `ours` are the folder's lines, `own` and `theirs` what is known of both sides.

    `gone` are the store's lines that are not ours.
    """
    missing = theirs.lacking(own)
    if not gone or not missing:
        return Difference(gone, theirs, missing)
    by_meaning: dict[tuple[Any, ...], list[str]] = {}
    for line in gone:
        by_meaning.setdefault(_meaning(line), []).append(line)
    same: list[str] = []
    for part in ours:
        for line in theirs.unknown(part):
            if as_written := by_meaning.get(_meaning(line)):
                as_written.pop()
                same.append(line)
    left = [line for lines in by_meaning.values() for line in lines]
    return Difference(left, theirs.plus(same), missing - len(same))


def _hashed(lines: pl.Series) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame({"one": lines.hash(1), "two": lines.hash(2)})


def _meaning(line: str) -> tuple[Any, ...]:
    """What a line says, however it is written."""
    from pyoxigraph import Literal, RdfFormat, parse

    triple = next(iter(parse(line, format=RdfFormat.N_TRIPLES)))
    thing = triple.object
    if not isinstance(thing, Literal):
        return (str(triple.subject), str(triple.predicate), str(thing))
    value = literal_value(thing.value, thing.datatype.value)
    kind = (thing.datatype.value, (thing.language or "").lower(), type(value).__name__)
    return (str(triple.subject), str(triple.predicate), value, *kind)
