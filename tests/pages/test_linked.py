"""From the report to the network and back, where both were written to know of each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.commands import run
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.district import District

CHOSEN = "return document.querySelector('#panel h2').textContent === arguments[0]"


@pytest.mark.browser
def test_from_a_row_of_the_report_to_the_network_and_back(
    browser: Page, working: Any, tmp_path: Path
) -> None:
    """The files have names as people give them, and lie in two folders."""
    (tmp_path / "图 2").mkdir()
    report, network = tmp_path / "报告 100%.html", tmp_path / "图 2" / "网络#1.html"
    asked = ["--lang", "zh", "-q", "view"]
    graph = ["-g", str(working.path)]
    assert run([*asked, "report", *graph, "-o", str(report), "--network", str(network)]) == 0
    assert run([*asked, "network", *graph, "-o", str(network), "--report", str(report)]) == 0

    browser.open(report)
    link = browser.find("#list-uncovered-buildings tbody a")[0]
    building = link.text
    browser.run("arguments[0].click()", link)
    browser.wait("return document.documentElement.hasAttribute('data-ready')")
    browser.wait(CHOSEN, building)
    code = browser.run("return page.inReport(page.data.names.indexOf(arguments[0]))", building)

    browser.run("document.querySelector('#panel .gap a').click()")
    browser.wait("return !!document.querySelector('#list-uncovered-buildings')")
    rows = browser.wait(
        """var rows = document.querySelectorAll('#list-uncovered-buildings tbody tr');
        return document.activeElement.id === 'uncovered-buildings' &&
          Array.from(rows, function (row) { return row.innerText; })"""
    )
    assert any(building in row for row in rows)
    assert len({row.split("\t")[1] for row in rows}) == 1  # only its community

    browser.driver.back()
    browser.wait("return document.documentElement.hasAttribute('data-ready')")
    browser.wait(CHOSEN, building)
    browser.run("document.querySelector('#panel .to-report a').click()")
    browser.wait("var made = document.getElementById(arguments[0]); return made && made.open",
                 f"c-{code}")  # fmt: skip
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.browser
def test_a_network_alone_has_no_link_to_a_report(
    browser: Page, working: Any, tmp_path: Path
) -> None:
    from graph.pages import network
    from graph.pages.findings import Findings

    network.write_found(working, tmp_path / "network.html", Findings())
    browser.open(tmp_path / "network.html")
    browser.go("#community/440399001001", "海岸湾社区")
    assert browser.find("#panel a") == []


def test_another_page_has_to_be_a_page(
    working: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--lang", "zh", "view", "report", "-g", str(working.path)]
    assert run([*asked, "-o", str(tmp_path / "r.html"), "--network", "javascript:alert(1)"]) == 2
    assert ".html" in capsys.readouterr().err
    assert run([*asked, "-o", str(tmp_path / "r.html"), "--report", "r.html"]) == 2
    assert "network、map" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.parametrize("code", ["44%20", "x/y", "a#b", "甲 1", "__proto__"])
def test_a_community_with_an_odd_code_is_led_to(browser: Page, tmp_path: Path, code: str) -> None:
    from graph.pages import network, report
    from graph.pages.findings import find

    rows = District(communities=1)
    here = {"community_code": code, "community": "怪码社区", "subdistrict": "海岸街道"}
    rows.add("Community", code, name="怪码社区", code=code, **here)
    rows.add("Building", "odd", name="怪码楼", **here)
    graph = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    found = find(graph, community=None, subdistrict=None)
    network.write_found(graph, tmp_path / "network.html", found, report="report.html")
    report.write_found(graph, tmp_path / "report.html", found, network="network.html")
    opened = "var made = document.getElementById(arguments[0]); return made && made.open"
    browser.open(tmp_path / "network.html")
    browser.go("#building/odd", "怪码楼")
    browser.run("document.querySelector('#panel .to-report a').click()")
    browser.wait(opened, f"c-{code}")
    browser.open(tmp_path / "report.html")
    links = "Array.from(document.querySelectorAll('table.communities tbody th a'))"
    browser.run(f"{links}.find(function (a) {{ return a.textContent === '怪码社区'; }}).click()")
    browser.wait(opened, f"c-{code}")
    assert browser.complaints() == []
