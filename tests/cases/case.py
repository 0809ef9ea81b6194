"""A case: its folder, the load of its input, and what was expected of it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from rdflib import Graph

from loaders.loading import LoadResult, load
from tests.cases.facts import facts, turtle

CASES = Path(__file__).parent
DATE = datetime.date(2010, 6, 30)


@dataclass(frozen=True)
class Case:
    """A folder of `tests/cases`."""

    name: str

    @property
    def folder(self) -> Path:
        return CASES / self.name

    @cached_property
    def said(self) -> dict[str, Any]:
        """What `case.yaml` says; `load` there are options of the load."""
        found: dict[str, Any] = yaml.safe_load(
            (self.folder / "case.yaml").read_text(encoding="utf-8")
        )
        return found

    def load(self) -> LoadResult:
        """Load the input as the case says; on the article's day where it says none."""
        options = {"date": DATE, **self.said.get("load", {})}
        return load([self.folder / "input"], **options)

    def expected(self, name: str) -> Any:
        """The content of `account.json` or `issues.json`."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def expected_graph(self) -> Graph:
        return Graph().parse(self.folder / "graph.ttl", format="turtle")

    def write(self) -> None:
        """Write what the program makes of the input now."""
        result = self.load()
        for name, found in (("account", account(result)), ("issues", issues(result))):
            path = self.folder / f"{name}.json"
            path.write_text(lines_of(found), encoding="utf-8")
        (self.folder / "graph.ttl").write_text(turtle(facts(result)), encoding="utf-8")


def cases() -> list[Case]:
    """Every case, by its name."""
    return [Case(path.parent.name) for path in sorted(CASES.glob("*/case.yaml"))]


def account(result: LoadResult) -> list[dict[str, Any]]:
    """path, sheet, roster and rows of every table; of a file without sheets its path alone."""
    found: list[dict[str, Any]] = []
    for file in result.files:
        if not file["sheets"]:
            found.append({"path": file["path"]})
        found += [
            {"path": file["path"], "sheet": s["sheet"], "roster": s["roster"], **s["rows"]}
            for s in file["sheets"]
        ]
    return found


def issues(result: LoadResult) -> list[dict[str, Any]]:
    """code, file, sheet, row and column of every issue, in the order of file and row."""
    columns = ["code", "file", "sheet", "row", "column"]
    rows = result.issues.select(columns).to_dicts()
    return sorted(
        rows,
        key=lambda r: (
            r["file"] or "",
            r["sheet"] or "",
            r["row"] or 0,
            r["code"],
            r["column"] or "",
        ),
    )


def lines_of(rows: list[dict[str, Any]]) -> str:
    """A list of objects as JSON, an object a line."""
    return "[" + ",".join("\n  " + json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"
