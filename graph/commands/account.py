"""The account of a load: what became of every row of every sheet, and what was wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.commands.options import DEFAULT_GRAPH
from graph.language import language, say
from graph.output import Column, Destination, Sheet, write, write_object
from graph.output.values import printable

ROWS = ("read", "loaded", "rejected", "skipped")
_COLUMNS = ("path", "sheet", "roster", *ROWS)
_KINDS_SHOWN = 5
_SHEETS_SHOWN = 30


class Account:
    """The manifest of a graph folder as the account of its load, with the table of its issues.

    `rosters` are the names of the roster kinds in the chosen language.
    """

    def __init__(
        self, graph: Path, manifest: dict[str, Any], issues: Any, rosters: Mapping[str, str]
    ) -> None:
        self.graph = graph
        self.manifest = manifest
        self.issues = issues
        self.rosters = rosters
        self.total = dict.fromkeys(ROWS, 0)
        for file in self.manifest["files"]:
            for sheet in file["sheets"]:
                for name in ROWS:
                    self.total[name] += sheet["rows"][name]

    def as_object(self) -> dict[str, object]:
        """The one object that `shequ load --format json` prints."""
        files = [
            {"path": file["path"], "sheets": file["sheets"]} for file in self.manifest["files"]
        ]
        return {
            "graph": str(self.graph),
            "date": self.manifest["date"],
            "files": files,
            "nodes": self.manifest["nodes"],
            "edges": self.manifest["edges"],
            "issues": self.manifest["issues"],
            "matches": self.manifest["matches"],
        }

    def sheets(self) -> Iterator[tuple[object, ...]]:
        """A row a sheet; a file without sheets was no roster."""
        for file in self.manifest["files"]:
            for sheet in file["sheets"]:
                counts = (sheet["rows"][name] for name in ROWS)
                yield (file["path"], sheet["sheet"], sheet["roster"], *counts)
            if not file["sheets"]:
                yield (file["path"], None, None, 0, 0, 0, 0)

    def wants_a_look(self, row: tuple[object, ...]) -> bool:
        """Whether a row of `sheets` has rejected rows, was no roster, or has errors."""
        path, sheet, _, read, _, rejected, skipped = row
        if rejected or (sheet is None and read == 0):
            return True
        return read != skipped and any(
            # a file is named below the PATH given, in issues below what all of them share
            sheet == of and f"/{file}".endswith(f"/{path}")
            for file, of in self._with_errors
        )

    @cached_property
    def _with_errors(self) -> list[tuple[object, object]]:
        errors = self.issues.filter(self.issues["severity"] == "error")
        return list(errors.select("file", "sheet").unique().iter_rows())


def write_account(account: Account, destination: Destination) -> None:
    """Write the account; on a terminal with its totals and the first few issues below."""
    if destination.format == "json":
        write_object(account.as_object(), destination)
        return
    rows = list(account.sheets())
    notes = [
        say("command_load_date", date=account.manifest["date"], graph=account.graph),
        say("command_load_total", **account.total),
    ]
    if destination.for_people and len(rows) > _SHEETS_SHOWN:
        shown = [row for row in rows if account.wants_a_look(row)]
        notes.append(say("command_load_shown", count=len(rows), shown=len(shown)))
        rows = shown
    sheet = Sheet(
        title=say("command_load_title"),
        columns=[
            Column(name, given_codes=account.rosters) if name == "roster" else Column(name)
            for name in _COLUMNS
        ],
        rows=rows,
        notes=notes,
    )
    write(sheet, destination)
    if destination.for_people:
        sys.stdout.write("\n".join(_below(account)) + "\n")


def _below(account: Account) -> Iterator[str]:
    from ontology import load_model

    model = load_model()
    nodes = {name: label.zh if _zh() else label.en for name, label in model.labels.items()}
    ties = {name: tie.zh if _zh() else name for name, tie in model.relationships.items()}
    yield ""
    yield _counts("command_load_nodes", account.manifest["nodes"], nodes)
    yield _counts("command_load_edges", account.manifest["edges"], ties)
    issues = account.manifest["issues"]
    if not sum(issues.values()):
        yield say("command_load_no_issues")
    else:
        yield say("command_load_issues", path=account.graph / "issues.xlsx", **issues)
        yield from _kinds_of_issues(account)
    if waiting := account.manifest["matches"]["waiting"]:
        yield say("command_load_matches", count=waiting, path=account.graph / "matches.csv")
    yield ""
    named = f" -g {account.graph}" if account.graph != DEFAULT_GRAPH else ""
    if sum(issues.values()):
        yield say("command_load_next_issues", path=account.graph / "issues.xlsx")
    yield say("command_load_next", graph=named)


def _zh() -> bool:
    return language() == "zh"


def _counts(key: str, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    parts = [
        say("command_load_part", name=names.get(name, name), count=count)
        for name, count in counts.items()
        if count
    ]
    separator = say("output_list_separator")
    return say(key, count=sum(counts.values()), parts=separator.join(parts))


def _sentence(text: str) -> str:
    """`text`, whose end another sentence follows."""
    return text if text.endswith(("。", ".")) else text + ("。" if _zh() else ".")


def _kinds_of_issues(account: Account) -> Iterator[str]:
    """How many issues there are of each kind, with the first of each; errors first."""
    import polars as pl

    chosen = language()
    kinds = (
        account.issues.sort("severity", "file", "sheet", "row", nulls_last=True)
        .group_by("severity", "code", maintain_order=True)
        .agg(pl.len().alias("count"), pl.all().exclude("severity", "code").first())
        .sort("severity", "count", descending=[False, True], maintain_order=True)
    )
    for issue in kinds.head(_KINDS_SHOWN).iter_rows(named=True):
        where = issue["file"] or ""
        if issue["sheet"]:
            where = say("command_load_where_sheet", file=where, sheet=issue["sheet"])
        if issue["row"] is not None:
            where = say("command_load_where_row", place=where, row=issue["row"])
        yield say(
            "command_load_issue",
            count=issue["count"],
            where=printable(where),
            problem=_sentence(printable(issue[f"problem_{chosen}"])),
            remedy=printable(issue[f"remedy_{chosen}"]),
        )
    if kinds.height > _KINDS_SHOWN:
        yield say("command_load_more_issues", count=kinds.height - _KINDS_SHOWN)
