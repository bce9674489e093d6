"""A story encoded again after a change: records that say the same at the same points keep their statements.

The result is that of :func:`storybible.encode.encode`, points numbered alike.  Which points there are depends
on the *shapes* of the records; what a record states depends on itself, and on the labels and the exact days
of the records that it mentions.
"""

from __future__ import annotations

from dataclasses import dataclass

from storybible import records as r
from storybible.config import Config
from storybible.encode import begin, during, encode_record, in_order, pin
from storybible.encoding import Encoding, born_by_order
from storybible.relinking import Linked, Relinker
from storybible.story import Story


@dataclass(slots=True)
class Part:
    """What one record gave and how it was linked, its shape and its label.

    ``first`` is how many points there were before its own; ``deaths`` are the points of deaths it made.
    """

    linked: Linked
    shape: object
    label: str
    first: int
    alone: Encoding
    deaths: dict[str, int]


class Recoder:
    """Encodes the stories of one :class:`~storybible.relinking.Relinker`, one after the other."""

    def __init__(self, links: Relinker) -> None:
        self._links = links
        self._parts: dict[str, Part] = {}
        self._settings = ""
        self._begun = self._last = Encoding(Story(Config()))

    def encode(self, story: Story) -> Encoding:
        """All points and statements of the story that was linked last."""
        records = list(in_order(story))
        changed = self._changed(records)
        if changed is not None and self._settings == self._links.settings and not story.revivals:
            encoding = _begun_as(self._begun, story)
            others = {record.id for record in changed if self._seen_otherwise(encoding, record)}
            known = dict(self._parts)
            for record in changed:
                del known[record.id]
            if others:
                for id_, linked in self._links.known.items():
                    if not linked.used.isdisjoint(others):
                        known.pop(id_, None)
            self._put_all(encoding, records, known)
            if encoding.deaths == self._last.deaths:
                self._last = encoding
                return encoding
            # A death that is only spoken of gets its point where it is first mentioned: others count on that.
        encoding = Encoding(story)
        begin(encoding)
        self._begun, self._settings = _begun_as(encoding, story), self._links.settings
        self._put_all(encoding, records, {})
        self._last = encoding
        return encoding

    def _changed(self, records: list[r.Record]) -> list[r.Record] | None:
        """The records that are linked anew; None where there may be other points than before."""
        parts = self._parts
        if self._last.story.revivals or [record.id for record in records] != list(parts):
            return None
        linked = self._links.known
        changed = [record for record in records if parts[record.id].linked is not linked[record.id]]
        return changed if all(shape(record) == parts[record.id].shape for record in changed) else None

    def _seen_otherwise(self, encoding: Encoding, record: r.Record) -> bool:
        """Whether others may say something else because of a record: its exact day noted again, its label."""
        tables = encoding.exact, encoding.exact_starts, encoding.exact_births
        before = [table.pop(record.id, None) for table in tables]
        pin(encoding, record)
        after = [table.get(record.id) for table in tables]
        return before != after or record.label != self._parts[record.id].label

    def _put_all(self, encoding: Encoding, records: list[r.Record], known: dict[str, Part]) -> None:
        """Everything, with the parts that are as they were."""
        parts: dict[str, Part] = {}
        for record in records:
            part = known.get(record.id)
            if part is None or part.first != encoding.points:
                part = self._part(encoding, record)
            elif part.deaths:
                encoding.deaths.update(part.deaths)
            encoding.points = part.alone.points
            parts[record.id] = part
        encoding.begins = {id_: part.first for id_, part in parts.items()}
        for part in parts.values():
            _put(encoding, part.alone)
        self._parts = parts

    def _part(self, encoding: Encoding, record: r.Record) -> Part:
        """The statements of one record, with points that go on from those of all before it."""
        before = len(encoding.deaths)
        alone = _begun_as(encoding, encoding.story)
        alone.deaths = encoding.deaths
        alone.begins[record.id] = first = alone.points
        encode_record(alone, record)
        made = dict(list(encoding.deaths.items())[before:]) if len(encoding.deaths) > before else {}
        return Part(self._links.known[record.id], shape(record), record.label, first, alone, made)


def shape(record: r.Record) -> object:
    """All of a record that decides which points there are before anything is stated."""
    if isinstance(record, r.Event):
        people = [[ref.id for ref in refs] for refs in (record.births, record.deaths)]
        return record.lasts is None, bool(record.until), during(record), people, bool(record.revivals)
    if isinstance(record, r.Scene):
        return [ref.id for ref in record.tells]
    if isinstance(record, r.Character):
        return any(time.terms for time in record.died), born_by_order(record)
    return None


def _begun_as(encoding: Encoding, story: Story) -> Encoding:
    """An encoding with the points that another one has, and no statements."""
    return Encoding(
        story, points=encoding.points, starts=encoding.starts, ends=encoding.ends, births=encoding.births,
        arrivals=encoding.arrivals, deaths=dict(encoding.deaths), exact=encoding.exact,
        exact_starts=encoding.exact_starts, exact_births=encoding.exact_births,
    )  # fmt: skip


def _put(encoding: Encoding, alone: Encoding) -> None:
    """Put the statements of one record behind those of the others."""
    encoding.stated.update(alone.stated)
    encoding.statements += alone.statements
    if alone.periods:
        encoding.periods.update(alone.periods)
    if alone.moments:
        encoding.moments.update(alone.moments)
    if alone.demands:
        encoding.demands += alone.demands
    if alone.died_by_statement:
        encoding.died_by_statement |= alone.died_by_statement
    if alone.unread_ages:
        encoding.unread_ages += alone.unread_ages
