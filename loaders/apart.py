"""Things whose place is part of what they are, and is blank or not understood.

第一党支部 and 2栋 are in every community. Where a row says nothing of its place it is an issue:
each row of a building, estate, grid or street, and of other things each of the rows of one table
that would be one for want of a place. Such rows are kept apart, rather than be one thing in two
communities:

* rows that write different places, none of which was found (阳光社区, 阳光村社区);
* rows of one table without any place, if they state a building, an estate, a grid or a street that
  no community is known of (nobody lists one twice), or if they contradict the first of them (other
  members, another superior).

The first of the latter keeps the plain identifier, the others have one of their row. Rows of
different rosters remain one, as they may well speak of the same.
"""

from __future__ import annotations

from hashlib import blake2b

import polars as pl

from loaders.differences import NOT_COMPARED
from loaders.registry import Registry
from ontology.iri import segments

_SOMEWHERE = ("Building", "Estate", "Grid", "Street")
"""What always stands in a community."""
_SAME = ["_kind", "_alias", "_record"]
_ALIKE = ["_natural", "_table"]
_BETWEEN = "\x1f"


def kept_apart(registry: Registry, label: str, stated: pl.DataFrame) -> pl.DataFrame:
    """The statements of a label, with `_natural` made different where they must not be one thing.

    Looks only at the rows of a thing's own rosters that have no code. Notes those without a place.
    """
    key = registry.model.labels[label].key
    if "organization" in key or not {"community", "subdistrict"} & set(key):
        return stated
    place = "subdistrict" if label == "Community" else "community"
    nowhere = pl.col(f"_{place}").is_null()
    lacking = nowhere | pl.col("_estate").is_null() if label == "Building" else nowhere
    if "code" in stated.columns:
        lacking &= pl.col("code").is_null()
    own = stated.filter(lacking & (pl.col("_order") == 0)).with_columns(_nowhere=nowhere)
    if own.height == 0:
        return stated
    told = _told(registry, label, place, own)
    _note(registry, label, told)
    marked = told.with_columns(_mark=_marks(label, told)).drop_nulls("_mark")
    if marked.height == 0:
        return stated
    marks = marked.select(*_SAME, "_natural", "_mark").unique([*_SAME, "_natural"])
    natural = pl.col("_natural")
    return (
        stated.join(marks, on=[*_SAME, "_natural"], how="left", maintain_order="left")
        .with_columns(pl.concat_str(natural, pl.format("~{}", "_mark").fill_null("")))
        .drop("_mark")
    )


def _told(registry: Registry, label: str, place: str, own: pl.DataFrame) -> pl.DataFrame:
    """What the rows tell of their place where none was found.

    `_said`: the text, null where they are blank; `_field`: what they should have filled in;
    `_here`: whether their table has a column for it; `_cells`: what contradicts where it differs;
    `_times`: how many blank rows of the table would be one.
    """
    lists = registry.model.labels[label].columns
    compared = [c.name for c in lists if c.name in own.columns and c.name not in NOT_COMPARED]
    plain = [pl.col(c).cast(pl.String) for c in compared if not own.schema[c].is_nested()]
    parts = []
    for (kind,), rows in own.group_by("_kind", maintain_order=True):
        frame = registry.records.frames[str(kind)]
        texts = [c for c in (place, "estate", "superior") if c in frame.columns]
        written = frame.select("_record", *(pl.col(c).alias(f"{c}~text") for c in texts))
        joined = rows.join(written, on="_record", how="left", maintain_order="left").with_columns(
            pl.lit(None, pl.String).alias(f"{c}~text")
            for c in (place, "estate", "superior")
            if c not in texts
        )
        said = [pl.when("_nowhere").then(f"{place}~text")]
        if label == "Building":
            said.append(pl.when(pl.col("_estate").is_null()).then("estate~text"))
        cells = [*plain, pl.col("superior~text")]
        parts.append(
            joined.select(
                *_SAME,
                *("_table", "_natural", "_estate", "_nowhere", "source", "file", "sheet", "row"),
                _said=pl.concat_str(said, separator=_BETWEEN, ignore_nulls=True),
                _cells=pl.concat_str([c.fill_null("") for c in cells], separator=_BETWEEN),
                _field=pl.when("_nowhere").then(pl.lit(place)).otherwise(pl.lit("estate")),
            )
        )
    columns = [(n, name) for n, there in enumerate(registry.records.present) for name in there]
    here = pl.DataFrame(columns, schema={"_table": pl.UInt32, "_field": pl.String}, orient="row")
    told = pl.concat(parts).join(
        here.with_columns(_here=pl.lit(True)),
        on=["_table", "_field"],
        how="left",
        maintain_order="left",
    )
    not_blank = pl.when(pl.col("_said") != "").then("_said")
    return (
        told.with_columns(not_blank.alias("_said"), pl.col("_here").fill_null(False))
        .sort("file", "sheet", "row", maintain_order=True)
        .with_columns(
            _times=pl.when(pl.col("_said").is_null()).then(
                pl.col("_record").filter(pl.col("_said").is_null()).n_unique().over(_ALIKE)
            )
        )
    )


def _marks(label: str, told: pl.DataFrame) -> pl.Series:
    """What tells a row from others of its natural key; null where nothing must."""
    blank = pl.col("_said").is_null()
    texts = pl.col("_said").drop_nulls().n_unique().over("_natural")
    first_row = pl.col("_record").filter(blank).first().over(_ALIKE)
    first_cells = pl.col("_cells").filter(blank).first().over(_ALIKE)
    differs = pl.col("_here") & (pl.col("_cells") != first_cells)
    if label in _SOMEWHERE:
        differs |= pl.col("_nowhere") & (pl.col("_record") != first_row)
    found = told.select(
        "source",
        _by_row=blank & pl.col("_estate").is_null() & (pl.col("_times") > 1) & differs,
        _by_text=~blank & (texts > 1),
    )
    rows = [
        blake2b(source.encode(), digest_size=6).hexdigest() if apart else None
        for source, apart in found.select("source", "_by_row").iter_rows()
    ]
    written = segments(told["_said"].str.replace_all(_BETWEEN, "-", literal=True))
    return written.zip_with(found["_by_text"], pl.Series(rows, dtype=pl.String))


def _note(registry: Registry, label: str, told: pl.DataFrame) -> None:
    """Note the rows that say nothing of a place without which nobody knows what they state."""
    wrong = pl.col("_here") & (pl.col("_times") > 1)
    if label in _SOMEWHERE:
        shared = pl.col("_record").n_unique().over("_natural") > 1
        wrong |= pl.col("_nowhere") & (pl.col("_here") | shared)
    rows = told.filter(pl.col("_said").is_null() & wrong)
    for (name,), group in rows.group_by("_field", maintain_order=True):
        column = registry.records.header(str(name))
        registry.notes.about_records(
            group.select("_record", "_table", column=column, field=pl.lit(name)).drop("_table"),
            "place_blank",
        )
