"""The network page as a file: what is in it, and how its pictures are made."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.language import say
from graph.pages import network
from graph.pages.content import Content, read_content
from graph.pages.coverage import assess
from graph.pages.drawing import draw
from graph.pages.findings import Findings, find
from graph.pages.layout import ems, open_down_to, shorten, tree
from graph.pages.pictures import BOXES, Atlas, Picture
from graph.pages.pinyin import readings
from graph.pages.places import Places
from graph.pages.style import FILLS
from graph.pages.territory import natural, survey
from ontology import load_model
from tests.graph.small import publish_small
from tests.pages.atlas import atlas_of, drawn, overlapping
from tests.pages.district import District


@pytest.fixture(scope="module")
def atlas(district: Any, district_found: Findings) -> Atlas:
    """All pictures of the district."""
    return drawn(district, district_found)


@pytest.fixture(scope="module")
def working_atlas(working: Any) -> Atlas:
    return atlas_of(working)


def test_the_same_graph_gives_the_same_bytes(
    district: Any, network_page: Path, tmp_path: Path
) -> None:
    network.write(district, tmp_path / "two.html")
    assert network_page.read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_file_is_utf8_and_asks_for_nothing(network_page: Path) -> None:
    html = unescape(network_page.read_bytes().decode("utf-8"))
    assert b"\r\n" not in network_page.read_bytes()
    assert "default-src 'none'" in html
    assert "unsafe" not in re.findall(r'content="(default-src[^"]*)"', html)[0]
    assert not re.search(r"<(script|img|iframe)[^>]* src=|<link", html)
    assert '<html lang="zh-CN">' in html


@pytest.mark.usefixtures("english")
def test_a_page_in_english(district: Any, tmp_path: Path) -> None:
    network.write(district, tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in html
    assert "<title>Network of community organizations: 南海区</title>" in html


def test_every_tie_can_be_read_from_both_ends() -> None:
    for relationship in load_model().relationships.values():
        if relationship.type not in ("IN_COMMUNITY", "COUNTED_IN"):
            assert say(f"pages_inverse_{relationship.type}")


def test_a_community_alone(district: Any, network_page: Path, tmp_path: Path) -> None:
    whole, part = network_page, tmp_path / "part.html"
    network.write(district, part, community="440399001001")
    assert "海岸湾社区" in re.findall("<title>(.*)</title>", part.read_text(encoding="utf-8"))[0]
    assert part.stat().st_size < whole.stat().st_size


def test_a_place_that_is_not_there(district: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        network.write(district, tmp_path / "page.html", subdistrict="没有街道")
    assert not (tmp_path / "page.html").exists()


def test_an_empty_graph_has_a_page(tmp_path: Path) -> None:
    network.write(publish_small(tmp_path / "graph"), tmp_path / "page.html")
    assert (tmp_path / "page.html").exists()


def test_no_picture_holds_more_than_a_person_can_read(tmp_path: Path) -> None:
    rows = District(communities=6, estates=12, buildings=40)
    for number in range(700):  # and one estate that is a town
        rows.add("Building", f"town{number}", name=f"{number + 1}栋", community_code="440399001001",
                 estate_id="https://w3id.org/shequ/id/estate/440399001001/e0")  # fmt: skip
    atlas = atlas_of(publish_small(tmp_path / "graph", rows.nodes, rows.edges))
    assert max(len(picture.boxes) for picture in atlas.pictures.values()) <= 400


def test_every_place_and_organization_is_on_a_picture(atlas: Atlas) -> None:
    drawn = {box.node for picture in atlas.pictures.values() for box in picture.boxes}
    wanted = atlas.content.of(
        "Subdistrict", "Community", "Estate", "Building", "PartyOrganization", "Unit"
    )
    listed = [node for node in wanted if atlas.content.value(node, "listed")]
    assert [atlas.name(node) for node in listed if node not in drawn] == []


def test_the_figures_of_a_place_are_those_of_the_questions(tmp_path: Path) -> None:
    rows = District(communities=8)
    first, second = rows.nodes["Community"][:2]
    for place in (first, second):
        place["asked"] = ["COVERS.Building"]
    here = {key: first[key] for key in ("community_code", "community", "subdistrict")}
    for number in range(7):  # of one community, in an estate of the next
        rows.add("Building", f"over{number}", name=f"界{number}栋", **here,
                 estate_id=f"https://w3id.org/shequ/id/estate/{second['code']}/e0")  # fmt: skip
    for number in range(5):
        rows.add("Building", f"lost{number}", subdistrict=first["subdistrict"])
    rows.add("Building", "nowhere")
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    atlas = atlas_of(folder)
    asked = {
        first["name"]: (first["code"], None),
        second["name"]: (second["code"], None),
        first["subdistrict"]: (None, first["subdistrict"]),
        "南海区": (None, None),
    }
    for name, (community, subdistrict) in asked.items():
        rows_of_all = find(folder, community=community, subdistrict=subdistrict).summary
        row = next(row for row in rows_of_all if row["question"] == "uncovered-buildings")
        tally = atlas.coverage.tally[atlas.content.name.index(name)]
        assert (tally.of, tally.gaps, tally.unknown) == (row["of"], row["gaps"], row["unknown"])


def test_what_lies_in_no_community_is_gathered_beside_the_rest(tmp_path: Path) -> None:
    rows = District(communities=2)
    rows.add("Building", "lost", name="无主楼")
    atlas = atlas_of(publish_small(tmp_path / "graph", rows.nodes, rows.edges))
    lost = atlas.content.name.index("无主楼")
    gathered = [one for one in atlas.gathered if lost in one.members]
    assert "未落实社区" in gathered[0].name


def test_one_can_go_back_from_every_picture_to_the_first(atlas: Atlas) -> None:
    for picture in atlas.pictures.values():
        way: list[int] = []
        here: Picture = picture
        while here.above is not None:
            assert here.focus not in way
            way.append(here.focus)
            here = atlas.pictures[here.above]
        assert here.focus == atlas.opening


def test_no_box_stands_on_another(atlas: Atlas, working_atlas: Atlas) -> None:
    for picture in (*atlas.pictures.values(), *working_atlas.pictures.values()):
        assert overlapping(picture) == []


def test_lines_join_boxes_of_the_same_picture(atlas: Atlas) -> None:
    for picture in atlas.pictures.values():
        ends = {end for line in picture.lines for end in line[:2]}
        assert ends <= picture.nodes()


def test_a_branch_that_is_no_one_s_stands_out(atlas: Atlas, district_found: Findings) -> None:
    for slug in ("uncovered-buildings", "branches-outside-dual-management", "units-due-a-branch"):
        gaps = [id_ for id_, state in district_found.states[slug].items() if state == "gap"]
        assert gaps
        assert {atlas.coverage.state[atlas.content.number[id_]] for id_ in gaps} == {"gap"}


def test_a_broken_chain_marks_the_group_and_the_estate_it_breaks_in(tmp_path: Path) -> None:
    rows = District(communities=1)
    here = {"community_code": "440399001001", "community": "海岸湾社区"}
    rows.add("PartyOrganization", "stray", name="无主党小组", kind="group", **here)
    covered = next(tie for tie in rows.edges["COVERS"] if tie["to"].startswith("Estate/"))
    rows.tie(
        "COVERS", "PartyOrganization/stray", covered["to"].replace("Estate", "Building") + "/0"
    )
    folder = publish_small(tmp_path / "graph", rows.nodes, rows.edges)
    findings = find(folder, community=None, subdistrict=None)
    states = findings.states["broken-responsibility-chain"]
    for row in findings.gaps["broken-responsibility-chain"]:
        assert states[row["organization_id"]] == states[row["estate_id"]] == "gap"
    assert states["https://w3id.org/shequ/id/party-organization/stray"] == "gap"


def test_a_dual_management_that_lacks_something_is_marked_at_its_branch(
    district_found: Findings,
) -> None:
    rows = district_found.gaps["dual-management-missing-scopes"]
    assert rows
    states = district_found.states["dual-management-missing-scopes"]
    assert {states[row["branch_id"]] for row in rows} == {"gap"}


def test_what_else_a_community_has_stands_in_counted_boxes(working_atlas: Atlas) -> None:
    community = working_atlas.content.name.index("海岸湾社区")
    texts = {box.text for box in working_atlas.pictures[community].boxes}
    assert {"3 项职务", "2 支队伍", "2 个治理主体", "海岸湾社区党建联席会议"} <= texts


def test_the_readings_of_a_page_are_those_of_its_characters() -> None:
    assert readings(["大冲社区2栋", "重Ａ"]) == {
        "冲": "chong",
        "区": "ou qu",
        "大": "da dai tai",
        "栋": "dong",
        "社": "she",
        "重": "chong tong zhong",
    }


def test_two_superiors_that_are_each_other_s(tmp_path: Path) -> None:
    rows = District(communities=1)
    rows.tie(
        "SUBORDINATE_TO", "PartyOrganization/440399001001/lead", "PartyOrganization/440399001001/b1"
    )
    atlas_of(publish_small(tmp_path / "graph", rows.nodes, rows.edges))


def test_a_formal_line_of_any_length_opens_step_by_step(tmp_path: Path) -> None:
    place = {"community_code": "c", "community": "大冲社区"}
    line = [{"id": str(at), "name": f"支部{at}", "kind": "branch", **place} for at in range(3000)]
    ties = [
        {"from": f"PartyOrganization/{at}", "to": f"PartyOrganization/{at - 1}"}
        for at in range(1, len(line))
    ]
    folder = publish_small(
        tmp_path / "graph",
        {"Community": [{"id": "c", "code": "c", "name": "大冲社区", **place}],
         "PartyOrganization": line},
        {"SUBORDINATE_TO": ties, "LEADS": [{"from": "PartyOrganization/0", "to": "Community/c"}]},
    )  # fmt: skip
    content = read_content(folder, None)
    territory = survey(content)
    atlas = draw(content, territory, assess(content, territory, Findings()))
    drawn = {box.node for picture in atlas.pictures.values() for box in picture.boxes}
    assert drawn >= set(content.of("PartyOrganization"))
    for picture in atlas.pictures.values():
        assert max(box.x for box in picture.boxes) < 3000


def test_ties_are_read_without_comparing_each_with_each() -> None:
    class Watched(int):
        compared = 0
        __hash__ = int.__hash__

        def __eq__(self, other: object) -> bool:
            Watched.compared += 1
            return int.__eq__(self, other) is True

    ends = [Watched(end) for end in range(2000)]
    content = Content(load_model(), Places(""), ties={"COVERS": [(0, end) for end in ends * 2]})
    content.tie_columns = {"COVERS": {}}
    found = content.targets("COVERS")
    assert Watched.compared < 10 * len(ends)
    assert found == {0: ends}


@pytest.mark.parametrize("state", FILLS)
def test_text_can_be_read_on_its_fill(state: str) -> None:
    fill, _, text, _, _ = FILLS[state]
    light, dark = sorted((luminance(fill), luminance(text)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_buildings_stand_in_the_order_people_count() -> None:
    names = ["10栋", "2栋", "第十党支部", "第二党支部", "1栋", "第二十一党支部"]
    assert sorted(names, key=natural) == [
        "1栋",
        "2栋",
        "10栋",
        "第二党支部",
        "第十党支部",
        "第二十一党支部",
    ]


def test_buildings_of_one_village_are_told_apart_where_their_names_are_too_long() -> None:
    fitted = [BOXES["building"].fit_end(f"蕙潭村一坊{number}栋") for number in range(1, 12)]
    assert len(set(fitted)) == 11
    assert fitted[9] == "…10栋"


@given(st.text(), st.floats(1, 30))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert ems(shorten(text, room)) <= room or shorten(text, room) == "…"


@given(
    st.dictionaries(st.integers(0, 20), st.lists(st.integers(0, 20), max_size=5)),
    st.integers(1, 40),
)
def test_a_tree_of_any_shape_ends_and_keeps_to_its_rows(
    children: dict[int, list[int]], rows: int
) -> None:
    shown = open_down_to([0], children, rows)
    places = tree([0], shown)
    leaves = [node for node in places if not shown.get(node)]
    assert len({places[leaf][1] for leaf in leaves}) == len(leaves) <= max(rows, 1)


def test_a_place_of_which_only_a_part_is_there_has_no_figure(district: Any) -> None:
    findings = find(district, community="440399001001", subdistrict=None)
    atlas = drawn(district, findings)
    above = atlas.pictures[atlas.content.name.index("海岸街道")].boxes
    texts = {box.text for box in above if box.role == "district"}
    assert texts == {"<b>海岸街道</b>\n本页只有一部分"}
    findings = find(district, community=None, subdistrict="海岸街道")
    atlas = drawn(district, findings)
    assert atlas.coverage.tally[atlas.content.name.index("海岸街道")].of > 0
