"""Boundaries of communities on the map, from GeoJSON of any maker."""

from __future__ import annotations

import json
import math
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from graph.commands import run
from graph.errors import UsageError
from graph.pages import map as map_page
from graph.pages.boundaries import read_boundaries
from graph.pages.content import Content, read_content
from graph.pages.findings import Findings, find
from tests.graph.small import publish_small
from tests.pages.bare import Bare
from tests.pages.coordinates import SOUTH, WEST, Located


@pytest.fixture(scope="module")
def content(located: Any) -> Content:
    return read_content(located, None)


def square(west: float, south: float, size: float = 0.01) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: Any, *rings: Any, kind: str = "Polygon") -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": list(rings)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(path: Path, *features: Any, **more: Any) -> Path:
    document = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def outline_of(html: str, community: str) -> str:
    """What the table says of a community's outline."""
    row = next(line for line in html.splitlines() if line.startswith("<tr>") and community in line)
    return str(re.findall(r"<td>([^<]*)</td>", row)[-1])


def test_boundaries_are_found_by_code_and_by_name(
    located: Any, located_rows: Located, tmp_path: Path
) -> None:
    first, second, third, fourth = located_rows.nodes["Community"]
    path = geojson(
        tmp_path / "b.geojson",
        feature({"代码": int(first["code"])}, square(WEST, SOUTH)),
        feature({"MC": third["name"].removesuffix("社区"), "x": None}, square(WEST, SOUTH)),
        feature({"name": "某某村"}, square(WEST, SOUTH)),
        feature(None, [square(WEST, SOUTH)], kind="MultiPolygon"),
    )
    told = map_page.write_found(located, tmp_path / "page.html", Findings(), boundaries=path)
    html = unescape((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert outline_of(html, first["name"]) == outline_of(html, third["name"]) == "边界文件"
    assert outline_of(html, fourth["name"]) == "按楼栋连成"
    assert "某某村" in told[0]
    assert "2 个图形" in told[0]
    assert second["name"] in told[1]
    assert fourth["name"] in told[1]
    assert first["name"] not in told[1]
    assert told[0] in html


def test_communities_of_one_name_are_told_apart_by_their_subdistrict(tmp_path: Path) -> None:
    rows = Located(communities=16, estates=2, buildings=2)
    one, other = rows.nodes["Community"][0], rows.nodes["Community"][3]
    one["name"] = other["name"] = "和平社区"
    assert one["subdistrict"] != other["subdistrict"]
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    path = geojson(
        tmp_path / "b.geojson",
        feature({"社区": "和平", "街道": other["subdistrict"]}, square(WEST, SOUTH)),
        feature({"社区": "和平"}, square(WEST, SOUTH)),
        feature({"从": one["code"], "到": other["code"]}, square(WEST, SOUTH)),
    )
    told = map_page.write_found(folder, tmp_path / "page.html", Findings(), boundaries=path)
    html = unescape((tmp_path / "page.html").read_text(encoding="utf-8"))
    lines = [line for line in html.splitlines() if line.startswith("<tr>") and "和平社区" in line]
    given = [line for line in lines if "边界文件" in line]
    assert len(given) == 1
    assert other["subdistrict"] in given[0]
    assert "2 个图形" in told[0]  # those that may be either


def collection(*features: Any, **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


WRONG = {
    "{": "第 1 行",
    "[]": "FeatureCollection",
    '{"type": "Feature"}': "Feature",
    collection({"geometry": None}): "第 1 个",
    collection(7): "第 1 个",
    collection(feature({}, [[1, 2], [3, 4]])): "第 1 个",
    collection(feature({}, square(1, 2)), feature({}, [1], kind="Point")): "第 2 个",
    collection(feature({}, kind="MultiPolygon")): "第 1 个",
    collection(feature({}, [[math.nan, 1], [2, 3], [4, 5]])): "第 1 个",
    collection(feature({}, [["1", 1], [2, 3], [4, 5]])): "第 1 个",
    collection(feature({}, [[1, 2], [3, 4], [5, 6]])).replace("5", "5" * 401): "第 1 个",
    collection(feature({}, [[1, 2], [3, 4], [5, 6]])).replace("5", "5" * 5001): "第 1 个",
    collection(feature({}, square(506_000, 2_490_000, 900))): "506000",
    collection(feature({}, square(22.5, 113.9))): "113.9",
    collection(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}): "4547",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:80])
def test_a_wrong_file_of_boundaries_says_what_is_wrong_and_where(
    content: Content, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "b.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_boundaries(path, content)
    assert WRONG[text] in str(told.value)
    assert str(path) in str(told.value)


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ([1], "1: "),
        ("abc", "1: "),
        ({"\ud800k": "\ud800v"}, "1:  k= v"),
        ({"a\nb\x1b[31m": "c\nd"}, "1: a b [31m=c d"),
        ({"n": 10**400}, "1: n=Infinity"),
    ],
    ids=repr,
)
def test_properties_of_any_kind_are_told_in_one_line(
    content: Content, tmp_path: Path, properties: Any, told: str
) -> None:
    path = tmp_path / "b.geojson"
    path.write_text(collection(feature(properties, square(1, 2))), encoding="utf-8")
    assert read_boundaries(path, content).unmatched == [told]


