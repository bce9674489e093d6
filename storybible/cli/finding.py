"""Which bible a command is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from storybible.queries.resolve import Misuse
from storybible.storage.place import FOLDER, LOG, relative

if TYPE_CHECKING:
    from storybible.bible import Bible
    from storybible.folder import Gathered

MARK = "storybible.yaml"


def bible_path(named: str | None, taken_back: bool = False) -> Path:
    """The folder of the bible: the one named, or the nearest upward, or ./bible.

    ``taken_back``: also one whose settings are gone with the edit that made it, and whose log is there.
    """
    try:
        return _bible_path(named)
    except Misuse:
        here = Path.cwd()
        folders = [here, *here.parents, here / "bible"] if named is None else [Path(named)]
        left = next((f for f in folders if (f / FOLDER / LOG).is_file()), None) if taken_back else None
        if left is None:
            raise
        return left


def option_of(folder: Path) -> str:
    """What to add to a command so that it is about the bible in a folder; "" for ./bible."""
    return "" if folder.resolve() == Path("bible").resolve() else f" -b {as_word(str(folder))}"


def as_word(text: str) -> str:
    """A text as one word of a command line, as the shell of this system wants it."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline([text])
    from shlex import quote

    return quote(text)


def _bible_path(named: str | None) -> Path:
    if named is not None:
        folder = Path(named)
        if folder.name == MARK and folder.is_file():
            return folder.parent
        if (folder / MARK).is_file():
            return folder
        inner = f"; did you mean {folder / 'bible'}?" if (folder / "bible" / MARK).is_file() else ""
        what = "there is no such folder" if not folder.is_dir() else f"there is no {MARK} in it"
        if folder.is_dir() and (twin := next((n for n in os.listdir(folder) if n.lower() == MARK), "")):
            wrong = f"{MARK} is no ordinary file" if twin == MARK else f"{what}; rename {twin} to {MARK}"
            raise Misuse(f"{named} is not a bible: {wrong}")
        raise Misuse(f"{named} is not a bible: {what}{inner or f'; `storybible init {named}` makes one'}")
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return folder
    if (here / "bible" / MARK).is_file():
        return here / "bible"
    raise Misuse("there is no bible here; name one with -b DIR, or start one with `storybible init`")


def open_bible(named: str | None, often: bool = False) -> Bible:
    """The bible a command is about, read and linked; ``often``: for a short question about time."""
    if often:
        from storybible.cache.opening import opened

        return opened(texts(named))
    from storybible.bible import Bible

    return Bible.of(texts(named))


def manuscripts_of(book: Bible) -> list[str]:
    """The manuscripts of the settings that are there, as paths."""
    listed = [m.file.value for m in book.story.config.manuscripts.values() if m.file is not None]
    return [str(path) for name in listed if (path := book.path / name).exists()]


def texts(named: str | None) -> Gathered:
    """All texts of the bible a command is about."""
    from storybible.loader import texts_of

    path = bible_path(named)
    try:
        return texts_of(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Misuse(f"{path} is not a bible: {error}") from error


def seen_from_here(folder: Path) -> str:
    """A folder as a path from the working directory, with forward slashes; "" for that one itself."""
    found = relative(folder)
    return "" if found == os.curdir else found
