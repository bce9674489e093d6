"""A folder of text files into records, with everything that was wrong on the way.

``load`` raises :class:`FileNotFoundError` where there is no bible; nothing that stands in one ever raises.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from storybible.config import CONFIG_FILE, Config
from storybible.diagnostics import Diagnostic, Evidence, Span
from storybible.folder import FileCache, Gathered, gather
from storybible.memory import no_collection
from storybible.reading.files import FileResult, known_fields, read_file
from storybible.reading.nodes import lines_of
from storybible.reading.problems import DUPLICATE_ID, a, problem
from storybible.records import Record
from storybible.storage.steady import Settled, read_steadily


@dataclass(slots=True)
class Loaded:
    """What a bible's files say.

    ``files`` maps the name of each file that was read (as in spans) to its text as decoded, a byte-order mark
    included; ``records`` are in the order of file names and of lines; ``skipped`` counts Markdown files
    without a record; ``whole`` is, for each file, the names that are not taken apart in it; ``root`` is the
    bible's folder.
    """

    config: Config
    records: list[Record] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    skipped: int = 0
    whole: dict[str, frozenset[str]] = field(default_factory=dict)
    root: Path = field(default_factory=Path)

    def line(self, span: Span) -> str:
        """The line of text a span is on, without its end; "" where there is none."""
        lines = _lines(self.files.get(span.file, ""))
        return lines[span.line - 1].removeprefix("\ufeff") if 0 < span.line <= len(lines) else ""


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of a text about which there may be thousands of findings."""
    return lines_of(text)


def load(
    path: str | Path, overlay: Mapping[str, str] | None = None, files: FileCache | None = None
) -> Loaded:
    """Read the bible in the folder ``path``.

    ``overlay`` maps names of files, as in spans (``bible/events.yaml``), to texts that count instead of
    what is on disk; a name that is not on disk adds a file.
    """
    with no_collection():
        return read(texts_of(path, overlay, files), files)


def texts_of(
    path: str | Path, overlay: Mapping[str, str] | None = None, files: FileCache | None = None
) -> Gathered:
    """All texts of the bible in a folder, as :func:`load` reads them, with no edit in the midst of it."""
    root, overlay = Path(path), overlay or {}
    name, mark = root.resolve().name, root / CONFIG_FILE
    if f"{name}/{CONFIG_FILE}" not in overlay and not mark.exists() and not mark.is_symlink():
        raise FileNotFoundError(f"no {CONFIG_FILE} in {root}")

    def gathering(settled: Settled) -> Gathered:
        texts = {f"{name}/{file}": text for file, text in settled.texts.items()}
        return gather(root, {**texts, **overlay}, files, settled.trouble)

    return read_steadily(str(root), gathering)


def read(gathered: Gathered, cache: FileCache | None = None) -> Loaded:
    """The records in the texts of a bible."""
    config, texts = gathered.config, gathered.texts
    loaded = Loaded(config, diagnostics=[*gathered.found], files=texts, root=gathered.root)
    known = known_fields(config)
    if cache is not None:
        cache.begin((config.own_fields, config.kinds, config.calendar_in_use.moons))
        cache.keep_only(texts)
    results: list[FileResult] = []
    for file in gathered.files:
        result = cache.get(file, texts[file]) if cache is not None else None
        if result is None:
            result = read_file(texts[file], file, config, known)
            if cache is not None:
                cache.put(file, result)
        loaded.skipped += result.skipped
        results.append(result)
    for index, whole in _wrongly_apart(results):
        file = gathered.files[index]
        results[index] = read_file(texts[file], file, config, known, whole)
        if cache is not None:
            cache.put(file, results[index])
    loaded.whole = {file: result.whole for file, result in zip(gathered.files, results, strict=True)}
    _collect(loaded, results)
    return loaded


def _wrongly_apart(results: list[FileResult]) -> list[tuple[int, frozenset[str]]]:
    """The files to read again, each with the names that are not to be taken apart in it.

    "Amos, the cook" is a list of two unless somebody, perhaps in another file, is called so.
    """
    if not any(result.taken_apart or result.whole for result in results):
        return []
    names = frozenset().union(*[result.like_several for result in results])
    found = []
    for index, result in enumerate(results):
        whole = frozenset((result.taken_apart | result.whole) & names)
        if whole != result.whole:
            found.append((index, whole))
    return found


def _collect(loaded: Loaded, results: list[FileResult]) -> None:
    """Put the files together: ids for relationships that have none, and ids that are taken twice."""
    taken: dict[str, Record] = {}
    refused: set[int] = set()
    first_in: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        loaded.diagnostics.extend(_apart(found, first_in) for found in result.problems)
    for result in results:
        if len(result.by_id) == len(result.named) and taken.keys().isdisjoint(result.by_id):
            taken.update(result.by_id)
            continue
        for record in result.named:
            first = taken.setdefault(record.id, record)
            if first is not record:
                refused.add(id(record))
                loaded.diagnostics.append(_taken_twice(first, record))
    for result in results:
        if not (refused or result.unnamed):
            loaded.records += result.records
            continue
        bases = {id(relationship): base for relationship, base in result.unnamed}
        for record in result.records:
            if id(record) in bases:
                record = _numbered(record, bases[id(record)], taken, result.numbered)
                taken[record.id] = record
            elif id(record) in refused:
                continue
            loaded.records.append(record)


def _numbered(record: Record, base: str, taken: Container[str], numbered: dict[int, Record]) -> Record:
    """A record under the first of ``base``, ``base-2`` ... that is no other's id."""
    id_, count = base, 1
    while id_ in taken:
        count += 1
        id_ = f"{base}-{count}"
    if id_ == base:
        return record
    known = numbered.get(id(record))
    if known is None or known.id != id_:  # not in place: a cache may hand the record out again
        known = numbered[id(record)] = copy(record)
        known.id = id_
    return known


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
