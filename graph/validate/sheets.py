"""The results as sheets: flat rows for programs; for people a line a rule, and every result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.language import language, say
from graph.output import Column, Sheet, columns_of
from graph.validate.details import KEYS, SEVERITIES
from ontology import BASE

if TYPE_CHECKING:
    import polars as pl

    from graph.validate.report import Report

# On a terminal, of one rule and of all; a workbook has every result.
_OF_A_RULE = 3
_ERRORS_SHOWN = 20
_FOR_PEOPLE = tuple(key for key in KEYS if key != "shape")


def summary(report: Report) -> str:
    """In one line whether the graph conforms, and what was found."""
    return say(
        "validate_conforms",
        answer=say("output_code_yes" if report.conforms else "output_code_no"),
        shapes=len(report.shapes),
        checked=report.face.count,
        violations=report.count("Violation"),
        warnings=report.count("Warning"),
    )


def flat(rows: pl.DataFrame) -> Sheet:
    """A row a result, with English keys and codes."""
    return Sheet(say("validate_title"), columns_of(KEYS, plain=True), rows.iter_rows())


def for_people(report: Report, rows: pl.DataFrame, notes: list[str], *, brief: bool) -> list[Sheet]:
    """A line a rule that found something, and the results; `brief` has only the first errors."""
    sheets = [_rules(report, rows, notes)]
    shown = rows
    more: list[str] = []
    if brief:
        errors = _once(rows.filter(rows["severity"] == "violation"))
        shown = errors.group_by("shape", maintain_order=True).head(_OF_A_RULE).head(_ERRORS_SHOWN)
        if shown.height < errors.height:
            more = [say("validate_first_errors", shown=shown.height, count=errors.height)]
    if not shown.is_empty():
        title = say("validate_errors" if brief else "validate_results")
        # an error on a terminal is read line by line: its name, what is wrong, where
        keys = ("name", "label", "message", "value", "source") if brief else _FOR_PEOPLE
        words = (_in_words(row, keys) for row in shown.iter_rows(named=True))
        sheets.append(Sheet(title, _columns(report, keys), list(words), more, blocks=brief))
    return sheets


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for what breaks one rule in several ways, with its values together."""
    import polars as pl

    same = rows.group_by("shape", "id", maintain_order=True)
    first = [name for name in KEYS if name not in ("shape", "id", "value")]
    return same.agg(pl.first(*first), pl.col("value").drop_nulls().unique().sort().str.join("; "))


def _in_words(row: dict[str, object], keys: tuple[str, ...]) -> tuple[object, ...]:
    return tuple((row | {"name": _name(row), "source": _where(row["source"])})[key] for key in keys)


def _name(row: dict[str, object]) -> str:
    """What it is called; the end of its identifier where nothing is said of it."""
    return str(row["name"] or str(row["id"]).removeprefix(BASE))


def _example(row: dict[str, object]) -> str:
    where = _where(row["source"])
    return say("validate_example", name=_name(row), where=where) if where else _name(row)


def _where(source: object) -> str:
    from graph.explain import sources_of
    from graph.explain_sheets import said

    rows = sources_of(source)
    return said(rows) if rows else str(source or "")


def _rules(report: Report, rows: pl.DataFrame, notes: list[str]) -> Sheet:
    """A line a rule: how many results it has, and the first of them."""
    import polars as pl

    counts = rows.group_by("severity", "shape", maintain_order=True).agg(
        pl.len().alias("count"), pl.first("message", "name", "id", "source")
    )
    lines = [
        (
            row["severity"],
            row["message"],
            row["count"],
            _example(row),
        )
        for row in counts.iter_rows(named=True)
    ]
    keys = ("severity", "message", "count", "example")
    return Sheet(say("validate_title"), _columns(report, keys), lines, [summary(report), *notes])


def _columns(report: Report, keys: tuple[str, ...]) -> list[Column]:
    """The columns with the labels of what they hold: severities, ties, columns."""
    model = report.face.model
    zh = language() == "zh"
    ties = {
        type_: say("validate_label_tie", type=tie.zh if zh else tie.en)
        for type_, tie in model.relationships.items()
    }
    fields = {type_: tie.zh if zh else tie.en for type_, tie in model.relationships.items()}
    columns = report.face.model_columns()
    fields |= {column.name: column.zh if zh else column.en for column in columns}
    fields |= {"from": say("explain_from"), "to": say("explain_to")}
    labels = {name: label.zh if zh else label.en for name, label in model.labels.items()}
    codes = {
        "severity": {name: say(f"validate_severity_{name}") for name in SEVERITIES},
        "label": labels | ties,
        "field": fields,
    }
    given = {"message": say("output_column_problem")}
    return [Column(key, given=given.get(key), given_codes=codes.get(key, {})) for key in keys]
