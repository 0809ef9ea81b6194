"""The map where much stands at one place, and much at none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.pages import map as map_page
from graph.pages.map_tiles import read_tiles
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.coordinates import SOUTH, WEST, Mapped, chosen, drawn, press, screen, stand
from tests.pages.district import District

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three buildings at one place, 700 at another, and 210 without coordinates."""
    folder = tmp_path_factory.mktemp("crowded")
    rows = District(communities=0)
    here = {"community_code": "440399001001", "community": "海岸湾社区", "subdistrict": "海岸街道"}
    rows.add("Community", "440399001001", name="海岸湾社区", code="440399001001", **here)
    for number, name in enumerate(("同处甲栋", "同处乙栋", "同处丙栋")):
        rows.add("Building", f"same/{number}", name=name, **here)
        stand(rows.nodes["Building"][-1], WEST, SOUTH)
    for number in range(700):
        rows.add("Building", f"heap/{number}", name=f"堆{number}栋", **here)
        stand(rows.nodes["Building"][-1], WEST + 0.02, SOUTH)
    for number in range(210):
        rows.add("Building", f"lost/{number}", name=f"无处{number}栋", **here)
    map_page.write(publish_small(folder / "graph", rows.nodes, rows.edges), folder / "map.html")
    return folder / "map.html"


def test_more_of_what_has_no_coordinates(browser: Page, crowded: Path) -> None:
    browser.open(crowded)
    browser.find("#to-without")[0].click()
    browser.find("#by-community td button[data-kind]")[0].click()
    heading = browser.text("#without h3")
    assert "210" in heading
    browser.press("#without button.more")
    assert browser.run("return document.querySelectorAll('#without li').length") == 210
    assert browser.text("#without h3") == heading
    assert browser.run("return Array.from(document.querySelectorAll('#without li button'))"
                       ".indexOf(document.activeElement)") == 200  # fmt: skip


def test_buildings_at_one_place_are_reached_one_after_the_other(
    browser: Page, crowded: Path
) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(crowded)
    names = ["同处甲栋", "同处乙栋", "同处丙栋"]
    browser.go("#building/same/0", names[0])
    for _ in range(12):
        browser.find("#in")[0].click()
    browser.run("location.hash = ''")  # none is chosen, and the map stays there
    browser.wait("return page.map.chosen().point < 0")
    drawn(browser)
    x, y = screen(browser, names[0])
    seen = []
    for _ in range(4):
        before = browser.chosen()
        press(browser, x, y).click().perform()
        browser.wait("return document.querySelector('#panel h2').textContent !== arguments[0]",
                     before)  # fmt: skip
        seen.append(browser.chosen())
    assert sorted(seen[:3]) == sorted(names)
    assert seen[3] == seen[0]
    press(browser, x + 2, y).perform()
    assert "同一位置 3 处" in browser.text("#tip")
    picture = browser.find("#picture")[0]
    walked = [seen[3]]
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.ARROW_LEFT):
        before = browser.chosen()
        picture.send_keys(Keys.SHIFT, key)
        browser.wait("return document.querySelector('#panel h2').textContent !== arguments[0]",
                     before)  # fmt: skip
        walked.append(browser.chosen())
    assert walked == [*walked[:3], walked[1], walked[0]]
    assert set(walked) == set(names)


def test_a_square_that_cannot_be_enlarged_opens_its_list(browser: Page, crowded: Path) -> None:
    browser.open(crowded)
    for _ in range(12):
        browser.find("#in")[0].click()
    drawn(browser)
    browser.run("location.hash = '#building/heap/0'")
    chosen(browser, "堆0栋")
    drawn(browser)
    assert browser.run("return page.map.view.scale") == 2
    x, y = screen(browser, "堆0栋")
    press(browser, x + 8, y + 8).click().perform()
    browser.wait("return document.querySelectorAll('#in-view li').length === 700")
    assert "所点方块里的" in browser.text("#in-view p")
    assert browser.complaints() == []


def test_every_blank_of_a_background_is_filled(
    browser: Page, mapped: Mapped, tmp_path: Path
) -> None:
    map_page.write(mapped.graph, tmp_path / "m.html",
                   tiles=read_tiles("https://tiles.invalid/{z}/{x}/{y}.png?z={z}"))  # fmt: skip
    browser.open(tmp_path / "m.html")
    asked: list[str] = []

    def ask() -> bool:
        asked.extend(browser.requests())
        return bool(asked)

    browser.until(ask)
    for url in asked:
        found = re.fullmatch(r"https://tiles\.invalid/(\d+)/\d+/\d+\.png\?z=(\d+)", url)
        assert found, url
        assert found[1] == found[2]
