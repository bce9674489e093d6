"""Errors of YAML in a writer's words, and how to read on.

Two ways: a character that YAML takes for a sign of its own is masked by one that is not in the text, and put
back into the value after parsing, so that the text is read as it was meant; otherwise the entry with the
error (a field of a record, where that can be told from the indentation) is blanked out.  Both keep every
other character where it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from storybible.diagnostics import Diagnostic
from storybible.reading.mending import KEY_LINE, links_in_quotes, masked, without_entry
from storybible.reading.nodes import Source
from storybible.reading.problems import (
    NOT_PLAIN_TEXT,
    TEXT_CUT_SHORT,
    UNREADABLE_FILE,
    problem,
    quoted,
    replaced,
    short,
)

KEY_AND_VALUE = re.compile(
    r"""[ ]*(?:-[ ]+)*(?P<key>[^\s#"'\[{&*!|>%@`,-][^:#\n\r]*?|"[^"]*"|'[^']*'):[ \t]+(?P<value>\S.*)"""
)
NO_BLANK = re.compile(r"""[ ]*(?:-[ ]+)*(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)""")
ITEM = re.compile(r"[ ]*(?:-[ ]+)+(?P<value>\S.*)")
TEXT_STARTS = "@`%&*!|>?-:]},"


@dataclass(slots=True)
class Trap:
    """What went wrong, and either the characters to mask or the place whose entry cannot be read."""

    rule: str
    offset: int
    length: int
    message: str
    hint: str = ""
    repair: tuple[str, str] | None = None
    masks: tuple[int, ...] = ()
    mask_as: str | None = None  # None: the character itself comes back
    sign: bool = False  # a sign that is never plain text, though the line cannot be saved


def look(error: Any, source: Source) -> tuple[Diagnostic, str | None]:
    """The diagnostic for a parser's error, and the text to parse next (None: give the file up)."""
    trap = recognise(error, source)
    line = source.line_text(trap.offset)
    mended = masked(source, trap.masks, trap.mask_as)
    rule, lost = trap.rule, ""
    if mended is None:
        rule = UNREADABLE_FILE if rule == NOT_PLAIN_TEXT and not trap.sign else rule
        mended, first, last = without_entry(source, trap.offset)
        if mended is None:
            lost = "; the file is not read"
        else:
            lost = f"; lines {first} to {last} are not read" if last > first else "; this line is not read"
    place = source.place(trap.offset, trap.length)
    shown = source.restore  # what was masked before reads as it was written
    repair = tuple(words.translate(shown) for words in trap.repair) if trap.repair else ("", "")
    diagnostic = problem(
        rule,
        place,
        trap.message.translate(shown) + lost,
        trap.hint.translate(shown),
        repairs=replaced(place, line, repair[0], repair[1]),
        subject=(rule, line.strip()),
    )
    return diagnostic, mended


def recognise(error: Any, source: Source) -> Trap:
    """Tell which trap an error comes from; the generic message where none is known."""
    text = source.clean
    problem_text = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    at = _offset(getattr(error, "problem_mark", None), text)
    since = (
        _offset(getattr(error, "context_mark", None), text) if getattr(error, "context_mark", None) else at
    )
    char = text[at : at + 1]
    trap: Trap | None = None
    if "tab" in problem_text or (char == "\t" and "cannot start any token" in problem_text):
        trap = _tab(source, at)
    elif "cannot start any token" in problem_text:
        trap = _odd_start(source, at)
    elif "quoted scalar" in context:
        trap = _quoted(source, since, at, problem_text)
    elif (
        "alias" in context
        or "anchor" in context
        or "tag" in context
        or "tag handle" in problem_text
        or "block scalar" in context
    ):
        trap = _odd_start(source, since)
    elif "mapping values" in problem_text:
        trap = _colon(source, at)
    elif (
        "sequence entries" in problem_text
        or "mapping keys are not" in problem_text
        or ("node content" in problem_text and "flow" not in context and char in "]},")
    ):
        trap = _odd_start(source, at)
    elif "could not find expected ':'" in problem_text:
        trap = _no_colon(source, since)
    elif "flow" in context and char == ":" and text[at + 1 : at + 2] in " \t\r\n":
        trap = _colon(source, at, in_flow=True)
    if trap is None:
        trap = (
            _after_quote(source, at) or _flow(source, since, at, context) or _indentation(source, at, context)
        )
    return trap or Trap(
        UNREADABLE_FILE,
        at,
        1,
        "YAML cannot read this line",
        "a text with signs such as : # [ { stands in quotes",
    )


def _offset(mark: Any, text: str) -> int:
    return min(max(mark.index, 0), len(text)) if mark is not None else 0


# ---- one trap each -----------------------------------------------------------


def _tab(source: Source, at: int) -> Trap:
    begin = source.line_start(at)
    line = source.clean[begin : source.line_end(at)]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    message = "a tab stands here; YAML takes only blanks"
    if "\t" not in indent:
        return Trap(NOT_PLAIN_TEXT, at, 1, message, "write a blank instead", masks=(at,), mask_as=" ")
    first = begin + indent.index("\t")
    indents = re.findall(r"^[ \t]+(?=\S)", source.clean, re.MULTILINE)
    tabs = [found for found in indents if "\t" in found]
    hint = "indent with blanks: two for each step"
    if all(set(found) == {"\t"} for found in indents):
        places = re.finditer(r"^\t+(?=\S)", source.clean, re.MULTILINE)
        every = tuple(place for found in places for place in range(found.start(), found.end()))
        many = f"{len(tabs)} lines are" if len(tabs) > 1 else "a line is"
        message = f"{many} indented with tabs; YAML takes only blanks"
        return Trap(NOT_PLAIN_TEXT, first, 1, message, hint, masks=every, mask_as=" ")
    return Trap(
        NOT_PLAIN_TEXT, first, 1, "a tab stands in the indentation; YAML takes only blanks", hint, sign=True
    )


def _odd_start(source: Source, at: int) -> Trap:
    """A text that begins with a sign of YAML's own."""
    char = source.clean[at : at + 1]
    begin = source.line_start(at)
    before = source.clean[begin:at]
    end = source.line_end(at)
    raw = source.text[source.base + at : source.base + end].rstrip()
    if char == "\t":
        return _tab(source, at)
    if before.count("{") + before.count("[") > before.count("}") + before.count("]"):
        raw = re.split(r"[,\]}]", raw)[0].rstrip()
    if not before.strip() or char not in TEXT_STARTS or not char:
        return _indentation(source, at, "") or Trap(
            UNREADABLE_FILE, at, 1, f"YAML cannot read “{short(raw)}”", "put the text in quotes"
        )
    return Trap(
        NOT_PLAIN_TEXT,
        at,
        max(len(raw), 1),
        f"a text cannot begin with {char} unless it stands in quotes",
        f"write {short(quoted(raw), 80)}",
        (raw, quoted(raw)),
        (at,),
    )


def _quoted(source: Source, opened: int, at: int, what: str) -> Trap:
    text = source.clean
    quote = text[opened : opened + 1]
    if "escape" in what or "hexdecimal" in what:
        back = text.rfind("\\", opened, at + 1)
        return Trap(
            NOT_PLAIN_TEXT,
            back,
            2,
            f"{text[back : back + 2]} means nothing inside double quotes",
            "write two backslashes for one, or put the text in single quotes",
            (text[back : back + 2], "\\" + text[back : back + 2]),
            (back,),
        )
    end = source.line_end(opened)
    raw = text[opened:end].rstrip()
    message = f"the quote that opens here is never closed: {short(raw)}"
    if quote == "'":
        return Trap(
            NOT_PLAIN_TEXT,
            opened,
            len(raw),
            message,
            f"a text with an apostrophe stands in double quotes: {short(quoted(raw), 80)}",
            (raw, quoted(raw)),
            (opened,),
        )
    return Trap(
        NOT_PLAIN_TEXT, opened, len(raw), message, "put a quote at its end", (raw, raw + quote), (opened,), ""
    )


def _after_quote(source: Source, at: int) -> Trap | None:
    """Words after a closing quote: ``"She said "no" to him"``."""
    text = source.clean
    opened, closed = source.last_quote
    if closed < 1 or text[closed:at].strip(" \t") or text[closed - 1] not in "\"'":
        return None
    quote = text[closed - 1]
    if source.line_start(opened) != source.line_start(at):
        return _quoted(source, opened, at, "")
    end = source.line_end(at)
    rest = text[at:end].rstrip()
    message = f"the text in quotes ends before “{short(rest)}”"
    last = re.match(f"[^{quote}]*?{quote}(?:[^{quote}]*{quote})*?(?=[ \t]*(?:[,\\]}}]|$))", rest)
    if last:
        stop = at + last.end()
        inner = tuple(place for place in range(opened + 1, stop - 1) if text[place] == quote)
        raw = text[opened:stop]
        hint = f"quotes inside need the other kind outside: {short(quoted(raw[1:-1]), 80)}"
        return Trap(NOT_PLAIN_TEXT, at, len(rest), message, hint, (raw, quoted(raw[1:-1])), inner)
    raw = text[opened : at + len(rest)]
    flat = not re.search(r"[\[{]", text[source.line_start(opened) : opened])
    hint = f"put all of the text in quotes: {short(quoted(raw), 80)}"
    return Trap(
        NOT_PLAIN_TEXT, at, len(rest), message, hint, (raw, quoted(raw)) if flat else None, (opened,) * flat
    )


def _colon(source: Source, at: int, in_flow: bool = False) -> Trap | None:
    """A colon inside a plain text (``title: Kurenai: the end``), or a field indented too far."""
    text = source.clean
    begin = source.line_start(at)
    end = source.line_end(at)
    head = text[begin:at]
    line = text[begin:end]
    key = KEY_LINE.match(line)
    opening = max(head.rfind("{"), head.rfind("["))
    if opening >= 0 and head.rfind("}") < opening and head.rfind("]") < opening:
        inside = re.split(r"[,{\[]", head)[-1]
        raw = (inside.split(": ", 1)[-1] + re.split(r"[,\]}]", line[at - begin :])[0]).strip()
    elif key is not None and key.end("key") < at - begin:
        raw = line[key.end("key") + 1 :].strip()
        if in_flow:
            raw = re.split(r"[,\]}]", raw)[0].rstrip()
    elif in_flow:
        return None
    else:
        return _missing_before(source, begin) or _indentation(source, begin, "")
    if not raw or raw[0] in "[{":
        return None
    offset = max(begin, line.find(raw) + begin)
    every = [offset + found.start() for found in re.finditer(r":(?=\s|$)", raw)]
    if raw[0] in "\"'":
        every.append(offset)
    return Trap(
        TEXT_CUT_SHORT,
        offset,
        len(raw),
        f"the second colon would end this text: “{short(raw)}”",
        f"a text with a colon stands in quotes: {short(quoted(raw), 80)}",
        (raw, quoted(raw)),
        tuple(dict.fromkeys((at, *every))),
    )


def _missing_before(source: Source, begin: int) -> Trap | None:
    """The line above has no colon (``mara`` for ``mara:``), or none with a blank after it (``name:Mara``)."""
    above = begin
    while above > 0:
        above = source.line_start(above - 1)
        line = source.clean[above : source.line_end(above)]
        if line.strip() and not line.lstrip().startswith("#"):
            break
    else:
        return None
    if KEY_LINE.match(line):
        return None
    offset = above + len(line) - len(line.lstrip())
    return _no_colon(source, offset)


def _no_colon(source: Source, at: int) -> Trap:
    """A line that should be a field and has no colon."""
    end = source.line_end(at)
    raw = source.clean[at:end].rstrip()
    tight = NO_BLANK.match(raw)
    if tight:
        written = f"{tight['key']}: {tight['value']}"
        return Trap(
            UNREADABLE_FILE,
            at,
            len(tight["key"]) + 1,
            f"there is no blank after the colon of “{short(raw)}”",
            f"write {short(written, 80)}",
            (raw, written),
        )
    wide = raw.find("\uff1a")
    if wide > 0:
        written = raw.replace("\uff1a", ": ", 1)
        message = f"the colon of “{short(raw)}” is a wide one, which YAML does not know"
        return Trap(UNREADABLE_FILE, at + wide, 1, message, f"write {short(written, 80)}", (raw, written))
    return Trap(
        UNREADABLE_FILE,
        at,
        max(len(raw), 1),
        f"“{short(raw)}” has no colon after its name",
        "a field is written `name: value`, a record `id:` with its fields below",
    )


def _flow(source: Source, opened: int, at: int, context: str) -> Trap | None:
    """A bracket that is not closed, or words after one that is."""
    text = source.clean
    begin = source.line_start(at)
    end = source.line_end(at)
    rest = text[at:end].strip()
    before = text[begin:at].rstrip()
    if "flow" not in context:
        if before[-1:] in ("]", "}") and rest:
            line = text[begin:end]
            value = KEY_AND_VALUE.match(line) or ITEM.match(line)
            raw = value["value"].rstrip() if value else ""
            if value and raw.startswith("[["):  # an Obsidian link with words after it
                message = "a text that begins with a link must stand in quotes"
                start = begin + value.start("value")
                better = links_in_quotes(raw)
                hint = f"write {short(better, 80)}"
                return Trap(NOT_PLAIN_TEXT, start, len(raw), message, hint, (raw, better), (start,))
            return Trap(
                NOT_PLAIN_TEXT,
                at,
                len(rest),
                f"“{short(rest)}” stands after the closing bracket",
                "put all of it inside the brackets, or in quotes if it is one text",
                (raw, quoted(raw)) if raw else None,
            )
        return None
    bracket = text[opened : opened + 1]
    if not rest and bracket not in ("[", "{"):
        opened = max(text.rfind("[", 0, at), text.rfind("{", 0, at), 0)
        bracket = text[opened : opened + 1]
    if bracket not in "[{" or not bracket:
        message, hint = f"nothing can be read from “{short(rest)}”", "a text with brackets stands in quotes"
        return Trap(NOT_PLAIN_TEXT, at, max(len(rest), 1), message, hint) if rest else None
    closing = "]" if bracket == "[" else "}"
    end = source.line_end(opened)
    sharp = text.find(" #", opened, end) + 1
    if sharp and closing in text[sharp:end] and text[sharp + 1 : sharp + 2].strip():
        message = f"“ #” would cut this text short, and with it the {closing}; it is read whole"
        return Trap(TEXT_CUT_SHORT, sharp, 1, message, "put the text in quotes", None, (sharp,))
    if source.line_start(opened) == begin and rest:
        return Trap(
            NOT_PLAIN_TEXT,
            at,
            len(rest),
            f"a comma or {closing} is missing before “{short(rest)}”",
            "part the entries with commas; a text with brackets or quotes in it stands in quotes",
        )
    return Trap(
        NOT_PLAIN_TEXT, opened, 1, f"this {bracket} is never closed", f"put a {closing} where it ends"
    )


def _indentation(source: Source, at: int, context: str) -> Trap | None:
    begin = source.line_start(at)
    line = source.clean[begin : source.line_end(at)]
    if not line.strip():
        return None
    words = line.strip()
    offset = begin + len(line) - len(line.lstrip())
    message = f"“{short(words)}” is not in line with the fields around it"
    if words.startswith("- ") and "mapping" in context:
        message = f"“{short(words)}” begins a list item among fields"
    elif not words.startswith("-") and "collection" in context:
        message = f"“{short(words)}” stands among the items of a list and does not begin with `- `"
    return Trap(
        UNREADABLE_FILE,
        offset,
        len(words),
        message,
        "indent fields of one thing by the same number of blanks",
    )
