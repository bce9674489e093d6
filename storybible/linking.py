"""Link records into a story: resolve every name, parse every time expression.

Problems become diagnostics of the story (SB005 unknown-reference, SB007 unreadable-time, SB101
ambiguous-alias, SB208 date-not-in-calendar); nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible import records as r
from storybible.config import Config
from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.gathering import gather
from storybible.names import did_you_mean
from storybible.story import Present, Story
from storybible.when import Age, Amount, Date, Parsed, Problem, anchors, parse, parse_age, parse_amount

TABLES = {
    "character": "characters", "event": "events", "relationship": "relationships", "office": "offices",
    "item": "items", "place": "places", "group": "groups", "scene": "scenes", "secret": "secrets",
    "thread": "threads", "fact": "facts",
}  # fmt: skip

ANYONE = ("character", "group")
NAMED = ("character", "place", "item", "group", "office")
HOLDERS = ("character", "group", "place")
PATIENCE = 500_000
"""Names that are compared at most with words that are none: with 5,000 names, for the first 50 such words."""


def build(config: Config, records: Iterable[r.Record]) -> Story:
    """Link records into a story.  The first record of an id wins (the reader reports the second)."""
    story = Story(config)
    for record in records:
        if record.id in story.records:
            continue
        story.records[record.id] = record
        getattr(story, TABLES[record.kind])[record.id] = record
        story.names.add(record)
    story.names.patience = PATIENCE
    linker = Linker(story)
    for record in story.records.values():
        linker.link(record)
    linker.settings()
    linker.circles()
    gather(story)
    return story


class Linker:
    """Fills Ref.id, Time.terms, AgeAt.age and Event.length; reports what cannot be filled."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.names = story.names
        self.calendar = story.calendar
        self.owner = ""
        self.used = story.used
        self.walked: set[str] = set()  # places and scenes of which it is known what they lie in
        # the same words mean the same moment, age or length wherever they stand
        self.read: dict[str, Parsed] = {}
        self.ages: dict[str, Age | Problem] = {}
        self.lengths: dict[str, Amount | Problem] = {}

    # ---- names and times ---------------------------------------------------------------------------

    def ref(self, ref: r.Ref | None, *kinds: str) -> None:
        """Resolve one reference to a record of one of the kinds."""
        if ref is None:
            return
        ref.id = None  # records may be linked again, after an edit elsewhere
        found = self.names.candidates(ref.value, kinds)
        if len(found) == 1 and self.names.kind_of[found[0]] in kinds:
            ref.id = found[0]
            if ref.id != self.owner:
                self.used.add(ref.id)
            return
        wanted = " or ".join(kinds)
        article = "an" if wanted[0] in "aeiou" else "a"
        if len(found) > 1:
            self.say(
                "SB101",
                "ambiguous-alias",
                ref.span,
                f"“{ref.value}” may be {_either(found)}",
                "write the id of the one you mean",
            )
        elif found:
            kind = self.names.kind_of[found[0]]
            self.say(
                "SB005",
                "unknown-reference",
                ref.span,
                f"“{ref.value}” is {_a(kind)}, and here {article} {wanted} is expected",
                "",
            )
        else:
            self.say(
                "SB005",
                "unknown-reference",
                ref.span,
                f"no {wanted} is called “{ref.value}”",
                self.list_of(ref, kinds)
                or self.meant(ref, kinds)
                or did_you_mean(self.names.near(ref.value, kinds))
                or f"add {article} {kinds[0]} with this id, or correct the name",
            )

    def list_of(self, ref: r.Ref, kinds: tuple[str, ...]) -> str:
        """A hint to list the names that a text joins; places stand where only one thing may."""
        names = [] if kinds == ("place",) else self.names.several(ref.value, kinds)
        return f"several are a list: [{', '.join(names)}]" if names else ""

    def meant(self, ref: r.Ref, kinds: tuple[str, ...]) -> str:
        """A hint for words that hold a name and more."""
        from storybible.reading.meant import name_meant  # only for a wrong name

        owner = self.story.records.get(self.owner)
        kind = owner.kind if owner is not None else ""
        return name_meant(ref.value, kind, lambda name: len(self.names.candidates(name, kinds)) == 1)

    def refs(self, refs: Iterable[r.Ref], *kinds: str) -> None:
        """Resolve several references."""
        for ref in refs:
            self.ref(ref, *kinds)

    def time(self, time: r.Time | None) -> None:
        """Parse one time expression."""
        if time is None:
            return
        parsed = self.parsed(time.value)
        time.terms = parsed.terms
        time.readable = not parsed.problems
        if parsed.problems:
            for problem in parsed.problems:
                self.unreadable(time, problem)
        named = False
        for term in parsed.terms:
            named = named or (isinstance(term, Date) and _named(term))
            for anchor in anchors(term):
                if anchor.ref is not None and anchor.ref != self.owner:
                    self.used.add(anchor.ref)
                named = named or (anchor.date is not None and _named(anchor.date))
        if named:
            self.story.named_days.append((self.owner, time))

    def parsed(self, text: str) -> Parsed:
        """What a time expression says."""
        parsed = self.read.get(text)
        if parsed is None:
            parsed = self.read[text] = parse(text, self.names, self.calendar, self.story.config.widths)
        return parsed

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
        if problem.unknown_date:
            code, rule = "SB208", "date-not-in-calendar"
        if problem.message.startswith("“") and " may be " in problem.message:
            code, rule = "SB101", "ambiguous-alias"
        self.say(code, rule, text.place(problem.column, problem.length), problem.message, problem.suggestion)

    def say(self, code: str, rule: str, span: Span, message: str, hint: str) -> None:
        """Add a diagnostic about the record being linked."""
        self.story.diagnostics.append(
            Diagnostic(code, rule, Severity.ERROR, message, span, (self.owner,),
                       subject=(self.owner, message), hint=hint)
        )  # fmt: skip

    def settings(self) -> None:
        """Resolve what the settings mention, behind all records: nobody else is searched for then."""
        for reading in self.story.config.mentions:
            self.ref(reading.meant, *NAMED)
        self.names.patience = None

    def circles(self) -> None:
        """Report all places and scenes that lie within themselves."""
        for place in self.story.places.values():
            self.circle(place)
        for scene in self.story.scenes.values():
            self.circle(scene)

    def circle(self, record: r.Place | r.Scene) -> None:
        """Report a place that lies within itself, or a scene told inside itself, also over others."""
        way = [record.id]
        on_it = {record.id}
        while (host := _host(self.story, way[-1])) is not None and host.id is not None:
            if host.id in on_it or host.id in self.walked:
                break
            way.append(host.id)
            on_it.add(host.id)
        self.walked |= on_it
        if host is None or host.id not in on_it:
            return  # no circle, or one that is known
        way = way[way.index(host.id) :]
        first = way.index(min(way))
        way = [*way[first:], *way[:first]]
        record = self.story.places.get(way[0]) or self.story.scenes[way[0]]
        host = _host(self.story, way[-1])
        assert host is not None
        self.owner = record.id
        what = "lies within" if isinstance(record, r.Place) else "is told inside"
        over = f", over {' and '.join(way[1:])}" if len(way) > 1 else ""
        hint = "take one of these fields out"
        self.say("SB003", "wrong-type", host.span, f"{record.label} {what} itself{over}", hint)

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
        for alias in record.aliases:
            self.period(alias)
            self.refs(alias.by, "character")
        getattr(self, "link_" + record.kind)(record)

    # ---- one method a kind ---------------------------------------------------------------------------

    def link_character(self, character: r.Character) -> None:
        """Births, deaths, parents, ages, traits and clocks."""
        self.times(character.born)
        self.times(character.died)
        for parent in character.parents:
            self.stated(parent)
            self.ref(parent.who, "character")
        for age in character.ages:
            self.stated(age)
            self.time(age.at)
            read = self.ages.get(age.text.value)
            if read is None:
                read = parse_age(age.text.value, self.calendar, self.story.config.widths)
                self.ages[age.text.value] = read
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
        """When, how long, where, who (which are presences at it), and what happens."""
        self.times(event.when)
        self.times(event.until)
        event.length = self.amount(event.lasts)
        self.ref(event.where, "place")
        self.presences(event.who)
        for people in (event.births, event.deaths, event.revivals):
            self.refs(people, "character")
        self.story.presences[event.id] = [
            Present(p.who.id, event.id, p, None, p.real) for p in event.who if p.who.id is not None
        ]
        self.refs(event.items, "item")
        for use in event.uses:
            self.stated(use)
            self.ref(use.who, "character")
            self.ref(use.secret, "secret")

    def amount(self, text: r.Text | None) -> Amount | None:
        """A length of time; None where there is none or it cannot be read."""
        if text is None:
            return None
        read = self.lengths.get(text.value)
        if read is None:
            read = parse_amount(text.value, self.calendar, self.story.config.widths)
            self.lengths[text.value] = read
        if isinstance(read, Problem):
            self.unreadable(text, read)
            return None
        return read

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
            route.length = self.amount(route.takes)

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


def _named(date: Date) -> bool:
    """Whether a date names its weekday or its season."""
    return date.weekday is not None or date.season != ""


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _host(story: Story, record: str) -> r.Ref | None:
    """What a place lies within, or a scene is told inside."""
    if record in story.places:
        return story.places[record].within
    return story.scenes[record].inside if record in story.scenes else None


def _either(ids: Sequence[str]) -> str:
    return " or ".join(sorted(ids))
