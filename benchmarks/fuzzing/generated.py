"""Texts made by grammars: time expressions, ages, bibles, prose."""

from __future__ import annotations

import json
import random
from typing import Any

from fuzzing.corpus import HOSTILE, Files
from fuzzing.words import (
    DATES,
    EVENTS,
    HEDGES,
    IDS,
    KINDS,
    NAMES,
    NUMBERS,
    OTHERS,
    PEOPLE,
    RELATIONS,
    ROLES,
    UNITS,
    WORDS,
)


def anchor(rng: random.Random) -> str:
    """A moment's name."""
    name = rng.choice(IDS if rng.random() < 0.8 else NAMES)
    return name + rng.choice(("", "", "", ".start", ".end", ".birth", ".death", "'s birth"))


def amount(rng: random.Random) -> str:
    """A length of time."""
    parts = [
        f"{rng.choice(NUMBERS)} {rng.choice(UNITS)}{rng.choice(('s', '', 's'))}"
        for _ in range(rng.choice((1, 1, 1, 2, 3)))
    ]
    return f"{rng.choice(HEDGES)} {rng.choice((' and ', ', ', ' ')).join(parts)}".strip()


def when(rng: random.Random, depth: int = 0) -> str:
    """A time expression, mostly one that can be read."""
    way = rng.randrange(12)
    if way < 3:
        text = f"{amount(rng)} {rng.choice(('before', 'after'))} {_target(rng, depth)}"
    elif way < 5:
        text = f"{rng.choice(RELATIONS)} {_target(rng, depth)}"
    elif way == 5:
        text = f"between {_target(rng, depth)} and {_target(rng, depth)}"
    elif way == 6:
        text = f"within {amount(rng)} {rng.choice(('of', 'before', 'after'))} {_target(rng, depth)}"
    elif way == 7:
        word = rng.choice(["next", "same", "previous", "following", "last"])
        unit, side = rng.choice([*UNITS, "morning", "Monday"]), rng.choice(("after", "as", "before"))
        text = f"the {word} {unit} {side} {anchor(rng)}"
    elif way == 8:
        text = anchor(rng)
    elif way == 9:
        text = " ".join(
            rng.choice([*NUMBERS, *UNITS, *HEDGES, *RELATIONS, *IDS, *DATES])
            for _ in range(rng.randrange(1, 9))
        )
    else:
        text = rng.choice(
            ("", "", "about ", "before ", "after ", "early ", "mid-", "late ", "~")
        ) + rng.choice(DATES)
    if depth < 2 and rng.random() < 0.1:
        text += rng.choice(("; ", " and ", ", ", " but ")) + when(rng, depth + 1)
    if rng.random() < 0.05:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(HOSTILE)[:50] + text[at:]
    return text


def _target(rng: random.Random, depth: int) -> str:
    if depth < 2 and rng.random() < 0.1:
        return when(rng, depth + 1)
    return anchor(rng) if rng.random() < 0.7 else rng.choice(DATES)


def age(rng: random.Random) -> str:
    """An age."""
    decade = f"{rng.choice(['early', 'mid', 'late'])} {rng.choice(['twenties', 'thirties', 'teens'])}"
    return rng.choice(
        [f"{rng.choice(HEDGES)} {rng.choice(NUMBERS)}".strip(), decade, "17 or 18", "6 months", "newborn"]
    )


# ---- bibles --------------------------------------------------------------------------------------------


