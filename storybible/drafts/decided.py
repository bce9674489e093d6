"""What the writer decided about candidates of drafts, read from beside the records."""

from __future__ import annotations

from pathlib import Path

from storybible.bible import Bible
from storybible.manuscript.decisions import FILE, Decision, read_decisions
from storybible.queries.resolve import Misuse
from storybible.reading.ids import make_id


def decisions_text(bible: Bible) -> str | None:
    """The file of decisions; None where there is none.  Raises Misuse where it cannot be read."""
    try:
        return (bible.path / FILE).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{bible.name}/{FILE} cannot be read: {error}") from error


def decisions_of(bible: Bible, manuscript: str) -> dict[str, Decision]:
    """The decisions about a manuscript; lines that are no text are passed over."""
    try:
        text = (bible.path / FILE).read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    return read_decisions(text, manuscript)


def manuscript_id(bible: Bible, name: str) -> str:
    """The id of the manuscript whose file this is: that of the settings, or one made of its name."""
    return manuscript_at(bible, name) or make_id(Path(name).stem) or "draft"


def manuscript_at(bible: Bible, name: str) -> str | None:
    """The id of the manuscript of the bible whose file this is; None where it is none."""
    for manuscript in bible.story.config.manuscripts.values():
        if manuscript.file is None:
            continue
        try:
            if (bible.path / manuscript.file.value).resolve() == Path(name).resolve():
                return manuscript.id
        except (OSError, ValueError):
            continue
    return None
