"""What YAML reads without complaint and a writer did not mean.

A comma or a colon inside brackets that ends a text, a `` #`` that swallows the rest of a line, a name given
twice, and the parts of YAML that a bible does not use: anchors, aliases, tags, merge keys.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from storybible.diagnostics import Evidence, Span
from storybible.reading.nodes import Mapping, Node, Sequence, Source, line_breaks
from storybible.reading.problems import (
    DUPLICATE_KEY,
    NOT_PLAIN_TEXT,
    TEXT_CUT_SHORT,
    WRONG_TYPE,
    problem,
    quoted,
    replaced,
    short,
)
from storybible.records import Text


def repeated_names(source: Source, made: Mapping, merged: Container[str]) -> None:
    """Keep the first of each name and report the others.

    What stands under a second of the names ``merged`` (lists of records) is added to the first.
    """
    first: dict[str, tuple[Text, Node]] = {}
    kept: list[tuple[Text, Node]] = []
    again: list[Mapping] = []
    for key, value in made.items:
        earlier = first.get(key.value)
        if earlier is None:
            first[key.value] = key, value
            kept.append((key, value))
            continue
        name, into = earlier
        said = "only the first is read, on"
        if key.value in merged and type(value) is Mapping and type(into) is Mapping:
            into.items.extend(value.items)
            again.append(into)
            said = "the first is on"
        elif key.value in merged and type(value) is Sequence and type(into) is Sequence:
            into.items.extend(value.items)
            said = "the first is on"
        source.problems.append(
            problem(
                DUPLICATE_KEY,
                key.span,
                f"`{short(key.value)}` stands twice in the same place; {said} line {name.span.line}",
                "keep one of the two, or make one list of both values",
                evidence=(Evidence(name.span, f"`{short(key.value)}` stands here first"),),
                subject=("repeated", key.value, source.line_text(key.start - source.base).strip()),
            )
        )
    made.items[:] = kept
    for mapping in again:
        if len({key.value for key, _ in mapping.items}) < len(mapping.items):
            repeated_names(source, mapping, ())


def colon_follows(source: Source, key: Text) -> bool:
    """Whether a name in braces was written with its colon."""
    clean, at = source.clean, key.end - source.base
    while clean[at : at + 1].isspace():
        at += 1
    return clean[at : at + 1] == ":"


def lone_words(source: Source, made: Mapping) -> Node:
    """Mend ``{quote: now, in her thirties}``, whose comma ended the text, and ``{mara, teo}``, a list."""
    lone = [
        type(value) is Text and value.start == value.end and not colon_follows(source, key)
        for key, value in made.items
    ]
    if all(lone):
        words = ", ".join(key.value for key, _ in made.items)
        source.problems.append(
            problem(
                WRONG_TYPE,
                made.span,
                f"{{{short(words)}}} holds no fields; braces hold `name: value`",
                f"a list stands in brackets: [{short(words, 70)}]",
                subject=("braces", words),
            )
        )
        found = Sequence(made.span, made.start, made.end, True)
        found.items.extend(key for key, _ in made.items)
        return found
    kept: list[tuple[Text, Node]] = []
    index = 0
    items = made.items
    while index < len(items):
        key, value = items[index]
        index += 1
        rest = index
        while rest < len(items) and lone[rest]:
            rest += 1
        if rest > index:
            value = joined(source, key, value, items[rest - 1][0])
            index = rest
        if lone[index - 1] and rest == index and not kept and index == 1:
            source.problems.append(
                problem(
                    WRONG_TYPE,
                    key.span,
                    f"`{short(key.value)}` has no colon and no value",
                    f"write `{short(key.value)}: ...`",
                    subject=("lone", key.value),
                )
            )
            continue
        kept.append((key, value))
    made.items[:] = kept
    return made


def joined(source: Source, key: Text, value: Node, last: Text) -> Node:
    """The value that a comma cut, up to the end of ``last``, whole again."""
    plain = type(value) is Text and value.value and source.clean[value.start - source.base] not in "\"'"
    raw = source.text[value.start : last.end] if plain else ""
    if not plain or "\n" in raw or "\r" in raw:
        source.problems.append(
            problem(
                TEXT_CUT_SHORT,
                last.span,
                f"the comma before `{short(last.value)}` ended the value of `{key.value}`",
                f"put all of the value of `{key.value}` in quotes, or in brackets if it is a list",
                subject=("comma", key.value, last.value),
            )
        )
        return value
    place = Span(value.span.file, value.span.line, value.span.column, last.end - value.start)
    line = source.line_text(value.start - source.base)
    source.problems.append(
        problem(
            TEXT_CUT_SHORT,
            place,
            f"inside braces a comma ends a text: `{key.value}` would be only “{short(raw.split(',')[0])}”",
            f"put it in quotes: {key.value}: {short(quoted(raw), 80)}, or in brackets if it is a list",
            repairs=replaced(place, line, raw, quoted(raw)),
            subject=("comma", key.value, raw),
        )
    )
    return Text(raw, place, value.start, last.end)


def pair_in_list(source: Source, made: Mapping) -> Node:
    """Mend ``[Kurenai: the end]``, where the colon made a field of a text."""
    key, value = made.items[0]
    raw = source.text[key.start : max(value.end, key.end)]
    place = Span(key.span.file, key.span.line, key.span.column, len(raw.splitlines()[0]))
    line = source.line_text(key.start - source.base)
    named = key.value.replace("_", "").isalpha() and key.value.isascii() and key.value.islower()
    source.problems.append(
        problem(
            TEXT_CUT_SHORT,
            place,
            f"inside brackets the colon makes a field of “{short(raw)}”",
            f"a text with a colon stands in quotes: {short(quoted(raw), 80)}"
            + ("; several fields together stand in braces: [{...}]" if named else ""),
            repairs=() if named else replaced(place, line, raw, quoted(raw)),
            subject=("colon", raw),
        )
    )
    if named or type(value) is not Text or "\n" in raw:
        return made
    return Text(raw, place, key.start, value.end)


def swallowed(source: Source, node: Text, finish: int) -> None:
    """Report a text that a `` #`` cut short (``quote: he was #1 again``)."""
    end = source.line_end(finish)
    rest = source.text[source.base + finish : source.base + end].strip()
    raw = source.text[node.start : source.base + end].strip()
    read = f"the text ends at “{short(node.value)}”" if node.value else "the field stays empty"
    at = source.clean.index("#", finish)
    line = node.span.line + line_breaks(source.clean, node.start - source.base, at)
    same = line == node.span.line
    column = node.span.column + at - node.start + source.base if same else at - source.line_start(at) + 1
    place = Span(source.file, line, column, len(rest))
    source.problems.append(
        problem(
            TEXT_CUT_SHORT,
            place,
            f"“{short(rest)}” is taken for a comment: {read}",
            f"if it belongs to the text, put all of it in quotes: {short(quoted(raw), 80)}; "
            "if it is a comment, put a blank after the #",
            repairs=replaced(place, source.line_text(finish), raw, quoted(raw)),
            subject=("hash", raw),
        )
    )


