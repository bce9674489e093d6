"""What families can be and what they cannot; and when a trait is seen."""

from __future__ import annotations

import pytest
from conftest import Small

PEOPLE = ", ".join(f"p{n}: {{}}" for n in range(1, 9))
FAMILY = "characters: {{{people}, {children}}}\nrelationships: [{ties}]\n"
AB = "a: {parents: [p1, p2]}, b: {parents: [p3, p4]}"
KIN = [("error", "contradictory-kinship")]


def found(small: Small, children: str, ties: str) -> list[tuple[str, str]]:
    text = FAMILY.format(people=PEOPLE, children=children, ties=ties)
    return [f for f in small.findings(text) if f[1] != "unused-record"]


@pytest.mark.parametrize(
    ("children", "ties", "expected"),
    [
        (AB, "a and b sibling", KIN),
        (AB, "{kind: sibling, who: [a, b]}", KIN),
        (AB, "{kind: sibling, who: [a, b], from: 1900}", []),
        (AB, "{kind: sibling, who: [a, b], says: p1}", []),
        (AB, "{kind: friend, who: [a, b]}", []),
        (AB, "{kind: sibling, who: [a, b]}, {kind: married, who: [p1, p3]}", []),
        (AB, "{kind: sibling, who: [a, b]}, {kind: lovers, who: [p1, p4]}", []),
        (AB, "{kind: sibling, who: [a, b]}, {kind: married, who: [p1, p2]}", KIN),
        # half, adopted, step, in care; not all parents known
        ("a: {parents: [p1, p2]}, b: {parents: [p1, p4]}", "{kind: sibling, who: [a, b]}", []),
        ("a: {parents: [p1, p2]}, b: {parents: [p3]}", "{kind: sibling, who: [a, b]}", []),
        ("a: {parents: [p1, p2]}, b: {parents: [p3, p4, p1 (adoptive)]}", "{kind: sibling, who: [a, b]}", []),
        ("a: {parents: [p1, p2]}, b: {parents: [p3, p4, p1 (step)]}", "{kind: sibling, who: [a, b]}", []),
        (
            "a: {parents: [p1, p2, p5 (guardian)]}, b: {parents: [p3, p4, p5 (guardian)]}",
            "a and b sibling",
            [],
        ),
        (
            "a: {parents: [p1, p2]}, b: {parents: [p3, p4, p5 (adoptive)]}",
            "{kind: sibling, who: [a, b]}",
            KIN,
        ),
        # the parents may be said by relationships
        (
            "a: {parents: [p1, p2]}, b: {parents: [p3]}",
            "{kind: sibling, who: [a, b]}, {kind: parent, who: p4, of: b}",
            KIN,
        ),
        # a chain: nobody shares a parent with each of three families
        (
            "a: {parents: [p1, p2]}, b: {parents: [p3, p4]}, m: {}",
            "{kind: sibling, who: [a, m]}, m and b sibling",
            [],
        ),
        (
            "a: {parents: [p1, p2]}, b: {parents: [p3, p4]}, m: {parents: [p5]}",
            "{kind: sibling, who: [a, m]}, {kind: sibling, who: [m, b]}",
            KIN,
        ),
        (
            "a: {parents: [p1, p2]}, b: {parents: [p3, p4]}, c: {parents: [p5, p6]}, m: {}",
            "{kind: sibling, who: [a, m]}, {kind: sibling, who: [m, b]}, {kind: sibling, who: [m, c]}",
            KIN,
        ),
        (
            "a: {parents: [p1, p2]}, b: {parents: [p1, p4]}, c: {parents: [p5, p6]}, m: {}",
            "{kind: sibling, who: [a, m]}, {kind: sibling, who: [m, b]}, {kind: sibling, who: [m, c]}",
            [],
        ),
        # one parent in two roles
        ("a: {parents: [p1 (mother), p1 (father)]}", "", KIN),
        ("a: {parents: [p1, p1 (step)]}", "", KIN),
        ("a: {parents: [p1, p1 (adoptive)]}", "", []),
        ("a: {parents: [p1, p2, p3 (adoptive)]}", "{kind: parent, who: p3, of: a}", []),
        ("a: {parents: [p1, p2]}", "{kind: parent, who: p3, of: a}", [("error", "too-many-parents")]),
    ],
)
def test_siblings(small: Small, children: str, ties: str, expected: list[tuple[str, str]]) -> None:
    assert found(small, children, ties) == expected


def test_mends_of_siblings(small: Small) -> None:
    text = FAMILY.format(
        people="p1: {}, p2: {}, p3: {}, p4: {}", children=AB, ties="{kind: sibling, who: [a, b]}"
    )
    assert any("sibling" in mend for mend in small.mends(text))


TRAITS = """
characters: {{x: {{traits: {{hair: [{trait}]}}}}}}
events: {{e: {{}}, f: {{when: after e}}, g: {{when: 2 years after f}}}}
"""
OUTSIDE = [("error", "trait-outside-its-period")]


@pytest.mark.parametrize(
    ("trait", "expected"),
    [
        ("{is: black, from: f, seen: e}", OUTSIDE),
        ("{is: black, until: f, seen: g}", OUTSIDE),
        ("{is: black, from: e, until: g, seen: f}", []),
        ("{is: black, from: e, until: f, seen: [e, g]}", OUTSIDE),
        ("{is: black, until: f, seen: g, says: x}", []),
        ("{is: black, until: f, seen: 1900}", []),
        ("{is: black, from: 1901, until: f, seen: 1900}", OUTSIDE),
        ("{is: black, until: f}, {is: black, seen: g}", []),
        ("{is: black, until: f, seen: g}, {is: white, from: f}", OUTSIDE),
    ],
)
def test_traits(small: Small, trait: str, expected: list[tuple[str, str]]) -> None:
    assert [f for f in small.findings(TRAITS.format(trait=trait)) if f[0] != "note"] == expected
