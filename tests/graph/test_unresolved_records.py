"""unresolved-records reads the issues of the load: no query, no engine."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from graph import gaps
from graph.errors import UsageError
from graph.folder import GraphFolder, publish
from graph.question import question
from tests.graph.office import HAIYUE, PLACE
from tests.graph.small import build, issues, manifest, references

HERE = {**PLACE, "severity": "error", "sheet": "党组织", "row": 7}
ISSUES: list[dict[str, Any]] = [
    {
        **HERE,
        "file": "b.xlsx",
        "category": "reference",
        "field": "superior",
        "as_written": "区教育党委",
        "candidates": "教育局党委; 教育局机关党委",
        "problem_zh": "找到两个",
        "problem_en": "two were found",
    },
    {**HERE, "file": "a.csv", "sheet": None, "category": "contradiction", "field": "community"},
    {**HERE, "file": "a.csv", "category": "value", "field": "members"},
    {"file": "a.csv", "row": 3, "category": "reference", "field": "unit", "as_written": "某公司"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    nodes, edges = build(
        {"Community": [HAIYUE], "Subdistrict": [{"id": "s", "name": "招商街道"}]},
    )
    read = [{**PLACE, "read": 8}, {**dict.fromkeys(PLACE), "read": 2}]
    return publish(
        tmp_path_factory.mktemp("graph") / "graph",
        nodes=nodes,
        edges=edges,
        issues=pl.DataFrame(ISSUES, schema=issues().schema),
        references=pl.DataFrame(read, schema=references().schema),
        manifest=manifest(nodes, edges),
    )


def test_it_lists_references_and_contradictions_and_no_other_issue(folder: GraphFolder) -> None:
    rows = gaps.rows(folder, "unresolved-records", None)
    assert [row["field"] for row in rows] == ["community", "superior", "unit"]
    assert tuple(rows[1]) == question("unresolved-records").keys
    assert rows[1] | {"problem": ""} == {
        **PLACE,
        "field": "superior",
        "as_written": "区教育党委",
        "candidates": "教育局党委; 教育局机关党委",
        "problem": "",
        "source": "b.xlsx|党组织|7",
    }
    assert [row["source"] for row in rows] == ["a.csv||7", "b.xlsx|党组织|7", "a.csv||3"]


@pytest.mark.parametrize(("chosen", "said"), [("zh", "找到两个"), ("en", "two were found")])
def test_it_says_what_is_wrong_in_the_chosen_language(
    folder: GraphFolder, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    monkeypatch.setattr("graph.issues.language", lambda: chosen)
    assert gaps.rows(folder, "unresolved-records", None)[1]["problem"] == said


def test_nothing_is_unknown_and_the_rate_is_of_the_references_read(folder: GraphFolder) -> None:
    assert gaps.rows(folder, "unresolved-records", None, unknown=True) == []
    (line,) = gaps.summary(folder, None, questions=["unresolved-records"])
    assert (line["gaps"], line["of"], line["unknown"], line["rate"]) == (3, 10, 0, 0.7)


def test_it_can_be_narrowed_to_a_community_without_an_engine(folder: GraphFolder) -> None:
    found = gaps.rows(folder, "unresolved-records", None, community="海月")
    assert [row["field"] for row in found] == ["community", "superior"]
    (line,) = gaps.summary(folder, None, questions=["unresolved-records"], subdistrict="招商")
    assert (line["gaps"], line["of"]) == (2, 8)
    with pytest.raises(UsageError, match="海月社区"):
        gaps.rows(folder, "unresolved-records", None, community="海日社区")
