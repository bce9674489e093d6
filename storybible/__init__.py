"""storybible: a story's facts, checked.  See :mod:`storybible.api` for what programs may call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storybible.api import FileCache, Misuse, StoryBible, Workspace, load

__version__ = "0.1.0"
__all__ = ["FileCache", "Misuse", "StoryBible", "Workspace", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import the interface when it is first asked for, so that the command line starts without it."""
    if name in __all__:
        from storybible import api

        return getattr(api, name)
    raise AttributeError(f"module 'storybible' has no attribute {name!r}")
