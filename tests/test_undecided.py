"""What stays open, why, and what would settle it."""

from __future__ import annotations

from conftest import Small

STORY = """
characters:
  naruto: {name: Naruto}
  sakura: {name: Sakura, ages: [25 at telling, 30 at first-date]}
events:
  telling: {title: The telling, who: [naruto, sakura]}
  first-date: {title: The first date, who: [naruto, sakura]}
  feast: {title: The feast, when: 3 days after telling, who: [naruto, sakura]}
offices: {hokage: {title: Hokage, holders: [{who: naruto, from: feast}]}}
relationships: [{kind: friend, who: [naruto, sakura], from: telling}]
"""


def test_by_rule_and_person(small: Small) -> None:
    report = small.report(STORY)
    said = {(u.what.split(", such")[0], u.why) for u in report.undecided}
    nothing = "nothing says when Naruto was born or how old Naruto is at any event"
    assert said == {
        ("Naruto: 3 of 3 presences (present-before-birth)", nothing),
        ("Naruto: 1 of 1 moment in office (office-outside-life)", nothing),
        ("Naruto: 1 of 1 moment of a tie (relation-outside-life)", nothing),
        ("Sakura: 2 of 2 ages", "no statement ties “The first date” to “The telling”"),
    }
    assert report.settles == "an age or a birth date for Naruto would settle 5 of 7"


def test_order_alone(small: Small) -> None:
    text = """
characters: {x: {ages: [20 at e]}}
events: {e: {}, f: {when: before e, who: [x]}, g: {when: a year before f, who: [x]}}
"""
    report = small.report(text)
    (presences,) = [u for u in report.undecided if u.rule == "present-before-birth"]
    assert presences.what.startswith("X: 2 of 2 presences")
    assert presences.why == "no statement says how long it is between “E” and “F”"
    assert report.settles.startswith("how long it is between “")
    assert report.settles.endswith("would settle 2 of 3")


def test_nothing_is_open(small: Small) -> None:
    report = small.report(
        "characters: {x: {born: 1900, ages: [20 at e]}}\nevents: {e: {when: 1920, who: [x]}}\n"
    )
    assert not report.undecided
    assert not report.settles


def test_a_trait_seen_is_no_question(small: Small) -> None:
    text = "characters: {x: {traits: {hair: [{is: black, seen: e, until: f}]}}}\nevents: {e: {}, f: {}}\n"
    assert not small.report(text).undecided


def test_it_does_not_depend_on_the_order(small: Small) -> None:
    first = small.report(STORY)
    head, _, tail = STORY.partition("offices:")
    second = small.report("offices:" + tail + head)
    assert {u.what for u in first.undecided} == {u.what for u in second.undecided}
    assert first.settles == second.settles
