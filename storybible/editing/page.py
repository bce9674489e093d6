"""A file of a bible as a text to be edited: splices, and the proof that they change nothing else.

An edit is a list of splices and what the file must say afterwards.  The result is parsed again, and refused
where it says anything else, or where reading it makes other problems than before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from storybible.bible import Bible
from storybible.diagnostics import Diagnostic
from storybible.editing.scalars import Shape
from storybible.queries.resolve import Misuse
from storybible.reading import markdown
from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.nodes import Node
from storybible.reading.nodes import Sequence as SequenceNode
from storybible.records import Text
from storybible.yamltext import parse

_KEEPS = re.compile(r"[|>][0-9]?\+")


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """``text[start:end]`` becomes ``text``."""

    start: int
    end: int
    text: str


Changes = Mapping[int, Callable[[Shape], "Shape | None"]]
"""What an edit does to what nodes say, by the ``id`` of the node; None takes it out."""


@dataclass(frozen=True, slots=True)
class Graft:
    """Splices, and what they do to what the file says."""

    splices: tuple[Splice, ...]
    changes: Changes = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """One file: ``text[start:end]`` is the part that holds records (all of it, but for Markdown).

    ``root`` is None where nothing stands there or nothing can be read.
    """

    file: str
    text: str
    start: int
    end: int
    root: Node | None
    problems: list[Diagnostic]

    @classmethod
    def read(cls, file: str, text: str) -> Page:
        """A file's text as a page."""
        start, end = 0, len(text)
        if file.lower().endswith(".md"):
            start, end = markdown.front_matter(text) or (0, 0)
        root, problems = parse(text, file, start, end)
        return cls(file, text, start, end, root, problems)

    @classmethod
    def of(cls, bible: Bible, file: str) -> Page:
        """A file of a bible.  Raises :class:`Misuse` where it could not be read."""
        text = bible.loaded.files.get(file)
        if text is None:
            raise Misuse(f"{file} cannot be read, so nothing in it can be changed")
        page = cls.read(file, text)
        if page.root is None and page.problems:
            first = page.problems[0]
            raise Misuse(f"{file} cannot be changed while it cannot be read: {first.span}: {first.message}")
        return page

    # ---- places ----------------------------------------------------------------------------------

    @property
    def newline(self) -> str:
        """How lines end here, as most of them do."""
        text = self.text
        both = text.count("\r\n")
        counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
        return max(counts, key=lambda end: counts[end]) if any(counts.values()) else "\n"

    def line_start(self, offset: int) -> int:
        """Where the line begins that holds an offset."""
        found = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        return max(found, 1 if self.text.startswith("\ufeff") else 0)

    def line_end(self, offset: int) -> int:
        """Where the line ends, before its line break, that holds an offset."""
        ends = [found for sign in "\r\n" if (found := self.text.find(sign, offset, self.end)) >= 0]
        return min(ends, default=self.end)

    def next_line(self, offset: int) -> int:
        """Where the line after the one that holds an offset begins."""
        end = self.line_end(offset)
        return end + (2 if self.text[end : end + 2] == "\r\n" else 1) if end < self.end else end

    def line_above(self, start: int) -> int:
        """Where the line begins that ends at ``start``, the beginning of another one."""
        return self.line_start(start - (2 if self.text[start - 2 : start] == "\r\n" else 1))

    def below(self) -> str:
        """What stands below the fields at the top of a Markdown file."""
        return re.sub(r"\A(?:---|\.\.\.)[ \t]*(?:\r\n?|\n)?", "", self.text[self.end :])

    def lead(self, offset: int) -> str:
        """What stands on the line before an offset."""
        return self.text[self.line_start(offset) : offset]

    def line_number(self, offset: int) -> int:
        """The line, from 1, that holds an offset."""
        from storybible.reading.nodes import line_breaks

        return line_breaks(self.text, 0, self.line_start(offset)) + 1

    def end_of(self, node: Node) -> int:
        """Where a node's own text ends; what is not in brackets ends with its last word."""
        if type(node) is Text:
            written = self.text[node.start : node.end]
            if _KEEPS.match(written):  # the empty lines below belong to the text
                return node.end - (2 if written.endswith("\r\n") else written[-1:] in ("\r", "\n"))
            return node.start + len(written.rstrip(" \t\r\n"))
        if type(node) is MappingNode:
            if node.braces or not node.items:
                return node.end
            key, value = node.items[-1]
            return max(self.end_of(value), self.colon(key))
        assert type(node) is SequenceNode
        if node.brackets or not node.items:
            return node.end
        last = node.items[-1]
        return max(self.end_of(last), last.start)

    def colon(self, key: Text) -> int:
        """The place behind the colon of a field; behind the name itself where there is none."""
        at = key.end
        while self.text[at : at + 1] in (" ", "\t"):
            at += 1
        return at + 1 if self.text[at : at + 1] == ":" else key.end

    # ---- the edit --------------------------------------------------------------------------------

    def spliced(self, splices: Iterable[Splice]) -> str:
        """The text with splices made, which do not overlap."""
        parts = []
        done = 0
        for splice in sorted(splices, key=lambda one: (one.start, one.end)):  # at one place, in their order
            assert splice.start >= done, "splices overlap"
            parts += [self.text[done : splice.start], splice.text]
            done = splice.end
        return "".join([*parts, self.text[done:]])

    def grafted(self, graft: Graft) -> str:
        """The text with an edit made.  Raises :class:`Misuse` where it would say anything else as well."""
        after = self.spliced(graft.splices)
        expected = changed_shape(self.root, graft.changes)
        self.confirm(after, expected)
        return after

    def confirm(self, after: str, expected: Shape | None) -> None:
        """Make sure that a new text says what is expected and has no problem more."""
        page = Page.read(self.file, after)
        known = Counter(problem.code for problem in self.problems)
        said: Shape | None = changed_shape(page.root, {})
        if self.text[-1:] not in ("\n", "\r"):  # the last line of a block of text gets its line end now
            said, expected = _without_line_ends(said), _without_line_ends(expected)
        if said != (expected or ""):
            why = "it would say something else as well"
        elif Counter(problem.code for problem in page.problems) - known:
            new = [p for p in page.problems if p.message not in {old.message for old in self.problems}]
            why = new[0].message if new else "a fault elsewhere in it is read in another way then"
        else:
            return
        where = f" (a fault stands at {self.problems[0].span})" if self.problems else ""
        raise Misuse(
            f"{self.file} is written in a way this cannot change safely{where}: {why}; nothing was written"
        )


def _without_line_ends(made: Shape | None) -> Shape | None:
    """What is said, without line ends at the end of texts."""
    if isinstance(made, str):
        return made.rstrip("\n")
    if isinstance(made, tuple):
        return tuple((name, _without_line_ends(one) or "") for name, one in made)
    return None if made is None else [_without_line_ends(one) or "" for one in made]


def changed_shape(node: Node | None, changes: Changes) -> Shape | None:
    """What a node says after an edit; None where it is taken out."""
    if node is None:
        change = changes.get(0)
        return change("") if change else ""
    made: Shape
    if type(node) is Text:
        made = node.value
    elif type(node) is MappingNode:
        pairs = ((key, changed_shape(value, changes)) for key, value in node.items)
        named = ((changed_shape(key, changes), value) for key, value in pairs if value is not None)
        made = tuple((str(key), value) for key, value in named)
    else:
        assert type(node) is SequenceNode
        items = (changed_shape(item, changes) for item in node.items)
        made = [item for item in items if item is not None]
    change = changes.get(id(node))
    return change(made) if change else made
