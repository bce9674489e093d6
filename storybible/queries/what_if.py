"""What would follow if something happened, or happened at another time; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Evidence, Span
from storybible.queries.age import AgeAnswer, age_at
from storybible.queries.proof import Proof, combined
from storybible.queries.resolve import Misuse, described
from storybible.reading.ids import is_id, make_id
from storybible.records import Event, Time
from storybible.timeline import QUERY
from storybible.when import parse

SUPPOSED = "what-if"
"""The place of a supposition of the command line, which stands in no file."""

PAIRS = 20_000
"""Up to so many people times events every age is compared."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One supposition: an event at a time, new or in place of what the bible says of it."""

    id: str
    when: str
    replaces: bool

    @property
    def text(self) -> str:
        """As it is written on the command line."""
        return f"{self.id} = {self.when}" if self.replaces else f"{self.id}: {self.when}"


@dataclass(frozen=True, slots=True)
class Supposed:
    """A bible with hypotheses in it, and what they were."""

    bible: Bible
    hypotheses: tuple[Hypothesis, ...]
    files: tuple[str, ...]
    events: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def impossible(self) -> frozenset[str]:
        """The events whose supposed time contradicts the rest: nothing follows from it."""
        timeline = self.bible.timeline
        aside = (
            timeline.encoding.stated.get(key) for key, reading in timeline.network.parked if reading == 1
        )
        return frozenset(stated.record for stated in aside if stated is not None and stated.hypothetical)

    def placed(self, found: Diagnostic) -> Diagnostic:
        """A finding with the names of the supposed files as they were given."""
        return replace(found, span=self._place(found.span), evidence=self._evidence(found.evidence))

    def placed_age(self, answer: AgeAnswer) -> AgeAnswer:
        """An age with the names of the supposed files as they were given."""
        proofs = (answer.why_least, answer.why_most, answer.why_alive)
        low, high, alive = (replace(proof, evidence=self._evidence(proof.evidence)) for proof in proofs)
        return replace(answer, why_least=low, why_most=high, why_alive=alive)

    def _evidence(self, found: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(e, span=self._place(e.span)) for e in found)

    def _place(self, span: Span) -> Span:
        return replace(span, file=self.names.get(span.file, span.file))


@dataclass(frozen=True, slots=True)
class Change:
    """An age that the hypotheses change."""

    before: AgeAnswer
    after: AgeAnswer


def resting(
    supposed: Supposed, changes: Iterable[Change], new_ages: Iterable[Iterable[AgeAnswer]]
) -> Proof:
    """What the ages under some hypotheses rest on; ``new_ages`` are those at each of the supposed events."""
    by_event = zip(supposed.events, new_ages, strict=True)
    answers = [answer for event, ages in by_event if event not in supposed.impossible for answer in ages]
    return combined(answer.proof for answer in (*answers, *(change.after for change in changes)))


def hypothesis(text: str) -> Hypothesis | None:
    """ "ID: WHEN" or "ID = WHEN"; None where the text is neither (a file then)."""
    for at, character in enumerate(text):
        if character in ":=":
            name, when = text[:at].strip(), text[at + 1 :].strip()
            if not name or not when or "/" in name or "\\" in name:
                return None
            return Hypothesis(name, when, character == "=")
    return None


def suppose(bible: Bible, hypotheses: Sequence[Hypothesis], files: Iterable[Path] = ()) -> Supposed:
    """The same bible with the hypotheses and the record files added, marked as suppositions."""
    story = bible.story
    replaced: dict[str, str] = {}
    added: dict[str, str] = {}
    for one in hypotheses:
        found = [i for i in story.names.candidates(one.id, ("event",)) if i in story.events]
        if one.replaces:
            if len(found) != 1:
                raise Misuse(_no_event(bible, one, found))
            replaced[found[0]] = one.when
        elif found or one.id in story.records:
            what = described(story, found[0] if found else one.id)
            raise Misuse(f"{what} is in the bible already; write “{one.id} = {one.when}” to move it")
        elif not is_id(one.id):
            made = make_id(one.id)
            hint = f"; write “{made}: {one.when}”" if made else ""
            raise Misuse(f"“{one.id}” is not an id; ids are lower-case letters, digits and hyphens{hint}")
        else:
            added[one.id] = one.when
    supposed = f"{bible.name}/{SUPPOSED}.yaml"
    shown = {supposed: SUPPOSED}
    overlay = {supposed: _as_records(added)} if added else {}
    for file in files:
        name = f"{bible.name}/{SUPPOSED}-{file.name}"
        overlay[name] = _read(file)
        shown[name] = file.as_posix()
    names = frozenset((*overlay, supposed))
    twin = Bible.load(bible.path, overlay=overlay, hypothetical=names)
    for diagnostic in twin.diagnostics:
        if diagnostic.span.file == supposed:
            raise Misuse(f"{diagnostic.message}{'; ' + diagnostic.hint if diagnostic.hint else ''}")
    for number, (event_id, when) in enumerate(replaced.items(), 1):
        _replace(twin, twin.story.events[event_id], when, Span(supposed, number, 1, len(when)))
    new = [e.id for e in twin.story.events.values() if e.span.file in names or e.id in replaced]
    return Supposed(twin, tuple(hypotheses), tuple(f.as_posix() for f in files), tuple(new), shown)


