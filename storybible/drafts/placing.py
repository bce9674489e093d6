"""When the scenes of a draft play in story time.

A draft says so in its front matter (`at: 5 years after wedding`), in a comment line before a scene
(`<!-- storybible: at 2 weeks after the-fair -->`), or by `--at` on the command line; a manuscript that the
bible knows is placed by its scene records.  A comment holds until the next one.  Each moment becomes an event
of a twin of the story, which the engine places like any other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from storybible import records as r
from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.encode import encode
from storybible.linking import build
from storybible.manuscript.prose import Directive, Prose
from storybible.names import did_you_mean, near_words
from storybible.reading.problems import UNKNOWN_FIELD, problem
from storybible.rules._told import manuscript_of, stretch
from storybible.timeline import Timeline

STRANDS = ("flashback", "memory", "dream", "vision")
WORDS = ("at", "pov", *STRANDS)
EXAMPLE = "<!-- storybible: at 2 weeks after the-fair -->"
COMMAND_LINE = "--at"
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


@dataclass(slots=True)
class _Said:
    """What the draft says of itself from an offset on; None where it says nothing new of it."""

    offset: int
    at: r.Time | None = None
    strand: str | None = None
    pov: str | None = None
    event: str | None = None


def place(
    bible: Bible, prose: Prose, at: str | None = None, jumps: Mapping[int, str] | None = None
) -> Placed:
    """Place a draft.  ``at`` is the command line's word on when it begins, in place of the front matter's.

    ``jumps`` maps offsets to when the story goes on there, by decisions of the writer.

    What cannot be read in the draft is a diagnostic; nothing raises.
    """
    problems: list[Diagnostic] = []
    decided = [_Said(offset, at=_time(prose, when, offset)) for offset, when in (jumps or {}).items()]
    said = sorted([*_said(bible, prose, at, problems), *decided], key=lambda one: one.offset)
    events: list[r.Record] = []
    for number, one in enumerate(said, 1):
        if one.at is not None:
            one.event = f"~{prose.name}:{number}"  # no id of a record looks like this
            events.append(_event(one.event, one.at))
    story = build(bible.loaded.config, [*bible.loaded.records, *events])
    known = set(bible.story.diagnostics)
    problems += [d for d in story.diagnostics if d not in known]
    starts: list[int] = []
    placements: list[Placement] = []
    now = Placement()
    for one in said:
        now = Placement(
            one.event if one.event is not None else now.event,
            one.strand if one.strand is not None else now.strand,
            one.pov if one.pov is not None else now.pov,
        )
        if one.event in story.events and one.at is not None and not _read(story.events[one.event]):
            now = Placement(None, now.strand, now.pov)
        starts.append(one.offset)
        placements.append(now)
    return Placed(Timeline(encode(story)), starts, placements, problems)


def _event(event_id: str, at: r.Time) -> r.Event:
    title = r.Text("this scene", at.span)
    return r.Event(
        id=event_id, kind="event", id_text=r.Text(event_id, at.span), span=at.span, title=title, when=(at,)
    )


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
        return _Said(directive.offset, at=_time(prose, rest, place) if rest else None, strand=word)
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


def manuscript_at(bible: Bible, name: str) -> str | None:
    """The id of the manuscript of the bible whose file this is; None where it is none."""
    for manuscript in bible.story.config.manuscripts.values():
        if manuscript.file is None:
            continue
        try:
            if (bible.path / manuscript.file.value).resolve() == Path(name).resolve():
                return manuscript.id
        except (OSError, ValueError):
            continue
    return None


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
