"""Communities without a code and subdistricts of one name, on every page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.support.ui import Select

from graph.commands import run
from graph.pages import map as map_page
from graph.pages import network, report
from graph.pages.findings import find
from tests.graph.small import publish_small
from tests.pages.atlas import atlas_of
from tests.pages.bare import Bare, namesakes, without_codes
from tests.pages.conftest import Page

OPENED = "var made = document.getElementById(arguments[0]); return made && made.open"


def published(rows: Bare, folder: Path) -> Any:
    return publish_small(folder / "graph", rows.nodes, rows.edges)


def tallies(rows: Bare, folder: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """Label and id of every place → its gaps and how many buildings are known, on the network."""
    atlas = atlas_of(published(rows, folder))
    content = atlas.content
    return {
        (content.label[node], content.ids[node].rpartition("/id/")[2].partition("/")[2]): (
            tally.gaps,
            tally.known,
        )
        for node, tally in atlas.coverage.tally.items()
    }


def lines(page: str, table: str) -> list[list[str]]:
    """The cells of a table by place of the report: the place, and its buildings not covered."""
    (body,) = re.findall(
        rf'<table class="sortable places {table}.*?<tbody>(.*?)</tbody>', page, re.S
    )
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[re.sub("<.*?>", "", cell) for cell in row] for row in cells]


def test_buildings_are_counted_in_communities_without_a_code(tmp_path: Path) -> None:
    found = tallies(without_codes(), tmp_path)
    assert found["Community", "ns/zs/hy"] == (1, 2)
    assert found["Community", "ns/zs/gy"] == (2, 2)
    assert found["Community", "ns/zs/xt"] == (1, 3)
    assert found["Subdistrict", "ns/zs"] == (4, 7)


def test_only_what_is_of_no_community_is_said_to_be_in_none(tmp_path: Path) -> None:
    atlas = atlas_of(published(without_codes(), tmp_path))
    gathered = {one.name: one.members for one in atlas.gathered}
    (rest,) = [members for name, members in gathered.items() if "未落实社区" in name]
    assert [atlas.name(node) for node in rest] == ["无名楼"]


def test_every_community_without_a_code_has_a_section_and_a_line_of_its_own(
    tmp_path: Path,
) -> None:
    folder = published(without_codes(), tmp_path)
    found = find(folder, community=None, subdistrict=None)
    report.write_found(folder, tmp_path / "report.html", found)
    page = unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert re.findall(r'<details id="c-community/([^"]*)"', page) == [
        "ns/zs/gy",
        "ns/zs/hy",
        "ns/zs/xt",
    ]
    shown = {line[0]: line[2] for line in lines(page, "communities")}
    assert shown["海月社区"] == "1/2"
    assert shown["新田社区"] == "1/3"


def test_a_report_of_a_community_without_a_code_has_its_section(tmp_path: Path) -> None:
    folder, page = published(without_codes(), tmp_path), tmp_path / "r.html"
    asked = ["--lang", "zh", "-q", "view", "report", "-g", str(folder.path), "-o", str(page)]
    assert run([*asked, "--community", "桂园"]) == 0
    assert re.findall(r"<summary><span[^>]*>([^<]*)", page.read_text(encoding="utf-8")) == [
        "桂园社区"
    ]


@pytest.mark.browser
def test_figure_and_section_of_a_community_without_a_code_are_led_to(
    browser: Page, tmp_path: Path
) -> None:
    folder = published(without_codes(), tmp_path)
    found = find(folder, community=None, subdistrict=None)
    report.write_found(folder, tmp_path / "report.html", found, network="network.html")
    network.write_found(folder, tmp_path / "network.html", found, report="report.html")
    browser.open(tmp_path / "network.html")
    browser.go("#building/ns/zs/gy/0", "桂园社区1栋")
    browser.run("document.querySelector('#panel .to-report a').click()")
    browser.wait(OPENED, "c-community/ns/zs/gy")
    browser.run(
        """Array.from(document.querySelectorAll('table.communities tbody tr')).find(
        function (row) { return row.cells[0].textContent === '桂园社区'; })
        .cells[2].querySelector('a').click()"""
    )
    rows = "#list-uncovered-buildings tbody tr"
    browser.wait(f"return document.querySelectorAll({rows!r}).length === 2")
    assert "桂园社区" in browser.text("#list-uncovered-buildings")
    assert browser.complaints() == []


@pytest.mark.browser
def test_the_map_puts_points_on_their_own_communities_without_a_code(
    browser: Page, tmp_path: Path
) -> None:
    rows = without_codes()
    rows.stand()
    for building in rows.nodes["Building"][-1:] + rows.nodes["Building"][:1]:
        del building["longitude"], building["latitude"]
    folder = published(rows, tmp_path)
    found = find(folder, community=None, subdistrict=None)
    map_page.write_found(folder, tmp_path / "map.html", found)
    browser.open(tmp_path / "map.html")
    placed = browser.run(
        "return page.points.places.map(function (one) { return [one.name, one.count, one.tally]; })"
    )
    assert {name: (count, *tally) for name, count, tally in placed} == {
        "海月社区": (1, 1, 2),
        "桂园社区": (2, 2, 2),
        "新田社区": (3, 1, 3),
    }
    browser.run("document.getElementById('by-community').open = true")
    buttons = browser.find("#by-community button[data-kind='0']")
    listed = set()
    for button in buttons:
        browser.run("arguments[0].click()", button)
        listed |= {item.text.split()[0] for item in browser.find("#without ul li")}
    assert listed == {"无名楼", "海月社区1栋"}
    assert browser.complaints() == []


def test_subdistricts_of_one_name_are_not_added_up_on_the_network(tmp_path: Path) -> None:
    found = tallies(namesakes(), tmp_path)
    assert found["Subdistrict", "440304007"] == found["District", "440304"] == (3, 3)
    assert found["Subdistrict", "440305007"] == found["District", "440305"] == (2, 4)


def test_subdistricts_of_one_name_have_lines_with_their_districts(tmp_path: Path) -> None:
    folder = published(namesakes(), tmp_path)
    found = find(folder, community=None, subdistrict=None)
    report.write_found(folder, tmp_path / "report.html", found)
    page = unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert [line[:2] for line in lines(page, "subdistricts")] == [
        ["招商街道（福田区）", "3/3"],
        ["招商街道（南山区）", "2/4"],
    ]
    communities = [tuple(line[:2]) for line in lines(page, "communities")]
    assert len(communities) == len(set(communities))
    assert ("南山社区", "招商街道（南山区）") in communities


@pytest.mark.browser
def test_subdistricts_of_one_name_are_chosen_each_by_itself(browser: Page, tmp_path: Path) -> None:
    rows = namesakes()
    rows.stand()
    folder = published(rows, tmp_path)
    found = find(folder, community=None, subdistrict=None)
    map_page.write_found(folder, tmp_path / "map.html", found)
    report.write_found(folder, tmp_path / "report.html", found)
    browser.open(tmp_path / "map.html")
    choice = Select(browser.find("#place")[0])
    choice.select_by_visible_text("招商街道（南山区）（全部）")
    assert browser.run("return page.points.seenCount()") == 4
    names = browser.run("return page.points.subdistricts.map(function (one) { return one.name; })")
    assert sorted(names) == ["招商街道（南山区）", "招商街道（福田区）"]
    browser.driver.get((tmp_path / "report.html").as_uri())
    browser.run("document.querySelectorAll('table.subdistricts tbody a')[0].click()")
    browser.wait(
        "return document.querySelectorAll('#list-uncovered-buildings tbody tr').length === 3"
    )
    assert "招商街道（福田区）" in browser.text("#lists-part .tools strong")
    assert browser.complaints() == []
