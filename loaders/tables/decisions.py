"""What a person decided about headers that no roster kind knows (`columns.csv`, `load --columns`).

A line names a roster kind and a header; its decision is a known header of that kind (户数), the
name of its field (households), 是 for what is proposed, or 忽略 where the column is not to be used.
A decision is one more spelling of that header, nothing else: deleting the line undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from loaders.errors import RosterError
from loaders.kinds import RosterKind
from loaders.reading.csv import read_csv
from loaders.reading.unreadable import Unreadable
from loaders.tables.headers import is_personal, names_person, normal_header

COLUMNS = {
    "roster": pl.String(),
    "roster_title": pl.String(),
    "header": pl.String(),
    "proposed": pl.String(),
    "confidence": pl.Float64(),
    "used": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "decision": pl.String(),
}
_NEEDED = ("roster", "header", "decision")
_YES = frozenset({"是", "yes", "y", "ok", "√", "采用", "同意"})
_NO = frozenset({"否", "no", "n", "-", "忽略", "不用", "ignore"})


@dataclass(frozen=True)
class Decision:
    """A decided header: the field it names, or None where its column is not to be used."""

    roster: str
    header: str
    field: str | None


@dataclass(frozen=True)
class Proposed:
    """A header that is not known, what it was proposed for if anything, and where it was met."""

    roster: str
    header: str
    field: str | None
    confidence: float | None
    used: bool
    file: str
    sheet: str | None


@dataclass
class Decisions:
    """The decisions that hold for a load, by (roster kind, normalized header)."""

    decided: dict[tuple[str, str], Decision] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, kinds: Mapping[str, RosterKind]) -> Decisions:
        """The decided lines of a file; lines without a decision are proposals, and are left aside.

        Raises RosterError where the file can't be read, is no such file, or a decision is none.
        """
        try:
            frame = read_csv(path.read_bytes()).frame
        except OSError as error:
            raise RosterError(
                f"打不开 {path}：{error.strerror}。", f"{path} can't be opened: {error.strerror}."
            ) from error
        except Unreadable as error:
            raise RosterError(
                f"{path}：{error.problem('zh')}{error.remedy('zh')}",
                f"{path}: {error.problem('en')} {error.remedy('en')}",
            ) from error
        names = frame.columns[1:]
        titles = frame.select(names).row(0) if frame.height else ()
        place = {
            str(title).strip().lower(): name for title, name in zip(titles, names, strict=True)
        }
        if missing := [name for name in _NEEDED if name not in place]:
            raise RosterError(
                f"{path} 不是表头对照表：缺少 {'、'.join(missing)} 列。"
                "请用图谱文件夹中的 columns.csv 填写 decision 列。",
                f"{path} is no table of columns: {', '.join(missing)} is missing. "
                "Fill in the column decision of columns.csv in the graph folder.",
            )
        known = [name for name in COLUMNS if name in place]
        made = cls()
        lines = frame.slice(1).select("row", *(pl.col(place[name]).alias(name) for name in known))
        for row in lines.iter_rows(named=True):
            if row["decision"] is not None:
                made.add(_decision(row, kinds, f"{path}:{row['row']}"), f"{path}:{row['row']}")
        return made

    def add(self, decision: Decision, where: str) -> None:
        """Take a decision in; raises RosterError where an earlier line says something else."""
        key = decision.roster, normal_header(decision.header)
        before = self.decided.setdefault(key, decision)
        if before.field != decision.field:
            raise RosterError(
                f"{where}：表头“{decision.header}”有两个不同的决定。请保留一个。",
                f"{where}: the header “{decision.header}” has two decisions. Keep one.",
            )

    def over(self, others: Decisions) -> Decisions:
        """These decisions, and those of `others` on what these say nothing about."""
        return Decisions({**others.decided, **self.decided})

    def spellings(self) -> dict[str, dict[str, str | None]]:
        """Roster kind → header → field; None of a column that is not to be used."""
        found: dict[str, dict[str, str | None]] = {}
        for decision in self.decided.values():
            found.setdefault(decision.roster, {})[decision.header] = decision.field
        return found

    def is_decided(self, roster: str, header: str) -> bool:
        """Whether a person has decided about a header of a roster kind."""
        return (roster, normal_header(header)) in self.decided


def _decision(row: Mapping[str, object], kinds: Mapping[str, RosterKind], where: str) -> Decision:
    """The decision of a line; raises RosterError, naming the line, where it can't be followed."""
    roster, header, said = (str(row[name] or "").strip() for name in _NEEDED)
    kind = kinds.get(roster)
    if kind is None or not header:
        raise RosterError(
            f"{where}：没有花名册种类“{roster}”，或表头为空。可选：{'、'.join(kinds)}。",
            f"{where}: there is no roster kind “{roster}”, or no header. "
            f"The kinds are: {', '.join(kinds)}.",
        )
    if said.lower() in _NO:
        return Decision(roster, header, None)
    wanted = str(row.get("proposed") or "").strip() if said.lower() in _YES else said
    found = kind.fields.get(wanted) or next(
        (
            spec
            for spec in kind.fields.values()
            if normal_header(wanted) in map(normal_header, spec.headers)
        ),
        None,
    )
    if found is None or not wanted:
        options = "、".join(spec.headers[0] for spec in kind.fields.values())
        raise RosterError(
            f"{where}：“{said}”不是“{kind.zh}”的列。可填：{options}；不用这一列填“忽略”。",
            f"{where}: “{said}” is no column of “{kind.en}”. "
            f"Write one of {options}, or ignore where it is not to be used.",
        )
    plain = normal_header(header)
    if is_personal(plain) or (names_person(plain) and found.type != "holder"):
        raise RosterError(
            f"{where}：“{header}”是个人信息列，不能采用。",
            f"{where}: “{header}” is a column of personal data and can't be used.",
        )
    return Decision(roster, header, found.name)


def columns_table(
    proposals: Sequence[Proposed], decisions: Iterable[Decision], kinds: Mapping[str, RosterKind]
) -> pl.DataFrame:
    """`columns.csv`: decided headers, then those that were proposed, each once."""
    rows: list[dict[str, str | float | None]] = [
        {
            "roster": decision.roster,
            "roster_title": kinds[decision.roster].zh,
            "header": decision.header,
            "used": "no" if decision.field is None else "yes",
            "decision": "忽略"
            if decision.field is None
            else kinds[decision.roster].fields[decision.field].headers[0],
        }
        for decision in decisions
    ]
    decided = {(str(row["roster"]), normal_header(str(row["header"]))) for row in rows}
    for made in proposals:
        key = made.roster, normal_header(made.header)
        if key in decided:
            continue
        decided.add(key)
        rows.append(
            {
                "roster": made.roster,
                "roster_title": kinds[made.roster].zh,
                "header": made.header,
                "proposed": kinds[made.roster].fields[made.field].headers[0]
                if made.field
                else None,
                "confidence": made.confidence,
                "used": "yes" if made.used else "no",
                "file": made.file,
                "sheet": made.sheet,
            }
        )
    return pl.DataFrame(rows, schema=COLUMNS).sort("roster", "header")
