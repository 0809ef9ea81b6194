"""The names that rows give to what they state: written, a list of them, or only told."""

from __future__ import annotations

import re

import polars as pl

from loaders.kinds import NodeSpec, RosterKind
from loaders.references.resolve import exploded
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
        return rows.with_columns(_name=pl.col(spec.name)).drop_nulls("_name")
    told = _told(kind, spec)
    if not field.tells:
        return frame.with_columns(_name=pl.coalesce(pl.col(spec.name), told)).drop_nulls("_name")
    answers = parse(frame[spec.name], "yes_no").values
    by_another = pl.col(spec.named_by).is_not_null() if spec.named_by else pl.lit(False)
    rows = frame.with_columns(
        _name=pl.when(answers).then(told).when(~answers).then(None).otherwise(pl.col(spec.name))
    ).with_columns(
        _name=pl.when(pl.col("_name").is_null() & by_another).then(told).otherwise("_name")
    )
    return exploded(rows.drop_nulls("_name"), "_name")
