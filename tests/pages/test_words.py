"""One thing has one word: a clerk who compares pages, workbook and command line reads the same."""

from __future__ import annotations

import base64
import html
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from graph.errors import UsageError
from graph.pages import map as map_page
from graph.pages import network, report
from graph.pages.findings import Findings, find
from tests.commands import program
from tests.graph.small import publish_small
from tests.pages.conftest import Page
from tests.pages.coordinates import SOUTH, WEST, Located, stand
from tests.pages.district import District

TEMPLATES = program.ROOT / "graph/pages/templates"
FIGURES = ["缺口", "应有", "不计", "未知"]
# Other words for what CONTEXT.md calls 未知, 图谱日期 and 图谱文件夹.
AVOIDED = ("不明", "未填报", "图的日期", "图文件夹")


def whole(path: Path) -> str:
    """All that a page says, also what its scripts unpack."""
    text = path.read_text(encoding="utf-8")
    packed = re.findall(r'<script type="text/plain"[^>]*>([^<]+)</script>', text)
    unpacked = (zlib.decompress(base64.b64decode(one)).decode("utf-8") for one in packed)
    return "\n".join([text, *unpacked])


def seen(page: str) -> str:
    """What a page shows before a script has run."""
    bare = re.sub(r"(?s)<(style|script).*?</\1>", "", page)
    return html.unescape(re.sub(r"<[^>]*>", " ", bare))


@pytest.fixture(scope="module")
def pages(located: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The three pages of a district with a community that sent no roster of coverage."""
    folder = tmp_path_factory.mktemp("pages")
    found = find(located, community=None, subdistrict=None)
    network.write_found(located, folder / "network.html", found)
    report.write_found(located, folder / "report.html", found)
    map_page.write_found(located, folder / "map.html", found)
    return {path.stem: whole(path) for path in folder.iterdir()}


def test_the_figures_have_the_same_headings_everywhere(
    located: Any, pages: dict[str, str], tmp_path: Path
) -> None:
    printed = program.here("gaps", "-g", located.path, "-f", "table", "--lang", "zh")
    assert re.search(r"\s+".join([*FIGURES, "覆盖率"]), printed)
    program.here("gaps", "-g", located.path, "-o", tmp_path / "gaps.xlsx", "--lang", "zh")
    overview = openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets[0]
    assert any([cell.value for cell in row[2:6]] == FIGURES for row in overview.iter_rows())
    (head, *_) = re.findall(r'sortable summary".*?<thead>(.*?)</thead>', pages["report"], re.S)
    assert seen(head).split()[1:5] == FIGURES
    assert "应有 {of}，缺口 {gaps}，未知 {unknown}" in pages["network"]
    assert "缺口 {gaps}，未知 {unknown}" in pages["map"]


def test_the_line_of_a_list_is_that_of_the_command(located: Any, pages: dict[str, str]) -> None:
    printed = program.here(
        "gaps", "uncovered-buildings", "-g", located.path, "-f", "table", "--lang", "zh"
    )
    line = re.findall(r"楼栋：应有.*?%", re.sub(r"\s*\n", "", printed))[0]
    assert line in seen(pages["report"]).replace(",", "")


def test_what_no_roster_asked_about_and_the_date_have_one_word(
    located: Any, pages: dict[str, str]
) -> None:
    for name, page in pages.items():
        assert "未知" in page, name
        assert "图谱日期" in seen(page), name
        assert [word for word in AVOIDED if word in page] == [], name
    assert "图谱日期" in program.here("gaps", "-g", located.path, "-f", "table", "--lang", "zh")


def texts() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every text: its file, its key, and what it says in both languages."""
    for path in sorted((program.ROOT / "graph/language").glob("*.yaml")):
        for key, said in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            yield path.stem, key, said


def test_no_text_takes_a_word_that_competes_with_that_of_the_glossary() -> None:
    for _, key, said in texts():
        assert [word for word in AVOIDED if word in said["zh"]] == [], key


def test_every_text_of_the_pages_is_said_once_and_by_somebody() -> None:
    sources = [*(program.ROOT / "graph").rglob("*.py"), *TEMPLATES.iterdir()]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'"((?:pages|map|report)_\w+)"', code))
    families = tuple(re.findall(r'"((?:pages|map|report)_(?:\w+_)?)(?:\{|" [~+])', code))
    mine = {key: said for file, key, said in texts() if file in ("pages", "map", "report")}
    assert [key for key in mine if key not in named and not key.startswith(families)] == []
    alone = Counter((mine[key]["zh"], mine[key]["en"]) for key in mine if key in named)
    assert [said for said, times in alone.items() if times > 1] == []


