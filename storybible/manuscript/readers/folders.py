"""A folder of chapters: its files in the order a person would put them in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from storybible.manuscript.readers.recognising import SUFFIXES
from storybible.manuscript.readers.trouble import Unreadable

MOST_FILES = 5000
MOST_ENTRIES = 50_000
"""Files of any kind, and folders, that are looked at in search of texts."""
_NUMBER = re.compile(r"(\d{1,18})")


def natural(name: str) -> list[tuple[int, int, str]]:
    """A key that puts chapter 2 before chapter 10."""
    parts = _NUMBER.split(name.casefold())
    return [(0, int(part), "") if n % 2 else (1, 0, part) for n, part in enumerate(parts) if part]


def chapters_of(folder: Path) -> tuple[list[Path], list[str]]:
    """The files of a folder and the folders in it, in order; and which of them are left out, and why.

    Hidden files and other kinds of files are passed over; so is a chapter that is there in another format
    already.
    """
    found: list[Path] = []
    left_out: list[str] = []
    entries = 0
    for path, folders, names in os.walk(folder):
        entries += len(folders) + len(names)
        folders[:] = [
            name for name in folders if not name.startswith((".", "_")) and not name.endswith(".scriv")
        ]
        by_stem: dict[str, Path] = {}
        for name in sorted(names, key=lambda n: (_rank(n), n)):
            if name.startswith((".", "~")) or Path(name).suffix.lower() not in SUFFIXES:
                continue
            if not os.path.isfile(os.path.join(path, name)):
                left_out.append(f"{name} is left out: it is no ordinary file")  # a pipe would be waited for
                continue
            known = by_stem.setdefault(Path(name).stem, Path(path, name))
            if known.name == name:
                found.append(known)
            else:
                left_out.append(f"{name} is left out: {known.name} is the same chapter")
        if len(found) > MOST_FILES or entries > MOST_ENTRIES:
            raise Unreadable(
                f"there are more than {MOST_FILES:,} texts in it, or {MOST_ENTRIES:,} files",
                "name a folder of one manuscript",
            )
    found.sort(key=lambda path: [natural(part) for part in path.relative_to(folder).parts])
    return found, left_out


def _rank(name: str) -> int:
    """Formats nearest to plain text first."""
    order = ("md", "txt", "docx", "odt", "rtf", "fodt", "html", "epub")
    return order.index(SUFFIXES.get(Path(name).suffix.lower(), "epub"))
