"""Waivers written into the settings: their scope, and refusals."""

from __future__ import annotations

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Diagnostic
from storybible.editing.naming import finding_named
from storybible.editing.transaction import Change, commit
from storybible.editing.waiving import waive
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
