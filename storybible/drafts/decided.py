"""What the writer decided about candidates of drafts, read from beside the records."""

from __future__ import annotations

from storybible.bible import Bible
from storybible.manuscript.decisions import FILE, Decision, read_decisions
from storybible.queries.resolve import Misuse


def decisions_text(bible: Bible) -> str | None:
    """The file of decisions; None where there is none.  Raises Misuse where it cannot be read."""
    try:
        return (bible.path / FILE).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{bible.name}/{FILE} cannot be read: {error}") from error


def decisions_of(bible: Bible) -> dict[str, Decision]:
    """The decisions that stand beside the records; none where the file cannot be read."""
    try:
        return read_decisions(decisions_text(bible) or "")
    except Misuse:
        return {}
