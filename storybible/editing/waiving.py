"""A waiver for one finding, put into the settings as an edit of their text.

Only what is asked for changes: the list is made, or gains an entry in the style of its last one.  The result
is parsed again, and refused where it is not exactly the old settings with the one waiver more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.config import CONFIG_FILE
from storybible.diagnostics import Diagnostic
from storybible.editing.grafts import entry_added, list_begun
from storybible.editing.page import Page
from storybible.editing.scalars import flow
from storybible.queries.resolve import Misuse
from storybible.reading.nodes import Mapping, Sequence, is_empty
from storybible.records import Text

Entry: TypeAlias = "dict[str, str | list[str]]"
Checking: TypeAlias = "Callable[[Bible], Report]"
"""How the report is made that a finding is in."""


def records_checked(bible: Bible) -> Report:
    """The report of the records alone."""
    return check(bible, repairs=False)


@dataclass(frozen=True, slots=True)
class Waiving:
    """A waiver that could be written: the settings' file, its old and new text, the line of the waiver."""

    finding: Diagnostic
    waiver: Entry
    file: str
    line: int
    before: str
    after: str


def waive(
    bible: Bible, finding: Diagnostic, because: str, checked: Checking = records_checked
) -> Waiving:
    """The settings with a waiver for a finding; nothing is written.

    ``checked`` makes the report that the finding is in, of the records or of drafts.  One of a draft is
    waived by its id: the records that it is about are in later drafts, too.  Raises :class:`Misuse` where no
    reason is given or the settings cannot be changed safely.
    """
    reason = " ".join(because.split())
    if not reason:
        raise Misuse("say why it is meant so: --because TEXT")
    if not reason.isprintable():
        raise Misuse("--because holds characters that no editor shows")
    file = f"{bible.name}/{CONFIG_FILE}"
    page = Page.of(bible, file)
    waiver = _scope(bible, finding, checked) | {"because": reason}
    after = _added(page, waiver)
    _confirm(bible, finding, file, after, checked)
    return Waiving(finding, waiver, file, _line_of_last(after, file), page.text, after)


def _scope(bible: Bible, finding: Diagnostic, checked: Checking) -> Entry:
    """The rule and the records where they name this finding alone, and its id where they do not."""
    about: list[str] = []
    if checked is records_checked:
        about = [r for r in dict.fromkeys(finding.subject) if r in bible.story.records]
        about = [r for r in about if r in finding.records]
    same = [
        other
        for other in (checked(bible).findings if about else ())
        if other.rule == finding.rule and set(about) <= set(other.records)
    ]
    if about and [other.id for other in same] == [finding.id]:
        return {"rule": finding.rule, "records": about}
    return {"rule": finding.rule, "finding": finding.id}


def _added(page: Page, waiver: Entry) -> str:
    """The settings with a waiver more, at the end of their list."""
    root = page.root
    line = f"- {flow(waiver)}"
    by_hand = f"no waiver can be put into {page.file} safely as it is written; add it by hand: {line}"
    if root is not None and type(root) is not Mapping and not is_empty(root):
        raise Misuse(by_hand)
    items = root.items if type(root) is Mapping else []
    found = next(((key, value) for key, value in items if key.value == "waivers"), None)
    if found is None:
        return page.grafted(list_begun(page, "waivers", [waiver]))
    if type(found[1]) is not Sequence and not (type(found[1]) is Text and found[1].start == found[1].end):
        raise Misuse(by_hand)
    return page.grafted(entry_added(page, *found, waiver))


def _line_of_last(text: str, file: str) -> int:
    """The line of the last waiver."""
    root = Page.read(file, text).root
    waivers = root.get("waivers") if type(root) is Mapping else None
    return waivers.items[-1].span.line if type(waivers) is Sequence else 1


def _confirm(bible: Bible, finding: Diagnostic, file: str, after: str, checked: Checking) -> None:
    """Make sure, in memory, that the waiver hides the finding and nothing new comes up."""
    before = {f.id for f in checked(bible).findings}
    trial = Bible.load(bible.path, {**bible.loaded.files, file: after})
    report = checked(trial)
    new = [f for f in report.findings if f.id not in before]
    if finding.id not in {f.id for f in report.waived} or new:
        why = f": {new[0].message}" if new else ""
        raise Misuse(f"a waiver would not hide {finding.rule} at {finding.span}{why}; nothing was written")
