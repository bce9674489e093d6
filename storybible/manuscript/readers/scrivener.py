"""A Scrivener project (.scriv): the texts of its Draft folder, in the order of the binder.  It is only read.

Version 3 keeps a text in Files/Data/UUID/content.rtf, version 2 in Files/Docs/ID.rtf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from storybible.manuscript.readers.archive import damaged, parsed
from storybible.manuscript.readers.trouble import Unreadable

SAFE = re.compile(r"[0-9A-Za-z-]{1,64}")
LARGEST = 32 * 1024 * 1024
"""Bytes of a binder that are read at most."""


def is_project(folder: Path) -> bool:
    """Whether a folder is a project."""
    return next(folder.glob("*.scrivx"), None) is not None


def texts_of(folder: Path) -> Iterator[Path]:
    """The files of the draft, in the order of the binder, without those left out of the compiled book."""
    binder = min(folder.glob("*.scrivx"))
    if binder.stat().st_size > LARGEST:
        raise Unreadable(f"its binder {binder.name} is too large to be one")
    root = parsed(binder.read_bytes(), binder.name)
    drafts = [item for item in root.iter("BinderItem") if item.get("Type") == "DraftFolder"]
    if not drafts:
        raise damaged("its binder has no Draft folder")
    for draft in drafts:
        yield from _below(folder, draft)


def _below(folder: Path, item: Element) -> Iterator[Path]:
    for child in item.findall("Children/BinderItem"):
        included = child.findtext("MetaData/IncludeInCompile", "Yes").strip().lower() != "no"
        path = _text(folder, child.get("UUID") or child.get("ID") or "") if included else None
        if path is not None:
            yield path
        yield from _below(folder, child)


def _text(folder: Path, name: str) -> Path | None:
    """Where a text stands; None for one never written, and for a name that would lead out of the project."""
    if SAFE.fullmatch(name) is None:
        return None
    data, docs = folder / "Files" / "Data" / name, folder / "Files" / "Docs"
    places = [data / "content.rtf", data / "content.txt", docs / f"{name}.rtf", docs / f"{name}.txt"]
    return next((place for place in places if place.is_file()), None)
