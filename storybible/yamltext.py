"""The strict subset of YAML a bible is written in, with the place of everything.

Scalars stay text: ``no``, ``12:30`` and ``2004-07-12`` mean what a field's reader says they mean.  Anchors,
aliases, merge keys, tags, directives and further documents are problems with a place, and so are the traps
of YAML (:mod:`storybible.reading.traps`, :mod:`storybible.reading.flows`).  Where a trap can be mended letter
for letter the text is read as it was meant; else the file is read without the entry that has it.
Built on libyaml's events: a tree made of them costs no more than one the library makes, and only they show
anchors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from storybible.diagnostics import Diagnostic, Span
from storybible.reading import flows
from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Mapping, Node, Sequence, Source, is_empty, is_link, link_target
from storybible.reading.problems import NOT_PLAIN_TEXT, UNREADABLE_FILE, problem
from storybible.records import Text

__all__ = ["MAX_DEPTH", "Mapping", "Node", "Sequence", "is_empty", "link_target", "parse"]

MAX_DEPTH = 50
MAX_ATTEMPTS = 25
MAX_WORK = 20_000_000  # characters parsed again and again because of errors
LINE_SIGNS = ("\x85", "\u2028", "\u2029", "\ufeff")  # libyaml takes the first three for line breaks
WIDE_BLANKS = ("\xa0", "\u3000", "\u2003", "\u2009", "\u202f")
UNPRINTABLE = "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
HASH_AFTER_TEXT = r"[^\s#,\[{][ \t]+#(?=[^\s#])"


def parse(
    text: str, file: str, start: int = 0, end: int | None = None
) -> tuple[Node | None, list[Diagnostic]]:
    """Read ``text[start:end]``, which begins at the beginning of a line; places are those of the whole text.

    The node is None where nothing stands there (then there is no diagnostic) or nothing could be read.
    """
    import yaml

    if start == 0 and text.startswith("\ufeff"):
        start = 1
    source = Source(text, file, start, len(text) if end is None else end)
    found: list[Diagnostic] = []
    masked = any(sign in source.clean for sign in LINE_SIGNS)
    if masked:
        found.append(_mask_unprintable(source))
    if any(sign in source.clean for sign in WIDE_BLANKS):
        found.extend(_narrow_indentation(source))
    for _ in range(max(3, min(MAX_ATTEMPTS, MAX_WORK // (len(source.clean) + 1)))):
        source.problems = []
        source.last_quote = (-1, -1)
        try:
            root = _build(source, _events(source.clean))
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            if not masked and re.search(UNPRINTABLE, source.clean):
                masked = True
                found.append(_mask_unprintable(source))
                continue
            from storybible.reading import traps  # only where a file has errors

            diagnostic, mended = traps.look(error, source)
            found.append(diagnostic)
            if mended is None or mended == source.clean:
                return None, found
            source.clean = mended
            continue
        if found:
            found.extend(source.problems)
            found.sort(key=lambda each: (each.span.line, each.span.column))
            return root, found
        return root, source.problems
    place = Span(file, source.first_line, 1)
    found.append(
        problem(UNREADABLE_FILE, place, "too many errors: the file is not read", "mend those listed first")
    )
    return None, found


def _events(text: str) -> Callable[[], Any]:
    """A source of YAML events: libyaml's, or the slow one in Python where the package came without it."""
    import yaml

    if yaml.__with_libyaml__:
        return yaml.CLoader(text).get_event
    return yaml.Loader(text).get_event


def _mask_unprintable(source: Source) -> Diagnostic:
    """Read characters that no editor shows, and that libyaml refuses a file for, as blanks."""
    signs = re.findall(UNPRINTABLE, source.clean)
    first = source.clean.index(signs[0])
    more = f", and {len(signs) - 1} more in this file" if len(signs) > 1 else ""
    line = source.line_text(first).strip()
    place = source.place(first)
    source.clean = re.sub(UNPRINTABLE, " ", source.clean)
    return problem(
        NOT_PLAIN_TEXT,
        place,
        f"an invisible character stands here (U+{ord(signs[0]):04X}{more}); it is read as a blank",
        "delete it",
        subject=("invisible", line),
    )


def _narrow_indentation(source: Source) -> list[Diagnostic]:
    """Read blanks of other widths at the beginning of a line, as some programs paste them, as blanks."""
    blanks = "".join(WIDE_BLANKS)
    places = [hit.span() for hit in re.finditer(f"(?m)^[ {blanks}]*[{blanks}][ {blanks}]*", source.clean)]
    if not places:
        return []
    letters = list(source.clean)
    for begin, end in places:
        letters[begin:end] = " " * (end - begin)
    first = next(at for at in range(*places[0]) if source.clean[at] in blanks)
    more = f" (and {len(places) - 1} more lines)" if len(places) > 1 else ""
    place, sign, line = source.place(first), source.clean[first], source.line_text(first).strip()
    source.clean = "".join(letters)
    message = f"the indentation holds a special blank, U+{ord(sign):04X}{more}; it is read as an ordinary one"
    subject = ("special blank", line)
    return [problem(NOT_PLAIN_TEXT, place, message, "type ordinary blanks instead", subject=subject)]


