"""The pages in Debian's Firefox ESR, with the network cut off; skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.pages import map as map_page
from graph.pages.findings import Findings
from tests.graph.small import publish_small
from tests.pages.coordinates import Located
from tests.pages.firefox import Firefox

pytestmark = pytest.mark.browser

ENTER = "\ue007"
# How much of the picture is neither white nor the paper of the map.
DRAWN = """var canvas = document.querySelector(arguments[0]), count = 0;
    var pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (var i = 0; i < pixels.length; i += 4) if (pixels[i + 3] && pixels[i] < 240) count++;
    return count"""
TITLE = "return document.querySelector('#panel h2').textContent === arguments[0]"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox: install firefox-esr")
    started = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield started
    started.quit()


def ready(firefox: Firefox, page: Path) -> None:
    firefox.open(page)
    firefox.wait("return document.documentElement.hasAttribute('data-ready')")


def silent(firefox: Firefox) -> None:
    assert firefox.complaints() == []
    assert firefox.requests() == []


def click_node(firefox: Firefox, name: str) -> None:
    """Click the box of the node of this name, where it stands on the picture."""
    x, y = firefox.run(
        """var node = page.data.names.indexOf(arguments[0]);
        var dom = page.network.canvasToDOM(page.network.getPosition(node));
        var edge = document.getElementById("picture").getBoundingClientRect();
        return [edge.left + dom.x, edge.top + dom.y]""",
        name,
    )
    firefox.click(x, y)
    firefox.wait(TITLE, name)


def test_the_network_from_the_district_down_to_a_building_and_by_search(
    firefox: Firefox, network_page: Path, district_found: Findings
) -> None:
    ready(firefox, network_page)
    assert firefox.run(DRAWN, "#picture canvas") > 1000
    gap = district_found.gaps["uncovered-buildings"][0]
    for place in ("subdistrict", "community", "building"):
        click_node(firefox, gap[place])
    assert "未覆盖的楼栋" in firefox.run("return document.querySelector('#panel .gap').innerText")
    firefox.type("#search", "dcw" + ENTER)
    firefox.wait(TITLE, "大冲湾社区")
    silent(firefox)


def test_the_map_finds_a_building_and_a_click_tells_of_it(firefox: Firefox, tmp_path: Path) -> None:
    rows = Located(communities=4)
    graph = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    map_page.write_found(graph, tmp_path / "map.html", Findings())
    ready(firefox, tmp_path / "map.html")
    assert firefox.run(DRAWN, "#map") > 1000
    community = rows.nodes["Community"][0]
    name = next(
        b["name"] for b in rows.nodes["Building"]
        if b["community_code"] == community["code"] and "longitude" in b
    )  # fmt: skip
    firefox.type("#search", name + ENTER)
    firefox.wait(TITLE, name)
    firefox.run("location.hash = '#community/' + arguments[0]", community["code"])
    firefox.wait(TITLE, community["name"])
    x, y = firefox.run(
        """page.map.frame();
        var at = page.map.screenOf(page.points.at(page.data.names.indexOf(arguments[0])));
        var edge = document.getElementById("picture").getBoundingClientRect();
        return [edge.left + at[0], edge.top + at[1]]""",
        name,
    )
    firefox.click(x, y)
    firefox.wait(TITLE, name)
    silent(firefox)


def test_the_report_filters_sorts_and_opens_a_community(
    firefox: Firefox, report_page: Path
) -> None:
    firefox.open(report_page)
    firefox.type("#place-text", "南园")
    names = firefox.run(
        """return Array.from(document.querySelectorAll("table.communities tbody tr"))
        .filter(function (row) { return row.offsetParent !== null; })
        .map(function (row) { return row.innerText; })"""
    )
    assert names and all("南园" in name for name in names)
    firefox.run("document.querySelector('.subdistricts thead th:nth-child(2) button').click()")
    assert firefox.run("return document.querySelector('.subdistricts [aria-sort]') !== null")
    firefox.run("location.hash = '#c-440399001001'")
    firefox.wait("return document.getElementById('c-440399001001').open")
    silent(firefox)


def test_what_is_wrong_is_heard(firefox: Firefox, tmp_path: Path) -> None:
    """So that silence means something."""
    asks = "<img src='https://example.org/x.png'>"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"img-src 'none'\">"
    (tmp_path / "refused.html").write_text(f"<!DOCTYPE html>{policy}{asks}", encoding="utf-8")
    firefox.open(tmp_path / "refused.html")
    assert "refused: img-src https://example.org/x.png" in firefox.complaints()
    wrong = f"<!DOCTYPE html>{asks}<script>nothing()</script>"
    (tmp_path / "wrong.html").write_text(wrong, encoding="utf-8")
    firefox.open(tmp_path / "wrong.html")
    assert "ReferenceError: nothing is not defined" in firefox.complaints()
    assert firefox.requests() == ["https://example.org/x.png"]
