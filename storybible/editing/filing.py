"""Which file a new record goes to: where most of its kind live, unless one is named."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from storybible.bible import Bible
from storybible.config import CONFIG_FILE, RECORD_SUFFIXES
from storybible.editing.page import Page
from storybible.queries.resolve import Misuse
from storybible.reading.ids import is_id
from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Mapping
from storybible.schema import SCHEMA_FILE, first_line
from storybible.storage.place import is_reserved, lies_in, same_name

HABITUAL = {"character": "people", "relationship": "ties"}
"""Files that `init` writes and that go by another name than the kind."""
LONGEST = 80
"""Letters that a record's name lends to its file; file systems take 255 bytes."""
_NO_FILE = re.compile(r'[\x00-\x1f<>:"/\\|?*\[\]#^]')


@dataclass(frozen=True, slots=True)
class Filing:
    """A file, as in spans; ``alone``: it is new, and the record is the only one in it."""

    file: str
    alone: bool = False


def filing(bible: Bible, kind: str, id_: str, name: str, named: str | None) -> Filing:
    """The file for a new record.  Raises :class:`Misuse` where the one named cannot take it."""
    if named is not None:
        return _named(bible, named)
    several: Counter[str] = Counter()
    alone: list[str] = []
    for record in bible.story.records.values():
        if record.kind == kind:
            file = record.id_text.span.file
            if _holds_list(bible, file, kind):
                several[file] += 1
            elif kind != "relationship":
                alone.append(file)
    if alone and len(alone) > (several.most_common(1)[0][1] if several else 0):
        return _beside(bible, alone, id_, name)
    if several:
        most = max(several.values())
        return Filing(sorted(file for file, count in several.items() if count == most)[-1])
    habitual = f"{bible.name}/{HABITUAL.get(kind, kind)}.yaml"
    return Filing(habitual if habitual in bible.loaded.files else f"{bible.name}/{kind}s.yaml")


def fresh(bible: Bible, file: str) -> str:
    """What a new file begins with: the line that turns the schema on, in a bible that has one."""
    if file.lower().endswith(".md") or not (bible.path / SCHEMA_FILE).is_file():
        return ""
    return first_line(file.count("/") - 1)


def _holds_list(bible: Bible, file: str, kind: str) -> bool:
    """Whether records of a kind stand in a list in a file that is not about one record alone."""
    if file.lower().endswith(".md"):
        return False
    text = bible.loaded.files.get(file, "")
    if re.search(rf"(?:^|[\r\n])\ufeff?[\"']?{kind}[\"']?[ \t]*:[ \t]*\S", text) is None:
        return True
    root = Page.read(file, text).root
    return type(root) is Mapping and any(PLURALS.get(key.value) == kind for key, _ in root.items)


def _beside(bible: Bible, files: list[str], id_: str, name: str) -> Filing:
    """A file of its own beside those of its kind, called as they are: by id, or by name."""
    folder = Counter(file.rpartition("/")[0] for file in files).most_common(1)[0][0]
    near = [PurePosixPath(file) for file in files if file.rpartition("/")[0] == folder]
    suffix = Counter(path.suffix for path in near).most_common(1)[0][0]
    by_name = sum(not is_id(path.stem) for path in near) * 2 > len(near)
    stem = " ".join(_NO_FILE.sub(" ", name).split()).strip(". ") if by_name else ""
    stem = (stem or id_)[:LONGEST].rstrip(". ")
    if is_reserved(stem):
        stem += "-1"
    file = f"{folder}/{stem}{suffix}"
    number = 2
    while _is_there(bible, file):
        file = f"{folder}/{stem}-{number}{suffix}"
        number += 1
    return Filing(file, alone=True)


def _is_there(bible: Bible, file: str) -> bool:
    """Whether there is a file of this name, or one that another system takes for the same."""
    path = bible.path.joinpath(*file.split("/")[1:])
    return os.path.lexists(path) or file in bible.loaded.files or _twin(bible, file) != ""


def _twin(bible: Bible, file: str) -> str:
    """The file whose name differs by capitals or ways to write an accent; macOS and Windows have but one."""
    wanted = same_name(file)
    return next((other for other in bible.loaded.files if same_name(other) == wanted), "")


def _named(bible: Bible, named: str) -> Filing:
    """The file that somebody names, from the bible's folder or with it."""
    words = named.replace("\\", "/")
    inside = words.removeprefix("./")
    for lead in (f"{bible.path.as_posix()}/", f"{bible.path.resolve().as_posix()}/", f"{bible.name}/"):
        inside = inside.removeprefix(lead)
    path = PurePosixPath(inside)
    if path.is_absolute() or ".." in path.parts or any(part.startswith(".") for part in path.parts):
        raise Misuse(f"--file {named} does not lie in the bible")
    if not named.lower().endswith(RECORD_SUFFIXES):
        raise Misuse(f"--file {named}: records stand in files that end in .yaml, .yml or .md")
    if path.name == CONFIG_FILE:
        raise Misuse(f"{CONFIG_FILE} holds settings, and no records")
    if not inside.isprintable():
        raise Misuse("--file holds characters that no editor shows")
    if any(is_reserved(part) for part in path.parts):
        raise Misuse(f"--file {named}: Windows keeps this name for itself")
    file = f"{bible.name}/{path.as_posix()}"
    if file in bible.loaded.files:
        if file.lower().endswith(".md") and not _has_record(bible, file):
            raise Misuse(f"{file} holds notes and no record; name another file")
        return Filing(file)
    if twin := _twin(bible, file):
        raise Misuse(f"{twin} is there already, the same file for macOS and Windows; name that one")
    if _is_there(bible, file):
        raise Misuse(f"{file} is there and cannot be read, so nothing can be put into it")
    target = os.path.realpath(bible.path.joinpath(*path.parts))
    if not lies_in(target, os.path.realpath(bible.path)):
        raise Misuse(f"--file {named} does not lie in the bible")
    return Filing(file, alone=file.lower().endswith(".md"))


def _has_record(bible: Bible, file: str) -> bool:
    return Page.read(file, bible.loaded.files[file]).root is not None
