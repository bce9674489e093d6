"""Where a record appears in the manuscripts of the bible: how often, first, last, and for how long not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.config import Manuscript
from storybible.manuscript.appearances import Appearance, read_mentions
from storybible.manuscript.cast import NAMED_KINDS, Cast
from storybible.rules._manuscripts import manuscript_text

LONG = 0.25
"""A share of a manuscript's paragraphs without a mention that is worth a word."""


@dataclass(frozen=True, slots=True)
class Appearing:
    """A record's mentions in one manuscript of so many paragraphs."""

    manuscript: Manuscript
    found: Appearance
    paragraphs: int

    @property
    def long_absent(self) -> bool:
        """Whether the longest stretch without a mention is long."""
        return self.found.absent > max(3, LONG * self.paragraphs)

    @property
    def words(self) -> str:
        """ "12 times, ¶2 to ¶49; not in ¶20 to ¶34"."""
        found = self.found
        times = "once" if found.count == 1 else f"{found.count} times"
        where = f"¶{found.first}" if found.first == found.last else f"¶{found.first} to ¶{found.last}"
        if not self.long_absent:
            return f"{times}, {where}"
        if found.back is None:
            return f"{times}, {where}, and not in the {found.absent} paragraphs after that"
        return f"{times}, {where}; not in ¶{found.left + 1} to ¶{found.back - 1}"


def appearing(bible: Bible, record_id: str) -> Iterator[Appearing]:
    """The manuscripts that mention a record; those without a file that can be read are passed over."""
    story = bible.story
    if story.records[record_id].kind not in NAMED_KINDS:
        return
    for manuscript in story.config.manuscripts.values():
        text = manuscript_text(manuscript, str(bible.path))
        if text is None:
            continue
        found = read_mentions(text.prose, Cast.of(story)).appearances().get(record_id)
        if found is not None:
            yield Appearing(manuscript, found, len(text.prose.paragraphs))
