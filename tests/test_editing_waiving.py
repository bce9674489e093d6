"""Waivers written into the settings: their scope, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.cli.app import main
from storybible.diagnostics import Diagnostic
from storybible.draft_check import check_draft
from storybible.editing.naming import finding_named
from storybible.editing.transaction import Change, commit
from storybible.editing.waiving import waive
from storybible.manuscript.readers import read_prose
from storybible.queries.resolve import Misuse

STORY_TEXT = """\
characters:
  mara: {name: Mara, died: 1140-06-01}
  ged: {name: Ged, died: 1140}
events:
  wake: {title: The wake, when: 1141-02-01, who: [mara, ged]}
  feast: {title: The feast, when: 1142, who: [ged], colour: red}
"""


def opened(small: Small, settings: str = "title: A\n", story: str = STORY_TEXT) -> Bible:
    return Bible.load(small.write({SETTINGS: settings, STORY: story}))


def found(bible: Bible, name: str) -> Diagnostic:
    return finding_named(check(bible, repairs=False), name)


def test_a_waiver_covers_its_finding_alone(small: Small) -> None:
    bible = opened(small)
    before = {f.id for f in check(bible).findings}
    finding = found(bible, f"{STORY}:5:51")
    waiving = waive(bible, finding, "a  ghost\n")
    assert waiving.waiver == {
        "rule": "present-after-death",
        "records": ["mara", "wake"],
        "because": "a ghost",
    }
    commit(bible, [Change(waiving.file, waiving.before, waiving.after)], "waive it")
    report = check(Bible.load(bible.path))
    assert {f.id for f in report.findings} == before - {finding.id}
    assert [f.id for f in report.waived] == [finding.id]
    assert (
        (bible.path / "storybible.yaml").read_text().splitlines()[waiving.line - 1].startswith("  - {rule:")
    )


def test_a_finding_without_records_is_waived_by_its_id(small: Small) -> None:
    bible = opened(small, story=STORY_TEXT + "places: {a: {nmae: x}}\nwhatever: 1\n")
    finding = found(bible, f"{STORY}:8")
    waiving = waive(bible, finding, "later")
    assert waiving.waiver["finding"] == finding.id and waiving.waiver["rule"] == finding.rule


@pytest.mark.parametrize("because", ["", " \n ", "a\x07bell"])
def test_a_reason_is_wanted(small: Small, because: str) -> None:
    bible = opened(small)
    with pytest.raises(Misuse, match="--because"):
        waive(bible, found(bible, f"{STORY}:5:51"), because)


@pytest.mark.parametrize("settings", ["waivers: none\n", "- a\n", "waivers: {rule: a, because: b}\n"])
def test_settings_that_cannot_be_changed_safely_stay(small: Small, settings: str) -> None:
    bible = opened(small, settings)
    with pytest.raises(Misuse, match="by hand"):
        waive(bible, found(bible, f"{STORY}:5:51"), "a ghost")
    assert (bible.path / "storybible.yaml").read_text() == settings


def test_a_file_that_changed_meanwhile_is_not_written(small: Small) -> None:
    bible = opened(small)
    waiving = waive(bible, found(bible, f"{STORY}:5:51"), "a ghost")
    (bible.path / "storybible.yaml").write_text("title: B\n")
    with pytest.raises(Misuse, match="meantime"):
        commit(bible, [Change(waiving.file, waiving.before, waiving.after)], "waive it")
    assert (bible.path / "storybible.yaml").read_text() == "title: B\n"


def test_a_finding_by_a_place_of_its_file_or_of_its_evidence(small: Small) -> None:
    bible = opened(small)
    whole = found(bible, f"{STORY}:5:51")
    assert found(bible, "story.yaml:5:51") == found(bible, "./story.yaml:5:51") == whole
    assert found(bible, "story.yaml:2") == whole  # of Mara's death, which is its evidence
    with pytest.raises(Misuse, match="no finding"):
        found(bible, "tory.yaml:5:51")
    with pytest.raises(Misuse, match="no finding"):
        found(bible, "story.yaml:1")


def test_where_no_waiver_can_be_put_it_is_shown_as_it_would_be_written(small: Small) -> None:
    bible = opened(small, settings="title: A\nwaivers: none\n")
    with pytest.raises(Misuse, match=r"by hand: - \{rule: present-after-death, records: \[mara, wake"):
        waive(bible, found(bible, f"{STORY}:5:51"), "a ghost")


DRAFT = """\
---
at: wake
---
Mara was young. Mara's eyes were green. Ged's eyes were green.
"""
LOOKS = "characters:\n  mara: {name: Mara, traits: {eyes: grey}}\n  ged: {name: Ged, traits: {eyes: grey}}\n"


@pytest.fixture
def drafted(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bible and a draft with two findings of one rule, in the working directory."""
    small.write({SETTINGS: "title: A\n", STORY: LOOKS + "events: {wake: {title: The wake, when: 1141}}\n"})
    (tmp_path / "draft.md").write_text(DRAFT)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "draft.md"


def ids_of(path: Path, rule: str = "trait-differs") -> list[str]:
    report = check_draft(Bible.load("bible"), read_prose(path.name))
    return [f.id for f in report.findings if f.rule == rule]


def test_a_finding_on_a_draft_is_waived_by_its_place(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = ids_of(drafted)
    report = check_draft(Bible.load("bible"), read_prose("draft.md"))
    place = next(str(f.span) for f in report.findings if f.id == first)
    assert main(["waive", place, "--because", "her twin"]) == 0, capsys.readouterr().err
    assert f"finding: {first}" in Path("bible/storybible.yaml").read_text()
    drafted.write_text(DRAFT.replace("---\nMara", "---\nA line more.\n\nIn the end Mara"))
    assert ids_of(drafted) == [second]
    assert main(["check"]) == 0 and "unused-waiver" not in capsys.readouterr().out
    assert main(["undo"]) == 0
    assert ids_of(drafted) == [first, second]


def test_a_finding_on_a_draft_is_waived_by_its_id(drafted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = ids_of(drafted)[0]
    assert main(["waive", first, "--because", "her twin"]) == 2
    assert "--in DRAFT names the draft" in capsys.readouterr().err
    assert main(["waive", first, "--because", "her twin", "--in", "draft.md", "--at", "wake"]) == 0
    assert main(["waive", first, "--because", "her twin", "--in", "draft.md"]) == 2
    assert "is waived already" in capsys.readouterr().err
    assert main(["waive", first, "--because", "her twin", "--in", "none.md"]) == 2
    assert "there is no such file" in capsys.readouterr().err
    settings = Path("bible/storybible.yaml")
    settings.write_text(settings.read_text() + "manuscripts: {d: {title: D, file: ../draft.md}}\n")
    assert main(["waive", "trait-differs", "--because", "his twin"]) == 0
    assert ids_of(drafted) == []
    assert main(["waive", "sb203-00000000", "--because", "x", "--at", "wake"]) == 2
    assert "name the draft, too" in capsys.readouterr().err
    assert main(["waive", "bible/story.yaml:99", "--because", "x"]) == 2
    assert "there is no finding" in capsys.readouterr().err
