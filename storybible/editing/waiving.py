"""A waiver for one finding, put into the settings as an edit of their text.

Only what is asked for changes: the list is made, or gains an entry in the style of its last one.  The result
is parsed again, and refused where it is not exactly the old settings with the one waiver more.
"""

from __future__ import annotations

from dataclasses import dataclass

from storybible.bible import Bible
from storybible.checker import check
from storybible.config import CONFIG_FILE
from storybible.diagnostics import Diagnostic
from storybible.editing.lists import Entry, entry_added, plain
from storybible.queries.resolve import Misuse
from storybible.yamltext import Mapping, Node, Sequence, parse


@dataclass(frozen=True, slots=True)
class Waiving:
    """A waiver that could be written: the settings' file, its old and new text, the line of the waiver."""

    finding: Diagnostic
    waiver: Entry
    file: str
    line: int
    before: str
    after: str


def waive(bible: Bible, finding: Diagnostic, because: str) -> Waiving:
    """The settings with a waiver for a finding; nothing is written.

    Raises :class:`Misuse` where no reason is given or the settings cannot be changed safely.
    """
    reason = " ".join(because.split())
    if not reason:
        raise Misuse("say why it is meant so: --because TEXT")
    if not reason.isprintable():
        raise Misuse("--because holds characters that no editor shows")
    file = f"{bible.name}/{CONFIG_FILE}"
    text = bible.loaded.files.get(file)
    if text is None:
        raise Misuse(f"{file} cannot be read, so no waiver can be added")
    waiver = _scope(bible, finding) | {"because": reason}
    after = _checked(text, file, waiver)
    _confirm(bible, finding, file, after)
    return Waiving(finding, waiver, file, _line_of_last(after, file), text, after)


def _scope(bible: Bible, finding: Diagnostic) -> Entry:
    """The rule and the records where they name this finding alone, and its id where they do not."""
    about = [r for r in dict.fromkeys(finding.subject) if r in bible.story.records and r in finding.records]
    same = [
        other
        for other in check(bible, repairs=False).findings
        if other.rule == finding.rule and set(about) <= set(other.records)
    ]
    if about and [other.id for other in same] == [finding.id]:
        return {"rule": finding.rule, "records": about}
    return {"rule": finding.rule, "finding": finding.id}


def _checked(text: str, file: str, waiver: Entry) -> str:
    """The text with the waiver, if it reads as exactly that."""
    root, problems = parse(text, file)
    if problems and root is None:
        raise Misuse(f"{file} cannot be read: {problems[0].message}")
    after = entry_added(text, root, "waivers", waiver)
    again, new_problems = parse(after, file) if after is not None else (None, [])
    if after is None or not _is_expected(root, again, waiver) or len(new_problems) > len(problems):
        raise Misuse(f"no waiver can be put into {file} safely as it is written; add it by hand: {waiver}")
    return after


def _is_expected(before: Node | None, after: Node | None, waiver: Entry) -> bool:
    """Whether the settings read as before, in the same order, with the one waiver more at the end of them."""
    old = plain(before) if type(before) is Mapping else {}
    new = plain(after)
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    known = old.get("waivers") or []
    expected = {**old, "waivers": [*(known if isinstance(known, list) else [known]), waiver]}
    return new == expected and [*new] == [*expected]


def _line_of_last(text: str, file: str) -> int:
    """The line of the last waiver."""
    root, _ = parse(text, file)
    waivers = root.get("waivers") if type(root) is Mapping else None
    return waivers.items[-1].span.line if type(waivers) is Sequence else 1


def _confirm(bible: Bible, finding: Diagnostic, file: str, after: str) -> None:
    """Make sure, in memory, that the waiver hides the finding and nothing new comes up."""
    before = {f.id for f in check(bible, repairs=False).findings}
    trial = Bible.load(bible.path, {**bible.loaded.files, file: after})
    report = check(trial, repairs=False)
    new = [f for f in report.findings if f.id not in before]
    if finding.id not in {f.id for f in report.waived} or new:
        why = f": {new[0].message}" if new else ""
        raise Misuse(f"a waiver would not hide {finding.rule} at {finding.span}{why}; nothing was written")
