"""Manuscripts of every format into `Prose`.

`read_prose` never raises: what could not be read, and what had to be guessed, is among the prose's
``problems``.  Nothing is ever written or unpacked to the disk, and nothing outside the manuscript is opened.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from storybible.diagnostics import Diagnostic
from storybible.manuscript.prose import Prose
from storybible.manuscript.readers.decoding import decode
from storybible.manuscript.readers.outline import Sheet, bound
from storybible.manuscript.readers.trouble import Unreadable, remark, unreadable

LARGEST = 64 * 1024 * 1024
"""Bytes of a manuscript that are read at most: some twenty novels of the longest."""

Sheets = list[tuple[str, Sheet]]


def read_prose(source: str | os.PathLike[str], notes: bool = False) -> Prose:
    """Read a manuscript: a file, a folder of chapters, a Scrivener project, or the standard input ("-").

    With ``notes``, foot- and endnotes of word processors' files are read after the text.
    """
    name = os.fspath(source)
    problems: list[Diagnostic] = []
    try:
        if not name.strip():  # an empty path is the folder one is in
            raise Unreadable("no file is named")
        path = Path(name)
        if path.suffix.lower() == ".scrivx":
            path = path.parent
        if name != "-" and path.is_dir():
            sheets = _folder(path, notes, problems)
        else:
            sheets = read_bytes(name, data_of(name), notes, problems)
        prose = bound(name, sheets)
    except (Unreadable, OSError, ValueError, RecursionError) as trouble:
        prose = Prose(name, "", (), ())
        problems = [unreadable(name, _reason(trouble))]
    prose.problems += problems
    return prose


def read_bytes(name: str, data: bytes, notes: bool, problems: list[Diagnostic]) -> Sheets:
    """Read one file's bytes, whatever its name says; an e-book gives several sheets."""
    from storybible.manuscript.readers import recognising as kinds

    kind = kinds.recognised(name, data)
    wrong = kinds.mistaken(name, kind)
    if wrong:
        problems.append(remark(name, wrong))
    if kind in (kinds.MARKED, kinds.PLAIN):
        from storybible.manuscript.readers.plain import read_plain

        text, guess, line = decode(data)
        if guess:
            problems.append(remark(name, guess, line, "save it as UTF-8 to be sure of every letter"))
        sheet, found = read_plain(text, name, kind == kinds.MARKED)
        problems += found
        return [(name, sheet)]
    if kind == kinds.RICH:
        from storybible.manuscript.readers.richtext import read_rich_text

        return [(name, read_rich_text(data, notes))]
    from storybible.manuscript.readers.archive import Archive, markup_text, parsed

    if kind == kinds.WEB:
        from storybible.manuscript.readers.web import read_html

        return [(name, read_html(markup_text(data)))]
    if kind == kinds.BOOK:
        from storybible.manuscript.readers.web import read_epub

        return read_epub(Archive(data), name)
    if kind == kinds.WORD:
        from storybible.manuscript.readers.word import read_word

        return [(name, read_word(Archive(data), notes))]
    from storybible.manuscript.readers.opendocument import read_flat, read_opendocument

    if kind == kinds.FLAT:
        return [(name, read_flat(parsed(data, name), notes))]
    return [(name, read_opendocument(Archive(data), notes))]


def files_of(path: Path) -> list[Path]:
    """The files that are read for a manuscript; none where there is no such file, or it cannot be told."""
    from storybible.manuscript.readers import folders, scrivener

    try:
        if not path.is_dir():
            return [path] if path.is_file() else []
        if scrivener.is_project(path):
            return [*path.glob("*.scrivx"), *scrivener.texts_of(path)]
        return folders.chapters_of(path)[0]
    except (Unreadable, OSError, ValueError, RecursionError):
        return []


def _folder(folder: Path, notes: bool, problems: list[Diagnostic]) -> Sheets:
    """The files of a folder or a project, one after the other.  One that cannot be read is passed over."""
    from storybible.manuscript.readers import folders, scrivener

    files: Iterable[Path]
    if scrivener.is_project(folder):
        files = scrivener.texts_of(folder)
    else:
        files, left_out = folders.chapters_of(folder)
        problems += [remark(str(folder), what) for what in left_out]
    sheets: Sheets = []
    whole = 0
    for path in files:
        name = str(path)
        try:
            data = data_of(name)
            sheets += read_bytes(name, data, notes, problems)
        except (Unreadable, OSError, ValueError, RecursionError) as trouble:
            problems.append(remark(name, f"it is left out: {_reason(trouble)}", hint=_reason(trouble).hint))
            continue
        whole += len(data)
        too_long(whole)
    if not sheets:
        raise Unreadable("there is no text in this folder that can be read")
    return sheets


def _reason(trouble: Exception) -> Unreadable:
    """Why something cannot be read, in a line."""
    if isinstance(trouble, Unreadable):
        return trouble
    if isinstance(trouble, FileNotFoundError):
        return Unreadable("there is no such file")
    if isinstance(trouble, RecursionError):
        return Unreadable("the file is damaged: its parts lie in each other without end")
    return Unreadable(f"it cannot be read: {getattr(trouble, 'strerror', None) or trouble}")


def data_of(name: str) -> bytes:
    """The bytes of a file, or of the standard input."""
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        about = os.stat(name)
        if stat.S_ISREG(about.st_mode):
            too_long(about.st_size)
        with open(name, "rb") as file:
            data = file.read(LARGEST + 1)
    too_long(len(data))
    return data


def too_long(size: int) -> None:
    """Refuse what is longer than any manuscript."""
    if size > LARGEST:
        much = f"{size / 2**30:.1f} GB" if size >= 2**30 else f"more than {LARGEST // 2**20} MB"
        raise Unreadable(
            f"it is {much} long; a manuscript may have {LARGEST // 2**20} MB",
            "give it in parts, as a folder of files",
        )
