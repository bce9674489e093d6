"""The record kinds of the format, as plain data with the place each field was written.

These are values: the reader fills them from text, :mod:`storybible.story` resolves the names and time
expressions in them.  ``Ref.id`` and ``Time.terms`` are the only fields that change after reading.
Plain dataclasses: importing pydantic alone costs more than reading a bible does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from storybible.diagnostics import NOWHERE, Span

if TYPE_CHECKING:
    from storybible.when import Age, Amount, Term


@dataclass(slots=True)
class Text:
    """A scalar as written; ``span`` covers it (quotes included where it was quoted).

    ``start`` and ``end`` are character offsets in the decoded file, so that a later edit can splice.
    """

    value: str
    span: Span = NOWHERE
    start: int = -1
    end: int = -1

    def __str__(self) -> str:
        return self.value

    def part(self, begin: int, end: int) -> Text:
        """The piece ``value[begin:end]`` with its own place in the file.

        Where the value is not the file's own text letter for letter (escapes, folded lines), the place
        is that of the whole.
        """
        place = self.place(begin, end - begin)
        if place is self.span:
            return Text(self.value[begin:end], place, self.start, self.end)
        start = self.start + place.column - self.span.column
        return Text(self.value[begin:end], place, start, start + end - begin)

    def place(self, begin: int, length: int) -> Span:
        """The span of ``length`` characters from character ``begin`` of the value (counted from 0)."""
        lead = self.end - self.start - len(self.value)
        if lead not in (0, 2) or self.start < 0 or self.span.length != self.end - self.start:
            return self.span
        return Span(self.span.file, self.span.line, self.span.column + lead // 2 + begin, max(length, 1))


@dataclass(slots=True)
class Ref(Text):
    """A mention of another record by id, name, title or alias; ``id`` is None until resolved.

    ``evidence`` is set where the mention stood in a mapping with a source of its own.
    """

    id: str | None = None
    evidence: Statement | None = None


@dataclass(slots=True)
class Time(Text):
    """A time expression; ``terms`` all hold at once and are empty until parsed (or unreadable).

    ``evidence`` is set where the expression stood in a mapping with a source of its own
    (``born: {when: 1900, source: ¶3}``); without it, the record's own source counts.
    """

    terms: tuple[Term, ...] = ()
    readable: bool = True
    evidence: Statement | None = None


@dataclass(slots=True, kw_only=True)
class Statement:
    """What any mapping that states something may carry."""

    span: Span = NOWHERE
    source: Text | None = None
    quote: Text | None = None
    says: Ref | None = None
    note: Text | None = None


@dataclass(kw_only=True)  # without slots, so that a record can be a period as well
class Period(Statement):
    """From, until and seen of anything that lasts; ``always`` is ``from: always``."""

    starts: Time | None = None
    ends: Time | None = None
    seen: tuple[Time, ...] = ()
    always: bool = False


@dataclass(slots=True, kw_only=True)
class Record(Statement):
    """One record; ``id_text`` is where its id stands.

    ``fields`` maps each written field to the span of its name.  ``extra`` holds the writer's own fields
    as their declared type: Text, float, bool, a tuple of Text, Ref or Time.
    """

    id: str
    kind: str
    id_text: Text
    fields: dict[str, Span] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    external: dict[str, str] = field(default_factory=dict)
    tags: tuple[Text, ...] = ()
    aliases: tuple[Alias, ...] = ()

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return self.id


@dataclass(slots=True, kw_only=True)
class Alias(Period):
    """Another name, for all of the story or for a part of it; ``by`` are the only ones who say it."""

    name: Text
    by: tuple[Ref, ...] = ()


@dataclass(slots=True, kw_only=True)
class Parent(Statement):
    """``role``: mother, father, parent, adoptive, step, guardian."""

    who: Ref
    role: str = "parent"


@dataclass(slots=True, kw_only=True)
class AgeAt(Statement):
    """How old somebody is at a moment; ``age`` is None where the text could not be read."""

    text: Text
    at: Time
    age: Age | None = None


@dataclass(slots=True, kw_only=True)
class Trait(Period):
    """A value of a trait; a list of these is one trait's history."""

    value: Text


@dataclass(slots=True, kw_only=True)
class Clock(Period):
    """A stretch in which somebody's age runs at another rate or jumps."""

    rate: float | None = None
    jump: Text | None = None


@dataclass(slots=True, kw_only=True)
class Character(Record):
    """A person."""

    name: Text
    sex: Text | None = None
    born: tuple[Time, ...] = ()
    died: tuple[Time, ...] = ()
    parents: tuple[Parent, ...] = ()
    ages: tuple[AgeAt, ...] = ()
    traits: dict[str, tuple[Trait, ...]] = field(default_factory=dict)
    species: Text | None = None
    age_clock: tuple[Clock, ...] = ()

    @property
    def label(self) -> str:
        return self.name.value


