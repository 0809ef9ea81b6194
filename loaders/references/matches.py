"""`matches.csv`: names that no roster has, what each could mean, and what a person decided.

A line speaks of a name as written, of what kind of thing it names (`label`), and where: in the
place of its rows, or everywhere where `place` is blank. `decision` is the number of a candidate,
an identifier, a code or a name; `new` for another thing, to be made; `no` where it is none of
these. A decision holds for later loads and changes nothing else: deleting its line undoes it.
A near match is only ever proposed; its score is that of `likeness`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from loaders.errors import RosterError
from loaders.problems import safe_to_show
from loaders.reading.cells import Sheet
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable
from loaders.values import clean_text
from loaders.values.names import name_key
from loaders.values.withheld import Withheld
from ontology import load_model

MOST_NUMBERED = 3
_CANDIDATES = [
    f"{what}_{n}" for n in range(1, MOST_NUMBERED + 1) for what in ("candidate", "score", "id")
]
COLUMNS = (
    *("decision", "name", "label", "label_title", "place", "problem", "field", "times"),
    *("first_seen", *_CANDIDATES, "place_id"),
)
"""`label`: node labels joined by "; ". `problem`: not_found, ambiguous, unlisted (taken as a thing
of its own for now). `times`: rows. `first_seen`: `file|sheet|row`."""
_NEEDED = ("decision", "name", "label")
_NEW = frozenset({"new", "新", "新增", "另立", "新建"})
_NO = frozenset({"no", "n", "-", "否", "不是", "都不是", "无"})
_RUNS = ("=", "+", "-", "@")
PROPOSED = pl.List(pl.Struct({"id": pl.String, "name": pl.String, "score": pl.Int64}))
PROPOSALS = {
    "label": pl.String(),
    "_key": pl.String(),
    "place_id": pl.String(),
    "place": pl.String(),
    "name": pl.String(),
    "problem": pl.String(),
    "field": pl.String(),
    "times": pl.Int64(),
    "first_seen": pl.String(),
    "proposed": PROPOSED,
}
"""What the stages of a load propose, a row a (name, label, place) and field."""


@dataclass(frozen=True)
class Line:
    """A line with a decision: its file and row, and its cells by column ("" where blank)."""

    file: str
    row: int
    cells: Mapping[str, str]

    @property
    def labels(self) -> tuple[str, ...]:
        """The node labels that the name may be of; empty where the cell names none."""
        found = re.findall("[A-Za-z]+", self.cells["label"])
        return tuple(found) if set(found) <= set(load_model().labels) else ()

    @property
    def place(self) -> str:
        """The identifier or name of the place for which it holds; "" for everywhere."""
        return self.cells["place_id"] or self.cells["place"]

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """What the line decides about: labels, normalized name, place."""
        named = name_key(self.cells["name"], self.labels[0]) if self.labels else ""
        return "; ".join(self.labels), named, self.place

    @cached_property
    def said(self) -> tuple[str, str]:
        """(how, what) was decided: `new`, `no`, `candidate` and its identifier, or `text`.

        A number without a candidate is `number`.
        """
        text = clean_text(self.cells["decision"]).removesuffix(".0")
        if text.lower() in _NEW:
            return "new", ""
        if text.lower() in _NO:
            return "no", ""
        if not re.fullmatch("[0-9]{1,2}", text):
            called = {
                self.cells[f"id_{n}"]
                for n in range(1, MOST_NUMBERED + 1)
                if clean_text(self.cells[f"candidate_{n}"]) == text
            }
            return ("candidate", called.pop()) if len(called) == 1 else ("text", text)
        known = self.cells.get(f"id_{text}", "")
        return ("candidate", known) if known else ("number", text)


@dataclass(frozen=True)
class Matches:
    """The decided lines that hold for a load."""

    lines: tuple[Line, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Matches:
        """The decided lines of a file in any form of a table, as a spreadsheet program saves it.

        Raises RosterError where it can't be opened, is damaged, or is another table.
        """
        try:
            sheets = read_bytes(path.read_bytes())
        except OSError as error:
            raise RosterError(
                f"打不开 {path}：{error.strerror}。", f"{path} can't be opened: {error.strerror}."
            ) from error
        except Unreadable as error:
            raise RosterError(
                f"{path}：{error.problem('zh')}{error.remedy('zh')}",
                f"{path}: {error.problem('en')} {error.remedy('en')}",
            ) from error
        found = next((made for sheet in sheets if (made := _rows(sheet)) is not None), None)
        if found is None:
            raise RosterError(
                f"{path} 不是名称对照表：没有 {'、'.join(_NEEDED)} 这几列。"
                "请在图谱文件夹的 matches.csv 中填写 decision 列。",
                f"{path} is no table of matches: it lacks the columns {', '.join(_NEEDED)}. "
                "Fill in the column decision of matches.csv in the graph folder.",
            )
        decided = [(row, cells) for row, cells in found if cells["decision"]]
        return cls(tuple(Line(path.name, row, cells) for row, cells in decided))

    def over(self, others: Matches) -> Matches:
        """These decisions, and those of `others` on what these say nothing about."""
        mine = {line.key for line in self.lines}
        return Matches((*self.lines, *(line for line in others.lines if line.key not in mine)))


def _rows(sheet: Sheet) -> list[tuple[int, dict[str, str]]] | None:
    """(row, cells by column) of a sheet; None where its first row is no header of matches."""
    names = sheet.frame.columns[1:]
    if sheet.frame.height == 0:
        return None
    titles = sheet.frame.select(names).row(0)
    place = {str(t).strip().lower(): n for t, n in zip(titles, names, strict=True) if t is not None}
    if not set(_NEEDED) <= set(place):
        return None
    rows = []
    for row in sheet.frame.slice(1).iter_rows(named=True):
        cells = {c: _read(row[place[c]]) if c in place else "" for c in COLUMNS}
        rows.append((int(row["row"]), cells))
    return rows


def _read(cell: str | None) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    text = (cell or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _RUNS else text


def _written(texts: pl.Expr) -> pl.Expr:
    """Cells that no spreadsheet takes for a formula."""
    starts = pl.any_horizontal(texts.str.starts_with(sign) for sign in _RUNS)
    return pl.when(starts).then(pl.lit("'") + texts).otherwise(texts)


def matches_table(
    matches: Matches, proposals: list[pl.DataFrame], withheld: Withheld
) -> pl.DataFrame:
    """What `matches.csv` holds: proposals that wait, then the lines that are decided.

    withheld: names that nothing may show (RULES 27); no proposal speaks of one. Every column is
    text, nothing in it runs in a spreadsheet, and the same load gives the same lines in any order
    of files.
    """
    schema = dict.fromkeys(COLUMNS, pl.String())
    every = pl.concat([pl.DataFrame(schema=PROPOSALS), *proposals])
    same = ["label", "_key", "place_id"]
    gathered = ("field", "times", "first_seen")
    waiting = (
        every.filter(safe_to_show(every["name"], withheld).is_not_null())
        .group_by(same)
        .agg(
            pl.exclude(*same, *gathered).sort_by("name", "field").first(),
            pl.col("field").unique().sort().str.join("、"),
            pl.col("times").sum().cast(pl.String),
            pl.col("first_seen").min(),
        )
        .sort("label", "place", "name", "place_id", nulls_last=True)
    )
    titles = {name: label.zh for name, label in load_model().labels.items()}
    numbered = {
        f"{what}_{n + 1}": pl.col("proposed")
        .list.get(n, null_on_oob=True)
        .struct.field("name" if what == "candidate" else what)
        .cast(pl.String)
        for n in range(MOST_NUMBERED)
        for what in ("candidate", "score", "id")
    }
    titled = waiting.with_columns(
        label_title=pl.col("label").str.replace_many(list(titles), list(titles.values())),
        decision=pl.lit(None, pl.String),
        **numbered,
    )
    decided = sorted(
        ({c: line.cells[c] or None for c in COLUMNS} for line in matches.lines),
        key=lambda cells: [cells[c] or "" for c in ("label", "place", "name", *COLUMNS)],
    )
    return pl.concat([titled.select(COLUMNS), pl.DataFrame(decided, schema=schema)]).with_columns(
        _written(pl.col(name)).alias(name) for name in COLUMNS
    )
