"""Places that stand only in the first row of each block: carried down where that is beyond doubt.

A clerk who unmerges cells, or never repeats himself, fills in 社区 and 小区 once and leaves the
rows below blank. That is taken for granted only of what always stands in such a place (buildings,
estates, grids; communities in their subdistrict), and only where the whole table is written so:
the first row is filled, there are two blocks or more, no place is stated twice, at least as many
rows are blank as are filled, no blank row says anything else of its place (estate, code, another
subdistrict) or had such a cell refused, and no name comes twice in a block. Otherwise nothing is
carried: a place left out by oversight would become a wrong one. Such rows are issues (`apart`).
"""

from __future__ import annotations

import polars as pl

from loaders.kinds import RosterKind
from loaders.problems import Notes
from loaders.records import Records

_LEVELS = ("district", "subdistrict", "community", "estate")
_LEADS = {
    "Building": "community",
    "Estate": "community",
    "Grid": "community",
    "Community": "subdistrict",
}
"""What a thing of the label always stands in."""


def carry_down(records: Records, kinds: dict[str, RosterKind], notes: Notes) -> None:
    """Fill the blank places of every table that is written in blocks, and note it once a table."""
    for name, frame in records.frames.items():
        node = next(iter(kinds[name].nodes.values()), None)
        lead = None if node is None else _LEADS.get(node.label)
        if node is None or node.name is None or lead is None or lead not in frame.columns:
            continue
        code = kinds[name].fields.get("code")
        telling = code is not None and code.type in ("division_code", "building_code")
        blanks = frame.group_by("_table").agg(pl.col(lead).null_count(), all=pl.len())
        some = blanks.filter((pl.col(lead) > 0) & (pl.col(lead) * 2 >= pl.col("all")))
        for table in some["_table"].sort().to_list():
            rows = frame.filter(pl.col("_table") == table)
            places = [p for p in _LEVELS if p in records.present[table] and p in frame.columns]
            told = rows.drop([] if telling else ["code"], strict=False)
            if lead in places and _in_blocks(records, notes, told, places, lead, node.name):
                block = pl.col(lead).is_not_null().cum_sum()
                filled = rows.select("_record", pl.col(places).first().over(block))
                frame = frame.update(filled, on="_record", maintain_order="left")
                notes.about_file(
                    rows["file"][0],
                    "place_from_above",
                    sheet=rows["sheet"][0],
                    column="、".join(
                        records.present[table][p] for p in places[places.index(lead) :]
                    ),
                )
        records.frames[name] = frame


def _in_blocks(
    records: Records, notes: Notes, rows: pl.DataFrame, places: list[str], lead: str, name: str
) -> bool:
    """Whether the places of a table stand in the first row of each block, beyond doubt."""
    table = rows["_table"][0]
    upper, own = places[: places.index(lead)], places[places.index(lead) :]
    heads, blank = rows.drop_nulls(lead), rows.filter(pl.col(lead).is_null())
    if rows[lead][0] is None or heads.height < 2 or blank.height < heads.height:
        return False
    if heads.select(places).is_duplicated().any():
        return False
    if any(0 < heads[place].null_count() < heads.height for place in own):
        return False
    told = [*own, *(["code"] if "code" in rows.columns else [])]
    if blank.select(pl.any_horizontal(pl.col(told).is_not_null()).any()).item():
        return False
    written = records.raw[table].filter(pl.col("_record").is_in(blank["_record"].implode()))
    if written.select(pl.any_horizontal(pl.col(own).is_not_null()).any()).item():
        return False  # 无, or what could not be read
    refused = notes.all().filter(pl.col("field").is_in(places))["_record"]
    if blank["_record"].is_in(refused.implode()).any():
        return False
    block = pl.col(lead).is_not_null().cum_sum().alias("_block")
    if rows.select(block, name).is_duplicated().any():
        return False
    return not any((pl.Series(rows[p]) != _of_head(rows, lead, p)).any() for p in upper)


def _of_head(rows: pl.DataFrame, lead: str, place: str) -> pl.Series:
    """What the first row of each block says of a place above."""
    head = pl.when(pl.col(lead).is_not_null()).then(pl.col(place).fill_null(""))
    return rows.select(head.forward_fill()).to_series()
