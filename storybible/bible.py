"""A bible in memory: its files, its story, and its timeline as answers need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from storybible.demanding import Demanding
from storybible.diagnostics import Diagnostic, Undecided
from storybible.encode import encode
from storybible.encoding import Encoding
from storybible.folder import FileCache, Gathered
from storybible.linking import build
from storybible.loader import Loaded, load, read
from storybible.memory import no_collection
from storybible.story import Story
from storybible.timeline import Timeline


@dataclass
class Bible:
    """One bible, read and linked.  Nothing in it changes the files.

    ``hypothetical`` names files (usually of the overlay) whose statements are hypotheses.
    """

    path: Path
    loaded: Loaded
    story: Story
    hypothetical: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def load(
        cls,
        path: str | Path,
        overlay: Mapping[str, str] | None = None,
        cache: FileCache | None = None,
        hypothetical: frozenset[str] = frozenset(),
    ) -> Bible:
        """Read a folder that holds a ``storybible.yaml``.

        ``overlay`` maps file names (as in spans: ``bible/events.yaml``) to texts that count instead of
        what is on disk; ``cache`` keeps parsed files between loads.
        Raises :class:`FileNotFoundError` when there is no such bible; never on what its files say.
        """
        with no_collection():
            loaded = load(path, overlay, cache) if cache is not None else load(path, overlay)
            return cls(Path(path), loaded, build(loaded.config, loaded.records), hypothetical)

    @classmethod
    def of(cls, gathered: Gathered, cache: FileCache | None = None) -> Bible:
        """The bible with these texts."""
        with no_collection():
            loaded = read(gathered, cache)
            return cls(gathered.root, loaded, build(loaded.config, loaded.records))

    @property
    def name(self) -> str:
        """The folder's own name, with which every file name in a span begins."""
        return self.path.resolve().name

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What reading and linking had to say."""
        return [*self.loaded.diagnostics, *self.story.diagnostics]

    def encode(self) -> Encoding:
        """A fresh encoding of the story: points and statements about time."""
        return encode(self.story, self.hypothetical)

    def solve(self, rules: Sequence[Demanding]) -> tuple[Timeline, list[Undecided]]:
        """The timeline with what rules demand, and the ages that it leaves open."""
        encoding = self.encode()
        open_ages: list[Undecided] = []
        if encoding.unread_ages:
            from storybible.clocks import count_clocks  # few people have a clock of their own

            open_ages = count_clocks(encoding)
        demands = [demand for rule in rules for demand in rule.demanded(encoding)]
        return Timeline(encoding, demands), open_ages

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline that answers questions: what is stated and claimed, without rules' demands."""
        return Timeline(self.encode())
