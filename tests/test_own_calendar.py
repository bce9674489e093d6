"""A story's own calendar against a counter that walks through it day by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.own_calendar import Era, Feast, Leap, Month, OwnCalendar, Shape
from storybible.when import Date, Offset, links, parse
from storybible.when.moving import around

NAMES = ["Afteryule", "Solmath", "Sun's Height", "Rethe", "Rain's Hand", "Astron", "Last Seed"]
FEASTS = ["Lithe", "Yule", "New Fire", "Midyear", "Fools", "Oath Day", "Long Night"]
WEEK = ["Sterday", "Trewsday", "Hevensday", "Highday", "Moon's Day"]
ERAS = (Era("SR", 40), Era("TA", -21, 1, 60), Era("Elder Days", -20, -1))
BEGIN, END = -60, 90


class Day(NamedTuple):
    year: int
    month: int
    day: int


@st.composite
def leaps(draw: st.DrawFn) -> Leap:
    if draw(st.booleans()):
        return Leap(0, tuple(sorted(draw(st.sets(st.integers(-30, 60), min_size=1, max_size=9)))))
    cycle = draw(st.integers(1, 9))
    return Leap(cycle, tuple(sorted(draw(st.sets(st.integers(0, cycle - 1), max_size=cycle)))))


@st.composite
def calendars(draw: st.DrawFn) -> OwnCalendar:
    months = []
    for n in range(draw(st.integers(1, 5))):
        days = draw(st.integers(1 if n else 2, 12))
        feasts: list[Feast] = []
        more = draw(st.sampled_from([0, 0, 1, 3]))
        if draw(st.booleans()):
            size = draw(st.integers(0, 3))
            grown = size + more if size + more else 1
            feasts.append(Feast(FEASTS[n], size, grown))
            months.append(Month(NAMES[n], days, days, tuple(feasts)))
        else:
            months.append(Month(NAMES[n], days, days + more))
    weekdays = tuple(WEEK[: draw(st.integers(0, 5))])
    hours, minutes = draw(st.integers(1, 30)), draw(st.integers(1, 100))
    eras = ERAS if draw(st.booleans()) else ()
    found = OwnCalendar(Shape("own", tuple(months), draw(leaps()), weekdays, hours, minutes, eras))
    if weekdays:
        found.set_weekday(found.to_lattice(7, 1, 1), draw(st.integers(0, len(weekdays) - 1)))
    return found


def is_leap(calendar: OwnCalendar, year: int) -> bool:
    cycle, years = calendar.shape.leap
    return (year % cycle if cycle else year) in years


def length(calendar: OwnCalendar, year: int, month: int) -> int:
    found = calendar.shape.months[month - 1]
    if is_leap(calendar, year):
        return found.leap + sum(feast.leap for feast in found.feasts)
    return found.days + sum(feast.days for feast in found.feasts)


def walk(calendar: OwnCalendar) -> Iterator[Day]:
    """Every day of some years, one after the other."""
    for year in range(BEGIN, END):
        for month in range(1, len(calendar.months) + 1):
            for day in range(1, length(calendar, year, month) + 1):
                yield Day(year, month, day)


@settings(max_examples=60, deadline=None)
@given(calendars())
def test_days_follow_each_other(calendar: OwnCalendar) -> None:
    days = list(walk(calendar))
    first = days.index(Day(0, 1, 1))
    week = len(calendar.weekdays)
    anchored = days.index(Day(7, 1, 1))
    for index, day in enumerate(days):
        point = calendar.to_lattice(*day)
        assert calendar.day_number(point) == index - first
        assert calendar.from_day_number(index - first) == point == calendar.settle(point)
        assert calendar.from_lattice(point)[:3] == day
        if week:
            known = calendar.weekday(calendar.to_lattice(*days[anchored]))
            assert calendar.weekday(point) == (known + index - anchored) % week


@settings(max_examples=100, deadline=None)
@given(calendars(), st.data())
def test_ages_and_months_later(calendar: OwnCalendar, data: st.DataObject) -> None:
    days = list(walk(calendar))
    place = {day: index for index, day in enumerate(days)}
    at = st.integers(0, len(days) - 1)
    begin, end = sorted((data.draw(at), data.draw(at)))
    birth, moment = days[begin], days[end]
    birthdays = 0
    for year in range(birth.year + 1, moment.year + 1):
        on = Day(year, birth.month, birth.day)
        if on not in place:  # a leap day: the first day that comes after it
            last = place[Day(year, birth.month, length(calendar, year, birth.month))]
            on = days[last + 1] if last + 1 < len(days) else Day(END, 1, 1)
        birthdays += on <= moment
    assert calendar.age(calendar.to_lattice(*birth), calendar.to_lattice(*moment)) == birthdays

    months = data.draw(st.integers(-40, 40))
    count = birth.year * len(calendar.months) + birth.month - 1 + months
    year, month = divmod(count, len(calendar.months))
    wanted = Day(year, month + 1, min(birth.day, length(calendar, year, month + 1)))
    landed = calendar.add_lattice(calendar.to_lattice(*birth), months * calendar.MONTH)
    assert calendar.from_lattice(landed)[:3] == wanted


@settings(max_examples=80, deadline=None)
@given(calendars(), st.integers(0, 120))
def test_what_days_span_at_any_date(calendar: OwnCalendar, count: int) -> None:
    points = [calendar.to_lattice(*day) // calendar.DAY for day in walk(calendar)]
    crossed = [b - a - count for a, b in zip(points, points[count:], strict=False)]
    least, most = calendar.phantoms(count)
    if calendar.shape.leap.cycle and count < 60:  # a cycle of 9 years and 60 days fit into what was walked
        assert (least, most) == (min(crossed), max(crossed))
    assert least <= min(crossed) and max(crossed) <= most


@settings(max_examples=150, deadline=None)
@given(calendars(), st.data())
def test_expressions_hold_the_truth(calendar: OwnCalendar, data: st.DataObject) -> None:
    days = list(walk(calendar))
    at = st.integers(0, len(days) - 1)
    begin, end = sorted((data.draw(at), data.draw(at)))
    minute = st.integers(0, calendar.DAY - 1)
    start = calendar.to_lattice(*days[begin]) + data.draw(minute)
    stop = calendar.to_lattice(*days[end]) + data.draw(minute)
    passed = (end - begin) * calendar.DAY + stop % calendar.DAY - start % calendar.DAY
    if passed < 1:
        return
    whole = passed // calendar.DAY
    week = calendar.WEEK // calendar.DAY
    texts = [f"exactly {passed} minutes", f"at most {whole + 1} days"]
    if passed >= calendar.HOUR:
        texts.append(f"{passed // calendar.HOUR} hours or more")
    if whole:
        texts += [f"{whole} to {whole + 1} days", f"at least {whole} days", f"about {whole} days"]
    if "week" in calendar.units and whole >= week:
        texts.append(f"{whole // week} to {whole // week + 1} weeks")
    for amount in texts:
        (term,) = parse(f"{amount} after x", Here(), calendar).terms
        assert isinstance(term, Offset)
        for exact in (None, start // calendar.DAY * calendar.DAY):
            (link,) = links(term, lambda anchor, exact=exact: exact, calendar)  # type: ignore[misc]
            gap = stop - start
            assert link.lower is None or link.lower <= gap, amount
            assert link.upper is None or gap <= link.upper, amount
            assert link.loose_lower is None or link.loose_lower <= gap
            assert link.loose_upper is None or gap <= link.loose_upper
    if calendar.weekdays and end > begin:
        name = calendar.weekdays[calendar.weekday(stop)]
        wanted, week = calendar.weekday(stop), len(calendar.weekdays)
        follow = begin + (wanted - calendar.weekday(start) - 1) % week + 1
        if follow < len(days):
            there = calendar.to_lattice(*days[follow]) + stop % calendar.DAY
            for known in (True, False):
                calendar.week_known = known
                (term,) = parse(f"{name} after x", Here(), calendar).terms
                for exact in (None, start // calendar.DAY * calendar.DAY):
                    (link,) = links(term, lambda anchor, exact=exact: exact, calendar)  # type: ignore[misc]
                    assert (link.lower or 0) <= there - start <= (link.upper or 0)


class Here:
    """Names that know one event, x."""

    def resolve(self, text: str) -> tuple[str, str] | None:
        return ("event", "x") if text == "x" else None

    def near(self, text: str) -> list[str]:
        return []

    def ambiguous(self, text: str) -> list[str]:
        return []


@settings(max_examples=150, deadline=None)
@given(calendars(), st.data())
def test_dates_are_read_back(calendar: OwnCalendar, data: st.DataObject) -> None:
    days = list(walk(calendar))
    at = st.integers(0, len(days) - 1)
    first, last = sorted((data.draw(at), data.draw(at)))
    day = days[first]
    point = calendar.to_lattice(*day) + data.draw(st.integers(0, calendar.DAY - 1))
    midnight = point // calendar.DAY * calendar.DAY
    for precision in ("year", "month", "day", "minute"):
        for text in (calendar.format(point, precision), calendar.in_words(point, precision)):
            if text.startswith("-") and calendar.year_words(day.year) != str(day.year):
                continue
            parsed = parse(text, Here(), calendar)
            assert not parsed.problems, (text, parsed.problems)
            (date,) = parsed.terms
            assert isinstance(date, Date)
            assert date.lower <= point <= date.upper, text
            if precision == "day":
                assert (date.lower, date.upper) == (midnight, midnight + calendar.DAY - 1), text
            if precision == "minute":
                assert date.lower == date.upper == point, text
    high = calendar.to_lattice(*days[last]) + calendar.DAY - 1
    said = calendar.describe(midnight, high)
    lower, upper = None, None
    for link in links(parse(said, Here(), calendar).terms[0], calendar=calendar):
        lower, upper = link.lower if lower is None else lower, link.upper if link.upper is not None else upper
    assert lower == midnight and upper is not None and calendar.settle(upper) >= high, said


@settings(max_examples=60, deadline=None)
@given(calendars(), st.data())
def test_the_next_week_month_and_year(calendar: OwnCalendar, data: st.DataObject) -> None:
    days = list(walk(calendar))
    index = data.draw(st.integers(40, len(days) - 41))
    point = calendar.to_lattice(*days[index])
    low, high = around(point, calendar.MONTH, calendar, 1)
    year, month = divmod(days[index].year * len(calendar.months) + days[index].month, len(calendar.months))
    assert calendar.from_lattice(low)[:3] == (year, month + 1, 1)
    assert calendar.from_lattice(high)[:3] == (year, month + 1, length(calendar, year, month + 1))
    if calendar.MONTH > calendar.WEEK:
        low, high = around(point, calendar.WEEK, calendar, 1)
        week = calendar.WEEK // calendar.DAY
        if not calendar.weekdays:
            assert (low, high) == tuple(
                calendar.to_lattice(*days[index + n]) + more
                for n, more in ((1, 0), (2 * week - 1, calendar.DAY - 1))
            )
