"""Coordinates from a stated datum to WGS-84, and what is wrong with those that are not used.

Maps of China are drawn in shifted coordinates (GCJ-02, BD-09), 500 m and more from where a
satellite sees things. A roster does not say which it holds, so `load --datum` must, and without it
none are loaded (RULES 29). Nothing is mended: exchanged, incomplete, zero or foreign coordinates
are issues, and their building stands without a point.
"""

from __future__ import annotations

import polars as pl

from loaders.problems import Notes
from loaders.records import Records
from loaders.registry import Registry
from loaders.values.datum import to_wgs84
from loaders.values.positions import CHINA

FAR = 5_000.0
"""Metres from the middle of its community (the median of its points) from where a point is asked
about; communities of a city are a kilometre or two across."""
FEWEST = 3
"""Points that a community must have for its middle to say anything."""
_DECIMALS = 6
"""Of a degree: a tenth of a metre."""
_METRES_A_DEGREE = 111_195.0
_AXES = ("longitude", "latitude")
_FIELDS = (*_AXES, "position")


def settle_positions(records: Records, notes: Notes, datum: str | None) -> None:
    """Make the longitudes and latitudes of the records WGS-84, or empty where they can't be used.

    A cell with both (the field `position`) serves where the two columns are blank. Notes, once a
    sheet, that no datum was stated, and every point that can't be used.
    """
    for kind, frame in records.frames.items():
        if not set(_AXES) <= set(frame.columns):
            continue
        if "position" in frame.columns:
            both = pl.col("position").list
            blank = pl.all_horizontal(pl.col(_AXES).is_null())
            frame = frame.with_columns(
                pl.when(blank).then(both.get(n, null_on_oob=True)).otherwise(axis).alias(axis)
                for n, axis in enumerate(_AXES)
            )
        stated = frame.filter(pl.any_horizontal(pl.col(_AXES).is_not_null()))
        if stated.height == 0:
            records.frames[kind] = frame
            continue
        if datum is None:
            _note_no_datum(notes, stated)
            usable = stated.head(0)
        else:
            usable = _usable(records, notes, stated)
        points = usable.select("_record", *_AXES)
        made = points.select("_record").hstack(
            to_wgs84(points.select(_AXES), datum or "wgs84").select(pl.col(_AXES).round(_DECIMALS))
        )
        records.frames[kind] = (
            frame.drop(_AXES)
            .join(made, on="_record", how="left", maintain_order="left")
            .select(frame.columns)
        )


def _note_no_datum(notes: Notes, stated: pl.DataFrame) -> None:
    for file, sheet in stated.select("file", "sheet").unique().sort("file", "sheet").iter_rows():
        notes.about_file(file, "no_datum", sheet=sheet)


def _between(axis: str, range_of: str) -> pl.Expr:
    return pl.col(axis).is_between(*CHINA[range_of])


def _usable(records: Records, notes: Notes, stated: pl.DataFrame) -> pl.DataFrame:
    """The records with a point in China; the others are noted."""
    problem = (
        pl.when(pl.any_horizontal(pl.col(_AXES).is_null()))
        .then(pl.lit("half_a_position"))
        .when((pl.col("longitude") == 0) | (pl.col("latitude") == 0))
        .then(pl.lit("position_zero"))
        .when(_between("longitude", "longitude") & _between("latitude", "latitude"))
        .then(None)
        .when(_between("longitude", "latitude") & _between("latitude", "longitude"))
        .then(pl.lit("position_exchanged"))
        .otherwise(pl.lit("position_outside"))
    )
    judged = stated.with_columns(code=problem)
    field = next((f for f in _FIELDS if records.tables_with([f])), "longitude")
    notes.about_records(
        judged.filter(pl.col("code").is_not_null()).select(
            "_record", "code", column=records.header(field), field=pl.lit(field)
        )
    )
    return judged.filter(pl.col("code").is_null())


def note_far(registry: Registry) -> None:
    """Note the things whose point lies FAR from the middle of their community's points."""
    placed = [
        registry.nodes[label]
        .select("id", "_community", *_AXES, label=pl.lit(label))
        .drop_nulls(["_community", *_AXES])
        for label in registry.model.labels
        if set(_AXES) <= set(registry.nodes[label].columns)
    ]
    every = pl.concat(placed)
    middle = {axis: pl.col(axis).median().over("_community") for axis in _AXES}
    north = (pl.col("latitude") - middle["latitude"]) * _METRES_A_DEGREE
    across = pl.col("latitude").radians().cos() * _METRES_A_DEGREE
    east = (pl.col("longitude") - middle["longitude"]) * across
    away = every.with_columns(
        _away=(north**2 + east**2).sqrt(), _points=pl.len().over("_community")
    ).filter((pl.col("_away") > FAR) & (pl.col("_points") >= FEWEST))
    for (label,), far in away.group_by("label"):
        noted = far.join(registry.first_records(str(label)), on="id").select(
            "_record", "_away", column=pl.lit("经度"), field=pl.lit("longitude")
        )
        registry.notes.about_records(
            noted.with_columns(
                detail=(pl.col("_away") / 1000).round(0).cast(pl.Int64).cast(pl.String)
            ),
            "position_far",
        )
