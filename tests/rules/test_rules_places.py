"""Subtle cases of the rules about places and presence."""

from __future__ import annotations

import pytest
from conftest import Small

PLACES = """
characters: {x: {}, y: {}}
places:
  town: {}
  quay: {within: town}
  mill: {within: town}
  abbey: {}
"""


def names(small: Small, story: str) -> list[str]:
    return [rule for _, rule in small.findings(story)]


def events(*lines: str) -> str:
    return PLACES + "events:\n" + "".join(f"  {line}\n" for line in lines)


TWICE = ["two-places-at-once"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        # two moments are at once only if they are the same minute
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: abbey, who: [x]}", TWICE),
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: mill, who: [x]}", TWICE),
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: town, who: [x]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: quay, who: [x]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at a, who: [x]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: abbey, who: [y]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at a, where: abbey, who: [x (body)]}", []),
        (
            "a: {where: quay, who: [x]}",
            "b: {when: at a, where: abbey, who: [{who: x, as: disguised as y}]}",
            TWICE,
        ),
        ("a: {where: quay, who: [x], when: 1900-05-01}", "b: {when: 1900-05-01, where: abbey, who: [x]}", []),
        (
            "a: {where: quay, who: [x], when: 1900-05-01 10:00}",
            "b: {when: 1900-05-01 10:00, where: abbey, who: [x]}",
            TWICE,
        ),
        ("a: {where: quay, who: [x]}", "b: {when: the same day as a, where: abbey, who: [x]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at or after a, where: abbey, who: [x]}", []),
        ("a: {where: quay, who: [x]}", "b: {when: at or after a; by a, where: abbey, who: [x]}", TWICE),
        # a moment inside a stretch; touching its ends is allowed
        (
            "a: {where: quay, who: [x], when: 1900-05-01, lasts: 5 days}",
            "b: {when: 1900-05-03, where: abbey, who: [x]}",
            TWICE,
        ),
        (
            "a: {where: quay, who: [x], when: 1900-05-01, lasts: 5 days}",
            "b: {when: 1900-05-06, where: abbey, who: [x]}",
            [],
        ),
        (
            "a: {where: quay, who: [x], when: 1900-05-01, lasts: 5 days}",
            "b: {when: 1900-05-01, where: abbey, who: [x]}",
            [],
        ),
        (
            "a: {where: quay, who: [x], when: 1900-05-01, lasts: 5 days}",
            "b: {when: 1900, where: abbey, who: [x]}",
            [],
        ),
        ("a: {where: quay, who: [x], lasts: 5 days}", "b: {when: at a.end, where: abbey, who: [x]}", []),
        # two stretches
        (
            "a: {where: quay, who: [x], when: 1900, until: 1905}",
            "b: {when: 1903, until: 1907, where: abbey, who: [x]}",
            TWICE,
        ),
        (
            "a: {where: quay, who: [x], when: 1900, until: 1905}",
            "b: {when: 1905, until: 1907, where: abbey, who: [x]}",
            [],
        ),
    ],
)
def test_two_by_two(small: Small, first: str, second: str, found: list[str]) -> None:
    assert names(small, events(first, second)) == found
    assert names(small, events(second, first)) == found


def test_scenes_say_where_and_who(small: Small) -> None:
    story = (
        events("a: {who: [x], where: quay}", "b: {when: at a}")
        + "scenes: {s: {tells: [b], where: abbey, who: [x]%s}}\n"
    )
    assert names(small, story % "") == TWICE
    assert names(small, story % ", strand: dream") == []


def test_three_that_do_not_fit_into_their_time(small: Small) -> None:
    """Each two of the stays can be kept apart; the three together cannot."""
    story = events(
        "march: {when: 1900-05-01, until: 1900-05-04}",
        "a: {when: during march, lasts: exactly 36 hours, where: quay, who: [x]}",
        "b: {when: during march, lasts: exactly 36 hours, where: abbey, who: [x]}",
        "c: {when: during march, lasts: exactly 36 hours, where: mill, who: [x]}",
    )
    found = small.only(story)
    assert found.rule == "two-places-at-once"
    assert {"a", "b", "c", "x"} <= set(found.records)
    assert "in every order" in found.message
    assert names(small, story.replace("1900-05-04", "1900-05-09")) == []
    assert names(small, story.replace("where: mill", "where: quay")) == []


