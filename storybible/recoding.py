"""A story encoded again after a change: records that say the same at the same points keep their statements.

The result is that of :func:`storybible.encode.encode`, points numbered alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from storybible import records as r
from storybible.encode import begin, encode_record, end, in_order
from storybible.encoding import Encoding
from storybible.relinking import Linked, Relinker
from storybible.story import Story


@dataclass(slots=True)
class Part:
    """What one record gave and how it was linked.

    ``first`` is how many points there were before its own; ``deaths`` are the points of deaths it made.
    """

    linked: Linked
    first: int
    alone: Encoding
    deaths: dict[str, int]


class Recoder:
    """Encodes the stories of one :class:`~storybible.relinking.Relinker`, one after the other."""

    def __init__(self, links: Relinker) -> None:
        self._links = links
        self._parts: dict[str, Part] = {}
        self._tables: object = None
        self._deaths: dict[str, int] = {}

    def encode(self, story: Story) -> Encoding:
        """All points and statements of the story that was linked last."""
        encoding = Encoding(story)
        begin(encoding)
        tables = _tables(encoding, self._links.settings)
        if tables == self._tables and not story.revivals:
            self._put_all(encoding, self._parts)
            if encoding.deaths == self._deaths:
                return encoding
            # A death that is only spoken of gets its point where it is first mentioned: others count on that.
            encoding = Encoding(story)
            begin(encoding)
        self._put_all(encoding, {})
        self._tables, self._deaths = tables, encoding.deaths
        return encoding

    def _put_all(self, encoding: Encoding, known: dict[str, Part]) -> None:
        """Everything, with the parts that are as they were."""
        story = encoding.story
        parts: dict[str, Part] = {}
        for record in in_order(story):
            linked = self._links.of(record)
            part = known.get(record.id)
            if part is None or part.linked is not linked or part.first != encoding.points:
                before = len(encoding.deaths)
                alone = _alone(encoding, record)
                made = list(encoding.deaths.items())[before:] if len(encoding.deaths) > before else ()
                part = Part(linked, alone.begins[record.id], alone, dict(made))
            elif part.deaths:
                encoding.deaths.update(part.deaths)
            parts[record.id] = part
            _put(encoding, record, part)
        self._parts = parts
        end(encoding)


def _tables(encoding: Encoding, settings: str) -> object:
    """All that the statements of one record may take from others."""
    story = encoding.story
    told = [(scene.id, [ref.id for ref in scene.tells]) for scene in story.scenes.values()]
    labels = [record.label for record in story.records.values()]
    return (
        settings, encoding.points, dict(encoding.births), dict(encoding.starts), dict(encoding.ends),
        dict(encoding.deaths), encoding.exact, encoding.exact_starts, encoding.exact_births, told, labels,
        bool(story.revivals),
    )  # fmt: skip


def _alone(encoding: Encoding, record: r.Record) -> Encoding:
    """The statements of one record, with points that go on from those of all before it."""
    alone = Encoding(encoding.story, points=encoding.points)
    alone.starts, alone.ends, alone.births = encoding.starts, encoding.ends, encoding.births
    alone.deaths = encoding.deaths
    alone.exact, alone.exact_starts = encoding.exact, encoding.exact_starts
    alone.exact_births = encoding.exact_births
    alone.begins[record.id] = alone.points
    encode_record(alone, record)
    return alone


def _put(encoding: Encoding, record: r.Record, part: Part) -> None:
    """Put the statements of one record behind those of the others."""
    alone = part.alone
    encoding.begins[record.id] = part.first
    encoding.points = alone.points
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
