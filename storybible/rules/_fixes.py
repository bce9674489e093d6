"""Changes of text that rules propose; the check offers those that a second run confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from storybible import records as r
from storybible import stn
from storybible.diagnostics import Span
from storybible.encoding import Stated
from storybible.rules import Context, Fix, remove_from_list
from storybible.stn import Constraint, Key
from storybible.storage.address import lines_of
from storybible.when import age_mends, mends

Gap = tuple[int | None, int | None]
NEEDS_QUOTES = frozenset(",:#{}[]\"'&*!|>%@`")


def rewritten(context: Context, text: r.Text, value: str, in_quotes: bool = True) -> Iterator[Fix]:
    """The text of a scalar with another value, in the same quotes (or as it is, where it is no scalar)."""
    source = context.files.get(text.span.file, "")
    if text.start < 0 or text.end > len(source):
        return
    written = source[text.start : text.end]
    if (
        len(written) >= 2
        and written[0] == written[-1]
        and written[0] in "'\""
        and written[1:-1] == text.value
    ):
        if in_quotes:
            yield Fix(text.span.file, text.start + 1, text.end - 1, value)
    elif written == text.value:
        yield Fix(text.span.file, text.start, text.end, as_written(value) if in_quotes else value)


def as_written(value: str) -> str:
    """A value as it may stand in a file: in quotes where it needs them."""
    return value if NEEDS_QUOTES.isdisjoint(value) else f'"{value}"'


def removed(context: Context, text: r.Text) -> Iterator[Fix]:
    """One entry taken out of its list."""
    source = context.files.get(text.span.file, "")
    if 0 <= text.start <= text.end <= len(source) and source:
        yield remove_from_list(text.span.file, source, text.start, text.end)


def entry_removed(context: Context, span: Span) -> Iterator[Fix]:
    """One entry, a text or one in braces, taken out of its list."""
    source = context.files.get(span.file, "")
    start = offset(source, span)
    alone = len(lines_of(source[max(start, 0) : start + span.length])) == 1
    if 0 <= start < len(source) and span.length > 1 and alone:
        yield remove_from_list(span.file, source, start, start + span.length)


def offset(source: str, span: Span) -> int:
    """Where a span begins in the text of its file, in characters."""
    lines = lines_of(source)
    return sum(map(len, lines[: span.line - 1])) + span.column - 1 if span.line <= len(lines) else -1


def field_added(context: Context, after: r.Text, name: str, value: str) -> Iterator[Fix]:
    """A field more, behind another one: ``from: wedding`` -> ``from: wedding, until: the-flood``."""
    source = context.files.get(after.span.file, "")
    if not 0 <= after.start <= after.end < len(source):
        return
    rest = source[after.end :].lstrip(" ")
    if rest[:1] in (",", "}"):
        yield Fix(after.span.file, after.end, after.end, f", {name}: {as_written(value)}")
        return
    line_start = max(source.rfind(sign, 0, after.start) for sign in "\r\n") + 1
    lead = source[line_start : after.start]
    indent = len(lead) - len(lead.lstrip(" -"))
    if rest[:1] in ("", "\n", "\r") and lead.strip(" -").endswith(":"):
        yield Fix(after.span.file, after.end, after.end, f"\n{' ' * indent}{name}: {as_written(value)}")


def not_really_there(context: Context, presence: r.Presence) -> Iterator[Fix]:
    """Somebody is only mentioned, or not named at all."""
    who = presence.who
    source = context.files.get(who.span.file, "")
    if not presence.role and 0 <= who.start <= who.end <= len(source):
        if presence.span == who.span:
            if source[who.start : who.end] == who.value:
                yield Fix(who.span.file, who.start, who.end, f"{who.value} (mentioned)")
        else:
            yield from field_added(context, who, "as", "mentioned")
    yield from entry_removed(context, presence.span)


def value_fixes(
    context: Context,
    keys: Sequence[Key],
    wanted: Sequence[Constraint],
    network: stn.Network | None = None,
    to_lattice: Callable[[int, int | None, int | None], Gap] | None = None,
) -> Iterator[Fix]:
    """The nearest values of single statements that would let something hold which now cannot.

    ``wanted`` is what should be possible.  It is put into the timeline for a moment; for each statement that
    forbids it, the timeline tells what room would be left.  The least certain statement comes first.
    Another ``network`` of the same statements may stand in for the timeline's; ``to_lattice`` then turns the
    room it leaves (source, least, most) into lattice minutes.
    """
    network = network or context.timeline.network
    key: Key = ("~wanted",)
    if key in network.statements:
        return
    network.add(stn.Statement(key, [(stn.HYPOTHESIS, list(wanted))]))
    found: list[tuple[int, int, Fix]] = []
    try:
        if (key, 1) in network.parked:
            for named in keys:
                stated = context.encoding.stated.get(named)
                if stated is not None and stated.text is not None and not stated.hypothetical:
                    room = network.room((key, 1), named)
                    if room is not None:
                        gaps = [(one[2], one[3]) for one in room]
                        if to_lattice is not None:
                            gaps = [to_lattice(one[0], one[2], one[3]) for one in room]
                        found.extend(_values(context, stated, stated.text, gaps))
    finally:
        network.remove(key)
    for _, _, fix in sorted(found, key=lambda entry: entry[:2]):
        yield fix


def _values(
    context: Context, stated: Stated, text: r.Text, gaps: list[Gap]
) -> Iterator[tuple[int, int, Fix]]:
    certainty = 0 if stated.hedged else 1 if stated.bare else 2
    calendar, widths = context.calendar, context.config.widths
    if stated.field == "ages":
        values = age_mends(text.value, gaps[0], calendar, widths)
    elif stated.term is not None and stated.field != "lasts":
        values = mends(
            text.value, stated.term, gaps, context.story.names, context.encoding.exact_day, calendar, widths
        )
    else:
        values = []
    for n, value in enumerate(values):
        for fix in rewritten(context, text, value):
            yield certainty, n, fix
