"""A thread is paid off before it is planted.

A promise or a threat happens in the story: it is not kept before it is made.  A question or a clue belongs
to the telling: a flashback may answer it, but the reader meets the answer after the question, as far as
both events are told in scenes with paragraphs.  What is planted in a scene of several events is planted at one
of them.

## Failing

```yaml
threads:
  lost-ring: {kind: promise, what: Teo will find the ring, planted: ring-thrown, paid: ring-found}
events:
  ring-thrown: {title: The ring is thrown away, when: after ring-found}
  ring-found: {title: The ring is found}
```

```text
bible/story.yaml:2:88: error SB603 paid-off-before-planted: “Teo will find the ring” is paid off before it is planted (by less than a day)
    bible/story.yaml:2: “Teo will find the ring” is planted at “The ring is thrown away”
    bible/story.yaml:4: “The ring is thrown away” is after “The ring is found”
    bible/story.yaml:2: “Teo will find the ring” is paid off at “The ring is found”
    mend: bible/story.yaml:2: "ring-found" -> "ring-thrown"
    mend: bible/story.yaml:2: "ring-thrown" -> "ring-found"
    mend: bible/story.yaml:4: "after ring-found" -> "before ring-found"
```

## Passing

```yaml
threads:
  lost-ring: {kind: promise, what: Teo will find the ring, planted: ring-thrown, paid: ring-found}
  who-threw-it: {kind: question, what: Who threw the ring away, planted: ring-found, paid: ring-thrown}
events:
  ring-thrown: {title: The ring is thrown away, when: before ring-found}
  ring-found: {title: The ring is found}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible.demand import Demand
from storybible.diagnostics import Evidence, Severity
from storybible.encoding import Encoding, is_at, speaker
from storybible.records import Thread, Time
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import before, together
from storybible.rules._fixes import rewritten
from storybible.rules._told import position, told_before
from storybible.sentences import becomes, moment_words, source_of
from storybible.story import Story
from storybible.when import anchors

RULE = Rule("SB603", Severity.ERROR, about="threads")
OF_THE_STORY = frozenset({"promise", "threat"})


def demands(encoding: Encoding, thread: Thread) -> Iterator[Demand]:
    """A promise is not kept before it is made."""
    if thread.purpose in OF_THE_STORY and speaker(thread) is None and thread.planted and thread.paid:
        planted, paid = (encoding.moments.get(id(time)) for time in (thread.planted, thread.paid))
        if planted is not None and paid is not None:
            yield _demand(encoding, thread, thread.planted, thread.paid, (planted[0], paid[1]))


def _demand(encoding: Encoding, thread: Thread, planted: Time, paid: Time, order: tuple[int, int]) -> Demand:
    return Demand(
        "paid-off-before-planted",
        (thread.id,),
        ((*order, 0, None),),
        paid.span,
        lambda: f"“{thread.label}” is paid off before it is planted",
        lambda: _becomes(encoding, thread, "paid", paid),
        thread,
        settled=True,
        about=Evidence(
            planted.span,
            _becomes(encoding, thread, "planted", planted),
            source_of(planted.evidence, thread),
        ),
    )


def _becomes(encoding: Encoding, thread: Thread, what: str, time: Time) -> str:
    return becomes(thread, what, moment_words(encoding.story, time.value, time.terms))


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Each takes the other's moment."""
    thread = context.story.threads.get(demand.subject[0])
    if thread is not None and thread.planted is not None and thread.paid is not None:
        yield from _swapped(context, thread.planted, thread.paid)


def _swapped(context: Context, planted: Time, paid: Time) -> Iterator[Fix]:
    yield from rewritten(context, paid, planted.value)
    yield from rewritten(context, planted, paid.value)


def check(context: Context) -> Iterator[Finding]:
    """What takes place in scenes of several events; questions in the order of the telling."""
    yield from _over_scenes(context)
    yield from _in_the_telling(context)


def _over_scenes(context: Context) -> Iterator[Finding]:
    """A promise is planted at one of the events that its scene tells, and kept at one that another tells."""
    encoding = context.encoding
    for thread in context.story.threads.values():
        if thread.purpose not in OF_THE_STORY or speaker(thread) or not thread.planted or not thread.paid:
            continue
        planted, paid = (_events(context.story, time) for time in (thread.planted, thread.paid))
        if len(planted) < 2 and len(paid) < 2:
            continue  # that is a demand
        pairs = [
            before(context, encoding.ends[late], encoding.starts[early]) for early in planted for late in paid
        ]
        found = [certain for certain in pairs if certain is not None]
        if found and len(found) == len(pairs):
            certain = together(*found)
            ends = (("planted", thread.planted), ("paid", thread.paid))
            yield Finding(
                thread.paid.span,
                f"“{thread.label}” is paid off before it is planted: all that {thread.paid.value} tells is "
                f"before all that {thread.planted.value} tells",
                (thread.id,),
                ("paid-off-before-planted", thread.id),
                certain.proof,
                tuple(context.becomes(thread, what, time) for what, time in ends),
                Later(partial(_swapped, context, thread.planted, thread.paid)),
                certain.loose,
            )


def _events(story: Story, time: Time) -> list[str]:
    """The events that a moment is at: an event, or those that a scene tells."""
    if len(time.terms) != 1 or not is_at(time.terms[0]):
        return []
    anchor = next(iter(anchors(time.terms[0])), None)
    if anchor is None or anchor.ref is None or anchor.part:
        return []
    if anchor.ref in story.events:
        return [anchor.ref]
    scene = story.scenes.get(anchor.ref)
    return [ref.id for ref in scene.tells if ref.id is not None] if scene is not None else []


def _in_the_telling(context: Context) -> Iterator[Finding]:
    """A question is not answered before it is asked, in the order of the telling."""
    story = context.story
    for thread in story.threads.values():
        if thread.purpose in OF_THE_STORY or thread.planted is None or thread.paid is None:
            continue
        asked, answered = (_places(context, time) for time in (thread.planted, thread.paid))
        if not asked or not answered:
            continue
        if all(told_before(context.config, late[0], early[0]) for late in answered for early in asked):
            evidence = tuple(
                context.cited(
                    story.scenes[scene].id_text.span,
                    f"{story.titled(scene)} tells {story.titled(ref)}"
                    if ref != scene
                    else f"{story.titled(scene)} stands at paragraph {first}",
                    story.scenes[scene],
                )
                for (_, first, _), scene, ref in (*answered, *asked)
            )
            yield Finding(
                thread.paid.span,
                f"“{thread.label}” is told to be paid off before it is planted",
                (thread.id,),
                ("paid-off-before-planted", thread.id, "told"),
                evidence=evidence,
            )


def _places(context: Context, time: Time) -> list[tuple[tuple[str, int, int], str, str]]:
    """Where an event or scene is told: the stretch, the scene, which; empty where some place is not known."""
    if len(time.terms) != 1 or not is_at(time.terms[0]):
        return []
    ref = next((anchor.ref for anchor in anchors(time.terms[0])), None)
    if ref is None:
        return []
    found = []
    scenes = [ref] if ref in context.story.scenes else context.story.scenes_telling.get(ref, ())
    for scene in scenes:
        place = position(context.config, context.story.scenes[scene])
        if place is None:
            return []
        found.append((place, scene, ref))
    return found
