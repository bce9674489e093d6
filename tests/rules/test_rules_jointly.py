"""Several choices of an order that are possible one by one, and not together."""

from __future__ import annotations

import random

import pytest
from conftest import Small

PEOPLE = "characters: {teo: {}, mara: {}, odo: {}, ana: {}}\n"
CROWDED = """
events:
  z: {when: 1900-05-03}
  a: {when: within 5 days after z}
  b: {when: exactly 3 days after a}
  c: {when: within 5 days after z}
  d: {when: exactly 3 days after c}
  e: {when: within 5 days after z}
  f: {when: exactly 3 days after e}
"""
"""Three stretches of three days each, all of which begin within five days."""
THREE = "[{who: teo, from: a, until: b}, {who: mara, from: c, until: d}, {who: odo, from: e, until: f}]"
TWO = "[{who: teo, from: a, until: b}, {who: mara, from: c, until: d}]"
EXCLUSIVE = "title: T\nkinds: {married: {symmetric: yes, exclusive: yes}}\n"


def found(small: Small, records: str, settings: str = "title: T\n") -> list[tuple[str, str]]:
    return small.findings(PEOPLE + records + CROWDED, settings)


def test_hands(small: Small) -> None:
    assert found(small, f"items: {{ring: {{holders: {THREE}}}}}") == [("error", "item-in-two-hands")]
    assert found(small, f"items: {{ring: {{holders: {TWO}}}}}") == []


def test_one_mistake_mended_ends_it(small: Small) -> None:
    records = f"items: {{ring: {{holders: {THREE}}}}}"
    story = PEOPLE + records + CROWDED.replace("within 5 days after z}\n  f", "within 7 days after z}\n  f")
    assert small.findings(story) == []


def test_hands_and_loss(small: Small) -> None:
    """Each pair fits: Mara after Teo, Mara's time over before the loss; together they do not."""
    lost = f"items: {{ring: {{lost: x, holders: {TWO}}}}}"
    story = PEOPLE + lost + CROWDED + "  x: {when: exactly 5 days after z}\n"
    report = small.only(story)
    assert report.rule == "item-in-two-hands"
    assert "gone already" in report.message
    assert small.findings(story.replace("exactly 5 days after z", "exactly 7 days after z")) == []
    assert small.findings(story.replace("lost: x", "lost: x, found: x")) == []


def test_a_rule_that_is_off_forbids_nothing(small: Small) -> None:
    """Without the rule of two hands, only the loss is left, and that is possible."""
    records = f"items: {{ring: {{lost: x, holders: {THREE}}}}}"
    story = PEOPLE + records + CROWDED + "  x: {when: exactly 8 days after z}\n"
    assert ("error", "item-in-two-hands") in small.findings(story)
    assert small.findings(story, "title: T\nrules: {item-in-two-hands: off}\n") == []
    assert small.findings(story, "title: T\nrules: {SB506: off}\n") == []


def test_office(small: Small) -> None:
    office = f"offices: {{post: {{exclusive: yes, holders: {THREE}}}}}"
    assert found(small, office) == [("error", "exclusive-office-overlap")]
    assert found(small, office.replace("yes", "no")) == []


@pytest.mark.parametrize("third", ["mara, ana", "teo, odo"], ids=["of one person", "in a ring"])
def test_ties(small: Small, third: str) -> None:
    ties = (
        "relationships:\n"
        "  - {kind: married, who: [teo, mara], from: a, until: b}\n"
        "  - {kind: married, who: [mara, odo], from: c, until: d}\n"
        f"  - {{kind: married, who: [{third}], from: e, until: f}}\n"
    )
    assert found(small, ties, EXCLUSIVE) == [("error", "exclusive-overlap")]
    assert found(small, ties) == []
    assert found(small, ties.replace(third, "odo, ana"), EXCLUSIVE) == []


def test_children_too_close_in_every_order(small: Small) -> None:
    mother = "parents: [{who: ana, as: mother}]"
    story = (
        "characters:\n  ana: {born: 1870}\n"
        f"  a: {{born: 1900-01, {mother}}}\n"
        f"  b: {{born: between 1900-03 and 1901-04, {mother}}}\n"
        f"  c: {{born: between 1900-03 and 1901-04; at least 2 months before b.birth, {mother}}}\n"
    )
    assert small.findings(story) == [("error", "siblings-too-close")]
    assert small.findings(story.replace("1901-04", "1901-08")) == []
    assert small.findings(story.replace("; at least 2 months before b.birth", "")) == []


@pytest.mark.parametrize("seed", range(25))
def test_what_is_so_is_never_impossible(small: Small, seed: int) -> None:
    """Turns that take place one after the other, written down as loosely as one likes."""
    pick = random.Random(seed)
    day, lines, entries = 1, [], []
    for n in range(4):
        begin = day + pick.randint(0, 2)
        end = begin + pick.randint(1, 3)
        for name, at in ((f"f{n}", begin), (f"u{n}", end)):
            low, high = max(1, at - pick.randint(0, 5)), min(31, at + pick.randint(0, 5))
            lines.append(f"  {name}: {{when: between 1900-05-{low:02} and 1900-05-{high:02}}}")
        entries.append(f"{{who: {['teo', 'mara', 'odo', 'ana'][n]}, from: f{n}, until: u{n}}}")
        day = end
    lines.append(f"  gone: {{when: between 1900-05-{day - 1:02} and 1900-05-{day + 2:02}}}")
    pick.shuffle(entries)
    listed = f"holders: [{', '.join(entries)}]"
    story = (
        PEOPLE
        + f"items: {{ring: {{made: f0, lost: gone, {listed}}}}}\n"
        + f"offices: {{post: {{exclusive: yes, {listed}}}}}\nevents:\n"
        + "\n".join(lines)
    )
    assert [f for f in small.findings(story) if f[0] != "note"] == []
