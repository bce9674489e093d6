"""Making an edit of any number of files as one: all of it, or nothing, whatever happens in between.

1. The new texts are written beside their places: a full disk is noticed here, when nothing has changed.
2. The journal says what is going to happen.  From the moment it stands, the edit can be finished by anybody.
3. Each new text takes the name of the old one.  If one cannot, the others are taken back.
4. The edit is entered in the log, and the journal goes.

A journal that stands while nobody holds the lock was left by a process that ended between 2 and 4.
Everything here but :func:`interrupted` wants the lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from storybible.storage import disk, history
from storybible.storage.history import Entry
from storybible.storage.patch import Patch, Unfit, fingerprint, moved
from storybible.storage.place import FOLDER, JOURNAL, LOG, STAGED, Outside, own, target


class Unfinished(OSError):
    """An edit that could neither be finished nor taken back; its journal stands."""


class Changed(Exception):
    """A file that is not as the edit expects it; ``file`` is its name."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class Step:
    """What one file becomes: ``path`` on the disk, the new text (None: none), where that waits (or "")."""

    patch: Patch
    path: str
    text: str | None
    staged: str = ""


def perform(root: str, entry: Entry, texts: Mapping[str, str | None]) -> None:
    """Make an edit; ``texts`` are the files' new texts.

    Raises :class:`Changed` where a file has another text than the edit began with, :class:`OSError` where
    something cannot be written; the bible is then as before, or, for :class:`Unfinished`, will be as before
    or as wanted when it is next read.
    """
    sweep(root)
    steps = _staged(root, [Step(p, target(root, p.file), texts[p.file]) for p in entry.patches])
    try:
        for step in steps:
            _require_old(step)
        disk.put(own(root, JOURNAL), history.line_of(entry), own(root, f"journal{STAGED}"))
        _take_places(steps, _require_old)
    except BaseException as error:
        _take_back(root, entry, steps, error)
        raise
    with suppress(OSError):  # it is done: who comes next can still enter it
        _conclude(root, entry)


def interrupted(root: str) -> bool:
    """Whether an edit is under way or was interrupted."""
    return os.path.exists(own(root, JOURNAL))


def pending(root: str) -> Entry | None:
    """The edit that is under way or was interrupted.  Raises :class:`OSError`."""
    try:
        return history.entry_of(disk.DISK.read(own(root, JOURNAL)))
    except FileNotFoundError:
        return None


def recover(root: str) -> None:
    """Finish an interrupted edit, or take it back where it cannot be finished; nothing where there is none.

    A file that has been changed by hand in the meantime, at the very lines of the edit, stays as it is.
    Raises :class:`Unfinished`, or another :class:`OSError`, where neither can be done.
    """
    if not interrupted(root):
        return
    entry = pending(root)
    if entry is None:  # no whole journal, so nothing was begun: what is not ours to know is kept aside
        disk.DISK.replace(own(root, JOURNAL), own(root, "journal-damaged.json"))
        return
    sweep(root)
    if history.last_number(root) < entry.number:
        try:
            _move(root, entry, forward=True)
        except OSError as error:
            try:
                _move(root, entry, forward=False)
            except OSError:
                raise Unfinished(error.errno, error.strerror or str(error)) from error
            _forget(root)
            return
    _conclude(root, entry)


def sweep(root: str) -> None:
    """Remove new texts that never took their places."""
    for name in os.listdir(own(root)):
        if name.endswith(STAGED):
            with suppress(OSError):
                disk.DISK.unlink(own(root, name))


def read(path: str) -> str | None:
    """A file's text, None where there is none.  Raises :class:`OSError`, :class:`UnicodeDecodeError`."""
    try:
        return disk.DISK.read(path).decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _staged(root: str, steps: list[Step]) -> list[Step]:
    """The steps with their new texts written, each on the disk of its place."""
    ready: list[Step] = []
    try:
        for number, step in enumerate(steps):
            before = disk.state_of(step.path)
            if before is not None:
                disk.require_writable(step.path, before)
            staged = ""
            if step.text is not None:
                _make_folders(os.path.realpath(root), os.path.dirname(step.path))
                staged = _waiting_place(root, step.path, number)
                disk.write_new(staged, step.text.encode("utf-8"), before)
            ready.append(Step(step.patch, step.path, step.text, staged))
    except BaseException:
        _discard(ready)
        raise
    return ready


def _require_old(step: Step) -> None:
    """Raise :class:`Changed` for a file that is not as the edit expects it."""
    try:
        if fingerprint(read(step.path)) == step.patch.old:
            return
    except UnicodeDecodeError:
        pass
    raise Changed(step.patch.file)


def _make_folders(root: str, folder: str) -> None:
    """Make the folders between the bible and a new file."""
    if folder != root and not os.path.isdir(folder):
        _make_folders(root, os.path.dirname(folder))
        with suppress(FileExistsError):
            disk.DISK.mkdir(folder)


def _waiting_place(root: str, path: str, number: int) -> str:
    """Where a new text waits: out of git's sight, or beside its place where that is on another disk."""
    folder = os.path.dirname(path)
    if os.stat(folder).st_dev == os.stat(own(root)).st_dev:
        return own(root, f"edit-{number}{STAGED}")
    return os.path.join(folder, f"{FOLDER}-edit-{number}{STAGED}")


def _take_places(steps: list[Step], confirm: Callable[[Step], None] = lambda step: None) -> None:
    """Put the new texts in their places, each after a last look at what is there."""
    for step in steps:
        confirm(step)
        if step.text is not None:
            disk.DISK.replace(step.staged, step.path)
        elif os.path.lexists(step.path):
            disk.DISK.unlink(step.path)
    for folder in dict.fromkeys(os.path.dirname(step.path) for step in steps):
        disk.sync_folder(folder)


def _discard(steps: list[Step]) -> None:
    for step in steps:
        if step.staged:
            with suppress(OSError):
                disk.DISK.unlink(step.staged)


def _take_back(root: str, entry: Entry, steps: list[Step], error: BaseException) -> None:
    """Undo what an edit has begun; :class:`Unfinished` where that cannot be done either."""
    _discard(steps)
    if not interrupted(root):
        return
    try:
        _move(root, entry, forward=False)
        _forget(root)
    except OSError as again:
        raise Unfinished(again.errno, again.strerror or str(again)) from error


def _move(root: str, entry: Entry, forward: bool) -> None:
    """Bring every file to the state after (``forward``) or before the edit, wherever it is now.

    A file that fits neither state stays as it is.
    """
    steps = []
    for patch in entry.patches:
        with suppress(Unfit, Outside, UnicodeDecodeError):
            path = target(root, patch.file)
            now = read(path)
            if fingerprint(now) != (patch.new if forward else patch.old):
                steps.append(Step(patch, path, moved(patch, now, forward)))
    _take_places(_staged(root, steps))


def _conclude(root: str, entry: Entry) -> None:
    """Enter an edit that is made in the log, and end it."""
    if history.last_number(root) < entry.number:
        history.append(root, entry)
    disk.DISK.unlink(own(root, JOURNAL))


def _forget(root: str) -> None:
    """End an edit that was taken back; the log grows by an empty line, by which readers notice."""
    with suppress(OSError):
        handle = disk.DISK.open(own(root, LOG), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            disk.DISK.write(handle, b"\n")
        finally:
            disk.DISK.close(handle)
    disk.DISK.unlink(own(root, JOURNAL))
