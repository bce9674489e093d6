"""The texts of a bible: which files there are, what stands in them, and what cannot be read at all.

Nothing that stands in a folder ever raises; it becomes a diagnostic.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storybible.config import CONFIG_FILE, RECORD_SUFFIXES, Config
from storybible.diagnostics import Diagnostic, Span
from storybible.reading.files import FileResult
from storybible.reading.problems import UNREADABLE_FILE, problem
from storybible.reading.settings import read_config
from storybible.storage import disk
from storybible.storage.place import FOLDER, JOURNAL, lies_in

Stamp = tuple[int, int, int, int]  # last written, last changed, size, number on the disk
_UNSHOWN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
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
        if time.time_ns() - max(stamp[:2]) > SETTLED:
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


@dataclass(slots=True)
class Gathered:
    """The texts of a bible before they are read, in the order in which they are.

    ``found`` is what was wrong with the folder and with the settings, the first of which is ``name``'s.
    """

    root: Path
    name: str
    config: Config
    texts: dict[str, str]
    found: list[Diagnostic]

    @property
    def files(self) -> list[str]:
        """The names of the files that may hold records."""
        return [file for file in self.texts if file != f"{self.name}/{CONFIG_FILE}"]


def gather(
    root: Path, overlay: Mapping[str, str], cache: FileCache | None = None, trouble: str = ""
) -> Gathered:
    """The settings and all texts of the bible in a folder, those of the overlay instead of the disk's.

    ``trouble`` tells why an interrupted edit cannot be finished.
    """
    name = root.resolve().name
    config_name = f"{name}/{CONFIG_FILE}"
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    folder = Folder(root, name, found, cache)
    if trouble:
        folder.unreadable(f"{name}/{FOLDER}/{JOURNAL}", f"an edit was interrupted, and {trouble}")
    text = overlay.get(config_name)
    path = os.path.join(str(root), CONFIG_FILE)
    if text is None and folder.within(os.path.realpath(path)):  # a link that leads out is told of below
        text = folder.text_of(path, config_name, Config().limits.file_size)
    config = Config()
    if text is not None:
        texts[config_name] = text
        config, problems = read_config(text, config_name)
        found.extend(problems)
    paths = folder.files()
    added = (n for n in overlay if n.lower().endswith(RECORD_SUFFIXES) and is_inside(n, name))
    for file in sorted({*paths, *added} - {config_name}):
        text = overlay.get(file)
        if text is None:
            text = folder.text_of(paths[file], file, config.limits.file_size)
        if text is not None:
            texts[file] = text
    return Gathered(root, name, config, texts, found)


class Folder:
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
                file = f"{name}/{shown(entry.name)}"
                is_record = entry.name.lower().endswith(RECORD_SUFFIXES)
                if not is_shown(entry.name) and (is_record or entry.is_dir()):
                    self.unreadable(
                        file, "its name holds signs that no editor shows; it is not read", "rename it"
                    )
                    continue
                if disk.DISK.is_link(entry) and not self.inside(entry, file, is_record):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, file))
                    if is_record:
                        self.unreadable(
                            file,
                            "this is a folder, though it is named like a file of records",
                            "rename the folder",
                        )
                elif self.is_settings(entry, folder):
                    continue
                elif entry.name == CONFIG_FILE and folder != str(self.root):
                    self.unreadable(
                        file,
                        f"a second {CONFIG_FILE} stands inside the bible; it is not read",
                        "delete or move it",
                    )
                elif is_record:
                    paths[file] = entry.path
        return paths

    def is_settings(self, entry: os.DirEntry[str], folder: str) -> bool:
        """Whether these are the settings by another name: ``Storybible.yaml``, if capitals do not count."""
        if folder != str(self.root) or entry.name == CONFIG_FILE or entry.name.lower() != CONFIG_FILE:
            return False
        try:
            return os.path.samefile(entry.path, os.path.join(folder, CONFIG_FILE))
        except OSError:
            return False

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
        if not (is_record or os.path.isdir(target)):
            return False
        if self.within(target):
            place = target[len(self.real) :].replace(os.sep, "/")
            endings = ", ".join(RECORD_SUFFIXES)
            if "/." in place or not (os.path.isdir(target) or place.lower().endswith(RECORD_SUFFIXES)):
                self.unreadable(
                    file,
                    f"this link leads to {self.name}{shown(place)}, where no records are read",
                    f"let the file itself end in {endings}, in no hidden folder",
                )
            return False
        self.unreadable(file, "this link leads out of the bible; it is not read", "put the file itself here")
        return False

    def within(self, target: str) -> bool:
        """Whether a real path lies in the bible."""
        return target == self.real or lies_in(target, self.real)

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
                    f"the file has {sized(status.st_size)}; the limit is {sized(limit)}",
                    f"split it, or set `limits: {{file_size: ...}}` in {CONFIG_FILE}",
                )
                return None
            stamp = status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
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


def is_inside(file: str, name: str) -> bool:
    """Whether the name of a file, as in spans, leads to where the bible called ``name`` keeps its records."""
    first, *parts = file.split("/")
    return first == name and bool(parts) and not any(not part or part.startswith(".") for part in parts)


def sized(count: int) -> str:
    """A number of bytes for a reader: ``1.5 MB``, ``12 KB``, ``300 bytes``."""
    for unit, many in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if count >= many:
            return f"{float(f'{count / many:.1f}'):g} {unit}"
    return f"{count} {'byte' if count == 1 else 'bytes'}"


def is_shown(name: str) -> bool:
    """Whether a file's name is text, on one line, that drives no terminal."""
    return name.isprintable() or _UNSHOWN.search(name) is None


def shown(name: str) -> str:
    """A file's name as such text: other signs, and bytes that are none, are written out."""
    if name.isprintable():
        return name
    return _UNSHOWN.sub(lambda sign: repr(sign[0])[1:-1].replace("\\udc", "\\x"), name)
