"""What a file is made of before its records are known: texts, mappings and lists, each with its place."""

from __future__ import annotations

from storybible.diagnostics import Diagnostic, Span
from storybible.records import Text


class Mapping:
    """``items`` in file order, each name once.  ``braces``: written as ``{...}``."""

    __slots__ = ("braces", "end", "items", "span", "start")

    def __init__(self, span: Span, start: int, end: int = -1, braces: bool = False) -> None:
        self.span = span
        self.start = start
        self.end = end
        self.braces = braces
        self.items: list[tuple[Text, Node]] = []

    def get(self, name: str) -> Node | None:
        """The value of a field."""
        for key, value in self.items:
            if key.value == name:
                return value
        return None


class Sequence:
    """A list.  ``brackets``: written as ``[...]``."""

    __slots__ = ("brackets", "end", "items", "span", "start")

    def __init__(self, span: Span, start: int, end: int = -1, brackets: bool = False) -> None:
        self.span = span
        self.start = start
        self.end = end
        self.brackets = brackets
        self.items: list[Node] = []


Node = Text | Mapping | Sequence


def is_empty(node: Node) -> bool:
    """Whether a field was left empty, as a template does."""
    return type(node) is Text and not node.value


def link_target(inside: str) -> str:
    """The page an Obsidian link names: ``people/Mara Venn#Youth|her`` is "Mara Venn"."""
    target = inside.split("|")[0].split("#")[0].rsplit("/")[-1].strip()
    return target.removesuffix(".md")


def is_link(value: str) -> bool:
    """Whether a text is one Obsidian link, and not two with something between them."""
    if value[:2] != "[[" or value[-2:] != "]]":
        return False
    inside = value[2:-2]
    closed = inside.find("]]")
    return closed < 0 or "[[" not in inside[closed:]


LONG_LINE = 4096


def lines_of(text: str) -> list[str]:
    """The lines of a text; only CR, LF and both together end one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def line_breaks(text: str, begin: int, end: int) -> int:
    """How many lines end between two offsets, the second of which does not part a CR from its LF."""
    feeds, returns = text.count("\n", begin, end), text.count("\r", begin, end)
    return feeds + returns - (text.count("\r\n", begin, end) if returns else 0)


class Source:
    """The text being read.  ``clean`` is the part that is parsed, with traps mended letter for letter.

    ``clean[i]`` stands at ``text[base + i]``; ``first_line`` is the line (from 1) on which it begins.
    ``restore`` maps characters that stand for masked ones to those; ``last_quote`` is where the last text in
    quotes began and ended.
    """

    __slots__ = ("base", "clean", "file", "first_line", "last_quote", "problems", "restore", "text")

    def __init__(self, text: str, file: str, start: int, end: int) -> None:
        self.text = text
        self.file = file
        self.base = start
        self.clean = text[start:end]
        self.first_line = line_breaks(text, 0, start) + 1
        self.problems: list[Diagnostic] = []
        self.restore: dict[int, str] = {}
        self.last_quote = (-1, -1)

    def place(self, offset: int, length: int = 1) -> Span:
        """The span at an offset of ``clean``."""
        begin = self.line_start(offset)
        line = self.first_line + line_breaks(self.clean, 0, begin)
        return Span(self.file, line, offset - begin + 1, max(length, 1))

    def line_start(self, offset: int) -> int:
        """Where the line begins that holds an offset of ``clean``."""
        clean = self.clean
        return max(clean.rfind("\n", 0, offset), clean.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line ends (before its line break) that holds an offset of ``clean``."""
        clean = self.clean
        ends = (clean.find("\n", offset), clean.find("\r", offset))
        return min((end for end in ends if end >= 0), default=len(clean))

    def line_text(self, offset: int) -> str:
        """The line, as the author wrote it, that holds an offset of ``clean``; "" where it is very long.

        (Looking for the ends of one line of megabytes for each of its problems would take minutes.)
        """
        text, at = self.text, self.base + offset
        low, high = max(at - LONG_LINE, self.base), at + LONG_LINE
        begin = max(text.rfind("\n", low, at), text.rfind("\r", low, at)) + 1
        ends = [end for end in (text.find("\n", at, high), text.find("\r", at, high)) if end >= 0]
        if (not begin and low > self.base) or (not ends and high < len(text)):
            return ""
        return text[max(begin, self.base) : min(ends, default=len(text))]
