"""Time expressions as novelists write them: numbers with commas, spoken dates, times of day."""

from __future__ import annotations

import pytest
from test_when import NAMES, problem, term
from test_when_dates import dates

from storybible.calendars import GREGORIAN, YEAR
from storybible.when import Date, Next, Offset, Order, links, mends, parse, parse_age, parse_amount
from storybible.when.terms import Age


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("exactly 1,500 years after wedding", 1500),
        ("exactly 1,000 years after wedding", 1000),
        ("exactly 1\u202f500 years after wedding", 1500),
        ("exactly 1\u00a0500 years after wedding", 1500),
        ("exactly 2,000,000 years before wedding", 2_000_000),
    ],
)
def test_thousands_are_one_number(text: str, years: int) -> None:
    found = term(text)
    assert isinstance(found, Offset) and found.amount.lower == years * YEAR and found.text == text


def test_thousands_elsewhere() -> None:
    about = term("about 1,500 years after wedding")
    assert isinstance(about, Offset) and about.amount.lower == 1275 * YEAR
    assert dates("12,500 BC") == ("-12499-01-01", "-12499-12-31")
    age = parse_age("1,500")
    assert isinstance(age, Age) and age.lower == 1500 * YEAR
    both = parse_age("1,000-1,500")
    assert isinstance(both, Age) and (both.lower, both.upper) == (1000 * YEAR, 1501 * YEAR - 1)
    assert not hasattr(parse_amount("1,500 days"), "message")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("1,500 years after wedding", "1,505 years after wedding"),
        ("1,000-1,500 years after wedding", "1,005-1,505 years after wedding"),
        ("in 1,500", "in 1,505"),
        ("12,500 BC", "12,495 BC"),
        ("3yrs after wedding", "8yrs after wedding"),
        ("the end of 1881", "the end of 1886"),
        ("Christmas 1881", "Christmas 1886"),
    ],
)
def test_mends_keep_the_way_it_is_written(text: str, mended: str) -> None:
    found = term(text)
    rooms = [((link.upper or 0) + 5 * YEAR, None) for link in links(found)]
    assert mends(text, found, rooms, NAMES)[0] == mended


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about 1, 500 years after wedding", "1, 500"),
        ("1,5 years after wedding", "1,5"),
        ("188, after wedding", "188, after"),
        ("1888, 1889", "1888, 1889"),
        ("1 500 years after wedding", "1 500"),
    ],
)
def test_a_comma_never_splits_a_number_silently(text: str, words: str) -> None:
    found = problem(text)
    assert text[found.column : found.column + found.length] == words
    assert "one number" in found.message


def test_a_year_and_another_time_may_stand_with_a_comma() -> None:
    assert len(parse("1888, after wedding", NAMES).terms) == 2
    assert "one number" in problem("July 12,200").message


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1881/07/03", "1881-07-03", "1881-07-03"),
        ("1881.07.03", "1881-07-03", "1881-07-03"),
        ("July the 3rd, 1881", "1881-07-03", "1881-07-03"),
        ("July the 3rd 1881", "1881-07-03", "1881-07-03"),
        ("3rd of July 1881", "1881-07-03", "1881-07-03"),
        ("sometime in 1881", "1881-01-01", "1881-12-31"),
        ("some time during July 1881", "1881-07-01", "1881-07-31"),
        ("end of 1881", "1881-09-01", "1881-12-31"),
        ("at the end of 1881", "1881-09-01", "1881-12-31"),
        ("the beginning of 1881", "1881-01-01", "1881-04-30"),
        ("the start of July 1881", "1881-07-01", "1881-07-10"),
        ("the middle of the 1880s", "1884-01-01", "1886-12-31"),
        ("nineteenth century", "1801-01-01", "1900-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("the late 19th century", "1868-01-01", "1900-12-31"),
        ("1st century BC", "-99-01-01", "0000-12-31"),
        ("Christmas 1881", "1881-12-25", "1881-12-25"),
        ("Christmas Eve, 1881", "1881-12-24", "1881-12-24"),
        ("New Year’s Day 1882", "1882-01-01", "1882-01-01"),
        ("Midsummer 1881", "1881-06-24", "1881-06-24"),
        ("c.1881", "1879-01-01", "1883-12-31"),
    ],
)
def test_spoken_dates(text: str, first: str, last: str) -> None:
    assert dates(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("3 July 1881, 9pm", "21:00"),
        ("3 July 1881, 9 pm", "21:00"),
        ("3 July 1881 at 9:30 p.m.", "21:30"),
        ("3 July 1881, 12 am", "00:00"),
        ("3 July 1881, noon", "12:00"),
        ("1881-07-03 18:30:00", "18:30"),
    ],
)
def test_times_of_day(text: str, clock: str) -> None:
    found = term(text)
    assert isinstance(found, Date) and GREGORIAN.format(found.lower) == f"1881-07-03 {clock}"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("12/11/1881", "write `1881-11-12` or `1881-12-11` (year, month, day)"),
        ("03.07.1881", "write `1881-07-03` or `1881-03-07` (year, month, day)"),
        ("25/12/1881", "write `1881-12-25` (year, month, day)"),
        ("1881-82", "write `1881 to 1882`"),
        ("1881/82", "write `1881 to 1882`"),
        ("1881?", "write `about 1881`"),
        ("unknown", "leave the field out as long as it is not known"),
        ("?", "leave the field out as long as it is not known"),
        ("3 July 1881, half past six", "write `06:30` or `18:30`"),
        ("3 July 1881, quarter to one", "write `00:45` or `12:45`"),
        ("3 July 1881, 9 o'clock", "write `09:00` or `21:00`"),
        ("3 July 1881 in the evening", "write a time of day as `18:30`, or leave it out"),
        ("3 July 1881, 13pm", "write for example `18:30`"),
        ("Easter 1881", "write its date"),
        ("1881-13", "months run from 1 to 12"),
        ("the same night", "write `the same night as EVENT`"),
    ],
)
def test_the_hint_fits_what_was_written(text: str, suggestion: str) -> None:
    assert problem(text).suggestion == suggestion


