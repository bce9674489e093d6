"""When the scenes of a draft play in story time.

A draft says so in its front matter (`at: 5 years after wedding`), in a comment line before a scene
(`<!-- storybible: at 2 weeks after the-fair -->`), or by `--at` on the command line; a manuscript that the
bible knows is placed by its scene records.  A comment holds until the next one.  Each moment becomes an event
of a twin of the story, which the engine places like any other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storybible import records as r
from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.drafts.decided import decisions_of, manuscript_at, manuscript_id
from storybible.encode import encode
from storybible.encoding import Encoding, Stated
from storybible.linking import build
from storybible.manuscript.candidate import Candidate
from storybible.manuscript.prose import Directive, Prose
from storybible.names import did_you_mean, near_words
from storybible.reading.problems import UNKNOWN_FIELD, problem
from storybible.rules._told import manuscript_of, stretch
from storybible.story import Story
from storybible.timeline import Timeline
from storybible.when import Problem, parse, parse_amount

STRANDS = ("flashback", "memory", "dream", "vision")
WORDS = ("at", "pov", *STRANDS)
EXAMPLE = "<!-- storybible: at 2 weeks after the-fair -->"
COMMAND_LINE = "--at"
UNITS = {
    "moment|minute|hour|while": 1,
    "day|morning|noon|afternoon|evening|night|midnight|dawn|dusk": 3,
    "week|fortnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday": 16,
    "month": 70,
    "season|spring|summer|autumn|fall|winter|year": 800,
}
"""Days that "the next morning", "within the hour" and their like reach at most."""
_SPAN = re.compile(r"\bsince\b", re.I)
_GONE = re.compile(r"\b(?:pass|gone|go|went|elapsed|slipped|rolled|flew|flown|crept|dragged)\w*\b", re.I)
_PLACES = r"(?:\d+ )?(?:[Tt]he )?[A-ZÀ-Þ][\w’'.]*(?: [A-ZÀ-Þ][\w’'.]*){0,2}"
_PLACE_BEFORE = re.compile(
    rf"[\W_]*(?:(?i:chapter|part|book|letter) [\w-]+\W*"
    rf"|[\divxlcIVXLC]+\W+)?(?:{_PLACES}, ?){{0,3}}(?:[Tt]he )?"
)
_PLACE_AFTER = re.compile(rf"(?:,? (?:at|in) {_PLACES}|, {_PLACES})?\W*")
_DIRECTIVE = re.compile(r"\s*(?P<word>[^\W\d_]+)\s*[:=]?\s*(?P<rest>.*)", re.S)


@dataclass(frozen=True, slots=True)
class Placement:
    """When and how a stretch of a draft plays: its event in the twin story (None where nobody says when),
    its ``strand`` ("" for the main one), whose eyes it is told by."""

    event: str | None = None
    strand: str = ""
    pov: str | None = None


@dataclass(slots=True)
class Placed:
    """A draft in story time: a twin of the story that knows when the scenes play, and where each begins."""

    timeline: Timeline
    starts: list[int]
    placements: list[Placement]
    diagnostics: list[Diagnostic]

    def at(self, offset: int) -> Placement:
        """The placement of a character of the text."""
        index = bisect_right(self.starts, offset) - 1
        return self.placements[index] if index >= 0 else Placement()


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump in time that may have moved the story on: its words, and by how many minutes at most."""

    quote: str
    later: bool
    most: int | None


@dataclass(slots=True)
class _Said:
    """What the draft says of itself from an offset on; None where it says nothing new of it."""

    offset: int
    at: r.Time | None = None
    strand: str | None = None
    pov: str | None = None
    event: str | None = None
    jump: Jump | None = None


def place(bible: Bible, prose: Prose, at: str | None = None, candidates: Sequence[Candidate] = ()) -> Placed:
    """Place a draft.  ``at`` is the command line's word on when it begins, in place of the front matter's.

    ``candidates`` are those of the prose: a jump in time that the writer accepted places the story anew, one
    that is open leaves it known only from when, or up to when, the story may have gone on.  What cannot be
    read in the draft is a diagnostic; nothing raises.
    """
    problems: list[Diagnostic] = []
    said = [*_said(bible, prose, at, problems), *_jumps(bible, prose, candidates)]
    said.sort(key=lambda one: one.offset)
    events: list[r.Record] = []
    for number, one in enumerate(said, 1):
        if one.at is not None or one.jump is not None:
            one.event = f"~{prose.name}:{number}"  # no id of a record looks like this
            events.append(_event(one.event, one.at, _span_of(prose, one)))
    story = build(bible.loaded.config, [*bible.loaded.records, *events])
    known = set(bible.story.diagnostics)
    problems += [d for d in story.diagnostics if d not in known]
    encoding = encode(story)
    starts: list[int] = []
    placements: list[Placement] = []
    now = Placement()
    for one in said:
        before = now
        now = Placement(
            one.event if one.event is not None else now.event,
            one.strand if one.strand is not None else now.strand,
            one.pov if one.pov is not None else now.pov,
        )
        if one.jump is not None and one.event is not None:
            if before.event:
                _state_jump(encoding, one, before.event)
            else:
                now = Placement(None, now.strand, now.pov)
        elif one.event in story.events and one.at is not None and not _read(story.events[one.event]):
            now = Placement(None, now.strand, now.pov)
        starts.append(one.offset)
        placements.append(now)
    return Placed(Timeline(encoding), starts, placements, problems)


