"""Posts of a former term hold no seat, and 上届 is the last term as 上一届 is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph import gaps
from graph.figures.education import FORMER_TERMS
from tests.graph.office import HAIYUE, Office
from tests.graph.test_indicators_unknown import MEMBER, NEITHER, has_posts


@pytest.mark.parametrize("last", ["上一届", "上届"])
def test_the_last_term_is_the_last_term_however_a_roster_writes_it(
    office: Office, last: str
) -> None:
    share = {"measure": "leadership_college_share"}
    leader = {"kind": "secretary", "filled": True, "education": "college_or_above"}
    office.has(
        {
            "Community": [HAIYUE],
            "PartyOrganization": [{"id": "党委", "kind": "committee"}],
            "Count": [
                {"id": "a", **share, "category": "本届", "value": 79.9},
                {"id": "b", **share, "category": last, "value": 59.9},
            ],
            "Post": [{"id": "p", **leader, "term": last}, {"id": "q", **leader, "term": "上一届"}],
        },
        {
            "COUNTED_IN": [("Count/a", "Community/海月"), ("Count/b", "Community/海月")],
            "LEADS": [("PartyOrganization/党委", "Community/海月")],
            "POST_IN": [(f"Post/{post}", "PartyOrganization/党委") for post in "pq"],
        },
    )
    found = office.figures("leadership-education")
    assert found["stated_change", None] == (20, "exact")
    assert found["stated_share", "上一届"] == (59.9, "exact")
    assert found["posts_known", "上一届"] == (2, "exact")
    assert {category for _, category in found} == {"本届", "上一届", None}


def test_two_shares_of_the_last_term_are_two_however_they_are_written(office: Office) -> None:
    terms = (("a", "本届"), ("b", "上一届"), ("c", "上届"))
    office.has(
        {
            "Community": [HAIYUE],
            "Count": [
                {"id": id_, "measure": "leadership_college_share", "category": term, "value": 50.0}
                for id_, term in terms
            ],
        },
        {"COUNTED_IN": [(f"Count/{id_}", "Community/海月") for id_, _ in terms]},
    )
    assert ("stated_change", None) not in office.figures("leadership-education")


@pytest.mark.parametrize("term", ["上一届", "上届", "本届", None])
def test_a_post_of_a_former_term_holds_no_seat(office: Office, term: str | None) -> None:
    has_posts(office, {**MEMBER, "term": term}, {**NEITHER, "term": "本届"})
    former = term in ("上一届", "上届")
    found = office.figures("member-share-of-posts")
    for category in ("building_leaders", "owners_committees_other"):
        assert found["posts", category] == (1 if former else 2, "exact")
        assert found["share", category] == (0 if former else 0.5, "exact")


@pytest.mark.parametrize("term", ["上一届", "上届", "本届", None])
def test_nor_is_it_vacant_or_too_much_or_one_of_an_estates_posts(
    office: Office, term: str | None
) -> None:
    nodes: dict[str, Any] = {
        "Community": [HAIYUE],
        "Estate": [{"id": "园"}, {"id": "苑"}],
        "GovernanceBody": [{"id": "业委会", "kind": "owners_committee"}],
        "Building": [{"id": f"{at}栋"} for at in range(6)],
        "Post": [
            {"id": "空", "kind": "head", "filled": False, "term": term},
            {"id": "楼栋长", "kind": "building_leader", **NEITHER, "term": term},
            {"id": "委员", "kind": "owners_committee_member", **NEITHER, "term": term},
        ],
    }
    office.has(
        nodes,
        {
            "SERVES": [("GovernanceBody/业委会", "Estate/园")],
            "PART_OF": [(f"Building/{at}栋", "Estate/苑") for at in range(6)],
            "POST_IN": [("Post/委员", "GovernanceBody/业委会")],
            "RESPONSIBLE_FOR": [("Post/楼栋长", f"Building/{at}栋") for at in range(6)],
        },
    )
    seats = term not in ("上一届", "上届")
    assert office.names("low-member-share", "estate") == (["园", "苑"] if seats else [])
    assert office.line("low-member-share")["of"] == (2 if seats else 0)
    assert office.names("overstretched-posts", "post") == (["楼栋长", "空"] if seats else [])
    assert office.line("overstretched-posts")["of"] == (3 if seats else 0)


def test_the_queries_spell_the_last_term_as_the_figures_do() -> None:
    """A text that left out one spelling would seat the last term's holders."""
    graph = Path(gaps.__file__).parent
    texts = [
        path.read_text("utf-8") for form in ("rq", "cypher") for path in graph.glob(f"*/*/*.{form}")
    ]
    spelled = {line.count("届") for text in texts for line in text.splitlines()}
    assert spelled == {0, len(FORMER_TERMS)}
    lists = [
        spellings
        for text in texts
        for spellings in re.findall(r" IN [(\[]([^)\]]*届[^)\]]*)", text)
    ]
    assert {tuple(re.findall("['\"](.*?)['\"]", each)) for each in lists} == {FORMER_TERMS}
