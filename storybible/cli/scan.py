"""The command that reads prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import merge
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.finding import bible_path, open_bible
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, complain, say, tell
from storybible.cli.progress import Progress, advancing
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    from storybible.bible import Bible
    from storybible.manuscript.candidate import Candidate
    from storybible.manuscript.prose import Prose


def scan(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A manuscript, a folder of chapters, or - for the input.")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind, such as age; may be repeated."),
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only count what is found.")] = False,
    footnotes: Annotated[bool, typer.Option("--footnotes", help="Read foot- and endnotes too.")] = False,
    nlp: Annotated[bool, typer.Option("--nlp", help="Ask the spaCy model of the settings, too.")] = False,
    llm: Annotated[bool, typer.Option("--llm", help="Ask the language model of the settings, too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking (--llm).")] = False,
    cast: Annotated[bool, typer.Option("--cast", help="Who appears where, and how often.")] = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Find what prose may state: names, ages, jumps in time, and other candidates for records.

    Nothing is written.  Without a bible, names are only proposed.
    """
    from storybible.manuscript.scanning import scan as find_all

    structured = as_json(format)
    book = bible_if_any(bible)
    prose = prose_of(file, footnotes)
    if cast:
        if book is None:
            raise Misuse("--cast needs a bible: it looks for those whom the bible has")
        return _cast(prose, book, structured)
    story = book.story if book is not None else None
    others: list[Candidate] = []
    if nlp or llm:
        from storybible.cli.opinions import second_opinions

        others = second_opinions(prose, book, nlp, llm, yes)
    with advancing(f"reading {file}", len(prose.text)) as progress:
        found_all = find_all(prose, story, kind or (), as_they_come=not structured)
        wanted = [c for c in others if not kind or c.kind in kind]
        candidates = _followed(merge(found_all, wanted, key=lambda c: c.start), progress)
        if structured:
            from storybible.render.scan import scan_json

            found = list(candidates)
        else:
            _show(prose, candidates, book, frozenset(kind or ()), summary, progress)
    if structured:
        answer = scan_json(prose, found, book.name if book is not None else None)
        if summary:
            del answer["candidates"]
        tell(answer)


def _cast(prose: Prose, book: Bible, structured: bool) -> None:
    """Who appears where."""
    from storybible.manuscript.appearances import read_mentions
    from storybible.manuscript.cast import Cast
    from storybible.render.appearances import cast_json, cast_text

    mentioned = read_mentions(prose, Cast.of(book.story))
    if structured:
        tell(cast_json(mentioned))
    else:
        say(cast_text(mentioned))


def _show(
    prose: Prose,
    candidates: Iterator[Candidate],
    book: Bible | None,
    kinds: frozenset[str],
    summary: bool,
    progress: Progress,
) -> None:
    """Text, a chapter at a time."""
    from storybible.render.scan import COUNTED_ONLY, candidate_lines, chapters, summary_line

    counts: Counter[str] = Counter()
    shown = False
    for title, group in chapters(prose, candidates):
        counts.update(candidate.kind for candidate in group)
        listed = [c for c in group if c.kind in kinds or c.kind not in COUNTED_ONLY]
        if listed and not summary:
            lines = candidate_lines(prose, title, listed, book.story if book is not None else None)
            with progress.aside():
                say(lines if shown else lines[1:])
            shown = True
    with progress.aside():
        say([*([""] if shown else []), summary_line(prose, counts)])


def _followed(candidates: Iterator[Candidate], progress: Progress) -> Iterator[Candidate]:
    for candidate in candidates:
        progress.at(candidate.start)
        yield candidate


def prose_of(file: str, notes: bool = False) -> Prose:
    """A manuscript, read; misuse where it cannot be, a line on the error channel for what was guessed."""
    from storybible.diagnostics import Severity
    from storybible.manuscript.readers import read_prose

    if not file.strip():
        raise Misuse("the manuscript is missing: a file, a folder of chapters, or - for the input")
    prose = read_prose(file, notes)
    for problem in prose.problems:
        hint = f"; {problem.hint}" if problem.hint else ""
        if problem.severity is Severity.ERROR:
            raise Misuse(f"{problem.span.file}: {problem.message}{hint}")
        complain(f"{problem.span.file}:{problem.span.line}: {problem.message}{hint}")
    return prose


def bible_if_any(named: str | None) -> Bible | None:
    """The bible that is named, or the one here; None where there is none and none is named."""
    if named is None:
        try:
            bible_path(None)
        except Misuse:
            return None
    return open_bible(named)