def test_no_script_or_template_has_words_or_punctuation_of_a_language() -> None:
    chinese = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    for path in TEMPLATES.iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            # A sentence of the article is quoted in Chinese on every page.
            assert not chinese.search(line) or 'lang="zh-CN"' in line, f"{path.name}: {line}"


@pytest.mark.usefixtures("english")
def test_what_is_wrong_in_english_is_listed_in_english(located: Any, tmp_path: Path) -> None:
    from graph.commands.view import view

    with pytest.raises(UsageError, match="'bar, foo'"):
        view("network", output=tmp_path / "n.html", graph=located.path, layers="foo,bar")
    with pytest.raises(UsageError, match="belongs to network, map"):
        view("report", output=tmp_path / "r.html", graph=located.path, report="o.html")


@pytest.mark.usefixtures("english")
def test_rows_and_points_are_listed_in_english(tmp_path: Path) -> None:
    rows = Located(communities=1, everywhere=True)
    for building in rows.nodes["Building"][:2]:
        stand(building, WEST + 2, SOUTH + 2)
        building["source"] = "a|b.xlsx|all|7; c.csv||8"
    rows.edges["COVERS"] = []
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    (told,) = map_page.write_found(folder, tmp_path / "map.html", Findings())
    assert "(a|b.xlsx all row 7), " in told
    found = find(folder, community=None, subdistrict=None)
    report.write_found(folder, tmp_path / "report.html", found)
    assert "a|b.xlsx all row 7; c.csv  row 8" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.usefixtures("english")
def test_the_panel_lists_in_english(browser: Page, tmp_path: Path) -> None:
    rows = District(communities=1, works=True)
    unit = rows.nodes["Unit"][0]
    unit["alternative_names"] = ["甲", "乙"]
    unit["full_members"], unit["qualifiers"] = 5, ["full_members:at_least"]
    here = {"community_code": "440399001001"}
    branch = rows.organization("two/lines", "两线支部", "branch", here)
    rows.tie("DUAL_MANAGED_BY", branch, "PartyOrganization/440399001001/lead",
             since="2008-06", activities=True, elections=False)  # fmt: skip
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    network.write_found(folder, tmp_path / "n.html", find(folder, community=None, subdistrict=None))
    browser.open(tmp_path / "n.html")
    browser.go("#" + "unit/" + str(unit["id"]), unit["name"])
    panel = browser.text("#panel")
    assert "甲, 乙" in panel
    assert "5 (at least)" in panel
    browser.go("#party-organization/two/lines", "两线支部")
    assert re.search(r"2008-06; .*yes; .*no", browser.text("#panel"))
    assert not re.search("[、；（）]", browser.text("#panel"))


def test_an_indicator_without_figures_says_so(
    district: Any, district_found: Findings, tmp_path: Path
) -> None:
    report.write_found(district, tmp_path / "r.html", replace(district_found, indicators=[]))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    parts = re.findall(r'<h3 id="indicator-.*?(?=<h3 id="indicator-|</section>)', page, re.S)
    assert parts
    for part in parts:
        assert "<table" in part or "没有记录。" in part


def test_a_point_to_look_at_is_named_with_its_place_and_its_row(tmp_path: Path) -> None:
    """A district has hundreds of 6栋."""
    rows = Located(communities=1, everywhere=True)
    far, estate = rows.nodes["Building"][0], rows.nodes["Estate"][0]["name"]
    far["name"] = "6栋"
    stand(far, WEST + 2, SOUTH + 2)
    folder = publish_small(tmp_path / "far", rows.nodes, rows.edges)
    (told,) = map_page.write_found(folder, tmp_path / "page.html", Findings())
    file, sheet, row = str(far["source"]).split("|")
    full = f"{far['community']} {estate} 6栋（{file} {sheet} 第 {row} 行）"
    assert full in told
    stand(far, 506_123.4, 2_490_000.1)
    folder = publish_small(tmp_path / "wrong", rows.nodes, rows.edges)
    with pytest.raises(UsageError) as wrong:
        map_page.write_found(folder, tmp_path / "page.html", Findings())
    assert full in str(wrong.value)
