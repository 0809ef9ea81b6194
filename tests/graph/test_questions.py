"""What all questions have in common: area, order, summary, and what the folders say."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import gaps
from graph.errors import UsageError
from graph.indicator import Indicator, all_indicators
from graph.question import Question, all_questions, question
from tests.graph.generated import ASKED
from tests.graph.office import (
    HAIYUE,
    HERE,
    NO_FOLDER,
    PLACE,
    Office,
    numbers,
)
from tests.graph.small import Rows


def two_communities() -> Rows:
    beitou = {
        "id": "北头",
        "name": "北头社区",
        "code": "440305002004",
        "asked": list(ASKED),
        "subdistrict": "南山街道",
        "community_code": "440305002004",
        "community": "北头社区",
    }
    nowhere = {"id": "z", "name": "3栋", **dict.fromkeys(PLACE)}
    return {
        "Community": [HAIYUE, beitou],
        "Subdistrict": [{"id": "s", "name": "南山街道", "code": "440305002"}],
        "Building": [
            {"id": "b", "name": "2栋"},
            {"id": "a", "name": None},
            {"id": "c", "name": "1栋"},
            nowhere,
        ],
        "Estate": [],
    }


@pytest.mark.parametrize(
    ("option", "wanted"),
    [
        ("community", "海月社区"),
        ("community", "海月"),
        ("community", HERE),
        ("subdistrict", "招商街道"),
        ("subdistrict", "招商"),
        ("subdistrict", "440305006"),
    ],
)
def test_a_community_or_subdistrict_is_named_by_name_or_code(
    office: Office, option: str, wanted: str
) -> None:
    office.has(two_communities())
    found = office.names("uncovered-buildings", "building", **{option: wanted})
    assert found == ["1栋", "2栋", None]
    assert numbers(office.line("uncovered-buildings", **{option: wanted})) == (3, 3, 0, 0)


def test_an_area_without_gaps_is_an_area_all_the_same(office: Office) -> None:
    office.has(two_communities())
    assert office.gaps("uncovered-buildings", community="北头") == []
    assert office.gaps("uncovered-buildings", subdistrict="440305002") == []


def test_a_name_that_nothing_has_is_refused_with_names_that_are_like_it(office: Office) -> None:
    office.has(two_communities())
    for option, wanted, like in (
        ("community", "海日社区", "海月社区"),
        ("subdistrict", "南山街", "南山街道"),
    ):
        with pytest.raises(UsageError, match=like):
            office.gaps("uncovered-buildings", **{option: wanted})
        with pytest.raises(UsageError, match=like):
            office.line("uncovered-buildings", **{option: wanted})
    with pytest.raises(UsageError):
        office.gaps("uncovered-buildings", community="海月", subdistrict="南山街道")
    with pytest.raises(UsageError, match="uncovered-buildings"):
        office.gaps("uncovered-building")


def test_rows_are_in_the_order_of_communities_and_names_with_blanks_last(office: Office) -> None:
    office.has(two_communities())
    assert office.names("uncovered-buildings", "building") == ["1栋", "2栋", None]
    assert office.names("uncovered-buildings", "building", unknown=True) == ["3栋"]


def test_the_summary_can_be_had_by_community_and_by_subdistrict(office: Office) -> None:
    office.has(two_communities())
    lines = gaps.summary(NO_FOLDER, office.store, questions=["uncovered-buildings"], by="community")
    assert [(line["community"], *numbers(line)) for line in lines] == [
        ("海月社区", 3, 3, 0, 0),
        (None, 0, 1, 0, 1),
    ]
    lines = gaps.summary(
        NO_FOLDER, office.store, questions=["uncovered-buildings"], by="subdistrict"
    )
    assert [(line["subdistrict"], *numbers(line)) for line in lines] == [
        ("招商街道", 3, 3, 0, 0),
        (None, 0, 1, 0, 1),
    ]


def test_a_graph_with_nothing_in_it_answers_every_question(office: Office) -> None:
    office.has({})
    for each in all_questions():
        if each.reads == "graph":
            assert office.gaps(each.slug) == []
            assert numbers(office.line(each.slug)) == (0, 0, 0, 0)
    assert gaps.indicators(office.store) == []


COLUMNS = {
    "communities-not-upgraded": "leading_organization, kind, members, eligible_kind",
    "branches-outside-dual-management": "branch, unit, superior, members",
    "dual-management-missing-scopes": (
        "branch, territorial_organization, activities, elections, decisions, since"
    ),
    "uncovered-buildings": (
        "estate, building, building_code, households, leader, nearest_organization"
    ),
    "estates-without-branch": "estate, buildings, covered_buildings, nearest_organization",
    "units-without-ties": "unit, nature, party_organization",
    "incomplete-five-in-one": (
        "estate, party, workstation, residents_committee, owners_committee, property_office, "
        "missing"
    ),
    "units-due-a-branch": "unit, uscc, nature, members, employees, reason",
    "broken-dual-management": "branch, problem",
    "buildings-without-leader": "estate, building, building_code, households",
    "uncovered-streets": "kind, name",
    "broken-responsibility-chain": "level, name, organization, missing_link",
    "concurrent-secretary-missing": "secretary_post, head_post",
    "full-time-deputy-missing": "organization, kind",
    "leadership-without-outside-seats": "organization, seats, outside_seats, natures",
    "mechanisms-missing": "joint_meetings, units_taking_part",
    "owners-committees-missing": "estate, status, term_end",
    "property-offices-without-party": "office, company, instructor",
    "units-without-work-coverage": "unit, nature",
    "mass-organizations-without-lead": "organization, kind, unit",
    "two-new-without-mass-organizations": "unit, sector, union, league, women",
    "communities-without-mass-organizations": "union, league, women",
    "social-organizations-without-party": "unit, nature, employees",
    "teams-missing": "members, workstation_staff, social_workers, volunteers, youth_care, missing",
    "youth-care-missing": "level, name",
    "low-member-share": "estate, posts, known, members_or_officials, share",
    "overstretched-posts": "post, organization, vacant, span",
    "unmet-demands": "kind, name, owner, since",
    "unresolved-records": "field, as_written, candidates, problem",
}


@pytest.mark.parametrize("asked", all_questions(), ids=lambda asked: asked.slug)
def test_the_columns_are_those_of_the_contract(asked: Question) -> None:
    keys = [column.key for column in asked.columns]
    assert keys[:3] == ["subdistrict", "community_code", "community"]
    assert ", ".join(keys[3:-1]) == COLUMNS[asked.slug]
    assert keys[-1] == "source"


def test_every_quote_is_the_articles_own() -> None:
    sentences = (Path(__file__).parent / "article_sentences.txt").read_text(encoding="utf-8")
    questions: tuple[Question | Indicator, ...] = (*all_questions(), *all_indicators())
    for each in questions:
        assert each.article or each.slug == "unresolved-records"
        for quote in each.article:
            assert quote in sentences, each.slug


def test_every_code_of_a_column_has_a_name_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.question.language", lambda: "zh")
    assert question("uncovered-buildings").columns[7].codes()["yes"] == "是"
    assert question("units-due-a-branch").columns[8].codes()["not_asked"] == "没有花名册问过"
    for each in all_indicators():
        assert set(each.figures) <= set(each.codes())
    monkeypatch.setattr("graph.question.language", lambda: "en")
    assert question("uncovered-buildings").columns[7].codes()["yes"] == "yes"
