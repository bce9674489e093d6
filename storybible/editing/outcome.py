"""What an edit would do, tried in memory: its files, the findings that end and those that appear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.diagnostics import Diagnostic, Severity
from storybible.editing.identities import misnamed
from storybible.editing.references import rebound
from storybible.editing.transaction import Change
from storybible.folder import sized
from storybible.memory import no_collection
from storybible.queries.resolve import Misuse, described

UNREADABLE = frozenset({"SB001", "SB002", "SB003", "SB004", "SB006", "SB007", "SB008", "SB009"})
"""Rules about what cannot be read: an edit that causes such a finding was not meant so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edit in memory.  ``what`` names it for the log; ``place`` is the file and the line to look at.

    ``ended`` and ``appeared`` are findings of before and after; notes are not counted.  ``remarks`` are
    what else the writer should know.
    """

    what: str
    record: str
    changes: tuple[Change, ...]
    place: tuple[str, int]
    ended: tuple[Diagnostic, ...] = ()
    appeared: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def tried(bible: Bible, changes: Sequence[Change]) -> Bible:
    """The bible as it would be."""
    overlay = {change.file: change.after or "" for change in changes}
    return Bible.load(bible.path, {**bible.loaded.files, **overlay})


def require_small(bible: Bible, changes: Sequence[Change]) -> None:
    """Raise :class:`Misuse` where a file would be too long to be read from then on."""
    limit = bible.story.config.limits.file_size
    for change in changes:
        size = len((change.after or "").encode())
        if size > limit and len((change.before or "").encode()) <= limit:
            raise Misuse(
                f"{change.file} would have {sized(size)}, and files longer than {sized(limit)} are not read; "
                "split it, or raise file_size in the limits of the settings; nothing was written"
            )


def difference(
    before: Report, after: Report, same: Callable[[Diagnostic], object] = lambda finding: finding.id
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The findings that ended and those that appeared; ``same`` tells which finding is which."""
    return _without(before.findings, after.findings, same), _without(after.findings, before.findings, same)


def _without(
    these: Sequence[Diagnostic], those: Sequence[Diagnostic], same: Callable[[Diagnostic], object]
) -> tuple[Diagnostic, ...]:
    left = [same(finding) for finding in those]
    found = []
    for finding in these:
        name = same(finding)
        if name in left:
            left.remove(name)
        elif finding.severity is not Severity.NOTE:
            found.append(finding)
    return tuple(found)


def outcome(
    bible: Bible,
    what: str,
    record: str,
    changes: Sequence[Change],
    place: tuple[str, int],
    forced: bool = False,
) -> Outcome:
    """Check before and after.

    Raises :class:`Misuse` where the edit makes something that cannot be read, or where what other records say
    would mean something else; with ``forced`` the latter is a remark.
    """
    require_small(bible, changes)
    then = tried(bible, changes)
    known = {found.id for found in bible.diagnostics}
    faults = Counter((found.code, found.span.file) for found in bible.diagnostics)
    more = Counter((found.code, found.span.file) for found in then.diagnostics) - faults
    for found in then.diagnostics:  # a fault that was there may go by another id, since it quotes its words
        if found.code in UNREADABLE and found.id not in known and more[found.code, found.span.file]:
            hint = f"; {found.hint}" if found.hint else ""
            raise Misuse(f"{found.message}{hint}; nothing was written")
    with no_collection():
        others = rebound(bible, then, {record})
    moved = [
        f"{one.span}: “{one.text}” would mean {described(then.story, id_)} then"
        for one, id_ in others
    ] + misnamed(bible, then)
    if moved and not forced:
        raise Misuse(f"{moved[0]}; nothing was written")
    ended, appeared = difference(check(bible, repairs=False), check(then, repairs=False))
    return Outcome(what, record, tuple(changes), place, ended, appeared, tuple(moved))
