"""Of several rules that one pair of facts breaks, the strongest speaks alone."""

from __future__ import annotations

from conftest import Small

STORY = """
characters:
  mara: {name: Mara, born: 1870}
  teo: {name: Teo, born: %s}
events:
  wedding: {title: The wedding, when: %s, who: [mara, teo]}
  feast: {title: The feast, when: 1902}
offices:
  post: {holders: [{who: teo, from: %s}]}
relationships:
  - {kind: married, who: [mara, teo], from: %s}
secrets:
  debt: {what: Odo owes, known: [{who: teo, from: wedding, how: told}]}
"""
BEFORE, LIFE, OFFICE = "present-before-birth", "relation-outside-life", "office-outside-life"
AGE = "below-minimum-age"


def rules(small: Small, *parts: str) -> list[str]:
    return sorted(rule for severity, rule in small.findings(STORY % parts) if severity != "note")


def test_one_wrong_date_is_one_finding(small: Small) -> None:
    assert rules(small, "1870", "1890", "wedding", "wedding") == []
    assert rules(small, "1900", "1890", "wedding", "wedding") == [BEFORE]
    assert rules(small, "1880", "1890", "wedding", "wedding") == [AGE]


def test_two_mistakes_are_two_findings(small: Small) -> None:
    assert rules(small, "1905", "1890", "wedding", "feast") == sorted([BEFORE, LIFE])
    assert rules(small, "1905", "1890", "feast", "feast") == sorted([BEFORE, LIFE, OFFICE])
    assert rules(small, "1905", "1925", "wedding", "feast") == [LIFE]


def test_who_else_is_too_young_is_still_said(small: Small) -> None:
    """Teo is not born, which one rule says, and Mara is a child, which another does."""
    story = STORY % ("1905", "1885", "wedding", "wedding")
    found = {f.rule: f for f in small.report(story).findings if f.severity != "note"}
    assert set(found) == {BEFORE, AGE}
    assert found[AGE].message.startswith("Mara is 15 at most")


def test_where_the_strongest_is_off_the_next_speaks(small: Small) -> None:
    story = STORY % ("1900", "1890", "feast", "wedding")
    assert next(rule for _, rule in small.findings(story, f"title: T\nrules: {{{BEFORE}: off}}\n")) == LIFE
    both = f"title: T\nrules: {{{BEFORE}: off, {LIFE}: off, learns-while-absent-or-dead: off}}\n"
    assert [rule for _, rule in small.findings(story, both)] == [AGE]


def test_the_graver_of_two_about_one_pair_speaks_alone(small: Small) -> None:
    """That the child came first is only likely, that the mother was no twelve years old is certain."""
    story = "characters: {m: {sex: %s, born: %s}, c: {born: 1851, parents: [m]}}"
    for sex in ("female", "male"):
        assert small.findings(story % (sex, "about 1855")) == [("error", "parent-too-young")]
    assert small.findings(story % ("female", "1855")) == [("error", "child-before-parent")]
    assert small.findings(story % ("female", "about 1853")) == [("error", "parent-too-young")]
