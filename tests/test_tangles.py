"""Contradictions of many statements: found, told once, and mended within a work that is counted."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Small

from storybible import effort, repairs
from storybible.diagnostics import Severity


def ring(size: int, first: str) -> str:
    """Events each a day after the one before."""
    lines = [f'  e0: {{title: "Event 0", when: {first}}}']
    lines += [f'  e{n}: {{title: "Event {n}", when: 1 day after e{n - 1}}}' for n in range(1, size)]
    return "\n".join(["events:", *lines, ""])


def parents(size: int) -> str:
    """People each of whom has all the others for parents."""
    everybody = [f"c{n}" for n in range(size)]
    lines = []
    for one in everybody:
        others = ", ".join(other for other in everybody if other != one)
        lines.append(f"  {one}: {{name: {one.upper()}, parents: [{others}]}}")
    return "\n".join(["characters:", *lines, ""])


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry for each check of a changed text."""
    found: list[bool] = []
    load = repairs.Bible.load

    def counted(*given: Any) -> Any:
        found.append(True)
        return load(*given)

    monkeypatch.setattr(repairs.Bible, "load", counted)
    return found


def test_a_ring_with_one_turned_round_is_one_finding_and_the_odd_one_speaks(
    small: Small, trials: list[bool]
) -> None:
    report = small.report(ring(40, "1 day before e39"), repairs=True)
    (finding,) = report.findings
    assert (finding.rule, finding.severity) == ("contradictory-timeline", Severity.WARNING)
    assert finding.message.startswith("“Event 0” is 1 day before “Event 39”, but by 39 other statements")
    assert len(finding.evidence) == 40
    assert [repair.before for repair in finding.repairs] == ["1 day before e39"]
    assert len(trials) <= 1 + effort.IN_VAIN


def test_a_chain_between_two_dates_that_are_too_near_is_mended_at_a_date(small: Small) -> None:
    text = ring(40, "2000-01-01") + '  end: {title: "The end", when: 2000-01-03; 1 day after e39}\n'
    (finding,) = small.report(text, repairs=True).findings
    assert finding.message.startswith("“The end” is dated 2000-01-03, but by 41 other statements")
    mended = {repair.before: repair.after[:7] for repair in finding.repairs}
    assert mended == {"2000-01-01": "1999-12", "2000-01-03; 1 day after e39": "2000-01"}


def test_a_ring_of_hundreds_takes_a_few_trials(small: Small, trials: list[bool]) -> None:
    report = small.report(ring(200, "1 day before e199"), repairs=True)
    assert len(report.findings) == 1
    assert len(trials) <= 1 + effort.FEW


def test_several_rings_are_mended_each(small: Small) -> None:
    """What hangs together with nothing else costs no more for what else is wrong."""
    rings = [ring(14, "1 day before e13").split("\n", 1)[1].replace(" e", f" r{n}-") for n in range(5)]
    report = small.report("events:\n" + "".join(rings), repairs=True)
    assert [len(finding.repairs) for finding in report.findings] == [4] * 5
    assert not report.unmended


def test_where_nothing_mends_the_trials_end(small: Small, trials: list[bool]) -> None:
    report = small.report(parents(16), repairs=True)
    assert report.findings and report.unmended
    assert len(trials) <= 2 + effort.IN_VAIN


def test_a_tangle_nobody_can_take_apart_is_tried_less(small: Small, trials: list[bool]) -> None:
    lines = [
        f'  e{n}: {{title: E, when: "{"; ".join(f"{n * m % 7 + 1} days after e{m}" for m in range(n))}"}}'
        for n in range(1, 14)
    ]
    report = small.report("\n".join(["events:", "  e0: {title: E}", *lines, ""]), repairs=True)
    assert report.findings
    assert len(trials) <= 1 + effort.IN_VAIN
