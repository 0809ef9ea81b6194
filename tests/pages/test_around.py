"""What is around a node, and the options of `shequ view network`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.pages.around import centered, reached
from graph.pages.findings import Findings
from tests.graph.small import publish_small
from tests.pages.atlas import around, drawn, overlapping


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize("id_", ["community/440399001001", "party-organization/440399001001/lead"])
def test_around_a_node_nothing_overlaps_and_nothing_is_lost(
    district: Any, district_found: Findings, id_: str, hops: int
) -> None:
    atlas = around(district, district_found, id_, hops)
    picture = atlas.pictures[atlas.opening]
    assert 3 < len(picture.boxes) <= 200
    assert overlapping(picture) == []
    count = len(atlas.content.name)
    shown = {box.node for box in picture.boxes if box.node < count}
    for box in picture.boxes:
        if box.node >= count:
            shown |= set(atlas.gathered[box.node - count].members)
    assert shown == reached(atlas.content, atlas.opening, hops).keys()


def test_the_counts_around_a_node_are_those_of_the_whole_graph(
    district: Any, district_found: Findings
) -> None:
    whole = drawn(district, district_found)
    part = around(district, district_found, "estate/440399001001/e1", 1)
    for node, tally in part.coverage.tally.items():
        assert whole.coverage.tally[whole.content.number[part.content.ids[node]]] == tally


def test_the_id_of_a_node_is_taken_as_any_output_writes_it(district: Any) -> None:
    base = "https://w3id.org/shequ/id/"
    for text in (
        base + "estate/440399001001/e1",
        "estate/440399001001/e1",
        "estate%2F440399001001%2Fe1",
        "file:///C:/net.html#estate/440399001001/e1",
    ):
        assert centered(district, text) == base + "estate/440399001001/e1"


def test_the_id_of_a_tie_leads_to_where_it_starts(district: Any, district_found: Findings) -> None:
    row = district_found.gaps["dual-management-missing-scopes"][0]
    tie = row["dual_management_id"]
    for text in (tie, tie.rpartition("/id/")[2]):
        assert centered(district, text) == row["branch_id"]
    assert centered(district, "estate/440399001001/e1").endswith("/id/estate/440399001001/e1")


@pytest.mark.usefixtures("english")
def test_the_id_of_a_figure_is_told_for_what_it_is(tmp_path: Path) -> None:
    folder = publish_small(tmp_path / "graph", {"Count": [{"id": "x/1"}]})
    with pytest.raises(UsageError, match=r"'count/x/1' is of the kind .*[Cc]ount"):
        centered(folder, "count/x/1")


def view_network(folder: Any, path: Path, **options: Any) -> None:
    from graph.commands.view import view

    view("network", output=path, graph=folder.path, **options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"around": "estate/没有"}, "没有编号“estate/没有”"),
        ({"around": "x", "community": "海岸湾社区"}, "--around 不能和 --community"),
        ({"hops": "2"}, "--around"),
        ({"around": "x", "hops": "4"}, "1 到 3"),
        ({"layers": "formal,双重"}, "formal, dual, leads, coverage, co-construction"),
        ({"layers": ""}, "formal, dual"),
    ],
)
def test_an_option_that_can_not_be_used(
    district: Any, tmp_path: Path, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as error:
        view_network(district, tmp_path / "page.html", **options)
    assert said in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_an_option_of_another_page(district: Any, tmp_path: Path) -> None:
    from graph.commands.view import view

    with pytest.raises(UsageError) as error:
        view("report", output=tmp_path / "p.html", graph=district.path, around="x")
    assert "network" in str(error.value)
