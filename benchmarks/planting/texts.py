"""The text of a bible: where every value stands (by PyYAML alone), and small edits of it.

Nothing here is shared with the program.  Values are :class:`Word`, a text that knows its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SINGULAR = {
    "characters": "character", "events": "event", "places": "place", "items": "item", "groups": "group",
    "offices": "office", "scenes": "scene", "secrets": "secret", "threads": "thread", "facts": "fact",
}  # fmt: skip
Where = tuple[str, int]
"""A file and a line (from 1)."""


class Word(str):
    """A scalar and where it stands."""

    where: Where = ("", 0)


@dataclass(frozen=True)
class Edited:
    """A changed bible: the texts, and the lines that were changed.

    ``verdict``: "error", "warning" or "clean" where the planter knows it, "" where the oracle is asked.
    """

    files: dict[str, str]
    lines: tuple[Where, ...]
    verdict: str = ""


class Texts:
    """The files of a bible, parsed to nodes on demand; parsed files are shared between copies."""

    parsed: dict[tuple[str, str], yaml.Node | None] = {}  # noqa: RUF012 - one cache for all on purpose

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.records: dict[str, tuple[str, str, yaml.Node, yaml.Node | None]] = {}
        self.lists: dict[str, tuple[str, yaml.SequenceNode]] = {}
        self.settings: yaml.Node | None = None
        for name, text in files.items():
            node = self.node(name, text)
            if name.endswith("storybible.yaml"):
                self.settings = node
            elif isinstance(node, yaml.MappingNode):
                self._collect(name, node)

    @classmethod
    def of(cls, folder: Path) -> Texts:
        """The texts of a folder; names begin with the folder's own, as in findings."""
        found = {}
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".yaml", ".md"):
                found[path.relative_to(folder.parent).as_posix()] = path.read_text(encoding="utf-8")
        return cls(found)

    @classmethod
    def node(cls, name: str, text: str) -> yaml.Node | None:
        """The nodes of one file; None where PyYAML cannot read it."""
        key = (name, text)
        if key not in cls.parsed:
            if len(cls.parsed) > 4000:
                cls.parsed.clear()
            source = text
            if name.endswith(".md") and text.startswith("---\n"):
                source = "\n" + text[4:].split("\n---", 1)[0]
            try:
                cls.parsed[key] = yaml.compose(source, yaml.CSafeLoader)
            except yaml.YAMLError:
                cls.parsed[key] = None
        return cls.parsed[key]

    def _collect(self, name: str, node: yaml.MappingNode) -> None:
        first = node.value[0][0].value if node.value else ""
        if first in SINGULAR.values():
            self.records[node.value[0][1].value] = (first, name, node.value[0][1], node)
            return
        for key, value in node.value:
            if key.value in SINGULAR and isinstance(value, yaml.MappingNode):
                for title, body in value.value:
                    empty = isinstance(body, yaml.ScalarNode)
                    self.records[title.value] = (SINGULAR[key.value], name, title, None if empty else body)
            elif key.value == "relationships" and isinstance(value, yaml.SequenceNode):
                self.lists[name] = (name, value)

    # ---- reading ----------------------------------------------------------------------------------------

    def offset(self, name: str) -> int:
        """Characters before the parsed part of a file."""
        return 3 if name.endswith(".md") and self.files[name].startswith("---\n") else 0

    def plain(self, name: str, node: yaml.Node | None) -> Any:
        """A node as plain data; scalars are words."""
        if isinstance(node, yaml.MappingNode):
            return {self.plain(name, key): self.plain(name, value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(name, value) for value in node.value]
        if node is None:
            return {}
        word = Word(node.value)
        word.where = (name, node.start_mark.line + 1)
        return word

    def field(self, record: str, name: str) -> yaml.Node | None:
        """The node of one field of a record."""
        body = self.records[record][3]
        if not isinstance(body, yaml.MappingNode):
            return None
        return next((value for key, value in body.value if key.value == name), None)

    # ---- edits --------------------------------------------------------------------------------------------

    def cut(self, file: str, start: int, end: int, new: str) -> Edited:
        """One stretch of a file (offsets of nodes) replaced."""
        text, shift = self.files[file], self.offset(file)
        start, end = start + shift, end + shift
        changed = text[:start] + new + text[end:]
        line = text.count("\n", 0, start) + 1 + (len(new) - len(new.lstrip("\n")))
        return Edited({**self.files, file: changed}, ((file, line),))

    def replaced(self, file: str, node: yaml.Node, new: str) -> Edited:
        """A node's text replaced."""
        return self.cut(file, node.start_mark.index, node.end_mark.index, new)

    def added(self, record: str, name: str, value: str) -> Edited:
        """A field more in a record (which must not have it)."""
        _, file, title, body = self.records[record]
        if isinstance(body, yaml.MappingNode) and body.flow_style:
            start = body.start_mark.index + 1
            return self.cut(file, start, start, f"{name}: {value}{', ' if body.value else ''}")
        if isinstance(body, yaml.MappingNode):
            first = body.value[0][0]
            if first is not None and body.value[0][1] is title:  # `character: mara` at the top of a file
                end = self.files[file].index("\n", title.end_mark.index + self.offset(file))
                return self.cut(file, end - self.offset(file), end - self.offset(file), f"\n{name}: {value}")
            start = first.start_mark.index
            column = " " * first.start_mark.column
            edited = self.cut(file, start, start, f"{name}: {value}\n{column}")
            return edited
        end = self.files[file].find("\n", title.end_mark.index + self.offset(file))
        end = len(self.files[file]) if end < 0 else end
        indent = " " * (title.start_mark.column + 2)
        return self.cut(file, end - self.offset(file), end - self.offset(file), f"\n{indent}{name}: {value}")

    def appended(self, record: str, name: str, entry: str, first: bool = False) -> Edited:
        """An entry more in a list of a record; the list is made where there is none."""
        node = self.field(record, name)
        file = self.records[record][1]
        if node is None:
            return self.added(record, name, f"[{entry}]")
        if not isinstance(node, yaml.SequenceNode):
            old = self.source(file, node)
            if not old:
                return self.replaced(file, node, f" [{entry}]")
            return self.replaced(file, node, f"[{old}, {entry}]")
        return self.entered(file, node, entry, first)

    def entered(self, file: str, node: yaml.SequenceNode, entry: str, first: bool = False) -> Edited:
        """An entry more in a list."""
        if node.flow_style:
            start = node.start_mark.index + 1 if first or not node.value else node.value[-1].end_mark.index
            if not node.value:
                return self.cut(file, start, start, entry)
            return self.cut(file, start, start, f"{entry}, " if first else f", {entry}")
        indent = " " * node.start_mark.column
        start = node.start_mark.index
        if first:
            return self.cut(file, start, start, f"- {entry}\n{indent}")
        last = node.value[-1]
        text, shift = self.files[file], self.offset(file)
        end = last.end_mark.index + shift
        end = text.rfind("\n", 0, end) if text[end - 1 : end] in ("\n", " ") or end >= len(text) else end
        stop = text.find("\n", len(text[:end].rstrip()))
        stop = len(text) if stop < 0 else stop
        return self.cut(file, stop - shift, stop - shift, f"\n{indent}- {entry}")

    def source(self, file: str, node: yaml.Node) -> str:
        """A node's own text."""
        shift = self.offset(file)
        return self.files[file][node.start_mark.index + shift : node.end_mark.index + shift].rstrip()


def then(first: Edited, edit: Any) -> Edited:
    """Another edit (a function of texts) behind a first one."""
    second: Edited = edit(Texts(first.files))
    lines = []
    for file, line in first.lines:  # lines that come in above push it down
        more = second.files[file].count("\n") - first.files[file].count("\n")
        above = any(where == file and at <= line for where, at in second.lines)
        lines.append((file, line + more if above else line))
    return Edited(second.files, (*lines, *second.lines))
