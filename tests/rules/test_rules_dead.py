"""What the dead and the unborn cannot do, also of those who come back."""

from __future__ import annotations

import pytest
from conftest import Small

LIFE = "characters: {a: {born: 1900, died: 1950}, b: }\n"
BACK = (
    "characters: {m: {sex: female}, c: {parents: [m], born: %s}}\n"
    "events: {d: {when: 1920, deaths: [m]}, r: {when: 1930, revivals: [m]}}\n"
)


@pytest.mark.parametrize(
    ("when", "who", "found"),
    [
        ("1960", "b", [("error", "learns-while-absent-or-dead")]),
        ("1890", "b", [("error", "learns-while-absent-or-dead")]),
        ("1950", "b", []),
        ("1900", "b", []),
        ("1960", "a (ghost)", []),
        ("1960", "a (mentioned)", [("error", "learns-while-absent-or-dead")]),
        ("1960", "a", [("error", "present-after-death")]),
    ],
)
def test_nobody_acts_on_a_secret_outside_their_life(
    small: Small, when: str, who: str, found: list[tuple[str, str]]
) -> None:
    story = "secrets: {s: {what: Odo owes, known: [a]}}\n"
    event = f"events: {{e: {{when: {when}, who: [{who}], uses: [a uses s]}}}}\n"
    assert small.findings(LIFE + story + event) == found


@pytest.mark.parametrize(
    ("period", "group", "item"),
    [
        ("from: 1890, until: 1895", True, True),
        ("seen: 1890", True, True),
        ("until: 1890", True, True),
        ("from: 1960", True, False),
        ("from: 1950", False, False),
        ("from: 1940, until: 1960", False, False),
        ("from: 1900", False, False),
        ("from: a.death", False, False),
    ],
)
def test_members_and_hands(small: Small, period: str, group: bool, item: bool) -> None:
    found = [("error", "relation-outside-life")]
    members = f"groups: {{g: {{members: [{{who: a, {period}}}]}}}}\n"
    assert small.findings(LIFE + members) == (found if group else [])
    holders = f"items: {{i: {{holders: [{{who: a, {period}}}]}}}}\n"
    assert small.findings(LIFE + holders) == (found if item else [])


@pytest.mark.parametrize(
    ("trait", "found"), [("seen: 1890", True), ("from: 1890", False), ("seen: 1900", False)]
)
def test_traits_before_birth(small: Small, trait: str, found: bool) -> None:
    story = f"characters: {{a: {{born: 1900, traits: {{hair: {{is: red, {trait}}}}}}}}}\n"
    assert small.findings(story) == ([("error", "trait-outside-its-period")] if found else [])


def test_ages_of_the_dead(small: Small) -> None:
    story = "characters: {a: {born: 1900, died: 1950, ages: [%s]%s}}\nevents: {e: {when: 1960%s}}\n"
    assert small.findings(story % ("60 at e", "", "")) == [("error", "impossible-lifespan")]
    assert small.findings(story % ("60 at e", "", ", revivals: [a]")) == []
    assert small.findings(story % ("50 at a.death", "", "")) == []
    assert small.findings(story % ("60 at e", ", age_clock: [{from: 1970, rate: 0}]", "")) == []


def test_a_scene_has_there_whom_its_event_only_mentions(small: Small) -> None:
    story = (
        "characters: {a: {died: 1900}}\nevents: {e: {when: 1905, who: [a (%s)]}}\n"
        "scenes: {s: {tells: [e], who: [a]%s}}\n"
    )
    assert small.findings(story % ("mentioned", "")) == [("error", "present-after-death")]
    assert small.findings(story % ("ghost", "")) == []
    assert small.findings(story % ("body", "")) == []
    assert small.findings(story % ("mentioned", ", strand: dream")) == []


@pytest.mark.parametrize(
    ("born", "rest", "found"),
    [
        ("1921", "", ["mother-dead-at-birth"]),
        ("1920", "", []),
        ("1930", "", []),
        ("1931", "", []),
        ("1910", "offices: {o: {holders: [m (seen 1925)]}}", ["office-outside-life"]),
        ("1910", "offices: {o: {holders: [m (seen 1935)]}}", []),
        ("1910", "relationships: [{kind: friend, who: [m, c], seen: 1925}]", ["relation-outside-life"]),
        ("1910", "relationships: [{kind: friend, who: [m, c], seen: 1920}]", []),
        ("1910", "relationships: [{kind: sibling, who: [m, c], seen: 1925}]", []),
    ],
)
def test_between_a_death_and_a_return(small: Small, born: str, rest: str, found: list[str]) -> None:
    rules = [rule for severity, rule in small.findings(BACK % born + rest) if severity == "error"]
    assert [rule for rule in rules if rule != "contradictory-kinship"] == found


def test_nobody_comes_back_before_being_born(small: Small) -> None:
    story = "characters: {a: {born: %s}}\nevents: {e: {when: 1890, revivals: [a]}}\n"
    assert small.findings(story % 1900) == [("error", "present-before-birth")]
    assert small.findings(story % 1890) == []
