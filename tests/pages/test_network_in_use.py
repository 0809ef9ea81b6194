"""The network page in use: search by sound, layers, what is around a node, links, images."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.pages import network
from graph.pages.findings import find
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.district import District

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(network_page: Path) -> Path:
    return network_page


@pytest.fixture(scope="module")
def working_page(working: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "network.html"
    network.write(working, path)
    return path


ODD = "https://w3id.org/shequ/id/estate/440399001001/花园%20（二期）%2F甲"


@pytest.fixture(scope="module")
def odd_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with an id that holds percent codes, and a name that is read in several ways."""
    folder = tmp_path_factory.mktemp("odd")
    rows = District(communities=1)
    rows.add("Estate", ODD, name="花园 （二期）/甲")
    rows.add("Estate", "chong", name="重阳苑", community_code="440399001001")
    network.write(publish_small(folder / "graph", rows.nodes, rows.edges), folder / "p.html")
    return folder / "p.html"


def listed(browser: Page, typed: str) -> list[str]:
    """The names that the search lists for what is typed, the first ones first."""
    field = browser.find("#search")[0]
    field.clear()
    field.send_keys(typed)
    return [item.text.splitlines()[0] for item in browser.find("#found li button")]


def test_search_takes_pinyin_and_initials(browser: Page, page: Path) -> None:
    browser.open(page)
    for typed in ("dcw", "DCW", "dachongwan", "dachongw", "da chong wan", "大冲w"):
        assert listed(browser, typed)[0] == "大冲湾社区", typed


def test_search_knows_every_reading_of_a_character(browser: Page, odd_page: Path) -> None:
    browser.open(odd_page)
    for typed in ("cyy", "zyy", "chongyang", "zhongyang"):
        assert "重阳苑" in listed(browser, typed)


def test_numbers_of_buildings_are_typed_as_they_are(browser: Page, page: Path) -> None:
    browser.open(page)
    assert listed(browser, "hawhy1d")[0] == "海岸湾花园1栋"


