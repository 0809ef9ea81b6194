"""The network page beside plain pyvis: size, time to the first drawn node, and JavaScript's heap.

    python -m tests.benchmarks.pages [GRAPH]

Without a graph folder a district of 98 communities and 44,000 buildings is made. Plain pyvis gets
500 nodes of the same graph, with its default physics and its script in line. Both are opened in
headless Chromium with the network cut off. Nothing is asserted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.folder import GraphFolder
from graph.pages.content import Content

SLICE = 500
LONGEST = 120  # seconds to wait for a drawn node
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--enable-precise-memory-info", "--window-size=1280,863",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# A canvas shows something of a graph when the first box or dot of it is filled.
WATCH = """
(function () {
  var fill = CanvasRenderingContext2D.prototype.fill;
  CanvasRenderingContext2D.prototype.fill = function () {
    if (window.firstNode === undefined) window.firstNode = performance.now();
    return fill.apply(this, arguments);
  };
})();
"""


@dataclass(frozen=True)
class Opened:
    """What a page took: bytes, seconds to the first node and until it is whole, bytes of heap."""

    size: int
    first: float
    whole: float
    heap: int


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        graph = GraphFolder.open(Path(sys.argv[1])) if len(sys.argv) > 1 else _district(folder)
        print(f"{sum(graph.manifest['nodes'].values()):,} nodes")
        ours, part, plain = folder / "ours.html", folder / "part.html", folder / "plain.html"
        writing = _ours(graph, ours)
        print(f"written in {writing:.1f} s")
        center = _plain_pyvis(graph, plain)
        _ours(graph, part, community=center)
        with _browser() as driver:
            whole, same, theirs = (
                _open(driver, ours, "return document.documentElement.hasAttribute('data-ready')"),
                _open(driver, part, "return document.documentElement.hasAttribute('data-ready')"),
                _open(driver, plain, "return true"),
            )
    line = "{:<42} {:>9} {:>9} {:>9} {:>9}"
    print(line.format("", "MB", "first s", "whole s", "heap MB"))
    for name, page in (
        ("shequ view network, the whole graph", whole),
        ("shequ view network, one community", same),
        (f"plain pyvis, {SLICE} nodes of it", theirs),
    ):
        print(line.format(name, *_figures(page)))
    print(line.format("pyvis : ours, the whole graph", *_ratios(theirs, whole)))
    print(line.format("pyvis : ours, one community", *_ratios(theirs, same)))


def _figures(page: Opened) -> tuple[str, ...]:
    return (
        f"{page.size / 1e6:.2f}", f"{page.first:.2f}", f"{page.whole:.2f}", f"{page.heap / 1e6:.0f}"
    )  # fmt: skip


def _ratios(theirs: Opened, ours: Opened) -> tuple[str, ...]:
    pairs = (
        (theirs.size, ours.size),
        (theirs.first, ours.first),
        (theirs.whole, ours.whole),
        (theirs.heap, ours.heap),
    )
    return tuple(f"{a / b:.1f}" for a, b in pairs)


def _district(folder: Path) -> GraphFolder:
    from tests.graph.small import publish_small
    from tests.pages.district import District

    rows = District(communities=98, estates=8, buildings=57)
    return publish_small(folder / "graph", rows.nodes, rows.edges)


def _ours(graph: GraphFolder, path: Path, community: str | None = None) -> float:
    from graph.pages import network

    started = time.perf_counter()
    network.write(graph, path, community=community)
    return time.perf_counter() - started


def _plain_pyvis(graph: GraphFolder, path: Path) -> str:
    """Plain pyvis of the nodes around the first community; that community's code."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    from graph.pages.around import reached
    from graph.pages.content import read_content

    content: Content = read_content(graph, None)
    center = content.of("Community")[0]
    kept = set(list(reached(content, center, 3))[:SLICE])
    network = Network(directed=True, cdn_resources="in_line")
    for node in sorted(kept):
        network.add_node(node, label=content.name[node], group=content.label[node])
    for ties in content.ties.values():
        for start, end in ties:
            if start in kept and end in kept:
                network.add_edge(start, end)
    path.write_text(network.generate_html(), encoding="utf-8")
    return str(content.value(center, "community_code"))


@contextmanager
def _browser() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService("/usr/bin/chromedriver")
    )
    driver.set_page_load_timeout(LONGEST)
    driver.set_script_timeout(LONGEST)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    try:
        yield driver
    finally:
        driver.quit()


def _open(driver: Any, path: Path, whole: str) -> Opened:
    from selenium.webdriver.support.ui import WebDriverWait

    driver.get("about:blank")
    driver.get(path.as_uri())
    waiting = WebDriverWait(driver, LONGEST, poll_frequency=0.05)
    first = waiting.until(lambda _: driver.execute_script("return window.firstNode"))
    waiting.until(lambda _: driver.execute_script(whole))
    done = driver.execute_script("return performance.now()")
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    heap = driver.execute_script("return performance.memory.usedJSHeapSize")
    return Opened(path.stat().st_size, first / 1000, done / 1000, heap)


if __name__ == "__main__":
    main()
