"""The thresholds of people whose age clock stops, slows or leaps: what they have lived counts."""

from __future__ import annotations

import pytest
from conftest import Small

YOUNG, OLD = ("error", "parent-too-young"), ("error", "parent-too-old")
LIFE, GROWN = ("error", "impossible-lifespan"), ("warning", "below-minimum-age")


def mother(clock: str, child: int, born: str = "born: 1900, ") -> str:
    return (
        f"characters: {{m: {{sex: female, {born}age_clock: [{clock}]}}, "
        f"c: {{born: {child}, parents: [m]}}}}\nevents: {{e: , f: {{when: after e}}}}"
    )


@pytest.mark.parametrize(
    ("story", "found"),
    [
        (mother("{from: 1990, rate: 0.5}", 1904), YOUNG),  # long before the clock
        (mother("{from: 1905, until: 2005, rate: 0}", 2006), YOUNG),
        (mother("{from: 1920, until: 1960, rate: 0}", 1962), None),
        (mother("{rate: 0.1}", 1960), YOUNG),
        (mother("{rate: 5}", 1914), OLD),
        (mother("{from: 1912, until: 1914, rate: 10}", 1915), None),
        (mother("{at: 1905, jump: 20 years}", 1906), None),
        (mother("{at: 1905, jump: 60 years}", 1906), OLD),
        (mother("{from: 1800, until: 1850, rate: 10}", 1930), None),  # whatever ran before the birth
    ],
)
def test_a_mother_is_as_old_as_her_clock_says(
    small: Small, story: str, found: tuple[str, str] | None
) -> None:
    assert small.findings(story) == ([found] if found else [])


@pytest.mark.parametrize(
    ("life", "found"),
    [
        ("died: 2200, age_clock: [{from: 1950, until: 1960, rate: 0}]", LIFE),
        ("died: 2090, age_clock: [{from: 1950, until: 2050, rate: 0}]", None),
        ("died: 2900, age_clock: [{from: 1950, rate: 0}]", None),
        ("age_clock: [{from: 1950, until: 1960, rate: 0}]", LIFE),
        ("age_clock: [{from: 1950, until: 2150, rate: 0}]", None),
        ("age_clock: [{from: 1930, rate: 10}]", LIFE),
    ],
)
def test_a_life_is_as_long_as_its_clock_says(small: Small, life: str, found: tuple[str, str] | None) -> None:
    when = "1950" if "rate: 10" in life else "2180"
    present = f"\nevents: {{e: {{when: {when}, who: [m]}}}}" if "died" not in life else ""
    story = f"characters: {{m: {{born: 1900, {life}}}}}{present}"
    assert small.findings(story) == ([found] if found else [])


@pytest.mark.parametrize(
    ("clock", "when", "found"),
    [
        ("{from: 1950, until: 1960, rate: 0}", 1910, GROWN),
        ("{from: 1910, until: 2010, rate: 0}", 2011, GROWN),
        ("{from: 1920, until: 2010, rate: 0}", 2011, None),
        ("{at: 1910, jump: 3 years}", 1912, GROWN),
        ("{at: 1910, jump: 10 years}", 1911, None),
    ],
)
def test_who_is_grown_is_so_by_their_clock(
    small: Small, clock: str, when: int, found: tuple[str, str] | None
) -> None:
    story = f"""
characters: {{a: {{born: 1900, age_clock: [{clock}]}}, b: {{born: {when - 60}}}}}
relationships: [{{kind: dating, who: [a, b], from: {when}}}]
"""
    assert small.findings(story) == ([found] if found else [])


def test_what_a_clock_leaves_open_is_counted(small: Small) -> None:
    report = small.report(mother("{from: e, until: f, rate: 0}", 2000, born=""))
    assert report.findings == ()
    whys = {(one.rule, one.what) for one in report.undecided}
    assert {
        ("parent-too-young", "how old M is when C is born"),
        ("parent-too-old", "how old M is when C is born"),
    } <= whys
