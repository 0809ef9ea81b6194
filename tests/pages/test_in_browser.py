"""The pages as people use them, in Debian's Chromium with the network cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.pages import network, report
from graph.pages.findings import Findings
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.district import District
from tests.pages.hostile import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(network_page: Path) -> Path:
    return network_page


@pytest.fixture(scope="module")
def gap(district_found: Findings) -> dict[str, Any]:
    """An uncovered building."""
    return district_found.gaps["uncovered-buildings"][0]


def test_the_network_opens_in_silence(browser: Page, page: Path) -> None:
    browser.open(page)
    assert browser.path() == ["南海区"]
    assert browser.complaints() == []
    assert browser.requests() == []


def test_from_the_district_down_to_an_uncovered_building_and_back(
    browser: Page, page: Path, gap: dict[str, Any]
) -> None:
    browser.open(page)
    browser.click_node(gap["subdistrict"])
    assert browser.path() == ["南海区", gap["subdistrict"]]
    browser.click_node(gap["community"])
    assert browser.path() == ["南海区", gap["subdistrict"], gap["community"]]
    browser.click_node(gap["building"])
    assert browser.chosen() == gap["building"]
    assert "未覆盖的楼栋" in browser.text("#panel .gap")
    assert "第" in browser.text("#panel")  # its row in the roster
    browser.back()
    browser.back()
    assert browser.path() == ["南海区"]
    browser.driver.back()
    browser.wait("return document.querySelectorAll('#path li').length === 2")
    assert browser.complaints() == []
    assert browser.requests() == []


def test_with_the_keyboard_alone(browser: Page, page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(page)
    picture = browser.find("#picture")[0]
    picture.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    browser.wait("return document.querySelectorAll('#path li').length === 2")
    assert browser.chosen() == browser.path()[1]
    picture.send_keys(Keys.ESCAPE)
    browser.wait("return document.querySelectorAll('#path li').length === 1")


def test_search_finds_and_goes_there(browser: Page, page: Path, gap: dict[str, Any]) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(page)
    field = browser.find("#search")[0]
    field.send_keys(gap["building"])
    assert gap["building"] in browser.text("#found")
    field.send_keys(Keys.ENTER)
    browser.wait(
        "return document.querySelector('#panel h2').textContent === arguments[0]", gap["building"]
    )
    assert gap["community"] in browser.path()
    field.clear()
    field.send_keys("没有这样的名字")
    assert "没有找到" in browser.text("#found")


def test_a_link_to_a_place_opens_it(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.run("location.hash = '#community/440399002001'")
    browser.wait("return document.querySelectorAll('#path li').length === 3")
    assert browser.chosen() == browser.path()[-1]


def test_the_picture_is_also_a_list(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.find("#panel summary")[0].click()
    names = [
        item.text
        for item in browser.wait("return document.querySelectorAll('#panel details .link')")
    ]
    assert "海岸街道" in names


def test_names_are_text_never_markup(browser: Page, tmp_path: Path) -> None:
    rows = District(communities=2)
    here = {"community_code": "440399001001", "community": "海岸湾社区", "subdistrict": "海岸街道"}
    for number, name in enumerate(HOSTILE):
        rows.add("Estate", f"bad{number}", name=name, source=f"{name}.xlsx|{name}|{number}", **here)
        rows.add("Building", f"bad{number}", name=name, estate=name, **here)
        rows.add("PartyOrganization", f"bad{number}", name=name, kind="branch", **here)
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    for write in (network.write, report.write):
        write(folder, tmp_path / "page.html")
        browser.open(tmp_path / "page.html")
        assert browser.driver.title.startswith("社区组织")
        assert browser.find("img") == []
        if browser.find("#picture"):
            for number, name in enumerate(HOSTILE):
                browser.run("location.hash = arguments[0]", f"#estate/bad{number}")
                browser.wait(
                    "return document.querySelector('#panel h2').textContent === arguments[0]", name
                )
            browser.find("#search")[0].send_keys("<")
            assert HOSTILE[0] in browser.run("return document.getElementById('found').textContent")
        assert browser.complaints() == []
        assert browser.requests() == []


def test_the_report_sorts_by_a_click_and_by_a_key(browser: Page, report_page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(report_page)
    assert browser.complaints() == []
    assert browser.requests() == []
    heading = browser.find(".subdistricts thead th:nth-child(2)")[0]
    cells = "document.querySelectorAll('.subdistricts tbody td:nth-child(2)')"
    shares = f"return [...{cells}].map(cell => Number(cell.dataset.sort))"
    heading.find_element("css selector", "button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert browser.run(shares) == sorted(browser.run(shares), reverse=True)
    heading.find_element("css selector", "button").send_keys(Keys.ENTER)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert browser.run(shares) == sorted(browser.run(shares))


def test_both_pages_print(browser: Page, page: Path, report_page: Path) -> None:
    for path in (page, report_page):
        browser.open(path)
        printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        assert len(printed["data"]) > 10_000


def test_the_report_is_whole_where_scripts_are_blocked(
    browser: Page, report_page: Path, gap: dict[str, Any]
) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(report_page)
        assert gap["building"] in browser.text("main")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
