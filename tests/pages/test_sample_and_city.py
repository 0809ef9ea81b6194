"""The pages of the sample district and of a generated city, opened and walked through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.city import DATE, make_city
from tests.commands.program import here
from tests.pages.conftest import Page

pytestmark = pytest.mark.browser
COMMUNITIES = 24


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo."""
    folder = tmp_path_factory.mktemp("sample") / "demo"
    here("demo", folder, "--lang", "zh")
    return folder


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the network and report of a city, whose rosters have no coordinates."""
    folder = tmp_path_factory.mktemp("city")
    make_city(COMMUNITIES, everything=True).write(folder / "rosters")
    graph = folder / "graph"
    here("load", folder / "rosters", "-g", graph, "--date", DATE, "--lang", "zh")
    for page in ("network", "report"):
        here("view", page, "-g", graph, "-o", folder / f"{page}.html", "--lang", "zh")
    return folder


@pytest.mark.parametrize(
    ("place", "page"),
    [
        *(("sample", page) for page in ("network", "report", "map")),
        *(("city", page) for page in ("network", "report")),
    ],
)
def test_each_page_opens_in_silence(
    browser: Page, request: pytest.FixtureRequest, place: str, page: str
) -> None:
    browser.open(request.getfixturevalue(place) / f"{page}.html")
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize("place", ["sample", "city"])
def test_down_to_an_uncovered_building_by_clicks_on_what_is_darkest_and_back(
    browser: Page, request: pytest.FixtureRequest, place: str
) -> None:
    browser.open(request.getfixturevalue(place) / "network.html")
    assert len(browser.path()) == 1
    levels = 0
    while not browser.find("#panel .gap") or "未覆盖的楼栋" not in browser.text("#panel"):
        assert levels < 6, browser.path()
        browser.find("#fit")[0].click()
        number, name = darkest(browser)
        browser.click_box(number, name)
        levels += 1
    assert "第" in browser.text("#panel")  # its row in the roster
    while len(browser.path()) > 1:
        browser.back()
    assert browser.complaints() == []


def darkest(browser: Page) -> tuple[int, str]:
    """A building without coverage on the picture, else the place in which there are most."""
    number, name = browser.run(
        """var looked = arguments[0], uncovered = {};
        page.data.tallies.forEach(function (tally) { uncovered[tally[0]] = tally[2]; });
        function rank(box) {
          var parts = box.group.split(':');
          if (parts[1] === 'gap' && (parts[0] === 'building' || parts[0] === 'cell')) return 1e9;
          return page.nameOf(box.id) === looked ? 0 : uncovered[box.id] || 0;
        }
        var boxes = page.network.body.data.nodes.get();
        boxes.sort(function (a, b) { return rank(b) - rank(a); });
        return [boxes[0].id, page.nameOf(boxes[0].id)]""",
        browser.path()[-1],
    )
    return int(number), str(name)
