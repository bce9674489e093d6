"""How few lines have to change: never more than suffice, never fewer than it takes; shared blame."""

from __future__ import annotations

from itertools import combinations

import pytest
from conftest import STORY, Small

from storybible.bible import Bible
from storybible.blame import shared_blame
from storybible.checker import Report, check

AGES = "characters:\n  a: {ages: [20 at e1, 25 at e2]}\n  b: {ages: [40 at e1, 45 at e2]}\n"
CASES: dict[str, tuple[str, int, int, int]] = {  # text, errors, at least, at most
    "nothing": ("characters: {a: {}}\n", 0, 0, 0),
    "one": ("characters: {a: {died: 1100}}\nevents: {e: {when: 1200, who: [a]}}\n", 1, 1, 1),
    "one birth": (
        "characters:\n  a: {born: 1140}\nevents:\n"
        + "".join(f"  e{n}: {{when: {1110 + n}, who: [a]}}\n" for n in range(11)),
        11, 1, 1,
    ),
    "two births": (
        "characters:\n  a: {born: 1140}\n  b: {born: 1150}\nevents:\n"
        + "".join(f"  e{n}: {{when: {1110 + n}, who: [a, b]}}\n" for n in range(3)),
        6, 2, 2,
    ),
    "two slips apart": (
        "characters:\n  a: {died: 1100}\n  b: {died: 1100}\nevents:\n"
        "  e: {when: 1200, who: [a]}\n  f: {when: 1300, who: [b]}\n",
        2, 2, 2,
    ),
    "one span of time": (AGES + "events:\n  e1: {}\n  e2: {when: exactly 9 years after e1}\n", 1, 1, 1),
    "one new record": ("events:\n  e: {who: [nobody]}\n  f: {who: [nobody]}\n", 2, 1, 2),
    "typing slips": ("events:\n  e: {titel: x}\n  f: {titel: y}\n  g: {when: 3 yeers ago}\n", 3, 3, 3),
}  # fmt: skip


def checked(small: Small, text: str) -> Report:
    return check(Bible.load(small.write({STORY: text})))


@pytest.mark.parametrize("name", CASES)
def test_bounds(name: str, small: Small) -> None:
    text, errors, at_least, at_most = CASES[name]
    report = checked(small, text)
    assert report.counts["error"] == errors
    change = report.to_change
    assert (change.at_least, change.at_most) == (at_least, at_most)


@pytest.mark.parametrize("name", ["one birth", "two births", "two slips apart", "one span of time"])
def test_fewer_changes_than_at_least_never_do(name: str, small: Small) -> None:
    """Taking out lines of events and people, in all ways, needs at least as many as the bound says."""
    text, _, at_least, _ = CASES[name]
    lines = text.splitlines()
    places = [n for n, line in enumerate(lines) if line.startswith("  ")]
    for count in range(at_least):
        for out in combinations(places, count):
            # an empty record in the place of each: what it stated is gone, whatever it was
            changed = [line.split(":")[0] + ":" if n in out else line for n, line in enumerate(lines)]
            assert checked(small, "\n".join(changed) + "\n").counts["error"]


def test_the_mending_that_ends_most_comes_first_and_says_so(small: Small) -> None:
    report = checked(small, CASES["one birth"][0])
    names = {f.id for f in report.findings}
    for finding in report.findings:
        first = finding.repairs[0]
        assert first.span.line == 2 and set(first.ends) == names - {finding.id}
        assert [len(r.ends) for r in finding.repairs] == sorted(len(r.ends) for r in finding.repairs)[::-1]


def test_findings_of_one_statement_are_shown_together(small: Small) -> None:
    findings = checked(small, CASES["one birth"][0]).findings
    (group,) = shared_blame(findings).values()
    assert group.first is findings[0] and group.others == findings[1:]
    assert (group.span.file, group.span.line) == (STORY, 2)


@pytest.mark.parametrize("name", ["two slips apart", "typing slips", "one new record", "one"])
def test_findings_apart_are_shown_apart(name: str, small: Small) -> None:
    assert shared_blame(checked(small, CASES[name][0]).findings) == {}


def test_without_mendings_the_person_tells(small: Small) -> None:
    bible = Bible.load(small.write({STORY: CASES["two births"][0]}))
    groups = shared_blame(check(bible, repairs=False).findings)
    assert sorted(len(group.others) for group in groups.values()) == [2, 2]
