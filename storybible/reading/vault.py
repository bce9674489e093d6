"""Fields that Obsidian and its plugins keep in notes, and that mean nothing to a bible."""

from __future__ import annotations

VAULT_KEYS = frozenset(
    {
        "tags",
        "tag",
        "alias",
        "cssclass",
        "cssclasses",
        "created",
        "modified",
        "updated",
        "date",
        "publish",
        "permalink",
        "image",
        "cover",
        "kanban-plugin",
        "banner",
        "icon",
        "position",
        "excalidraw-plugin",
        "linter-yaml-title-alias",
        "date created",
        "date modified",
        "date-created",
        "date-modified",
    }
)
