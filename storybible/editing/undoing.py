"""Going back over the log: edits taken back, or made again, as an edit of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storybible.bible import Bible
from storybible.checker import check
from storybible.config import CONFIG_FILE
from storybible.diagnostics import Diagnostic
from storybible.editing.outcome import difference, tried
from storybible.editing.transaction import Change, commit_in
from storybible.queries.resolve import Misuse
from storybible.storage.history import Entry, entries
from storybible.storage.journal import read
from storybible.storage.patch import Patch, Unfit, moved
from storybible.storage.place import Outside, target
from storybible.storage.steady import read_steadily


@dataclass(frozen=True, slots=True)
class Undoing:
    """Edits to take back (``redo``: to make again), in the order of doing so, and what that changes.

    ``ended`` and ``appeared`` are findings of before and after, as of any other edit.
    """

    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    redo: bool
    ended: tuple[Diagnostic, ...] = ()
    appeared: tuple[Diagnostic, ...] = ()


def history_of(path: Path) -> list[Entry]:
    """The log of the bible in a folder, oldest edit first.  Raises :class:`Misuse`."""
    try:
        return read_steadily(str(path), lambda _: entries(str(path)))
    except OSError as error:
        raise Misuse(f"the log of {path} cannot be read: {error.strerror or error}") from error


def in_force(log: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The edits that could be taken back, and those that could be made again; the next one last."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in log:
        if entry.undoes:
            _shift(entry.undoes, done, undone)
        elif entry.redoes:
            _shift(entry.redoes, undone, done)
        else:
            done.append(entry)
            undone.clear()
    return done, undone


def undo(path: Path, steps: int = 1, redo: bool = False) -> Undoing:
    """What taking back the last ``steps`` edits changes; nothing is written.

    With ``redo``, what making the last ones that were taken back again changes.  Raises :class:`Misuse`
    where there are not so many, or where a file has been changed since at the lines of an edit.
    """
    done, undone = in_force(history_of(path))
    available = undone if redo else done
    if not available:
        raise Misuse("there is nothing to make again" if redo else "there is nothing to undo")
    if steps > len(available):
        many = "is only 1 edit" if len(available) == 1 else f"are only {len(available)} edits"
        raise Misuse(f"there {many} to {'make again' if redo else 'undo'}")
    chosen = available[-steps:][::-1]
    folder = path.resolve().name
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for entry in chosen:
        for patch in entry.patches:
            try:
                if patch.file not in before:
                    before[patch.file] = after[patch.file] = read(target(str(path), patch.file))
                after[patch.file] = moved(patch, after[patch.file], forward=redo)
            except (Unfit, UnicodeDecodeError) as error:
                raise Misuse(_unfit(f"{folder}/{patch.file}", patch, entry, redo)) from error
            except (Outside, OSError) as error:
                why = getattr(error, "strerror", None) or error
                raise Misuse(f"cannot undo “{entry.what}” in {folder}/{patch.file}: {why}") from error
    changes = [Change(f"{folder}/{file}", before[file], after[file]) for file in before]
    return Undoing(tuple(chosen), tuple(c for c in changes if c.before != c.after), redo)


def _unfit(file: str, patch: Patch, entry: Entry, redo: bool) -> str:
    """What is in the way, and how to go on."""
    if redo and patch.old is None:
        return f"{file} is there already; “{entry.what}” cannot be made again over it: move it away first"
    if not redo and patch.old is None:
        return (
            f"{file} has been changed since “{entry.what}” made it; nothing was undone, so that nothing of "
            "yours is lost: delete by hand what you do not want of it"
        )
    done, before = ("made again", "as they were before it") if redo else ("undone", "as the edit left them")
    others = "the edits after it" if redo else "the edits before it"
    return (
        f"{file} has been changed since, at the lines of “{entry.what}”; nothing was {done}: put them back "
        f"{before}, and it can be {done}, and {others}"
    )


def with_effect(path: Path, undoing: Undoing) -> Undoing:
    """The same with what it does to the check; nothing of that where there is no bible before or after."""
    if any(change.after is None and Path(change.file).name == CONFIG_FILE for change in undoing.changes):
        return undoing
    try:
        bible = Bible.load(path)
    except OSError:
        return undoing
    ended, appeared = difference(
        check(bible, repairs=False), check(tried(bible, undoing.changes), repairs=False)
    )
    return replace(undoing, ended=ended, appeared=appeared)


def carry_out(path: Path, undoing: Undoing) -> Entry:
    """Write it.  Raises :class:`Misuse` as :func:`~storybible.editing.transaction.commit` does."""
    numbers = [entry.number for entry in undoing.entries]
    what = undoing.entries[-1].what if len(numbers) == 1 else f"{len(numbers)} edits"
    what = f"{'redo' if undoing.redo else 'undo'} {what}"
    undoes, redoes = ((), numbers) if undoing.redo else (numbers, ())
    return commit_in(path, undoing.changes, what, undoes, redoes)


def _shift(numbers: Sequence[int], source: list[Entry], target: list[Entry]) -> None:
    """Move edits from one pile to the other, in this order."""
    for number in numbers:
        found = next((entry for entry in reversed(source) if entry.number == number), None)
        if found is not None:
            source.remove(found)
            target.append(found)
