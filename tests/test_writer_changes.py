"""Changes a writer could make to the shipped bible: what is found, and that every repair mends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.diagnostics import Diagnostic, Severity
from storybible.inspection import inspect
from storybible.rules import all_rules

SHIPPED = Path(__file__).parent.parent / "bible"

Change = Callable[[Path], None]


def edit(file: str, before: str, after: str) -> Change:
    """A change of one stretch of text that stands exactly once in a file."""

    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
        path.write_text(text.replace(before, after), encoding="utf-8")

    return change


SAKURA_AGE = "  - {age: 25, at: three-years-later, source: one-shot ¶49, quote: was now twenty-five}\n"
ASUMA_AGE = "  - {age: 39, at: three-years-later, source: one-shot ¶49, quote: Asuma was thirty-nine}\n"

CHANGES: dict[str, Change] = {
    "twenty-four-at-proposal": edit(
        "characters/sakura.yaml", SAKURA_AGE, SAKURA_AGE + "  - {age: twenty-four, at: proposal}\n"
    ),
    "thirty-six": edit(
        "characters/asuma.yaml", ASUMA_AGE, ASUMA_AGE + "  - {age: thirty-six, at: kurenai-death}\n"
    ),
    "thirty-five": edit(
        "characters/asuma.yaml", ASUMA_AGE, ASUMA_AGE + "  - {age: thirty-five, at: kurenai-death}\n"
    ),
    "thirty-years": edit(
        "events.yaml", "when: three years after first-date", "when: thirty years after first-date"
    ),
    "ten-years": edit(
        "events.yaml", "when: three years after first-date", "when: ten years after first-date"
    ),
    "kurenai-at-wedding": edit(
        "events.yaml",
        "when: after proposal\n    who: [asuma, sakura]",
        "when: after proposal\n    who: [asuma, sakura, kurenai]",
    ),
    "two-hokage": edit("offices.yaml", "until: tsunade-resigns", "until: wedding"),
    "two-hokage-seen": edit(
        "offices.yaml",
        "      - {who: naruto, from: naruto-hokage, source: one-shot ¶49}\n",
        "      - {who: naruto, from: naruto-hokage, source: one-shot ¶49}\n"
        "      - {who: tsunade, seen: proposal}\n      - {who: naruto, seen: proposal}\n",
    ),
    "ring-at-wedding": edit(
        "events.yaml",
        "when: after proposal\n    who: [asuma, sakura]",
        "when: after proposal\n    who: [asuma, sakura]\n    items: [ring]",
    ),
}


def changed(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "bible"
    shutil.copytree(SHIPPED, folder)
    for name in names:
        CHANGES[name](folder)
    return folder


def checked(folder: Path) -> Report:
    return check(Bible.load(folder))


def serious(report: Report) -> list[Diagnostic]:
    return [f for f in report.findings if f.severity is not Severity.NOTE]


def statements(finding: Diagnostic) -> set[tuple[str, str]]:
    return {(e.span.file.removeprefix("bible/"), e.statement) for e in finding.evidence}


def test_shipped_bible_is_clean() -> None:
    report = checked(SHIPPED)
    assert report.counts["error"] == report.counts["warning"] == 0


@pytest.mark.parametrize("name", CHANGES)
def test_every_offered_repair_ends_the_finding_and_makes_no_new_one(name: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, name)
    report = checked(folder)
    # what a stronger finding on the same facts kept silent may speak once that one is mended
    before = {f.id for f in report.findings} | inspect(Bible.load(folder), all_rules()).silent
    offered = 0
    for finding in serious(report):
        for repair in finding.repairs:
            offered += 1
            path = folder.parent / repair.span.file
            text = path.read_text(encoding="utf-8")
            lines = text.split("\n")
            line = lines[repair.span.line - 1]
            assert line.count(repair.before) == 1
            lines[repair.span.line - 1] = line.replace(repair.before, repair.after)
            path.write_text("\n".join(lines), encoding="utf-8")
            after = {f.id for f in check(Bible.load(folder), repairs=False).findings}
            path.write_text(text, encoding="utf-8")
            assert finding.id not in after, repair
            assert after <= before, repair
    assert offered, "no repair is offered"


def only(report: Report) -> Diagnostic:
    found = serious(report)
    assert len(found) == 1, [f.message for f in found]
    return found[0]


def test_too_young_at_the_proposal(tmp_path: Path) -> None:
    finding = only(checked(changed(tmp_path, "twenty-four-at-proposal")))
    assert (finding.severity, finding.rule) == (Severity.ERROR, "contradictory-timeline")
    assert statements(finding) == {
        ("characters/sakura.yaml", "Sakura is twenty-four at “The proposal”"),
        ("characters/sakura.yaml", "Sakura is 25 at “Three years later”"),
        ("events.yaml", "“The proposal” is at or after “Three years later”"),
    }
    assert "at least 25" in finding.message
    assert ("twenty-four", "twenty-five") in {(r.before.strip(), r.after.strip()) for r in finding.repairs}


@pytest.mark.parametrize(
    ("name", "severity"), [("thirty-six", Severity.ERROR), ("thirty-five", Severity.WARNING)]
)
def test_asuma_at_kurenais_death(name: str, severity: Severity, tmp_path: Path) -> None:
    finding = only(checked(changed(tmp_path, name)))
    assert (finding.severity, finding.rule) == (severity, "contradictory-timeline")
    files = sorted(e.span.file for e in finding.evidence)
    assert files == ["bible/characters/asuma.yaml"] * 2 + ["bible/events.yaml"] * 4
    assert "at most 34" in finding.message or "at most 35" in finding.message


def test_thirty_years(tmp_path: Path) -> None:
    report = checked(changed(tmp_path, "thirty-years"))
    found = serious(report)
    errors = [f for f in found if f.severity is Severity.ERROR]
    assert {"present-before-birth", "relation-outside-life"} <= {f.rule for f in errors}
    for finding in errors:
        assert "“Three years later” is thirty years after “The first date”" in {
            e.statement for e in finding.evidence
        }


def test_ten_years(tmp_path: Path) -> None:
    finding = only(checked(changed(tmp_path, "ten-years")))
    assert (finding.severity, finding.rule) == (Severity.WARNING, "below-minimum-age")


def test_the_dead_at_a_wedding(tmp_path: Path) -> None:
    finding = only(checked(changed(tmp_path, "kurenai-at-wedding")))
    assert (finding.severity, finding.rule) == (Severity.ERROR, "present-after-death")
    assert {"kurenai", "wedding", "kurenai-death"} <= set(finding.records)
    mentioned = edit(
        "events.yaml", "who: [asuma, sakura, kurenai]", "who: [asuma, sakura, kurenai (mentioned)]"
    )
    mentioned(tmp_path / "bible")
    assert serious(checked(tmp_path / "bible")) == []


@pytest.mark.parametrize("name", ["two-hokage", "two-hokage-seen"])
def test_two_hokage(name: str, tmp_path: Path) -> None:
    found = serious(checked(changed(tmp_path, name)))
    assert {f.rule for f in found} == {"exclusive-office-overlap"}
    assert all(f.severity is Severity.ERROR for f in found)
    assert {"tsunade", "naruto", "hokage"} <= set(found[0].records)


def test_a_lost_ring(tmp_path: Path) -> None:
    finding = only(checked(changed(tmp_path, "ring-at-wedding")))
    assert (finding.severity, finding.rule) == (Severity.ERROR, "item-after-lost-or-destroyed")
    assert {"ring", "wedding"} <= set(finding.records)


def test_independent_mistakes_are_separate_findings(tmp_path: Path) -> None:
    names = ("twenty-four-at-proposal", "thirty-six", "kurenai-at-wedding")
    found = serious(checked(changed(tmp_path, *names)))
    assert len(found) == 3


def test_order_of_files_and_records_changes_nothing(tmp_path: Path) -> None:
    folder = changed(tmp_path, "thirty-years")
    first = [(f.id, f.message, f.evidence) for f in checked(folder).findings]
    events = folder / "events.yaml"
    renamed = folder / "a-events.yaml"
    text = events.read_text(encoding="utf-8")
    events.unlink()
    renamed.write_text(text, encoding="utf-8")
    again = [(f.id, f.message) for f in checked(folder).findings]
    assert sorted(again) == sorted((i, m) for i, m, _ in first)
