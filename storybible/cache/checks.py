"""The check of a bible: what it found the last time, where nothing has changed since."""

from __future__ import annotations

from storybible.bible import Bible
from storybible.cache import waiting, wanted
from storybible.checker import Report, check
from storybible.folder import Gathered
from storybible.loader import Loaded
from storybible.rules._manuscripts import digest
from storybible.story import Story


def checked(gathered: Gathered, baseline: tuple[str, ...] = ()) -> tuple[Bible, Report]:
    """What the check of the bible with these texts finds.

    The records may not have been read for it: the bible is there for its texts and settings.
    """
    if not wanted(gathered):
        bible = Bible.of(gathered)
        return bible, check(bible, baseline=baseline)
    from storybible.cache.reports import packed, unpacked
    from storybible.cache.store import Store, key_of

    config = gathered.config
    texts = [digest(each, str(gathered.root)) for each in config.manuscripts.values()]
    store, key = Store(str(gathered.root)), key_of(gathered, repr((texts, baseline)))
    kept = store.get("report", key)
    if kept is not None:
        loaded = Loaded(config, diagnostics=gathered.found, files=gathered.texts, root=gathered.root)
        return Bible(gathered.root, loaded, Story(config)), unpacked(kept)
    bible = Bible.of(gathered)
    report = check(bible, baseline=baseline)
    waiting.append(lambda: store.put("report", key, packed(report)))
    return bible, report