def test_boundaries_in_another_encoding_or_nowhere_are_refused(
    content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "b.geojson"
    path.write_bytes('{"名": 1}'.encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_boundaries(path, content)
    with pytest.raises(UsageError, match=r"none\.geojson"):
        read_boundaries(tmp_path / "none.geojson", content)


def test_boundaries_of_wgs84_by_any_of_its_names(content: Content, tmp_path: Path) -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490"):
        crs = {"type": "name", "properties": {"name": name}}
        read_boundaries(geojson(tmp_path / "b.geojson", crs=crs), content)


def test_the_command_writes_the_map_and_tells_what_boundaries_are_nobody_s(
    located: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = geojson(tmp_path / "b.geojson", feature({"name": "某某村"}, square(WEST, SOUTH)))
    asked = ["--lang", "zh", "view", "map", "-g", str(located.path), "-o", str(tmp_path / "m.html")]
    assert run([*asked, "--boundaries", str(path)]) == 0
    assert "某某村" in capsys.readouterr().err
    assert "<title>社区组织覆盖地图" in (tmp_path / "m.html").read_text(encoding="utf-8")
    assert run([*asked, "--tiles", "https://host/{z}.png"]) == 2
    assert "{z}/{x}/{y}" in capsys.readouterr().err


def told_of(
    folder: Any, tmp_path: Path, findings: Findings, *properties: Any
) -> tuple[dict[str, str], list[str]]:
    """What the map says of each community's outline and of the file, a square a feature."""
    squares = (feature(one, square(WEST, SOUTH)) for one in properties)
    path = geojson(tmp_path / "b.geojson", *squares)
    page = tmp_path / "page.html"
    told = map_page.write_found(folder, page, findings, boundaries=path)
    html = unescape(page.read_text(encoding="utf-8"))
    shown = set(re.findall(r'data-row="\d+">([^<]*社区)</button>', html))
    return {name: outline_of(html, name) for name in shown}, told


def of_one_subdistrict(tmp_path: Path) -> Any:
    """招商街道 with 招商, 沿山 and 四海: one of the communities is called as the subdistrict."""
    rows = Bare()
    rows.district("ns", "南山区")
    rows.subdistrict("zs", "招商街道", "ns")
    for number, name in enumerate(("招商", "沿山", "四海"), 1):
        rows.community(f"c{number}", name + "社区", "zs", code=f"44030500700{number}",
                       covered="yyn")  # fmt: skip
    rows.stand()
    return publish_small(tmp_path / "graph", rows.nodes, rows.edges)


def test_the_name_of_a_subdistrict_is_not_taken_for_a_community(tmp_path: Path) -> None:
    given = [{"街道": "招商", "社区": name} for name in ("招商", "沿山", "四海")]
    outlines, told = told_of(of_one_subdistrict(tmp_path), tmp_path, Findings(), *given)
    assert set(outlines.values()) == {"边界文件"}
    assert told == []


def test_one_feature_beside_the_name_of_its_subdistrict(tmp_path: Path) -> None:
    given = {"街道": "招商", "社区": "沿山"}
    outlines, _ = told_of(of_one_subdistrict(tmp_path), tmp_path, Findings(), given)
    assert [name for name, outline in outlines.items() if outline == "边界文件"] == ["沿山社区"]


def test_features_of_unknown_communities_are_not_drawn_as_that_called_like_their_subdistrict(
    tmp_path: Path,
) -> None:
    given = [{"街道": "招商", "社区": name} for name in ("某某", "某某二")]
    outlines, told = told_of(of_one_subdistrict(tmp_path), tmp_path, Findings(), *given)
    assert "边界文件" not in outlines.values()
    assert "2 个图形" in told[0]


def test_a_map_of_one_community_says_nothing_of_the_boundaries_of_others(tmp_path: Path) -> None:
    folder = of_one_subdistrict(tmp_path)
    findings = find(folder, community="四海", subdistrict=None)
    given = [{"街道": "招商", "社区": name} for name in ("招商", "沿山", "四海")]
    outlines, told = told_of(folder, tmp_path, findings, *given)
    assert outlines == {"四海社区": "边界文件"}
    assert told == []


def test_two_features_of_one_community_are_told(tmp_path: Path) -> None:
    given = [{"社区": name} for name in ("招商", "沿山", "四海", "沿山社区")]
    outlines, told = told_of(of_one_subdistrict(tmp_path), tmp_path, Findings(), *given)
    assert set(outlines.values()) == {"边界文件"}
    assert "沿山社区（2、4）" in told[0]
