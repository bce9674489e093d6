"""A folder of text files into records, with everything that was wrong on the way.

``load`` raises :class:`FileNotFoundError` where there is no bible; nothing that stands in one ever raises.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from storybible.config import CONFIG_FILE, RECORD_SUFFIXES, Config
from storybible.diagnostics import Diagnostic, Evidence, Span
from storybible.memory import no_collection
from storybible.reading.files import FileResult, known_fields, read_file
from storybible.reading.lists import folded
from storybible.reading.nodes import lines_of
from storybible.reading.problems import DUPLICATE_ID, UNREADABLE_FILE, a, problem
from storybible.reading.settings import read_config
from storybible.records import Record
from storybible.storage.place import FOLDER, JOURNAL
from storybible.storage.steady import Settled, read_steadily


@dataclass(slots=True)
class Loaded:
    """What a bible's files say.

    ``files`` maps the name of each file that was read (as in spans) to its text as decoded, a byte-order mark
    included; ``records`` are in the order of file names and of lines; ``skipped`` counts Markdown files
    without a record; ``root`` is the bible's folder.
    """

    config: Config
    records: list[Record] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    skipped: int = 0
    root: Path = field(default_factory=Path)

    def line(self, span: Span) -> str:
        """The line of text a span is on, without its end; "" where there is none."""
        lines = lines_of(self.files.get(span.file, ""))
        return lines[span.line - 1].removeprefix("\ufeff") if 0 < span.line <= len(lines) else ""


Stamp = tuple[int, int, int]  # when a file was last written, its size, its number on the disk
SETTLED = 2_000_000_000  # nanoseconds after which a file's time of writing surely moves with the next write


class FileCache:
    """What each file gave the last time, as long as its text and the settings that matter stay the same.

    The records are handed out again as the same objects: whoever resolves references in them does it anew
    after every load, and two stories that are used side by side take a cache each.
    """

    def __init__(self) -> None:
        self._results: dict[str, FileResult] = {}
        self._texts: dict[str, tuple[Stamp, str]] = {}
        self._settings: object = None

    def text(self, file: str, stamp: Stamp) -> str | None:
        """The text of a file that has not been written since it was read."""
        known = self._texts.get(file)
        return known[1] if known is not None and known[0] == stamp else None

    def keep_text(self, file: str, stamp: Stamp, text: str) -> None:
        """Keep a file's text, unless it is so fresh that another write might leave the same stamp."""
        if time.time_ns() - stamp[0] > SETTLED:
            self._texts[file] = stamp, text

    def begin(self, settings: object) -> None:
        """Forget everything if the settings that shape reading have changed."""
        if settings != self._settings:
            self._results.clear()
            self._settings = settings

    def get(self, file: str, text: str) -> FileResult | None:
        """The result for a file if its text is the one that was read."""
        result = self._results.get(file)
        return result if result is not None and result.text == text else None

    def put(self, file: str, result: FileResult) -> None:
        """Keep a file's result."""
        self._results[file] = result

    def keep_only(self, files: Mapping[str, str]) -> None:
        """Forget files that are gone."""
        for name in [name for name in self._results if name not in files]:
            del self._results[name]
        for name in [name for name in self._texts if name not in files]:
            del self._texts[name]


def load(
    path: str | Path, overlay: Mapping[str, str] | None = None, files: FileCache | None = None
) -> Loaded:
    """Read the bible in the folder ``path``.

    ``overlay`` maps names of files, as in spans (``bible/events.yaml``), to texts that count instead of
    what is on disk; a name that is not on disk adds a file.
    """
    root = Path(path)
    overlay = overlay or {}
    name = root.resolve().name
    config_name = f"{name}/{CONFIG_FILE}"
    if (
        config_name not in overlay
        and not (root / CONFIG_FILE).exists()
        and not (root / CONFIG_FILE).is_symlink()
    ):
        raise FileNotFoundError(f"no {CONFIG_FILE} in {root}")

    def reading(settled: Settled) -> Loaded:
        texts = {f"{name}/{file}": text for file, text in settled.texts.items()}
        return _load(root, name, config_name, {**texts, **overlay}, files, settled.trouble)

    with no_collection():
        return read_steadily(str(root), reading)


