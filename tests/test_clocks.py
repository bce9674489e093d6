"""Ages under a clock that stops, slows or leaps, in ``check``: sound, counted where nothing bounds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Small

from storybible.bible import Bible
from storybible.checker import Report, check

EVENTS = """\
events:
  before: {when: 1920-06-15}
  sleep: {when: 1930-06-15}
  dream: {when: after sleep; before waking}
  waking: {when: exactly 50 years after sleep}
  later: {when: exactly 2 years after waking}
  unknown: {title: Some day}
"""
STILL = "{from: sleep, until: waking, rate: 0}"


def report(folder: Path, clock: str, age: str) -> Report:
    (folder / "bible").mkdir()
    (folder / "bible" / "storybible.yaml").write_text("title: A\n", encoding="utf-8")
    people = f"characters:\n  mara: {{born: 1900-06-15, age_clock: [{clock}], ages: [{age}]}}\n"
    (folder / "bible" / "story.yaml").write_text(people + EVENTS, encoding="utf-8")
    return check(Bible.load(folder / "bible"), repairs=False)


CASES = [
    (STILL, "20 at before", True),
    (STILL, "21 at before", False),
    (STILL, "30 at dream", True),
    (STILL, "29 at dream", False),
    (STILL, "30 at waking", True),
    (STILL, "80 at waking", False),
    (STILL, "32 at later", True),
    (STILL, "34 at later", False),
    ("{from: sleep, rate: 0}", "30 at later", True),
    ("{from: sleep, rate: 0}", "32 at later", False),
    ("{from: sleep, until: waking, rate: 0.5}", "57 at later", True),
    ("{from: sleep, until: waking, rate: 0.5}", "55 at later", False),
    ("{from: sleep, until: waking, rate: 2}", "132 at later", True),
    ("{from: sleep, until: waking, rate: 2}", "82 at later", False),
    ("{from: sleep, jump: exactly 10 years}", "90 at waking", True),
    ("{from: sleep, jump: exactly 10 years}", "80 at waking", False),
    ("{from: sleep, jump: exactly 10 years}", "20 at before", True),
    (f"{STILL}, {{from: waking, jump: exactly 5 years}}", "37 at later", True),
    (f"{STILL}, {{from: waking, jump: exactly 5 years}}", "32 at later", False),
]


@pytest.mark.parametrize(("clock", "age", "fits"), CASES)
def test_ages_under_a_clock(clock: str, age: str, fits: bool, tmp_path: Path) -> None:
    found = report(tmp_path, clock, age)
    assert [f.rule for f in found.findings if f.severity.value == "error"] == (
        [] if fits else ["contradictory-timeline"]
    )


def test_what_the_clocks_leave_open_is_counted(tmp_path: Path) -> None:
    overlapping = f"{STILL}, {{from: dream, rate: 3}}"
    found = report(tmp_path, overlapping, "31 at unknown")
    assert [f.rule for f in found.findings if f.severity.value == "error"] == []
    assert any(doubt.what == "Mara is 31 at unknown" for doubt in found.undecided)


def test_a_clock_says_in_evidence_how_it_runs(small: Small) -> None:
    story = "characters: {a: {born: 1900, age_clock: [{%s}], ages: [%s]}}\n"
    slow = small.only(story % ("from: 1910, until: 1920, rate: 2", "{age: 20, at: 1920-06}"))
    lines = [part.statement for part in slow.evidence]
    assert "A's age clock (rate: 2), from 1910" in lines
    assert sum("20" in line and line.startswith("A is") for line in lines) == 1
    assert not any("being" in line for line in lines)
    leap = small.only(story % ("at: 1910, jump: 10 years", "{age: 22, at: 1920}"))
    assert any("(jump: 10 years)" in part.statement for part in leap.evidence)
