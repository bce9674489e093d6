"""What planted mistakes have shown to be missing."""

from __future__ import annotations

import pytest
from conftest import Small

OLD = "characters: {mara: {name: Mara, born: 1800}, odo: {name: Odo, born: 1900, died: 1960}}\n"


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1950}]\n", True),
        ("relationships: [{kind: friend, who: [mara, odo], until: odo.death}]\n", True),
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1915}]\n", False),
        ("relationships: [{kind: friend, who: [mara, odo], seen: 1950, says: odo}]\n", False),
        ("relationships: [{kind: sibling, who: [mara, odo], seen: 1950}]\n", False),
        ("offices: {pilot: {holders: [{who: mara, from: 1930}]}}\n", True),
        ("secrets: {debt: {what: A debt, known: [{who: mara, from: 1930}]}}\n", True),
    ],
)
def test_a_missing_death_hides_no_long_life(small: Small, what: str, found: bool) -> None:
    rules = {rule for severity, rule in small.findings(OLD + what) if severity != "note"}
    assert rules == ({"impossible-lifespan"} if found else set())
