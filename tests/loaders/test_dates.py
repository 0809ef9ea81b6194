"""Partial dates, and which day they leave a tie in force."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values import in_force, in_force_series
from loaders.values.dates import first_day, last_day
from tests.loaders.cells import read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2008", "2008"),
        ("2008年", "2008"),
        ("2008年6月", "2008-06"),
        ("二○○八年六月", "2008-06"),
        ("二千零八年", "2008"),
        ("2008年元月", "2008-01"),
        ("'2008.6", "2008-06"),
        ("2008.6", "2008-06"),
        ("2008-06", "2008-06"),
        ("200806", "2008-06"),
        ("2008/6/1", "2008-06-01"),
        ("20080601", "2008-06-01"),
        ("2008.06.01", "2008-06-01"),
        ("2008年6月1日", "2008-06-01"),
        ("２００８年６月１日", "2008-06-01"),
        ("二〇〇八年六月一日", "2008-06-01"),
        ("2008 年 6 月", "2008-06"),
        ("39600", "2008-06-01"),
        ("39600.0", "2008-06-01"),
        ("2008-06-01T00:00:00", "2008-06-01"),
        ("2008-06-01 12:30:00", "2008-06-01"),
        ("2008-06-01T00:00:00+08:00", "2008-06-01"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(written: str, value: str) -> None:
    assert read(written, "date") == (value, None, None)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2008年上半年", "2008"),
        ("2008年6月底", "2008-06"),
        ("2008年第一季度", "2008"),
        ("截至2008年6月", "2008-06"),
        ("自2008年6月起", "2008-06"),
    ],
)
def test_of_a_rough_date_the_sure_part_is_read_and_said(written: str, value: str) -> None:
    assert read(written, "date") == (value, None, "date_partly_read")


@pytest.mark.parametrize(
    "written",
    [
        "2008-13",
        "2008-02-30",
        "2008-00",
        "08年6月",
        "去年",
        "2008-2011",
        "9999",
        "2008年以前",
        "61000",
    ],
)
def test_what_is_no_date_is_said(written: str) -> None:
    assert read(written, "date") == (None, None, "not_a_date")


def test_an_end_that_is_not_fixed_is_blank() -> None:
    assert read("长期", "date") == (None, None, None)


DATES = st.dates(date(2005, 1, 1), date(2012, 12, 31))
PARTIAL = st.none() | st.tuples(DATES, st.sampled_from([4, 7, 10])).map(
    lambda drawn: drawn[0].isoformat()[: drawn[1]]
)


@given(PARTIAL, PARTIAL, DATES)
def test_rule_10_in_force_from_since_to_the_last_day_of_until(
    since: str | None, until: str | None, on: date
) -> None:
    """The oracle looks at every day of the calendar that the dates name."""
    days = [date(2005, 1, 1) + timedelta(days=n) for n in range(366 * 8)]
    first = min(day for day in days if since is None or day.isoformat().startswith(since))
    last = max(day for day in days if until is None or day.isoformat().startswith(until))
    expected = (since is None or first <= on) and (until is None or on <= last)
    assert in_force(since, until, on) is expected
    column = in_force_series(
        pl.Series([since], dtype=pl.String), pl.Series([until], dtype=pl.String), on
    )
    assert column.to_list() == [expected]


@given(PARTIAL, PARTIAL, DATES, st.booleans(), st.booleans())
def test_rule_10_an_end_that_could_not_be_read_leaves_it_open(
    since: str | None, until: str | None, on: date, since_unread: bool, until_unread: bool
) -> None:
    since, until = (None if since_unread else since), (None if until_unread else until)
    stated = in_force(since, until, on)
    expected = None if stated is not False and (since_unread or until_unread) else stated
    assert (
        in_force(since, until, on, since_unread=since_unread, until_unread=until_unread) is expected
    )
    column = in_force_series(
        pl.Series([since], dtype=pl.String),
        pl.Series([until], dtype=pl.String),
        on,
        since_unread=pl.Series([since_unread]),
        until_unread=pl.Series([until_unread]),
    )
    assert column.to_list() == [expected]


def test_the_days_of_partial_dates() -> None:
    assert (first_day("2008"), last_day("2008")) == (date(2008, 1, 1), date(2008, 12, 31))
    assert (first_day("2008-02"), last_day("2008-02")) == (date(2008, 2, 1), date(2008, 2, 29))
    assert first_day("2008-06-01") == last_day("2008-06-01") == date(2008, 6, 1)
    with pytest.raises(ValueError, match="not a partial date"):
        first_day("June")
