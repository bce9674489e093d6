"""The hedge table, and lengths of time as text."""

from __future__ import annotations

import pytest
from test_when import term

from storybible.calendars import DAY, MONTH, YEAR
from storybible.when import (
    Amount,
    Problem,
    Widths,
    duration_text,
    duration_years,
    parse_amount,
    read_widths,
    reading_text,
)

Y, M, D = YEAR, MONTH, DAY


def amount(text: str, **changes: object) -> Amount:
    found = parse_amount(text, widths=changes)
    assert isinstance(found, Amount), found
    return found


def bounds(text: str) -> tuple[int | None, int | None, int | None, int | None]:
    found = amount(text)
    return found.lower, found.upper, found.loose_lower, found.loose_upper


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exactly 3 years", (3 * Y, 3 * Y, 3 * Y, 3 * Y)),
        ("three years", (3 * Y - Y // 2, 3 * Y + Y // 2 - 1, 2 * Y, 4 * Y)),
        ("20 years", (20 * Y - Y // 2, 20 * Y + Y // 2 - 1, 18 * Y, 22 * Y)),
        ("a month", (M // 2, M + M // 2 - 1, 1, 2 * M)),
        ("about 3 years", (2 * Y, 4 * Y, Y, 5 * Y)),
        ("about 20 years", (17 * Y, 23 * Y, 14 * Y, 26 * Y)),
        ("around a year", (1, 2 * Y, 1, 3 * Y)),
        ("almost 3 years", (3 * Y - Y // 2, 3 * Y - 1, 2 * Y, 3 * Y - 1)),
        ("nearly 3 years", (3 * Y - Y // 2, 3 * Y - 1, 2 * Y, 3 * Y - 1)),
        ("over 3 years", (3 * Y + 1, 4 * Y, 3 * Y + 1, 5 * Y)),
        ("more than 3 years", (3 * Y + 1, 4 * Y, 3 * Y + 1, 5 * Y)),
        ("at least 3 years", (3 * Y, None, 3 * Y, None)),
        ("at most 3 years", (1, 3 * Y, 1, 3 * Y)),
        ("up to 3 years", (1, 3 * Y, 1, 3 * Y)),
        ("less than 3 years", (1, 3 * Y - 1, 1, 3 * Y - 1)),
        ("2 to 3 years", (2 * Y, 3 * Y, 2 * Y - Y // 2, 3 * Y + Y // 2)),
        ("two or three years", (2 * Y, 3 * Y, 2 * Y - Y // 2, 3 * Y + Y // 2)),
        ("half a year", (Y // 4, 3 * Y // 4, 1, Y)),
        ("a few years", (2 * Y, 5 * Y, 2 * Y, 9 * Y)),
        ("several years", (3 * Y, 9 * Y, 2 * Y, 14 * Y)),
        ("a year and a half", (5 * Y // 4, 7 * Y // 4 - 1, Y, 2 * Y)),
        ("two and a half years", (9 * Y // 4, 11 * Y // 4 - 1, 2 * Y, 3 * Y)),
        (
            "3 years and 2 months",
            (38 * M - M // 2, 38 * M + M // 2 - 1, 38 * M - 38 * M // 10, 38 * M + 38 * M // 10),
        ),
        ("a decade", (5 * Y, 15 * Y - 1, 1, 20 * Y)),
        ("a couple of years", (2 * Y - Y // 2, 2 * Y + Y // 2 - 1, Y, 3 * Y)),
        ("a dozen years", (12 * Y - Y // 2, 12 * Y + Y // 2 - 1, 12 * Y - 6 * Y // 5, 12 * Y + 6 * Y // 5)),
    ],
)
def test_the_hedge_table(text: str, expected: tuple[int | None, ...]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exactly 3 days", (3 * D, 3 * D + 3 * D, 3 * D, 3 * D + 3 * D)),
        ("2 days", (3 * D // 2, 5 * D // 2 - 1 + 3 * D, D, 3 * D + 3 * D)),
        ("exactly 62 days", (62 * D, 62 * D + 4 * D, 62 * D, 62 * D + 4 * D)),
        ("exactly 61 days", (61 * D, 61 * D + 3 * D, 61 * D, 61 * D + 3 * D)),
        ("exactly 365 days", (369 * D, 372 * D, 369 * D, 372 * D)),
        ("exactly 5 hours", (300, 300 + 3 * D, 300, 300 + 3 * D)),
        ("at least 2 days", (2 * D, None, 2 * D, None)),
        ("at most 2 days", (1, 2 * D + 3 * D, 1, 2 * D + 3 * D)),
        ("exactly 1 month and 2 days", (M + 2 * D, M + 2 * D + 3 * D, M + 2 * D, M + 2 * D + 3 * D)),
    ],
)
def test_days_and_hours_may_cross_phantom_slots(text: str, expected: tuple[int | None, ...]) -> None:
    assert bounds(text) == expected


def test_widths_are_settings() -> None:
    assert amount("about 3 years", about="2, 0").lower == Y
    assert amount("a few years", few="1, 2, 1, 3").upper == 2 * Y
    found, problems = read_widths({"about": "1 15", "Several": "3,9,2,20", "fewer": "1", "few": "x"})
    assert isinstance(found, Widths) and found.several == (3, 9, 2, 20)
    assert [name for name, _ in problems] == ["fewer", "few"]


def test_what_rests_on_a_bare_amount_says_how_it_was_read() -> None:
    readings = {
        "three years": "2½ to 3½",
        "a year": "½ to 1½",
        "half a year": "¼ to ¾",
        "a year and a half": "1¼ to 1¾",
        "2½ weeks": "2¼ to 2¾",
        "five minutes": "4½ to 5½",
        "3 years and 2 months": "37½ to 38½ months",
    }
    for text, reading in readings.items():
        assert amount(text).bare
        assert reading_text(amount(text)) == reading
    for text in ("exactly 3 years", "about 3 years", "2 to 3 years", "a few years", "at least 3 years"):
        assert not amount(text).bare
    assert term("three years after wedding").bare
    assert not term("exactly three years after wedding").hedged
    assert term("about three years after wedding").hedged


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (300, "5 hours"),
        (330, "5 hours 30 minutes"),
        (3 * D, "3 days"),
        (3 * D + 29, "3 days"),
        (3 * D + 31, "3 days 1 hour"),
        (D - 1, "1 day"),
        (5 * Y // 2, "2 years 6 months"),
        (7 * Y // 2 - 1, "3 years 6 months"),
        (Y - 1, "1 year"),
        (M - 1, "1 month"),
        (Y, "1 year"),
        (Y + M, "1 year 1 month"),
        (-15 * Y + 1, "-15 years"),
    ],
)
def test_duration_text(minutes: int, text: str) -> None:
    assert duration_text(minutes) == text


def test_duration_years_is_not_rounded() -> None:
    assert duration_years(5 * Y // 2) == 2.5


@pytest.mark.parametrize("text", ["", "2", "days", "wedding", "2 days after wedding", "0 days", "2004-07-12"])
def test_what_is_no_length_of_time(text: str) -> None:
    found = parse_amount(text)
    assert isinstance(found, Problem) and found.message
