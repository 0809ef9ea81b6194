"""The catalogue of problems (problems.yaml), and the table of issues made from what a load noted.

A stage notes problems as small frames; `issues` says them in words at the end, in both languages,
with the row as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import polars as pl
import yaml

from loaders.reading.unreadable import Unreadable
from loaders.values import split_list
from loaders.values.privacy import has_organization_word, screen
from loaders.values.withheld import Withheld, withheld_names

NOTED = {
    "_record": pl.UInt32(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "code": pl.String(),
    "field": pl.String(),
    "as_written": pl.String(),
    "candidates": pl.String(),
    "detail": pl.String(),
    "detail_en": pl.String(),
}
ISSUES = {
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "cell": pl.String(),
    "severity": pl.String(),
    "code": pl.String(),
    "category": pl.String(),
    "field": pl.String(),
    "as_written": pl.String(),
    "candidates": pl.String(),
    "problem_zh": pl.String(),
    "problem_en": pl.String(),
    "remedy_zh": pl.String(),
    "remedy_en": pl.String(),
    "row_as_read": pl.String(),
    "subdistrict": pl.String(),
    "community_code": pl.String(),
    "community": pl.String(),
}
NOT_SHOWN = {"zh": "（不予显示）", "en": "(not shown)"}
HIDDEN_ITEM = "…"
NONE = {"zh": "（无）", "en": "(none)"}


@dataclass(frozen=True)
class Problem:
    """One entry of the catalogue; the texts have the placeholders that its head names."""

    severity: str
    category: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


@cache
def catalogue() -> dict[str, Problem]:
    """The problems by code."""
    text = files("loaders").joinpath("problems.yaml").read_text(encoding="utf-8")
    return {code: Problem(**entry) for code, entry in yaml.safe_load(text).items()}


PLAIN = r"^[\d.,:%年月日/\-]{1,12}$"
# A whole date may be somebody's birth, whatever column it stands in.
WHOLE_DATE = r"^(?:1[89]|20)\d{2}\D{0,2}(?:0?[1-9]|1[0-2])\D{0,2}(?:0?[1-9]|[12]\d|3[01])\D?$"


def safe_to_show(texts: pl.Series, names: Withheld, *, whole_dates: bool = False) -> pl.Series:
    """The texts that RULES 27 lets a person see; null for the others.

    A text is shown where it has a word of an organization or a place, or is a figure, a date
    without its day, or a code; never where it equals one of the withheld `names` (values of
    dropped columns of names), or has one of them inside. whole_dates: dates with their day
    too, where they are known to be of no calendar.
    """
    distinct = texts.drop_nulls().unique()
    hidden = screen(distinct)
    if not whole_dates:
        hidden |= distinct.str.contains(WHOLE_DATE)
    plain = distinct.filter(distinct.str.contains(PLAIN) & ~hidden).to_list()
    worded = [text for text in distinct if has_organization_word(text)]
    shown = {
        text: _safe_items(text)
        for text in (*plain, *worded)
        if not names.are(text) and not names.inside(text)
    }
    return texts.replace_strict(shown, default=None, return_dtype=pl.String)


def _safe_items(text: str) -> str:
    """A text as it may be shown: a list item by item, since one may be a person's name."""
    items = split_list(text)
    if len(items) < 2 or all(has_organization_word(item) or item.isdigit() for item in items):
        return text
    return "、".join(
        item if has_organization_word(item) or item.isdigit() else HIDDEN_ITEM for item in items
    )


