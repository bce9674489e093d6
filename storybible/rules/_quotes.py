"""Quotes of statements, looked up in the manuscripts they are from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible.manuscript.quoting import Quotable, normal
from storybible.reading.problems import short
from storybible.records import Record, Statement, Text
from storybible.rules import Context
from storybible.rules._locators import Ranges, located
from storybible.rules._manuscripts import manuscript_text
from storybible.rules._statements import statements

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Astray:
    """A quote that does not stand where its locator points.

    ``named`` are the paragraphs that the locator names, ``found`` those in which it stands now.
    """

    record: Record
    quote: Text
    source: Text
    manuscript: str
    named: Ranges
    found: tuple[int, ...]


def quotes_astray(context: Context) -> list[Astray]:
    """All of them; worked out once for the rules that ask."""
    known: list[Astray] | None = context.shared.get("quotes")
    if known is None:
        known = context.shared["quotes"] = list(_look_up(context))
    return known


def title_of_manuscript(context: Context, manuscript: str) -> str:
    """What a reader calls a manuscript."""
    title = context.config.manuscripts[manuscript].title
    return f"“{title.value}”" if title is not None else manuscript


def _look_up(context: Context) -> Iterator[Astray]:
    manuscripts = context.config.manuscripts
    if not manuscripts:
        return
    absent: dict[str, int] = {}
    for record, quote, source in _quotes(context):
        words = normal(quote.value)
        places = list(located(source.value, manuscripts))
        if not words or not places:
            continue
        texts = {name: manuscript_text(manuscripts[name], context.root) for name, _ in places}
        missing = [name for name, text in texts.items() if text is None]
        for name in missing:
            absent[name] = absent.get(name, 0) + 1
        if not missing and not _is_there(words, places, texts):
            yield from _astray(record, quote, source, words, places, texts)
    for name, count in absent.items():
        file = manuscripts[name].file
        title = title_of_manuscript(context, name)
        context.doubt(
            f"whether the quote from {title} is in it"
            if count == 1
            else f"whether the {count} quotes from {title} are in it",
            f"its file {file.value} is not there" if file is not None else "it names no `file:`",
        )


def _is_there(words: str, places: list[tuple[str, Ranges]], texts: dict[str, Quotable | None]) -> bool:
    for name, ranges in places:
        text = texts[name]
        if text is not None and any(text.within(words, first, last) for first, last in ranges):
            return True
    return False


def _quotes(context: Context) -> Iterator[tuple[Record, Text, Text]]:
    """Every quote that has a locator, its own or its record's."""
    for record in context.story.records.values():
        parts: list[Statement] = [record, *(statement for statement, _, _ in statements(record))]
        seen: set[int] = set()
        for statement in parts:
            quote, source = statement.quote, statement.source or record.source
            if quote is not None and source is not None and id(quote) not in seen:
                seen.add(id(quote))
                yield record, quote, source


def _astray(
    record: Record,
    quote: Text,
    source: Text,
    words: str,
    places: list[tuple[str, Ranges]],
    texts: dict[str, Quotable | None],
) -> Iterator[Astray]:
    """A quote that stands in none of the paragraphs named: where it stands in the manuscripts named."""
    for name, text in texts.items():
        found = tuple(text.anywhere(words)) if text is not None else ()
        if found:
            named = tuple(
                stretch for manuscript, ranges in places if manuscript == name for stretch in ranges
            )
            yield Astray(record, quote, source, name, named, found)
            return
    name, named = places[0]
    yield Astray(record, quote, source, name, named, ())


def shown(quote: Text) -> str:
    """A quote in a message, cut where it is long."""
    return f"“{short(quote.value, LONGEST_SHOWN).strip('“”')}”"