def _build(source: Source, next_event: Callable[[], Any]) -> Node | None:
    """Make the tree.  One long loop, because it runs for every word of a bible."""
    from yaml import events as e

    scalar, open_map, open_list = e.ScalarEvent, e.MappingStartEvent, e.SequenceStartEvent
    file, text, base, first_line, restore = (
        source.file,
        source.clean,
        source.base,
        source.first_line,
        source.restore,
    )
    hashes = {found.start() + 1 for found in re.finditer(HASH_AFTER_TEXT, text)} if "#" in text else None
    size = len(text)
    anchors: set[str] = set()
    root: Node | None = None
    stack: list[tuple[Mapping | Sequence, Text | None]] = []
    inside: Mapping | Sequence | None = None
    items: list[Any] = []
    in_map = False
    name: Text | None = None
    node: Node
    while True:
        event = next_event()
        cls = type(event)
        if cls is scalar:
            mark = event.start_mark
            last = event.end_mark
            begin = mark.index
            finish = last.index
            line = mark.line
            length = finish - begin if last.line == line else source.line_end(begin) - begin
            value = event.value
            node = Text(
                value,
                Span(file, line + first_line, mark.column + 1, length or 1),
                begin + base,
                finish + base,
            )
            if begin >= size:  # nothing, at the very end, which libyaml counts as one more line
                node.span = source.place(size)
            if event.anchor is not None or event.tag is not None:
                anchors.add(event.anchor)
                flows.marked(source, event, node)
            if not event.style:
                if hashes and finish in hashes:
                    flows.swallowed(source, node, finish)
                if value == "~" or value == "null":
                    node.value = ""
            else:
                source.last_quote = begin, finish
                if value[:2] == "[[" and is_link(value):
                    node.value = link_target(value[2:-2])
            if restore:
                node.value = node.value.translate(restore)
        elif cls is open_map or cls is open_list:
            mark = event.start_mark
            span = Span(file, mark.line + first_line, mark.column + 1, 1)
            if len(stack) >= MAX_DEPTH:
                source.problems.append(_too_deep(span))
                return None
            if event.anchor is not None or event.tag is not None:
                anchors.add(event.anchor)
                flows.marked(source, event, None)
            if inside is not None:
                stack.append((inside, name))
            in_map = cls is open_map
            kind = Mapping if in_map else Sequence
            inside = kind(span, mark.index + base, -1, event.flow_style)
            items = inside.items
            name = None
            continue
        elif cls is e.MappingEndEvent or cls is e.SequenceEndEvent:
            assert inside is not None
            node = _close(source, inside, event, not stack)
            if not stack:
                root, inside = node, None
                continue
            inside, name = stack.pop()
            in_map = type(inside) is Mapping
            items = inside.items
        elif cls is e.AliasEvent:
            node = flows.alias(source, event, event.anchor in anchors)
        elif event is None or cls is e.StreamEndEvent:
            return root
        else:
            if cls is e.DocumentStartEvent:
                if root is not None:
                    flows.another_document(source, event.start_mark.index)
                    return root
                if event.version or event.tags:
                    flows.directive(source)
            continue
        if in_map and inside is not None:
            if name is None:
                if type(node) is Text and node.value != "<<":
                    name = node
                else:
                    name = Text("<<", node.span, node.start, node.end)
                    flows.odd_name(source, name, type(node) is Text)
            else:
                if name.value != "<<":
                    items.append((name, node))
                name = None
        elif inside is not None:
            items.append(node)
        else:
            root = node


def _too_deep(span: Span) -> Diagnostic:
    return problem(
        UNREADABLE_FILE,
        span,
        f"lists and mappings stand inside each other more than {MAX_DEPTH} deep: the file is not read",
        "close the brackets that were left open",
        subject=(span.file, "deep"),
    )


def _close(source: Source, made: Mapping | Sequence, event: Any, is_root: bool) -> Node:
    """Finish a list or mapping: its end, repeated names, and the traps that only show now."""
    text, base = source.clean, source.base
    if type(made) is Mapping:
        node: Node = made
        braces = made.braces and text[made.start - base] == "{"
        if braces:
            made.end = event.end_mark.index + base
            made.span = _whole(made, event)
            for key, value in made.items:
                if type(value) is Text and value.start == value.end and not flows.colon_follows(source, key):
                    node = flows.lone_words(source, made)
                    break
        items = made.items
        if type(node) is Mapping and len(items) > 1 and len({key.value for key, _ in items}) < len(items):
            flows.repeated_names(source, made, PLURALS if is_root else ())
        if braces:
            return node
        if items:
            made.end = max(items[-1][0].end, items[-1][1].end)
            made.span = items[0][0].span
        else:
            made.end = made.start
        if made.braces and items:  # a field inside brackets that has no braces of its own
            made.braces = False
            return flows.pair_in_list(source, made)
        return made
    assert type(made) is Sequence
    if not made.brackets:
        made.end = made.items[-1].end if made.items else made.start
        return made
    made.end = event.end_mark.index + base
    made.span = _whole(made, event)
    inner = made.items[0] if len(made.items) == 1 else None
    if (
        type(inner) is Sequence
        and inner.brackets
        and inner.start == made.start + 1
        and inner.end == made.end - 1
    ):
        return Text(
            link_target(source.text[inner.start + 1 : inner.end - 1]), made.span, made.start, made.end
        )
    return made


def _whole(made: Mapping | Sequence, event: Any) -> Span:
    """The span of something in brackets that stands on one line (else of its first bracket)."""
    span = made.span
    length = made.end - made.start
    if event.end_mark.column + 1 - span.column != length:
        return span
    return Span(span.file, span.line, span.column, length)
