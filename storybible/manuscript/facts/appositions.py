"""Whom an apposition is about: "A man of thirty, Teo laughed", "Pip, our son, was nine"."""

from __future__ import annotations

import re

from storybible.manuscript.facts.passage import OTHER, Passage, Who


def named_after(passage: Passage, at: int) -> Who:
    """Who is named right after an apposition that ends at ``at``: "A man of thirty, Teo laughed"."""
    mention = passage.mention_starting(at + 2) if passage.text.startswith(", ", at) else None
    if mention is None or mention.possessive:
        return OTHER
    if re.match(r" and\b|,", passage.text[mention.end : mention.end + 5]):
        return OTHER
    return Who(passage.person(mention), "name")


def named_before(passage: Passage, at: int) -> Who:
    """The subject that an apposition parts from its verb at ``at``: "Pip, our son, was nine"."""
    start, _ = passage.sentence(at)
    found = re.search(r", [^,.;!?\"]{2,50}, \Z", passage.text[start:at])
    mention = passage.mention_ending(start + found.start()) if found else None
    if mention is None or mention.possessive or passage.text[start : mention.start].strip(" \"'("):
        return OTHER
    return Who(passage.person(mention), "name")
