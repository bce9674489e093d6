"""Moons: phases from periods, and stated phases that cannot be."""

from __future__ import annotations

import pytest
from conftest import Small
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.bible import Bible
from storybible.calendars import DAY, GREGORIAN
from storybible.moons import PHASES, SHARP, Moon, may_be, may_both_be, nearest, phase_named, phases_at
from storybible.queries.show import show

MONTH = 29.530588 * DAY
WRONG = "wrong-moon"
ONE = """
title: T
calendars: {ours: {moons: [{name: the moon, period: 29 days 12 hours 44 minutes, full: 2000-01-21 04:40}]}}
"""
TWO = """
title: T
calendars:
  ours:
    months: [{name: Thaw, days: 30}, {name: Frost, days: 28}]
    hours: 20
    moons: [{name: Luna, period: 20 days, full: 100-01-10}, {name: Io, period: 7.5 days}]
"""


def day(year: int, month: int, number: int) -> int:
    return GREGORIAN.day_number(GREGORIAN.to_lattice(year, month, number)) * DAY


def test_full_moons_of_this_world() -> None:
    """The mean month keeps within hours of the almanac for decades."""
    moon = Moon("the moon", MONTH, (day(2000, 1, 21) + 280, day(2000, 1, 21) + 280))
    for date in ((2004, 7, 2), (2008, 12, 12), (2015, 9, 28), (2020, 12, 30), (1969, 7, 28)):
        assert phases_at(moon, day(*date), day(*date) + DAY - 1) == ("full",), date
    for date in ((1999, 8, 11), (2017, 8, 21), (2024, 4, 8)):  # the sun was eclipsed
        assert phases_at(moon, day(*date), day(*date) + DAY - 1) == ("new",), date


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("full", "full"),
        ("Full moon", "full"),
        ("the waning moon", "waning"),
        ("third quarter", "last quarter"),
        ("dark", "new"),
        ("waxing-crescent", "waxing crescent"),
        ("purple", None),
        ("", None),
    ],
)
def test_words(words: str, phase: str | None) -> None:
    assert phase_named(words) == phase


@settings(max_examples=60)
@given(
    st.floats(1, 400).map(lambda days: days * DAY), st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9), st.integers(0, 3 * DAY), st.integers(0, 3 * DAY),
    st.sampled_from(sorted(PHASES)),
)  # fmt: skip
def test_what_is_so_may_be(
    period: float, full: int, moment: int, before: int, behind: int, later: str
) -> None:
    moon = Moon("m", period, (full - before, full + behind))
    now = ((moment - full) / period + 0.5) % 1
    mine = [name for name, (low, high) in PHASES.items() if any(low <= now + k <= high for k in (-1, 0, 1))]
    assert mine
    for phase in mine:
        assert may_be(moon, phase, moment - before, moment + behind, False)
        assert may_be(moon, phase, moment, moment, True)
    middle = nearest(moon, later, moment, True)
    assert middle is not None
    assert middle >= moment - 1
    assert may_be(moon, later, middle - before, middle + behind, False)
    for phase in mine:
        assert may_both_be(moon, phase, later, middle - moment - before, middle - moment + behind, True)


def test_eight_phases_in_a_month() -> None:
    moon = Moon("m", 32 * DAY, (0, 0))
    assert [phases_at(moon, n * DAY, n * DAY)[0] for n in range(16, 48, 4)] == list(SHARP)


