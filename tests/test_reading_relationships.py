"""Relationships as mappings and on one line, and the ids they are given."""

from __future__ import annotations

from typing import Any

import pytest

from storybible import records as r
from storybible.config import Config
from storybible.reading.files import FileResult, known_fields, read_file


def read(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> FileResult:
    config = config or Config()
    return read_file(text, file, config, known_fields(config))


def one(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> Any:
    result = read(text, file, config)
    assert result.problems == []
    (record,) = result.records
    return record


def values(texts: Any) -> list[str]:
    return [str(text) for text in texts]


def span_of(period: r.Period) -> tuple[str | None, str | None, list[str], bool]:
    return (
        period.starts.value if period.starts else None,
        period.ends.value if period.ends else None,
        values(period.seen),
        period.always,
    )


# ---- relationships --------------------------------------------------------------

LINES = [
    (
        "mara married teo from wedding until teo.death",
        "mara-married-teo",
        ["mara", "teo"],
        [],
        ("wedding", "teo.death"),
    ),
    ("lyra friend of teo until the-flood", "lyra-friend-teo", ["lyra", "teo"], [], (None, "the-flood")),
    ("odo mentor of mara", "odo-mentor-mara", ["odo"], ["mara"], (None, None)),
    ("mara student of odo", "mara-student-odo", ["mara"], ["odo"], (None, None)),
    ("odo and mara rivals", "odo-rival-mara", ["odo", "mara"], [], (None, None)),
    (
        "mara, odo and teo teammates (from the-siege)",
        "mara-teammate-odo-teo",
        ["mara", "odo", "teo"],
        [],
        ("the-siege", None),
    ),
    ("mara engaged to teo", "mara-engaged-teo", ["mara", "teo"], [], (None, None)),
    ("Mara Venn serves Lord Odo", "mara-venn-serves-lord-odo", ["Mara Venn"], ["Lord Odo"], (None, None)),
    ("mara served by teo", "mara-served-by-teo", ["mara"], ["teo"], (None, None)),
]


@pytest.mark.parametrize(("line", "id_", "who", "of", "period"), LINES)
def test_relationship_on_one_line(line: str, id_: str, who: list[str], of: list[str], period: Any) -> None:
    found = one(f"relationships:\n  - {line}\n")
    assert (found.id, values(found.who), values(found.of), span_of(found)[:2]) == (id_, who, of, period)


def test_relationships_as_mappings_and_by_id() -> None:
    result = read(
        """relationships:
  - {kind: married, who: [mara, teo], from: wedding, until: teo.death, source: ¶3}
  - {kind: mentor, who: odo, of: mara, id: odo-teaches-mara}
  - kind: friend
    who: [mara, lyra]
    from: always
    seen: [a, b]
"""
    )
    assert result.problems == []
    married, mentor, friend = result.records
    assert [record.id for record in result.records] == [
        "mara-married-teo",
        "odo-teaches-mara",
        "mara-friend-lyra",
    ]
    assert isinstance(married, r.Relationship) and isinstance(friend, r.Relationship)
    assert (str(married.tie), str(married.source), span_of(married)) == (
        "married",
        "¶3",
        ("wedding", "teo.death", [], False),
    )
    assert span_of(friend) == (None, None, ["a", "b"], True)
    assert [str(record.span) for record in (married, mentor)] == ["bible/x.yaml:2:5", "bible/x.yaml:3:5"]
    named = read("relationships:\n  m: {kind: mentor, who: odo, of: mara}\n  n: mara married teo\n")
    assert named.problems == []
    assert [record.id for record in named.records] == ["m", "n"]
    assert one("relationship: m\nkind: mentor\nwho: odo\nof: mara\n").id == "m"


def test_unknown_kinds_of_relationship() -> None:
    result = read(
        "relationships:\n  - {kind: freind, who: [a, b]}\n  - a nemesis of b\n  - a b\n  - {kind: friend}\n"
    )
    assert [(problem.code, problem.span.line) for problem in result.problems] == [
        ("SB003", 2),
        ("SB003", 3),
        ("SB003", 4),
        ("SB003", 5),
    ]
    assert result.problems[0].hint.startswith("did you mean friend?")
    assert "kinds: {nemesis: {symmetric: yes}}" in result.problems[1].hint
    assert [record.id for record in result.records] == ["a-freind-b", "a-nemesis-b"]


@pytest.mark.parametrize("entry", ["{kind: mentor, who: odo}", "odo and mara mentor"])
def test_a_directed_kind_needs_its_other_end(entry: str) -> None:
    result = read(f"relationships:\n  - {entry}\n")
    assert result.records == []
    (problem,) = result.problems
    assert (problem.code, problem.message) == (
        "SB003",
        "a relationship of the kind mentor needs `of`: odo is mentor of whom?",
    )
