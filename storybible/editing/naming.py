"""Which finding somebody means: by its id or the beginning of it, its rule, or its place in the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from storybible.checker import Report
from storybible.diagnostics import Diagnostic, Span
from storybible.queries.resolve import Misuse

PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?:?")
MOST_NAMED = 6


def finding_named(report: Report, text: str) -> Diagnostic:
    """The one finding of a report that a text means.  Raises :class:`Misuse` where there is none, or several.

    Findings that are waived or hidden by a baseline are none, and the reason says so.
    """
    word = text.strip()
    if not word:
        raise Misuse("the finding is missing: its id, its rule, or its place, such as bible/events.yaml:12")
    found = _meant(report.findings, word)
    if len(found) == 1:
        return found[0]
    if found:
        named = "; ".join(f"{f.id} ({f.span})" for f in found[:MOST_NAMED])
        more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise Misuse(f"“{text}” may be any of these, write the id: {named}{more}")
    if _meant(report.waived, word):
        raise Misuse(f"“{text}” is waived already")
    raise Misuse(f"there is no finding “{text}”; `storybible check` lists them all")


def is_known(report: Report, text: str) -> bool:
    """Whether a text means anything in a report, be it several findings, or one that is waived."""
    return bool(_meant(report.findings, text.strip()) or _meant(report.waived, text.strip()))


def file_named(text: str) -> str:
    """The file of a place, as it is written; "" for an id or a rule."""
    place = PLACE.fullmatch(text.strip())
    return place[1] if place else ""


def _meant(findings: Sequence[Diagnostic], text: str) -> list[Diagnostic]:
    """The findings that a text may mean; where none stands at a place, those with evidence there."""
    word = text.casefold()
    exact = [f for f in findings if f.id == word]
    if exact:
        return exact
    of_rule = [f for f in findings if word in (f.code.casefold(), f.rule)]
    if of_rule:
        return of_rule
    place = PLACE.fullmatch(text)
    if place:
        at = [f for f in findings if _stands(f.span, place)]
        return at or [f for f in findings if any(_stands(e.span, place) for e in f.evidence)]
    return [f for f in findings if f.id.startswith(word)]


def plain_path(file: str) -> str:
    """A path with forward slashes, from the folder one is in."""
    return file.replace("\\", "/").removeprefix("./")


def _stands(span: Span, place: re.Match[str]) -> bool:
    """Whether a span is at a place that names its file from the bible's folder, or with it."""
    file, line, column = place.groups()
    named, known = (normalize("NFC", f"/{name}") for name in (plain_path(file), span.file))
    return (
        known.endswith(named)
        and span.line == int(line)
        and (column is None or span.column == int(column))
    )
