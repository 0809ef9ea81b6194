"""The map page as a file: what is in it, given boundaries, and how its points are laid out."""

from __future__ import annotations

import itertools
import math
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.commands import run
from graph.errors import UsageError
from graph.language import say
from graph.pages import map as map_page
from graph.pages.findings import Findings
from graph.pages.map_outlines import TOLERANCE, hull, simplified
from graph.pages.map_points import EQUATOR, WORLD, in_z_order, metres_a_unit, project
from graph.pages.map_tiles import read_tiles
from graph.pages.page import resource
from tests.graph.small import publish_small
from tests.pages.coordinates import SOUTH, WEST, Located, stand

POINTS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=60)


def test_the_same_graph_gives_the_same_bytes(located: Any, tmp_path: Path) -> None:
    map_page.write_found(located, tmp_path / "one.html", Findings())
    map_page.write_found(located, tmp_path / "two.html", Findings())
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_file_is_utf8_and_asks_for_nothing(located: Any, tmp_path: Path) -> None:
    map_page.write_found(located, tmp_path / "page.html", Findings())
    assert b"\r\n" not in (tmp_path / "page.html").read_bytes()
    html = unescape((tmp_path / "page.html").read_bytes().decode("utf-8"))
    policy = re.findall(r'content="(default-src[^"]*)"', html)[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "img-src data: blob:;" in policy
    assert not re.search(
        r"<(script|img|iframe)[^>]* src=|<link|https?://", html.split("<script", 1)[0]
    )


@pytest.mark.usefixtures("english")
def test_a_page_in_english(located: Any, tmp_path: Path) -> None:
    map_page.write_found(located, tmp_path / "page.html", Findings())
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in html
    assert "<title>Map of coverage: 南海区</title>" in html


def test_one_community(located: Any, located_rows: Located, tmp_path: Path) -> None:
    name = located_rows.nodes["Community"][0]["name"]
    map_page.write(located, tmp_path / "page.html", community=name)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"<title>社区组织覆盖地图 · {name}</title>" in html
    assert located_rows.nodes["Community"][3]["name"] not in html.split("<script")[0]


def test_no_text_of_the_page_is_missing() -> None:
    for script in map_page.SCRIPTS:
        for key in re.findall(r'\bsay\("(map_\w+)"', resource(script)):
            assert say(key, **dict.fromkeys(("count", "of", "name", "gaps", "unknown"), 1))


def test_coordinates_that_are_none_of_the_earth_are_refused(tmp_path: Path) -> None:
    rows = Located(communities=3)
    stand(rows.nodes["Building"][0], 506_123.4, 2_490_000.1)
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    with pytest.raises(UsageError, match="506123"):
        map_page.write_found(folder, tmp_path / "page.html", Findings())


def test_a_point_far_from_its_community_is_told_and_not_in_the_outline(tmp_path: Path) -> None:
    rows = Located(communities=1, everywhere=True)
    far = rows.nodes["Building"][0]
    stand(far, WEST + 2, SOUTH + 2)
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    told = map_page.write_found(folder, tmp_path / "page.html", Findings())
    assert "1 处" in told[0]
    assert far["name"] in told[0]


def test_a_map_of_points_that_are_all_far_apart(tmp_path: Path) -> None:
    place = {"community_code": "c", "community": "大冲社区"}
    stood = [(113.9, 22.5), (114.0, 22.6), (113.8, 22.55)]
    buildings = [
        {"id": str(number), "longitude": east, "latitude": north, **place}
        for number, (east, north) in enumerate(stood)
    ]
    nodes = {"Community": [{"id": "c", "name": "大冲社区", "code": "c", **place}]}
    inside = [{"from": f"Building/{number}", "to": "Community/c"} for number in range(3)]
    folder = publish_small(
        tmp_path / "graph", nodes | {"Building": buildings}, {"IN_COMMUNITY": inside}
    )
    told = map_page.write_found(folder, tmp_path / "page.html", Findings())
    assert "3 处" in told[0]
    assert (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    "address",
    [
        "tiles/{z}/{x}/{y}.png",
        "ftp://host/{z}/{x}/{y}.png",
        "https://host/{z}/{x}.png",
        "https://{s}.host/{z}/{x}/{y}.png",
        "https://user:secret@host/{z}/{x}/{y}.png",
        "https://host;script-src *//{z}/{x}/{y}.png",
        "https://host, other/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://host/{z}/{x}/{y}.png' onload='",
        "https://[/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_is_none_of_tiles(address: str) -> None:
    with pytest.raises(UsageError):
        read_tiles(address)


def test_only_the_host_of_the_tiles_is_let_into_the_policy(located: Any, tmp_path: Path) -> None:
    tiles = read_tiles("https://a.tiles.example.org:8443/x/{z}/{x}/{y}.png?key=1;2")
    map_page.write_found(located, tmp_path / "page.html", Findings(), tiles=tiles)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "img-src data: blob: https://a.tiles.example.org:8443; " in html


@given(POINTS)
def test_a_hull_holds_all_of_its_points(points: list[tuple[int, int]]) -> None:
    ring = hull(points)
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        assert all((bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0 for x, y in points)
    assert set(ring) <= set(points)


@given(POINTS, st.integers(0, 13))
def test_the_squares_of_every_level_are_runs_of_the_list(
    points: list[tuple[int, int]], level: int
) -> None:
    if not points:
        return
    at = dict(enumerate(points))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    cells = [((at[n][0] - left) >> level, (at[n][1] - top) >> level) for n in in_z_order(at)]
    changes = 1 + sum(one != other for one, other in itertools.pairwise(cells))
    assert changes == len(set(cells))


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=9, max_size=80))
def test_a_simplified_ring_keeps_near_every_point(points: list[tuple[int, int]]) -> None:
    kept = simplified(points)
    assert kept[0] == points[0]
    at = [points.index(point) for point in kept]
    if len(set(points)) == len(points):
        for first, last in itertools.pairwise(at):
            (ax, ay), (bx, by) = points[first], points[last]
            length = max(1.0, math.dist((ax, ay), (bx, by)))
            for x, y in points[first:last]:
                off = abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length
                assert off <= TOLERANCE + 1


class Watched(list[tuple[int, int]]):
    """Points that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        self.looks += 1
        return super().__getitem__(at)


def test_a_ring_of_many_teeth_is_gone_through_once() -> None:
    teeth = Watched((at, (150_000 - at) * (at % 2)) for at in range(3000))
    simplified(teeth)
    assert teeth.looks < 20 * len(teeth)


def test_a_line_that_turns_back_keeps_its_tip() -> None:
    ring = [(0, 0), (1000, 0), (500, 0), (500, 400), (300, 400), (200, 400), (0, 400), (0, 200)]
    assert (1000, 0) in simplified([*ring, (0, 100)])


@given(st.floats(73, 135), st.floats(18, 54))
def test_a_unit_is_as_long_as_it_is_said_to_be(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    north = project(longitude, latitude + 0.01)
    metres = (y - north[1]) * metres_a_unit(y)
    assert metres == pytest.approx(0.01 * EQUATOR / 360, rel=0.01)
    assert 0 <= x < WORLD


def test_the_command_says_at_once_that_there_are_no_coordinates(
    district: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.html"
    assert run(["--lang", "zh", "view", "map", "-g", str(district.path), "-o", str(path)]) == 2
    assert "--datum" in capsys.readouterr().err
    assert not path.exists()
