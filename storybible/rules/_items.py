"""When an item is surely there: used or seen at an event, or in somebody's hands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible import records as r
from storybible.diagnostics import Evidence, Span
from storybible.encoding import speaker
from storybible.gathering import DREAMLIKE
from storybible.rules import Context, Fix
from storybible.rules._fixes import entry_removed, removed
from storybible.rules._held import LAST, SEEN, held
from storybible.sentences import moment_words, seen_words


@dataclass(frozen=True, slots=True, eq=False)
class There:
    """An item is there at some minute: ``shift`` after a point between ``first`` and ``last``.

    ``words`` say so; ``when`` is an expression for the moment; ``told`` tells that no statement of the
    timeline says it, so that evidence has to.
    """

    first: int
    last: int
    shift: int
    words: str
    when: str
    span: Span
    about: tuple[str, ...]
    statement: r.Statement
    record: r.Record
    told: bool
    entry: r.Text | None = None

    def evidence(self, context: Context) -> tuple[Evidence, ...]:
        """The fact as evidence, where no statement of the timeline says it."""
        return (context.cited(self.span, self.words, self.statement, self.record),) if self.told else ()

    def left_out(self, context: Context) -> Iterator[Fix]:
        """The item is not there: its mention, or the entry of its holder, is taken out."""
        if self.entry is not None:
            yield from removed(context, self.entry)
        elif isinstance(self.statement, r.Holder):
            yield from entry_removed(context, self.statement.span)


def whereabouts(context: Context) -> dict[str, list[There]]:
    """For each item that is made, lost or destroyed all that shows it to be there, as the narrator says."""
    found: dict[str, list[There]] | None = context.shared.get("whereabouts")
    if found is None:
        found = context.shared["whereabouts"] = _whereabouts(context)
    return found


def _whereabouts(context: Context) -> dict[str, list[There]]:
    story = context.story
    found: dict[str, list[There]] = {item.id: [] for item in story.items.values() if may_be_gone(item)}
    if not found:
        return found
    for event in story.events.values():
        for ref in event.items:
            if ref.id in found and ref.id is not None and speaker(event) is None:
                found[ref.id].append(_at_event(context, ref, event.id, event))
    for scene in story.scenes.values():
        told = [ref.id for ref in scene.tells if ref.id is not None]
        if len(scene.tells) != 1 or not told or scene.strand in DREAMLIKE or speaker(scene) is not None:
            continue
        for ref in scene.items:
            if (
                ref.id in found
                and ref.id is not None
                and all(t.about[:1] != (told[0],) for t in found[ref.id])
            ):
                found[ref.id].append(_at_event(context, ref, told[0], scene))
    for item in (story.items[item_id] for item_id in found):
        for holder in item.holders:
            if holder.who.id in story.characters and speaker(holder, item) is None:
                found[item.id].extend(_in_hands(context, item, holder))
    return found


def may_be_gone(item: r.Item) -> bool:
    """Whether an item is not there all along."""
    return item.made is not None or bool(item.lost) or item.destroyed is not None


def own_moments(context: Context, item: r.Item, names: tuple[str, ...]) -> Iterator[There]:
    """The moments at which an item is there to be lost, found or destroyed."""
    times = {"lost": item.lost, "found": item.found, "destroyed": [item.destroyed] if item.destroyed else []}
    for name in names:
        for time in times[name]:
            points = context.encoding.moments.get(id(time))
            if points is not None and speaker(time.evidence, item) is None:
                words = context.becomes(item, name, time).statement
                yield There(*points, 0, words, time.value, time.span, (), time.evidence or item, item, True)


def _at_event(context: Context, ref: r.Ref, event: str, record: r.Record) -> There:
    story, encoding = context.story, context.encoding
    return There(
        encoding.starts[event],
        encoding.ends[event],
        0,
        f"{story.label(ref.id or '')} is at {story.titled(event)}",
        event,
        ref.span,
        (event,),
        record,
        record,
        True,
        ref,
    )


def _in_hands(context: Context, item: r.Item, holder: r.Holder) -> Iterator[There]:
    story, who = context.story, holder.who.id or ""
    name = f"{story.label(who)} has {item.label}"
    for moment in held(context.encoding.period(holder)):
        time = holder.ends if moment.how == LAST else moment.time if moment.how == SEEN else holder.starts
        if time is None:
            continue
        when = moment_words(story, time.value, time.terms)
        until = f"until {when}" if moment.how == LAST else f"from {when}"
        yield There(
            moment.first,
            moment.last,
            moment.shift,
            f"{name}, {seen_words(when) if moment.how == SEEN else until}",
            time.value,
            time.span,
            (who,),
            holder,
            item,
            moment.how == SEEN,
        )