def _jumps(bible: Bible, prose: Prose, candidates: Sequence[Candidate]) -> Iterator[_Said]:
    """Jumps in time: accepted ones say when the story goes on, open ones that it may have."""
    decided = decisions_of(bible, manuscript_id(bible, prose.name))
    for candidate in candidates:
        value = candidate.value if candidate.kind == "jump" and isinstance(candidate.value, dict) else None
        decision = decided.get(candidate.id)
        if value is None or (decision is not None and not decision.accepted):
            continue
        if decision is None and _SPAN.search(candidate.quote) and not _GONE.search(candidate.quote):
            continue  # "it was five years since she had seen it" is said of now
        if decision is not None and decision.at:
            yield _Said(candidate.start, at=_time(prose, decision.at, candidate.start), strand="")
        elif value.get("direction") == "same":
            # a date that stands by itself says when what follows plays; of any other nobody says how it lies
            # to what was told before
            dated = _caption(bible.story, prose, candidate)
            at = _time(prose, dated, candidate.start) if dated else None
            yield _Said(candidate.start, at=at, strand="") if at else _Said(candidate.start, event="")
        elif event_named(bible.story, value.get("anchor")) is not None:
            if not re.search(r"\bsince\b", candidate.quote, re.I):  # "nine years since" is said of now
                yield _Said(candidate.start, event="")
        else:
            later = value.get("direction") != "earlier"
            most = _reach(bible.story, str(value.get("amount") or ""), candidate.quote)
            yield _Said(candidate.start, jump=Jump(candidate.quote, later, most))


def _caption(story: Story, prose: Prose, candidate: Candidate) -> str:
    """The date of a heading or a line that has nothing else in it but a place or a number; "" for none."""
    value = candidate.value if isinstance(candidate.value, dict) else {}
    paragraph = prose.paragraph_at(candidate.start)
    text = str(value.get("expression") or "")
    if paragraph is None or not text or parse(text, story.names, story.calendar).problems:
        return ""
    before = " ".join(prose.readable[paragraph.start : candidate.start].split())
    after = " ".join(prose.readable[candidate.end : paragraph.end].split())
    return text if _PLACE_BEFORE.fullmatch(before) and _PLACE_AFTER.fullmatch(after) else ""


def _reach(story: Story, amount: str, quote: str) -> int | None:
    """By how many minutes a jump goes at most; None where its words do not tell."""
    read = parse_amount(amount, story.calendar, story.config.widths) if amount else None
    if read is not None and not isinstance(read, Problem):
        return read.loose_upper
    units = [unit for unit in UNITS if re.search(rf"\b(?:{unit})s?\b", quote, re.I)]
    return UNITS[units[-1]] * story.calendar.DAY if units and not amount else None


def _state_jump(encoding: Encoding, one: _Said, before: str) -> None:
    """The story may have gone on, or back, by up to so much since the moment before."""
    jump, event = one.jump, one.event
    if jump is None or event is None:
        return
    source, target = encoding.starts[before], encoding.starts[event]
    reach = (0, jump.most) if jump.later else (None if jump.most is None else -jump.most, 0)
    span = encoding.story.records[event].span
    where = "later" if jump.later else "earlier"
    words = r.Text(f"{where} by as much as “{' '.join(jump.quote.split())}”, or by nothing", span)
    stated = Stated(("event", event, "when", words.value), event, "when", span, text=words)
    encoding.state(stated, [(source, target, *reach)])


def event_named(story: Story, words: object) -> str | None:
    """The one event that some words of a draft name, by its title or id, with or without an article."""
    text = str(words or "").strip()
    bare = text.split(" ", 1)[1] if text.casefold().startswith(("the ", "a ", "an ")) else text
    for name in (text, bare, f"the {bare}"):
        found = [i for i in story.names.candidates(name, ("event",)) if i in story.events]
        if len(found) == 1:
            return found[0]
    return None


def _event(event_id: str, at: r.Time | None, span: Span) -> r.Event:
    title = r.Text("this scene", span)
    when = (at,) if at is not None else ()
    return r.Event(
        id=event_id, kind="event", id_text=r.Text(event_id, span), span=span, title=title, when=when
    )


def _span_of(prose: Prose, one: _Said) -> Span:
    if one.at is not None:
        return one.at.span
    return _span(prose, one.offset, len(one.jump.quote) if one.jump is not None else 1)


def _read(event: r.Event) -> bool:
    return all(time.readable and time.terms for time in event.when)


