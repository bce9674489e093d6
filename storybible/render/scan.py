"""Candidates of a manuscript, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storybible.manuscript.candidate import Candidate
from storybible.manuscript.prose import Prose
from storybible.queries.resolve import listed
from storybible.render.candidate_words import SURE, about, confidence_word, detail
from storybible.render.ink import HANG, bold, dim
from storybible.render.layout import counted
from storybible.story import Story

Json = dict[str, Any]

KINDS = {
    "name": ("new name", "new names"),
    "misspelling": ("probable misspelling", "probable misspellings"),
    "term": ("spelling not wanted", "spellings not wanted"),
    "age": ("age", "ages"),
    "jump": ("time jump", "time jumps"),
    "anchor": ("time", "times"),
    "birth": ("birth", "births"),
    "death": ("death", "deaths"),
    "marriage": ("marriage", "marriages"),
    "relationship": ("tie", "ties"),
    "trait": ("look", "looks"),
    "office": ("office", "offices"),
    "item": ("item", "items"),
    "mention": ("mention", "mentions"),
}
"""What a reader calls the kinds of candidates, one and several, in the order in which they are shown."""

COUNTED_ONLY = frozenset({"mention"})
"""Kinds that are too many to be listed unless they are asked for."""

OF_THE_WHOLE = frozenset({"name", "misspelling"})
"""Kinds that are shown for the whole text and not by chapters: names by how often they stand in it."""

LONGEST_QUOTE = 90
SHORT_PLACE = 28
"""Signs of a place after which the words still fit on its line."""
BELOW = " " * 6


def chapters(prose: Prose, candidates: Iterable[Candidate]) -> Iterator[tuple[str, list[Candidate]]]:
    """Candidates by chapter, each as soon as the one after it begins: its heading ("" for none) and they.

    What is of the whole text comes last.
    """
    headings = [p for p in prose.paragraphs if p.heading and p.number > 1]
    group: list[Candidate] = []
    whole: list[Candidate] = []
    at, title = 0, ""
    for candidate in candidates:
        if candidate.kind in OF_THE_WHOLE:
            whole.append(candidate)
            continue
        if at < len(headings) and candidate.start >= headings[at].start:
            if group:
                yield title, group
                group = []
            while at < len(headings) and candidate.start >= headings[at].start:
                title = " ".join(prose.text[headings[at].start : headings[at].end].split())
                at += 1
        group.append(candidate)
    if group:
        yield title, group
    if whole:
        yield "In the whole text" if title else "", sorted(whole, key=_often, reverse=True)


def candidate_lines(
    prose: Prose, title: str, candidates: Sequence[Candidate], story: Story | None
) -> list[str]:
    """The candidates of one chapter, by kind."""
    lines: list[str] = ["", bold(title)] if title else []
    for kind in sorted({c.kind for c in candidates}, key=_rank):
        own = [c for c in candidates if c.kind == kind]
        lines += ["", dim(counted_kind(kind, len(own)))]
        for candidate in own:
            lines += _lines(prose, candidate, story)
    return lines


def _often(candidate: Candidate) -> int:
    times = candidate.value.get("times") if isinstance(candidate.value, Mapping) else None
    return times if isinstance(times, int) else 0


def _lines(prose: Prose, candidate: Candidate, story: Story | None) -> list[str]:
    place = prose.place(candidate.start)
    quote = " ".join(candidate.quote.split())
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
    doubts = list(candidate.flags)
    if candidate.confidence < SURE:
        doubts.append(confidence_word(candidate.confidence))
    doubt = dim(f"({', '.join(doubts)})") if doubts else ""
    words = (f"“{quote}”", about(candidate, story), doubt, dim(candidate.id))
    said, more = "  ".join(filter(None, words)), detail(candidate)
    where = f"{place.file}:{place.line}:{place.column}:"
    lines = (
        [f"  {where} {HANG}{said}"] if len(where) <= SHORT_PLACE else [f"  {where}", f"{BELOW}{HANG}{said}"]
    )
    return [*lines, f"{BELOW}{HANG}{dim(more)}"] if more else lines


def counted_kind(kind: str, number: int) -> str:
    """Candidates of a kind, counted: "2 ages", "1 time jump"."""
    one, several = KINDS.get(kind, (kind, f"{kind}s"))
    return f"{number:,} {one if number == 1 else several}"


def summary_line(prose: Prose, counts: Mapping[str, int]) -> str:
    """How much was read and what was found in it."""
    words = sum(len(prose.readable[p.start : p.end].split()) for p in prose.paragraphs)
    read = f"{counted(words, 'word')} in {counted(len(prose.paragraphs), 'paragraph')}"
    found = [counted_kind(kind, counts[kind]) for kind in sorted(counts, key=_rank)]
    return f"{read}: {listed(found) or 'nothing found'}."


def _rank(kind: str) -> tuple[int, str]:
    return ([*KINDS].index(kind) if kind in KINDS else len(KINDS), kind)


def scan_json(prose: Prose, candidates: Sequence[Candidate], bible: str | None) -> Json:
    """Everything that was found, for programs."""
    return {
        "file": prose.name,
        "bible": bible,
        "paragraphs": len(prose.paragraphs),
        "counts": dict(Counter(candidate.kind for candidate in candidates)),
        "candidates": [candidate_json(prose, candidate) for candidate in candidates],
        "problems": [
            {"severity": str(p.severity), "file": p.span.file, "line": p.span.line, "message": p.message}
            for p in prose.problems
        ],
    }


def candidate_json(prose: Prose, candidate: Candidate) -> Json:
    """One candidate with its place."""
    place = prose.place(candidate.start)
    return {
        "id": candidate.id,
        "kind": candidate.kind,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "paragraph": place.paragraph,
        "start": candidate.start,
        "end": candidate.end,
        "quote": candidate.quote,
        "value": candidate.value,
        "subject": candidate.subject,
        "near": list(candidate.near),
        "flags": list(candidate.flags),
        "confidence": round(candidate.confidence, 3),
    }
