"""What a large bible gave the last time it was read, kept beside it: a start that reads no record twice.

A cache never changes an answer.  What is kept is found by everything it was made from (every text of the
bible, what was wrong with the folder, the program itself), and carries a checksum; whatever does not fit,
cannot be read or cannot be written is passed over.  Small bibles have none: they are read in no time.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from storybible.folder import Gathered

WORTH_IT = 200_000
"""Characters of text below which reading anew takes no longer than looking for what was kept."""
OFF = "STORYBIBLE_NO_CACHE"

waiting: list[Callable[[], None]] = []
"""What is to be kept when the answer is out."""


def wanted(gathered: Gathered) -> bool:
    """Whether a bible is large enough, and nobody has switched the cache off."""
    if os.environ.get(OFF):
        return False
    return sum(map(len, gathered.texts.values())) >= WORTH_IT


def save() -> None:
    """Keep what waits for it."""
    while waiting:
        waiting.pop()()
