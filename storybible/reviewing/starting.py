"""A bible begun from a manuscript: people, places, scenes and facts, all of them proposals.

Everything that is written here carries `tags: [proposed]` (of a record) or its quote (of a fact), so that the
writer finds and settles it.  Only what the text says of somebody it names, unflagged, becomes a fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from storybible.editing.adding import id_from
from storybible.editing.scalars import Value, flow, line_of, scalar
from storybible.manuscript.appearances import Mentioned, read_mentions
from storybible.manuscript.candidate import DOUBTFUL, Candidate
from storybible.manuscript.cast import Cast
from storybible.manuscript.newcomers import PERSON, PLACE, NewName, new_names
from storybible.manuscript.prose import Prose, Stretch
from storybible.manuscript.scanning import candidates_of

LIKELY = 0.5
LONGEST_TITLE = 100
_PART = re.compile(r"(?:chapter|part|book|prologue|epilogue|scene|act|\d+|[ivx]+)\b", re.I)
"""How the headings of parts begin: no titles of the whole."""
HEAD = "# Proposed from {}: take `tags: [proposed]` out of what you keep.\n"


def proposals(prose: Prose, manuscript: str) -> dict[str, str]:
    """Record files by name: people.yaml, places.yaml, scenes.yaml; empty ones are left out."""
    names = [name for name in new_names(prose, Cast.of_names(())) if name.confidence >= LIKELY]
    ids: dict[str, str] = {}
    for name in names:
        made = id_from(name.name)
        if made and made not in ids.values():
            ids[name.name] = made
    people = [name for name in names if name.kind == PERSON and name.name in ids]
    places = [name for name in names if name.kind == PLACE and name.name in ids]
    mentioned = read_mentions(prose, Cast.of_names([name.name for name in people]))
    scenes = prose.scenes()
    stated = _stated(mentioned, ids, manuscript, scenes)
    files = {
        "people.yaml": _records("characters", {
            ids[n.name]: {**_name(prose, n, manuscript, _short(prose, n, people)), **stated.get(n.name, {})}
            for n in people}),
        "places.yaml": _records("places", {ids[n.name]: _name(prose, n, manuscript) for n in places}),
        "scenes.yaml": _records("scenes", {
            f"s{scene.number}": _scene(mentioned, scene, ids, manuscript) for scene in scenes}),
    }  # fmt: skip
    return {name: HEAD.format(prose.name) + text for name, text in files.items() if text}


def _name(prose: Prose, name: NewName, manuscript: str, short: str = "") -> dict[str, Value]:
    paragraph = prose.place(name.first).paragraph
    aliases: dict[str, Value] = {"aliases": [short]} if short else {}
    return {"name": name.name, **aliases, "tags": ["proposed"], "source": f"{manuscript} ¶{paragraph}"}


def _short(prose: Prose, name: NewName, people: Sequence[NewName]) -> str:
    """The given name where the text calls somebody by it, and nobody else bears it; "" else."""
    first, _, rest = name.name.partition(" ")
    if not rest or any(first in other.name.split() for other in people if other is not name):
        return ""
    alone = rf"(?<![\w'’-]){re.escape(first)}(?![\w-]|['’](?!s\b)|\s+{re.escape(rest)})"
    return first if re.search(alone, prose.readable) else ""


def title_of(prose: Prose) -> str:
    """The title that a manuscript gives itself: of its front matter, or its first heading; "" for none."""
    said = next((value for key, value in prose.front_matter.items() if key.casefold() == "title"), "").strip()
    heading = next((p for p in prose.paragraphs[:1] if p.heading), None)
    named = " ".join(prose.readable[heading.start : heading.end].split()) if heading else ""
    return said or ("" if len(named) > LONGEST_TITLE or _PART.match(named) else named)


def _scene(mentioned: Mentioned, scene: Stretch, ids: Mapping[str, str], manuscript: str) -> dict[str, Value]:
    numbers = [paragraph.number for paragraph in scene.paragraphs]
    within = mentioned.within(scene.start, scene.end)
    there = [mention.who for mention in within if mention.who and not mentioned.in_speech(mention.start)]
    made: dict[str, Value] = {
        "manuscript": manuscript,
        "paragraphs": f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]),
        "who": [ids[who] for who in dict.fromkeys(there) if who in ids],
        "tags": ["proposed"],
    }
    pov, _ = mentioned.point_of_view(scene.start, scene.end)
    if pov is not None and pov in ids:
        made["pov"] = ids[pov]
    return {field: value for field, value in made.items() if value}


def _stated(
    mentioned: Mentioned, ids: Mapping[str, str], manuscript: str, scenes: list[Stretch]
) -> dict[str, dict[str, Value]]:
    """Ages and looks of people whom the text names, by name."""
    found: dict[str, dict[str, Value]] = {}
    for candidate in candidates_of(mentioned, ("age", "trait")):
        if (
            candidate.subject is None
            or candidate.subject not in ids
            or not DOUBTFUL.isdisjoint(candidate.flags)
        ):
            continue
        value = candidate.value if isinstance(candidate.value, Mapping) else {}
        own = found.setdefault(candidate.subject, {})
        evidence = _evidence(mentioned.prose, candidate, manuscript)
        if candidate.kind == "age":
            ages = own.setdefault("ages", [])
            assert isinstance(ages, list)
            ages.append({"age": str(value["age"]), "at": _scene_at(scenes, candidate.start), **evidence})
        else:
            traits = own.setdefault("traits", {})
            assert isinstance(traits, dict)
            traits.setdefault(str(value["trait"]), {"is": str(value["value"]), **evidence})
    return found


def _evidence(prose: Prose, candidate: Candidate, manuscript: str) -> dict[str, Value]:
    paragraph = prose.place(candidate.start).paragraph
    return {"source": f"{manuscript} ¶{paragraph}", "quote": " ".join(candidate.quote.split())}


def _scene_at(scenes: list[Stretch], offset: int) -> str:
    return next((f"s{s.number}" for s in reversed(scenes) if s.start <= offset), "s1")


def _records(plural: str, records: Mapping[str, Mapping[str, Value]]) -> str:
    """Records as a person would write them: a field on each line, lists of mappings line by line."""
    if not records:
        return ""
    lines = [f"{plural}:"]
    for id_, fields in records.items():
        lines.append(f"  {scalar(id_)}:")
        for field, value in fields.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                lines += [f"    {field}:", *(f"      - {flow(entry)}" for entry in value)]
            elif isinstance(value, Mapping):
                lines += [f"    {field}:", *(f"      {scalar(k)}: {flow(v)}" for k, v in value.items())]
            else:
                lines.append(f"    {field}: {line_of(value)}")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
