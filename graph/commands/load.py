"""`shequ load`: rosters into a graph folder, and the account of every row."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.commands.options import Form, Graph, Output, day, graph_path
from graph.commands.settings import current

if TYPE_CHECKING:
    from graph.folder import GraphFolder
    from loaders import LoadResult
    from loaders.references.matches import Matches
    from loaders.tables.decisions import Decisions


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="argument_paths")],
    graph: Graph = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="option_date")
    ] = None,
    datum: Annotated[
        str | None, typer.Option("--datum", metavar="wgs84|gcj02|bd09", help="option_datum")
    ] = None,
    matches: Annotated[
        Path | None, typer.Option("--matches", metavar="FILE", help="option_matches")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option("--columns", metavar="FILE", help="option_columns")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="option_strict")] = False,
    form: Form = None,
    output: Output = None,
) -> int:
    """Load rosters, publish the graph, and write the account; 1 where --strict finds rejected rows.

    Raises RosterError where a path can't be read or nothing at all was a roster: the graph folder
    is then as it was.
    """
    from graph.commands.account import Account, write_account
    from graph.output import Destination

    destination = Destination.choose(form, output)
    target = graph_path(graph)
    loaded = load_into(target, paths, date=day(date), datum=datum, columns=columns, matches=matches)
    account = Account(target, loaded.folder.manifest, loaded.issues, _roster_names())
    write_account(account, destination)
    if strict and account.total["rejected"]:
        from graph.language import say

        typer.echo(say("command_load_strict", count=account.total["rejected"]), err=True)
        return 1
    return 0


def _roster_names() -> dict[str, str]:
    from graph.language import language
    from loaders.kinds import roster_kinds

    zh = language() == "zh"
    return {name: kind.zh if zh else kind.en for name, kind in roster_kinds().items()}


@dataclass(frozen=True)
class Loaded:
    """A published graph folder, and the issues of the load that made it."""

    folder: GraphFolder
    issues: Any


def load_into(
    graph: Path,
    paths: Sequence[Path],
    *,
    date: datetime.date | None,
    datum: str | None = None,
    columns: Path | None = None,
    matches: Path | None = None,
) -> Loaded:
    """Load `paths` and publish the graph folder `graph`.

    Decisions about headers and names are taken from `columns` and `matches`, and from what the
    folder already has.
    """
    import loaders
    from graph.errors import UsageError
    from graph.folder import COLUMNS, MATCHES, check_target, publish
    from graph.language import say
    from graph.progress import progress
    from loaders.values.datum import SHIFTS

    if datum not in (None, *SHIFTS):
        raise UsageError("option_datum_wrong", text=datum)
    check_target(graph)  # before the work rather than after it
    headers, names = _about_headers(graph, columns), _about_names(graph, matches)
    with progress(quiet=current.quiet, steps=_files(paths) + 1) as doing:

        def reading(name: str) -> None:
            doing(say("command_progress_reading", name=name))

        result = loaders.load(
            paths, date=date, datum=datum, columns=headers, matches=names, progress=reading
        )
        doing(say("command_progress_writing"))
        folder = publish(
            graph,
            nodes=result.nodes,
            edges=result.edges,
            issues=result.issues,
            references=result.references,
            manifest=manifest(result),
            decisions={COLUMNS: result.columns, MATCHES: result.matches},
            links=_links(graph, paths, result.issues["file"].unique().to_list()),
        )
    return Loaded(folder, result.issues)


def _about_headers(graph: Path, given: Path | None) -> Decisions:
    """What was decided about headers: in the file given, and in the graph folder."""
    from graph.folder import COLUMNS
    from loaders.kinds import roster_kinds
    from loaders.tables.decisions import Decisions

    kept = graph / COLUMNS
    kinds = roster_kinds()
    decisions = Decisions.read(kept, kinds) if kept.exists() else Decisions()
    return decisions if given is None else Decisions.read(given, kinds).over(decisions)


def _about_names(graph: Path, matches: Path | None) -> Matches:
    """What was decided about names: in the file given, and in the graph folder."""
    from graph.folder import MATCHES
    from loaders.references.matches import Matches

    kept = graph / MATCHES
    decisions = Matches.read(kept) if kept.exists() else Matches()
    return decisions if matches is None else Matches.read(matches).over(decisions)


def _files(paths: Sequence[Path]) -> int:
    return sum(
        sum(len(names) for _, _, names in os.walk(path)) if path.is_dir() else 1 for path in paths
    )


def _links(graph: Path, paths: Sequence[Path], names: Sequence[str | None]) -> dict[str, str]:
    """Where the files of the issues stand, seen from the graph folder.

    The names are relative to the deepest folder that all paths share; a file that is not there (an
    entry of an archive) gets no link.
    """
    given = [path.absolute() for path in paths]
    try:
        shared = Path(os.path.commonpath([p if p.is_dir() else p.parent for p in given]))
        return {
            name: "external:" + os.path.relpath(shared / name, graph.absolute())
            for name in names
            if name is not None and (shared / name).is_file()
        }
    except ValueError:  # on several drives of Windows there is no way from one to the other
        return {}


def manifest(result: LoadResult) -> dict[str, Any]:
    """What the graph folder says of itself: its files and their rows, and what they became."""
    from graph.manifest import FORMAT
    from ontology import BASE, load_model

    severities = result.issues["severity"]
    return {
        "format": FORMAT,
        "ontology": load_model().version,
        "base": BASE,
        "date": result.date.isoformat(),
        "files": result.files,
        "nodes": {label: table.height for label, table in result.nodes.items()},
        "edges": {type_: table.height for type_, table in result.edges.items()},
        "issues": {
            severity: int((severities == severity).sum()) for severity in ("error", "warning")
        },
        "matches": {
            "waiting": result.matches["decision"].null_count(),
            "decided": result.matches["decision"].count(),
        },
    }
