"""Sources and quotes against manuscripts of every format, there or not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Small
from manuscript_files import docx, p

STORY = """
characters:
  nora: {name: Nora, ages: [{age: 17, at: wreck, source: %s, quote: %s}]}
events:
  wreck: {title: The wreck}
"""
SETTINGS = "manuscripts: {lamp: {title: The Lamp, file: ../%s}}\n"


def manuscript(small: Small, name: str, *paragraphs: str) -> str:
    """Write a manuscript beside the bible; the settings that name it."""
    path = small.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = (
        docx("".join(map(p, paragraphs))) if name.endswith(".docx") else "\n\n".join(paragraphs).encode()
    )
    path.write_bytes(content)
    return SETTINGS % name.split("/")[0]


def told(small: Small, settings: str, source: str = "¶2", quote: str = "was seventeen") -> list[str]:
    report = small.report(STORY % (source, quote), settings)
    return [f"{f.severity} {f.rule}: {f.message}" for f in report.findings if f.code[:3] in ("SB7", "SB9")]


@pytest.mark.parametrize("name", ["lamp.txt", "lamp.docx", "lamp/1.md"])
def test_quotes_are_looked_up_in_every_format(small: Small, name: str) -> None:
    settings = manuscript(small, name, "Wind.", "Nora was seventeen.", "The end.")
    assert told(small, settings) == []
    assert told(small, settings, "¶3") == [
        "note quote-moved: Nora: “was seventeen” stands in ¶2, not in ¶3",
    ]
    assert told(small, settings, quote="was eighteen") == [
        "warning quote-not-found: Nora: “was eighteen” stands nowhere in “The Lamp”"
    ]
    assert told(small, settings, "¶9") == [
        "warning source-out-of-range: Nora: the source is ¶9, and “The Lamp” has 3 paragraphs",
        "note quote-moved: Nora: “was seventeen” stands in ¶2, not in ¶9",
    ]


def test_a_locator_without_a_paragraph_means_anywhere(small: Small) -> None:
    settings = manuscript(small, "lamp.txt", "Wind.", "Nora was seventeen.")
    assert told(small, settings, "lamp ch. 7") == []
    assert len(told(small, settings, "lamp ch. 7", "was eighteen")) == 1
    assert told(small, settings, "the author's letter", "was eighteen") == []


def test_mendings_of_a_quote_that_moved(small: Small) -> None:
    settings = manuscript(small, "lamp.txt", "Wind.", "Rain.", "Snow.", "Nora was seventeen.")
    for source, mended in {"¶2": "¶4", "¶1-2": "¶1-4", "lamp ¶2": "lamp ¶4", "'¶1, 2'": None}.items():
        report = small.report(STORY % (source, "was seventeen"), settings, repairs=True)
        (found,) = report.findings
        assert [r.after for r in found.repairs] == ([mended] if mended else [])


def test_a_manuscript_that_is_not_there_is_undecided(small: Small) -> None:
    report = small.report(STORY % ("¶2", "was seventeen"), SETTINGS % "none.txt")
    assert not report.findings
    assert [(d.what, d.why) for d in report.undecided if "quote" in d.what] == [
        ("whether the quote from “The Lamp” is in it", "its file ../none.txt is not there")
    ]
    (small.folder / "bad.docx").write_bytes(b"PK\3\4")
    assert not small.report(STORY % ("¶99", "was seventeen"), SETTINGS % "bad.docx").findings


def test_a_manuscript_is_read_again_when_it_changes(small: Small) -> None:
    settings = manuscript(small, "lamp.txt", "Wind.", "Nora was seventeen.")
    assert told(small, settings) == []
    path = Path(small.folder, "lamp.txt")
    path.write_text("Wind.\n\nNora was eighteen.", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert len(told(small, settings)) == 1