def bible(rng: random.Random) -> Files:
    """A bible of a few records that know each other, with a wild value here and there."""
    records: dict[str, Any] = {
        "characters": {},
        "events": {},
        "scenes": {},
        "items": {},
        "offices": {},
        "places": {},
        "groups": {},
        "secrets": {},
        "threads": {},
        "facts": {},
        "relationships": [],
    }
    for who in rng.sample(PEOPLE, rng.randrange(1, 7)):
        records["characters"][who] = _some(
            rng,
            {
                "name": rng.choice(NAMES),
                "aliases": [rng.choice(NAMES), {"name": "Captain", "from": anchor(rng)}],
                "sex": rng.choice(["female", "male", "x"]),
                "born": when(rng),
                "died": when(rng),
                "species": "human",
                "parents": [
                    rng.choice(PEOPLE),
                    {"who": rng.choice(PEOPLE), "as": rng.choice(["father", "step", "adoptive"])},
                ],
                "ages": [
                    f"{age(rng)} at {anchor(rng)}",
                    {"age": age(rng), "at": when(rng), "source": "¶3", "says": rng.choice(PEOPLE)},
                ],
                "traits": {
                    "eyes": "grey",
                    "hair": [{"is": "black", "until": anchor(rng)}, {"is": "white", "from": when(rng)}],
                },
                "age_clock": [
                    {
                        "from": anchor(rng),
                        "until": anchor(rng),
                        "rate": rng.choice(["0", "2", "1/3", "-1", "1e9"]),
                    }
                ],
                "external": {"gedcom": "I1"},
                "note": "Seen by [[odo]].",
            },
        )
    for event in rng.sample(EVENTS, rng.randrange(1, 7)):
        records["events"][event] = _some(
            rng,
            {
                "title": rng.choice(NAMES),
                "when": when(rng) if rng.random() < 0.7 else [when(rng), when(rng)],
                "lasts": amount(rng),
                "until": when(rng),
                "where": rng.choice(OTHERS),
                "who": _people(rng),
                "deaths": [rng.choice(PEOPLE)],
                "births": [rng.choice(PEOPLE)],
                "revivals": [rng.choice(PEOPLE)],
                "items": ["ring"],
                "uses": [{"who": rng.choice(PEOPLE), "secret": "odos-debt"}],
                "source": "¶19-25, 40",
            },
        )
    for scene in rng.sample(["s3", "s4", "s5"], rng.randrange(3)):
        records["scenes"][scene] = _some(
            rng,
            {
                "manuscript": "book",
                "paragraphs": rng.choice(["1-3", "2", "9-4", "1, 3"]),
                "tells": [rng.choice(EVENTS)],
                "pov": rng.choice(PEOPLE),
                "where": "quay",
                "who": _people(rng),
                "strand": "flashback",
                "in": "s3",
                "when": when(rng),
            },
        )
    spans = [
        _some(rng, {"who": rng.choice(PEOPLE), "from": when(rng), "until": when(rng), "seen": anchor(rng)})
        for _ in "abc"
    ]
    records["items"]["ring"] = _some(
        rng,
        {
            "made": anchor(rng),
            "holders": spans,
            "lost": anchor(rng),
            "found": when(rng),
            "destroyed": when(rng),
        },
    )
    records["offices"]["harbour-master"] = _some(
        rng, {"title": "Harbour master", "exclusive": "yes", "holders": spans}
    )
    records["places"]["quay"] = _some(
        rng,
        {
            "within": "mill",
            "routes": [{"to": "mill", "km": "40", "by": "foot"}, "mill takes 6 days"],
            "destroyed": anchor(rng),
        },
    )
    records["places"]["mill"] = _some(rng, {"within": "quay", "name": "The mill"})
    records["groups"]["council"] = {"members": spans}
    records["secrets"]["odos-debt"] = {"what": "Odo owed.", "known": spans}
    records["threads"]["lost-ring"] = {"kind": "promise", "planted": anchor(rng), "paid": anchor(rng)}
    records["facts"]["peace"] = {"what": "Peace.", "from": when(rng)}
    records["relationships"] = [_tie(rng) for _ in range(rng.randrange(5))]
    kept = {kind: value for kind, value in records.items() if value and rng.random() < 0.8}
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        _spoil(rng, kept)
    files = {"story.yaml": written(rng, kept)}
    settings: dict[str, Any] = {"title": "A story"}
    if rng.random() < 0.3:
        settings |= _settings(rng)
        if rng.random() < 0.3:
            _spoil(rng, settings)
    files["storybible.yaml"] = written(rng, settings)
    if rng.random() < 0.2:
        files["note.md"] = f"---\ncharacter: {rng.choice(IDS)}\nborn: {when(rng)}\n---\nNotes.\n"
    if rng.random() < 0.3:
        files["../book.md"] = prose(rng)
    return files


def _tie(rng: random.Random) -> str:
    period = rng.choice(("", f" from {when(rng)}", f" until {when(rng)}"))
    return f"{rng.choice(PEOPLE)} {rng.choice(KINDS)} {rng.choice(PEOPLE)}{period}"


def _settings(rng: random.Random) -> dict[str, Any]:
    return _some(
        rng,
        {
            "calendar": rng.choice(["gregorian", "shire"]),
            "calendars": {
                "shire": _some(
                    rng,
                    {
                        "months": [
                            {"name": "Afteryule", "days": rng.choice(["30", "1", "0", "999"])},
                            {"name": "Solmath", "days": "30"},
                        ],
                        "weekdays": ["Sterday", "Sunday"],
                        "hours": rng.choice(["24", "10", "0"]),
                        "eras": [{"name": "SR", "year_1": "1601"}],
                        "leap": rng.choice(["none", "every 4 years", "gregorian"]),
                        "seasons": {"winter": "Afteryule 1 to Solmath 30"},
                        "moons": {"Selene": {"cycle": "29.5 days", "full": "1-01-03"}},
                    },
                )
            },
            "manuscripts": {
                "book": {
                    "title": "The Book",
                    "file": rng.choice(["../book.md", ".", "..", "/", "", "\0", "book"]),
                    "paragraphs": "3",
                    "order": "1",
                }
            },
            "kinds": {"sworn-brother": {"symmetric": "yes", "exclusive": "yes", "min_age": "3"}},
            "thresholds": {
                "human": {"lifespan": rng.choice(["120", "1", "0", "-1", "1e99"]), "mother": "12 to 55"}
            },
            "rules": {
                "uncited-statement": "warning",
                "present-after-death": rng.choice(["off", "note", "x"]),
            },
            "waivers": [{"rule": "two-places-at-once", "records": ["mara"], "because": "she walks"}],
            "fields": {"character": {"song": "text"}},
        },
    )


