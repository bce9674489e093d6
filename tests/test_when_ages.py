"""Stated ages against the real calendar, and every documented way of stating one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storybible.calendars import DAY, GREGORIAN, MONTH, YEAR
from storybible.when import Age, Problem, parse_age

Y, M, D = YEAR, MONTH, DAY


def age(text: str) -> Age:
    found = parse_age(text)
    assert isinstance(found, Age), found
    return found


def years(text: str) -> tuple[float | None, float | None]:
    """First and last-but-a-minute moment of the reading, in years."""
    found = age(text)
    return (
        None if found.lower is None else found.lower / Y,
        None if found.upper is None else (found.upper + 1) / Y,
    )


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("25", 25, 26),
        ("twenty-five", 25, 26),
        ("Twenty five", 25, 26),
        ("aged 25", 25, 26),
        ("25 years old", 25, 26),
        ("25-year-old", 25, 26),
        ("exactly 25", 25, 26),
        ("0", 0, 1),
        ("about 40", 34, 47),
        ("over 30", 30, 32),
        ("more than 30", 30, 32),
        ("at least 18", 18, None),
        ("18 or more", 18, None),
        ("18 or older", 18, None),
        ("18 and under", 0, 19),
        ("at most 18", 0, 19),
        ("up to 18", 0, 19),
        ("under 10", 0, 10),
        ("less than ten", 0, 10),
        ("almost 30", 29, 30),
        ("17 or 18", 17, 19),
        ("17 to 18", 17, 19),
        ("17-18", 17, 19),
        ("between 17 and 20", 17, 21),
        ("early thirties", 30, 34),
        ("mid thirties", 34, 37),
        ("mid-thirties", 34, 37),
        ("late thirties", 37, 40),
        ("in her late thirties", 37, 40),
        ("now in his late 30s", 37, 40),
        ("thirties", 30, 40),
        ("teens", 13, 20),
        ("late teens", 17, 20),
        ("a hundred and five", 105, 106),
        ("6 months", 6 / 12, 7 / 12),
        ("18 months old", 18 / 12, 19 / 12),
        ("a year", 1, 2),
        ("2 years and 6 months", 30 / 12, 31 / 12),
        ("two and a half", 2.5, 3),
    ],
)
def test_ages(text: str, first: float, end: float | None) -> None:
    assert years(text) == (first, end)


def test_days_and_weeks_cross_phantom_slots() -> None:
    assert age("3 weeks")[:2] == (21 * D, 28 * D - 1 + 3 * D)
    assert age("10 days")[:2] == (10 * D, 11 * D - 1 + 3 * D)


def test_a_plain_age_has_no_looser_reading() -> None:
    for text in ("25", "17 or 18", "at least 18", "under 10", "6 months"):
        found = age(text)
        assert (found.lower, found.upper) == (found.loose_lower, found.loose_upper)
    assert age("about 40")[2:4] == (28 * Y, 53 * Y - 1)
    assert age("over 30")[2:4] == (30 * Y, 33 * Y - 1)
    assert age("late thirties")[2:4] == (36 * Y, 41 * Y - 1)


@given(
    st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 1, 1)),
    st.integers(0, 45_000),
    st.integers(0, DAY - 1),
)
def test_aged_n_exactly_when_n_birthdays_have_passed(birth: datetime.date, days: int, minute: int) -> None:
    moment = birth + datetime.timedelta(days=days)
    passed = moment.year - birth.year - ((moment.month, moment.day) < (birth.month, birth.day))
    gap = GREGORIAN.to_lattice(moment.year, moment.month, moment.day, minute) - GREGORIAN.to_lattice(
        birth.year, birth.month, birth.day
    )
    for stated in (passed - 1, passed, passed + 1):
        if stated >= 0:
            found = age(str(stated))
            assert found.lower is not None and found.upper is not None
            assert (found.lower <= gap <= found.upper) == (stated == passed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("old", "old"),
        ("twelvty", "twelvty"),
        ("25 at wedding", "at wedding"),
        ("18 to 17", "18 to 17"),
        ("under 0", "under 0"),
        ("99999999", "99999999"),
        ("late", "late"),
        ("thirties or so", "thirties or so"),
        ("-5", "-5"),
    ],
)
def test_what_is_no_age(text: str, words: str) -> None:
    found = parse_age(text)
    assert isinstance(found, Problem), found
    assert found.message
    assert text[found.column : found.column + found.length] == words
