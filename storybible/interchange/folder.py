"""Imported records into a folder: a new bible, or one that gains them."""

from __future__ import annotations

import os
from pathlib import Path

from storybible.config import CONFIG_FILE
from storybible.editing.beginning import begin
from storybible.interchange.imported import Beside, Imported, ImportProblem
from storybible.loader import load
from storybible.records import Character
from storybible.storage.place import same_name


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

    No file is ever overwritten: a name that is taken gets a number.  All files appear, or none, as an edit
    named ``what`` that can be undone.  Raises :class:`ImportProblem` for a folder that holds other things and
    is no bible, unless ``force``; :class:`Misuse` where it cannot be written to.
    """
    root = Path(folder)
    is_bible = (root / CONFIG_FILE).exists()
    if root.exists() and not root.is_dir():
        raise ImportProblem(f"{root} is a file, not a folder")
    if not is_bible and not force and root.exists() and any(_counts(entry) for entry in root.iterdir()):
        raise ImportProblem(f"{root} holds other files and is no bible: name a new folder")
    texts = {_free(root, name): text for name, text in imported.files.items()}
    settings = {} if is_bible else {CONFIG_FILE: imported.settings}
    if texts or settings:
        begin(root, {**settings, **texts}, what)
    return [root / name for name in (*texts, *settings)]


def _free(root: Path, name: str) -> str:
    """The name of a file, with a number where something is called so already."""
    count, free = 1, root / name
    taken = {same_name(entry.name) for entry in root.iterdir()} if root.is_dir() else set()
    while same_name(free.name) in taken or os.path.lexists(free):
        count += 1
        free = (root / name).with_stem(f"{Path(name).stem}-{count}")
    return free.relative_to(root).as_posix()


def _counts(entry: Path) -> bool:
    return not entry.name.startswith(".")
