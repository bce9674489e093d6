"""The command that takes in another program's data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storybible.cli.finding import MARK
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.queries.resolve import Misuse

MOST_SHOWN = 20


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file to read, such as a family tree (.ged).")
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--out", metavar="DIR", help="The bible to make or add to, else ./bible."),
    ] = None,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Turn another program's file into records.

    No file that exists is changed; what could not be taken in is listed with its line.
    """
    from storybible import interchange
    from storybible.editing.beginning import finish_interrupted
    from storybible.editing.transaction import editing

    structured = as_json(format)
    if not file.strip():
        raise Misuse("the file to import is missing: such as a family tree (.ged)")
    folder = Path(output or bible or "bible")
    if finish_interrupted(folder):
        done = f"an import into {folder} was interrupted, and has been finished just now"
        raise Misuse(f"{done}; nothing else was added")
    is_bible = (folder / MARK).exists()
    try:
        with editing(folder, dry_run=not is_bible):
            imported = interchange.read(file, interchange.beside(folder))
            written = interchange.write(imported, folder, what=f"import {Path(file).name}")
    except interchange.ImportProblem as problem:
        raise Misuse(str(problem)) from problem
    except OSError as problem:
        raise Misuse(f"{problem.filename or file}: {problem.strerror or problem}") from problem
    if structured:
        tell(
            {
                "bible": str(folder),
                "about": imported.about,
                "counts": imported.counts,
                "files": [path.as_posix() for path in written],
                "left_out": [{"line": o.line, "text": o.text, "why": o.why} for o in imported.left_out],
            }
        )
        return
    lines = [f"Wrote {path}" for path in written]
    kinds = ("character", "event", "relationship", "place")
    counted = {k: imported.counts.get(k, imported.counts.get(f"{k}s", 0)) for k in kinds}
    named = ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counted.items() if n)
    lines += ["", f"Read {named or 'no records'} ({imported.about})."]
    if imported.counts.get("known"):
        lines.append(f"{imported.counts['known']} of the people seem to be in this bible already.")
    if imported.left_out:
        lines += ["", f"Not taken in ({len(imported.left_out)}):"]
        lines += [f"  line {o.line}: {o.text}: {o.why}" for o in imported.left_out[:MOST_SHOWN]]
        if len(imported.left_out) > MOST_SHOWN:
            lines.append(f"  and {len(imported.left_out) - MOST_SHOWN} more (--format json lists all)")
    say(lines)