def changed_ages(bible: Bible, supposed: Supposed) -> list[Change]:
    """Every age at an event of the bible that differs under the hypotheses.

    None where a hypothesis cannot be.  In a very large bible only the people at the supposed events are
    looked at.
    """
    found: list[Change] = []
    if supposed.impossible:
        return found  # what would follow from something that cannot be
    for who in _concerned(bible, supposed):
        before, after = _years(bible, who), _years(supposed.bible, who)
        mortal = any(who in book.timeline.encoding.died_by_statement for book in (bible, supposed.bible))
        for event_id, years in before.items():
            if mortal or after.get(event_id, years) != years:
                found += _change(bible, supposed, who, event_id)
    return found


def _concerned(bible: Bible, supposed: Supposed) -> list[str]:
    """Whose ages to compare."""
    story = bible.story
    if len(story.characters) * len(story.events) <= PAIRS:
        return [*story.characters]
    present = {p.who for event in supposed.events for p in supposed.bible.story.present_at(event, real=False)}
    return [who for who in story.characters if who in present]


def _years(bible: Bible, who: str) -> dict[str, tuple[int | None, int | None]]:
    """Completed years since a birth at every event."""
    timeline = bible.timeline
    year = bible.story.calendar.YEAR
    birth, starts = timeline.encoding.births[who], timeline.encoding.starts
    ahead = timeline.network.reach(birth, QUERY)
    back = timeline.network.reach(birth, QUERY, reverse=True)
    return {
        event: (
            -back[starts[event]] // year if starts[event] in back else None,
            ahead[starts[event]] // year if starts[event] in ahead else None,
        )
        for event in bible.story.events
    }


def _change(bible: Bible, supposed: Supposed, who: str, event_id: str) -> list[Change]:
    """The two answers about one age, where they differ."""
    pair = []
    for book in (bible, supposed.bible):
        start = book.timeline.encoding.starts[event_id]
        pair.append(age_at(book.timeline, who, event_id, f"at {book.story.titled(event_id)}", start))
    before, after = pair
    if (before.least, before.most, before.alive) == (after.least, after.most, after.alive):
        return []
    return [Change(before, supposed.placed_age(after))]


def _as_records(events: dict[str, str]) -> str:
    lines = ["events:"]
    for event_id, when in events.items():
        title = event_id.replace("-", " ").capitalize()
        lines.append(f'  {event_id}: {{title: "{title}", when: {_quoted(when)}}}')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _replace(twin: Bible, event: Event, when: str, span: Span) -> None:
    """Put another `when` in the place of what an event's record says; not yet encoded at this point."""
    parsed = parse(when, twin.story.names, twin.story.calendar, twin.story.config.widths)
    if parsed.problems:
        problem = parsed.problems[0]
        raise Misuse(f"{problem.message}{'; ' + problem.suggestion if problem.suggestion else ''}")
    event.when = (Time(when, span, terms=parsed.terms),)


def _no_event(bible: Bible, one: Hypothesis, found: Sequence[str]) -> str:
    story = bible.story
    if found:
        return f"“{one.id}” may be any of these: {'; '.join(described(story, i) for i in found)}"
    near = story.names.near(one.id, ("event",))
    if near:
        return (
            f"no event is called “{one.id}”; did you mean {' or '.join(described(story, i) for i in near)}?"
        )
    return f"no event is called “{one.id}”; write “{one.id}: {one.when}” to add one"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise Misuse(f"cannot read {file}: {reason}") from error
