"""Mendings in large bibles: looked for where somebody asks for those of one finding, else not."""

from __future__ import annotations

import pytest
from conftest import STORY, Small

from storybible import effort
from storybible.bible import Bible
from storybible.checker import check
from storybible.cli.app import main
from storybible.render.report import unmended_lines

TEXT = """\
characters:
  ada: {born: 1900, died: 1890}
  ben: {born: 1900, died: 1891}
  cora: {born: 1900, died: 1892}
"""


def test_a_large_bible_is_mended_one_finding_at_a_time(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small.write({STORY: TEXT})
    everything = check(Bible.load(path))
    assert len(everything.findings) == 3 and all(finding.repairs for finding in everything.findings)
    assert not everything.unmended and not unmended_lines(everything)

    monkeypatch.setattr(effort, "LARGE", 3)
    report = check(Bible.load(path))
    assert [finding.repairs for finding in report.findings] == [(), (), ()]
    assert report.unmended == {finding.id for finding in report.findings}
    (line,) = unmended_lines(report)
    assert line.startswith("mendings of 3 findings were not looked for")
    one = report.findings[1]
    alone = check(Bible.load(path), mend=one.id)
    assert [finding.repairs for finding in alone.findings] == [(), everything.findings[1].repairs, ()]

    assert main(["fix", one.id, "-b", str(path)]) == 0
    assert [finding.id for finding in check(Bible.load(path)).findings] == [
        finding.id for finding in report.findings if finding is not one
    ]