def test_spoken_amounts_and_neighbours() -> None:
    for text, low, high in [
        ("a year to the day after wedding", 1, 1),
        ("twenty-odd years after wedding", 20, 30),
        ("20-odd years after wedding", 20, 30),
        ("two hundred odd years after wedding", 200, 300),
    ]:
        found = term(text)
        assert isinstance(found, Offset), text
        assert (found.amount.lower, found.amount.upper) == (low * YEAR, high * YEAR)
    for short, long in [("3yrs", "3 years"), ("5 mths", "5 months"), ("2wks.", "2 weeks")]:
        left, right = term(f"{short} after wedding"), term(f"{long} after wedding")
        assert isinstance(left, Offset) and isinstance(right, Offset)
        assert left.amount[:4] == right.amount[:4]
    night, eve = term("that same night as wedding"), term("the eve of wedding")
    assert isinstance(night, Next) and (night.which, night.unit) == ("same", "night")
    assert isinstance(eve, Next) and (eve.which, eve.unit) == ("previous", "day")
    odd = parse_age("thirty-odd")
    assert isinstance(odd, Age) and (odd.lower, odd.upper) == (30 * YEAR, 40 * YEAR - 1)


def test_before_the_end_of_a_year_is_by_that_year() -> None:
    for text, same in [
        ("before the end of 1881", "by 1881"),
        ("after the start of 1881", "since 1881"),
        ("after the end of 1881", "after 1881"),
        ("before the beginning of 1881", "before 1881"),
    ]:
        left, right = term(text), term(same)
        assert isinstance(left, Order) and isinstance(right, Order)
        assert [link[3:5] for link in links(left)] == [link[3:5] for link in links(right)]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1898-09-01", "1898-12-31", "between September 1898 and December 1898"),
        ("1881-12-01", "1881-12-12", "between 1 December 1881 and 12 December 1881"),
        ("-1-01-01", "0003-12-31", "between year -1 and year 3"),
        ("1881-12-12", "1890-12-31", "between 12 December 1881 and 31 December 1890"),
    ],
)
def test_both_ends_are_told_with_one_precision(first: str, last: str, words: str) -> None:
    begin, end = term(first), term(last)
    assert isinstance(begin, Date) and isinstance(end, Date)
    assert GREGORIAN.describe(begin.lower, end.upper) == words
    back = term(words)
    (link,) = [one for one in links(back)][:1]
    assert link.lower == begin.lower


def test_no_time_of_day_beside_midnight() -> None:
    midnight = GREGORIAN.to_lattice(1897, 3, 20)
    assert GREGORIAN.describe(midnight + 1436, midnight + 1436) == "20 March 1897"
    assert GREGORIAN.describe(midnight + 1000, midnight + 1000) == "20 March 1897 16:40"
