"""The map as people see it, in Debian's Chromium with the network cut off."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from graph.pages import coverage, style
from graph.pages import map as map_page
from graph.pages.findings import Findings, find
from graph.pages.map_tiles import read_tiles
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.coordinates import Located, Mapped, chosen, drawn, press, screen, shown
from tests.pages.hostile import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with more points than are drawn one by one."""
    rows = Located(communities=24, estates=8, buildings=44, everywhere=True)
    folder = tmp_path_factory.mktemp("city")
    graph = publish_small(folder / "graph", rows.nodes, rows.edges)
    map_page.write_found(graph, folder / "map.html", Findings())
    return folder / "map.html"


def test_the_map_opens_in_silence_and_says_how_much_it_shows(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    count = len(mapped.placed())
    shown(browser, f"显示 {count} / {count} 处")
    shown(browser, f"视野内 {count} 处")
    assert browser.chosen() == "南海区"
    assert browser.complaints() == []
    assert browser.requests() == []


def test_a_click_on_an_uncovered_building_tells_all_of_it(browser: Page, mapped: Mapped) -> None:
    gap = mapped.gaps[0]
    browser.open(mapped.page)
    browser.run(
        "location.hash = '#building/' + arguments[0]", gap["building_id"].split("/building/")[1]
    )
    chosen(browser, gap["building"])
    browser.run("location.hash = ''; page.map.fit(page.map.home); page.map.zoom(3)")
    chosen(browser, "南海区")
    browser.run("location.hash = '#community/' + arguments[0]", gap["community_code"])
    chosen(browser, gap["community"])
    drawn(browser)
    press(browser, *screen(browser, gap["building"])).click().perform()
    chosen(browser, gap["building"])
    assert "未覆盖的楼栋" in browser.text("#panel .gap")
    assert "第" in browser.text("#panel")  # its row in the roster
    assert browser.complaints() == []


def test_a_gap_is_a_dark_square_and_what_is_covered_a_light_circle(
    browser: Page, mapped: Mapped
) -> None:
    gap = mapped.gaps[0]["building"]
    uncovered = {row["building"] for row in mapped.gaps}
    covered = next(
        b["name"] for b in mapped.rows.nodes["Building"]
        if "longitude" in b and b["building_use"] == "residential" and b["name"] not in uncovered
        and b["community_code"] != mapped.rows.silent
    )  # fmt: skip
    browser.open(mapped.page)
    colors = {}
    for name in (gap, covered):
        browser.run(
            """var i = page.points.at(page.data.names.indexOf(arguments[0])), p = page.points;
            page.map.fit([p.x[i], p.y[i], p.x[i], p.y[i]])""",
            name,
        )
        drawn(browser)
        colors[name] = [
            browser.run(
                """var r = Math.min(window.devicePixelRatio, 3);
                var context = document.getElementById("map").getContext("2d");
                var x = Math.round(arguments[0] * r), y = Math.round(arguments[1] * r);
                return Array.from(context.getImageData(x, y, 1, 1).data)""",
                screen(browser, name)[0] + away,
                screen(browser, name)[1] + away,
            )
            for away in (0, 3.5)
        ]
    middle, corner = colors[gap]
    assert middle[:3] == corner[:3] == [168, 50, 31]  # a square fills its corners
    middle, corner = colors[covered]
    assert sum(middle[:3]) > 600
    assert corner != middle  # a circle does not


def test_names_are_text_never_markup(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    for number, name in enumerate(HOSTILE):
        browser.run("location.hash = arguments[0]", f"#building/bad{number}")
        chosen(browser, name)
    browser.find("#in-view summary")[0].click()
    browser.wait("return document.querySelectorAll('#in-view li').length > 0")
    assert browser.driver.title.startswith("社区组织覆盖地图")
    assert browser.find("img") == []
    assert browser.complaints() == []
    assert browser.requests() == []


def test_from_afar_squares_count_and_a_click_goes_nearer(browser: Page, city: Path) -> None:
    browser.open(city)
    drawn(browser)
    assert "半数以上" in browser.text(".shares")
    scale = browser.run("return page.map.view.scale")
    name = browser.run("return page.nameOf(page.points.node[0])")
    for _ in range(6):
        if browser.run("return document.body.className.indexOf('squares') < 0"):
            break
        press(browser, *screen(browser, name)).click().perform()
        drawn(browser)
    assert browser.run("return page.map.view.scale") > scale
    assert browser.text(".shares") == ""
    assert browser.complaints() == []


def test_where_marks_would_hide_each_other_squares_count_them(browser: Page, city: Path) -> None:
    """A thousand points are few, but not on a hand's breadth: gaps would lie over all others."""
    from selenium.webdriver.support.ui import Select

    browser.open(city)
    places = Select(browser.find("#place")[0])
    places.select_by_index(1)  # a subdistrict
    count = browser.run("return page.points.seenCount()")
    assert 600 < count < 3000
    browser.run("page.map.fit(page.map.home)")
    drawn(browser)
    assert "半数以上" in browser.text(".shares")
    places.select_by_index(2)  # a community of it
    assert browser.run("return page.points.seenCount()") < count
    drawn(browser)
    assert browser.text(".shares") == ""


def test_squares_count_every_point_that_is_shown(browser: Page, city: Path) -> None:
    browser.open(city)
    for level in (6, 9, 12, 15):
        counts = browser.run(
            """var made = page.points.squares(arguments[0]), sum = 0, twice = {}, again = 0;
            for (var i = 0; i < made.count; i++) {
              sum += made.tally[i * 4 + 3];
              var key = made.x[i] + "," + made.y[i];
              if (twice[key]) again++;
              twice[key] = true;
            }
            return [sum, page.points.count, again]""",
            level,
        )
        assert counts[0] == counts[1]
        assert counts[2] == 0


def test_the_map_is_saved_as_an_image_with_title_and_legend(
    browser: Page, mapped: Mapped, tmp_path: Path
) -> None:
    browser.open(mapped.page)
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    browser.find("#save")[0].click()
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser.driver, 20).until(lambda _: list(tmp_path.glob("*.png")))
    saved = next(tmp_path.glob("*.png"))
    assert saved.name.startswith("社区组织覆盖地图")
    assert saved.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_it_prints_and_is_as_it_was_afterwards(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    before = browser.run("return [page.map.view.scale, page.map.view.width]")
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000
    drawn(browser)
    after = browser.run("return [page.map.view.scale, page.map.view.width]")
    assert after == [pytest.approx(before[0]), before[1]]


def test_tiles_are_asked_for_only_where_an_address_was_given_and_only_there(
    browser: Page, mapped: Mapped, tmp_path: Path
) -> None:
    tiles = read_tiles("https://tiles.example.org/a/{z}/{x}/{y}.png")
    map_page.write_found(mapped.graph, tmp_path / "map.html", Findings(), tiles=tiles)
    browser.open(tmp_path / "map.html")
    drawn(browser)
    asked = browser.requests()
    assert asked
    assert all(url.startswith("https://tiles.example.org/a/") for url in asked)
    assert "tiles.example.org" in browser.text(".attribution")
    refused = [line for line in browser.complaints() if "Content Security Policy" in line]
    assert refused == []


def test_a_saved_map_has_a_name_that_every_system_takes(browser: Page, tmp_path: Path) -> None:
    """Marks of writing direction would show the end of the name, .png, somewhere else."""
    rows = Located(communities=1, everywhere=True)
    rows.nodes["District"][0]["name"] = "南海\u202e区:甲\u200f/乙"
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    map_page.write_found(folder, tmp_path / "m.html", Findings())
    browser.open(tmp_path / "m.html")
    browser.run(
        """HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
        document.getElementById("title").textContent = arguments[0];
        document.getElementById("save").click();""",
        "社区组织覆盖地图 · 南海\u202e区:甲\u200f/乙",
    )
    browser.wait("return window.savedAs !== undefined")
    assert browser.run("return window.savedAs") == "社区组织覆盖地图 · 南海 区 甲 乙.png"


def test_legend_marks_and_squares_follow_what_is_said_in_one_place(
    browser: Page, mapped: Mapped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "MUCH", 0.3)
    monkeypatch.setattr(coverage, "MOST", 0.9)
    monkeypatch.setattr(map_page, "MUCH", 0.3)
    monkeypatch.setattr(map_page, "MOST", 0.9)
    monkeypatch.setitem(style.MARKS["gap"], "fill", "#123456")
    found = find(mapped.graph, community=None, subdistrict=None)
    map_page.write_found(mapped.graph, tmp_path / "m.html", found)
    assert 'fill="#123456"' in (tmp_path / "m.html").read_text(encoding="utf-8")
    browser.open(tmp_path / "m.html")
    for gaps in range(11):
        tally = coverage.Tally(of=10, gaps=gaps)
        made = browser.run("return page.marks.share(arguments[0], 0, 10 - arguments[0])", gaps)
        assert made == tally.state, gaps
    drawn_gap = browser.run(
        """var canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
        page.marks.draw(pen, "gap", 0, 20, 20, 1);
        return Array.from(pen.getImageData(20, 20, 1, 1).data).slice(0, 3)"""
    )
    assert drawn_gap == [0x12, 0x34, 0x56]
