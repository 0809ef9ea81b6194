"""GCJ-02 and BD-09 coordinates back to WGS-84, a column at a time.

The shift is the published formula of the library prcoords (public domain, CC0), and its inverse is
found by repeating the forward shift, as there. The library takes one point at a time: 300,000 take
3 s, as many in columns less than one. Its own conversions are what the tests compare with.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import polars as pl

_A = 6_378_245.0
"""Metres: the semi-major axis of the ellipsoid of Krasovsky 1940."""
_EE = 0.00669342162296594323
"""The square of its eccentricity."""
_ROUNDS = 3
"""Each takes away all but a thousandth of what the last one left of the shift."""
_BD_EAST, _BD_NORTH = 0.0065, 0.0060

Shift = Callable[[pl.Expr, pl.Expr], tuple[pl.Expr, pl.Expr]]


def _waves(z: pl.Expr, parts: tuple[tuple[float, float], ...]) -> pl.Expr:
    """Metres: the sum of sine waves of heights and lengths over an axis."""
    first, *others = (height * (z * (math.pi * often)).sin() for height, often in parts)
    return sum(others, start=first) * (20 / 3)


def to_gcj02(longitude: pl.Expr, latitude: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """WGS-84 as GCJ-02."""
    x, y = longitude - 105, latitude - 35
    both = _waves(x, ((2, 6), (2, 2)))
    north = (
        (-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt())
        + both
        + _waves(y, ((2, 1), (4, 1 / 3), (16, 1 / 12), (32, 1 / 30)))
    )
    east = (
        (300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt())
        + both
        + _waves(x, ((2, 1), (4, 1 / 3), (15, 1 / 12), (30, 1 / 30)))
    )
    radians = latitude.radians()
    curve = 1 - _EE * radians.sin() ** 2
    metres_north = _A * (1 - _EE) / curve.pow(1.5) * (math.pi / 180)
    metres_east = _A * radians.cos() / curve.sqrt() * (math.pi / 180)
    return longitude + east / metres_east, latitude + north / metres_north


def to_bd09(longitude: pl.Expr, latitude: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """GCJ-02 as BD-09."""
    x, y = longitude, latitude
    far = (x * x + y * y).sqrt() + 0.00002 * (y.radians() * 3000).sin()
    angle = pl.arctan2(y, x) + 0.000003 * (x.radians() * 3000).cos()
    return far * angle.cos() + _BD_EAST, far * angle.sin() + _BD_NORTH


SHIFTS: dict[str, tuple[Shift, ...]] = {
    "wgs84": (),
    "gcj02": (to_gcj02,),
    "bd09": (to_bd09, to_gcj02),
}
"""The shifts that each datum which `load --datum` knows has on WGS-84, the last one first."""


def to_wgs84(points: pl.DataFrame, datum: str) -> pl.DataFrame:
    """Points in China (longitude, latitude, in degrees) of a datum as WGS-84, to 1e-8 degrees.

    Raises KeyError for a datum that is none of SHIFTS.
    """
    for shift in SHIFTS[datum]:
        points = _without(shift, points)
    return points


def _without(shift: Shift, points: pl.DataFrame) -> pl.DataFrame:
    found = points.with_columns(_x="longitude", _y="latitude")
    for _ in range(_ROUNDS):
        x, y = shift(pl.col("_x"), pl.col("_y"))
        found = found.with_columns(
            _x=pl.col("_x") - (x - pl.col("longitude")), _y=pl.col("_y") - (y - pl.col("latitude"))
        )
    return found.select(longitude="_x", latitude="_y")
