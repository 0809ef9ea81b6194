"""The report as a file: its figures are those of `shequ gaps`, and it is there without script."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from graph import gaps
from graph.engines import open_engine
from graph.errors import UsageError
from graph.pages import report
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
    engine.close()


def test_there_is_no_line_without_a_place_and_without_anything_in_it() -> None:
    rows: list[Any] = [
        {"question": slug, "community_code": code, "of": of}
        for slug, code, of in (
            ("units-without-ties", None, 0),
            ("units-without-ties", None, 2),
            ("units-without-ties", "440305006011", 0),
            ("unresolved-records", None, 5),
        )
    ]
    assert report._by_place(rows, ["units-without-ties"]) == rows[1:3]


def test_places_add_up_to_the_whole(district: Any, tmp_path: Path) -> None:
    page = written(district, tmp_path)
    sums = []
    for section in ("subdistricts", "communities"):
        table = re.findall(rf'<section aria-labelledby="{section}".*?</section>', page, re.S)[0]
        rows = [
            re.findall(r"<t[dh][^>]*>([^<]*)", row)
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)[1:]
        ]
        first = 1 if section == "subdistricts" else 2
        sums.append(sum(int(row[first].split("/")[0]) for row in rows if "/" in row[first]))
    engine = open_engine(district, "ladybug")
    (whole,) = gaps.summary(district, engine, questions=["uncovered-buildings"])
    engine.close()
    assert sums == [whole["gaps"], whole["gaps"]]


def test_a_long_list_is_cut_and_says_how_to_get_the_rest(
    district: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_ROWS", 3)
    page = words(written(district, tmp_path))
    engine = open_engine(district, "ladybug")
    count = len(gaps.rows(district, "uncovered-buildings", engine))
    engine.close()
    assert f"还有 {count - 3} 行未列出" in page
    assert "shequ gaps uncovered-buildings -o gaps.xlsx" in page


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
