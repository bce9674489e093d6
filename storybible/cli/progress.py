"""A sign of life on anything that takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from storybible.render.ink import clean

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

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(clean(what), total=None)
        done.wait()


class Progress:
    """How far something has come, of a known total; a bar tells after a second of work."""

    def __init__(self, what: str, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._done = 0
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._show, (what, total))
        self._timer.daemon = True
        if shown:
            self._timer.start()

    def _show(self, what: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
            TimeElapsedColumn(),
        )  # fmt: skip
        with self._lock:
            self._bar = Progress(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
            )
            self._task = self._bar.add_task(clean(what), total=total, completed=self._done)
            self._bar.start()

    def at(self, done: int) -> None:
        """So much is done."""
        self._done = max(done, self._done)
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something is written on the same terminal."""
        with self._lock:
            if self._bar is not None and sys.stdout.isatty():
                self._bar.stop()
                yield
                self._bar.start()
            else:
                yield

    def end(self) -> None:
        """Take the bar away for good."""
        self._timer.cancel()
        with self._lock:
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
