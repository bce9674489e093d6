"""Ids that follow from what relationships say (``a-friend-b``, ``a-friend-b-2``), before and after an edit.

They are counted in the order of the files, so that one tie more or fewer may give another tie another id.
"""

from __future__ import annotations

from storybible.bible import Bible
from storybible.editing.references import references
from storybible.records import Relationship
from storybible.story import Story


def new_tie(before: Story, after: Story) -> Relationship | None:
    """The relationship that an edit has added; None where it has added none that can be read."""
    ties = list(after.relationships.values())
    first, last, last_then = _differing(before, after)
    return ties[first] if last_then - first == 1 and last == first else None


def renumbered(before: Story, after: Story) -> dict[str, str]:
    """The ids of relationships that an edit has left alone and that have another id now, and those ids."""
    old, new = list(before.relationships), list(after.relationships)
    first, last, last_then = _differing(before, after)
    pairs = [*zip(old[:first], new[:first], strict=True), *zip(old[last:], new[last_then:], strict=True)]
    return {id_: now for id_, now in pairs if id_ != now}


def misnamed(bible: Bible, then: Bible) -> list[str]:
    """Where a waiver, or anything else, names a relationship by an id that another one has after an edit."""
    moved = renumbered(bible.story, then.story)
    if not moved:
        return []
    taken = {*moved, *moved.values()}
    found = [
        f"{one.span}: “{one.text}” would be {_whom(then.story, one.id)} then; {_advice(one.id, moved)}"
        for one in references(bible)[0]
        if one.id in taken
    ]
    for waiver in bible.story.config.waivers:
        about = [id_ for id_ in moved if waiver.finding and _waived(bible, waiver.finding, id_)]
        found += [f"{waiver.span}: this waiver is about {id_}; {_advice(id_, moved)}" for id_ in about]
    return found


def _waived(bible: Bible, finding: str, id_: str) -> bool:
    from storybible.checker import check

    return any(one.id == finding and id_ in one.records for one in check(bible, repairs=False).waived)


def _whom(story: Story, id_: str | None) -> str:
    return f"another one, {story.label(id_)}," if id_ is not None and id_ in story.records else "nothing"


def _advice(id_: str | None, moved: dict[str, str]) -> str:
    tie = id_ if id_ in moved else next(old for old, new in moved.items() if new == id_)
    return f"first give the relationship {tie} an id that does not follow from its words (rename {tie} NEW)"


def _differing(before: Story, after: Story) -> tuple[int, int, int]:
    """From where to where the relationships of a story differ: the first, the end before, the end after."""
    old = [_said(tie) for tie in before.relationships.values()]
    new = [_said(tie) for tie in after.relationships.values()]
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n] != new[n]), least)
    last = next((n for n in range(least - first) if old[-1 - n] != new[-1 - n]), least - first)
    return first, len(old) - last, len(new) - last


def _said(tie: Relationship) -> tuple[object, ...]:
    period = tuple(time.value for time in (tie.starts, tie.ends) if time is not None)
    who, of = tuple(ref.value for ref in tie.who), tuple(ref.value for ref in tie.of)
    return tie.id_text.span.file, tie.tie.value, who, of, period
