"""What expressions bound: the hedge table, orders, and days counted in the real calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_when import NAMES, term

from storybible.calendars import DAY, GREGORIAN, MONTH, YEAR
from storybible.when import Anchor, Link, Offset, dated_anchors, links, parse

Y, M, D = YEAR, MONTH, DAY


def ends(text: str) -> list[tuple[str, str, str, int | None, int | None]]:
    """Subject, anchor, part and reading of each link."""
    return [
        (link.subject, link.anchor.ref or "" if link.anchor else "", link.part, link.lower, link.upper)
        for link in links(term(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before wedding", [("end", "wedding", "start", None, -1)]),
        ("earlier than wedding", [("end", "wedding", "start", None, -1)]),
        ("after wedding", [("start", "wedding", "end", 1, None)]),
        ("later than wedding", [("start", "wedding", "end", 1, None)]),
        ("after wedding.start", [("start", "wedding", "start", 1, None)]),
        ("after mara.death", [("start", "mara", "death", 1, None)]),
        ("at wedding", [("start", "wedding", "start", 0, None), ("start", "wedding", "end", None, 0)]),
        ("wedding", [("start", "wedding", "start", 0, None), ("start", "wedding", "end", None, 0)]),
        ("at wedding.end", [("start", "wedding", "end", 0, 0)]),
        ("at mara.birth", [("start", "mara", "birth", 0, D - 1)]),
        ("since wedding", [("start", "wedding", "start", 0, None)]),
        ("at or after wedding", [("start", "wedding", "start", 0, None)]),
        ("not before wedding", [("start", "wedding", "start", 0, None)]),
        ("by wedding", [("start", "wedding", "end", None, 0)]),
        ("at or before wedding", [("start", "wedding", "end", None, 0)]),
        ("not after wedding", [("start", "wedding", "end", None, 0)]),
        ("during wedding", [("start", "wedding", "start", 0, None), ("end", "wedding", "end", None, 0)]),
        ("right after wedding", [("start", "wedding", "end", 1, D)]),
        ("just before wedding", [("end", "wedding", "start", -D, -1)]),
        (
            "between wedding and telling",
            [("start", "wedding", "end", 1, None), ("end", "telling", "start", None, -1)],
        ),
        ("exactly 3 years after wedding", [("start", "wedding", "end", 3 * Y, 3 * Y)]),
        ("exactly 3 years before wedding", [("end", "wedding", "start", -3 * Y, -3 * Y)]),
        ("at least 3 years before wedding", [("end", "wedding", "start", None, -3 * Y)]),
        ("at most 3 years after wedding", [("start", "wedding", "end", 1, 3 * Y)]),
        ("exactly 12 years after mara.birth", [("start", "mara", "birth", 12 * Y, 12 * Y + D - 1)]),
        ("exactly 3 years before mara.birth", [("end", "mara", "birth", -3 * Y, -3 * Y + D - 1)]),
        ("the next day after wedding", [("start", "wedding", "end", 1, 2 * D - 1)]),
        ("the next month after wedding", [("start", "wedding", "end", 1, 2 * M - 1)]),
        ("the next year after wedding", [("start", "wedding", "end", 1, 2 * Y - 1)]),
        ("the previous week before wedding", [("end", "wedding", "start", -17 * D + 1, -1)]),
        (
            "the same year as wedding",
            [("start", "wedding", "start", -Y + 1, None), ("start", "wedding", "end", None, Y - 1)],
        ),
        ("the same evening after wedding", [("start", "wedding", "end", 1, D - 1)]),
        ("Monday after wedding", [("start", "wedding", "end", 1, 11 * D - 1)]),
        (
            "within 3 years of wedding",
            [("start", "wedding", "start", -3 * Y, None), ("start", "wedding", "end", None, 3 * Y)],
        ),
        ("within 3 years after wedding", [("start", "wedding", "end", 1, 3 * Y)]),
        ("within 3 years before wedding", [("end", "wedding", "start", -3 * Y, -1)]),
        ("within 3 days after wedding", [("start", "wedding", "end", 1, 3 * D + 3 * D)]),
    ],
)
def test_orders_and_offsets(text: str, expected: list[tuple[str, str, str, int | None, int | None]]) -> None:
    assert ends(text) == expected


def one(text: str, day: int | None = None) -> Link:
    """The one link of an expression; its anchor lies on ``day``."""

    def exact(anchor: Anchor) -> int | None:
        assert anchor.part
        return day

    (link,) = links(term(text), exact)
    return link


SHORT = st.integers(0, 5000)
TWO_DATES = st.tuples(st.dates(datetime.date(1500, 1, 1), datetime.date(2800, 1, 1)), SHORT)


def lattice(date: datetime.date) -> int:
    return GREGORIAN.to_lattice(date.year, date.month, date.day)


@given(
    TWO_DATES,
    st.sampled_from(
        ["exactly {} days", "{} days", "about {} days", "over {} days", "at least {} days", "up to {} days"]
    ),
)
def test_an_undated_day_count_admits_the_truth(case: tuple[datetime.date, int], words: str) -> None:
    date, extra = case
    days = extra + 2
    late = date + datetime.timedelta(days=days + (words.startswith("over")))
    for text, first, last in [
        (f"{words} after wedding", lattice(date), lattice(late)),
        (f"{words} before wedding", lattice(late), lattice(date)),
    ]:
        text = text.format(days)
        far = one(text)
        near = one(text, first)
        assert admits(far, last - first), (text, date)
        assert admits(near, last - first), (text, date)
        assert tighter(near, far), text


def admits(link: Link, gap: int) -> bool:
    return (link.lower is None or link.lower <= gap) and (link.upper is None or gap <= link.upper)


def tighter(near: Link, far: Link) -> bool:
    """Whether all bounds of one link lie inside the other's."""
    return all(
        (b is None or (a is not None and a >= b))
        for a, b in ((near.lower, far.lower), (near.loose_lower, far.loose_lower))
    ) and all(
        (b is None or (a is not None and a <= b))
        for a, b in ((near.upper, far.upper), (near.loose_upper, far.loose_upper))
    )


