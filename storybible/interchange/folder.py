"""Imported records into a folder: a new bible, or one that gains them."""

from __future__ import annotations

import os
from pathlib import Path

from storybible.config import CONFIG_FILE
from storybible.editing.transaction import Change, commit_in
from storybible.interchange.imported import Beside, Imported, ImportProblem
from storybible.loader import load
from storybible.records import Character


def beside(folder: str | Path) -> Beside | None:
    """What a bible holds already; None where the folder is no bible yet."""
    if not (Path(folder) / CONFIG_FILE).exists():
        return None
    loaded = load(folder)
    return Beside(
        frozenset(record.id for record in loaded.records),
        {
            record.external["gedcom"]: record.name.value
            for record in loaded.records
            if isinstance(record, Character) and "gedcom" in record.external
        },
    )


def write(
    imported: Imported, folder: str | Path, force: bool = False, what: str = "import"
) -> list[Path]:
    """Write the files into a folder that becomes, or is, a bible; the paths in the order of writing.

    No file is ever overwritten: a name that is taken gets a number.  Each file appears whole or not at all;
    where there is a bible already, all of them do so together, as an edit named ``what`` that can be undone.
    Raises :class:`ImportProblem` for a folder that holds other things and is no bible, unless ``force``;
    :class:`OSError` or :class:`Misuse` where it cannot be written to.
    """
    root = Path(folder)
    is_bible = (root / CONFIG_FILE).exists()
    if root.exists() and not root.is_dir():
        raise ImportProblem(f"{root} is a file, not a folder")
    if not is_bible and not force and root.exists() and any(_counts(entry) for entry in root.iterdir()):
        raise ImportProblem(f"{root} holds other files and is no bible: name a new folder")
    if is_bible:
        return _added(root, imported, what)
    root.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in imported.files.items():
        written.append(_place(root / name, text))
    written.append(_place(root / CONFIG_FILE, imported.settings, fixed=True))
    return written


def _added(root: Path, imported: Imported, what: str) -> list[Path]:
    """The files as one edit of a bible."""
    written = {}
    for name, text in imported.files.items():
        count, free = 1, root / name
        while os.path.lexists(free):
            count += 1
            free = (root / name).with_stem(f"{Path(name).stem}-{count}")
        written[free] = text
    bible = root.resolve().name
    changes = [Change(f"{bible}/{p.relative_to(root).as_posix()}", None, text) for p, text in written.items()]
    if changes:
        commit_in(root, changes, what)
    return [*written]


def _counts(entry: Path) -> bool:
    return not entry.name.startswith(".")


def _place(path: Path, text: str, fixed: bool = False) -> Path:
    """Write a file under the first free name, through a temporary one; ``fixed``: under this name or not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")  # the loader passes over names with a dot
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        count, free = 1, path
        while True:
            try:
                os.link(temporary, free)  # fails where something has this name, at no moment overwrites it
                return free
            except FileExistsError:
                if fixed:
                    return path
                count += 1
                free = path.with_stem(f"{path.stem}-{count}")
            except OSError:  # a disk without links
                if not free.exists():
                    os.rename(temporary, free)
                    return free
                count += 1
                free = path.with_stem(f"{path.stem}-{count}")
    finally:
        temporary.unlink(missing_ok=True)
