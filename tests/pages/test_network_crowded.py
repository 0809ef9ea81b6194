"""The network page with what is hard on scripts: long lists, and names like no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.pages import network
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.district import District
from tests.pages.test_network_in_use import listed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def crowded_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An estate of many buildings and rows; communities and a name that are hard on scripts."""
    folder = tmp_path_factory.mktemp("crowded")
    rows = District(communities=1)
    source = "; ".join(f"众楼.xlsx|表|{row}" for row in range(1, 13))
    crowded = rows.add(
        "Estate", "crowded", name="众楼苑", community_code="440399001001", source=source
    )
    for number in range(12):
        building = rows.add("Building", f"crowded/{number}", name=f"众楼苑{number}栋")
        rows.tie("PART_OF", building, crowded)
    for name in ("constructor", "__proto__"):
        rows.add("Building", name, name=f"{name}楼", community=name)
    rows.add("Estate", "ah", name="啊" * 40, community_code="440399001001")
    network.write(publish_small(folder / "graph", rows.nodes, rows.edges), folder / "p.html")
    return folder / "p.html"


def test_after_more_the_focus_is_on_the_first_that_is_new(
    browser: Page, crowded_page: Path
) -> None:
    browser.open(crowded_page)
    browser.go("#estate/crowded", "众楼苑")
    browser.press("#panel button.more")
    assert (
        browser.run(
            """var item = document.activeElement.parentNode;
        return Array.from(item.parentNode.children).indexOf(item)"""
        )
        == 8
    )
    browser.press("#panel button.more")  # rows of the roster are no buttons
    assert browser.focus() == ["li", "", "众楼.xlsx 表 第 9 行"]


def test_names_like_words_of_javascript_are_names(browser: Page, crowded_page: Path) -> None:
    browser.open(crowded_page)
    for name in ("constructor", "__proto__"):
        browser.go(f"#building/{name}", f"{name}楼")
        facts = browser.run(
            """return Array.from(document.querySelectorAll('#panel dd'),
            function (fact) { return fact.textContent; })"""
        )
        assert name in facts
    assert browser.complaints() == []


def test_a_name_of_letters_alike_is_searched_in_a_moment(browser: Page, crowded_page: Path) -> None:
    """In all the ways of reading it, this would not end."""
    browser.open(crowded_page)
    assert listed(browser, "a" * 40) == ["啊" * 40]
    assert listed(browser, "a" * 40 + "b") == []
