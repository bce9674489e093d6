"""Commands that help an editor: schema."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from storybible.cli.finding import bible_path
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.queries.resolve import Misuse


def schema(
    out: Annotated[
        str | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write it to FILE instead of printing it."),
    ] = None,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """The record format as JSON Schema: editors complete names with it and underline what cannot be read.

    Fields and kinds of relationship that the bible's own settings declare are in it.
    """
    from storybible.config import CONFIG_FILE, Config
    from storybible.reading.settings import read_config
    from storybible.render.json import text_of
    from storybible.schema import schema_of
    from storybible.storage.place import lies_in

    structured = as_json(format)
    config = Config()
    try:
        folder: Path | None = bible_path(bible)
    except Misuse:
        if bible is not None:
            raise
        folder = None
    if folder is not None:
        if not lies_in(os.path.realpath(folder / CONFIG_FILE), os.path.realpath(folder)):
            raise Misuse(f"cannot read {folder / CONFIG_FILE}: it is a link that leads out of the bible")
        try:
            config = read_config((folder / CONFIG_FILE).read_text(encoding="utf-8"), CONFIG_FILE)[0]
        except (OSError, UnicodeDecodeError) as error:
            raise Misuse(f"cannot read {folder / CONFIG_FILE}: {error}") from error
    made = schema_of(config)
    if out is None:
        tell(made)
        return
    from storybible.storage.disk import replace_text

    try:
        replace_text(out, text_of(made) + "\n")
    except OSError as error:
        raise Misuse(f"cannot write {out}: {error.strerror}") from error
    if structured:
        tell({"schema": out})
    else:
        say([f"Wrote {out}."])
