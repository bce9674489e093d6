"""What ``import storybible`` offers to other programs.

    import storybible

    bible = storybible.load("bible")
    for finding in bible.check().findings:
        print(finding.span, finding.message)
    answer = bible.age("sakura", at="wedding")
    answer.least, answer.most                     # completed years; None where nothing limits it

Wrong names and unreadable moments raise :class:`Misuse` with one clear line; what the files say never
raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.folder import FileCache
from storybible.queries import age as age_query
from storybible.queries import between as between_query
from storybible.queries import order as order_query
from storybible.queries import resolve
from storybible.queries.age import AgeAnswer
from storybible.queries.between import BetweenAnswer
from storybible.queries.order import OrderAnswer
from storybible.queries.resolve import Misuse
from storybible.workspace import Workspace


class StoryBible:
    """A bible to ask and to check.  It is a picture of the files at the time of :func:`load`."""

    def __init__(self, bible: Bible) -> None:
        self.bible = bible

    def check(self, repairs: bool = True) -> Report:
        """Every finding, sorted; ``repairs=False`` is faster where nobody asks how to mend them."""
        return check(self.bible, repairs)

    def age(self, who: str, at: str) -> AgeAnswer:
        """Somebody's age in completed years at an event or any other moment, with its proof."""
        person = resolve.who(self.bible.story, who)
        return age_query.age(self.bible, person, at, resolve.moment(self.bible, at))

    def between(self, first: str, second: str) -> BetweenAnswer:
        """The shortest and the longest time from one moment to another."""
        a, b = resolve.moment(self.bible, first), resolve.moment(self.bible, second)
        return between_query.between(self.bible, first, a, second, b)

    def order(self, first: str, second: str) -> OrderAnswer:
        """Which of two moments comes first, as far as it follows from the records."""
        a, b = resolve.moment(self.bible, first), resolve.moment(self.bible, second)
        return order_query.order(self.bible, first, a, second, b)


def load(
    path: str | Path, overlay: Mapping[str, str] | None = None, cache: FileCache | None = None
) -> StoryBible:
    """Read the bible in a folder.

    ``overlay`` maps file names, beginning with the folder's own (``bible/events.yaml``), to unsaved texts
    that count instead of what is on disk.  A ``cache`` kept between calls makes a second load of a bible
    of which one file has changed much faster.  Raises :class:`FileNotFoundError` where there is none.
    """
    return StoryBible(Bible.load(path, overlay, cache))


__all__ = [
    "AgeAnswer", "BetweenAnswer", "FileCache", "Misuse", "OrderAnswer", "Report", "StoryBible", "Workspace",
    "load",
]  # fmt: skip