def _people(rng: random.Random) -> list[Any]:
    return [
        rng.choice([who, f"{who} ({rng.choice(ROLES)})", {"who": who, "as": rng.choice(ROLES)}])
        for who in rng.choices(PEOPLE, k=rng.randrange(4))
    ]


def _some(rng: random.Random, fields: dict[str, Any]) -> dict[str, Any]:
    kept = rng.random()
    return {name: value for name, value in fields.items() if rng.random() < kept}


def _spoil(rng: random.Random, value: Any) -> None:
    """Put something else in the place of one value somewhere inside."""
    while isinstance(value, (dict, list)) and value:
        key = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        if not isinstance(value[key], (dict, list)) or not value[key] or rng.random() < 0.25:
            value[key] = rng.choice(
                [
                    rng.choice(HOSTILE),
                    when(rng),
                    age(rng),
                    rng.choice(IDS),
                    [],
                    {},
                    [[]],
                    {"is": []},
                    {rng.choice(IDS): when(rng)},
                    [when(rng)],
                    "",
                    value[key],
                    [value[key]],
                ]
            )
            return
        value = value[key]


def written(rng: random.Random, content: Any) -> str:
    """Records as YAML: JSON is a part of it, and a block style of our own is the rest."""
    if rng.random() < 0.2:
        return json.dumps(content, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, 2)))
    return "".join(_block(rng, content, 0)) or "{}\n"


def _block(rng: random.Random, value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    lines: list[str] = []
    items = value.items() if isinstance(value, dict) else [(None, inner) for inner in value]
    for key, inner in items:
        lead = f"{pad}- " if key is None else f"{pad}{_scalar(rng, str(key))}:"
        if isinstance(inner, (dict, list)):
            if not inner or depth > 1 or rng.random() < 0.3:
                lines.append(f"{lead} {_flow(rng, inner)}\n")
            elif key is None:
                lines.append(f"{lead.rstrip()}\n")
                lines += _block(rng, inner, depth + 1)
            else:
                lines.append(f"{lead}\n")
                lines += _block(rng, inner, depth + 1)
        else:
            lines.append(f"{lead} {_scalar(rng, str(inner))}{rng.choice(('', '', '', '  # why'))}\n")
    return lines


def _flow(rng: random.Random, value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_scalar(rng, str(key))}: {_flow(rng, inner)}" for key, inner in value.items())
        return "{" + inside + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(rng, inner) for inner in value) + "]"
    return _scalar(rng, str(value))


def _scalar(rng: random.Random, text: str) -> str:
    way = rng.random()
    if way < 0.1:
        return json.dumps(text, ensure_ascii=False)
    if way < 0.15:
        return "'" + text.replace("'", "''") + "'"
    return text if way < 0.4 or not set(text) & set(",{}[]#:&*!|>%@`\"'\n") else json.dumps(text)


# ---- prose ---------------------------------------------------------------------------------------------


def prose(rng: random.Random) -> str:
    """Prose of a kind, with what a reader of facts looks for, and with what it may stumble over."""
    lines = []
    if rng.random() < 0.3:
        lines.append(f"---\nat: {when(rng)}\npov: {rng.choice(IDS)}\n---")
    for _ in range(rng.randrange(1, 12)):
        words = rng.choices(WORDS, k=rng.choice((3, 10, 30, 80)))
        for _ in range(rng.choice((0, 1, 3))):
            extra = [
                when(rng),
                f"{age(rng)} years old",
                rng.choice(NAMES),
                rng.choice(HOSTILE)[:80],
                "“",
                "”",
                "\n",
                "—",
                "*",
                "_",
            ]
            words.insert(rng.randrange(len(words) + 1), rng.choice(extra))
        text = " ".join(words)
        lines.append(rng.choice((f"{text}.", f"“{text},” said {rng.choice(NAMES)}.", text, f"# {text[:40]}")))
        if rng.random() < 0.1:
            lines.append(
                rng.choice(
                    (
                        "* * *",
                        "",
                        "\n\n",
                        f"<!-- storybible: at {when(rng)} -->",
                        f"[storybible: {anchor(rng)}]",
                    )
                )
            )
    return rng.choice(("\n\n", "\n\n", "\n", "\r\n\r\n")).join(lines)