def _load(
    root: Path,
    name: str,
    config_name: str,
    overlay: Mapping[str, str],
    cache: FileCache | None,
    trouble: str = "",
) -> Loaded:
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    folder = _Folder(root, name, found, cache)
    if trouble:
        folder.unreadable(f"{name}/{FOLDER}/{JOURNAL}", f"an edit was interrupted, and {trouble}")
    text = overlay.get(config_name)
    if text is None:
        text = folder.text_of(os.path.join(str(root), CONFIG_FILE), config_name, Config().limits.file_size)
    config = Config()
    if text is not None:
        texts[config_name] = text
        config, problems = read_config(text, config_name)
        found.extend(problems)
    loaded = Loaded(config, diagnostics=found, files=texts, root=root)
    paths = folder.files()
    names = sorted(
        {
            *paths,
            *(
                each
                for each in overlay
                if each.startswith(f"{name}/") and each.lower().endswith(RECORD_SUFFIXES)
            ),
        }
    )
    known = known_fields(config)
    if cache is not None:
        cache.begin((config.own_fields, config.kinds))
    results: list[FileResult] = []
    files_read: list[str] = []
    for file in names:
        if file == config_name:
            continue
        text = overlay.get(file)
        if text is None:
            text = folder.text_of(paths[file], file, config.limits.file_size)
            if text is None:
                continue
        texts[file] = text
        result = cache.get(file, text) if cache is not None else None
        if result is None:
            result = read_file(text, file, config, known)
            if cache is not None:
                cache.put(file, result)
        loaded.skipped += result.skipped
        results.append(result)
        files_read.append(file)
    if cache is not None:
        cache.keep_only(texts)
    for index, whole in _wrongly_apart(results):
        file = files_read[index]
        results[index] = read_file(texts[file], file, config, known, whole)
        if cache is not None:
            cache.put(file, results[index])
    _collect(loaded, results)
    return loaded


def _wrongly_apart(results: list[FileResult]) -> list[tuple[int, frozenset[str]]]:
    """The files to read again, each with the names that are not to be taken apart in it.

    "Amos, the cook" is a list of two unless somebody, perhaps in another file, is called so.
    """
    if not any(result.taken_apart or result.whole for result in results):
        return []
    names = {
        folded(name)
        for result in results
        for record in result.records
        for name in (record.label, *(alias.name.value for alias in record.aliases))
        if not {",", ";", "("}.isdisjoint(name)
    }
    found = []
    for index, result in enumerate(results):
        whole = frozenset((result.taken_apart | result.whole) & names)
        if whole != result.whole:
            found.append((index, whole))
    return found


def _collect(loaded: Loaded, results: list[FileResult]) -> None:
    """Put the files together: ids for relationships that have none, and ids that are taken twice."""
    taken: dict[str, Record] = {}
    bases: dict[int, str] = {}
    refused: set[int] = set()
    first_in: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        loaded.diagnostics.extend(_apart(found, first_in) for found in result.problems)
        bases.update((id(relationship), base) for relationship, base in result.unnamed)
        for record in result.records:
            if id(record) in bases:
                continue
            first = taken.setdefault(record.id, record)
            if first is not record:
                refused.add(id(record))
                loaded.diagnostics.append(_taken_twice(first, record))
    for result in results:
        for record in result.records:
            base = bases.get(id(record), "")
            if base:
                id_, count = base, 1
                while id_ in taken:
                    count += 1
                    id_ = f"{base}-{count}"
                if id_ != base:  # not in place: a cache may hand the record out again
                    record = copy(record)
                    record.id = id_
                taken[id_] = record
            elif id(record) in refused:
                continue
            loaded.records.append(record)


def _apart(found: Diagnostic, files: dict[tuple[str, ...], list[str]]) -> Diagnostic:
    """A finding about a text that other files hold too, told apart from theirs without naming a file.

    So its id stays the same when a file is renamed.
    """
    known = files.setdefault((found.rule, *found.subject), [])
    if found.span.file not in known:
        known.append(found.span.file)
    number = known.index(found.span.file)
    return replace(found, subject=(*found.subject, str(number + 1))) if number else found


