"""Show, list, find and the timeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.queries import resolve, timeline_view
from storybible.queries.listing import find, list_records
from storybible.queries.show import show
from storybible.queries.timeline_view import event_lines, in_story_time, telling
from storybible.timeline import QUERY
from tests.conftest import Small

SHIPPED = Path(__file__).parent.parent / "bible"


@pytest.fixture(scope="module")
def bible() -> Bible:
    return Bible.load(SHIPPED)


def test_every_record_can_be_shown(bible: Bible) -> None:
    then = resolve.then(bible, "wedding").point
    for record in bible.story.records.values():
        for t in (None, then):
            for entry in show(bible, record, t).entries:
                assert entry.text and entry.span.file in bible.loaded.files
                assert 1 <= entry.span.line <= bible.loaded.files[entry.span.file].count("\n") + 1


@pytest.mark.parametrize(
    ("kind", "field", "value", "expected"),
    [
        ("character", "sex", "Female", ["kurenai", "tsunade", "hinata", "sakura"]),
        ("character", "hair", "pink", ["sakura"]),
        ("event", "where", "the restaurant", ["team-evening", "first-meeting"]),
        ("event", "who", "Kurenai", ["kurenai-death", "kurenai-found", "kurenai-pronounced-dead", "funeral",
                                     "telling"]),
        ("thread", "kind", "question", ["why-kurenai-died"]),
        ("scene", "strand", "flashback", ["s5-door", "s5-found", "s5-hospital", "s5-gone", "s5-grief",
                                          "s5-bridge", "s5-funeral", "s5-nightmare", "s5-morning"]),
        ("item", "looks", "small and square", ["ring-box"]),
    ],
)  # fmt: skip
def test_lists(bible: Bible, kind: str, field: str, value: str, expected: list[str]) -> None:
    assert [entry.record.id for entry in list_records(bible, kind, ((field, value),))] == expected


def test_unknown_fields_are_misuse(bible: Bible) -> None:
    with pytest.raises(resolve.Misuse, match="did you mean hair"):
        list_records(bible, "character", (("hiar", "pink"),))


def test_find_gives_the_line_and_the_record(bible: Bible) -> None:
    for match in find(bible, "ASUMA"):
        line = bible.loaded.files[match.span.file].splitlines()[match.span.line - 1]
        assert "asuma" in line[match.span.column - 1 :].casefold()
    assert {m.record for m in find(bible, "diamond")} == {"ring"}


def test_story_time_contradicts_nothing(bible: Bible) -> None:
    timeline = bible.timeline
    starts = timeline.encoding.starts
    for narrative in (None, "sakura"):
        events = [line.id for line in event_lines(bible, narrative)]
        for n, earlier in enumerate(events):
            for later in events[n + 1 :]:
                assert not timeline.certainly_before(starts[later], starts[earlier], QUERY), (earlier, later)


def test_story_time_of_many_events(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the number that is compared pairwise, what is written still orders."""
    lines = ["events:"] + [
        f"  e{n}: {{title: E{n}, when: after e{n + 1}}}" if n < 30 else f"  e{n}: {{title: E{n}, when: 1900}}"
        for n in range(31)
    ]
    bible = Bible.load(small.write({"bible/story.yaml": "\n".join(lines) + "\n"}))
    events = list(bible.story.events)
    pairwise = in_story_time(bible.timeline, events, telling(bible.story))
    monkeypatch.setattr(timeline_view, "PAIRWISE", 3)
    assert in_story_time(bible.timeline, events, telling(bible.story)) == pairwise == [*reversed(events)]


def test_narrative_order_follows_the_paragraphs(bible: Bible) -> None:
    events = [line.id for line in event_lines(bible, narrative=True)]
    assert events.index("first-meeting") < events.index("kurenai-found") < events.index("nightmare-night")
    assert events.index("sasuke-leaves") == 0


def test_show_gives_events_in_story_time(small: Small) -> None:
    text = """\
characters: {nora: {}}
places: {hall: {}}
items: {ring: {}}
events:
  third: {title: C, when: after second, who: [nora], where: hall, items: [ring]}
  second: {title: B, when: after first, who: [nora], where: hall, items: [ring]}
  first: {title: A, who: [nora, nora (mentioned)], where: hall, items: [ring]}
  late: {title: D, when: after second, who: [nora]}
"""
    bible = Bible.load(small.write({"bible/story.yaml": text}))
    for name, topic, events in (("nora", "at", "AABCD"), ("hall", "at it", "ABC"), ("ring", "at", "ABC")):
        entries = show(bible, bible.story.records[name]).entries
        assert [entry.text[1] for entry in entries if entry.topic == topic] == [*events], name
