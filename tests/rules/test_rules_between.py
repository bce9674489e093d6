"""Scenes of several events, returns from death, events during others."""

from __future__ import annotations

import pytest
from conftest import Small

ORDER = "events: {a: {}, b: {when: after a}, c: {when: after b}, d: {when: after c}}\n"


@pytest.mark.parametrize(
    ("tells", "thread", "found"),
    [
        ("[a, b] [c, d]", "planted: t, paid: s", ["paid-off-before-planted"]),
        ("[a, b] [c, d]", "planted: s, paid: t", []),
        ("[a, c] [b, d]", "planted: t, paid: s", []),
        ("[a, b] [b, d]", "planted: t, paid: s", []),
        ("[a, b] [c, d]", "planted: c, paid: s", ["paid-off-before-planted"]),
        ("[a, b] [c, d]", "planted: b, paid: s", []),
        ("[a, b] [c, d]", "planted: t, paid: s, kind: question", []),
    ],
)
def test_threads_over_scenes_of_several_events(
    small: Small, tells: str, thread: str, found: list[str]
) -> None:
    first, last = tells.split("] ")
    scenes = f"scenes: {{s: {{tells: {first}]}}, t: {{tells: {last}}}}}\n"
    story = f"{ORDER}{scenes}threads: {{x: {{{thread}}}}}\n"
    assert [rule for severity, rule in small.findings(story) if severity != "note"] == found


@pytest.mark.parametrize(
    ("event", "scenes", "found"),
    [
        ("where: p", "{s: {tells: [e], where: q}}", 1),
        ("where: p", "{s: {tells: [e], where: p}}", 0),
        ("where: p", "{s: {tells: [e], where: inner}}", 0),
        ("where: inner", "{s: {tells: [e], where: p}}", 0),
        ("where: p", "{s: {tells: [e]}}", 0),
        ("where: p", "{s: {tells: [e, f], where: q}}", 0),
        ("where: p", "{s: {tells: [e], where: q, strand: memory}}", 0),
        ("where: p, lasts: 2 days", "{s: {tells: [e], where: q}}", 0),
        ("title: E", "{s: {tells: [e], where: q}, t: {tells: [e], where: p}}", 1),
        ("title: E", "{s: {tells: [e], where: q}, t: {tells: [e], where: q}}", 0),
    ],
)
def test_an_event_is_where_its_scene_is(small: Small, event: str, scenes: str, found: int) -> None:
    places = "places: {p: {}, q: {}, inner: {within: p}}\n"
    story = f"{places}events: {{e: {{{event}}}, f: {{}}}}\nscenes: {scenes}\n"
    rules = [rule for severity, rule in small.findings(story) if severity != "note"]
    assert rules == ["event-in-two-places"] * found


AFTER = "present-after-death"
RETURN = """
characters: {m: {%s}}
events:
  first: {when: 1900, deaths: [m]}
  back: {when: 1910, revivals: [m]}
  %s
  there: {when: %s, who: [m]}
"""


@pytest.mark.parametrize(
    ("life", "more", "when", "found"),
    [
        ("", "", "1890", []),
        ("", "", "1905", [AFTER]),
        ("", "", "1915", []),
        ("", "", "after first", []),
        ("", "", "after back", []),
        ("", "", "between first and back", [AFTER]),
        ("died: 1920", "", "1905", [AFTER]),
        ("died: 1920", "", "1915", []),
        ("died: 1920", "", "1930", [AFTER]),
        ("", "second: {when: 1920, deaths: [m]}", "1930", [AFTER]),
        ("", "second: {when: 1920, deaths: [m]}", "1915", []),
        ("", "second: {when: after back, deaths: [m]}", "1930", []),
        ("", "again: {when: 1925, revivals: [m]}", "1930", []),
        ("", "again: {revivals: [m]}", "1905", []),
    ],
)
def test_between_a_death_and_a_return(
    small: Small, life: str, more: str, when: str, found: list[str]
) -> None:
    rules = [rule for severity, rule in small.findings(RETURN % (life, more, when)) if severity != "note"]
    assert rules == found


@pytest.mark.parametrize(
    ("outer", "when", "found"),
    [
        ("when: 1900-01-01, lasts: 3 days", "during outer", 1),
        ("title: O", "during outer", 1),
        ("when: 1900-01-01, until: 1900-02-01", "during outer; after x", 1),
        ("lasts: 3 days", "after outer", 0),
        ("lasts: 3 days", "by outer", 0),
    ],
)
def test_two_places_for_what_is_during_another(small: Small, outer: str, when: str, found: int) -> None:
    story = (
        "characters: {m: {}}\nplaces: {p: {}, q: {}, inner: {within: p}}\n"
        "events:\n  x: {when: 1900-01-02}\n"
        f"  outer: {{{outer}, where: p, who: [m]}}\n  e: {{when: {when}, where: q, who: [m]}}\n"
    )
    assert [rule for _, rule in small.findings(story)] == ["two-places-at-once"] * found
    assert small.findings(story.replace("where: q", "where: inner")) == []
    assert small.findings(story.replace("where: q, who: [m]", "where: q, who: [m (mentioned)]")) == []


def test_who_comes_back_is_shown_to_die_and_to_return(small: Small) -> None:
    story = (
        "characters: {a: }\nevents: {e: {when: 1920, deaths: [a]}, g: {when: 1922, revivals: [a]},"
        " i: {when: 1921, who: [a]}}"
    )
    lines = [part.statement for part in small.only(story).evidence]
    assert lines[:3] == ["A dies at “E”", "A comes back to life at “G”", "A is present at “I”"]


def test_nobody_dies_while_dead(small: Small) -> None:
    story = (
        "characters: {a: }\nevents: {d: {when: 1920, deaths: [a]}, f: {when: 1925, deaths: [a]},"
        " r: {when: %s, revivals: [a]}}"
    )
    assert small.findings(story % 1930) == [("error", "present-after-death")]
    assert small.findings(story % 1922) == []
    assert small.findings(story % "after d") == []
