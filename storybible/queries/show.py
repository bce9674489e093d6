"""Everything about one record, all along or as of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storybible import records as r
from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Span
from storybible.encoding import ORIGIN
from storybible.moons import phases_at
from storybible.queries.as_of import event_place
from storybible.queries.proof import NOTHING, Proof, of_steps
from storybible.queries.relations import relations, tie_state
from storybible.queries.resolve import listed
from storybible.queries.timeline_view import ordered
from storybible.queries.wording import name_of, period_phrase, said_by, time_phrase, time_phrases
from storybible.sentences import source_of
from storybible.states import NO, State, Verdict
from storybible.timeline import QUERY
from storybible.when import Date

if TYPE_CHECKING:
    from storybible.queries.appearing import Appearing

ROLES = {"disguised": "in disguise", "mentioned": "only mentioned"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is said of a record: under which topic, in words, and where it is written."""

    topic: str
    text: str
    span: Span
    source: str | None = None
    verdict: Verdict | None = None
    says: str | None = None
    proof: Proof = NOTHING


@dataclass(slots=True)
class Shown:
    """A record with all that is said of it, here and in other records."""

    record: r.Record
    entries: list[Entry] = field(default_factory=list)


def show(bible: Bible, record: r.Record, t: int | None = None) -> Shown:
    """All that is said of a record; with a point in time, what holds or may hold then."""
    page = _Page(bible, record, t)
    _fill(page, record)
    for name, value in record.extra.items():
        page.add(name, _plain(page, value), record)
    if record.note is not None:
        page.add("note", record.note.value, record)
    for one in _appearing(bible, record.id):
        title = one.manuscript.title.value if one.manuscript.title is not None else one.manuscript.id
        page.entries.append(Entry("mentioned", f"“{title}”: {one.words}", one.manuscript.span))
    return Shown(record, page.entries)


def _appearing(bible: Bible, record_id: str) -> Iterable[Appearing]:
    if not any(manuscript.file for manuscript in bible.story.config.manuscripts.values()):
        return ()
    from storybible.queries.appearing import appearing  # reads prose

    return appearing(bible, record_id)


class _Page:
    """Collects the entries of one record."""

    def __init__(self, bible: Bible, record: r.Record, t: int | None) -> None:
        self.bible = bible
        self.story = bible.story
        self.record = record
        self.t = t
        self.entries: list[Entry] = []

    def add(
        self, topic: str, text: str, *where: r.Statement | r.Text | None, state: State | None = None
    ) -> None:
        """An entry, unless it is empty or certainly does not hold at the moment asked about."""
        if not text or (state is not None and state.verdict is NO):
            return
        text = " ".join(text.split())
        span = next((w.span for w in where if w is not None and w.span.file), self.record.span)
        statements = [w for w in where if isinstance(w, r.Statement)]
        verdict = None if state is None else state.verdict
        says = said_by(self.story, *statements)
        proof = NOTHING if state is None else of_steps(self.bible.timeline, state.steps)
        self.entries.append(Entry(topic, text, span, source_of(*statements), verdict, says, proof))

    def period(self, topic: str, text: str, period: r.Period, state: State | None = None) -> None:
        """An entry about something that lasts, with its period unless a moment was asked about."""
        timed = period.starts or period.ends or period.seen  # an alias for good is none of the timeline's
        if self.t is not None and state is None and timed:
            state = states.period_holds(self.bible.timeline, period, self.t)
        phrase = "" if self.t is not None else period_phrase(self.story, period)
        self.add(topic, f"{text}, {phrase}" if phrase else text, period, state=state)

    def begun(self, event_id: str) -> State | None:
        """Whether an event has begun by the moment asked about."""
        if self.t is None:
            return None
        timeline = self.bible.timeline
        return states.not_after(timeline, timeline.encoding.starts[event_id], self.t)

    def names(self, refs: Iterable[r.Ref]) -> str:
        """Several references by name."""
        return listed(name_of(self.story, ref) for ref in refs)


