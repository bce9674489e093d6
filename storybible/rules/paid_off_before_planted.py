"""A thread is paid off before it is planted.

A promise or a threat happens in the story: it is not kept before it is made.  A question or a clue belongs
to the telling: a flashback may answer it, but the reader meets the answer after the question, as far as
both events are told in scenes with paragraphs.

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
    bible/story.yaml:4: “The ring is thrown away” is after “The ring is found”
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

from storybible.diagnostics import Severity
from storybible.encoding import Demand, Encoding, is_at, speaker
from storybible.records import Thread, Time
from storybible.rules import Context, Finding, Fix, Rule
from storybible.rules._fixes import rewritten
from storybible.rules._told import position, told_before
from storybible.when import anchors

RULE = Rule("SB603", Severity.ERROR)
OF_THE_STORY = frozenset({"promise", "threat"})


def demands(encoding: Encoding) -> Iterator[Demand]:
    """A promise is not kept before it is made."""
    for thread in encoding.story.threads.values():
        if thread.purpose in OF_THE_STORY and speaker(thread) is None and thread.planted and thread.paid:
            planted, paid = (encoding.moments.get(id(time)) for time in (thread.planted, thread.paid))
            if planted is not None and paid is not None:
                yield _demand(encoding, thread, thread.paid, (planted[0], paid[1]))


def _demand(encoding: Encoding, thread: Thread, paid: Time, order: tuple[int, int]) -> Demand:
    return Demand(
        "paid-off-before-planted",
        (thread.id,),
        ((*order, 0, None),),
        paid.span,
        lambda: f"“{thread.label}” is paid off before it is planted",
    )


def fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Each takes the other's moment."""
    thread = context.story.threads.get(demand.subject[0])
    if thread is not None and thread.planted is not None and thread.paid is not None:
        yield from rewritten(context, thread.paid, thread.planted.value)
        yield from rewritten(context, thread.planted, thread.paid.value)


def check(context: Context) -> Iterator[Finding]:
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
                    f"{story.titled(scene)} tells {story.titled(event)}",
                    story.scenes[scene],
                )
                for _, scene, event in (*answered, *asked)
            )
            yield Finding(
                thread.paid.span,
                f"“{thread.label}” is told to be paid off before it is planted",
                (thread.id,),
                ("paid-off-before-planted", thread.id, "told"),
                evidence=evidence,
            )


def _places(context: Context, time: Time) -> list[tuple[tuple[str, int, int], str, str]]:
    """Where an event is told: the stretch, the scene, the event; empty where some place is not known."""
    if len(time.terms) != 1 or not is_at(time.terms[0]):
        return []
    event = next((anchor.ref for anchor in anchors(time.terms[0]) if anchor.kind == "event"), None)
    if event is None:
        return []
    found = []
    for scene in context.story.scenes_telling.get(event, ()):
        place = position(context.config, context.story.scenes[scene])
        if place is None:
            return []
        found.append((place, scene, event))
    return found
