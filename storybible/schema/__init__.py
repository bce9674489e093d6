"""The record format as JSON Schema, so that editors complete names and underline what cannot be read.

One schema for every file of a bible: a file that holds records is told by its first words, as always, and
the rest is ``storybible.yaml``.  The fields are those of the tables that the readers use.
"""

from __future__ import annotations

from storybible.config import Config
from storybible.reading.kinds import PLURALS
from storybible.records import KINDS
from storybible.schema import records, settings
from storybible.schema.parts import Schema, part, parts

SCHEMA_FILE = ".schema.json"
"""Where a bible keeps its schema: a name with a dot, which no reader of records looks at."""


def first_line(folders_up: int = 0) -> str:
    """The line that turns the schema on in a file, for the language server of YAML."""
    return f"# yaml-language-server: $schema={'../' * folders_up}{SCHEMA_FILE}\n"


def schema_of(config: Config) -> Schema:
    """The schema of a bible with these settings: their own fields and kinds of relationship are in it."""
    holds_records = [{"required": [name]} for name in (*KINDS, *PLURALS)]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a story bible",
        "description": "Records, such as `characters:`, or the settings in storybible.yaml.",
        "if": {"type": "object", "anyOf": holds_records},
        "then": part("records"),
        "else": part("settings"),
        "definitions": {**parts(), **records.definitions(config), "settings": settings.definition()},
    }
