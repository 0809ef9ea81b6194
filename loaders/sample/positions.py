"""Where the sample stands: every position is invented, that of a community with a real name too.

They lie within the rough extent of Nanshan, in WGS-84, and no square of `_DISTRICT` is where its
community is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import ceil, sqrt
from random import Random

from loaders.sample.drawing import chance
from loaders.sample.records import Building, Community, Estate, Point

# A square is a community, some kilometre wide: of the subdistrict with that character in its name,
# in the order of the codes, row by row from the north-west. Subdistricts lie beside one another as
# they do in life; where in them a community lies is invented.
_DISTRICT = (
    "．．．．．．丽丽．．．．",
    "．．．．．．丽丽丽．．．",
    "．．．．．丽丽丽．．．．",
    "．．．．．丽丽．．桃桃桃",
    "．．．．．丽丽．桃桃桃桃",
    "．．．头头．粤粤桃桃桃．",
    "．．头头头．粤粤．桃桃．",
    "．头头头头粤粤粤沙沙沙沙",
    "．．头头头粤粤粤沙沙沙沙",
    "．山山山山粤粤粤沙沙沙沙",
    "．山山山山粤粤．．．．．",
    "．山山山山蛇蛇．．．．．",
    "．山招招招蛇蛇．．．．．",
    "．招招招蛇蛇蛇．．．．．",
    "．招招招蛇蛇．．．．．．",
    "．招招蛇蛇．．．．．．．",
)
_WEST, _NORTH = 113.875, 22.625
_SQUARE = 0.01

# A square has plots for estates and an urban village, and a plot has rows of buildings.
_ACROSS, _DOWN = 4, 3
_PLOT = (0.0092 / _ACROSS, 0.0092 / _DOWN)
_APART = 0.0004
"""Between neighbouring buildings at most, in degrees."""
_DECIMALS = 6

_STATED_ESTATES = 0.93
_STATED_BUILDINGS = 0.95


def place(communities: list[Community], estates: list[Estate], village: list[Building]) -> None:
    """Give most estates and buildings a position; of the others nobody has noted it."""
    random = chance("positions")
    for community, (west, north) in zip(communities, _corners(communities), strict=True):
        plots = [
            (west + (x + 0.5) * _PLOT[0], north - (y + 0.5) * _PLOT[1])
            for x in range(_ACROSS)
            for y in range(_DOWN)
        ]
        random.shuffle(plots)
        for estate in estates:
            if estate.community is community:
                middle = _near(random, plots.pop(), _APART / 2)
                estate.position = middle if random.random() < _STATED_ESTATES else None
                _place_rows(random, middle, estate.buildings)
        _place_rows(random, plots.pop(), [b for b in village if b.community is community])


def _corners(communities: list[Community]) -> Iterator[Point]:
    """The north-west corner of the square of each community."""
    squares: dict[str, list[Point]] = defaultdict(list)
    for y, row in enumerate(_DISTRICT):
        for x, sign in enumerate(row):
            squares[sign].append((_WEST + x * _SQUARE, _NORTH - y * _SQUARE))
    for community in communities:
        (sign,) = squares.keys() & set(community.subdistrict)
        yield squares[sign].pop(0)


def _place_rows(random: Random, middle: Point, buildings: list[Building]) -> None:
    """Buildings in rows around the middle, none of them quite in line."""
    across = ceil(sqrt(len(buildings)))
    apart = min(_APART, _PLOT[0] / max(across, 1))
    for i, building in enumerate(buildings):
        east, south = (n - (across - 1) / 2 for n in (i % across, i // across))
        point = _near(random, (middle[0] + east * apart, middle[1] - south * apart), apart / 5)
        building.position = point if random.random() < _STATED_BUILDINGS else None


def _near(random: Random, point: Point, reach: float) -> Point:
    longitude, latitude = (round(axis + random.uniform(-reach, reach), _DECIMALS) for axis in point)
    return longitude, latitude
