"""The rules: a table of all, and the documentation of one."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.render.ink import bold
from storybible.render.layout import table
from storybible.rules import Rule


def rules_text(rules: Sequence[Rule]) -> list[str]:
    """Every rule on a line."""
    rows = [(r.code, "off" if r.opt_in else r.severity.value, r.name) for r in rules]
    return [*table(rows, ""), "", "`storybible explain CODE` tells what a rule catches, with examples."]


def rule_text(rule: Rule) -> list[str]:
    """One rule's documentation."""
    how = f"{rule.severity.value}, off unless the bible turns it on" if rule.opt_in else rule.severity.value
    return [f"{bold(f'{rule.code} {rule.name}')} ({how})", "", *rule.doc.splitlines()]
