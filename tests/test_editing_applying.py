"""Mendings made: every one that is offered ends its finding, on the disk as in memory."""

from __future__ import annotations

import pytest
from conftest import STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Repair, Span
from storybible.editing.applying import mend
from storybible.editing.transaction import Change, commit
from storybible.least_change import mended_text
from storybible.queries.resolve import Misuse

TEXT = """\
characters:
  mara: {name: Mara, born: 1140-06-01, ages: [20 at voyage, 30 at homecoming]}   # stays
  ged: {name: Ged, died: 1131}
events:
  voyage: {title: The voyage}
  homecoming: {title: The homecoming, when: exactly three years after voyage}
  wake: {title: The wake, when: 1141-02-01, who: [ged]}
  hunt: {titel: The hunt}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_offer_can_be_made(small: Small, newline: str, mark: str) -> None:
    path = small.write({STORY: ""})
    text = (mark + TEXT.replace("\n", newline)).encode()
    (path / "story.yaml").write_bytes(text)
    first = check(Bible.load(path))
    made = 0
    assert first.findings
    for n, finding in enumerate(first.findings):
        for number in range(1, len(finding.repairs) + 1):
            (path / "story.yaml").write_bytes(text)
            bible = Bible.load(path)
            report = check(bible)
            mending = mend(bible, report, report.findings[n], number)
            commit(bible, [Change(STORY, mending.before, mending.after)], "fix it")
            now = (path / "story.yaml").read_bytes()
            old_lines, new_lines = text.splitlines(), now.splitlines()
            assert sum(a != b for a, b in zip(old_lines, new_lines, strict=True)) == 1
            left = {f.id for f in check(Bible.load(path)).findings}
            assert finding.id not in left
            assert {f.id for f in mending.ended} >= {finding.id, *finding.repairs[number - 1].ends}
            made += 1
    assert made >= 7


def test_a_repair_that_does_not_help_is_refused(small: Small) -> None:
    bible = Bible.load(small.write({STORY: TEXT}))
    report = check(bible, repairs=False)
    finding = next(f for f in report.findings if f.rule == "present-after-death")
    from dataclasses import replace

    useless = replace(finding, repairs=(Repair(Span(STORY, 3, 1), "Ged", "Gad"),))
    with pytest.raises(Misuse, match="would not end"):
        mend(bible, report, useless)
    unknown = replace(finding, repairs=(Repair(Span(STORY, 3, 1), "nothing", "Gad"),))
    with pytest.raises(Misuse, match="does not stand once"):
        mend(bible, report, unknown)


def test_texts_are_mended_on_their_line_alone() -> None:
    text = "a: 1\r\nb: 1\r\nc: 1 1"
    assert mended_text(text, Repair(Span("f", 2, 1), "1", "2")) == "a: 1\r\nb: 2\r\nc: 1 1"
    assert mended_text(text, Repair(Span("f", 3, 1), "1", "2")) is None
    assert mended_text(text, Repair(Span("f", 4, 1), "1", "2")) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_line_that_is_taken_out_goes_with_its_end(newline: str) -> None:
    text = newline.join(["a:", "  - x", "  - y  # kept", "b: 1"])
    gone = mended_text(text, Repair(Span("f", 2, 5), "- x", ""))
    assert gone == newline.join(["a:", "  - y  # kept", "b: 1"])
    kept = mended_text(text, Repair(Span("f", 3, 5), "- y", ""))
    assert kept == newline.join(["a:", "  - x", "    # kept", "b: 1"])
    assert mended_text(text, Repair(Span("f", 4, 1), "1", "2")) == text.replace("b: 1", "b: 2")
