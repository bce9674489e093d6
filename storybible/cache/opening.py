"""A bible for a question about time: out of the cache where it is there."""

from __future__ import annotations

from storybible.bible import Bible
from storybible.cache import waiting, wanted
from storybible.folder import Gathered
from storybible.memory import no_collection


def opened(gathered: Gathered) -> Bible:
    """The bible with these texts, its timeline solved."""
    if not wanted(gathered):
        return Bible.of(gathered)
    from storybible.cache.store import Store, key_of
    from storybible.cache.warm import WarmBible, frozen_bible

    store, key = Store(str(gathered.root)), key_of(gathered)
    with no_collection():
        kept = store.get("story", key)
        if kept is not None:
            return WarmBible.thawed(gathered, kept)
        bible = Bible.of(gathered)
        made = frozen_bible(bible)  # now, since questions may add moments to the timeline
    waiting.append(lambda: store.put("story", key, made))
    return bible