def test_a_day_that_holds_one_stay_too_many_but_for_another_person(small: Small) -> None:
    story = events(
        "march: {when: 1900-05-01, until: 1900-05-04}",
        "a: {when: during march, lasts: exactly 36 hours, where: quay, who: [x]}",
        "b: {when: during march, lasts: exactly 36 hours, where: abbey, who: [x]}",
        "c: {when: during march, lasts: exactly 36 hours, where: mill, who: [y]}",
    )
    assert names(small, story) == []


def test_mends_of_two_places(small: Small) -> None:
    mends = small.mends(events("a: {where: quay, who: [x]}", "b: {when: at a, where: abbey, who: [x]}"))
    assert (
        "x -> x (mentioned)" in mends
        or "[x] -> [x (mentioned)]" in mends
        or any("mentioned" in m for m in mends)
    )


def test_destroyed_places(small: Small) -> None:
    story = """
places: {town: {destroyed: fire}, quay: {within: town}, abbey: {}}
events:
  fire: {when: 1900, lasts: 2 days, where: town}
  e: {when: %s, where: %s}
"""
    assert names(small, story % ("after fire", "quay")) == ["at-destroyed-place"]
    assert names(small, story % ("after fire", "abbey")) == []
    assert names(small, story % ("1900", "quay")) == []
    assert names(small, story % ("during fire", "quay")) == []


PRESENT = "characters: {x: {born: %s, died: %s}}\nevents: {e: {when: %s, who: [x%s]}}\n"


@pytest.mark.parametrize(
    ("born", "died", "when", "role", "found"),
    [
        ("1900", "1930", "1930", "", []),
        ("1900", "1930", "1931", "", ["present-after-death"]),
        ("1900", "1930", "1931", " (ghost)", []),
        ("1900", "1930", "1931", " (mentioned)", []),
        ("1900", "1930", "about 1931", "", []),
        ("1900", "1930", "1900", "", []),
        ("1900", "1930", "1899", "", ["present-before-birth"]),
        ("1900-05-02", "1930", "1900-05-02 03:00", "", []),
        ("1900-05-02", "1930-06-01", "1930-06-01", "", []),
    ],
)
def test_presence(small: Small, born: str, died: str, when: str, role: str, found: list[str]) -> None:
    assert names(small, PRESENT % (born, died, when, role)) == found


def test_somebody_dies_at_an_event_and_is_there(small: Small) -> None:
    story = (
        "characters: {x: {}}\nevents: {e: {lasts: 2 days, deaths: [x], who: [x]}, f: {when: %s, who: [x]}}\n"
    )
    assert names(small, story % "during e") == []
    assert names(small, story % "after e") == ["present-after-death"]


def test_a_claimed_presence_contradicts_nothing(small: Small) -> None:
    story = "characters: {x: {died: 1900}, y: {}}\nevents: {e: {when: 1910, who: [{who: x, says: y}]}}\n"
    assert names(small, story) == []


def test_saying_more_that_fits_keeps_an_error(small: Small) -> None:
    """Dates alone put the two at once; that one is also said to be during the other takes nothing back."""
    story = (
        "characters: {a: }\nplaces: {p: , q: }\n"
        "events: {e: {when: 1900-01-01, lasts: exactly 3 days, where: p, who: [a]},"
        " f: {when: %s, where: q, who: [a]}}"
    )
    for when in ("1900-01-02", "1900-01-02; during e", "during e; 1900-01-02"):
        assert small.findings(story % when) == [("error", "two-places-at-once")]
    assert small.findings(story % "during e") == [("warning", "two-places-at-once")]
