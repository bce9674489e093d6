"""Findings that rest on one statement, shown together: eleven presences before one birth are one slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from storybible.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding, and others of its rule that the statement at ``span`` makes as well."""

    first: Diagnostic
    others: tuple[Diagnostic, ...]
    span: Span


def shared_blame(findings: Sequence[Diagnostic]) -> dict[str, Shared]:
    """Groups by the id of their first finding, in the order given; most findings stand alone.

    A statement is to blame where it is evidence of all of them and each could be mended there.  Findings
    without any mending (a large bible tries only some) must be about the same person or thing instead.
    """
    claims: dict[tuple[str, str, Span, str], list[int]] = {}
    for n, finding in enumerate(findings):
        mendable = {(repair.span.file, repair.span.line) for repair in finding.repairs}
        about = "" if mendable else next(iter(finding.records), "")
        for span in dict.fromkeys(e.span for e in finding.evidence):
            if span == finding.span or (mendable and (span.file, span.line) not in mendable):
                continue
            claims.setdefault((finding.rule, finding.severity, span, about), []).append(n)
    groups: dict[str, Shared] = {}
    taken: set[int] = set()
    # the largest first; a group that has lost members to a larger one waits again for its turn
    waiting = [
        (-len(members), order, span, members)
        for order, ((_, _, span, _), members) in enumerate(claims.items())
        if len(members) > 1
    ]
    heapify(waiting)
    while waiting:
        size, order, span, members = heappop(waiting)
        free = [n for n in members if n not in taken]
        if len(free) < 2:
            continue
        if len(free) < -size:
            heappush(waiting, (-len(free), order, span, free))
            continue
        taken.update(free)
        first, *others = (findings[n] for n in free)
        groups[first.id] = Shared(first, tuple(others), span)
    return groups