@given(TWO_DATES)
def test_whole_days_from_a_known_day_are_exact(case: tuple[datetime.date, int]) -> None:
    date, days = case
    late = date + datetime.timedelta(days=days + 1)
    gap = lattice(late) - lattice(date)
    after = one(f"exactly {days + 1} days after wedding", lattice(date))
    before = one(f"exactly {days + 1} days before wedding", lattice(late))
    assert (after.lower, after.upper) == (gap, gap)
    assert (before.lower, before.upper) == (-gap, -gap)
    dated = one(f"exactly {days + 1} days after {date.isoformat()}")
    assert (dated.lower, dated.upper) == (lattice(late), lattice(late) + D - 1)
    back = one(f"exactly {days + 1} days before {late.isoformat()}")
    assert (back.lower, back.upper) == (lattice(date), lattice(date) + D - 1)


@given(st.datetimes(datetime.datetime(1500, 1, 1), datetime.datetime(2800, 1, 1)), st.integers(1, 90_000))
def test_minutes_from_a_known_minute_are_exact(moment: datetime.datetime, minutes: int) -> None:
    late = moment.replace(second=0) + datetime.timedelta(minutes=minutes)
    link = one(f"exactly {minutes} minutes after {moment.strftime('%Y-%m-%d %H:%M')}")
    assert link.lower == link.upper == lattice(late) + late.hour * 60 + late.minute
    start = lattice(moment) + moment.hour * 60 + moment.minute
    for day in (None, lattice(moment)):
        assert admits(one(f"exactly {minutes} minutes after wedding", day), link.lower - start)


def real_months_later(date: datetime.date, months: int) -> datetime.date:
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    for day in range(date.day, 27, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue
    return datetime.date(year, month + 1, date.day)


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2800, 1, 1)), st.integers(1, 600))
def test_exact_months_admit_the_calendars_answer(date: datetime.date, months: int) -> None:
    late = real_months_later(date, months)
    gap = lattice(late) - lattice(date)
    text = f"exactly {months} months after"
    assert admits(one(f"{text} wedding", lattice(date)), gap)
    dated = one(f"{text} {date.isoformat()}")
    assert dated.lower == lattice(late)
    assert dated.upper in (lattice(late) + D - 1, lattice(late + datetime.timedelta(days=1)) + D - 1)
    if late.day == date.day:
        assert one(f"{text} wedding").lower == one(f"{text} wedding", lattice(date)).upper == gap
        assert dated.upper == lattice(late) + D - 1


