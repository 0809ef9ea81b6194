"""Each quirk of a real roster: account, issues and graph are those that are expected."""

from __future__ import annotations

import difflib
from functools import cache

import pytest
from rdflib.compare import isomorphic

from loaders.loading import LoadResult
from tests.cases.case import Case, account, cases, issues, lines_of
from tests.cases.facts import facts, turtle

every_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@cache
def loaded(case: Case) -> LoadResult:
    return case.load()


def difference(expected: str, found: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found")
    return "\n".join(["", *lines])


@every_case
def test_every_row_is_accounted_for_as_expected(case: Case) -> None:
    found, expected = account(loaded(case)), case.expected("account.json")
    assert found == expected, difference(lines_of(expected), lines_of(found))
    for row in found:
        if "read" in row:
            assert row["read"] == row["loaded"] + row["rejected"] + row["skipped"]


@every_case
def test_the_issues_are_those_expected(case: Case) -> None:
    found, expected = issues(loaded(case)), case.expected("issues.json")
    assert found == expected, difference(lines_of(expected), lines_of(found))


@every_case
def test_the_graph_is_the_one_expected(case: Case) -> None:
    found, expected = facts(loaded(case)), case.expected_graph()
    assert isomorphic(found, expected), difference(
        (case.folder / "graph.ttl").read_text(encoding="utf-8"), turtle(found)
    )


def test_every_quirk_of_the_catalogue_but_the_hidden_rows_has_a_case() -> None:
    assert {case.said["quirk"] for case in cases()} >= set(range(1, 22)) - {18}
