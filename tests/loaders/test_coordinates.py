"""Coordinates: only with a stated datum, converted to WGS-84, and nothing mended (RULES 29)."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.loading import LoadResult, load
from loaders.values import IMPRECISE
from loaders.values.datum import SHIFTS, to_wgs84
from tests.commands.program import shequ
from tests.loaders.cells import UNTIDY, parsed_column, read
from tests.loaders.written import codes, node, write

HEADER = ("小区", "楼栋名称", "社区", "经度", "纬度")
POINT = (113.9201, 22.5402)


def buildings(folder: Path, *points: tuple[object, object]) -> Path:
    write(
        folder,
        "社区.csv",
        ("街道", "社区名称", "社区编码"),
        ("招商街道", "海月社区", "440305006011"),
    )
    write(folder, "小区.csv", ("小区名称", "社区"), ("海月花园", "海月社区"))
    rows = [("海月花园", f"{n}栋", "海月社区", *point) for n, point in enumerate(points, 1)]
    write(folder, "楼栋.csv", HEADER, *rows)
    return folder


def point(result: LoadResult, name: str, label: str = "Building") -> tuple[object, object]:
    found = node(result, label, name)
    return found["longitude"], found["latitude"]


def test_without_a_datum_no_coordinates_are_loaded_and_it_is_said_once_a_sheet(
    tmp_path: Path,
) -> None:
    result = load([buildings(tmp_path, POINT, POINT, (None, None))])
    assert point(result, "1栋") == (None, None)
    assert codes(result) == ["no_datum"]
    assert result.issues["file"].to_list() == ["楼栋.csv"]


def test_a_roster_without_coordinates_needs_no_datum(tmp_path: Path) -> None:
    assert codes(load([buildings(tmp_path, (None, None), ("/", "—"))])) == []


def test_the_datum_is_converted_to_wgs84(tmp_path: Path) -> None:
    folder = buildings(tmp_path, POINT)
    assert point(load([folder], datum="wgs84"), "1栋") == POINT
    lat, lon = prcoords.gcj_wgs_bored((POINT[1], POINT[0]))
    assert point(load([folder], datum="gcj02"), "1栋") == (round(lon, 6), round(lat, 6))
    lat, lon = prcoords.bd_wgs_bored((POINT[1], POINT[0]))
    assert point(load([folder], datum="bd09"), "1栋") == (round(lon, 6), round(lat, 6))


INSIDE = st.tuples(st.floats(75, 134, width=32), st.floats(18, 53, width=32))


@given(st.lists(INSIDE, min_size=1, max_size=20), st.sampled_from(sorted(SHIFTS)))
def test_a_point_that_was_shifted_comes_back(points: list[tuple[float, float]], datum: str) -> None:
    """Within a centimetre, against the forward conversion of the library."""
    forward = {"wgs84": lambda p: p, "gcj02": prcoords.wgs_gcj, "bd09": prcoords.wgs_bd}[datum]
    shifted = [tuple(forward((lat, lon)))[::-1] for lon, lat in points]
    frame = pl.DataFrame(
        shifted, schema={"longitude": pl.Float64, "latitude": pl.Float64}, orient="row"
    )
    for (lon, lat), (x, y) in zip(points, to_wgs84(frame, datum).rows(), strict=True):
        assert abs(lon - x) < 1e-7 and abs(lat - y) < 1e-7


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("113.9201", 113.9201), ("１１３．９２", 113.92), ("113.92°", 113.92),
        ("东经113.92", 113.92), ("东经：113.92°", 113.92), ("113.92E", 113.92),
        ("113°55′12″", 113.92), ("113°55'12\"E", 113.92), ("113度55分12秒", 113.92),
        ("东经113°55′12″", 113.92), ("113°55.2′", 113.92), ("E113°55′12″", 113.92),
        ("-113.92", -113.92), ("西经113.92", -113.92), ("22", 22.0), ("0", 0.0),
    ],
)  # fmt: skip
def test_degrees_as_people_write_them(written: str, value: float) -> None:
    read_, _, problem = read(written, "longitude")
    assert (read_, problem) == (pytest.approx(value), None)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("很近", "not_a_position"), ("113.92.1", "not_a_position"), ("113°65′", "not_a_position"),
        ("1139201", "not_a_position"), ("181", "not_a_position"), ("113.5°30′", "not_a_position"),
        ("1.139201E+02", "digits_lost"), (IMPRECISE + "113", "digits_lost"), ("", None),
        ("/", None), ("无", None),
    ],
)  # fmt: skip
def test_what_is_no_longitude_is_said(written: str, problem: str | None) -> None:
    assert read(written, "longitude") == (None, None, problem)


@pytest.mark.parametrize(
    "written",
    ["113.92,22.54", "113.92，22.54", "22.54,113.92", "(113.92, 22.54)", "113.92 22.54",
     "113.92；22.54", "东经113.92，北纬22.54", "北纬22.54°东经113.92°", "113.92/22.54",
     "经度:113.92 纬度:22.54", "E113.92 N22.54", "113.92E,22.54N", "113°55′12″E 22°32′24″N",
     "lng=113.92,lat=22.54"],
)  # fmt: skip
def test_both_in_one_cell(written: str) -> None:
    value, _, problem = read(written, "position")
    assert problem is None and value == pytest.approx([113.92, 22.54])


@pytest.mark.parametrize(
    "written", ["113.92", "113.92,114.0", "22.5,23", "0,0", "113.9222.54", "1,2,3", "路口"]
)
def test_one_cell_that_does_not_tell_both_is_said(written: str) -> None:
    assert read(written, "position") == (None, None, "not_a_position")


@given(UNTIDY)
def test_no_text_is_too_untidy_to_be_judged(text: str) -> None:
    for type_ in ("longitude", "latitude", "position"):
        parsed = parsed_column([text, None], type_)
        assert parsed.problem.to_list()[1] is None


def test_a_column_of_both_serves_where_the_two_are_not_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        "小区.csv",
        ("小区名称", "社区", "坐标"),
        ("海月花园", "海月社区", "113.9201,22.5402"),
    )
    result = load([tmp_path], datum="wgs84")
    assert point(result, "海月花园", "Estate") == POINT


def test_a_column_of_both_does_not_complete_half_a_position(tmp_path: Path) -> None:
    write(
        tmp_path,
        "小区.csv",
        ("小区名称", "社区", "经度", "纬度", "坐标"),
        ("海月花园", "海月社区", "113.9301", None, "113.9201,22.5402"),
    )
    result = load([tmp_path], datum="wgs84")
    assert point(result, "海月花园", "Estate") == (None, None)
    assert "half_a_position" in codes(result)


def test_a_service_centre_has_a_point(tmp_path: Path) -> None:
    write(
        tmp_path,
        "阵地.csv",
        ("名称", "类型", "面积", "所属社区", "所属党组织", "经度", "纬度"),
        ("海月社区党群服务中心", "社区级", 300, "海月社区", "海月社区党委", *POINT),
    )
    result = load([tmp_path], datum="wgs84")
    assert point(result, "海月社区党群服务中心", "ServiceCentre") == POINT


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (POINT[::-1], "position_exchanged"),
        ((0, 0), "position_zero"),
        ((0, POINT[1]), "position_zero"),
        ((POINT[0], None), "half_a_position"),
        ((None, POINT[1]), "half_a_position"),
        ((2.35, 48.85), "position_outside"),
        ((-113.92, 22.54), "position_outside"),
        (("11.39201", POINT[1]), "position_outside"),
        (("很近", POINT[1]), "not_a_position"),
    ],
)
def test_a_position_that_cannot_be_right_is_not_used_and_said(
    tmp_path: Path, written: tuple[object, object], code: str
) -> None:
    result = load([buildings(tmp_path, written, POINT)], datum="wgs84")
    assert point(result, "1栋") == (None, None)
    assert point(result, "2栋") == POINT
    (issue,) = result.issues.filter(pl.col("code") == code).to_dicts()
    assert (issue["file"], issue["row"], issue["severity"]) == ("楼栋.csv", 2, "error")


def test_a_point_far_from_its_community_is_asked_about(tmp_path: Path) -> None:
    x, y = POINT
    result = load(
        [buildings(tmp_path, POINT, (x + 0.001, y), (x, y + 0.001), (x + 0.1, y))], datum="wgs84"
    )
    (issue,) = result.issues.to_dicts()
    assert (issue["code"], issue["row"], issue["severity"]) == ("position_far", 5, "warning")
    assert "10 公里" in issue["problem_zh"]
    assert point(result, "4栋") == (pytest.approx(x + 0.1), y)


def test_points_of_one_community_side_by_side_are_no_issue(tmp_path: Path) -> None:
    x, y = POINT
    points = [(round(x + n / 1000, 4), y) for n in range(10)]
    assert codes(load([buildings(tmp_path, *points)], datum="wgs84")) == []


def test_the_datum_is_an_option_of_the_command(tmp_path: Path) -> None:
    folder, graph = buildings(tmp_path / "r", POINT), tmp_path / "g"
    assert shequ("load", folder, "-g", graph, "--datum", "bd09").returncode == 0
    said = shequ("query", "MATCH (b:Building) RETURN b.longitude AS x", "-g", graph).stdout
    assert "113.91" in said or "113.90" in said
    wrong = shequ("load", folder, "-g", graph, "--datum", "mercator", "--lang", "zh")
    assert wrong.returncode == 2 and "bd09" in wrong.stderr
