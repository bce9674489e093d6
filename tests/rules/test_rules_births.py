"""Births of which only an order is known: the day is not known, and the order holds all the same."""

from __future__ import annotations

import pytest
from conftest import Small

BEFORE = ("error", "present-before-birth")


@pytest.mark.parametrize(
    "story",
    [
        "{characters: {a: {born: after e}}, events: {e: {who: [a]}}}",
        "{characters: {a: {born: after e}}, events: {e: {}, f: {when: before e, who: [a]}}}",
        "{characters: {a: {born: e}}, events: {e: {}, f: {when: before e, who: [a]}}}",
        "{characters: {a: }, events: {e: {births: [a]}, f: {when: before e, who: [a]}}}",
        "{characters: {a: {born: after e}}, events: {f: {who: [a]}, e: {when: after f}}}",
        "{characters: {a: {born: 1900-05-05}},"
        " events: {e: {when: 1900-05-05 14:00, births: [a]}, f: {when: 1900-05-05 10:00, who: [a]}}}",
    ],
)
def test_nobody_is_anywhere_before_being_born(small: Small, story: str) -> None:
    assert small.findings(story) == [BEFORE]


def test_nothing_of_a_life_begins_before_it(small: Small) -> None:
    story = """
characters: {a: {born: after e}, b: , c: {born: after e, died: before e}}
events: {e: }
relationships: [{kind: friend, who: [a, b], from: e}]
offices: {o: {holders: [a from e]}}
secrets: {s: {known: [{who: a, from: e}]}}
"""
    assert sorted(rule for _, rule in small.findings(story)) == [
        "impossible-lifespan",
        "learns-while-absent-or-dead",
        "office-outside-life",
        "relation-outside-life",
    ]


def test_a_parent_of_unknown_kind_is_born_first(small: Small) -> None:
    story = """
characters: {a: {species: elf, born: after e}, c: {species: elf, born: before e, parents: [a]}}
events: {e: }
"""
    assert small.findings(story) == [("error", "child-before-parent")]


@pytest.mark.parametrize(
    "story",
    [
        # at one's own birth, and later on the same day
        """
characters: {a: {born: 1900-05-05}, b: }
events:
  e: {when: 1900-05-05 14:00, births: [a], who: [a]}
  f: {when: 1900-05-05, who: [a]}
  h: {when: 1900-05-05, lasts: 2 days, births: [b], who: [b]}
  g: {when: during h, who: [a]}
  i: {when: during h, who: [b]}
""",
        # within something that lasts
        """
characters: {a: {born: during s, died: during s}, b: {born: s}}
events: {s: {lasts: 3 weeks, who: [a, b]}, t: {when: during s, who: [a, b]}}
""",
        # the birth of another on the same day is no hour
        """
characters: {a: {born: e}, b: {born: 1900-05-05}}
events: {e: {when: 1900-05-05 14:00}}
relationships:
  - {kind: sibling, who: [a, b], seen: b.birth}
  - {kind: friend, who: [a, b], seen: a.birth}
  - {kind: friend, who: [a, b], from: a.birth, until: b.birth}
""",
    ],
)
def test_the_day_of_a_birth_is_long_enough(small: Small, story: str) -> None:
    assert small.findings(story) == []


def test_a_claimed_order_is_noted_only(small: Small) -> None:
    story = """
characters: {a: {born: [{when: after e, says: b}, 1901]}, b: }
events: {e: {when: 1901, who: [a]}}
"""
    assert small.findings(story) == [("note", "present-before-birth")]