@pytest.mark.parametrize(
    "day", [(2003, 1, 28), (2003, 1, 29), (2003, 1, 30), (2003, 1, 31), (2004, 1, 31), (2003, 3, 31)]
)
def test_a_month_after_the_31st_fits_the_last_day_of_a_short_month(day: tuple[int, int, int]) -> None:
    midnight = GREGORIAN.to_lattice(*day)
    landed = GREGORIAN.settle(midnight + M)
    for text in (
        "exactly one month after wedding",
        "one month after wedding",
        "at least one month after wedding",
    ):
        assert admits(one(text, midnight), landed - midnight)
    assert admits(one("exactly one month after wedding"), M)


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2800, 1, 1)), st.integers(1, 600))
def test_who_counts_months_on_may_count_them_back(date: datetime.date, months: int) -> None:
    """If B is so many months after A by the calendar, A is as many before B, though months differ."""
    late = real_months_later(date, months)
    gap = lattice(date) - lattice(late)
    assert admits(one(f"exactly {months} months before wedding", lattice(late)), gap)
    assert admits(one(f"at least {months} months before wedding", lattice(late)), gap)
    assert admits(one(f"within {months} months before wedding", lattice(late)), gap)
    dated = one(f"exactly {months} months before {late.isoformat()}")
    assert dated.lower is not None and dated.upper is not None
    assert dated.lower <= lattice(date) <= dated.upper


def test_an_event_on_a_phantom_slot_fits_its_day_loosely_and_its_month() -> None:
    slot = GREGORIAN.to_lattice(2003, 2, 31)
    month, day = (links(term(text))[0] for text in ("February 2003", "2003-02-28"))
    assert month.lower is not None and month.upper is not None and month.lower <= slot <= month.upper
    assert day.upper is not None and day.loose_upper is not None and day.upper < slot <= day.loose_upper


def test_a_year_after_the_leap_day_is_kept_on_either_day() -> None:
    link = one("exactly one year after wedding", GREGORIAN.to_lattice(2000, 2, 29))
    assert (link.lower, link.upper) == (Y - D, Y + 3 * D)
    assert one("exactly 4 years after wedding", GREGORIAN.to_lattice(2000, 2, 29)).upper == 4 * Y


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_the_next_day_is_the_next_day(date: datetime.date) -> None:
    day, after = lattice(date), lattice(date + datetime.timedelta(days=1))
    link = one("the next day after wedding", day)
    assert admits(link, after - day) and admits(link, after + D - 1 - day)
    assert admits(link, after - (day + D - 1))
    right = one("right after wedding", day)
    assert admits(right, after - day) and admits(right, 1)
    back = one("the previous day before wedding", after)
    assert admits(back, day - after)
    dated = one(f"the next day after {date.isoformat()}")
    assert (dated.lower, dated.upper) == (after, after + D - 1)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_after_a_known_day_is_that_day(date: datetime.date, weekday: int) -> None:
    name = GREGORIAN.weekdays[weekday]
    target = date + datetime.timedelta(days=(weekday - date.weekday() - 1) % 7 + 1)
    dated = one(f"{name} after {date.isoformat()}")
    assert (dated.lower, dated.upper) == (lattice(target), lattice(target) + D - 1)
    for day in (None, lattice(date)):
        assert admits(one(f"{name} after wedding", day), lattice(target) - lattice(date) + (0 if day else -1))
    back = date - datetime.timedelta(days=(date.weekday() - weekday - 1) % 7 + 1)
    assert one(f"{name} before {date.isoformat()}").lower == lattice(back)
    assert admits(one(f"{name} before wedding", lattice(date)), lattice(back) - lattice(date))


@settings(max_examples=60)
@given(
    st.sampled_from(["", "exactly ", "about ", "almost ", "over ", "at least ", "at most ", "under "]),
    st.integers(1, 400),
    st.sampled_from(
        ["minutes", "hours", "days", "weeks", "fortnights", "months", "years", "decades", "centuries"]
    ),
    st.sampled_from(["before", "after"]),
)
def test_readings_lie_inside_the_loosest_and_on_the_named_side(
    hedge: str, n: int, unit: str, side: str
) -> None:
    link = one(f"{hedge}{n} {unit} {side} wedding")
    assert tighter(link, link._replace(lower=link.loose_lower, upper=link.loose_upper))
    assert (
        (link.lower is not None and link.lower >= 1)
        if side == "after"
        else (link.upper is not None and link.upper <= -1)
    )


def test_which_links_rest_on_the_date_of_their_anchor() -> None:
    def exact(anchor: Anchor) -> int | None:
        return GREGORIAN.to_lattice(2003, 1, 31)

    for text, rests in [
        ("2 days after wedding", True),
        ("exactly one month after wedding", True),
        ("one month after wedding", False),
        ("Monday after wedding", True),
        ("after wedding", False),
        ("3 years after 2004", False),
        ("2004", False),
    ]:
        assert [a.ref for a in dated_anchors(term(text), exact)] == ["wedding"] * rests, text


def test_terms_say_where_they_stand() -> None:
    found = parse("after wedding; 3 years before telling", NAMES).terms[1]
    assert isinstance(found, Offset)
    assert (found.column, found.length, found.anchor.column) == (15, 22, 30)
