"""Who appears where in a manuscript, as text and as JSON."""

from __future__ import annotations

from typing import Any

from storybible.manuscript.appearances import Appearance, Mentioned
from storybible.manuscript.prose import Stretch
from storybible.render.ink import bold, dim
from storybible.render.layout import counted, table

HEADINGS = ("", "times", "first", "last", "longest away")


def cast_text(mentioned: Mentioned) -> list[str]:
    """A table of all records that are mentioned, and whose eyes each scene is told by."""
    found = sorted(mentioned.appearances().values(), key=lambda a: -a.count)
    if not found:
        return [f"{mentioned.prose.name} mentions nobody whom the bible has."]
    lines = [bold(f"{counted(len(found), 'record')} of the bible in {mentioned.prose.name}")]
    lines += table([HEADINGS, *(_row(mentioned, one) for one in found)])
    scenes = mentioned.prose.scenes()
    told = [(scene, *mentioned.point_of_view(scene.start, scene.end)) for scene in scenes]
    if any(who for _, who, _ in told):
        lines += ["", bold("Whose thoughts each scene tells")]
        lines += table([_scene_row(mentioned, scene, who, times) for scene, who, times in told])
    if mentioned.ambiguous:
        names = sorted({mention.form.text for mention in mentioned.ambiguous})
        which = counted(len(mentioned.ambiguous), "mention")
        lines += ["", dim(f"{which} may mean several and count for nobody: {', '.join(names[:8])}")]
    return lines


def _row(mentioned: Mentioned, one: Appearance) -> tuple[str, ...]:
    away = f"{one.absent} paragraphs" if one.absent > 1 else ""
    if away:
        away += f" after ¶{one.left}" + ("" if one.back else ", to the end")
    return mentioned.cast.label(one.id), str(one.count), f"¶{one.first}", f"¶{one.last}", dim(away)


def _scene_row(mentioned: Mentioned, scene: Stretch, who: str | None, times: int) -> tuple[str, str, str]:
    place = mentioned.prose.place(scene.start)
    sure = dim(f"({counted(times, 'thought')})") if who else ""
    return f"{place.file}:{place.line}", mentioned.cast.label(who) if who else "?", sure


def cast_json(mentioned: Mentioned) -> dict[str, Any]:
    """The same for programs; ``absent`` counts paragraphs."""
    scenes = []
    for scene in mentioned.prose.scenes():
        who, times = mentioned.point_of_view(scene.start, scene.end)
        place = mentioned.prose.place(scene.start)
        scenes.append(
            {
                "file": place.file,
                "line": place.line,
                "paragraph": place.paragraph,
                "pov": who,
                "thoughts": times,
                "who": sorted({m.who for m in mentioned.within(scene.start, scene.end) if m.who}),
            }
        )
    return {
        "file": mentioned.prose.name,
        "appearances": {
            one.id: {
                "count": one.count,
                "first": one.first,
                "last": one.last,
                "absent": one.absent,
                "left": one.left,
                "back": one.back,
            }
            for one in mentioned.appearances().values()
        },
        "ambiguous": len(mentioned.ambiguous),
        "scenes": scenes,
    }
