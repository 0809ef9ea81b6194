"""The report as an office uses it: filter, sort, from a figure to its list, print, old browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.pages import report, report_communities, report_lists
from graph.pages.findings import Findings, find
from tests.pages.conftest import Page

pytestmark = pytest.mark.browser

ROWS = """return Array.from(document.querySelectorAll(arguments[0] + ' tbody tr'))
    .filter(function (row) { return row.offsetParent !== null; })
    .map(function (row) { return Array.from(row.cells, function (cell) {
        return cell.innerText.trim(); }); })"""
FIRST = "440399001001"


@pytest.fixture(scope="module")
def found(district: Any) -> Findings:
    return find(district, community=None, subdistrict=None)


@pytest.fixture(scope="module")
def page(district: Any, found: Findings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "报告 1.html"
    report.write_found(district, path, found, network="network.html")
    return path


@pytest.fixture(scope="module")
def city(district: Any, found: Findings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as that of a city: sections and lists are written when they are opened."""
    path = tmp_path_factory.mktemp("city") / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_communities, "STANDING", 3)
        patch.setattr(report_lists, "STANDING", 2)
        report.write_found(district, path, found)
    return path


def rows(browser: Page, table: str) -> list[list[str]]:
    return list(browser.run(ROWS, table))


def silent(browser: Page) -> None:
    assert browser.complaints() == []
    assert browser.requests() == []


def test_communities_are_filtered_by_name_and_the_page_says_how_many_are_left(
    browser: Page, page: Path
) -> None:
    browser.open(page)
    assert browser.text("#place-many") == "显示 16 个，共 16 个。"
    browser.find("#place-text")[0].send_keys("南园")
    left = rows(browser, "table.communities")
    assert left and all("南园" in row[0] + row[1] for row in left)
    assert browser.text("#place-many") == f"显示 {len(left)} 个，共 16 个。"
    assert browser.find("#place-many")[0].get_attribute("role") == "status"
    silent(browser)


def test_only_communities_with_gaps(browser: Page, page: Path, found: Findings) -> None:
    browser.open(page)
    browser.run("document.querySelector('[data-set=organizations]').click()")
    browser.run("document.querySelector('[data-set=main]').click()")
    browser.find("#place-gaps")[0].click()
    names = {row[0] for row in rows(browser, "table.communities")}
    shown = browser.run(
        """return Array.from(document.querySelectorAll('#chosen input:checked'))
        .map(function (box) { return document.querySelector('table.communities thead').rows[0]
        .cells[Number(box.getAttribute('data-column')) + 2].getAttribute('data-slug'); })"""
    )
    assert names == {
        row["community"] for row in found.by_community
        if row["gaps"] and row["question"] in shown and row["community"]
    }  # fmt: skip


def test_one_chooses_the_questions_to_see_and_never_too_many(browser: Page, page: Path) -> None:
    browser.open(page)
    heading = "return document.querySelector('table.communities thead').innerText"
    assert "没有关工委" not in browser.run(heading)
    browser.run("document.querySelector('[data-set=work]').click()")
    assert "没有关工委" in browser.run(heading)
    assert "未覆盖的楼栋" not in browser.run(heading)
    browser.run("document.querySelector('[data-set=organizations]').click()")
    assert browser.text("#chosen-many") == "已选 8 个，最多 8 个。"
    assert browser.run("return document.querySelectorAll('#chosen input:disabled').length") > 0
    table = browser.find("table.communities")[0]
    assert table.size["width"] <= 1280


def test_from_a_figure_of_a_community_to_its_rows_and_to_all_of_them(
    browser: Page, page: Path, found: Findings
) -> None:
    gap = found.gaps["uncovered-buildings"][0]
    mine = [
        row for row in found.gaps["uncovered-buildings"]
        if row["community_code"] == gap["community_code"]
    ]  # fmt: skip
    browser.open(page)
    browser.run(
        """document.querySelector('tr[data-place="' + arguments[0] + '"] a[href^="#uncovered"]')
        .click()""",
        gap["community_code"],
    )
    browser.wait("return location.hash.indexOf('#uncovered-buildings/') === 0")
    listed = rows(browser, "#list-uncovered-buildings")
    assert len(listed) == len(mine)
    assert all(row[1] == gap["community"] for row in listed)
    assert browser.run("return document.activeElement.id") == "uncovered-buildings"
    link = browser.run(
        "return document.querySelector('#list-uncovered-buildings tbody a').getAttribute('href')"
    )
    assert link.startswith("network.html#building/")
    tools = browser.run(
        "return document.getElementById('filter-uncovered-buildings').parentNode.innerText"
    )
    assert f"只看{gap['community']}" in tools
    browser.run(
        "document.getElementById('filter-uncovered-buildings').parentNode.querySelector('button').click()"
    )
    shown = rows(browser, "#list-uncovered-buildings")
    assert len(shown) == min(200, len(found.gaps["uncovered-buildings"]))
    silent(browser)


