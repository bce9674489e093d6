"""The widths of hedges as a writer sets them in ``storybible.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from storybible.when.terms import WIDTHS, Widths

_LENGTHS = {name: len(value) for name, value in WIDTHS._asdict().items()}


def read_widths(settings: Mapping[str, object]) -> tuple[Widths, list[tuple[str, str]]]:
    """The widths with the writer's changes, and (name, what is wrong) for each that cannot be read.

    ``about: 1, 15 %`` is one unit or 15 per cent, whichever is more; ``few: 2, 5, 2, 9`` is the reading
    and the loosest reading; ``about_date: 2, 5`` the years to either side of "about 1900".
    """
    changes: dict[str, tuple[int, ...]] = {}
    problems: list[tuple[str, str]] = []
    for name, value in settings.items():
        key = str(name).strip().lower().replace(" ", "_").replace("-", "_")
        if key not in _LENGTHS:
            problems.append((str(name), f"there is no width called {name}; there are {', '.join(_LENGTHS)}"))
            continue
        pieces = str(value).strip(" []").replace("%", " ").replace(",", " ").split()
        if len(pieces) != _LENGTHS[key] or not all(p.isdecimal() and len(p) < 6 for p in pieces):
            problems.append((str(name), f"{name} takes {_LENGTHS[key]} whole numbers"))
            continue
        changes[key] = tuple(int(p) for p in pieces)
    return WIDTHS._replace(**changes), problems  # type: ignore[arg-type]


def widths_of(settings: Widths | Mapping[str, object] | None) -> Widths:
    """Widths from whatever a caller has; settings that cannot be read are left at their defaults."""
    if isinstance(settings, Widths):
        return settings
    return read_widths(settings)[0] if settings else WIDTHS
