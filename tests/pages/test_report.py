"""The report as a file: its figures are those of `shequ gaps`, and it is there without script."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any, cast

import pytest

from graph import gaps
from graph.engines import open_engine
from graph.errors import UsageError
from graph.pages import (
    report,
    report_cells,
    report_communities,
    report_lists,
    report_places,
    report_tables,
)
from graph.pages.findings import find
from graph.pages.places import Places, read_places
from graph.question import all_questions
from tests.graph.small import publish_small
from tests.pages.district import District


def written(folder: Any, path: Path, **place: str) -> str:
    report.write(folder, path / "report.html", **place)
    return (path / "report.html").read_bytes().decode("utf-8")


def words(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(style|script).*?</\1>", "", text)))


def test_the_same_graph_gives_the_same_bytes(district: Any, tmp_path: Path) -> None:
    assert written(district, tmp_path) == written(district, tmp_path)


def test_the_figures_are_those_of_gaps(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    engine = open_engine(district, "ladybug")
    for row in gaps.summary(district, engine):
        line = re.findall(
            rf'<tr><th scope="row"><a href="#{row["question"]}">.*?</tr>', page, re.S
        )[0]
        figures = re.findall(r'data-sort="([^"]*)"', line)
        rate = [] if row["rate"] is None else [str(row["rate"])]
        assert figures == [str(row[key]) for key in ("gaps", "of", "excluded", "unknown")] + rate
        if row["rate"] is not None:  # the rate is said with its numerator and denominator
            known = cast(int, row["of"]) - cast(int, row["unknown"])
            assert f"{max(known - cast(int, row['gaps']), 0):,}/{known:,}" in line
    engine.close()


def test_every_question_stands_once_in_a_coverage_or_among_the_others(
    district: Any, tmp_path: Path
) -> None:
    page = written(district, tmp_path)
    places = [page.index(f'id="coverage-{key}"') for key in ("organizations", "work", "members")]
    places += [page.index('id="coverage-other"'), page.index('id="subdistricts"')]
    assert places == sorted(places)
    names = ("organizations", "work", "members", None)
    for question in all_questions():
        found = [
            m.start() for m in re.finditer(f'<th scope="row"><a href="#{question.slug}"', page)
        ]
        number = names.index(question.coverage)
        assert len(found) == 1
        assert places[number] < found[0] < places[number + 1]
    assert "社区党组织全覆盖" in page and "党的工作全覆盖" in page and "党员发挥作用全覆盖" in page


def test_a_figure_leads_to_the_list_of_each_question(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    for question in all_questions():
        assert f'<h3 id="{question.slug}"' in page


def test_there_is_no_line_without_a_place_and_without_anything_in_it() -> None:
    rows: list[Any] = [
        {"question": slug, "subdistrict": None, "community_code": code, "community": None, "of": of}
        for slug, code, of in (
            ("units-without-ties", None, 0),
            ("units-without-ties", None, 2),
            ("units-without-ties", "440305006011", 0),
            ("unresolved-records", None, 5),
        )
    ]
    known = {"community_code": "440305006011", "community": None, "subdistrict": None}
    places = Places("", communities={"c": known})
    assert report_places.with_something(rows, ["units-without-ties"], places) == rows[1:3]


def test_places_add_up_to_the_whole(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    sums = []
    for section in ("subdistricts", "communities"):
        table = re.findall(rf'<table class="sortable places {section}.*?</table>', page, re.S)[0]
        body = re.findall(r"<tbody>(.*?)</tbody>", table, re.S)[0]
        rows = [
            re.findall(r"<td[^>]*>([^<]*)", row) for row in re.findall(r"<tr.*?</tr>", body, re.S)
        ]
        first = 0 if section == "subdistricts" else 1
        shares = [row[first].replace(",", "") for row in rows]
        sums.append(sum(int(share.split("/")[0]) for share in shares if "/" in share))
    engine = open_engine(district, "ladybug")
    (whole,) = gaps.summary(district, engine, questions=["uncovered-buildings"])
    engine.close()
    assert sums == [whole["gaps"], whole["gaps"]]


def test_what_nobody_was_asked_is_no_gap_and_not_covered() -> None:
    unknown = report_cells.share({"gaps": 0, "of": 7, "unknown": 7})
    assert (unknown.text, unknown.alarming, unknown.bar) == ("未知", False, "c0 e0")
    assert report_cells.share({"gaps": 0, "of": 0, "unknown": 0}).text == "—"
    alone = report_cells.share({"gaps": 1, "of": 0, "unknown": 0})  # a circle of superiors
    assert (alone.text, alone.alarming) == ("1", True)
    assert report_cells.share({"gaps": 1, "of": 900, "unknown": 0}).bar == "c99 e100"
    assert report_cells.share({"gaps": 899, "of": 900, "unknown": 0}).bar == "c1 e100"


def test_a_long_list_is_cut_and_says_how_to_get_the_rest(
    district: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_lists, "STANDING", 3)
    page = words(written(district, tmp_path))
    engine = open_engine(district, "ladybug")
    count = len(gaps.rows(district, "uncovered-buildings", engine))
    engine.close()
    assert f"还有 {count - 3} 行未列出" in page
    assert "shequ gaps uncovered-buildings -o gaps.xlsx" in page


def test_a_community_tells_who_leads_whom_on_both_lines(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    outside = find(district, community=None, subdistrict=None).gaps[
        "branches-outside-dual-management"
    ][0]
    section = re.findall(rf'<details id="c-{outside["community_code"]}".*?</details>', page, re.S)[
        0
    ]
    lines = [words(line).split() for line in re.findall("<tr>.*?</tr>", section, re.S)]
    (branch,) = [line for line in lines if line[:1] == [outside["branch"]]]
    assert outside["superior"] in branch and branch[-1] == "未纳入双重管理"
    assert any(line[-1:] == ["社区党组织"] for line in lines)
    assert "五位一体" in section and "五支队伍" in section and "联席会议和共建协议" in section


def test_five_in_one_is_complete_where_the_question_finds_no_gap(
    district: Any, tmp_path: Path
) -> None:
    found = find(district, community=None, subdistrict=None)
    places = read_places(district)
    tables = report_tables.read_tables(district, places)
    for section in report_communities.sections(tables, found, places):
        (block,) = [block for block in section["blocks"] if block["key"] == "five"]
        lacking = [row for row in block["rows"] if row[-1].startswith("缺")]
        assert len(lacking) == sum(
            row["community_code"] == section["address"]
            for row in found.gaps["incomplete-five-in-one"]
        )


def test_a_row_leads_to_its_place_on_the_network_page_where_there_is_one(
    district: Any, tmp_path: Path
) -> None:
    assert "network.html" not in written(district, tmp_path)
    page = written(district, tmp_path, network="network.html")
    assert re.search(r'<a href="network.html#building/[^"]+">', page)
    assert re.search(r'<a href="network.html#community/440399001001">', page)


def test_text_from_rosters_is_text(tmp_path: Path) -> None:
    name = "</script><script>alert(1)</script>\"'`😀"
    rows = District(communities=1)
    rows.add("Building", "bad", name=name, community_code="440399001001", community="海岸湾社区",
             subdistrict="海岸街道")  # fmt: skip
    page = written(publish_small(tmp_path / "graph", rows.nodes, rows.edges), tmp_path)
    assert name in words(page)
    assert "<script>alert" not in page


def test_a_subdistrict_alone(district: Any, tmp_path: Path) -> None:
    page = words(written(district, tmp_path, subdistrict="南园街道"))
    assert "· 南园街道" in page
    assert "海岸街道" not in page


def test_a_place_that_is_not_there(district: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        written(district, tmp_path, community="没有社区")


def test_an_empty_graph_has_a_report(tmp_path: Path) -> None:
    assert "没有缺口" in words(written(publish_small(tmp_path / "graph"), tmp_path))


@pytest.mark.usefixtures("english")
def test_a_report_in_english(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    assert '<html lang="en">' in page
    assert "Uncovered buildings" in page


def linked(folder: Any, path: Path, network: str) -> str:
    """The report, by the command, as it links to a network page."""
    from graph.commands.view import view

    view("report", output=path, graph=folder.path, network=network)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("https://intra.example.org/网/n.html", "https://intra.example.org/%E7%BD%91/n.html"),
        ("http://h:8080/n?id=5%20&amp=1#old", "http://h:8080/n?id=5%20&amp;amp=1"),
        ('HTTP://h/a b"><script>.html', "HTTP://h/a%20b%22%3E%3Cscript%3E.html"),
        ("http://h/\udcff.html", "http://h/%FF.html"),
        ("\udcff.html", "%FF.html"),
        ("../javascript:alert(1).html", "../javascript%3Aalert%281%29.html"),
    ],
)
def test_the_address_of_the_network_is_linked_as_it_was_given(
    working: Any, tmp_path: Path, given: str, link: str
) -> None:
    (tmp_path / "a").mkdir()
    given = given if "://" in given else str(tmp_path / "a" / given)
    html = linked(working, tmp_path / "a" / "report.html", given)
    assert f'<a href="{link}#' in html


@pytest.mark.parametrize("given", ["report.html", "../a/report.html", "http:///n.html", "http://["])
def test_a_link_that_leads_nowhere_is_refused(working: Any, tmp_path: Path, given: str) -> None:
    (tmp_path / "a").mkdir()
    page = tmp_path / "a" / "report.html"
    with pytest.raises(UsageError) as told:
        linked(working, page, given if "://" in given else str(page.parent / given))
    assert given in str(told.value)
    assert not page.exists()
