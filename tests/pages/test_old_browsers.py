"""What is inside the pages is what Chromium 86 and Firefox ESR understand.

Scripts are parsed as ECMAScript 2019, of which Chromium 86 is ahead; names of what came later are
looked for in the pages' own scripts and styles. vis-network asks for what it needs before it uses
it, so of that only the syntax is looked at.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml

from graph.pages import map as map_page
from graph.pages import network, report
from graph.pages.findings import Findings, find
from tests.graph.small import publish_small
from tests.pages.coordinates import Located
from tests.pages.node import HERE, package

ECMASCRIPT = 2019
NEWER = yaml.safe_load((HERE / "newer.yaml").read_text(encoding="utf-8"))
NEWER_NAMES = frozenset(name for line in NEWER["names"] for name in line)
OWN_AT = re.compile(r"(page\.)?points|lists?(\[.*\])?|self")  # what has an at() of the page's own


class Parts(HTMLParser):
    """The scripts that run and the styles of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = tag == "script" and "type" not in dict(attrs)
        self._into = self.scripts if runs else self.styles if tag == "style" else None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._into = None


@pytest.fixture(scope="module")
def parts(working: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parts]:
    """The parts of every page."""
    folder = tmp_path_factory.mktemp("pages")
    rows = Located(communities=4)
    located = publish_small(folder / "graph", rows.nodes, rows.edges)
    network.write_found(working, folder / "network.html", Findings())
    found = find(working, community=None, subdistrict=None)
    report.write_found(working, folder / "report.html", found, network="network.html")
    map_page.write_found(located, folder / "map.html", Findings())
    read = {}
    for name in ("network", "report", "map"):
        read[name] = Parts()
        read[name].feed((folder / f"{name}.html").read_text(encoding="utf-8"))
    return read


def looked_at(scripts: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What acorn says of scripts."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    package("acorn")
    done = subprocess.run(
        [node, str(HERE / "old_scripts.js"), str(ECMASCRIPT)],
        input=json.dumps([{"name": name, "text": text} for name, text in scripts.items()]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {answer["name"]: answer for answer in json.loads(done.stdout)}


@pytest.fixture(scope="module")
def scripts(parts: dict[str, Parts]) -> dict[str, dict[str, Any]]:
    return looked_at(
        {
            f"{page} {number}": script
            for page, its in parts.items()
            for number, script in enumerate(its.scripts)
        }
    )


def test_every_script_is_old_enough_in_its_syntax(scripts: dict[str, dict[str, Any]]) -> None:
    assert len(scripts) > 15
    wrong = {name: script["error"] for name, script in scripts.items() if script["error"]}
    assert wrong == {}


def test_the_pages_own_scripts_name_nothing_newer(scripts: dict[str, dict[str, Any]]) -> None:
    for name, script in scripts.items():
        if name == "network 0":  # vis-network
            continue
        assert NEWER_NAMES.isdisjoint(script["names"]), name
        assert [on for on in script["at"] if not OWN_AT.fullmatch(on)] == [], name


def newer_in(style: str) -> list[str]:
    """What in a style sheet is newer than the browsers it is for."""
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", style, flags=re.DOTALL)
    found = [what for what, pattern in NEWER["styles"].items() if re.search(pattern, plain)]
    for rule in re.findall(r"\{([^{}]*)\}", plain):
        gap = re.search(r"(^|[\s;])(row-|column-)?gap\s*:", rule)
        if gap and not re.search(r"display:\s*grid|columns:", rule):
            found.append("a gap where no grid or columns are said to be")
    return found


def test_the_styles_are_old_enough(parts: dict[str, Parts]) -> None:
    for page, its in parts.items():
        assert its.styles
        for style in its.styles:
            assert newer_in(style) == [], page


@pytest.mark.parametrize(
    "script", ["a?.b", "a ?? b", "a ??= b", "class A { #b = 1 }", "1_000", "try { import.meta }"]
)
def test_a_newer_syntax_is_seen(script: str) -> None:
    assert looked_at({"it": script})["it"]["error"]


def test_newer_names_are_seen() -> None:
    seen = looked_at({"it": "'a'.replaceAll('a', 'b'); list.sort().at(-1); points.at(3)"})["it"]
    assert "replaceAll" in seen["names"]
    assert [on for on in seen["at"] if not OWN_AT.fullmatch(on)] == ["list.sort()"]


@pytest.mark.parametrize(
    "style",
    [
        "a:has(b) { color: red }",
        "a { inset: 0 }",
        "a { color: red; &:hover { color: blue } }",
        "ul { display: flex; gap: 4px }",
        "@container (width > 3em) { a { color: red } }",
    ],
)
def test_a_newer_style_is_seen(style: str) -> None:
    assert newer_in(style)