def marked(source: Source, event: Any, node: Text | None) -> None:
    """Report an anchor or a tag; a text that only begins like one is read whole."""
    mark = event.start_mark
    begin = mark.index
    sign = source.clean[begin : begin + 1]
    word = source.clean[begin : begin + 100].split()[:1]
    what = "anchors (&) and aliases (*)" if event.anchor is not None else "tags (!)"
    raw = source.text[source.base + begin : node.end] if node is not None else ""
    mendable = node is not None and not event.style and bool(raw) and "\n" not in raw
    length = len(raw) if mendable else len(word[0]) if word else 1
    place = Span(source.file, mark.line + source.first_line, mark.column + 1, length)
    source.problems.append(
        problem(
            NOT_PLAIN_TEXT,
            place,
            f"“{short(raw if mendable else ''.join(word))}” begins with {sign}: a bible has no {what}",
            f"if it is a text, put it in quotes: {short(quoted(raw), 80)}"
            if mendable
            else f"leave out {''.join(word)}",
            repairs=replaced(place, source.line_text(begin), raw, quoted(raw)) if mendable else (),
            subject=("marked", raw or "".join(word)),
        )
    )
    if mendable and node is not None:
        node.value, node.span, node.start = raw, place, source.base + begin


def alias(source: Source, event: Any, known: bool) -> Text:
    """Report ``*name``; it is read as that text, or as nothing where there is such an anchor."""
    begin, finish = event.start_mark.index, event.end_mark.index
    raw = source.text[source.base + begin : source.base + finish]
    mark = event.start_mark
    place = Span(source.file, mark.line + source.first_line, mark.column + 1, len(raw))
    source.problems.append(
        problem(
            NOT_PLAIN_TEXT,
            place,
            f"“{short(raw)}” begins with *: a bible has no anchors (&) and aliases (*)",
            "write the value out" if known else f"if it is a text, put it in quotes: {quoted(raw)}",
            repairs=() if known else replaced(place, source.line_text(begin), raw, quoted(raw)),
            subject=("alias", raw),
        )
    )
    return Text("" if known else raw, place, source.base + begin, source.base + finish)


def odd_name(source: Source, name: Text, is_text: bool) -> None:
    """Report a merge key, or a list or mapping in the place of a field's name."""
    if is_text:
        message, hint = "`<<` merges another mapping in, which a bible does not have", "write the fields out"
        rule = NOT_PLAIN_TEXT
    else:
        message, hint = "a list or mapping stands where a field's name should be", "write `name: value`"
        rule = WRONG_TYPE
    line = source.line_text(name.start - source.base).strip()
    source.problems.append(problem(rule, name.span, message, hint, subject=("name", line)))


def another_document(source: Source, begin: int) -> None:
    """Report a second ``---``: the rest of the file is not read."""
    source.problems.append(
        problem(
            NOT_PLAIN_TEXT,
            source.place(begin, 3),
            "`---` begins a second document: the file is read up to here only",
            "put the rest in a file of its own, or leave out the `---`",
            subject=(source.file, "document"),
        )
    )


def directive(source: Source) -> None:
    """Report ``%YAML`` and ``%TAG`` lines."""
    begin = max(source.clean.find("%"), 0)
    source.problems.append(
        problem(
            NOT_PLAIN_TEXT,
            source.place(begin, source.line_end(begin) - begin),
            "a line beginning with % speaks to the YAML parser, which a bible does not need",
            "delete the line",
            subject=(source.file, "directive"),
        )
    )
