"""The forms of facts in docs/drafts.md are read as that page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from facts_helpers import cast, found

PAGE = (Path(__file__).parents[1] / "docs" / "drafts.md").read_text(encoding="utf-8")
FACTS = PAGE.partition("\n## Against the records")[0]
ROWS = [
    (found_row[1], [cell.strip() for cell in found_row[2].strip("|").split("|")])
    for found_row in re.finditer(r"(?m)^\| `([A-Z][^`]*\.)` \|(.*)\|$", FACTS)
]


def words_of(value: dict[str, Any]) -> str:
    """A value as the page says it."""
    listed = [value.get(key) for key in ("age", "event", "relation", "trait", "value", "office", "item")]
    listed += [value.get(key) for key in ("change", "act", "amount", "expression")]
    said = [str(part) for part in listed if part]
    if value.get("event") == "birth" and "direction" in value:
        said.append(value["direction"])
    if value.get("anchor"):
        said.append(f"from {value['anchor']}")
    return ", ".join(said)


@pytest.mark.parametrize(("text", "cells"), ROWS, ids=[text for text, _ in ROWS])
def test_forms(text: str, cells: list[str]) -> None:
    direction = kind = ""
    if len(cells) == 2:
        direction = cells[0] if cells[0] in ("later", "earlier", "same", "duration") else ""
        kind = "" if direction else cells[0]
    read = []
    for candidate in found(text):
        assert isinstance(candidate.value, dict)
        who = f"{cast().label(candidate.subject)}: " if candidate.subject else ""
        said = f"{who.replace(' Venn', '')}{words_of(candidate.value)}"
        if candidate.kind in ("jump", "anchor"):
            wanted = candidate.value["direction"] == direction
        else:
            wanted = candidate.kind == (kind or "age") and not direction
        read += [said] if wanted else []
    assert read == [cells[-1]]


def test_the_page_has_them() -> None:
    assert len(ROWS) > 35