def _taken_twice(first: Record, again: Record) -> Diagnostic:
    where = f"{first.id_text.span.file}:{first.id_text.span.line}"
    what = f"another {again.kind}" if first.kind == again.kind else a(first.kind)
    return problem(
        DUPLICATE_ID,
        again.id_text.span,
        f"{again.id} is the id of {what} already ({where}); this {again.kind} is not read",
        "ids are unique across all files and kinds: give one of the two another",
        records=(again.id,),
        subject=(again.id, *sorted((first.kind, again.kind))),
        evidence=(Evidence(first.id_text.span, f"{first.label} has the id {first.id}"),),
    )


class _Folder:
    """The files of a bible on disk."""

    def __init__(self, root: Path, name: str, found: list[Diagnostic], cache: FileCache | None) -> None:
        self.cache = cache
        self.root = root
        self.name = name
        self.found = found
        self.real = os.path.realpath(root)

    def unreadable(self, file: str, message: str, hint: str = "") -> None:
        """Report a file that cannot be read."""
        self.found.append(problem(UNREADABLE_FILE, Span(file, 1, 1), message, hint, subject=(file, message)))

    def files(self) -> dict[str, str]:
        """The files that may hold records: their names in spans, and their paths."""
        paths: dict[str, str] = {}
        waiting = [(str(self.root), self.name)]
        while waiting:
            folder, name = waiting.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                self.unreadable(name, f"the folder cannot be opened: {_reason(error)}")
                continue
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                file = f"{name}/{printable(entry.name)}"
                is_record = entry.name.lower().endswith(RECORD_SUFFIXES)
                if entry.is_symlink() and not self.inside(entry, file, is_record):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, file))
                    if is_record:
                        self.unreadable(
                            file,
                            "this is a folder, though it is named like a file of records",
                            "rename the folder",
                        )
                elif entry.name == CONFIG_FILE and folder != str(self.root):
                    self.unreadable(
                        file,
                        f"a second {CONFIG_FILE} stands inside the bible; it is not read",
                        "delete or move it",
                    )
                elif is_record:
                    paths[file] = entry.path
        return paths

    def inside(self, entry: os.DirEntry[str], file: str, is_record: bool) -> bool:
        """Whether a link is to be read; one to another place of the bible is read there."""
        try:
            target = os.path.realpath(entry.path, strict=True)
        except OSError as error:
            if is_record:
                self.unreadable(
                    file, f"this link leads nowhere: {_reason(error)}", "delete the link or mend its target"
                )
            return False
        if not (is_record or os.path.isdir(target)) or self.within(target):
            return False
        self.unreadable(file, "this link leads out of the bible; it is not read", "put the file itself here")
        return False

    def within(self, target: str) -> bool:
        """Whether a real path lies in the bible."""
        return target == self.real or target.startswith(self.real + os.sep)

    def text_of(self, path: str, file: str, limit: int) -> str | None:
        """The text of a file; None, and a diagnostic, where it cannot be read.  ``limit`` is in bytes."""
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode):
                self.unreadable(
                    file, "this is a folder" if stat.S_ISDIR(status.st_mode) else "this is no ordinary file"
                )
                return None
            if status.st_size > limit:
                self.unreadable(
                    file,
                    f"the file has {status.st_size / 1024**2:.1f} MB; the limit is {limit / 1024**2:g} MB",
                    f"split it, or set `limits: {{file_size: ...}}` in {CONFIG_FILE}",
                )
                return None
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            known = self.cache.text(file, stamp) if self.cache is not None else None
            if known is not None:
                return known
            with open(path, "rb") as stream:
                data = stream.read(limit + 1)
        except (OSError, ValueError) as error:
            self.unreadable(file, f"the file cannot be read: {_reason(error)}")
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.found.append(_not_utf8(file, data, error))
            return None
        if self.cache is not None:
            self.cache.keep_text(file, stamp, text)
        return text


def _not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is saved as UTF-16, not as UTF-8: it is not read"
    else:
        message = "a letter stands here that is not saved as UTF-8: the file is not read"
    hint = "save the file again and choose UTF-8 as its encoding"
    return problem(UNREADABLE_FILE, Span(file, line, column), message, hint, subject=(file, "utf-8"))


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:]


def printable(name: str) -> str:
    """A file's name as text; bytes that are none become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
