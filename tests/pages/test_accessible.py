"""axe-core finds nothing on any page: names, roles, contrast, order, in both languages, on a phone.

Needs once `npm ci` in this folder; without it the tests say so and are skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.language import choose
from graph.pages import map as map_page
from graph.pages import network, report
from graph.pages.findings import find
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.coordinates import Located
from tests.pages.node import package

pytestmark = pytest.mark.browser

COMMUNITY = "440399001001"
SCREENS = {"desktop": (1280, 720), "phone": (390, 844)}
# axe waits for nothing here: what it is run on stands still
RUN = """var done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then(function (found) {
  done(found.violations.map(function (rule) {
    return rule.id + ": " + rule.help + ": " + rule.nodes.slice(0, 3).map(function (node) {
      return node.target.join(" ") + " " + node.html.slice(0, 160);
    }).join(" | ");
  }));
}, function (error) { done(["axe failed: " + error]); })"""


@dataclass
class Checked:
    """A page in the browser, looked at by axe on every screen."""

    browser: Page
    axe: str

    def open(self, path: Path) -> None:
        self.browser.open(path)
        self.browser.run(self.axe)

    def violations(self) -> dict[str, list[str]]:
        """What is wrong, by screen; the page is not loaded anew."""
        found = {}
        for screen, (width, height) in SCREENS.items():
            self.browser.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
            )
            wrong = self.browser.driver.execute_async_script(RUN)
            if wrong:
                found[screen] = list(wrong)
        return found


@pytest.fixture
def checked(browser: Page) -> Iterator[Checked]:
    yield Checked(browser, (package("axe-core") / "axe.min.js").read_text(encoding="utf-8"))
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(scope="module")
def located(tmp_path_factory: pytest.TempPathFactory) -> Any:
    rows = Located(communities=4)
    rows.hostile()
    return publish_small(tmp_path_factory.mktemp("located") / "graph", rows.nodes, rows.edges)


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(
    request: pytest.FixtureRequest,
    working: Any,
    located: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Path]]:
    """The pages in a language."""
    folder = tmp_path_factory.mktemp(request.param)
    choose(request.param)
    found = find(working, community=None, subdistrict=None)
    network.write_found(working, folder / "network.html", found, report="report.html")
    around = f"https://w3id.org/shequ/id/party-organization/{COMMUNITY}/lead"
    network.write_found(working, folder / "around.html", found, around=around, hops=2)
    report.write_found(working, folder / "report.html", found, network="network.html")
    map_page.write(located, folder / "map.html")
    yield lambda name: folder / f"{name}.html"
    choose("zh")


def test_the_network(checked: Checked, pages: Callable[[str], Path]) -> None:
    checked.open(pages("network"))
    assert checked.violations() == {}
    checked.browser.run(f"location.hash = '#community/{COMMUNITY}'")
    checked.browser.wait("return document.querySelectorAll('#path li').length === 3")
    checked.browser.run("document.querySelector('#panel summary').click()")
    checked.browser.wait("return document.querySelectorAll('#panel details li').length > 0")
    assert checked.violations() == {}
    checked.browser.find("#search")[0].send_keys("haw")
    checked.browser.wait("return document.querySelectorAll('#found button').length > 0")
    assert checked.violations() == {}


def test_what_is_around_a_node(checked: Checked, pages: Callable[[str], Path]) -> None:
    checked.open(pages("around"))
    assert checked.violations() == {}


def test_the_map(checked: Checked, pages: Callable[[str], Path]) -> None:
    checked.open(pages("map"))
    assert checked.violations() == {}
    checked.browser.run("document.querySelector('#in-view summary').click()")
    checked.browser.run("document.querySelector('#by-community summary').click()")
    checked.browser.run("document.querySelector('#by-community td .link[data-kind]').click()")
    checked.browser.wait("return document.querySelectorAll('#without li').length > 0")
    checked.browser.find("#only-gaps")[0].click()
    checked.browser.wait("return document.querySelectorAll('#in-view li').length > 0")
    assert checked.violations() == {}


def test_the_report(checked: Checked, pages: Callable[[str], Path]) -> None:
    checked.open(pages("report"))
    assert checked.violations() == {}
    checked.browser.run(f"location.hash = '#c-{COMMUNITY}'")
    checked.browser.wait(f"return document.getElementById('c-{COMMUNITY}').open")
    assert checked.violations() == {}


def test_axe_sees_what_is_wrong(checked: Checked, tmp_path: Path) -> None:
    """So that an empty list means something."""
    wrong = "<!DOCTYPE html><title>x</title><img src='data:,'><button></button>"
    (tmp_path / "wrong.html").write_text(wrong, encoding="utf-8")
    checked.open(tmp_path / "wrong.html")
    told = " ".join(checked.violations()["phone"])
    assert "image-alt" in told and "button-name" in told and "html-has-lang" in told