def test_a_list_is_filtered_and_sorted_over_all_its_rows(
    browser: Page, city: Path, found: Findings
) -> None:
    from selenium.webdriver.common.keys import Keys

    everything = found.gaps["uncovered-buildings"]
    browser.open(city)
    assert len(rows(browser, "#list-uncovered-buildings")) == 2
    heading = browser.find("#list-uncovered-buildings thead th:nth-child(5) button")[0]
    assert heading.text == "已登记户数"
    heading.send_keys(Keys.ENTER)
    largest = sorted((row["households"] for row in everything), reverse=True)
    assert [int(row[4]) for row in rows(browser, "#list-uncovered-buildings")] == largest[:200]
    name = everything[-1]["building"]
    field = browser.find("#filter-uncovered-buildings")[0]
    field.send_keys(name)
    listed = rows(browser, "#list-uncovered-buildings")
    assert listed and all(name in " ".join(row) for row in listed)
    field.clear()
    field.send_keys("没有这样的楼")
    assert rows(browser, "#list-uncovered-buildings") == [["没有符合的行。"]]
    silent(browser)


def test_a_link_opens_a_community(browser: Page, page: Path, city: Path) -> None:
    texts = []
    for path in (page, city):
        browser.open(path)
        section = f"document.getElementById('c-{FIRST}')"
        assert not browser.run(f"return {section}.open")
        browser.run(f"location.hash = '#c-{FIRST}'")
        browser.wait(f"return {section}.open")
        assert "两条线管理" in browser.run(f"return {section}.innerText")
        texts.append(
            browser.run(
                f"""return Array.from({section}.querySelectorAll('td, th, h4'),
                function (cell) {{ return cell.textContent; }})"""
            )
        )
        silent(browser)
    assert texts[0] == texts[1]  # what is written when it is opened is what stands there otherwise


def test_where_scripts_are_blocked_the_tables_are_there(
    browser: Page, page: Path, city: Path, found: Findings
) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for path in (page, city):
            browser.open(path)
            text = browser.text("main")
            assert found.gaps["uncovered-buildings"][0]["building"] in text
            assert "社区党组织全覆盖" in text and "海岸湾社区" in text and "合计" in text
            assert browser.find("#place-filter")[0].is_displayed() is False
        browser.open(page)
        browser.find(f"#c-{FIRST} summary")[0].click()
        assert "两条线管理" in browser.text(f"#c-{FIRST}")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def pages_printed(browser: Page) -> int:
    """How many pages a print has: each is an object of the PDF."""
    import base64
    import re

    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"])))


def test_a_director_prints_the_figures_and_chooses_the_rest(browser: Page, page: Path) -> None:
    browser.open(page)
    brief = pages_printed(browser)
    browser.run(f"location.hash = '#c-{FIRST}'")
    browser.wait(f"return document.getElementById('c-{FIRST}').open")
    assert brief < pages_printed(browser) <= brief + 2
    browser.find("#print-all")[0].click()
    assert pages_printed(browser) >= brief + 16  # each community begins a page
    assert browser.run("return document.querySelectorAll('#sections details[open]').length") == 1
    browser.find("#print-all")[0].click()
    browser.find("#print-lists")[0].click()
    assert pages_printed(browser) > brief + 10


def test_it_fits_a_phone_and_twice_the_size(browser: Page, page: Path) -> None:
    for width, height in ((390, 844), (640, 360)):
        browser.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        try:
            browser.open(page)
            assert browser.run("return document.documentElement.scrollWidth") <= width
            boxes = "document.querySelectorAll('.scroll')"
            assert browser.run(
                f"""return Array.from({boxes}).every(function (box) {{
                return box.scrollWidth <= box.clientWidth || box.tabIndex === 0; }})"""
            )
        finally:
            browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_focus_is_on_the_community_that_was_asked_for(browser: Page, page: Path) -> None:
    browser.driver.get("about:blank")
    browser.driver.get(f"{page.as_uri()}#c-{FIRST}")
    browser.wait("return document.readyState === 'complete'")
    assert browser.focus()[0] == "summary"
    assert "海岸湾社区" in browser.focus()[2]


def test_where_a_list_ends_the_focus_is_on_the_first_new_row(browser: Page, city: Path) -> None:
    browser.open(city)
    listed = "#list-uncovered-buildings"
    for before in (2, 202, 402):
        button = f"{listed} tbody tr:nth-child({before})"
        assert browser.find(button)
        browser.run(
            "document.querySelector(arguments[0]).parentNode.nextSibling.id = 'further'", listed
        )
        browser.press("#further")
        if not browser.find("#further")[0].is_displayed():
            break
    assert browser.focus()[0] == "tr"
    assert browser.run("return document.activeElement.rowIndex") == before + 1


@pytest.mark.parametrize("address", ["c-没有", "__proto__/x", "constructor/x", "没有/440399001001"])
def test_a_link_to_what_is_not_there_says_so(browser: Page, page: Path, address: str) -> None:
    browser.driver.get("about:blank")
    browser.driver.get(f"{page.as_uri()}#{address}")
    browser.wait("return document.getElementById('said').textContent !== ''")
    told = f"本页没有这个编号：{address.removeprefix('c-')}"
    assert browser.run("return document.getElementById('said').textContent") == told
    assert browser.text("#missing") == told
    browser.run(f"location.hash = '#c-{FIRST}'")
    browser.wait(f"return document.getElementById('c-{FIRST}').open")
    assert not browser.find("#missing")[0].is_displayed()
    silent(browser)
