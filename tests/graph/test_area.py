"""Which communities and subdistricts --subdistrict and --community name."""

from __future__ import annotations

import pytest

from graph.area import choose_area
from graph.errors import UsageError

EAST, WEST = "110101001", "220202001"
# two subdistricts of one name, in two districts
NAMESAKES = [
    ("城关街道", f"{EAST}001", "东一社区"),
    ("城关街道", f"{WEST}001", "西一社区"),
    ("城关街道", EAST, None),
    ("城关街道", WEST, None),
]
OTHER = [("招商街道", "440305006011", "海月社区"), ("招商街道", "440305006", None)]


@pytest.mark.parametrize("places", [NAMESAKES, NAMESAKES[:2], [*OTHER, *NAMESAKES]])
def test_a_code_does_not_take_in_the_namesake_of_another_district(
    places: list[tuple[str, str, str | None]],
) -> None:
    area = choose_area(places, community=None, subdistrict=EAST)
    assert ("城关街道", f"{EAST}001", "东一社区") in area
    assert ("城关街道", f"{WEST}001", "西一社区") not in area
    assert ("城关街道", EAST, None) in area
    assert ("城关街道", WEST, None) not in area
    # whose it is, the name alone does not tell
    assert ("城关街道", None, None) not in area


def test_a_name_means_all_that_have_it() -> None:
    area = choose_area([*OTHER, *NAMESAKES], community=None, subdistrict="城关")
    assert [place for place in [*OTHER, *NAMESAKES] if place in area] == NAMESAKES
    assert ("城关街道", None, None) in area


@pytest.mark.parametrize("wanted", ["招商", "招商街道", "440305006", " 440305006 "])
def test_what_only_names_a_subdistrict_is_of_it_where_there_is_no_namesake(wanted: str) -> None:
    uncoded = ("招商街道", None, "水湾社区")
    area = choose_area([*OTHER, uncoded, *NAMESAKES], community=None, subdistrict=wanted)
    for place in (*OTHER, uncoded, ("招商街道", None, None)):
        assert place in area
    assert not [place for place in NAMESAKES if place in area]


def test_a_community_alone_is_no_whole_subdistrict() -> None:
    area = choose_area(OTHER, community="海月", subdistrict="440305006")
    assert OTHER[0] in area
    assert OTHER[1] not in area
    assert ("招商街道", None, None) not in area


def test_a_code_that_nothing_has_is_refused() -> None:
    with pytest.raises(UsageError, match="110101002"):
        choose_area(NAMESAKES, community=None, subdistrict="110101002")
