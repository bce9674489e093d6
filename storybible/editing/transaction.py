"""Edits of any number of files: all of one or nothing of it, one at a time, and never forgotten.

with editing(path):                  # nobody else edits from here on
    bible = Bible.load(path)
    commit(bible, [Change("bible/events.yaml", before, after)], "set wedding when 1141")
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from storybible.bible import Bible
from storybible.queries.resolve import Misuse
from storybible.storage import journal
from storybible.storage.history import Entry, last_number
from storybible.storage.lock import Busy, exclusive
from storybible.storage.patch import patch_of
from storybible.storage.place import Outside, lies_in, relative, target

NOTHING_WRITTEN = "nothing was written"
now = time.time


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file, named as in spans (``bible/events.yaml``).

    ``before`` is the text the edit rests on, None for a new file; ``after`` None for a file that goes.
    """

    file: str
    before: str | None
    after: str | None


@contextmanager
def editing(path: Path, dry_run: bool = False) -> Iterator[None]:
    """Keep other processes from editing a bible, from reading it to :func:`commit`.

    Without it, a commit is refused where somebody else was faster.  A dry run locks nothing.
    Raises :class:`Misuse` where the folder cannot be written to, or is locked for too long.
    """
    with nullcontext() if dry_run else _locked(path):
        yield


def commit(bible: Bible, changes: Sequence[Change], what: str) -> Entry:
    """Make changes of files as one edit that :mod:`~storybible.editing.undoing` can take back.

    ``what`` says in the words of a command what is done; it is kept in the log with the lines that change.
    Raises :class:`Misuse`, and changes nothing, where a file is not as in ``before`` any more, cannot be
    written, or lies outside of the bible, or where nothing would change.
    """
    return commit_in(bible.path, changes, what)


def commit_in(
    path: Path, changes: Sequence[Change], what: str, undoes: Sequence[int] = (), redoes: Sequence[int] = ()
) -> Entry:
    """The same for a folder that need not be readable as a bible.

    ``undoes`` and ``redoes`` are the numbers of edits that this one takes back or makes again.
    """
    root, folder = str(path), path.resolve().name
    wanted = _wanted(path, folder, changes)
    patches = tuple(patch_of(name, change.before, change.after) for name, change in wanted.items())
    with _locked(path):
        try:
            journal.recover(root)
            entry = Entry(
                last_number(root) + 1,
                time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now())),
                " ".join(what.split()),
                patches,
                tuple(undoes),
                tuple(redoes),
            )
            journal.perform(root, entry, {name: change.after for name, change in wanted.items()})
        except journal.Changed as error:
            file = wanted[error.file].file
            raise Misuse(f"{file} has changed in the meantime; {NOTHING_WRITTEN}, try again") from error
        except journal.Unfinished as error:
            raise Misuse(
                f"the edit could be neither finished nor taken back ({_reason(error)}); "
                "the next command that reads this bible does one of the two"
            ) from error
        except OSError as error:
            raise Misuse(
                f"cannot write to {_place(path, folder, error)}: {_reason(error)}; {NOTHING_WRITTEN}"
            ) from error
    return entry


def _wanted(path: Path, bible: str, changes: Sequence[Change]) -> dict[str, Change]:
    """The changes by name relative to the bible; a file that has two names is changed once."""
    wanted: dict[str, Change] = {}
    paths: dict[str, Change] = {}
    for change in changes:
        folder, _, name = change.file.partition("/")
        if change.before == change.after:
            continue
        try:
            if folder != bible:
                raise Outside("it is not in this bible")
            place = target(str(path), name)
            (change.after or "").encode("utf-8")
        except UnicodeEncodeError as error:
            raise Misuse(f"cannot write {change.file}: half a letter; {NOTHING_WRITTEN}") from error
        except (Outside, OSError) as error:
            raise Misuse(f"cannot write {change.file}: {error}; {NOTHING_WRITTEN}") from error
        other = paths.setdefault(place, change)
        if other is change:
            wanted[name] = change
        elif (other.before, other.after) != (change.before, change.after):
            raise Misuse(f"{other.file} and {change.file} are the same file; {NOTHING_WRITTEN}")
    if not wanted:
        raise Misuse("nothing would change")
    return wanted


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    name = path.name or path
    with ExitStack() as stack:
        try:
            stack.enter_context(exclusive(str(path)))
        except Busy as error:
            raise Misuse(f"another process is editing {name}; {NOTHING_WRITTEN}, try again") from error
        except OSError as error:
            raise Misuse(f"cannot write to {name}: {_reason(error)}; {NOTHING_WRITTEN}") from error
        yield


def _place(path: Path, folder: str, error: OSError) -> str:
    """The file of the bible that cannot be written, as in spans; the bible where it is another one."""
    name = error.filename2 or error.filename
    if isinstance(name, str):
        real, root = os.path.realpath(name), os.path.realpath(path)
        inside = relative(real, root)
        if lies_in(real, root) and not inside.startswith("."):
            return f"{folder}/{inside}"
    return folder


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