def _said(bible: Bible, prose: Prose, at: str | None, problems: list[Diagnostic]) -> Iterator[_Said]:
    """Everything the draft, the bible and the command line say about when it plays, in no order."""
    yield from _by_scenes(bible, prose)
    front = _Said(0)
    for key, value in prose.front_matter.items():
        word = key.casefold()
        if word == "at" and at is None and value.strip():
            front.at = _time(prose, value)
        elif word == "pov":
            front.pov = _person(bible, prose, value, _find(prose, value), problems)
    if at is not None:
        front.at = r.Time(at, Span(COMMAND_LINE, 1, 1, len(at)))
    yield front
    for part in prose.parts[1:]:  # each file says for itself when it plays
        yield _Said(part.start, strand="", pov="", event="")
    for directive in prose.directives:
        found = _directive(bible, prose, directive, problems)
        if found is not None:
            yield found


def _directive(bible: Bible, prose: Prose, directive: Directive, problems: list[Diagnostic]) -> _Said | None:
    """One comment; None where it is not understood, which is a problem."""
    parsed = _DIRECTIVE.fullmatch(directive.text)
    word = parsed["word"].casefold() if parsed else ""
    rest = " ".join(parsed["rest"].split()) if parsed else ""
    begin = prose.text.rfind(directive.text, 0, max(directive.offset, 0) + len(directive.text))
    place = begin if begin >= 0 else directive.offset
    if word == "at" and rest:
        return _Said(directive.offset, at=_time(prose, rest, place), strand="")
    if word in STRANDS:
        earlier = Jump(word, later=False, most=None) if word == "flashback" and not rest else None
        when = _time(prose, rest, place) if rest else None
        return _Said(directive.offset, at=when, strand=word, jump=earlier)
    if word == "pov" and rest:
        return _Said(directive.offset, pov=_person(bible, prose, rest, place, problems))
    problems.append(
        problem(
            UNKNOWN_FIELD,
            _span(prose, place, len(directive.text)),
            f"“{directive.text}” says nothing that is known here",
            did_you_mean(near_words(word, WORDS)) or f"for example: {EXAMPLE}",
            subject=("directive", directive.text),
        )
    )
    return None


def _person(bible: Bible, prose: Prose, name: str, place: int, problems: list[Diagnostic]) -> str | None:
    """Whose eyes a scene is told by."""
    if name.strip().casefold() == "nobody":
        return ""
    found = bible.story.names.candidates(name.strip(), ("character",))
    if len(found) == 1 and found[0] in bible.story.characters:
        return found[0]
    near = bible.story.names.near(name, ("character",))
    problems.append(
        Diagnostic(
            "SB005",
            "unknown-reference",
            Severity.ERROR,
            f"no character is called “{name}”",
            _span(prose, place, len(name)),
            subject=("pov", name),
            hint=did_you_mean(near) or "add a character with this id, or correct the name",
        )
    )
    return ""


def _by_scenes(bible: Bible, prose: Prose) -> Iterator[_Said]:
    """The scene records of a manuscript that the bible knows, where each tells one event."""
    story = bible.story
    manuscript = manuscript_at(bible, prose.name)
    if manuscript is None:
        return
    starts = {paragraph.number: paragraph.start for paragraph in prose.paragraphs}
    edges: list[tuple[int, int, _Said]] = []
    for scene in story.scenes.values():
        paragraphs = stretch(scene)
        if manuscript_of(story.config, scene) != manuscript or paragraphs is None:
            continue
        told = [ref.id for ref in scene.tells if ref.id in story.events]
        event = told[0] if len(told) == 1 else ""
        pov = scene.pov.id if scene.pov is not None and scene.pov.id else ""
        said = _Said(0, strand=scene.strand, pov=pov, event=event)
        edges.append((paragraphs[0], paragraphs[1], said))
    edges.sort(key=lambda edge: (edge[0], -edge[1]))
    for first, last, said in edges:
        if first in starts:
            yield _Said(starts[first], strand=said.strand, pov=said.pov, event=said.event)
        host = [edge for edge in edges if edge[0] <= last + 1 <= edge[1]]
        after = host[-1][2] if host else _Said(0, strand="", pov="", event="")
        if last + 1 in starts and not any(edge[0] == last + 1 for edge in edges):
            yield _Said(starts[last + 1], strand=after.strand, pov=after.pov, event=after.event)


def _time(prose: Prose, text: str, near: int = 0) -> r.Time:
    found = prose.text.find(text, near)
    place = found if found >= 0 else near  # the writer may have said it elsewhere
    return r.Time(text, _span(prose, place, len(text)), place, place + len(text))


def _find(prose: Prose, text: str, near: int = 0) -> int:
    """Where some words of a comment or the front matter stand."""
    return max(prose.text.find(text, near), 0)


def _span(prose: Prose, offset: int, length: int) -> Span:
    place = prose.place(offset)
    return Span(place.file, place.line, place.column, max(length, 1))
