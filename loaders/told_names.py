"""The names that rows give to what they state: written, a list of them, or only told."""

from __future__ import annotations

import re

import polars as pl

from loaders.kinds import NodeSpec, RosterKind
from loaders.references.resolve import exploded
from loaders.several import BETWEEN
from loaders.values import parse
from ontology import load_model


def _told(kind: RosterKind, spec: NodeSpec) -> pl.Expr:
    """The name that a row tells without writing it, from its other cells; null where they are."""

    def filled(template: str) -> pl.Expr:
        texts = []
        for name in re.findall("{(.*?)}", template):
            code_list = kind.fields[name].code_list
            codes = load_model().code_lists[code_list].codes.values() if code_list else ()
            texts.append(pl.col(name).replace({code.notation: code.zh for code in codes}))
        return pl.format(re.sub("{.*?}", "{}", template), *texts)

    if "" in spec.told_name:
        return filled(spec.told_name[""])
    by_kind = [
        pl.when(pl.col("kind") == value).then(filled(template))
        for value, template in spec.told_name.items()
    ]
    return pl.coalesce(by_kind)


def named(frame: pl.DataFrame, kind: RosterKind, spec: NodeSpec) -> pl.DataFrame:
    """The records that state the node, with its name in `_name`; a row an item for a list."""
    if spec.name is None:
        return frame.with_columns(_name=pl.lit(None, pl.String))
    field = kind.fields[spec.name]
    if not spec.told_name:
        rows = exploded(frame, spec.name) if field.type == "names" else frame
        return _each(rows.with_columns(_name=pl.col(spec.name)).drop_nulls("_name"))
    told = _told(kind, spec)
    if not field.tells:
        return frame.with_columns(_name=pl.coalesce(pl.col(spec.name), told)).drop_nulls("_name")
    answers = parse(frame[spec.name], "yes_no").values
    by_another = pl.col(spec.named_by).is_not_null() if spec.named_by else pl.lit(False)
    own = pl.when(answers.is_null()).then(pl.col(spec.name))
    written = exploded(frame.with_columns(_name=own).drop_nulls("_name"), "_name")
    # a name that is told has that of the row in it, whatever that looks like: it is never a list
    said = pl.when(answers | (pl.col(spec.name).is_null() & by_another)).then(told)
    by_row = frame.with_columns(_name=said).drop_nulls("_name")
    return pl.concat([written, by_row]).sort("_record", maintain_order=True)


def _each(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each of the names in a cell that has several (see `several`)."""
    if rows["_name"].dtype != pl.String or not rows["_name"].str.contains(BETWEEN).any():
        return rows
    return rows.with_columns(pl.col("_name").str.split(BETWEEN)).explode("_name")
