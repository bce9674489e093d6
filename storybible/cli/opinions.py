"""Second opinions on a manuscript, asked for on the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from storybible.cli.asking import agreed, can_ask
from storybible.cli.output import complain
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    from storybible.bible import Bible
    from storybible.manuscript.appearances import Mentioned
    from storybible.manuscript.candidate import Candidate
    from storybible.manuscript.prose import Prose

NLP = "the settings name no spaCy model: nlp: en_core_web_sm"
LLM = (
    "the settings name no language model: llm: {url: http://localhost:8080/v1/chat/completions, model: small}"
)


def second_opinions(prose: Prose, book: Bible | None, nlp: bool, llm: bool, yes: bool) -> list[Candidate]:
    """The candidates of those who are asked, in the order of the text.

    Raises :class:`Misuse` where the settings name nobody, where nobody agreed to send anything, or where no
    sensible answer comes.
    """
    from storybible.manuscript.appearances import read_mentions
    from storybible.manuscript.cast import Cast

    if book is None:
        raise Misuse("--nlp and --llm need a bible: its settings say whom to ask")
    mentioned = read_mentions(prose, Cast.of(book.story))
    found: list[Candidate] = []
    if nlp:
        from storybible.opinions.spacy_names import find

        if not book.story.config.nlp:
            raise Misuse(NLP)
        with busy("asking spaCy"):
            found += find(mentioned, book.story.config.nlp)
    if llm:
        found += _asked(mentioned, book, yes)
    return sorted(found, key=lambda candidate: candidate.start)


def _asked(mentioned: Mentioned, book: Bible, yes: bool) -> list[Candidate]:
    from storybible.opinions.language_model import announcement, ask, passage

    settings = book.story.config.llm
    if settings is None:
        raise Misuse(LLM)
    key = os.environ.get(settings.key_from) if settings.key_from else None
    if settings.key_from and not key:
        raise Misuse(f"the environment has no {settings.key_from}, which `key_from` names")
    said = announcement(passage(mentioned, settings), settings, key)
    if not yes and not can_ask():
        raise Misuse(f"{said} Agree with --yes; nothing was sent")
    if not yes and not agreed(f"{said} Send it?"):
        raise Misuse("nothing was sent")
    if yes:
        complain(said)
    with busy("waiting for the language model"):
        opinion = ask(mentioned, settings, key)
    for why, number in opinion.dropped.items():
        complain(f"{number} of its answers dropped: {why}")
    return opinion.candidates
