"""Mends keep the writer's words and turn one number just far enough."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_when import NAMES, term

from storybible.calendars import DAY, GREGORIAN, MONTH, YEAR
from storybible.when import Age, Amount, age_mends, amount_mends, links, mends, parse, parse_age, parse_amount

Y, M, D = YEAR, MONTH, DAY
Room = tuple[int | None, int | None]


def day(*parts: int) -> int:
    return GREGORIAN.to_lattice(*parts)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        (
            "3 years after wedding",
            (5 * Y, 6 * Y),
            ["5 years after wedding", "6 years after wedding", "3 years before wedding"],
        ),
        ("3 years after wedding", (None, Y), ["1 year after wedding", "3 years before wedding"]),
        (
            "three years before telling",
            (-9 * Y, -8 * Y),
            ["eight years before telling", "nine years before telling", "three years after telling"],
        ),
        (
            "exactly twenty-four years after wedding",
            (25 * Y, 25 * Y),
            ["exactly twenty-five years after wedding", "exactly twenty-four years before wedding"],
        ),
        (
            "about 3 years after wedding",
            (50 * Y, 50 * Y),
            ["about 44 years after wedding", "about 45 years after wedding", "about 46 years after wedding"],
        ),
        (
            "at least 10 years after wedding",
            (None, 3 * Y),
            [
                "at least 3 years after wedding",
                "at least 2 years after wedding",
                "at least 1 year after wedding",
            ],
        ),
        (
            "at most 2 weeks after wedding",
            (40 * D, 50 * D),
            [
                "at most 6 weeks after wedding",
                "at most 7 weeks after wedding",
                "at most 8 weeks after wedding",
            ],
        ),
        (
            "2 to 3 years after wedding",
            (5 * Y, 5 * Y),
            ["4 to 5 years after wedding", "5 to 6 years after wedding", "2 to 3 years before wedding"],
        ),
        (
            "2-3 years after wedding",
            (5 * Y, 5 * Y),
            ["4-5 years after wedding", "5-6 years after wedding", "2-3 years before wedding"],
        ),
        ("a year after wedding", (5 * Y, 5 * Y), ["five years after wedding", "a year before wedding"]),
        ("A year and a half after wedding", (5 * Y, 5 * Y + M), ["A year and a half before wedding"]),
        (
            "a year and a half after wedding",
            (5 * Y + 6 * M, 6 * Y),
            ["five years and a half after wedding", "a year and a half before wedding"],
        ),
        (
            "2½ years after wedding",
            (5 * Y + 6 * M, 5 * Y + 6 * M),
            ["5½ years after wedding", "2½ years before wedding"],
        ),
        (
            "3 years and 2 months after wedding",
            (3 * Y + 7 * M, 3 * Y + 8 * M),
            [
                "3 years and 7 months after wedding",
                "3 years and 8 months after wedding",
                "3 years and 2 months before wedding",
            ],
        ),
        (
            "half a year after wedding",
            (3 * Y, 3 * Y),
            ["three years after wedding", "half a year before wedding"],
        ),
        ("a few days after wedding", (20 * D, 20 * D), None),
        ("before wedding", (1, None), ["after wedding"]),
        ("at or after wedding", (None, -5), ["at or before wedding"]),
        ("not before wedding", (None, -5), ["not after wedding"]),
        ("earlier than wedding", (1, None), ["later than wedding"]),
        ("Since wedding", (None, -5), ["By wedding"]),
        ("2004-07-12", (day(2005), None), ["2005-01-01", "2005-01-02", "2005-01-03"]),
        (
            "2004-07-12 18:30",
            (None, day(2004, 7, 11)),
            ["2004-07-10 18:30", "2004-07-09 18:30", "2004-07-08 18:30"],
        ),
        ("2004-07", (day(2003), day(2003)), ["2003-01"]),
        ("2004", (day(2007, 3), day(2007, 3)), ["2007"]),
        ("12 July 2004", (day(2005), day(2005, 1, 2)), ["1 January 2005", "2 January 2005"]),
        ("July 12, 2004", (day(2005, 3, 5), day(2005, 3, 5)), ["March 5, 2005"]),
        ("Monday 2004-07-12", (day(2004, 7, 13), day(2004, 7, 13)), ["Tuesday 2004-07-13"]),
        ("44 BC", (day(-100), day(-99)), ["100 BC", "101 BC"]),
        ("early 2004", (day(2004, 12, 20), day(2005, 2)), ["late 2004", "early 2005"]),
        ("spring 2004", (day(2006), day(2006, 12)), ["spring 2006"]),
        ("about 1900", (day(1910), day(1910)), ["about 1908", "about 1909", "about 1910"]),
        ("day 14", (day(0, 2, 1), day(0, 2, 1)), ["day 32"]),
        ("before 1900", (day(1905), None), ["before 1906", "before 1907", "before 1908"]),
        (
            "3 years after 1900",
            (day(1905), day(1905)),
            ["4 years after 1900", "3 years after 1901", "5 years after 1900"],
        ),
    ],
)
def test_mends_of_times(text: str, room: Room, expected: list[str] | None) -> None:
    found = mends(text, term(text), [room] * len(links(term(text))), NAMES)
    if expected is not None:
        assert found == expected
    for mended in found:
        assert not parse(mended, NAMES).problems


def test_mends_of_one_term_leave_the_rest_alone() -> None:
    text = "after telling;  three years after wedding ; by 2004"
    terms = parse(text, NAMES).terms
    assert (
        mends(text, terms[1], [(4 * Y, 4 * Y)], NAMES)[0]
        == "after telling;  four years after wedding ; by 2004"
    )
    assert (
        mends(text, terms[2], [(day(2006), None)], NAMES)[0]
        == "after telling;  three years after wedding ; by 2006"
    )


def test_a_limit_on_both_sides_grows_until_both_meet() -> None:
    text = "within 3 years of wedding"
    assert mends(text, term(text), [(None, None), (5 * Y, None)], NAMES)[0] == "within 5 years of wedding"
    assert mends(text, term(text), [(None, -5 * Y), (None, None)], NAMES)[0] == "within 5 years of wedding"


def test_nothing_is_proposed_where_the_reading_fits_or_no_number_helps() -> None:
    assert mends("2004", term("2004"), [(None, None)], NAMES) == []
    assert mends("at wedding", term("at wedding"), [(5, 6), (5, 6)], NAMES) == []
    assert age_mends("25", (None, None)) == []
    assert age_mends("nonsense", (5, 5)) == []


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("25", (27 * Y, 29 * Y), ["27", "28", "29"]),
        ("25", (20 * Y, 21 * Y - 1), ["20"]),
        ("twenty-four", (25 * Y, 26 * Y - 1), ["twenty-five"]),
        ("Thirty", (20 * Y, 22 * Y - 1), ["Twenty-one", "Twenty"]),
        ("late thirties", (40 * Y, 41 * Y), ["early forties"]),
        ("in her 30s", (51 * Y, 52 * Y), ["in her 50s"]),
        ("mid-forties", (30 * Y, 31 * Y), ["early-thirties"]),
        ("about 40", (60 * Y, 60 * Y), ["about 52", "about 53", "about 54"]),
        ("17 or 18", (21 * Y, 21 * Y), ["20 or 21", "21 or 22"]),
        ("at least 18", (3 * Y, 4 * Y - 1), ["at least 3", "at least 2", "at least 1"]),
        ("6 months", (9 * M, 9 * M), ["9 months"]),
        ("25 years old", (26 * Y, 26 * Y), ["26 years old"]),
    ],
)
def test_mends_of_ages(text: str, room: Room, expected: list[str]) -> None:
    assert age_mends(text, room) == expected


def test_mends_of_lengths() -> None:
    assert amount_mends("exactly 2 days", (9 * D, 9 * D)) == [
        "exactly 6 days",
        "exactly 7 days",
        "exactly 8 days",
    ]
    assert amount_mends("about three weeks", (1, 10 * D)) == ["about two weeks", "about one week"]
    assert amount_mends("nonsense", (1, 2)) == []


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["", "exactly ", "about ", "almost ", "over ", "at least ", "at most "]),
    st.integers(1, 60),
    st.sampled_from(["weeks", "months", "years"]),
    st.sampled_from(["before", "after"]),
    st.integers(-80 * Y, 80 * Y),
    st.integers(0, 3 * Y),
)
def test_a_mend_meets_the_room_and_a_nearer_number_does_not(
    hedge: str, n: int, unit: str, side: str, least: int, width: int
) -> None:
    text = f"{hedge}{n} {unit} {side} wedding"
    room = least, least + width
    for mended in mends(text, term(text), [room], NAMES):
        if side not in mended:
            continue  # turned round
        assert meets(mended, room)
        number = int(mended.removeprefix(hedge).split()[0])
        step = 1 if number > n else -1
        for nearer in range(n, number, step):
            near = f"{hedge}{nearer} {unit} {side} wedding"
            assert not meets(near, room) or near.replace(" 1 years", " 1 year") in mends(
                text, term(text), [room], NAMES
            )


def meets(text: str, room: tuple[int, int]) -> bool:
    (link,) = links(term(text))
    return (link.upper is None or link.upper >= room[0]) and (link.lower is None or link.lower <= room[1])


@given(st.integers(0, 99), st.integers(0, 99))
def test_the_mend_of_an_age_is_the_nearest_age(stated: int, true: int) -> None:
    room = true * Y, true * Y
    found = age_mends(str(stated), room)
    assert found == ([] if stated == true or true == 0 else [str(true)])


def test_every_mend_is_read_back() -> None:
    assert isinstance(parse_age(age_mends("late thirties", (25 * Y, 25 * Y))[0]), Age)
    assert isinstance(parse_amount(amount_mends("a few days", (30 * D, 30 * D))[0]), Amount)
