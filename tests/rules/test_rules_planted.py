"""What planted mistakes have shown to be missing."""

from __future__ import annotations

import pytest
from conftest import Small

OLD = "characters: {mara: {name: Mara, born: 1800}, odo: {name: Odo, born: 1900, died: 1960}}\n"


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1950}]\n", True),
        ("relationships: [{kind: friend, who: [mara, odo], until: odo.death}]\n", True),
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1915}]\n", False),
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1950, says: odo}]\n", False),
        ("relationships: [{kind: sibling, who: [mara, odo], seen: 1950}]\n", False),
        ("offices: {pilot: {holders: [{who: mara, from: 1930}]}}\n", True),
        ("secrets: {debt: {what: A debt, known: [{who: mara, from: 1930}]}}\n", True),
    ],
)
def test_a_missing_death_hides_no_long_life(small: Small, what: str, found: bool) -> None:
    rules = {rule for severity, rule in small.findings(OLD + what) if severity != "note"}
    assert rules == ({"impossible-lifespan"} if found else set())


ORDER = "events: {one: {when: 1900}, two: {when: 1901}, three: {when: 1902}, four: {when: 1903}}\n"
TWICE = "[{who: mara, from: one, until: two}, {who: mara, from: four, until: three}]"


@pytest.mark.parametrize(
    "what", ["items: {ring: {holders", "offices: {pilot: {holders", "groups: {crew: {members"]
)
def test_the_second_time_of_somebody_is_asked_as_well(small: Small, what: str) -> None:
    found = small.findings(f"characters: {{mara: {{name: Mara}}}}\n{what}: {TWICE}}}}}\n{ORDER}")
    assert [rule for severity, rule in found if severity != "note"] == ["relation-ends-before-it-begins"]


def test_an_end_before_the_beginning_is_mended_and_keeps_its_id_under_another_name(small: Small) -> None:
    story = "characters: {mara: {name: Mara}}\n"
    story += "offices: {pilot: {holders: [{who: mara, from: four, until: three}]}}\n"
    first = small.only(story + ORDER, repairs=True)
    assert {(r.before, r.after) for r in first.repairs} >= {("three", "four")}
    assert small.only(story.replace("Mara", "Lyra") + ORDER).id == first.id
