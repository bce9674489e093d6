"""The story: every record under its id, every name resolved, every time expression parsed.

``Story`` is what the later stages read.  Problems with names and times become diagnostics here
(SB005 unknown-reference, SB007 unreadable-time, SB101 ambiguous-alias); nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from storybible import records as r
from storybible.config import Config
from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.when import Anchor, Problem, anchors, parse, parse_age, parse_amount

DREAMLIKE = frozenset({"dream", "vision", "memory", "imagined", "prophecy"})


def near_words(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that look like a misspelling of ``word``, nearest first."""
    import difflib  # only when something is misspelt

    by_fold = {}
    for name in known:
        by_fold.setdefault(name.casefold(), name)
    return [by_fold[w] for w in difflib.get_close_matches(word.casefold()[:80], by_fold, most, 0.7)]


def did_you_mean(candidates: Sequence[str]) -> str:
    """The hint for a misspelling, or an empty string."""
    return f"did you mean {' or '.join(candidates)}?" if candidates else ""


class NameIndex:
    """Ids, names, titles and aliases; the :class:`storybible.when.Names` of a bible.

    An id wins over every name.  Names compare without regard to case and runs of blanks.
    """

    def __init__(self) -> None:
        self.kind_of: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = {}

    @staticmethod
    def fold(text: str) -> str:
        """How names are compared."""
        return " ".join(text.split()).casefold()

    def add(self, record: r.Record) -> None:
        """Enter a record under its id and its names."""
        self.kind_of[record.id] = record.kind
        names = {record.label}
        if isinstance(record, r.Character):
            names.update(alias.name.value for alias in record.aliases)
        for name in names:
            ids = self.by_name.setdefault(self.fold(name), [])
            if record.id not in ids:
                ids.append(record.id)

    def candidates(self, text: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """The ids that a text may stand for: one, none, or several."""
        if text in self.kind_of:
            return [text]
        folded = self.fold(text)
        if folded in self.kind_of:
            return [folded]
        found = self.by_name.get(folded, [])
        if len(found) > 1 and kinds:
            found = [i for i in found if self.kind_of[i] in kinds] or found
        return found

    def resolve(self, text: str) -> tuple[str, str] | None:
        """(kind, id) where a text stands for exactly one record."""
        found = self.candidates(text, ("event", "character", "scene"))
        return (self.kind_of[found[0]], found[0]) if len(found) == 1 else None

    def ambiguous(self, text: str) -> list[str]:
        """The several records that a text may stand for, or nothing."""
        found = self.candidates(text, ("event", "character", "scene"))
        return found if len(found) > 1 else []

    def near(self, text: str, kinds: tuple[str, ...] = ("event", "character", "scene")) -> list[str]:
        """Ids whose id or name looks like a misspelling of the text."""
        known = {i: i for i, k in self.kind_of.items() if k in kinds}
        for name, ids in self.by_name.items():
            for record_id in ids:
                if self.kind_of[record_id] in kinds:
                    known.setdefault(name, record_id)
        return list(dict.fromkeys(known[name] for name in near_words(text, known)))


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at an event: the person, the role, and the statement that says so."""

    who: str
    event: str
    presence: r.Presence
    scene: str | None = None
    real: bool = True


@dataclass(slots=True)
class Story:
    """All records of one bible, linked.  Dictionaries keep the order of the files."""

    config: Config
    records: dict[str, r.Record] = field(default_factory=dict)
    characters: dict[str, r.Character] = field(default_factory=dict)
    events: dict[str, r.Event] = field(default_factory=dict)
    relationships: dict[str, r.Relationship] = field(default_factory=dict)
    offices: dict[str, r.Office] = field(default_factory=dict)
    items: dict[str, r.Item] = field(default_factory=dict)
    places: dict[str, r.Place] = field(default_factory=dict)
    groups: dict[str, r.Group] = field(default_factory=dict)
    scenes: dict[str, r.Scene] = field(default_factory=dict)
    secrets: dict[str, r.Secret] = field(default_factory=dict)
    threads: dict[str, r.Thread] = field(default_factory=dict)
    facts: dict[str, r.Fact] = field(default_factory=dict)
    names: NameIndex = field(default_factory=NameIndex)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    presences: dict[str, list[Present]] = field(default_factory=dict)
    scenes_telling: dict[str, list[str]] = field(default_factory=dict)

    def label(self, record_id: str) -> str:
        """What a reader calls a record."""
        record = self.records.get(record_id)
        return record.label if record else record_id

    def titled(self, record_id: str) -> str:
        """A record's name inside a sentence: titles of events and scenes in quotation marks."""
        record = self.records.get(record_id)
        if record is None:
            return record_id
        return f"“{record.label}”" if record.kind in ("event", "scene", "fact") else record.label

    def present_at(self, event_id: str, real: bool = True) -> Iterator[Present]:
        """Who is at an event: its own `who` and that of the scenes that tell it."""
        for present in self.presences.get(event_id, ()):
            if present.real or not real:
                yield present

    @property
    def real_presences(self) -> Iterator[Present]:
        """Every real presence of every event."""
        for presences in self.presences.values():
            for present in presences:
                if present.real:
                    yield present


TABLES = {
    "character": "characters", "event": "events", "relationship": "relationships", "office": "offices",
    "item": "items", "place": "places", "group": "groups", "scene": "scenes", "secret": "secrets",
    "thread": "threads", "fact": "facts",
}  # fmt: skip

ANYONE = ("character", "group")
HOLDERS = ("character", "group", "place")


def build(config: Config, records: Iterable[r.Record]) -> Story:
    """Link records into a story.  The first record of an id wins (the reader reports the second)."""
    story = Story(config)
    for record in records:
        if record.id in story.records:
            continue
        story.records[record.id] = record
        getattr(story, TABLES[record.kind])[record.id] = record
        story.names.add(record)
    linker = _Linker(story)
    for record in story.records.values():
        linker.link(record)
    _gather_presences(story)
    return story


class _Linker:
    """Fills Ref.id, Time.terms, AgeAt.age and Event.length; reports what cannot be filled."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.names = story.names
        self.owner = ""
        self.used = story.used

    # ---- names and times ---------------------------------------------------------------------------

    def ref(self, ref: r.Ref | None, *kinds: str) -> None:
        """Resolve one reference to a record of one of the kinds."""
        if ref is None:
            return
        found = self.names.candidates(ref.value, kinds)
        if len(found) == 1 and self.names.kind_of[found[0]] in kinds:
            ref.id = found[0]
            if ref.id != self.owner:
                self.used.add(ref.id)
            return
        wanted = " or ".join(kinds)
        article = "an" if wanted[0] in "aeiou" else "a"
        if len(found) > 1:
            self.say("SB101", "ambiguous-alias", ref.span, f"“{ref.value}” may be {_either(found)}",
                     "write the id of the one you mean")
        elif found:
            kind = self.names.kind_of[found[0]]
            self.say("SB005", "unknown-reference", ref.span,
                     f"“{ref.value}” is {_a(kind)}, and here {article} {wanted} is expected", "")
        else:
            self.say("SB005", "unknown-reference", ref.span, f"no {wanted} is called “{ref.value}”",
                     did_you_mean(self.names.near(ref.value, kinds))
                     or f"add {article} {kinds[0]} with this id, or correct the name")

    def refs(self, refs: Iterable[r.Ref], *kinds: str) -> None:
        """Resolve several references."""
        for ref in refs:
            self.ref(ref, *kinds)

    def time(self, time: r.Time | None) -> None:
        """Parse one time expression."""
        if time is None:
            return
        parsed = parse(time.value, self.names, widths=self.story.config.widths)
        time.terms = parsed.terms
        if parsed.problems:
            time.readable = False
            for problem in parsed.problems:
                self.unreadable(time, problem)
        for term in parsed.terms:
            for anchor in anchors(term):
                if anchor.ref is not None and anchor.ref != self.owner:
                    self.used.add(anchor.ref)

    def times(self, times: Iterable[r.Time]) -> None:
        """Parse several time expressions."""
        for time in times:
            self.time(time)
            evidence = getattr(time, "evidence", None)
            if evidence is not None:
                self.ref(evidence.says, "character")

    def unreadable(self, text: r.Text, problem: Problem) -> None:
        """Report words of a time expression, an age or a length that could not be read."""
        unknown = problem.message.startswith("no ") and " is called " in problem.message
        code, rule = ("SB005", "unknown-reference") if unknown else ("SB007", "unreadable-time")
        if problem.message.startswith("“") and " may be " in problem.message:
            code, rule = "SB101", "ambiguous-alias"
        self.say(code, rule, _inside(text, problem), problem.message, problem.suggestion)

    def say(self, code: str, rule: str, span: Span, message: str, hint: str) -> None:
        """Add a diagnostic about the record being linked."""
        self.story.diagnostics.append(
            Diagnostic(code, rule, Severity.ERROR, message, span, (self.owner,),
                       subject=(self.owner, message), hint=hint)
        )  # fmt: skip

    # ---- parts ---------------------------------------------------------------------------------------

    def stated(self, statement: r.Statement) -> None:
        """Resolve who claims a statement."""
        if statement.says is not None:
            self.ref(statement.says, "character")

    def period(self, period: r.Period) -> None:
        """Resolve the ends of a period."""
        self.stated(period)
        self.time(period.starts)
        self.time(period.ends)
        self.times(period.seen)

    def holders(self, holders: Iterable[r.Holder], *kinds: str) -> None:
        """Resolve holders or members."""
        for holder in holders:
            self.period(holder)
            self.ref(holder.who, *kinds)

    def presences(self, presences: Iterable[r.Presence]) -> None:
        """Resolve who is present."""
        for presence in presences:
            self.stated(presence)
            self.ref(presence.who, "character")

    def link(self, record: r.Record) -> None:
        """Resolve everything in one record."""
        self.owner = record.id
        self.stated(record)
        getattr(self, "link_" + record.kind)(record)

    # ---- one method a kind ---------------------------------------------------------------------------

    def link_character(self, character: r.Character) -> None:
        """Births, deaths, parents, ages, traits, clocks and aliases."""
        self.times(character.born)
        self.times(character.died)
        for alias in character.aliases:
            self.period(alias)
        for parent in character.parents:
            self.stated(parent)
            self.ref(parent.who, "character")
        for age in character.ages:
            self.stated(age)
            self.time(age.at)
            read = parse_age(age.text.value)
            if isinstance(read, Problem):
                self.unreadable(age.text, read)
            else:
                age.age = read
        for history in character.traits.values():
            for trait in history:
                self.period(trait)
        for clock in character.age_clock:
            self.period(clock)

    def link_event(self, event: r.Event) -> None:
        """When, how long, where, who, and what happens at it."""
        self.times(event.when)
        self.times(event.until)
        if event.lasts is not None:
            length = parse_amount(event.lasts.value)
            if isinstance(length, Problem):
                self.unreadable(event.lasts, length)
            else:
                event.length = length
        self.ref(event.where, "place")
        self.presences(event.who)
        for people in (event.births, event.deaths, event.revivals):
            self.refs(people, "character")
        self.refs(event.items, "item")
        for use in event.uses:
            self.stated(use)
            self.ref(use.who, "character")
            self.ref(use.secret, "secret")

    def link_relationship(self, relationship: r.Relationship) -> None:
        """Both sides and the period."""
        self.period(relationship)
        self.refs(relationship.who, *ANYONE)
        self.refs(relationship.of, *ANYONE)

    def link_office(self, office: r.Office) -> None:
        """Who holds it."""
        self.holders(office.holders, "character")

    def link_item(self, item: r.Item) -> None:
        """Who has it, and what becomes of it."""
        self.holders(item.holders, *HOLDERS)
        self.time(item.made)
        self.time(item.destroyed)
        self.times(item.lost)
        self.times(item.found)

    def link_place(self, place: r.Place) -> None:
        """Where it lies and what leads there."""
        self.ref(place.within, "place")
        self.time(place.destroyed)
        for route in place.routes:
            self.stated(route)
            self.ref(route.to, "place")

    def link_group(self, group: r.Group) -> None:
        """Its members."""
        self.holders(group.members, *ANYONE)

    def link_scene(self, scene: r.Scene) -> None:
        """What it tells, where, and who is in it."""
        self.refs(scene.tells, "event")
        self.ref(scene.pov, "character")
        self.ref(scene.where, "place")
        self.presences(scene.who)
        self.refs(scene.items, "item")
        self.ref(scene.inside, "scene")

    def link_secret(self, secret: r.Secret) -> None:
        """Who knows it."""
        for known in secret.known:
            self.period(known)
            self.ref(known.who, "character")

    def link_thread(self, thread: r.Thread) -> None:
        """Where it begins and ends."""
        self.time(thread.planted)
        self.time(thread.paid)

    def link_fact(self, fact: r.Fact) -> None:
        """Its period."""
        self.period(fact)


def _gather_presences(story: Story) -> None:
    """The union of an event's own people and those of the scenes that tell it.

    Whom an event names keeps the event's role for them.  In a scene that tells several events, somebody
    whom one of these events names is at that one; anybody else in the scene is at all of them.
    """
    for event in story.events.values():
        story.presences[event.id] = [
            Present(p.who.id, event.id, p, None, p.real) for p in event.who if p.who.id is not None
        ]
    for scene in story.scenes.values():
        told = [ref.id for ref in scene.tells if ref.id is not None]
        for event_id in told:
            story.scenes_telling.setdefault(event_id, []).append(scene.id)
        if not scene.who:
            continue
        named = {p.who.id for e in told for p in story.events[e].who}
        for presence in scene.who:
            who = presence.who.id
            if who is None or who in named:
                continue
            real = presence.real and scene.strand not in DREAMLIKE
            for event_id in told:
                if all(p.who != who for p in story.presences[event_id]):
                    story.presences[event_id].append(Present(who, event_id, presence, scene.id, real))


def _inside(text: r.Text, problem: Problem) -> Span:
    """The place of a problem inside a text of one line (quotes shift by one); the text's own otherwise."""
    span = text.span
    quoted = span.length == len(text.value) + 2
    if span.length not in (len(text.value), len(text.value) + 2):
        return span
    return Span(span.file, span.line, span.column + problem.column + quoted, max(1, problem.length))


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _either(ids: Sequence[str]) -> str:
    return " or ".join(sorted(ids))


__all__ = ["Anchor", "NameIndex", "Present", "Story", "build", "did_you_mean", "near_words"]
