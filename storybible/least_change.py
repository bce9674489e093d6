"""How few lines have to change so that no error is left: bounds from both sides.

From below: errors whose statements share no line need a change each (a packing), and so do statements that
contradict each other independently.  From above: mendings that were confirmed together, or else one line for
each error.  Lines that would only have to be added, waivers and settings are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Repair, Severity
from storybible.inspection import Inspection, Suspect, inspect
from storybible.rules import all_rules
from storybible.stn import LOOSEST
from storybible.storage.address import lines_of

Line = tuple[str, int | str]
TRIED_TOGETHER = 5_000
"""Records of a bible that is checked once more for the sake of a better bound."""


@dataclass(frozen=True, slots=True)
class LeastChange:
    """At least and at most how many lines have to change so that no error is left."""

    at_least: int
    at_most: int


NOTHING = LeastChange(0, 0)


def least_change(bible: Bible, inspection: Inspection, findings: Iterable[Diagnostic]) -> LeastChange:
    """The bounds for the errors among the findings that stand."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if len(errors) < 2:
        return LeastChange(len(errors), len(errors))
    suspects = {suspect.diagnostic.id: suspect for suspect in inspection.suspects}
    lines = [_lines(inspection, suspects.get(finding.id), finding) for finding in errors]
    at_least = max(_disjoint(lines), _contradictions(inspection, errors))
    blamed = {_blamed_line(inspection, suspects.get(finding.id), finding) for finding in errors}
    at_most = len(blamed)
    if at_most > at_least and len(bible.story.records) <= TRIED_TOGETHER:
        chosen = _cover(errors)
        changed = {(repair.span.file, repair.span.line) for repair in chosen}
        if chosen and len(changed) < at_most and _mend_all(bible, inspection, chosen):
            at_most = len(changed)
    return LeastChange(min(at_least, at_most), at_most)


def _lines(inspection: Inspection, suspect: Suspect | None, finding: Diagnostic) -> frozenset[Line]:
    """Every line whose change could end an error."""
    found: set[Line] = {(finding.span.file, finding.span.line)}
    found.update((e.span.file, e.span.line) for e in finding.evidence)
    found.update((r.span.file, r.span.line) for r in finding.repairs)
    if suspect is not None and suspect.clash is not None:
        stated = inspection.timeline.encoding.stated
        found.update((s.span.file, s.span.line) for key in suspect.clash.keys if (s := stated.get(key)))
    if finding.rule == "unknown-reference":  # one new record may end several
        found.add(("", finding.message))
    return frozenset(found)


def _disjoint(sets: Sequence[frozenset[Line]]) -> int:
    """How many of the sets have no line in common, chosen greedily: the smallest first."""
    taken: set[Line] = set()
    count = 0
    for lines in sorted(sets, key=lambda s: (len(s), sorted(map(str, s)))):
        if taken.isdisjoint(lines):
            taken |= lines
            count += 1
    return count


def _contradictions(inspection: Inspection, errors: Sequence[Diagnostic]) -> int:
    """A bound from the statements that contradict each other, where all of them are among the errors.

    The timeline counts statements; the fullest line tells how many of them one change may reach.
    """
    network = inspection.timeline.network
    parked = sum(rank == LOOSEST for rank in network.parked.values())
    if not parked or sum(e.rule == "contradictory-timeline" for e in errors) < parked:
        return 0
    on_line: dict[Line, int] = {}
    for stated in inspection.timeline.encoding.stated.values():
        place = (stated.span.file, stated.span.line)
        on_line[place] = on_line.get(place, 0) + 1
    return -(-network.correction_bounds()[0] // max(on_line.values(), default=1))


def _blamed_line(inspection: Inspection, suspect: Suspect | None, finding: Diagnostic) -> Line:
    """The one line without which an error would not be."""
    if suspect is not None and suspect.clash is not None:
        stated = inspection.timeline.encoding.stated.get(suspect.clash.element[0])
        if stated is not None:
            return (stated.span.file, stated.span.line)
    return (finding.span.file, finding.span.line)


def _cover(errors: Sequence[Diagnostic]) -> list[Repair]:
    """Mendings that together end every error, chosen greedily; none where some error has no mending."""
    left = {finding.id for finding in errors}
    waiting = [
        (-len({finding.id, *repair.ends} & left), order, nth, repair)
        for order, finding in enumerate(errors)
        for nth, repair in enumerate(finding.repairs)
    ]
    heapify(waiting)
    chosen: list[Repair] = []
    while waiting and left:
        size, order, nth, repair = heappop(waiting)
        ended = {errors[order].id, *repair.ends} & left
        if len(ended) == -size:
            chosen.append(repair)
            left -= ended
        elif ended:
            heappush(waiting, (-len(ended), order, nth, repair))
    return [] if left else chosen


def _mend_all(bible: Bible, inspection: Inspection, chosen: Sequence[Repair]) -> bool:
    """Whether all the mendings together leave no error and bring nothing new."""
    texts = dict(bible.loaded.files)
    for repair in chosen:
        changed = mended_text(texts[repair.span.file], repair)
        if changed is None:
            return False
        texts[repair.span.file] = changed
    trial = Bible.load(bible.path, texts, hypothetical=bible.hypothetical)
    left = inspect(trial, all_rules()).suspects
    before = {suspect.diagnostic.id for suspect in inspection.suspects}
    return all(s.diagnostic.id in before and s.diagnostic.severity is not Severity.ERROR for s in left)


def mended_text(text: str, repair: Repair) -> str | None:
    """The text with a mending made; None where what it replaces does not stand once on its line.

    A line of which nothing is left goes.
    """
    lines = lines_of(text)
    number = repair.span.line - 1
    if not 0 <= number < len(lines) or lines[number].count(repair.before) != 1:
        return None
    end = lines[number][len(lines[number].rstrip("\r\n")) :] or "\n"
    line = lines[number].replace(repair.before, repair.after.replace("\n", end))
    lines[number] = line if repair.after or line.strip() else ""
    return "".join(lines)


__all__ = ["NOTHING", "LeastChange", "least_change", "mended_text"]