@dataclass
class Notes:
    """What the stages of a load have noted. withheld: names that no issue may show."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    worded: list[dict[str, str | None]] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    _names: Withheld = field(default_factory=Withheld, repr=False)

    def names(self) -> Withheld:
        """The names withheld so far."""
        if len(self._names.texts) != len(self.withheld):  # it only grows
            self._names = withheld_names(self.withheld, self._names)
        return self._names

    def about_unreadable(self, file: str, error: Unreadable) -> None:
        """Note a file that gave no sheets; it says why in its own words."""
        self.worded.append(
            {
                "file": file,
                "severity": "warning",
                "code": error.code,
                "category": "structure",
                "problem_zh": error.problem("zh"),
                "problem_en": error.problem("en"),
                "remedy_zh": error.remedy("zh"),
                "remedy_en": error.remedy("en"),
            }
        )

    def about_file(
        self,
        file: str,
        code: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        detail: str = "",
        detail_en: str | None = None,
    ) -> None:
        """Note a problem of a file, a sheet, or a row of it that became no record."""
        noted = {"file": file, "sheet": sheet, "row": row, "column": column, "code": code}
        said = {"detail": detail, "detail_en": detail_en}
        self.about_records(pl.DataFrame([noted | said], schema=NOTED))

    def about_records(self, frame: pl.DataFrame, code: str | None = None) -> None:
        """Note problems of records: `_record` and any of the columns of NOTED, one row each."""
        if frame.height == 0:
            return
        if code is not None:
            frame = frame.with_columns(code=pl.lit(code))
        self.frames.append(
            frame.select(
                pl.col(name).cast(dtype)
                if name in frame.columns
                else pl.lit(None, dtype).alias(name)
                for name, dtype in NOTED.items()
            )
        )

    def rename_sheets(self, shown: Mapping[tuple[str, str], str]) -> None:
        """Call the sheets of what was noted so far by other names; shown: by file and sheet."""
        self.frames = [
            frame.with_columns(
                sheet=pl.Series(
                    [shown.get((f, s), s) for f, s in frame.select("file", "sheet").iter_rows()],
                    dtype=pl.String,
                )
            )
            for frame in self.frames
        ]

    def all(self) -> pl.DataFrame:
        """Every note, in the columns of NOTED."""
        return pl.concat([pl.DataFrame(schema=NOTED), *self.frames])


def _said(row: dict[str, str | None], template: str, language: str) -> str:
    written = row["as_written"]
    return template.format(
        column=row["column"] or row["field"] or "",
        as_written=f"“{written}”" if written is not None else NOT_SHOWN[language],
        candidates=row["candidates"] or NONE[language],
        detail=(row["detail_en"] if language == "en" else None) or row["detail"] or "",
    )


def _as_written(notes: pl.DataFrame, names: Withheld) -> pl.Series:
    """What may be shown of the cells; a date that no calendar has is nobody's birth."""
    no_date = notes["code"] == "not_a_date"
    return safe_to_show(notes["as_written"], names).zip_with(
        ~no_date, safe_to_show(notes["as_written"], names, whole_dates=True)
    )


def _nameless(texts: pl.Series, names: Withheld) -> pl.Series:
    """Headers and details without the names that stand in some of them."""
    distinct = texts.drop_nulls().unique().to_list()
    found = {t: names.masked(t) for t in distinct if names.inside(t)}
    return texts.replace(found) if found else texts


def issues(noted: Notes, records: pl.DataFrame, letters: pl.DataFrame) -> pl.DataFrame:
    """The issues table.

    records: `_record`, `_table`, file, sheet, row, row_as_read, subdistrict, community_code,
    community, one row a record. letters: `_table`, field, letters of the column that the field has
    in its file. Returns the columns of ISSUES, sorted by file, sheet, row and column, each issue
    once; `cell` where the issue is about one cell.
    """
    names = noted.names()
    notes = noted.all()
    notes = notes.with_columns(
        _nameless(notes[name], names) for name in ("column", "detail", "detail_en")
    )
    known = records.rename({"file": "_file", "sheet": "_sheet", "row": "_row"})
    placed = notes.join(known, on="_record", how="left", maintain_order="left").join(
        letters, on=["_table", "field"], how="left", maintain_order="left"
    )
    joined = placed.with_columns(
        file=pl.coalesce("file", "_file"),
        sheet=pl.coalesce("sheet", "_sheet"),
        row=pl.coalesce("row", pl.col("_row").cast(pl.Int64)),
        as_written=_as_written(notes, names),
    )
    joined = joined.with_columns(cell=pl.format("{}{}", "letters", "row"))
    columns = ["column", "field", "code", "as_written", "candidates", "detail", "detail_en"]
    distinct = joined.select(columns).unique(maintain_order=True)
    problems = catalogue()
    words: dict[str, list[str]] = {
        name: [] for name in ("problem_zh", "problem_en", "remedy_zh", "remedy_en")
    }
    for row in distinct.iter_rows(named=True):
        problem = problems[row["code"]]
        words["problem_zh"].append(_said(row, problem.zh, "zh"))
        words["problem_en"].append(_said(row, problem.en, "en"))
        words["remedy_zh"].append(_said(row, problem.remedy_zh, "zh"))
        words["remedy_en"].append(_said(row, problem.remedy_en, "en"))
    said = distinct.with_columns(
        *(pl.Series(name, texts, dtype=pl.String) for name, texts in words.items()),
        severity=_of(distinct["code"], {code: p.severity for code, p in problems.items()}),
        category=_of(distinct["code"], {code: p.category for code, p in problems.items()}),
    )
    worded = pl.DataFrame(noted.worded, schema=ISSUES)
    of_records = joined.join(said, on=columns, how="left", nulls_equal=True)
    return (
        pl.concat(
            [of_records.select(pl.col(name).cast(dtype) for name, dtype in ISSUES.items()), worded]
        )
        .unique()
        .sort("file", "sheet", "row", "column", "code", "as_written", "problem_en", nulls_last=True)
    )


def _of(codes: pl.Series, mapping: dict[str, str]) -> pl.Series:
    return codes.replace_strict(mapping, return_dtype=pl.String)
