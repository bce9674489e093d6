"""Baselines: read back as written, and nothing else is one."""

from __future__ import annotations

import pytest
from conftest import STORY, Small

from storybible.baseline import NoBaseline, baseline_text, read_baseline
from storybible.bible import Bible
from storybible.checker import check

TEXT = """\
characters:
  mara: {name: Mara, died: 1140}
  ged: {name: Ged, died: 1141, nmae: x}
events:
  wake: {when: 1142, who: [mara, ged]}
"""


def test_what_is_written_hides_everything(small: Small) -> None:
    bible = Bible.load(small.write({STORY: TEXT}))
    all_found = check(bible).findings
    known = read_baseline(baseline_text(all_found))
    assert set(known) == {f.id for f in all_found} and len(known) == 3
    report = check(bible, baseline=known)
    assert (report.findings, report.stale, report.waived) == ((), (), ())
    assert report.counts["baseline"] == 3 and report.to_change.at_most == 0


def test_only_what_is_listed_is_hidden(small: Small) -> None:
    bible = Bible.load(small.write({STORY: TEXT}))
    first, *others = check(bible).findings
    report = check(bible, baseline=(first.id, "sb999-00000000"))
    assert [f.id for f in report.findings] == [f.id for f in others]
    assert [f.id for f in report.hidden] == [first.id]
    assert report.stale == ("sb999-00000000",)
    assert not any(first.id in repair.ends for f in report.findings for repair in f.repairs)


def test_the_order_of_findings_does_not_show(small: Small) -> None:
    found = check(Bible.load(small.write({STORY: TEXT}))).findings
    assert baseline_text(found) == baseline_text(reversed(found))


def test_remarks_and_words_beside() -> None:
    text = "\ufeff# known\n\n  sb203-0123abcd  bible/a.yaml x: y\r\nsb203-0123abcd\n#sb001-00000000\n"
    assert read_baseline(text) == ("sb203-0123abcd",)


@pytest.mark.parametrize("text", ["title: A\n", "sb203-0123abc\n", "SB203\n", "sb203-0123abcd: x\n"])
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(NoBaseline) as caught:
        read_baseline("# x\n" + text)
    assert caught.value.line == 2
