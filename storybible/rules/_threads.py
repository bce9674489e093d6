"""Threads that nothing closes."""

from __future__ import annotations

from collections.abc import Iterator

from storybible.encoding import speaker
from storybible.rules import Context, Finding


def left_open(context: Context, rule: str, purposes: tuple[str, ...], what: str) -> Iterator[Finding]:
    """A note for each thread of these kinds that is planted and has no `paid`."""
    for thread in context.story.threads.values():
        if (
            thread.purpose in purposes
            and thread.planted is not None
            and thread.paid is None
            and not speaker(thread)
        ):
            yield Finding(
                thread.planted.span,
                f"“{thread.label}”, a {thread.purpose}, {what}",
                (thread.id,),
                (rule, thread.id),
                evidence=(context.becomes(thread, "planted", thread.planted),),
            )
