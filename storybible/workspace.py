"""A bible that somebody is working on: checked again after each change, of a file or of an unsaved text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.config import CONFIG_FILE
from storybible.demanding import Demanding
from storybible.diagnostics import Diagnostic, Undecided
from storybible.effort import LARGE
from storybible.folder import FileCache, Gathered
from storybible.inspection import inspect
from storybible.loader import read, texts_of
from storybible.memory import no_collection
from storybible.relinking import Relinker
from storybible.rules import all_rules
from storybible.rules._manuscripts import stamp_of
from storybible.standing import Standing
from storybible.timeline import Timeline
from storybible.undecided import Questions

LOOK_AGAIN = 0.05
"""Seconds between two looks at a folder."""
SHARE = 20
"""At least so many times as long as a look itself takes, so that looking keeps no machine busy; but no more
than :data:`LONGEST`, since a look may have taken long because others did."""
LONGEST = 1.0
"""Seconds."""


class Workspace:
    """One bible, for an editor or for `check --watch`.

    ``report`` is always what a check of the files, with the unsaved texts instead of what is on the disk,
    would find; ``bible`` is what it was found in.  What a report leaves open is looked for when somebody asks
    (by another check, where there is a newer report by then).  A bible handed out before is not to be used
    after a change: records of files that have not changed are the same objects.  ``repairs=False`` is faster
    where nobody asks how to mend; in a large bible (:data:`storybible.repairs.LARGE`) none are looked for.
    Raises :class:`FileNotFoundError` where there is no bible (any more).
    """

    def __init__(self, path: str | Path, repairs: bool = True) -> None:
        self.path = Path(path)
        self.repairs = repairs
        self.unsaved: dict[str, str] = {}
        self._files = FileCache()
        self._links = Relinker()
        self._standing = Standing(self._links)
        self._state: object = None
        self._gathered: Gathered | None = None
        self.bible: Bible
        self.report: Report
        self.refresh()

    def update(self, file: str, text: str | None) -> Report:
        """Check with an unsaved text; None: what is on the disk counts again.

        ``file`` begins with the folder's own name (``bible/events.yaml``); a new one is added.
        """
        if text is None:
            self.unsaved.pop(file, None)
        else:
            self.unsaved[file] = text
        return self.refresh()

    def refresh(self) -> Report:
        """Look at the disk and check what has changed; the very same report where nothing has."""
        with no_collection():
            gathered = texts_of(self.path, self.unsaved, self._files)
            state = _state_of(gathered)
            if state != self._state:
                if self._gathered is not None:
                    self.report.open.instead(partial(_questions, self._gathered))
                self.bible = self._linked(gathered)
                repairs = self.repairs and len(self.bible.story.records) < LARGE
                self.report = check(self.bible, repairs, at_once=False)
                self._state, self._gathered = state, gathered
        return self.report

    def _linked(self, gathered: Gathered) -> Bible:
        loaded = read(gathered, self._files)
        settings = gathered.texts.get(f"{gathered.name}/{CONFIG_FILE}", "")
        story = self._links.build(loaded.config, settings, loaded.records)
        return _Worked(self.path, loaded, story, standing=self._standing)


@dataclass
class _Worked(Bible):
    """A bible that is encoded, and solved, with what the one before it gave."""

    standing: Standing = field(kw_only=True)

    def solve(self, rules: Sequence[Demanding]) -> tuple[Timeline, list[Undecided]]:
        return self.standing.solve(self.story, rules)


def difference(before: Report, after: Report) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that have appeared, and those that are gone."""
    old, new = {f.id for f in before.findings}, {f.id for f in after.findings}
    return [f for f in after.findings if f.id not in old], [f for f in before.findings if f.id not in new]


def _questions(gathered: Gathered) -> Questions:
    """What these texts leave open, when the network that they were checked in has gone on to others."""
    return inspect(Bible.of(gathered), all_rules()).open.questions


def _state_of(gathered: Gathered) -> object:
    """Everything that a check depends on."""
    manuscripts = gathered.config.manuscripts.values()
    return gathered.texts, gathered.found, [stamp_of(each, str(gathered.root)) for each in manuscripts]


@dataclass(frozen=True, slots=True)
class Change:
    """What the check found after a change, and what it had found before.

    ``gone``: why the bible cannot be read at the moment ("" where it can); the report is then the former one.
    """

    before: Report
    report: Report
    gone: str = ""


def changes(workspace: Workspace, wait: Callable[[float], object]) -> Iterator[Change]:
    """Each change of a bible's files, as soon as it is seen.  ``wait`` sleeps for so many seconds.

    The folder is looked through again and again: that works on every system, with editors that save by
    giving a new file the old one's name, and for folders that vanish and come back.
    """
    gone, look = "", 0.0
    while True:
        before, began = workspace.report, time.perf_counter()
        try:
            report = workspace.refresh()
        except OSError as error:
            if str(error) != gone:
                gone = str(error)
                yield Change(before, before, gone)
        else:
            if report is not before or gone:
                gone = ""
                yield Change(before, report)
            else:
                look = time.perf_counter() - began
        wait(max(LOOK_AGAIN, min(SHARE * look, LONGEST)))
