"""Who demands: a rule, as far as the timeline has to know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from storybible.demand import Demand
from storybible.encoding import Encoding
from storybible.story import Story


class Demanding(Protocol):
    """A rule as far as it demands: of each record in the table ``about`` of the story.

    ``whole``: what of the whole story, beside a record and its neighbours, its demands depend on.
    """

    about: str

    @property
    def demands(self) -> Callable[[Encoding, Any], Iterator[Demand]] | None:
        """What it demands of one record; None where it demands nothing."""

    @property
    def whole(self) -> Callable[[Story], object] | None:
        """None where that is nothing."""

    def demanded(self, encoding: Encoding) -> Iterator[Demand]:
        """What it demands of a whole story."""
