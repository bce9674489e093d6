"""The names under which a file holds records."""

from __future__ import annotations

from storybible.records import KINDS

PLURALS = {kind + "s": kind for kind in KINDS}
