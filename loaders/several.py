"""Name cells that name several things: the buildings of one cell each, several estates not at all.

A roster of buildings or of estates has a row for each. Where a cell names several buildings
(`building_cells` says when), each of them is stated; what the row says of one alone (households,
code, position) is given to none. Several estates in a cell, and buildings that can't be told
apart, are an issue, and the row is rejected: a name in common would be that of nothing there is.
"""

from __future__ import annotations

import re

import polars as pl

from loaders.kinds import RosterKind
from loaders.problems import Notes
from loaders.records import Records
from loaders.values.building_cells import SIGNS, are_names, buildings_named, dashed
from loaders.values.text import clean_text, split_list

BETWEEN = "\n"
"""Stands between the names in a cell that has several; no clean name has it."""
_OF_ONE = ("code", "households", "longitude", "latitude", "households~qualifier")
_PHASE = re.compile("第?[0-9A-Z一二三四五六七八九十]{0,4}(?:期|区|号|栋|座|小区)?")
_ESTATE = "[\u4e00-\u9fff]{1,12}(?:花园|小区|家园|新村)"
_ESTATES_SPACED = re.compile(rf"\s*{_ESTATE}(?:\s+{_ESTATE})+\s*")
_ESTATE_SIGNS = r"[、,，;；/／\s]"


def settle_names(records: Records, kinds: dict[str, RosterKind], notes: Notes) -> None:
    """Read the name cells of the rosters of buildings and estates that have signs of a list."""
    for name, frame in records.frames.items():
        kind = kinds[name]
        node = next(iter(kind.nodes.values()), None)
        if node is None or node.label not in ("Building", "Estate") or node.name is None:
            continue
        if frame.height == 0:
            continue
        odd = _odd(records, frame, node.name, SIGNS if node.label == "Building" else _ESTATE_SIGNS)
        if odd.height == 0:
            continue
        if node.label == "Estate":
            bad = odd.filter(odd["_raw"].map_elements(_several_estates, return_dtype=pl.Boolean))
            _reject(records, notes, name, node.name, bad, "several_estates")
            continue
        read = _buildings(odd)
        unclear = read.filter(pl.col("_names").list.len() == 0)
        _reject(records, notes, name, node.name, unclear, "bad_building_list")
        _expand(records, notes, name, node.name, read.filter(pl.col("_names").list.len() > 1))


def _odd(records: Records, frame: pl.DataFrame, name: str, signs: str) -> pl.DataFrame:
    """_record, _table, `_raw` (the cell with its line breaks), `_in`: the cells with a sign."""
    raw = pl.concat(
        records.raw[table].select("_record", _raw=pl.col(name))
        for table in frame["_table"].unique().sort().to_list()
        if name in records.raw[table].columns
    ).filter(pl.col("_raw").str.strip_chars().str.contains(signs))
    places = [c for c in ("subdistrict", "community", "estate") if c in frame.columns]
    where = pl.concat_str([pl.col(c).fill_null("") for c in places], separator="\x1f")
    return (
        frame.filter(pl.col(name).is_not_null())
        .join(raw, on="_record", maintain_order="left")
        .select("_record", "_table", "_raw", _in=where)
    )


def _buildings(odd: pl.DataFrame) -> pl.DataFrame:
    """Add `_names`, the buildings of each cell; none where it is unclear."""
    texts = odd["_raw"].unique().to_list()
    named = pl.DataFrame(
        {
            "_raw": texts,
            "_names": [buildings_named(text) for text in texts],
            "_dashed": [dashed(text) is not None for text in texts],
            "_own": [[clean_text(text)] for text in texts],
        },
        schema={
            "_raw": pl.String,
            "_names": pl.List(pl.String),
            "_dashed": pl.Boolean,
            "_own": pl.List(pl.String),
        },
    )
    read = odd.join(named, on="_raw", maintain_order="left")
    same = ["_table", "_in"]
    block_and_unit = (
        read.filter("_dashed")
        .group_by(same)
        .agg(pl.col("_raw").unique())
        .with_columns(_block=pl.col("_raw").map_elements(_are_names, return_dtype=pl.Boolean))
        .select(*same, "_block")
    )
    return read.join(block_and_unit, on=same, how="left", maintain_order="left").with_columns(
        _names=pl.when(pl.col("_dashed") & pl.col("_block")).then("_own").otherwise("_names")
    )


def _are_names(texts: pl.Series) -> bool:
    return are_names(texts.to_list())


def _several_estates(text: str) -> bool:
    """Whether a cell names several estates: 甲花园/乙花园; 海月花园一、二期 is one."""
    if _ESTATES_SPACED.fullmatch(text):
        return True
    return sum(_PHASE.fullmatch(clean_text(item)) is None for item in split_list(text)) > 1


def _expand(records: Records, notes: Notes, kind: str, name: str, several: pl.DataFrame) -> None:
    """State each of the buildings of a row, without what can't be said of each."""
    if several.height == 0:
        return
    _note(records, notes, name, several, "several_buildings")
    frame = records.frames[kind]
    joined = several.select("_record", _joined=pl.col("_names").list.join(BETWEEN))
    told = frame.join(joined, on="_record", how="left", maintain_order="left")
    one = pl.col("_joined").is_null()
    records.frames[kind] = told.with_columns(
        pl.coalesce("_joined", name).alias(name),
        *(pl.when(one).then(pl.col(c)).alias(c) for c in _OF_ONE if c in frame.columns),
    ).select(frame.columns)


def _reject(
    records: Records, notes: Notes, kind: str, name: str, bad: pl.DataFrame, code: str
) -> None:
    if bad.height == 0:
        return
    _note(records, notes, name, bad, code)
    records.rejected.append(bad["_record"])
    records.frames[kind] = records.frames[kind].join(bad, on="_record", how="anti")


def _note(records: Records, notes: Notes, name: str, rows: pl.DataFrame, code: str) -> None:
    shown = (
        pl.col("_names").list.join("、") if "_names" in rows.columns else pl.lit(None, pl.String)
    )
    notes.about_records(
        rows.select(
            "_record",
            column=records.header(name),
            field=pl.lit(name),
            as_written=pl.col("_raw").str.replace_all(r"\s+", " "),
            detail=shown,
        ),
        code,
    )
