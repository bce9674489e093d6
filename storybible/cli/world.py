"""Commands about the whole story: as-of, what-if."""

from __future__ import annotations

from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.finding import open_bible
from storybible.cli.options import BibleDir, Format, Why
from storybible.cli.output import as_json, say, tell
from storybible.queries import resolve

if TYPE_CHECKING:
    from storybible.queries.what_if import Hypothesis


def as_of(
    when: Annotated[str, typer.Argument(metavar="WHEN", help="An event, or any time.", show_default=False)],
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """The state of the world just after a moment: who is alive, how old, where, who holds and knows what."""
    from storybible.queries.as_of import as_of as world_of

    structured = as_json(format)
    book = open_bible(bible)
    world = world_of(book, when, resolve.moment(book, when))
    if structured:
        from storybible.render import json_world

        tell(json_world.as_of(world))
    else:
        from storybible.render.world import as_of_text

        say(as_of_text(book.story, world, why))


def what_if(
    hypotheses: Annotated[
        list[str],
        typer.Argument(
            metavar='"ID: WHEN"...',
            help="New events; ID = WHEN moves one; a FILE holds records.",
            show_default=False,
        ),
    ],
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> int:
    """What would follow if something happened, or happened at another time; nothing is written."""
    from storybible.checker import check
    from storybible.queries import what_if as supposing
    from storybible.queries.age import ages

    structured = as_json(format)
    book = open_bible(bible)
    suppositions, files = _sorted_out(hypotheses)
    supposed = supposing.suppose(book, suppositions, files)
    starts = supposed.bible.timeline.encoding.starts
    new_ages = [
        [
            supposed.placed_age(a)
            for who in supposed.bible.story.characters
            for a in ages(supposed.bible, who, point)
        ]
        for point in ({event: starts[event]} for event in supposed.events)
    ]
    changes = supposing.changed_ages(book, supposed)
    before = {finding.id: finding for finding in check(book, repairs=False).findings}
    report = check(supposed.bible, repairs=False)
    caused = [
        supposed.placed(f) for f in report.findings if f.id not in before or f.id in report.hypothetical
    ]
    still = {finding.id for finding in report.findings}
    mended = [finding for name, finding in before.items() if name not in still and finding.severity != "note"]
    if structured:
        from storybible.render import json_world

        tell(json_world.what_if(supposed, caused, mended, changes, new_ages))
    else:
        from storybible.render.supposed import what_if_text

        say(what_if_text(supposed, caused, mended, changes, new_ages, why))
    return 1 if any(finding.severity == "error" for finding in caused) else 0


def _sorted_out(texts: list[str]) -> tuple[list[Hypothesis], list[Path]]:
    """Hypotheses and record files among the arguments."""
    from storybible.queries import what_if as supposing

    suppositions: list[Hypothesis] = []
    files: list[Path] = []
    for text in texts:
        found = None if isfile(text) else supposing.hypothesis(text)
        if found is not None:
            suppositions.append(found)
        elif isfile(text):
            files.append(Path(text))
        else:
            raise resolve.Misuse(f"“{text}” is neither “ID: WHEN”, nor “ID = WHEN”, nor a file")
    return suppositions, files
