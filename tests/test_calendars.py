"""Lattice time against the real calendar; ``datetime`` is the oracle where it reaches (years 1 to 9999)."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.calendars import DAY, GREGORIAN, MONTH, SOUTHERN, YEAR, YEAR_LIMIT, Calendar

DATES = st.dates()
YEARS = st.integers(-YEAR_LIMIT, YEAR_LIMIT)


def point(date: datetime.date) -> int:
    return GREGORIAN.to_lattice(date.year, date.month, date.day)


@pytest.fixture(scope="module")
def cycle() -> list[int]:
    """The lattice day of every real day of 400 years and of the 400 after them."""
    days = []
    for year in range(2000, 2800):
        for month in range(1, 13):
            length = GREGORIAN.month_length(year, month)
            days += [GREGORIAN.to_lattice(year, month, day) // DAY for day in range(1, length + 1)]
    return days


@given(DATES, DATES)
def test_days_between_and_weekdays_are_those_of_the_real_calendar(a: datetime.date, b: datetime.date) -> None:
    assert GREGORIAN.days_between(point(a), point(b)) == (b - a).days
    assert GREGORIAN.weekday(point(a)) == a.weekday()
    assert GREGORIAN.add_days(point(a), (b - a).days) == point(b)


@given(st.datetimes(), st.integers(-10_000_000, 10_000_000))
def test_real_minutes_are_counted_exactly(moment: datetime.datetime, minutes: int) -> None:
    try:
        later = moment + datetime.timedelta(minutes=minutes)
    except OverflowError:
        return
    begin = point(moment) + moment.hour * 60 + moment.minute
    assert GREGORIAN.add_minutes(begin, minutes) == point(later) + later.hour * 60 + later.minute


@given(YEARS, st.integers(0, 365), st.integers(0, DAY - 1))
def test_a_lattice_point_is_its_date(year: int, day: int, minute: int) -> None:
    start = GREGORIAN.from_day_number(GREGORIAN.days_before_year(year) + day) + minute
    parts = GREGORIAN.from_lattice(start)
    assert GREGORIAN.is_valid(*parts[:3])
    assert GREGORIAN.to_lattice(*parts) == start == GREGORIAN.settle(start)


@given(YEARS)
def test_the_calendar_repeats_after_400_years(year: int) -> None:
    assert GREGORIAN.days_before_year(year + 400) - GREGORIAN.days_before_year(year) == 146_097
    assert GREGORIAN.is_leap(year) == GREGORIAN.is_leap(year + 400)
    assert GREGORIAN.weekday(GREGORIAN.to_lattice(year)) == GREGORIAN.weekday(
        GREGORIAN.to_lattice(year + 400)
    )


def birthdays_passed(birth: datetime.date, moment: datetime.date) -> int:
    """Counted the long way round: a birthday on 29 February falls on 1 March in common years."""
    passed = 0
    for year in range(birth.year + 1, moment.year + 1):
        try:
            birthday = birth.replace(year=year)
        except ValueError:
            birthday = datetime.date(year, 3, 1)
        passed += birthday <= moment
    return passed


@given(st.dates(datetime.date(1890, 1, 1), datetime.date(2010, 12, 31)), st.integers(0, 40_000))
def test_an_age_is_the_number_of_birthdays_passed(birth: datetime.date, days: int) -> None:
    moment = birth + datetime.timedelta(days=days)
    age = GREGORIAN.age(point(birth), point(moment))
    assert age == birthdays_passed(birth, moment)
    assert age * YEAR <= point(moment) - point(birth) < (age + 1) * YEAR


def test_who_is_born_on_the_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    birth = GREGORIAN.to_lattice(2000, 2, 29)
    ages = [
        GREGORIAN.age(birth, GREGORIAN.to_lattice(*d))
        for d in ((2003, 2, 28), (2003, 3, 1), (2004, 2, 28), (2004, 2, 29))
    ]
    assert ages == [2, 3, 3, 4]


@given(DATES, st.integers(0, 600))
def test_months_later_is_exact_and_lands_on_a_real_day(date: datetime.date, months: int) -> None:
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    landed = GREGORIAN.add_lattice(point(date), months * MONTH)
    length = GREGORIAN.month_length(year, month)
    assert landed == GREGORIAN.to_lattice(year, month, min(date.day, length))
    if date.day <= length:
        assert landed - point(date) == months * MONTH


def test_the_last_day_of_a_month_owns_the_phantom_slots_after_it() -> None:
    january = GREGORIAN.to_lattice(2003, 1, 31)
    february = GREGORIAN.to_lattice(2003, 2, 28)
    assert GREGORIAN.settle(january + MONTH) == february
    assert GREGORIAN.owned(february) == january + MONTH
    assert GREGORIAN.owned(february) + DAY == GREGORIAN.to_lattice(2003, 3, 1)
    assert GREGORIAN.owned(GREGORIAN.to_lattice(2003, 2, 27)) == GREGORIAN.to_lattice(2003, 2, 27)
    assert GREGORIAN.from_lattice(january + MONTH + 90) == (2003, 2, 28, 90)


@pytest.mark.parametrize(
    "days", [1, 2, 27, 31, 61, 62, 91, 92, 152, 365, 366, 1000, 1459, 1460, 1461, 36_525, 146_097]
)
def test_a_day_count_spans_what_some_stretch_of_the_400_years_spans(days: int, cycle: list[int]) -> None:
    crossed = [end - start for start, end in zip(cycle[:146_097], cycle[days:], strict=False)]
    assert GREGORIAN.phantoms(days) == (min(crossed) - days, max(crossed) - days)


@given(DATES, st.integers(0, 2_000_000))
def test_a_day_count_contains_the_truth(date: datetime.date, days: int) -> None:
    fewest, most = GREGORIAN.phantoms(days)
    span = (GREGORIAN.add_days(point(date), days) - point(date)) // DAY
    assert days + fewest <= span <= days + most


def test_longer_stretches_cross_no_fewer_phantom_slots() -> None:
    spans = [GREGORIAN.phantoms(days) for days in range(3000)]
    for (fewest, most), (next_fewest, next_most) in pairwise(spans):
        assert fewest <= next_fewest <= fewest + 3 and most <= next_most <= most + 3


@given(st.datetimes(datetime.datetime(1, 1, 1), datetime.datetime(9000, 1, 1)), st.integers(0, 3_000_000))
def test_a_stretch_of_minutes_contains_the_truth(moment: datetime.datetime, minutes: int) -> None:
    midnight = point(moment)
    start = midnight + moment.hour * 60 + moment.minute
    end = GREGORIAN.add_minutes(start, minutes)
    assert GREGORIAN.stretch(minutes, False) <= end - start <= GREGORIAN.stretch(minutes, True)
    assert GREGORIAN.stretch_from(midnight, minutes, False) <= end - start
    assert end - start <= GREGORIAN.stretch_from(midnight, minutes, True)
    assert GREGORIAN.stretch(minutes, False) <= GREGORIAN.stretch_from(midnight, minutes, False)
    assert GREGORIAN.stretch_from(midnight, minutes, True) <= GREGORIAN.stretch(minutes, True)
    back = GREGORIAN.add_minutes(start, -minutes) - start
    assert GREGORIAN.stretch(-minutes, False) <= GREGORIAN.stretch_from(midnight, -minutes, False) <= back
    assert back <= GREGORIAN.stretch_from(midnight, -minutes, True) <= GREGORIAN.stretch(-minutes, True)


def test_whole_days_from_a_known_day_are_exact() -> None:
    last = GREGORIAN.to_lattice(2003, 2, 28)
    assert GREGORIAN.stretch_from(last, DAY, False) == GREGORIAN.stretch_from(last, DAY, True) == 4 * DAY


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        ((2004, 1, 1), (2004, 12, 31), "2004"),
        ((2004, 7, 1), (2004, 7, 31), "July 2004"),
        ((2004, 7, 12), (2004, 7, 12), "12 July 2004"),
        ((2004, 3, 1), (2005, 5, 2), "between 1 March 2004 and 2 May 2005"),
        ((2003, 2, 1), (2003, 2, 28), "February 2003"),
        ((-44, 3, 15), (-44, 3, 15), "15 March -44"),
        ((12, 7, 1), (12, 7, 31), "July 0012"),
        (None, (1141, 12, 31), "by 1141"),
        ((1140, 1, 1), None, "1140 or later"),
        ((1140, 5, 2), None, "2 May 1140 or later"),
        (None, None, "at an unknown time"),
    ],
)
def test_describe(lower: tuple[int, int, int] | None, upper: tuple[int, int, int] | None, text: str) -> None:
    low = None if lower is None else GREGORIAN.to_lattice(*lower)
    high = None if upper is None else GREGORIAN.to_lattice(*upper) + DAY - 1
    assert GREGORIAN.describe(low, high) == text
    assert GREGORIAN.describe(low, None if high is None else GREGORIAN.owned(high)) == text


def test_describe_shows_a_minute_only_where_it_is_known() -> None:
    moment = GREGORIAN.to_lattice(2004, 7, 12, 18 * 60 + 30)
    assert GREGORIAN.describe(moment, moment) == "12 July 2004 18:30"
    assert GREGORIAN.describe(moment, moment + 1) == "12 July 2004"
    midnight = GREGORIAN.to_lattice(2004, 7, 12)
    assert GREGORIAN.describe(midnight, midnight) == "12 July 2004"


def test_describe_counts_the_days_of_the_story() -> None:
    first, last = GREGORIAN.from_day_number(13), GREGORIAN.from_day_number(59) + DAY - 1
    assert GREGORIAN.describe(first, last, counted=True) == "between day 14 and day 60"
    assert GREGORIAN.describe(first, first, counted=True) == "day 14"
    assert GREGORIAN.describe(first, None, counted=True) == "day 14 or later"


def test_format() -> None:
    moment = GREGORIAN.to_lattice(7, 1, 2, 65)
    assert [GREGORIAN.format(moment, p) for p in ("year", "month", "day", "minute")] == [
        "0007", "0007-01", "0007-01-02", "0007-01-02 01:05",
    ]  # fmt: skip
    assert GREGORIAN.format(GREGORIAN.to_lattice(-44, 3, 15), "day") == "-44-03-15"
    assert GREGORIAN.format(GREGORIAN.to_lattice(41030, 12, 31), "day") == "41030-12-31"


def test_the_calendar_is_a_place_for_other_eras_and_seasons() -> None:
    south = Calendar(eras={"ac": (0, 1)}, seasons=SOUTHERN)
    assert south.seasons["summer"] == GREGORIAN.seasons["winter"]
    assert south.eras["ac"] == (0, 1) and "ac" not in GREGORIAN.eras


@settings(max_examples=50)
@given(st.integers(-4_000_000_000, 4_000_000_000), st.integers(0, 4_000_000))
def test_what_describe_widens_still_holds_the_bounds(lower: int, length: int) -> None:
    assert GREGORIAN.describe(lower, lower + length)
    assert GREGORIAN.describe(lower, None).endswith(" or later")
