"""Kinship and chains of relationships as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.queries.kinship import KinAnswer
from storybible.queries.path import Step
from storybible.queries.resolve import listed
from storybible.render.ink import bold
from storybible.render.layout import evidence_lines
from storybible.story import Story


def kin_text(story: Story, answer: KinAnswer, why: bool) -> list[str]:
    """What one person is to another."""
    a, b = story.label(answer.a), story.label(answer.b)
    if answer.a == answer.b:
        return [f"{a} and {b} are one and the same."]
    if not answer.terms:
        return [f"No kinship between {a} and {b} follows from the records."]
    first, *more = answer.terms
    lines = [f"{a} is {b}'s {first}{', and also ' + listed(more) if more else ''}."]
    return lines + (evidence_lines(answer.evidence) if why else [])


def path_text(story: Story, a: str, b: str, steps: Sequence[Step] | None, why: bool) -> list[str]:
    """The chain of relationships from one person to another."""
    if steps is None:
        return [f"No chain of relationships leads from {story.label(a)} to {story.label(b)}."]
    if not steps:
        return [f"{story.label(a)} and {story.label(b)} are one and the same."]
    lines = [f"{story.label(step.first)} is {step.words}." for step in steps]
    return lines + ([bold("Why:"), *evidence_lines(step.evidence for step in steps)] if why else [])
