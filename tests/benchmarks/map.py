"""The map page with a city on it, beside the plain way of drawing points, in one browser.

    python -m tests.benchmarks.map [--buildings 300000] [--keep DIR]

Writes the page of a made-up city with a coordinate for every building, opens it in Chromium, and
prints file size, time to first frame, milliseconds a frame while panning and zooming, and the
memory of the script. The plain way: every point an arc() in every frame. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.graph.small import publish_small
from tests.pages.conftest import FLAGS
from tests.pages.coordinates import Located

# Frames are drawn one after the other, so that what is timed is the drawing, not the screen's pace;
# getImageData makes the canvas finish what it was told.
DRIVE = """
var done = arguments[arguments.length - 1], map = page.map;
var view = map.view, times = { ours: {}, plain: {} };
var canvas = document.getElementById("map"), context = canvas.getContext("2d");
var points = page.points, fills = ["#a8321f", "#ffffff", "#cfe5d8", "#8b93a0", "#1f4e8c", "#fff"];
function plain() {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (var i = 0; i < points.count; i++) {
    context.beginPath();
    context.arc((points.x[i] - view.x) * view.scale + view.width / 2,
      (points.y[i] - view.y) * view.scale + view.height / 2, 4, 0, 2 * Math.PI);
    context.fillStyle = fills[points.state[i]];
    context.fill();
  }
}
function timed(draw, move, count) {
  var found = [];
  for (var frame = 0; frame < count; frame++) {
    move(frame);
    var start = performance.now();
    draw();
    context.getImageData(0, 0, 1, 1);
    found.push(performance.now() - start);
  }
  return found;
}
function start(zoom) { map.fit(map.home); map.zoom(zoom); }
var moves = {
  "pan, whole city": [1, function (frame) { map.pan(frame % 20 < 10 ? 12 : -12, 5); }],
  "pan, a quarter": [4, function (frame) { map.pan(frame % 20 < 10 ? 12 : -12, 5); }],
  "pan, points": [24, function (frame) { map.pan(frame % 20 < 10 ? 12 : -12, 5); }],
  "zoom in and out": [1, function (frame) { map.zoom(frame % 80 < 40 ? 1.12 : 1 / 1.12); }]
};
Object.keys(moves).forEach(function (name) {
  start(moves[name][0]); times.ours[name] = timed(map.frame, moves[name][1], 160);
  start(moves[name][0]); times.plain[name] = timed(plain, moves[name][1], 8);
});
start(1);
done(times);
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--buildings", type=int, default=300_000)
    parser.add_argument("--keep", type=Path, help="leave the page and the graph in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / "map.html"
        if not page.exists():
            write_page(folder, page, options.buildings)
        measure(page, folder)


def write_page(folder: Path, page: Path, buildings: int) -> None:
    from graph.pages import map as map_page

    started = time.perf_counter()
    rows = Located(communities=max(8, buildings // 420), estates=14, buildings=30, everywhere=True)
    print(
        f"made {len(rows.nodes['Building']):,} buildings in {time.perf_counter() - started:.0f} s"
    )
    graph = publish_small(folder / "graph", rows.nodes, rows.edges)
    started = time.perf_counter()
    map_page.write(graph, page)
    print(f"wrote the page in {time.perf_counter() - started:.1f} s")


def measure(page: Path, folder: Path) -> None:
    from selenium import webdriver
    from selenium.webdriver.support.ui import WebDriverWait

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}", "--enable-precise-memory-info"):
        options.add_argument(flag)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
    )
    try:
        driver.set_script_timeout(600)
        driver.get(page.as_uri())
        WebDriverWait(driver, 120).until(
            lambda it: it.execute_script(
                "return document.documentElement.hasAttribute('data-ready')"
            )
        )
        said: dict[str, Any] = json.loads(
            driver.execute_script(
                """return JSON.stringify({points: page.points.count,
                first: performance.getEntriesByName("first-map")[0].startTime,
                ready: performance.getEntriesByName("map-ready")[0].startTime,
                parsed: performance.timing.domInteractive - performance.timing.navigationStart,
                heap: performance.memory.usedJSHeapSize})"""
            )
        )
        times = driver.execute_async_script(DRIVE)
    finally:
        driver.quit()
    print(f"{said['points']:,} points, file {page.stat().st_size / 1e6:.1f} MB")
    print(f"first frame after {said['first']:.0f} ms (page parsed after {said['parsed']:.0f} ms)")
    print(f"facts, search and panel after {said['ready']:.0f} ms")
    print(f"heap of the script {said['heap'] / 1e6:.0f} MB")
    print(f"{'milliseconds a frame':24}{'median':>8}{'worst':>8}{'plain':>8}{'ratio':>8}")
    for name, ours in times["ours"].items():
        middle = sorted(ours)[len(ours) // 2]
        plain = sorted(times["plain"][name])[len(times["plain"][name]) // 2]
        print(f"{name:24}{middle:8.1f}{max(ours):8.1f}{plain:8.1f}{plain / middle:8.0f}")


if __name__ == "__main__":
    main()
