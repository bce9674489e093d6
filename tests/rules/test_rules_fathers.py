"""How long a father may have been dead when his child is born: in real days where both days are known."""

from __future__ import annotations

import pytest
from conftest import Small

LONG_DEAD = ("error", "father-long-dead-at-birth")


def family(death: str, birth: str, more: str = "") -> str:
    return f"characters: {{f: {{sex: male{death}}}, c: {{parents: [f], born: {birth}}}}}\n{more}"


@pytest.mark.parametrize(
    ("story", "over"),
    [
        (family(", died: 1900-01-01", "1900-10-22"), 0),
        (family(", died: 1900-01-01", "1900-10-23"), 1),
        (family(", died: 1900-01-01", "1900-10-24"), 2),
        (family(", died: 1900-03-01", "1901-06-15"), 177),
        (family(", died: 1900-03-01", "e", 'events: {e: {when: "1900-12-20 23:00"}}'), 0),
        (family(", died: 1900-03-01", "e", "events: {e: {when: 1901-01-01}}"), 12),
        (family("", "1901-06-15", 'events: {e: {when: "1900-03-01 15:00", deaths: [f]}}'), 177),
    ],
)
def test_real_days_are_counted_where_both_are_known(small: Small, story: str, over: int) -> None:
    if over:
        days = "1 day" if over == 1 else f"{over} days"
        message = small.only(story).message
        assert message == f"F has been dead for more than 294 days when C is born (by {days})"
    else:
        assert small.findings(story) == []


def test_the_mendings_keep_the_rule_to_the_day(small: Small) -> None:
    mends = small.mends(family(", died: 1900-03-01", "1901-06-15"))
    assert mends[:2] == ["1901-06-15 -> 1900-12-20", "1900-03-01 -> 1900-08-25"]


def test_what_is_known_loosely_is_given_the_benefit(small: Small) -> None:
    assert small.findings(family(", died: 1900-03", "1901-01-19")) == []
    assert small.findings(family(", died: 1900-03", "1901-01-20")) == [LONG_DEAD]
    assert small.findings(family(", died: 1900-03-15", "1900-12")) == []
    assert small.findings(family(", died: 1900-03-01", "1900-12-20 or later")) == []


def test_a_contradicted_day_is_no_known_day(small: Small) -> None:
    story = family(", died: [1850-01-01, 1856-01-01]", "1855-01-01")
    assert small.findings(story) == [("error", "contradictory-timeline")]


def test_a_parent_of_unknown_sex_is_allowed_what_a_father_is(small: Small) -> None:
    story = "characters: {p: {died: 1850}, c: {born: 1855, parents: [p]}, d: {born: 1851-06, parents: [p]}}"
    found = small.only(story)
    assert found.message.startswith(
        "P has been dead for more than 294 days when C is born, too long even for a father (by"
    )
    assert found.subject == ("father-long-dead-at-birth", "c", "p")


def test_of_two_mothers_and_of_other_species_nothing_is_demanded(small: Small) -> None:
    two = "characters: {p: {died: 1850, sex: f}, q: {sex: f}, c: {born: 1855, parents: [p, q]}}"
    assert small.findings(two) == []
    assert small.findings("characters: {p: {species: elf, died: 1850}, c: {born: 1855, parents: [p]}}") == []
