"""What the rules about presence share."""

from __future__ import annotations

from storybible.encoding import Demand, Encoding, speaker
from storybible.stn import Constraint
from storybible.story import Present


def presence_demand(
    encoding: Encoding, present: Present, rule: str, constraint: Constraint, clause: str
) -> Demand:
    """The demand that a presence makes of somebody's birth or death."""
    story = encoding.story
    who, event, presence = present.who, present.event, present.presence
    record = story.records[present.scene or event]

    def sentence() -> str:
        return f"{story.label(who)} is present at {story.titled(event)}"

    return Demand(
        rule, (who, event), (constraint,), presence.who.span,
        lambda: f"{sentence()}, {clause}", sentence,
        presence if presence.source else record, speaker(presence, record),
    )  # fmt: skip