def _plain(page: _Page, value: object) -> str:
    """A writer's own field in words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case r.Time():
            return time_phrase(page.story, value)
        case r.Ref():
            return name_of(page.story, value)
        case tuple() | list():
            return ", ".join(_plain(page, inner) for inner in value)
    return str(value)


def _fill(page: _Page, record: r.Record) -> None:
    """What each kind of record has to show."""
    match record:
        case r.Character():
            _character(page, record)
        case r.Event():
            _event(page, record)
        case r.Relationship():
            _relationship(page, record)
        case r.Office():
            _office(page, record)
        case r.Item():
            _item(page, record)
        case r.Place():
            _place(page, record)
        case r.Group():
            _group(page, record)
        case r.Scene():
            _scene(page, record)
        case r.Secret():
            _secret(page, record)
        case r.Thread():
            _thread(page, record)
        case r.Fact():
            _fact(page, record)


def _role(presence: r.Presence) -> str:
    if presence.role == "disguised" and presence.disguised_as is not None:
        return f"disguised as {presence.disguised_as.value}"
    return ROLES.get(presence.role, presence.role)


def _with_role(name: str, presence: r.Presence) -> str:
    role = _role(presence)
    return f"{name} ({role})" if role else name


# ---- one function a kind ---------------------------------------------------------------------------------


def _character(page: _Page, who: r.Character) -> None:
    story = page.story
    for alias in who.aliases:
        if alias.name.value != who.name.value:
            page.period("also called", alias.name.value, alias)
    for topic, text in (("sex", who.sex), ("species", who.species)):
        if text is not None:
            page.add(topic, text.value, who)
    for topic, times in (("born", who.born), ("died", who.died)):
        for time in times:
            page.add(topic, time_phrase(story, time), time.evidence, time)
    for event in story.events.values():
        for topic, people in (("born", event.births), ("died", event.deaths), ("revived", event.revivals)):
            if any(ref.id == who.id for ref in people):
                page.add(topic, f"at {story.titled(event.id)}", event, state=page.begun(event.id))
    for parent in who.parents:
        page.add("parent", f"{name_of(story, parent.who)}{_as_parent(parent.role)}", parent)
    for other in story.characters.values():
        for parent in other.parents:
            if parent.who.id == who.id:
                page.add("child", f"{other.label}{_as_parent(parent.role)}", parent)
    for age in who.ages:
        page.add("stated age", f"{age.text.value} at {time_phrase(story, age.at)}", age)
    for name, history in who.traits.items():
        for trait in history:
            page.period(name.replace("-", " "), trait.value.value, trait)
    for tie in relations(page.bible, who.id, page.t):
        state = None if tie.state is None else State(tie.state)
        record = story.relationships[tie.id]
        phrase = f", {tie.period}" if tie.period and page.t is None else ""
        page.add("relationship", tie.words + phrase, record, state=state)
    _holdings(page, who.id)
    at = {event_id: [present for present in presences if present.who == who.id]
          for event_id, presences in story.presences.items()}  # fmt: skip
    for event_id in ordered(page.bible, (event_id for event_id, found in at.items() if found)):
        for present in at[event_id]:
            told = story.records[present.scene or event_id]
            page.add("at", _with_role(story.titled(event_id), present.presence), present.presence, told,
                     state=page.begun(event_id))  # fmt: skip


def _as_parent(role: str) -> str:
    return "" if role in ("parent", "") else f" ({role})"


def _holdings(page: _Page, who: str) -> None:
    """Offices, things, groups and secrets of a person, place or group."""
    timeline, story = page.bible.timeline, page.story
    for kind, topic in ((story.offices, "office"), (story.items, "has")):
        for record in kind.values():
            for holder in record.holders:
                if holder.who.id == who:
                    state = None if page.t is None else states.holder_state(timeline, record, holder, page.t)
                    page.period(topic, record.label, holder, state)
    for group in story.groups.values():
        for member in group.members:
            if member.who.id == who:
                page.period("belongs to", group.label, member)
    for secret in story.secrets.values():
        for known in secret.known:
            if known.who.id == who:
                how = f" ({known.how.value})" if known.how is not None else ""
                page.period("knows", secret.label + how, known)


def _event(page: _Page, event: r.Event) -> None:
    story, timeline = page.story, page.bible.timeline
    for time in event.when:
        page.add("when", time_phrase(story, time), time.evidence, time)
    earliest, latest = timeline.network.bounds(QUERY)
    start = timeline.encoding.starts[event.id]
    dated = any(isinstance(term, Date) for time in event.when for term in time.terms)
    if not dated and (earliest[start] is not None or latest[start] is not None):
        page.add("that is", story.calendar.describe(earliest[start], latest[start]), event)
    if event.lasts is not None:
        page.add("lasts", event.lasts.value, event.lasts)
    page.add("until", time_phrases(story, event.until), *event.until)
    place = event_place(story, event.id)
    if place is not None:
        page.add("where", story.label(place), event.where, event)
    for name, phase, statement in _moons(page, event):
        page.add(name, phase, statement, event)
    for topic, people in (("born", event.births), ("dies", event.deaths), ("comes back", event.revivals)):
        page.add(topic, page.names(people), *people)
    for present in story.presences.get(event.id, ()):
        page.add("who", _with_role(story.label(present.who), present.presence), present.presence)
    page.add("items", page.names(event.items), *event.items)
    for use in event.uses:
        page.add("uses", f"{name_of(story, use.who)} acts on “{name_of(story, use.secret)}”", use)
    for scene_id in story.scenes_telling.get(event.id, ()):
        scene = story.scenes[scene_id]
        page.add("told in", scene.label + _where_told(scene), scene)


def _moons(page: _Page, event: r.Event) -> Iterator[tuple[str, str, r.Statement]]:
    """What is stated of the moons at an event; of the others what follows, where its day is known."""
    timeline, calendar = page.bible.timeline, page.story.calendar
    for seen in event.moons:
        yield seen.moon or "moon", seen.phase.value, seen
    if not calendar.moons:
        return
    stated = {seen.moon for seen in event.moons}
    start, end = timeline.encoding.starts[event.id], timeline.encoding.ends[event.id]
    first, last = timeline.gap(ORIGIN, start)[0], timeline.gap(ORIGIN, end)[1]
    if first is None or last is None:
        return
    for moon in calendar.moons:
        phases = phases_at(moon, *calendar.real_minutes(first, last))
        if moon.full is not None and moon.name not in stated and len(phases) in (1, 2):
            yield moon.name, " or ".join(phases), event


def _where_told(scene: r.Scene) -> str:
    if scene.paragraphs is None:
        return ""
    manuscript = f"{scene.manuscript.value} " if scene.manuscript is not None else ""
    return f" ({manuscript}¶{scene.paragraphs.value})"


def _relationship(page: _Page, tie: r.Relationship) -> None:
    page.add("kind", tie.tie.value, tie)
    page.add("who", page.names(tie.who), *tie.who)
    page.add("of", page.names(tie.of), *tie.of)
    page.add("period", period_phrase(page.story, tie), tie)
    if page.t is not None:
        verdict = tie_state(page.bible.timeline, tie, page.t).verdict
        page.add("holds then", verdict.value, tie)


def _holders(page: _Page, record: r.Office | r.Item) -> None:
    timeline = page.bible.timeline
    for holder in record.holders:
        state = None if page.t is None else states.holder_state(timeline, record, holder, page.t)
        page.period("held by", name_of(page.story, holder.who), holder, state)


def _office(page: _Page, office: r.Office) -> None:
    page.add("exclusive", "one holder at a time" if office.exclusive else "", office)
    _holders(page, office)


def _item(page: _Page, item: r.Item) -> None:
    for topic, time in (("made", item.made), ("destroyed", item.destroyed)):
        if time is not None:
            page.add(topic, time_phrase(page.story, time), time.evidence, time)
    for topic, times in (("lost", item.lost), ("found", item.found)):
        for time in times:
            page.add(topic, time_phrase(page.story, time), time.evidence, time)
    _holders(page, item)
    if page.t is not None:
        page.add("then", states.item_state(page.bible.timeline, item, page.t), item)
    events = page.story.events
    for at in ordered(page.bible, (e.id for e in events.values() if any(i.id == item.id for i in e.items))):
        page.add("at", page.story.titled(at), events[at], state=page.begun(at))


def _place(page: _Page, place: r.Place) -> None:
    if place.within is not None:
        page.add("within", name_of(page.story, place.within), place.within)
    for route in place.routes:
        how = [f"{route.km:g} km" if route.km is not None else "", f"by {route.by.value}" if route.by else ""]
        how += [f"takes {route.takes.value}" if route.takes else "", "one way" if route.one_way else ""]
        page.add("leads to", ", ".join([name_of(page.story, route.to), *filter(None, how)]), route)
    if place.destroyed is not None:
        page.add("destroyed", time_phrase(page.story, place.destroyed), place.destroyed.evidence)
    events = page.story.events
    for at in ordered(page.bible, (e for e in events if event_place(page.story, e) == place.id)):
        page.add("at it", page.story.titled(at), events[at], state=page.begun(at))
    _holdings(page, place.id)


def _group(page: _Page, group: r.Group) -> None:
    for member in group.members:
        page.period("member", name_of(page.story, member.who), member)
    for tie in relations(page.bible, group.id, page.t):
        page.add("relationship", tie.words, page.story.relationships[tie.id])
    _holdings(page, group.id)


def _scene(page: _Page, scene: r.Scene) -> None:
    story = page.story
    page.add("told", _where_told(scene).strip(" ()"), scene)
    page.add("strand", scene.strand, scene)
    if scene.inside is not None:
        page.add("inside", name_of(story, scene.inside), scene.inside)
    for ref in scene.tells:
        page.add("tells", story.titled(ref.id) if ref.id else ref.value, ref)
    for topic, one in (("point of view", scene.pov), ("where", scene.where)):
        if one is not None:
            page.add(topic, name_of(story, one), one)
    for presence in scene.who:
        page.add("who", _with_role(name_of(story, presence.who), presence), presence)
    page.add("items", page.names(scene.items), *scene.items)


def _secret(page: _Page, secret: r.Secret) -> None:
    for known in secret.known:
        how = f" ({known.how.value})" if known.how is not None else ""
        page.period("known to", name_of(page.story, known.who) + how, known)
    for event in page.story.events.values():
        for use in event.uses:
            if use.secret.id == secret.id:
                text = f"{name_of(page.story, use.who)} at {page.story.titled(event.id)}"
                page.add("acted on by", text, use, state=page.begun(event.id))


def _thread(page: _Page, thread: r.Thread) -> None:
    page.add("kind", thread.purpose, thread)
    for topic, time in (("planted", thread.planted), ("paid off", thread.paid)):
        if time is not None:
            page.add(topic, time_phrase(page.story, time), time.evidence, time)
    if thread.paid is None:
        page.add("paid off", "not yet", thread)


def _fact(page: _Page, fact: r.Fact) -> None:
    page.add("period", period_phrase(page.story, fact), fact)
    if page.t is not None:
        page.add("holds then", states.period_holds(page.bible.timeline, fact, page.t).verdict.value, fact)
