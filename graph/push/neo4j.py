"""A graph folder into a Neo4j server: constraints, nodes, ties, and what is gone, in that order.

Every step may be cut off and done again: constraints that are there are left, rows are found by
their id, and the record says until the end that the graph is not whole. Two batches are under way
at a time, so that this process makes one ready while the server writes the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from graph.engines.neo4j_driver import connect, explained, reason
from graph.errors import EngineError
from graph.interrupts import let_ctrl_c_end_waits
from graph.language import say
from graph.push import Part, Progress, Pushed, PushStopped
from graph.push.neo4j_record import Record, make_constraints, refuse_others
from graph.push.neo4j_removal import Kind, gone, own, remove, totals
from graph.push.neo4j_tables import BATCH, Table, edge_tables, node_tables
from ontology import load_model

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from graph.remote import Address

_AT_ONCE = 2


def steps(folder: GraphFolder) -> int:
    """How often the progress is told about: once a batch, and once for each last table."""
    manifest = folder.manifest
    counts: list[int] = [*manifest["nodes"].values(), *manifest["edges"].values()]
    return sum(-(-count // BATCH) for count in counts) + 3


def push_neo4j(
    folder: GraphFolder,
    server: Address,
    *,
    database: str | None = None,
    keep: bool = False,
    progress: Progress = lambda text: None,
) -> Pushed:
    """See `graph.push.push`."""
    from neo4j.exceptions import DriverError, Neo4jError

    driver = connect(server, database=database)
    work = _Work(folder, server, driver, database, progress)
    try:
        return work.done(keep=keep)
    except KeyboardInterrupt as stop:
        raise PushStopped(work.written, work.rows) from stop
    except (DriverError, Neo4jError) as error:
        wrong = explained(error, server, database=database)
        if wrong.key in ("remote_lost", "remote_failed"):
            raise EngineError(
                "push_lost",
                uri=server.uri,
                done=work.written,
                of=work.rows,
                reason=wrong.values["reason"] if wrong.key == "remote_failed" else reason(error),
            ) from error
        raise wrong from error
    finally:
        driver.close()


@dataclass
class _Counts:
    """What was done of one label or type."""

    total: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0
    left: int = 0


@dataclass
class _Work:
    folder: GraphFolder
    server: Address
    driver: Any
    database: str | None
    progress: Progress
    written: int = 0
    more: int = 0
    counts: dict[str, _Counts] = field(default_factory=dict)
    _telling: Lock = field(default_factory=Lock)
    _stopped: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        from neo4j import GraphDatabase

        manifest = self.folder.manifest
        self.model = load_model()
        self.rows = sum(manifest["nodes"].values()) + sum(manifest["edges"].values())
        # In a cluster each session must see what the others have written.
        self._bookmarks = GraphDatabase.bookmark_manager()

    def done(self, *, keep: bool) -> Pushed:
        """Do all of it, and give the account."""
        with self._session() as session:
            refuse_others(session, self.folder, self.server)
            self.progress(say("push_progress_constraints"))
            make_constraints(session, self.model, self.server, self.database)
            record = Record(session, self.folder, self.server)
            try:
                with self._session() as reading:
                    self._write(reading)
                    notes = self._remove(reading, keep=keep)
                record.finish(self.more)
            finally:
                record.release()
            used = session.execute_read(
                lambda one: one.run("RETURN 1").consume().database or self.database
            )
        if record.cut_off:
            notes.insert(0, say("push_note_cut_off"))
        parts = tuple(
            Part(
                name,
                kind,
                found.total,
                created=found.created,
                changed=found.changed,
                removed=found.removed,
                left=found.left,
            )
            for kind, names in self._names()
            for name in names
            for found in (self.counts.get(name, _Counts()),)
        )
        return Pushed(self.server.uri, used, parts, tuple(notes))

    def _write(self, session: Any) -> None:
        there = totals(session, self.model)
        for table in self._tables():
            counts = self.counts.setdefault(table.name, _Counts())
            if not counts.total and there[table.name]:
                # somebody else's may have the label; only ours would be met a second time
                there[table.name] = own(session, self.folder, table.kind, table.name)
            counts.total += table.rows.height
            self._write_table(table, counts, new=not there[table.name])

    def _tables(self) -> Iterator[Table]:
        yield from node_tables(self.folder, self.model)
        for type_ in self.model.relationships:
            yield from edge_tables(self.folder, type_)

    def _names(self) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
        return ("nodes", tuple(self.model.labels)), ("edges", tuple(self.model.relationships))

    def _write_table(self, table: Table, counts: _Counts, *, new: bool) -> None:
        """Write a table in parts that lie side by side, so that they seldom touch one node."""
        let_ctrl_c_end_waits()
        starts = range(0, table.rows.height, BATCH)
        share = -(-len(starts) // _AT_ONCE)
        parts = [starts[at : at + share] for at in range(0, len(starts), share)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            running = [pool.submit(self._write_part, table, part, counts, new) for part in parts]
            try:
                for one in running:
                    one.result()
            except BaseException:
                self._stopped.set()
                raise

    def _write_part(self, table: Table, starts: range, counts: _Counts, new: bool) -> None:
        text = table.create() if new else table.merge()
        with self._session() as session:
            for start in starts:
                if self._stopped.is_set():
                    return
                batch = table.lists(start) if new else table.maps(start)
                created, changed = session.execute_write(_run, text, batch)
                taken = min(BATCH, table.rows.height - start)
                with self._telling:
                    counts.created += created
                    counts.changed += changed
                    self.written += taken
                    self.progress(
                        say("push_progress_rows", name=table.name, done=self.written, of=self.rows)
                    )

    def _remove(self, session: Any, *, keep: bool) -> list[str]:
        """Remove ties, then nodes, that are gone; sentences about what stays."""
        self.progress(say("push_progress_removing"))
        there = totals(session, self.model)
        foreign: dict[str, int] = {}
        for kind, names in reversed(self._names()):
            for name in names:
                counts = self.counts.setdefault(name, _Counts())
                if there[name] < counts.total:
                    raise EngineError(
                        "push_not_whole", uri=self.server.uri, name=name,
                        got=there[name], of=counts.total,
                    )  # fmt: skip
                if there[name] == counts.total:
                    continue
                elements = gone(session, self.folder, kind, name)
                if elements and not keep:
                    counts.removed = remove(session, kind, elements)
                counts.left = len(elements) - counts.removed
                others = there[name] - counts.total - len(elements)
                if others:
                    foreign[name] = others
        return self._notes(foreign, keep=keep)

    def _notes(self, foreign: dict[str, int], *, keep: bool) -> list[str]:
        left = sum(counts.left for counts in self.counts.values())
        self.more = left + sum(foreign.values())
        notes = []
        if left:
            notes.append(say("push_note_kept" if keep else "push_note_left", count=left))
        if foreign:
            names = ", ".join(f"{name} {count}" for name, count in foreign.items())
            notes.append(say("push_note_foreign", names=names))
        return notes

    def _session(self) -> Any:
        return self.driver.session(database=self.database, bookmark_manager=self._bookmarks)


def _run(transaction: Any, text: str, rows: list[Any]) -> tuple[int, int]:
    """Write a batch; how many of its rows were made, and how many corrected."""
    answer = transaction.run(text, rows=rows)
    record = answer.single() if "RETURN" in text else None
    counters = answer.consume().counters
    changed = int(record["changed"]) if record is not None else 0
    return counters.nodes_created + counters.relationships_created, changed
