"""Manuscripts of every format into `Prose`.

`read_prose` never raises: what could not be read, and what had to be guessed, is among the prose's
``problems``.  Nothing is ever written or unpacked to the disk, and nothing outside the file is opened.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from storybible.diagnostics import Diagnostic
from storybible.manuscript.prose import Prose
from storybible.manuscript.readers.decoding import decode, is_binary
from storybible.manuscript.readers.outline import Sheet, bound
from storybible.manuscript.readers.plain import read_plain
from storybible.manuscript.readers.trouble import Unreadable, remark, unreadable

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are read at most: ten novels."""

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def read_prose(source: str | os.PathLike[str]) -> Prose:
    """Read a manuscript: a file, a folder of chapters, or the standard input ("-")."""
    name = os.fspath(source)
    try:
        sheet, problems = read_sheet(name, data_of(name))
        prose = bound(name, [(name, sheet)])
        prose.problems += problems
    except Unreadable as trouble:
        prose = Prose(name, "", (), ())
        prose.problems.append(unreadable(name, trouble))
    return prose


def read_sheet(file: str, data: bytes) -> tuple[Sheet, list[Diagnostic]]:
    """Read one file's bytes."""
    problems: list[Diagnostic] = []
    if is_binary(data):
        raise Unreadable("this is no text, and no format that is read here", FORMATS)
    text, guess, line = decode(data)
    if guess:
        problems.append(remark(file, guess, line, "save it as UTF-8 to be sure of every letter"))
    sheet, wrong = read_plain(text, file, Path(file).suffix.lower() in MARKDOWN)
    return sheet, problems + wrong


FORMATS = "read are .txt, .md"


def data_of(name: str) -> bytes:
    """The bytes of a file, or of the standard input."""
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        too_long(len(data))
        return data
    try:
        size = os.stat(name)
        if stat.S_ISREG(size.st_mode):
            too_long(size.st_size)
        with open(name, "rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Unreadable("there is no such file") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"it cannot be read: {getattr(error, 'strerror', None) or error}") from error
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
