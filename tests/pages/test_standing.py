"""What the picture of a community says of the organizations and units in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.pages import report_communities, report_tables
from graph.pages.findings import find
from graph.pages.pictures import Atlas
from graph.pages.places import read_places
from tests.graph.small import publish_small
from tests.pages.atlas import atlas_of
from tests.pages.bare import Bare


def community(asked: bool = True) -> tuple[Bare, dict[str, Any]]:
    """A community whose rosters ask for both lines, or for neither."""
    rows = Bare()
    rows.district("ns", "南山区")
    rows.subdistrict("zs", "招商街道", "ns")
    here = rows.community("hy", "海月社区", "zs", code="440305007001")
    if not asked:
        rows.nodes["Community"][-1]["asked"] = ["LEADS"]
    rows.add("PartyOrganization", "home", name="市国资委党委", kind="committee", listed=False)
    return rows, here


def branch(rows: Bare, here: dict[str, Any], id_: str, above: str = "home", **columns: Any) -> str:
    made = rows.organization(id_, f"{id_}党支部", "hy", here, **({"kind": "branch"} | columns))
    rows.tie("SUBORDINATE_TO", made, f"PartyOrganization/{above}")
    return made


def boxes(rows: Bare, folder: Path) -> dict[str, int]:
    """The counted boxes, and how many each stands for."""
    atlas = atlas_of(publish_small(folder / "graph", rows.nodes, rows.edges))
    return {one.name: len(one.members) for one in atlas.gathered}


def test_branches_of_which_nobody_was_asked_are_not_called_outside(tmp_path: Path) -> None:
    rows, here = community(asked=False)
    for number in range(45):
        branch(rows, here, f"b{number}")
    found = boxes(rows, tmp_path)
    assert found["双重管理未知 45"] == 45
    assert not any("未纳入双重管理" in name for name in found)


def test_each_standing_has_a_box_of_its_own(tmp_path: Path) -> None:
    rows, here = community()
    for number in range(12):
        branch(rows, here, f"out{number}")
        made = branch(rows, here, f"in{number}")
        rows.tie("DUAL_MANAGED_BY", made, "PartyOrganization/hy/lead", since="2020-01-01")
        branch(rows, here, f"below{number}", above=f"in{number}")
        branch(rows, here, f"group{number}", kind="group")
    found = boxes(rows, tmp_path)
    assert found["未纳入双重管理 12"] == 12
    assert found["已纳入双重管理 12"] == 12
    assert found["随上级纳入双重管理 12"] == 12
    assert found["其他党组织 12"] == 12


def test_units_of_which_nobody_knows_are_not_called_without(tmp_path: Path) -> None:
    rows, here = community()
    for number in range(6):
        rows.inside("Unit", f"u{number}", "hy", here, name=f"{number}公司", full_members=None)
    for number in range(4):
        rows.inside("Unit", f"small{number}", "hy", here, name=f"小{number}公司", full_members=1)
    found = boxes(rows, tmp_path)
    assert found["应建与否未知单位 6"] == 6
    assert found["无党组织单位 4，应建 0"] == 4


def twice_seated(tmp_path: Path) -> Any:
    """A branch in two communities: one asks for both lines, the other for neither."""
    rows, here = community()
    rows.community("gy", "桂园社区", "zs", code="440305007002")
    rows.nodes["Community"][-1]["asked"] = ["LEADS"]
    made = branch(rows, here, "both")
    rows.tie("SEATED_IN", made, "Community/gy")
    return publish_small(tmp_path / "graph", rows.nodes, rows.edges)


def state_in(atlas: Atlas, name: str, of: str) -> str:
    (place,) = [node for node in atlas.pictures if atlas.name(node) == of]
    (box,) = [box for box in atlas.pictures[place].boxes if atlas.name(box.node) == name]
    return box.state


def test_a_branch_in_two_communities_is_a_gap_only_where_it_is_one(tmp_path: Path) -> None:
    folder = twice_seated(tmp_path)
    atlas = atlas_of(folder)
    assert state_in(atlas, "both党支部", "海月社区") == "gap"
    assert state_in(atlas, "both党支部", "桂园社区") == "unknown"
    found, places = find(folder, community=None, subdistrict=None), read_places(folder)
    how = {}
    for section in report_communities.sections(
        report_tables.read_tables(folder, places), found, places
    ):
        (block,) = [block for block in section["blocks"] if block["key"] == "management"]
        how[section["name"]] = [row[-1] for row in block["rows"] if row[0] == "both党支部"]
    assert how == {"海月社区": ["未纳入双重管理"], "桂园社区": ["未知"]}
