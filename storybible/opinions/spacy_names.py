"""Names as a spaCy model sees them (extra `storybible[nlp]`): those that the bible has not, once each."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import Candidate, Ids
from storybible.manuscript.mentions import blocks
from storybible.queries.resolve import Misuse

FLAG = "spacy"
LABELS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "other", "NORP": "other"}


def find(mentioned: Mentioned, model: str) -> Iterator[Candidate]:
    """New names by the model of that name, in the order of the text.

    Raises :class:`Misuse` where spaCy or the model is not installed.
    """
    pipeline = loaded(model)
    prose, ids = mentioned.prose, Ids()
    first: dict[str, tuple[int, int, str]] = {}
    times: dict[str, int] = {}
    for start, end in blocks(prose):
        for entity in pipeline(prose.readable[start:end]).ents:
            kind = LABELS.get(entity.label_)
            words = entity.text.split()
            known = all(word.casefold().strip(".,'’") in mentioned.cast.words for word in words)
            if kind is None or not words or known or "\n\n" in entity.text:
                continue
            name = " ".join(words)
            times[name] = times.get(name, 0) + 1
            first.setdefault(name, (start + entity.start_char, start + entity.end_char, kind))
    for name, (start, end, kind) in sorted(first.items(), key=lambda item: item[1]):
        quote = prose.text[start:end]
        value = {"times": times[name], "probably": kind}
        yield Candidate(
            ids("name", quote, name), "name", start, end, quote, value, flags=(FLAG,), confidence=0.6
        )


def loaded(model: str) -> Any:
    """The pipeline, without the parts that names do not need."""
    try:
        spacy = importlib.import_module("spacy")
    except ImportError as error:
        raise Misuse("spaCy is not installed: pip install 'storybible[nlp]'") from error
    try:
        pipeline = spacy.load(model, exclude=["parser", "lemmatizer", "attribute_ruler"])
    except OSError as error:
        try:  # re-uploads on package indexes have another name than the model inside
            pipeline = importlib.import_module(model.replace("-", "_")).load(exclude=["parser", "lemmatizer"])
        except (ImportError, OSError, AttributeError):
            raise Misuse(
                f"spaCy has no model “{model}” here; install it, or name another in `nlp:`"
            ) from error
    pipeline.max_length = 10_000_000
    return pipeline