def rules(small: Small, story: str, config: str = ONE) -> list[tuple[str, str]]:
    return [found for found in small.findings(story, config) if found[0] != "note"]


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("when: 2004-07-02, moon: full", []),
        ("when: 2004-07-04, moon: full", []),
        ("when: 2004-07-05, moon: full", [("warning", WRONG)]),
        ("when: 2004-07-10, moon: full", [("error", WRONG)]),
        ("when: 2004-07-17, moon: new", []),
        ("when: 2004-07-10, moon: {is: waning, source: ¶3}", []),
        ("when: 2004-07-10, moon: {is: waxing, source: ¶3}", [("error", WRONG)]),
        ("when: 2004-07, moon: full", []),
        ("when: 2004-07-04 to 2004-07-16, moon: full", []),
        ("when: 2004-07-07 to 2004-07-16, moon: full", [("error", WRONG)]),
        ("when: 2004-07-07, until: 2004-08-01, moon: full", []),
        ("moon: full", []),
        ("when: 2004-07-10, moon: full, says: x", []),
    ],
)
def test_a_phase_against_its_date(small: Small, event: str, found: list[tuple[str, str]]) -> None:
    assert rules(small, f"characters: {{x: {{}}}}\nevents: {{a: {{{event}}}}}\n") == found


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        ("exactly 15 days after a", [("error", WRONG)]),
        ("2 weeks after a", [("warning", WRONG)]),
        ("exactly 30 days after a", []),
        ("a month after a", []),
        ("a few weeks after a", []),
        ("a year after a", []),
        ("after a", []),
    ],
)
def test_two_events_without_dates(small: Small, gap: str, found: list[tuple[str, str]]) -> None:
    assert rules(small, f"events: {{a: {{moon: full}}, b: {{when: {gap}, moon: full}}}}\n") == found


def test_several_moons_in_a_calendar_of_the_storys_own(small: Small) -> None:
    story = "events: {a: {when: 100-01-20, moon: [%s]}, b: {when: exactly 3 days after a, moon: %s}}\n"
    assert rules(small, story % ("Luna new, Io full", "{moon: Io, is: waning}"), TWO) == []
    assert rules(small, story % ("Luna full, Io full", "{moon: Io, is: full}"), TWO) == [
        ("error", WRONG),
        ("error", WRONG),
    ]
    assert rules(small, story % ("full", "Io full"), TWO) == [("error", "wrong-type")]
    assert rules(small, story % ("Mars full", "Io full"), TWO) == [("error", "wrong-type")]
    assert rules(small, story % ("Luna striped", "Io full"), TWO) == [("error", "wrong-type")]


@pytest.mark.parametrize(
    "moon",
    [
        "Luna", "{name: Luna}", "{period: 3 days}", "{name: Luna, period: 2 months}",
        "{name: Luna, period: 3 hours}", "{name: Luna, period: 3 days, full: 2004}",
        "{name: Luna, period: soon}", "{name: Luna, period: 3 days, full: someday}", "[Luna]",
        "{name: Luna, period: 3 days, ful: 2004-01-01}",
    ],
)  # fmt: skip
def test_a_moon_that_cannot_be_read_is_reported(small: Small, moon: str) -> None:
    config = f"title: T\ncalendars: {{ours: {{moons: [{moon}]}}}}\n"
    found = [rule for _, rule in small.findings("events: {a: {moon: full}}\n", config)]
    assert len(found) == 1
    assert found[0] in ("wrong-type", "unknown-field")


def test_without_a_moon_a_phase_is_only_written_down(small: Small) -> None:
    assert rules(small, "events: {a: {when: 2004-07-10, moon: full}}\n", "title: T\n") == []


def test_mendings(small: Small) -> None:
    story = "events: {a: {when: 2004-07-12, moon: full}}\n"
    mends = [
        f"{repair.before.strip()} -> {repair.after.strip()}"
        for repair in small.only(story, ONE, repairs=True).repairs
    ]
    assert any(mend.startswith("2004-07-12 -> 2004-0") for mend in mends)
    assert any("full" in mend and ("waning" in mend or "last" in mend) for mend in mends)


def test_show(small: Small) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": "events: {a: {when: 2004-07-02}}\n",
                                    "bible/storybible.yaml": ONE}))  # fmt: skip
    entries = {entry.topic: entry.text for entry in show(bible, bible.story.events["a"]).entries}
    assert entries["the moon"] == "full"


def test_days_between_two_events_are_real_days(small: Small) -> None:
    """Half a period apart to the minute: no width of a phase reaches as far."""
    settings = "calendars: {ours: {moons: [{name: Luna, period: 10 days}]}}\n"
    story = "events: {e: {moon: full}, f: {when: exactly %s days after e, moon: full}}\n"
    assert rules(small, story % 5, settings) == [("error", "wrong-moon")]
    assert rules(small, story % 10, settings) == []
    assert rules(small, story % 30, settings) == []
