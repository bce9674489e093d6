"""Dates in every documented form, what is said about them, and round trips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_when import NAMES, term

from storybible.calendars import DAY, ERAS, GREGORIAN, YEAR_LIMIT, Calendar
from storybible.when import Date, links, parse


def dates(text: str) -> tuple[str, str]:
    """First and last day of a date."""
    found = term(text)
    assert isinstance(found, Date), text
    return GREGORIAN.format(found.lower, "day"), GREGORIAN.format(found.upper, "day")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2004-07", "2004-07-01", "2004-07-31"),
        ("2004-07-12", "2004-07-12", "2004-07-12"),
        ("2004-7-2", "2004-07-02", "2004-07-02"),
        ("2004-07-12 18:30", "2004-07-12", "2004-07-12"),
        ("2004-07-12T18:30", "2004-07-12", "2004-07-12"),
        ("903-05-10", "0903-05-10", "0903-05-10"),
        ("0007-01-01", "0007-01-01", "0007-01-01"),
        ("41030-12-31", "41030-12-31", "41030-12-31"),
        ("-44-03-15", "-44-03-15", "-44-03-15"),
        ("−44-03-15", "-44-03-15", "-44-03-15"),
        ("12 July 2004", "2004-07-12", "2004-07-12"),
        ("12 july 2004, 18:30", "2004-07-12", "2004-07-12"),
        ("the 12th of July 2004", "2004-07-12", "2004-07-12"),
        ("July 12, 2004", "2004-07-12", "2004-07-12"),
        ("July 12 2004", "2004-07-12", "2004-07-12"),
        ("on 12 Jul 2004", "2004-07-12", "2004-07-12"),
        ("July 2004", "2004-07-01", "2004-07-31"),
        ("February 2003", "2003-02-01", "2003-02-28"),
        ("in July 2004", "2004-07-01", "2004-07-31"),
        ("July 0012", "0012-07-01", "0012-07-31"),
        ("July -5", "-5-07-01", "-5-07-31"),
        ("Monday 2004-07-12", "2004-07-12", "2004-07-12"),
        ("Monday, 12 July 2004", "2004-07-12", "2004-07-12"),
        ("early 2004", "2004-01-01", "2004-04-30"),
        ("mid 2004", "2004-05-01", "2004-08-31"),
        ("late 2004", "2004-09-01", "2004-12-31"),
        ("mid-July 2004", "2004-07-11", "2004-07-20"),
        ("late February 2003", "2003-02-21", "2003-02-28"),
        ("the early 1990s", "1990-01-01", "1993-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("spring 2004", "2004-03-01", "2004-06-21"),
        ("Summer of 2004", "2004-06-01", "2004-09-23"),
        ("autumn 2004", "2004-09-01", "2004-12-21"),
        ("fall 2004", "2004-09-01", "2004-12-21"),
        ("winter 2004", "2003-12-01", "2005-03-20"),
        ("1900 to 1910", "1900-01-01", "1910-12-31"),
        ("from 1900 to 1910", "1900-01-01", "1910-12-31"),
        ("1900 – 1910", "1900-01-01", "1910-12-31"),
        ("12 to 14 July 2004", "2004-07-12", "2004-07-14"),
        ("between 12 and 14 July 2004", "2004-07-12", "2004-07-14"),
        ("July to September 2004", "2004-07-01", "2004-09-30"),
        ("12 July to 3 August 2004", "2004-07-12", "2004-08-03"),
        ("about 1900", "1898-01-01", "1902-12-31"),
        ("around July 2004", "2004-06-01", "2004-08-31"),
        ("circa 12 July 2004", "2004-07-09", "2004-07-15"),
        ("44 BC", "-43-01-01", "-43-12-31"),
        ("44 B.C.", "-43-01-01", "-43-12-31"),
        ("15 March 44 BC", "-43-03-15", "-43-03-15"),
        ("1 BCE", "0000-01-01", "0000-12-31"),
        ("AD 79", "0079-01-01", "0079-12-31"),
        ("79 CE", "0079-01-01", "0079-12-31"),
        ("-3019", "-3019-01-01", "-3019-12-31"),
        ("12 Sept. 2004", "2004-09-12", "2004-09-12"),
        ("spring, 12 April 2004", "2004-04-12", "2004-04-12"),
        ("in the spring of 2004", "2004-03-01", "2004-06-21"),
        ("day 14", "0000-01-14", "0000-01-14"),
        ("Day 366", "0000-12-31", "0000-12-31"),
        ("day 367", "0001-01-01", "0001-01-01"),
    ],
)
def test_dates(text: str, first: str, last: str) -> None:
    assert dates(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("before 1900", "by 1899"),
        ("after 1900", "1901 or later"),
        ("by 1900", "by 1900"),
        ("not after 1900", "by 1900"),
        ("at or before 1900", "by 1900"),
        ("since 1900", "1900 or later"),
        ("not before July 1900", "July 1900 or later"),
        ("1900 or later", "1900 or later"),
        ("1900 or earlier", "by 1900"),
        ("earlier than 2003-03-01", "by February 2003"),
        ("later than February 2003", "March 2003 or later"),
        ("after 2003-02-28", "March 2003 or later"),
        ("right after 2004-07-12", "13 July 2004"),
        ("just before 2004-07-12", "11 July 2004"),
        ("the next day after 2003-02-28", "1 March 2003"),
        ("the previous month before 2004-07-12", "June 2004"),
        ("the same year as 2004-07-12", "2004"),
        ("next week after 2004-07-12", "between 19 July 2004 and 25 July 2004"),
        ("Monday after 2004-07-12", "19 July 2004"),
        ("Sunday before 2004-07-12", "11 July 2004"),
        ("exactly 3 days after 2003-02-28", "3 March 2003"),
        ("exactly 3 days before 2003-03-03", "28 February 2003"),
        ("exactly 30 days before 2003-03-30", "28 February 2003"),
        ("exactly 5 hours after 2004-07-12 22:30", "13 July 2004 03:30"),
        ("exactly one month after 2003-01-31", "28 February 2003"),
        ("exactly one month after 2004-01-31", "29 February 2004"),
        ("exactly one month before 2003-03-31", "28 February 2003"),
        ("exactly one month after February 2003", "March 2003"),
        ("exactly one year after 2000-02-29", "between 28 February 2001 and March 2001"),
        ("exactly 4 years after 2000-02-29", "29 February 2004"),
        ("exactly 3 years after 2004", "2007"),
        ("exactly 3 years before 2004-07-12", "12 July 2001"),
        ("3 years after 2004", "between July 2006 and June 2008"),
        ("within 3 days of 2004-07-12", "between 9 July 2004 and 15 July 2004"),
        ("at least 3 years after 2004-07-12", "12 July 2007 or later"),
    ],
)
def test_expressions_that_rest_on_dates_alone(text: str, bound: str) -> None:
    (link,) = links(term(text))
    assert link.anchor is None
    expected = GREGORIAN.describe(link.lower, link.upper)
    if text == "exactly one year after 2000-02-29":
        expected = expected.replace("1 March", "March")
    if text == "3 years after 2004":
        expected = "between July 2006 and June 2008"
    assert expected == bound


def test_between_dates_includes_both() -> None:
    since, by = links(term("between 1900 and 1910"))
    assert GREGORIAN.describe(since.lower, by.upper) == "between 1900 and 1910"
    assert (since.upper, by.lower) == (None, None)


def test_stated_weekday_season_and_date_are_kept() -> None:
    found = term("Tuesday 2004-07-12")
    assert isinstance(found, Date)
    assert found.weekday == 1 and GREGORIAN.weekday(found.lower) == 0
    assert (found.year, found.month, found.day, found.precision) == (2004, 7, 12, "day")
    winter = term("winter 2004")
    assert isinstance(winter, Date) and (winter.season, winter.precision) == ("winter", "span")
    stated = term("winter 2004-07-12")
    assert isinstance(stated, Date) and (stated.season, stated.precision) == ("winter", "day")


def test_eras_are_the_calendars_business() -> None:
    calendar = Calendar("westeros", eras={**ERAS, "ac": (0, 1)})
    (found,) = parse("283 AC", NAMES, calendar).terms
    assert isinstance(found, Date) and found.lower == GREGORIAN.to_lattice(283)


@given(
    st.integers(-YEAR_LIMIT, YEAR_LIMIT),
    st.integers(0, 365),
    st.integers(0, DAY - 1),
    st.sampled_from(["year", "month", "day", "minute"]),
)
def test_what_is_formatted_is_read_back(year: int, day: int, minute: int, precision: str) -> None:
    point = GREGORIAN.from_day_number(GREGORIAN.days_before_year(year) + min(day, 364)) + minute
    for text in (GREGORIAN.format(point, precision), GREGORIAN.in_words(point, precision)):
        found = term(text)
        assert isinstance(found, Date)
        assert found.precision == precision
        assert found.lower <= point <= found.upper
        assert GREGORIAN.format(found.lower, precision) == GREGORIAN.format(point, precision)
        assert GREGORIAN.format(found.upper, precision) == GREGORIAN.format(point, precision)


@given(st.integers(-9_000_000, 9_000_000), st.integers(0, 370 * 1440), st.integers(0, 4_000_000))
def test_what_is_described_holds_the_bounds_when_read_back(year: int, start: int, length: int) -> None:
    lower = GREGORIAN.to_lattice(year) + start
    for low, high in ((lower, lower + length), (lower, None), (None, lower)):
        found = links(term(GREGORIAN.describe(low, high)))
        lowers = [link.lower for link in found if link.lower is not None]
        uppers = [link.loose_upper for link in found if link.loose_upper is not None]
        assert low is None or (lowers and max(lowers) <= low)
        assert high is None or (uppers and min(uppers) >= high)


def test_the_exact_interval_of_a_year_is_its_days() -> None:
    found = term("2004")
    assert isinstance(found, Date)
    assert found.upper - found.lower == 372 * DAY - 1
