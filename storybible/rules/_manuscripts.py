"""The manuscripts of a bible, read when a rule asks for them, and again only when their files change."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from storybible.config import Manuscript
from storybible.manuscript.quoting import Quotable

Stamp = tuple[tuple[str, int, int], ...]  # every file's name, time of writing and size
KEPT = 8
"""Manuscripts kept in memory."""


def manuscript_text(manuscript: Manuscript, root: str) -> Quotable | None:
    """A manuscript to look things up in; None where it has no file that is there and can be read."""
    stamp = stamp_of(manuscript, root)
    return _read(_path(manuscript, root), stamp) if stamp else None


def paragraph_count(manuscript: Manuscript, root: str) -> int | None:
    """How many paragraphs a manuscript has: as stated, else counted in its file; None where unknown."""
    if manuscript.paragraphs is not None:
        return manuscript.paragraphs
    text = manuscript_text(manuscript, root)
    return len(text.prose.paragraphs) if text is not None else None


def digest(manuscript: Manuscript, root: str) -> str:
    """What is different wherever the text of a manuscript is; "" where it has no file that is there."""
    import hashlib

    if manuscript.file is None:
        return ""
    found = hashlib.sha256()
    try:
        for file in _files(manuscript, root):
            found.update(f"{file.name}\0{file.stat().st_size}\0".encode())
            found.update(file.read_bytes())
    except (OSError, ValueError):
        return ""
    return found.hexdigest()


def stamp_of(manuscript: Manuscript, root: str) -> Stamp:
    """What changes when a manuscript is written; empty where it has no file that is there."""
    try:
        return tuple(
            (str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in _files(manuscript, root)
        )
    except (OSError, ValueError):
        return ()


def _path(manuscript: Manuscript, root: str) -> str:
    file = manuscript.file.value if manuscript.file is not None else ""
    return os.path.normpath(os.path.join(root, file))


def _files(manuscript: Manuscript, root: str) -> list[Path]:
    """The files of a manuscript that are there."""
    if manuscript.file is None:
        return []
    from storybible.manuscript.readers import files_of

    return files_of(Path(_path(manuscript, root)))


@lru_cache(maxsize=KEPT)
def _read(path: str, stamp: Stamp) -> Quotable | None:
    from storybible.diagnostics import Severity
    from storybible.manuscript.readers import read_prose

    prose = read_prose(path)
    unread = any(problem.severity is Severity.ERROR for problem in prose.problems)
    return None if unread else Quotable(prose)
