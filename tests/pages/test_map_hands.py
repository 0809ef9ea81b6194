"""The map under hands: keys, mouse and fingers, filters, search, lists and links."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Page
from tests.pages.coordinates import Mapped, chosen, press, screen, shown

pytestmark = pytest.mark.browser


def test_with_the_keyboard_alone(browser: Page, mapped: Mapped) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(mapped.page)
    picture = browser.find("#picture")[0]
    picture.send_keys(Keys.ENTER)
    browser.wait("return page.map.chosen().point >= 0")
    first = browser.chosen()
    picture.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT)
    browser.wait("return document.querySelector('#panel h2').textContent !== arguments[0]", first)
    second = browser.chosen()
    assert screen(browser, second)[0] > screen(browser, first)[0]
    assert browser.run("return document.getElementById('said').textContent") == second
    picture.send_keys(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "panel"
    browser.find("#panel")[0].send_keys(Keys.ESCAPE)
    assert browser.run("return document.activeElement.id") == "picture"
    before = screen(browser, second)
    picture.send_keys(Keys.ARROW_RIGHT)
    assert screen(browser, second)[0] == pytest.approx(before[0] - 80)
    picture.send_keys("0")
    whole = browser.run("return page.map.view.scale")
    picture.send_keys("+")
    assert browser.run("return page.map.view.scale") > whole
    picture.send_keys("-")
    assert browser.run("return page.map.view.scale") == pytest.approx(whole)


def test_wheel_drag_and_two_fingers_move_the_map(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    whole = browser.run("return page.map.view.scale")
    name = browser.run("return page.nameOf(page.points.node[0])")
    at = screen(browser, name)
    edge = browser.run(
        "var e = document.getElementById('picture').getBoundingClientRect(); return [e.left, e.top]"
    )
    wheel = {
        "type": "mouseWheel",
        "x": edge[0] + at[0],
        "y": edge[1] + at[1],
        "deltaX": 0,
        "deltaY": -240,
    }
    browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", wheel)
    browser.wait("return page.map.view.scale > arguments[0] * 1.9", whole)
    after = screen(browser, name)  # what is under the cursor stays there
    assert after == pytest.approx(at, abs=2)
    press(browser, 300, 200).click_and_hold().move_by_offset(60, 40).release().perform()
    dragged = screen(browser, name)
    assert dragged == pytest.approx([after[0] + 60, after[1] + 40], abs=2)
    assert browser.chosen() == "南海区"  # a drag is no click
    before = browser.run("return page.map.view.scale")
    for kind, apart in (("touchStart", 40), ("touchMove", 80), ("touchMove", 120), ("touchEnd", 0)):
        fingers = [{"x": edge[0] + 300 + side * apart, "y": edge[1] + 200} for side in (-1, 1)]
        browser.driver.execute_cdp_cmd(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else fingers},
        )
    browser.wait("return page.map.view.scale > arguments[0] * 2", before)


def test_only_gaps_leaves_the_gaps_and_brings_the_rest_back(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    browser.find("#in-view summary")[0].click()
    browser.find("#only-gaps")[0].click()
    count = int(browser.text(".states li:first-child small"))
    shown(browser, f"显示 {count} /")
    states = browser.wait(
        """var found = document.querySelectorAll('#in-view li small');
        return found.length === arguments[0] &&
          Array.from(found, function (e) { return e.textContent.trim(); })""",
        count,
    )
    assert set(states) == {"缺口"}
    browser.find("#only-gaps")[0].click()
    browser.wait("return document.querySelectorAll('#in-view li').length === 200")
    assert "前 200 处" in browser.text("#in-view p")


def test_one_community_kind_or_state_at_a_time(browser: Page, mapped: Mapped) -> None:
    from selenium.webdriver.support.ui import Select

    browser.open(mapped.page)
    community = mapped.rows.nodes["Community"][4]
    mine = [t for t in mapped.placed() if t["community_code"] == community["code"]]
    Select(browser.find("#place")[0]).select_by_visible_text(community["name"])
    shown(browser, f"显示 {len(mine)} / ")
    shown(browser, f"视野内 {len(mine)} 处")  # and the map goes there
    browser.find("input[name=kind]")[1].click()
    estates = [t for t in mine if t in mapped.rows.nodes["Estate"]]
    assert estates
    shown(browser, f"显示 {len(mine) - len(estates)} / ")


def test_search_moves_the_map_there(browser: Page, mapped: Mapped) -> None:
    from selenium.webdriver.common.keys import Keys

    gap = mapped.gaps[-1]["building"]
    browser.open(mapped.page)
    field = browser.find("#search")[0]
    field.send_keys(gap)
    browser.wait("return document.querySelectorAll('#found button').length > 0")
    field.send_keys(Keys.ENTER)
    chosen(browser, gap)
    size = browser.run("return [page.map.view.width / 2, page.map.view.height / 2]")
    assert screen(browser, gap) == pytest.approx(size, abs=1)


@pytest.mark.parametrize("typed", ["hawhy", "haianwanhuayuan"])
def test_search_takes_pinyin_and_initials(browser: Page, mapped: Mapped, typed: str) -> None:
    browser.open(mapped.page)
    browser.find("#search")[0].send_keys(typed)
    names = browser.wait(
        """var found = document.querySelectorAll('#found li button');
        return found.length && Array.from(found, function (e) { return e.firstChild.data; })"""
    )
    assert all(name.startswith("海岸湾花园") for name in names)


@pytest.mark.parametrize("base", ["", "https://w3id.org/shequ/id/"])
def test_a_link_from_another_page_opens_its_node(browser: Page, mapped: Mapped, base: str) -> None:
    browser.open(mapped.page)
    community = mapped.rows.nodes["Community"][4]
    browser.run("location.hash = arguments[0]", f"#{base}community/{community['code']}")
    chosen(browser, community["name"])
    browser.run("location.hash = arguments[0]", f"#{base}estate/没有")
    browser.wait("return document.querySelector('#panel .unsure') !== null")
    assert "本页没有这个编号" in browser.text("#panel .unsure")


def test_what_has_no_coordinates_is_counted_and_listed_by_community(
    browser: Page, mapped: Mapped
) -> None:
    browser.open(mapped.page)
    without = [thing for thing in mapped.things() if "longitude" not in thing]
    assert f"另有 {len(without)} 处没有经纬度" in browser.text(".legend")
    browser.find("#to-without")[0].click()
    by_community: dict[str, set[str]] = {}
    for building in mapped.rows.nodes["Building"]:
        if "longitude" not in building:
            by_community.setdefault(building["community_code"], set()).add(building["name"])
    code = max(by_community.keys() - {mapped.rows.blank}, key=lambda one: len(by_community[one]))
    names = by_community[code]  # some of its buildings are on the map, some are not
    community = next(c for c in mapped.rows.nodes["Community"] if c["code"] == code)
    row = next(r for r in browser.find("#by-community tbody tr") if community["name"] in r.text)
    button = row.find_element("css selector", "td.number button")
    assert button.text == str(len(names))
    button.click()
    listed = browser.run(
        """return Array.from(document.querySelectorAll('#without li'),
        function (e) { return e.innerText; })"""
    )
    assert {text.split()[0] for text in listed} == names
    name = sorted(names)[0]
    button = next(b for b in browser.find("#without li button") if b.text == name)
    button.click()
    chosen(browser, name)
    assert "没有经纬度" in browser.text("#panel .note")


def test_a_link_to_an_organization_shows_what_it_covers(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    stands = {f"Building/{b['id']}" for b in mapped.rows.nodes["Building"] if "longitude" in b}
    tie = next(t for t in mapped.rows.edges["COVERS"] if t["to"] in stands)
    covered = [t["to"] for t in mapped.rows.edges["COVERS"] if t["from"] == tie["from"]]
    address = browser.run(
        "return page.addressOf(page.data.names.indexOf(arguments[0]))",
        next(
            o["name"]
            for o in mapped.rows.nodes["PartyOrganization"]
            if f"PartyOrganization/{o['id']}" == tie["from"]
        ),
    )
    browser.run("location.hash = '#' + arguments[0]", address)
    browser.wait("return page.map.chosen().also.length > 0")
    ringed = browser.run(
        """return page.map.chosen().also.map(function (i) {
          return page.nameOf(page.points.node[i]); })"""
    )
    wanted = {
        b["name"]
        for b in mapped.rows.nodes["Building"]
        if f"Building/{b['id']}" in covered and "longitude" in b
    }
    assert wanted <= set(ringed)


def test_the_list_of_what_has_no_coordinates_can_be_used(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    browser.find("#to-without")[0].click()
    browser.find("#by-community td button[data-kind]")[0].click()
    heading = browser.text("#without h3")
    item = browser.find("#without li button")[0]
    name = item.text
    item.click()
    chosen(browser, name)
    assert browser.text("#without h3") == heading
    assert browser.find("#without li button")[0].text == name


def test_the_focus_goes_to_the_panel(browser: Page, mapped: Mapped) -> None:
    browser.open(mapped.page)
    browser.find("#in-view summary")[0].click()
    name = browser.wait(
        "var one = document.querySelector('#in-view li button'); return one && one.textContent"
    )
    browser.press("#in-view li button")
    chosen(browser, name)
    assert browser.focus() == ["h2", "", name]
    community = mapped.rows.nodes["Community"][4]
    name = community["name"]
    browser.go(f"#community/{community['code']}", name)
    browser.press("#panel ul button.link")
    browser.wait("return document.querySelector('#panel h2').textContent !== arguments[0]", name)
    assert browser.focus() == ["h2", "", browser.chosen()]
