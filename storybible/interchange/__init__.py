"""Other programs' data: recognised by content, read into record files, written into a bible's folder.

``gedcom`` is read by :mod:`storybible.interchange.gedcom`; a further format is one more module with a
``recognises`` and a ``read``.
"""

from __future__ import annotations

from pathlib import Path

from storybible.interchange.folder import beside, write
from storybible.interchange.imported import Beside, Imported, ImportProblem, LeftOut

__all__ = ["Beside", "ImportProblem", "Imported", "LeftOut", "beside", "read", "recognise", "write"]

_ENOUGH = 64 * 1024  # bytes from which a format is told


def recognise(path: str | Path) -> str | None:
    """The format of a file by what stands in it (``gedcom``); None where it is none of those known.

    Raises :class:`OSError` where the file cannot be read at all.
    """
    from storybible.interchange.gedcom.decoding import is_gedcom

    with open(path, "rb") as stream:
        return "gedcom" if is_gedcom(stream.read(_ENOUGH)) else None


def read(path: str | Path, beside: Beside | None = None) -> Imported:
    """Read a file of any known format; ``beside`` is what the bible it is for holds already.

    Raises :class:`ImportProblem` where the format is not known, :class:`OSError` where there is no file.
    """
    if recognise(path) != "gedcom":
        raise ImportProblem(f"{Path(path).name}: no format that can be imported; known is GEDCOM (.ged)")
    from storybible.interchange import gedcom

    return gedcom.read(path, beside)
