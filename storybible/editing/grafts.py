"""Single edits of a file's tree: a field set or added, an entry added to a list, either of them taken out.

Each gives the splices and what they make the file say; :meth:`Page.grafted` proves that they say it.  New
lines look like their neighbours; comments stay where they are, and go only with the lines that are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from storybible.editing.page import Changes, Graft, Page, Splice
from storybible.editing.scalars import Shape, Value, flow, like, line_of, quoted, scalar, shape, shape_of
from storybible.queries.resolve import Misuse
from storybible.reading.lists import split_ids, split_names
from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.nodes import Node
from storybible.reading.nodes import Sequence as SequenceNode
from storybible.records import Text

_DASHES = re.compile(r"[ ]*(?:-[ ]+)+")
_CLOSED = re.compile(r"^\.\.\.[ \t]*$", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")


# ---- what becomes of what the file says --------------------------------------------------------------


def _entries_more(made: Shape, values: list[Shape]) -> Shape:
    return [*made, *values] if isinstance(made, list) else [made, *values] if made else values


def _field_more(made: Shape, name: str, value: Shape, at: int | None = None) -> Shape:
    pairs = list(made) if isinstance(made, tuple) else []
    pairs.insert(len(pairs) if at is None else at, (name, value))
    return tuple(pairs)


def _said(value: Shape) -> Callable[[Shape], Shape | None]:
    return lambda made: value


def _gone(made: Shape) -> Shape | None:
    return None


# ---- fields ------------------------------------------------------------------------------------------


def field_set(page: Page, key: Text, node: Node, value: Value, inside: bool) -> Graft:
    """The value of a field replaced.  ``inside``: the field stands within brackets or braces."""
    changes: Changes = {id(node): _said(shape_of(value))}
    written = flow(value) if inside else line_of(value)
    if type(node) is Text and node.start == node.end:
        at = page.colon(key)
        return Graft((Splice(at, at, f" {written}"),), changes)
    end = page.end_of(node)
    if type(node) is Text:
        raw = page.text[node.start : end]
        header = _HEADER.match(raw)
        if header:
            remark = f"  {header[1]}" if header[1] else ""
            if isinstance(value, str) and "\n" in value and not remark:
                written = _literal(page, key, value) or written
            return Graft((Splice(node.start, end, written + remark),), changes)
        if isinstance(value, str):
            written = like(value, raw, inside)
        return Graft((Splice(node.start, end, written),), changes)
    if holds_remarks(page, page.colon(key), end, node):
        raise Misuse(
            f"{page.file}:{key.span.line}: there are remarks inside `{key.value}`, which would be lost; "
            "change its entries one by one"
        )
    if node_in_brackets(node):
        return Graft((Splice(node.start, end, written),), changes)
    return Graft((Splice(page.colon(key), end, f" {written}"),), changes)


def entry_set(page: Page, node: Node, value: Value, inside: bool) -> Graft:
    """An entry of a list replaced."""
    end = page.end_of(node)
    if type(node) is not Text and holds_remarks(page, node.start, end, node):
        raise Misuse(
            f"{page.file}:{node.span.line}: there are remarks inside this entry, which would be lost"
        )
    raw = page.text[node.start : end]
    if isinstance(value, str):
        written = like(value, raw, inside) if type(node) is Text else scalar(value, inside)
    else:
        written = flow(value)
    return Graft((Splice(node.start, end, written),), {id(node): _said(shape_of(value))})


def _literal(page: Page, key: Text, value: str) -> str:
    """A text of several lines as it stands, below the name of its field; "" where quotes are needed."""
    lines = value.split("\n")
    if not all(line == line.strip() and (line.isprintable()) for line in lines) or not (
        lines[0] and lines[-1]
    ):
        return ""
    indent = " " * (key.span.column + 1)
    return page.newline.join(["|-", *(indent + line if line else "" for line in lines)])


def field_added(
    page: Page, node: Node | None, name: str, value: Value, owner: Text | None, after: int | None = None
) -> Graft:
    """A field more, last of its record (or behind item ``after``).

    ``node`` is the mapping, or the empty text behind ``owner``, or None for a file that says nothing yet.
    """
    change = partial(_field_more, name=name, value=shape_of(value), at=None if after is None else after + 1)
    newline = page.newline
    if node is None or (type(node) is Text and owner is None and not node.value):
        lead = (
            ""
            if page.start == page.end or page.text[: page.end].endswith(("\n", "\r", "\ufeff"))
            else newline
        )
        text = f"{lead}{scalar(name)}: {line_of(value)}{newline}"
        return Graft((Splice(page.end, page.end, text),), {0 if node is None else id(node): change})
    changes: Changes = {id(node): change}
    if type(node) is Text and owner is not None and node.start == node.end and _within(page.root, owner):
        at = page.colon(owner)
        end = at + len(re.match(r"[ \t]*(?=,)|", page.text[at:])[0])  # type: ignore[index]
        return Graft((Splice(at, end, f" {flow({name: value})}"),), changes)
    if type(node) is Text and owner is not None and node.start == node.end:
        indent = " " * (owner.span.column - 1 + _step(page))
        at = page.line_end(page.colon(owner))
        return Graft((Splice(at, at, f"{newline}{indent}{scalar(name)}: {line_of(value)}"),), changes)
    if type(node) is not MappingNode:
        raise Misuse(f"{page.file}:{node.span.line}: no field can be added to what is written there")
    if node.braces:
        at_item = None if after is None else after + 1
        ends = [(key.start, max(page.end_of(one), page.colon(key))) for key, one in node.items[:at_item]]
        splices = _in_brackets(page, node.start, ends, f"{scalar(name)}: {flow(value)}")
        return Graft(splices, changes)
    key, last = node.items[-1 if after is None else after]
    indent = " " * (node.items[0][0].span.column - 1)
    at = page.line_end(max(page.end_of(last), page.colon(key)))
    return Graft((Splice(at, at, f"{newline}{indent}{scalar(name)}: {line_of(value)}"),), changes)


# ---- lists -------------------------------------------------------------------------------------------


def entry_added(
    page: Page, key: Text, node: Node, value: Value, names: bool = False, inside: bool = False
) -> Graft:
    """An entry more, last in a list; a single value becomes a list of two.

    With ``names``, a text with commas is the list of names that the reader takes it for, and a list adds each
    of its entries.
    """
    values = value if names and isinstance(value, list) else [value]
    written = ", ".join(flow(one) for one in values)
    said = [shape_of(one) for one in values]
    change = partial(_entries_more, values=said)
    if type(node) is SequenceNode:
        if node.brackets:
            ends = [(item.start, page.end_of(item)) for item in node.items]
            return Graft(_in_brackets(page, node.start, ends, written), {id(node): change})
        return Graft((_as_lines(page, node, values),), {id(node): change})
    if type(node) is Text and node.start == node.end:
        if inside:
            return field_set(page, key, node, values, inside)
        indent = " " * (key.span.column - 1 + 2)
        at = page.line_end(page.colon(key))
        lines = "".join(f"{page.newline}{indent}- {flow(one)}" for one in values)
        return Graft((Splice(at, at, lines),), {id(node): change})
    end = page.end_of(node)
    if type(node) is MappingNode and node.braces:
        return Graft(
            (Splice(node.start, node.start, "["), Splice(end, end, f", {written}]")), {id(node): change}
        )
    raw = page.text[node.start : end]
    if type(node) is not Text or "\n" in raw or "\r" in raw or raw[0] in "|>":
        where = f"{page.file}:{node.span.line}"
        raise Misuse(f"{where}: `{key.value}` is one value over several lines; make it a list by hand first")
    parts = split_names(node) if names else split_ids(node)
    if len(parts) > 1:
        found: Shape = [*(part.value for part in parts), *said]
        text = ", ".join(scalar(part.value) for part in parts)
        kept = raw if text == raw else text
        return Graft((Splice(node.start, end, f"[{kept}, {written}]"),), {id(node): _said(found)})
    kept = raw if raw[0] in "'\"" or scalar(node.value) == node.value else quoted(node.value)
    return Graft((Splice(node.start, end, f"[{kept}, {written}]"),), {id(node): change})


def _in_brackets(page: Page, start: int, ends: list[tuple[int, int]], written: str) -> tuple[Splice, ...]:
    """One more behind the last of ``ends`` in ``[...]`` or ``{...}``, on a line of its own where that is."""
    text = page.text
    if not ends:
        return (Splice(start + 1, start + 1, written),)
    begin, end = ends[-1]
    before = page.lead(begin)
    comma = re.compile(r"[ \t]*,").match(text, end)
    if before.strip():
        at = comma.end() if comma else end
        rest = text[at : page.line_end(at)]
        if not comma:
            return (Splice(at, at, f", {written}"),)
        follows = "," if rest.strip() and rest.lstrip()[0] not in "]}#" else ""
        return (Splice(at, at, f" {written}{follows}"),)
    line = f"{page.newline}{before}{written}"
    line_end = page.line_end(end)
    if re.search(r"[\]}]", text[end:line_end].split("#")[0]):
        return (Splice(end, end, f",{line}"),)
    if comma:
        return (Splice(line_end, line_end, f"{line},"),)
    return (Splice(end, end, ","), Splice(line_end, line_end, line))


def _as_lines(page: Page, found: SequenceNode, values: Sequence[Value]) -> Splice:
    """Entries more below the last one, in braces or spread over lines as that one is."""
    last = found.items[-1] if found.items else None
    lead = page.lead(last.start) if last is not None else ""
    if last is None or not re.fullmatch(r"[ ]*-[ ]+", lead):
        raise Misuse(
            f"{page.file}:{found.span.line}: this list is written in a way that cannot be continued safely"
        )
    lines = ""
    for value in values:
        body = line_of(value)
        if isinstance(value, Mapping) and type(last) is MappingNode and not last.braces:
            inner = " " * len(lead)
            body = f"{page.newline}{inner}".join(f"{scalar(k)}: {line_of(v)}" for k, v in value.items())
        lines += f"{page.newline}{lead}{body}"
    at = page.line_end(max(page.end_of(last), last.start))
    return Splice(at, at, lines)


def list_begun(page: Page, name: str, value: Value) -> Graft:
    """A list of records begun at the end of a file, each over lines of its own.

    ``value`` is a mapping from ids to fields, or a list of entries.
    """
    root, newline = page.root, page.newline
    if type(root) is MappingNode and root.braces:
        return field_added(page, root, name, value, None)
    first = root.items[0][0] if type(root) is MappingNode and root.items else None
    indent = " " * (first.span.column - 1) if first is not None else ""
    lines = [f"{name}:"]
    if isinstance(value, Mapping):
        for id_, fields in value.items():
            lines.append(f"  {scalar(id_)}:")
            assert isinstance(fields, Mapping)
            lines += [f"    {scalar(key)}: {line_of(one)}" for key, one in fields.items()]
        said: Shape = tuple((id_, shape_of(fields) if fields else "") for id_, fields in value.items())
    else:
        lines += [f"  - {line_of(entry)}" for entry in value]
        said = shape_of(value)
    closed = _CLOSED.search(page.text, page.end_of(root), page.end) if root is not None else None
    at = closed.start() if closed else page.end
    before = page.text[:at]
    lead = "" if not before or before.endswith(("\n", "\r", "\ufeff")) else newline
    lead += newline if newline * 2 in before else ""  # fields stand apart here
    text = lead + newline.join(indent + line for line in lines) + newline
    change = partial(_field_more, name=name, value=said)
    return Graft((Splice(at, at, text),), {0 if root is None else id(root): change})


# ---- taking out --------------------------------------------------------------------------------------


def taken_out(page: Page, holder: MappingNode | SequenceNode, index: int, apart: bool = False) -> Graft:
    """A field or an entry taken out; with ``apart``, with the blank line that sets it apart.

    The only field of a mapping leaves its record with nothing but its id.
    """
    if type(holder) is MappingNode:
        items = [(key.start, max(page.end_of(one), page.colon(key))) for key, one in holder.items]
        left = tuple((key.value, shape(one)) for n, (key, one) in enumerate(holder.items) if n != index)
        changes: Changes = {id(holder): _said(left if left or holder.braces else "")}
    else:
        assert type(holder) is SequenceNode
        items = [(one.start, page.end_of(one)) for one in holder.items]
        changes = {id(holder.items[index]): _gone}
    only = len(items) == 1
    start, end = items[index]
    flowing = node_in_brackets(holder)
    lead = page.lead(start)
    if not flowing:
        if not lead.strip() or (
            _DASHES.fullmatch(lead) and type(holder) is SequenceNode and lead.count("-") == 1
        ):
            return Graft((_lines(page, start, end, apart, index == len(items) - 1),), changes)
        if not only and index == 0 and not holds_remarks(page, start, items[1][0], holder):
            return Graft((Splice(start, items[1][0], ""),), changes)
        raise Misuse(f"{page.file}:{page.line_number(start)}: what stands there cannot be taken out safely")
    rest = page.text[end : page.line_end(end)]
    comma = re.match(r"[ \t]*,", rest)
    own_line = not lead.strip() and re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?", rest)
    if own_line and (comma or only or index == len(items) - 1):
        return Graft((Splice(page.line_start(start), page.next_line(end), ""),), changes)
    if index + 1 < len(items):
        if holds_remarks(page, end, items[index + 1][0], holder):
            raise Misuse(
                f"{page.file}:{page.line_number(start)}: a remark stands behind it, which would be lost"
            )
        return Graft((Splice(start, items[index + 1][0], ""),), changes)
    begin = items[index - 1][1] if index else start
    return Graft((Splice(begin, end + (comma.end() if comma and only else 0), ""),), changes)


def _lines(page: Page, start: int, end: int, apart: bool, last_one: bool) -> Splice:
    """Whole lines taken out; with ``apart``, the blank lines too that set them apart from what is above, or
    from what is below."""
    first, last = page.line_start(start), page.next_line(end)
    if apart:
        before, after = first, last
        while before > page.start and not page.text[page.line_above(before) : before].strip():
            before = page.line_above(before)
        while after < page.end and not page.text[after : page.line_end(after)].strip():
            after = page.next_line(after)
        if last_one or after == page.end:
            first = before
        elif before < first or first == page.start:
            last = after
    if last == page.end == page.line_end(end) and first > page.start:  # the file has no last line end
        first -= 2 if page.text[first - 2 : first] == "\r\n" else 1
    return Splice(first, last, "")


# ---- what stands there -------------------------------------------------------------------------------


def node_in_brackets(node: Node) -> bool:
    """Whether a list or mapping is written in brackets or braces."""
    return (type(node) is MappingNode and node.braces) or (type(node) is SequenceNode and node.brackets)


def _within(node: Node | None, key: Text) -> bool:
    """Whether a field stands within braces or brackets."""
    if node is None or isinstance(node, Text):
        return False
    if node_in_brackets(node):
        return node.start <= key.start < node.end
    parts = [one for _, one in node.items] if isinstance(node, MappingNode) else node.items
    return any(_within(one, key) for one in parts)


def holds_remarks(page: Page, start: int, end: int, node: Node) -> bool:
    """Whether a comment stands in ``text[start:end]``, outside of the texts of a node."""
    done = start
    parts = []
    for text in texts_of(node):
        if start <= text.start and text.end <= end and text.start >= done:
            parts.append(page.text[done : text.start])
            header = _HEADER.match(page.text, text.start, text.end)
            parts.append(header[1] or "" if header else "")
            done = page.end_of(text)
    parts.append(page.text[done:end])
    return any("#" in part for part in parts)


def texts_of(node: Node) -> Iterator[Text]:
    """All texts of a node, names of fields too, in the order of the file."""
    if type(node) is Text:
        yield node
    elif type(node) is MappingNode:
        for key, value in node.items:
            yield key
            yield from texts_of(value)
    else:
        assert type(node) is SequenceNode
        for item in node.items:
            yield from texts_of(item)


def _step(page: Page) -> int:
    """By how much records indent their fields here."""
    if type(page.root) is MappingNode:
        for key, value in page.root.items:
            if type(value) is MappingNode and not value.braces and value.items:
                return max(value.items[0][0].span.column - key.span.column, 1)
    return 2
