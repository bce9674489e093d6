"""Where in the telling a scene stands."""

from __future__ import annotations

import re

from storybible.config import Config
from storybible.records import Scene

NUMBER = re.compile(r"\d+")


def manuscript_of(config: Config, scene: Scene) -> str | None:
    """The id of a scene's manuscript: as written, or the only one there is."""
    if scene.manuscript is not None:
        return scene.manuscript.value
    return next(iter(config.manuscripts)) if len(config.manuscripts) == 1 else None


def stretch(scene: Scene) -> tuple[int, int] | None:
    """The first and the last paragraph of a scene; None where none are given."""
    numbers = [int(n) for n in NUMBER.findall(scene.paragraphs.value)] if scene.paragraphs is not None else []
    return (min(numbers), max(numbers)) if numbers else None


def position(config: Config, scene: Scene) -> tuple[str, int, int] | None:
    """(manuscript, first paragraph, last paragraph), where all of them are known.

    Where the settings declare no manuscript, all that names none is of one without a name.
    """
    manuscript, paragraphs = manuscript_of(config, scene), stretch(scene)
    if manuscript is None and not config.manuscripts:
        manuscript = ""
    if manuscript is None or paragraphs is None:
        return None
    return manuscript, *paragraphs


def told_before(config: Config, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
    """Whether one stretch is over before the other begins: by paragraphs, or by the order of the texts."""
    if first[0] == second[0]:
        return first[2] < second[1]
    orders = [config.manuscripts[m].order if m in config.manuscripts else None for m in (first[0], second[0])]
    return orders[0] is not None and orders[1] is not None and orders[0] < orders[1]