def test_a_layer_is_switched_off_and_stays_so(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.go("#community/440399001001", "海岸湾社区")
    managed = browser.lines("dual")
    assert managed
    formal = browser.lines("formal")
    browser.layer("dual").click()
    assert browser.lines("dual") == []
    assert browser.lines("formal") == formal
    browser.go("#community/440399001002", "南园湾社区")
    assert browser.lines("dual") == []
    browser.go("#community/440399001001", "海岸湾社区")
    browser.layer("dual").click()
    assert browser.lines("dual") == managed


def test_a_page_opens_with_the_layers_that_were_asked_for(
    browser: Page, working: Any, tmp_path: Path
) -> None:
    found = find(working, community=None, subdistrict=None)
    network.write_found(working, tmp_path / "p.html", found, layers="formal, coverage")
    browser.open(tmp_path / "p.html")
    on = [box.is_selected() for box in browser.find("[data-layer]")]
    assert on == [True, False, False, True, False]
    browser.go("#community/440399001001", "海岸湾社区")
    assert browser.lines("formal")
    assert browser.lines("leads") == []


def test_what_is_chosen_shows_what_it_covers_and_whom_it_works_with(
    browser: Page, working_page: Path
) -> None:
    browser.open(working_page)
    browser.go("#community/440399001001", "海岸湾社区")
    assert browser.lines("covers") == browser.lines("shares") == []
    leading = browser.run("return page.nameOf(page.nodeAt('party-organization/440399001001/lead'))")
    browser.click_node(leading)
    works = {end for line in browser.lines("shares") for end in line}
    assert {"海岸湾社区党建联席会议", "海岸湾社区排练场地"} <= works
    browser.layer("co-construction").click()
    assert browser.lines("shares") == []
    browser.go("#party-organization/440399001001/b1", "海岸湾家园党支部")
    assert ["海岸湾家园党支部", "海岸湾家园"] in browser.lines("covers")


def test_the_posts_of_a_community_are_a_box_that_opens(browser: Page, working_page: Path) -> None:
    browser.open(working_page)
    browser.go("#community/440399001001", "海岸湾社区")
    browser.run("""location.hash = '#' + page.addressOf(page.data.names.length
        + page.data.gathered.findIndex(function (box) { return box.name === '3 项职务'; }))""")
    browser.wait("return document.querySelector('#panel h2').textContent === '3 项职务'")
    assert browser.path()[-2:] == ["海岸湾社区", "3 项职务"]
    assert "海岸湾社区党组织职务（1）" in browser.text("#panel")
    assert browser.lines("shares") == []
    browser.back()
    assert browser.path()[-1] == "海岸湾社区"


def test_what_is_around_a_node(browser: Page, working: Any, tmp_path: Path) -> None:
    found = find(working, community=None, subdistrict=None)
    network.write_found(
        working,
        tmp_path / "p.html",
        found,
        around="https://w3id.org/shequ/id/party-organization/440399001001/b1",
        hops=2,
    )
    browser.open(tmp_path / "p.html")
    assert browser.driver.title == "社区组织网络图 · 海岸湾家园党支部及其周围 2 步"
    assert browser.path() == ["海岸湾家园党支部"]
    assert ["海岸湾家园党支部", "海岸湾家园"] in browser.lines("covers")
    browser.click_node("海岸湾家园")
    assert browser.path() == ["海岸湾家园党支部"]  # the picture stays
    assert "来源" in browser.text("#panel")
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize(
    "address",
    [
        "#party-organization/440399001001/b1",
        "#https://w3id.org/shequ/id/party-organization/440399001001/b1",
        "#https%3A%2F%2Fw3id.org%2Fshequ%2Fid%2Fparty-organization%2F440399001001%2Fb1",
        "#party-organization%2F440399001001%2Fb1",
    ],
)
def test_a_link_from_another_page_opens_its_node(browser: Page, page: Path, address: str) -> None:
    browser.driver.get("about:blank")
    browser.driver.get(page.as_uri() + address)
    browser.wait("return document.documentElement.hasAttribute('data-ready')")
    assert browser.chosen() == "海岸湾家园党支部"
    assert browser.path()[-1] == "海岸湾社区"


@pytest.mark.parametrize("encoded", [True, False])
def test_a_link_to_an_id_that_holds_codes_itself(
    browser: Page, odd_page: Path, encoded: bool
) -> None:
    address = ODD.removeprefix("https://w3id.org/shequ/id/")
    browser.driver.get("about:blank")
    browser.driver.get(f"{odd_page.as_uri()}#{quote(address) if encoded else address}")
    browser.wait("return document.documentElement.hasAttribute('data-ready')")
    assert browser.chosen() == "花园 （二期）/甲"


def test_a_link_to_what_is_not_there_says_so(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.run("location.hash = '#estate/没有'")
    browser.wait("return document.querySelector('#panel .unsure') !== null")
    assert browser.text("#panel .unsure") == "本页没有这个编号：estate/没有"
    assert browser.path() == ["南海区"]


def test_the_whole_picture_is_saved_as_an_image(browser: Page, page: Path, tmp_path: Path) -> None:
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior",
        {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False},
    )
    browser.open(page)
    browser.go("#community/440399001001", "海岸湾社区")
    wide, high = browser.run(
        """var left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
        page.network.body.data.nodes.get().forEach(function (box) {
          left = Math.min(left, box.x); right = Math.max(right, box.x);
          top = Math.min(top, box.y); bottom = Math.max(bottom, box.y);
        });
        return [right - left, bottom - top]"""
    )
    browser.find("#save")[0].click()
    image = tmp_path / "社区组织网络图 · 南海区 · 海岸湾社区.png"
    browser.until(image.exists)
    head = image.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    across, down = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    assert across >= 2 * wide
    assert down >= 2 * high
    browser.until(lambda: len(browser.find("canvas")) == 1)  # nothing is left of its making
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize("width", [390, 640])
def test_on_a_phone_and_at_twice_the_size_nothing_sticks_out(
    browser: Page, page: Path, width: int
) -> None:
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 2, "mobile": False},
    )
    try:
        browser.open(page)
        browser.go("#community/440399001001", "海岸湾社区")
        assert browser.run("return document.documentElement.scrollWidth") <= width
        assert browser.run("return document.getElementById('picture').clientHeight") > 200
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_whole_picture_is_printed_and_the_view_stays(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.go("#community/440399001001", "海岸湾社区")
    view = "return [page.network.getScale(), page.network.getViewPosition().x]"
    browser.find("#in")[0].click()
    before = browser.run(view)
    outside = browser.run(
        """dispatchEvent(new Event("beforeprint"));
        var canvas = document.querySelector("#picture canvas"), ids = page.network.body.nodeIndices;
        return [canvas.clientWidth, canvas.clientHeight, ids.filter(function (id) {
          var box = page.network.getBoundingBox(id);
          var a = page.network.canvasToDOM({ x: box.left, y: box.top });
          var b = page.network.canvasToDOM({ x: box.right, y: box.bottom });
          return a.x < 0 || a.y < 0 || b.x > canvas.clientWidth || b.y > canvas.clientHeight;
        })]"""
    )
    assert outside == [2060, 960, []]
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(view) == pytest.approx(before)
    assert browser.run("return document.getElementById('picture').style.length") == 0


def test_the_focus_stays_near_what_was_pressed(browser: Page, page: Path) -> None:
    browser.open(page)
    browser.go("#community/440399001001", "海岸湾社区")
    browser.press("#panel ul button.link")
    browser.wait("return document.querySelector('#panel h2').textContent !== '海岸湾社区'")
    assert browser.focus() == ["h2", "", browser.chosen()]
    browser.go("#community/440399001001", "海岸湾社区")
    browser.run("document.querySelector('#panel details').open = true")
    browser.wait("return document.querySelectorAll('#panel details button').length > 0")
    browser.press("#panel details li:nth-child(3) button")
    browser.wait("return document.querySelector('#panel h2').textContent !== '海岸湾社区'")
    assert browser.focus() == ["h2", "", browser.chosen()]
    browser.go("#community/440399001001", "海岸湾社区")
    browser.press("#back")
    browser.wait("return document.querySelectorAll('#path li').length === 2")
    assert browser.focus()[1] == "back"
    browser.press("#back")
    browser.wait("return document.getElementById('back').hidden")
    assert browser.focus()[1] == "picture"
    browser.go("#community/440399001001", "海岸湾社区")
    browser.press("#path button")
    browser.wait("return document.querySelectorAll('#path li').length === 1")
    assert browser.focus()[1] == "picture"


def test_the_list_of_the_search_closes_when_the_focus_leaves_it(browser: Page, page: Path) -> None:
    browser.open(page)
    assert listed(browser, "dcw")
    browser.run("document.getElementById('save').focus()")
    assert not browser.find("#found")[0].is_displayed()
