"""A district whose buildings, estates and service centres have coordinates; not all of them.

Communities stand side by side, a kilometre apart, estates within them, buildings around these. One
community has sent no roster of coverage, one has no coordinates, one building lies in no community.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.pages import map as map_page
from graph.pages.findings import find
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.district import District
from tests.pages.hostile import HOSTILE

PLACED = ("Building", "Estate", "ServiceCentre")
WEST, SOUTH = 113.90, 22.50


class Located(District):
    """A district with coordinates; `everywhere` leaves none of them out."""

    def __init__(self, communities: int = 12, *, everywhere: bool = False, **more: Any):
        super().__init__(communities, **more)
        self.silent, self.blank = ("", "") if everywhere else self.codes()[1:3]
        for community in self.nodes["Community"]:
            if community["code"] == self.silent:
                community["asked"] = []
        number = {code: place for place, code in enumerate(self.codes())}
        across = math.ceil(math.sqrt(communities))
        of_estate: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for building in self.nodes["Building"]:
            of_estate[building["estate_id"]].append(building)
        for place, estate in enumerate(self.nodes["Estate"]):
            code = estate["community_code"]
            if code == self.blank:
                continue
            row, column = divmod(number[code], across)
            random = self.random
            east = WEST + column * 0.012 + 0.002 + random.random() * 0.007
            north = SOUTH + row * 0.011 + 0.002 + random.random() * 0.006
            if everywhere or place % 3:
                stand(estate, east, north)
            buildings = of_estate[f"https://w3id.org/shequ/id/estate/{estate['id']}"]
            for nth, building in enumerate(buildings):
                if everywhere or (place + nth) % 11:
                    turn = 2.4 * nth
                    away = 0.0003 * math.sqrt(nth + 1)
                    stand(
                        building,
                        east + away * math.cos(turn) * 1.08,
                        north + away * math.sin(turn),
                    )
        for community in self.nodes["Community"]:
            here = {key: community[key] for key in ("community_code", "community", "subdistrict")}
            row, column = divmod(number[community["code"]], across)
            centre = f"{community['code']}/centre"
            self.add("ServiceCentre", centre, name=here["community"] + "党群服务中心", **here)
            if community["code"] != self.blank:
                last = self.nodes["ServiceCentre"][-1]
                stand(last, WEST + column * 0.012 + 0.005, SOUTH + row * 0.011 + 0.005)

    def codes(self) -> list[str]:
        return [community["code"] for community in self.nodes["Community"]]

    def hostile(self) -> None:
        """Names of estates and buildings that try to be markup, in the first community."""
        first = self.nodes["Community"][0]
        here = {key: first[key] for key in ("community_code", "community", "subdistrict")}
        for number, name in enumerate(HOSTILE):
            for label in ("Estate", "Building"):
                self.add(label, f"bad{number}", name=name, **here)
                if number or label == "Building":
                    stand(self.nodes[label][-1], WEST + 0.001 * number, SOUTH + 0.0095)


def stand(thing: dict[str, Any], longitude: float, latitude: float) -> None:
    thing["longitude"], thing["latitude"] = round(longitude, 6), round(latitude, 6)


@dataclass(frozen=True)
class Mapped:
    """The rows of a district, its graph folder, its map, and the uncovered buildings on it."""

    rows: Located
    graph: Any
    page: Path
    gaps: list[dict[str, Any]]

    @classmethod
    def write(cls, folder: Path) -> Mapped:
        rows = Located()
        rows.hostile()
        graph = publish_small(folder / "graph", rows.nodes, rows.edges)
        found = find(graph, community=None, subdistrict=None)
        page = folder / "覆盖 地图.html"
        map_page.write_found(graph, page, found)
        stand = {b["name"] for b in rows.nodes["Building"] if "longitude" in b} - set(HOSTILE)
        gaps = [row for row in found.gaps["uncovered-buildings"] if row["building"] in stand]
        return cls(rows, graph, page, gaps)

    def things(self) -> list[dict[str, Any]]:
        """All that could stand on the map."""
        return [thing for label in PLACED for thing in self.rows.nodes[label]]

    def placed(self) -> list[dict[str, Any]]:
        """What has coordinates."""
        return [thing for thing in self.things() if "longitude" in thing]


def screen(browser: Page, name: str) -> list[float]:
    """Where a point stands on the picture, from its upper left corner."""
    x, y = browser.run(
        "return page.map.screenOf(page.points.at(page.data.names.indexOf(arguments[0])))", name
    )
    return [float(x), float(y)]


def drawn(browser: Page) -> None:
    """Wait until the frame that was asked for is on the screen."""
    browser.driver.execute_async_script(
        """var done = arguments[0];
        requestAnimationFrame(function () { requestAnimationFrame(function () { done(); }); })"""
    )


def press(browser: Page, x: float, y: float) -> Any:
    """A chain of actions with the mouse over a place of the picture."""
    from selenium.webdriver.common.action_chains import ActionChains

    picture = browser.find("#picture")[0]
    size = picture.size
    return ActionChains(browser.driver).move_to_element_with_offset(
        picture, round(x - size["width"] / 2), round(y - size["height"] / 2)
    )


def shown(browser: Page, expected: str) -> None:
    """Wait until the line of counts says so."""
    browser.wait(
        "return document.getElementById('shown').textContent.includes(arguments[0])", expected
    )


def chosen(browser: Page, name: str) -> None:
    """Wait until the panel is about it."""
    browser.wait("return document.querySelector('#panel h2').textContent === arguments[0]", name)
