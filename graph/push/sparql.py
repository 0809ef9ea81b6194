"""A graph folder into a named graph of a SPARQL store, which holds it and nothing else afterwards.

The graph that is there is read and compared, and only what differs is written, in batches: a second
push writes nothing, one that was cut off goes on where it ended, and a change of the rosters costs
what has changed. Neither replacing the graph in one request nor writing a new one beside it and
moving it there does that: Oxigraph needs 3 GB of memory for a million triples in one transaction,
and moves them more slowly than it loads them.

From the first write to the last a second, tiny graph says that this one is not whole; the engine
refuses it meanwhile. A third says of which tables it is. No other graph of the store is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.engines import Record
from graph.engines.endpoint import Endpoint
from graph.engines.endpoint_record import read_state
from graph.engines.endpoint_results import NTRIPLES, TURTLE
from graph.errors import EngineError
from graph.language import say
from graph.push import Part, Progress, Pushed, PushStopped
from graph.push.sparql_difference import Difference, Known, difference, lines_of
from graph.push.sparql_store import Store
from graph.rdf import triples

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.remote import Address

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def push_sparql(
    folder: GraphFolder, server: Address, *, keep: bool = False, progress: Progress
) -> Pushed:
    """Make the named graph of a store hold the triples of a folder; `keep` only adds.

    Raises `EngineError` where the store is down, refuses, is read-only or ends in the middle,
    `PushStopped` at Ctrl-C; in each case the next push goes on from there.
    """
    endpoint = Endpoint(server)
    graph = endpoint.place.graph
    own = Known(triples(folder))
    progress(say("sparql_progress_reading"))
    store = Store(endpoint)
    before = read_state(endpoint)
    cut_off = bool(before.marks)
    if cut_off:  # that push may still be at work: it is stopped before anything is compared
        store.begin()
    found = _compare(folder, endpoint, own, progress)
    record = _record(folder, store, len(found.gone) if keep else 0)
    changes = found.added or (found.gone and not keep)
    if not cut_off and (changes or before.record is None or not _same(before.record, record)):
        since = read_state(endpoint)
        store.begin()
        cut_off = bool(since.marks)
        if since != before:  # another push has written since
            found = _compare(folder, endpoint, own, progress)
            record = _record(folder, store, len(found.gone) if keep else 0)
    removed = [] if keep else found.gone
    notes = [say("sparql_note_graph", graph=graph, query=endpoint.url())]
    if store.begun:
        _write(store, _missing(folder, found), found.added, removed, progress)
        progress(say("sparql_progress_counting"))
        _count(endpoint, len(own) + record.more, server)
        store.end(record)
        if store.protocol_url is not None:
            notes.append(say("sparql_note_by_protocol", url=store.protocol_url))
        else:
            notes.append(say("sparql_note_by_update", url=store.update_url))
    if cut_off:
        notes.append(say("push_note_cut_off"))
    if keep and found.gone:
        notes.append(say("sparql_note_kept", count=len(found.gone)))
    part = Part(
        graph,
        "triples",
        len(own),
        created=found.added,
        removed=len(removed),
        left=len(found.gone) - len(removed),
    )
    return Pushed(server.uri, None, (part,), tuple(notes))


def _compare(folder: GraphFolder, endpoint: Endpoint, own: Known, progress: Progress) -> Difference:
    """What differs between the folder and the store's graph."""
    size = _size(endpoint)
    if size == 0:
        return difference((), own, Known(), [])
    with endpoint.ask(
        _ALL, graph=endpoint.place.graph, accept=f"{NTRIPLES}, {TURTLE};q=0.5"
    ) as reply:
        gone: list[str] = []

        def noticed() -> Iterator[list[str]]:
            for lines in lines_of(reply):
                gone.extend(own.unknown(lines))
                yield lines

        theirs = Known(noticed())
        if theirs.lines < size:
            raise EngineError("sparql_cut_short", url=reply.url, got=theirs.lines, of=size)
    progress(say("sparql_progress_comparing"))
    return difference(triples(folder), own, theirs, gone)


def _record(folder: GraphFolder, store: Store, more: int) -> Record:
    base, tables, date = (folder.manifest[name] for name in ("base", "tables", "date"))
    return Record(base, tables, date, more, push=store.name)


def _same(one: Record, other: Record) -> bool:
    """Whether two pushes have left the same."""
    return replace(one, push=None) == replace(other, push=None)


def _missing(folder: GraphFolder, found: Difference) -> Iterator[str]:
    if found.added:
        for part in triples(folder):
            yield from found.there.unknown(part)


def _write(
    store: Store,
    missing: Iterable[str],
    added: int,
    removed: list[str],
    progress: Callable[[str], None],
) -> None:
    done = 0
    try:
        for lines in _batches(removed, lambda: store.lines_removed):
            progress(say("sparql_progress_removing", done=done, of=len(removed)))
            store.remove(lines)
            done += len(lines)
        for lines in _batches(missing, lambda: store.lines):
            progress(say("sparql_progress_adding", done=done - len(removed), of=added))
            store.add(lines)
            done += len(lines)
    except KeyboardInterrupt as error:
        raise PushStopped(done, len(removed) + added) from error


def _batches(lines: Iterable[str], size: Callable[[], int]) -> Iterator[list[str]]:
    """Lists of at most `size()` lines, asked anew each time: a store may turn out to want fewer."""
    from itertools import islice

    rest = iter(lines)
    while batch := list(islice(rest, size())):
        yield batch


def _size(endpoint: Endpoint) -> int:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    return int(str(endpoint.select(text, endpoint.place.graph)[0][0]))


def _count(endpoint: Endpoint, wanted: int, server: Address) -> None:
    """Raise `EngineError` where the store does not hold what it was given."""
    got = _size(endpoint)
    if got != wanted:
        graph = endpoint.place.graph
        raise EngineError("sparql_not_whole", uri=server.uri, graph=graph, got=got, of=wanted)