@dataclass(slots=True, kw_only=True)
class Presence(Statement):
    """Somebody at an event or in a scene.

    ``role``: "" (really there), mentioned, body, dream, vision, ghost, memory, disguised (really there).
    """

    who: Ref
    role: str = ""
    disguised_as: Text | None = None

    @property
    def real(self) -> bool:
        """Whether this counts as being there and acting."""
        return self.role in ("", "disguised")


@dataclass(slots=True, kw_only=True)
class Use(Statement):
    """Somebody acts on a secret."""

    who: Ref
    secret: Ref


@dataclass(slots=True, kw_only=True)
class MoonSeen(Statement):
    """How a moon looks at an event; ``moon`` is its declared name, "" where none is declared."""

    phase: Text
    moon: str = ""


@dataclass(slots=True, kw_only=True)
class Event(Record):
    """Something that happens; one moment unless ``lasts`` or ``until`` gives it length."""

    title: Text
    when: tuple[Time, ...] = ()
    lasts: Text | None = None
    length: Amount | None = None
    until: tuple[Time, ...] = ()
    where: Ref | None = None
    who: tuple[Presence, ...] = ()
    births: tuple[Ref, ...] = ()
    deaths: tuple[Ref, ...] = ()
    revivals: tuple[Ref, ...] = ()
    items: tuple[Ref, ...] = ()
    uses: tuple[Use, ...] = ()
    moons: tuple[MoonSeen, ...] = ()

    @property
    def label(self) -> str:
        return self.title.value


@dataclass(slots=True, kw_only=True)
class Relationship(Record, Period):
    """A tie of some kind: symmetric (two or more in ``who``) or directed ("who is KIND of `of`")."""

    tie: Text
    who: tuple[Ref, ...] = ()
    of: tuple[Ref, ...] = ()


@dataclass(slots=True, kw_only=True)
class Holder(Period):
    """Who holds an office or has an item, and when."""

    who: Ref


@dataclass(slots=True, kw_only=True)
class Office(Record):
    """A post; at most one holder at a time where ``exclusive``."""

    title: Text
    exclusive: bool = False
    holders: tuple[Holder, ...] = ()

    @property
    def label(self) -> str:
        return self.title.value


@dataclass(slots=True, kw_only=True)
class Item(Record):
    """A thing with holders; ``made`` ... ``destroyed`` are moments."""

    name: Text
    made: Time | None = None
    lost: tuple[Time, ...] = ()
    found: tuple[Time, ...] = ()
    destroyed: Time | None = None
    holders: tuple[Holder, ...] = ()

    @property
    def label(self) -> str:
        return self.name.value


@dataclass(slots=True, kw_only=True)
class Route(Statement):
    """A way from the place to ``to``; ``takes`` (read as ``length``) or ``km`` with ``by``."""

    to: Ref
    km: float | None = None
    takes: Text | None = None
    length: Amount | None = None
    by: Text | None = None
    one_way: bool = False


@dataclass(slots=True, kw_only=True)
class Place(Record):
    """Somewhere; ``within`` a larger place."""

    name: Text
    within: Ref | None = None
    routes: tuple[Route, ...] = ()
    destroyed: Time | None = None

    @property
    def label(self) -> str:
        return self.name.value


@dataclass(slots=True, kw_only=True)
class Group(Record):
    """A team, family or party with members over time."""

    name: Text
    members: tuple[Holder, ...] = ()

    @property
    def label(self) -> str:
        return self.name.value


@dataclass(slots=True, kw_only=True)
class Scene(Record):
    """A stretch of a manuscript; ``strand`` is "" or flashback, dream, vision, memory ..."""

    title: Text | None = None
    manuscript: Text | None = None
    paragraphs: Text | None = None
    tells: tuple[Ref, ...] = ()
    pov: Ref | None = None
    where: Ref | None = None
    who: tuple[Presence, ...] = ()
    items: tuple[Ref, ...] = ()
    strand: str = ""
    inside: Ref | None = None

    @property
    def label(self) -> str:
        return self.title.value if self.title else self.id


@dataclass(slots=True, kw_only=True)
class Known(Period):
    """Somebody knows a secret, from some moment on."""

    who: Ref
    how: Text | None = None


@dataclass(slots=True, kw_only=True)
class Secret(Record):
    """Something not everybody knows."""

    what: Text
    known: tuple[Known, ...] = ()

    @property
    def label(self) -> str:
        return self.what.value


@dataclass(slots=True, kw_only=True)
class Thread(Record):
    """A promise, question, clue or threat planted and paid off."""

    what: Text | None = None
    purpose: str = "promise"
    planted: Time | None = None
    paid: Time | None = None

    @property
    def label(self) -> str:
        return self.what.value if self.what else self.id


@dataclass(slots=True, kw_only=True)
class Fact(Record, Period):
    """Something true of the world for a while."""

    what: Text

    @property
    def label(self) -> str:
        return self.what.value


KINDS: dict[str, type[Record]] = {
    "character": Character,
    "event": Event,
    "relationship": Relationship,
    "place": Place,
    "item": Item,
    "group": Group,
    "office": Office,
    "scene": Scene,
    "secret": Secret,
    "thread": Thread,
    "fact": Fact,
}
