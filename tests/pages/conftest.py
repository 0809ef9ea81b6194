"""A real browser for the pages, with the network cut off; skipped where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.language import choose
from graph.pages import network, report
from graph.pages.findings import Findings, find
from tests.graph.small import publish_small
from tests.pages.district import District

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,863",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Chinese, whatever the test before has chosen; before any fixture writes a page."""
    choose("zh")


@pytest.fixture
def english() -> Iterator[None]:
    choose("en")
    yield
    choose("zh")


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The graph folder of a small district: 16 communities in 8 subdistricts."""
    rows = District(communities=16, estates=4, buildings=4)
    return publish_small(tmp_path_factory.mktemp("district") / "graph", rows.nodes, rows.edges)


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two communities with posts, teams, bodies, and what organizations and units do together."""
    rows = District(communities=2, works=True)
    return publish_small(tmp_path_factory.mktemp("working") / "graph", rows.nodes, rows.edges)


@pytest.fixture(scope="session")
def district_found(district: Any) -> Findings:
    """What the questions find in the district."""
    return find(district, community=None, subdistrict=None)


@pytest.fixture(scope="session")
def network_page(
    district: Any, district_found: Findings, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The network of the district."""
    path = tmp_path_factory.mktemp("page") / "网络 图.html"
    network.write_found(district, path, district_found)
    return path


@pytest.fixture(scope="session")
def report_page(
    district: Any, district_found: Findings, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The report of the district."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    report.write_found(district, path, district_found)
    return path


@pytest.fixture(scope="session")
def located_rows() -> Any:
    """Four communities with coordinates."""
    from tests.pages.coordinates import Located

    return Located(communities=4)


@pytest.fixture(scope="session")
def located(located_rows: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The graph folder of the four."""
    path = tmp_path_factory.mktemp("located") / "graph"
    return publish_small(path, located_rows.nodes, located_rows.edges)


@pytest.fixture(scope="session")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A district with coordinates, and its map."""
    from tests.pages.coordinates import Mapped

    return Mapped.write(tmp_path_factory.mktemp("mapped"))


class Page:
    """A browser, and what it has said and asked for."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path) -> None:
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())
        if self.find("#picture"):
            self.wait("return document.documentElement.hasAttribute('data-ready')")

    def find(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def text(self, selector: str) -> str:
        return str(self.driver.find_element("css selector", selector).text)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any) -> Any:
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, 20).until(lambda _: self.run(script, *arguments))

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what happens outside of the page, such as a download."""
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 20).until(lambda _: condition())

    def complaints(self) -> list[str]:
        """What the console has: errors, warnings, refusals of the policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for, other than the file itself and what is inside it."""
        events = (
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        )
        asked = [
            e["params"]["request"]["url"]
            for e in events
            if e["method"] == "Network.requestWillBeSent"
        ]
        return [
            url
            for url in asked
            if not url.startswith(("file:", "data:", "blob:", "chrome", "about:"))
        ]

    def press(self, selector: str) -> None:
        """Enter, from the keyboard, on the first thing of this kind."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        self.run("document.querySelector(arguments[0]).focus()", selector)
        ActionChains(self.driver).send_keys(Keys.ENTER).perform()

    def focus(self) -> list[str]:
        """What has the focus: its tag in small letters, its id, its text."""
        return list(
            self.run(
                """var one = document.activeElement;
                return [one.tagName.toLowerCase(), one.id, one.textContent];"""
            )
        )

    def click_node(self, name: str) -> None:
        """Click the box of the node of this name, where it stands on the picture."""
        self.click_box(self.run("return page.data.names.indexOf(arguments[0])", name), name)

    def click_box(self, number: int, name: str) -> None:
        """Click the box of the node of this number; its name then stands on the panel."""
        from selenium.webdriver.common.action_chains import ActionChains

        x, y = self.run(
            """var dom = page.network.canvasToDOM(page.network.getPosition(arguments[0]));
            var box = document.getElementById('picture');
            return [dom.x - box.clientWidth / 2, dom.y - box.clientHeight / 2]""",
            number,
        )
        picture = self.driver.find_element("css selector", "#picture")
        ActionChains(self.driver).move_to_element_with_offset(
            picture, round(x), round(y)
        ).click().perform()
        self.wait("return document.querySelector('#panel h2').textContent === arguments[0]", name)

    def go(self, address: str, name: str) -> None:
        """Follow a link to a place of this page; the node of this name is then looked at."""
        self.run("location.hash = arguments[0]", address)
        self.wait("return document.querySelector('#panel h2').textContent === arguments[0]", name)

    def lines(self, kind: str) -> list[list[str]]:
        """From where to where the lines of a kind are drawn: names of boxes."""
        return [
            [str(end) for end in line]
            for line in self.run(
                """var kind = arguments[0], edges = page.network.body.data.edges.get();
                return edges.filter(function (edge) { return edge.kind === kind; })
                .map(function (edge) { return [page.nameOf(edge.from), page.nameOf(edge.to)]; })""",
                kind,
            )
        ]

    def layer(self, name: str) -> Any:
        """The box that switches a layer."""
        return self.driver.find_element("css selector", f"[data-layer='{name}']")

    def back(self) -> None:
        """Go up a level; the page moves there in its own time."""
        levels = len(self.path())
        self.find("#back")[0].click()
        self.wait(
            "return document.querySelectorAll('#path li').length === arguments[0]", levels - 1
        )

    def path(self) -> list[str]:
        # Read in one go: the page makes the list anew when it moves.
        return list(
            self.run(
                """return Array.from(document.querySelectorAll('#path li'),
                function (item) { return item.innerText.trim(); })"""
            )
        )

    def chosen(self) -> str:
        return str(self.run("return document.querySelector('#panel h2').innerText"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("no browser: install chromium and chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield Page(driver)
    driver.quit()
