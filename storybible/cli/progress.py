"""A sign of life on anything that takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show that something goes on, and for how long, while the block runs for more than a second."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    thread = threading.Thread(target=_show, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(what: str, done: object) -> None:
    import threading

    assert isinstance(done, threading.Event)
    if done.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        done.wait()


class Progress:
    """How far something has come, of a known total."""

    def __init__(self, what: str, total: int, shown: bool) -> None:
        self.what = what
        self.total = total
        self.shown = shown
        self._begun = monotonic()
        self._task: Any = None
        self._bar: Any = None

    def at(self, done: int) -> None:
        """So much is done; after a second of work a bar tells."""
        if not self.shown:
            return
        if self._bar is None:
            if monotonic() - self._begun < PATIENCE:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
            )  # fmt: skip
            self._bar = Progress(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
            )
            self._task = self._bar.add_task(self.what, total=self.total)
            self._bar.start()
        self._bar.update(self._task, completed=done)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something is written on the same terminal."""
        if self._bar is not None and sys.stdout.isatty():
            self._bar.stop()
            yield
            self._bar.start()
        else:
            yield

    def end(self) -> None:
        """Take the bar away for good."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def advancing(what: str, total: int) -> Iterator[Progress]:
    """Show how far the block has come, as it tells with ``at``, if it takes longer than a second."""
    progress = Progress(what, total, sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.end()
