"""Commands about consistency: check, rules, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.finding import open_bible
from storybible.cli.options import At, BibleDir, Format, Why
from storybible.cli.output import as_json, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse


def check(
    drafts: Annotated[
        list[str] | None, typer.Argument(metavar="[DRAFT]...", help="Drafts to hold against the records.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too.")] = False,
    undecided: Annotated[bool, typer.Option("--undecided", help="Show what stays open.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as errors do.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
    at: At = None,
    why: Why = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> int:
    """Find what cannot all be true, and name the statements and a mending for each."""
    from storybible.checker import check as check_bible

    structured = as_json(format, ("sarif", "junit"))
    if drafts:
        raise Misuse("holding drafts against the records is not there yet")
    if watch:
        raise Misuse("--watch is not there yet")
    if at is not None:
        raise Misuse("--at anchors a draft, and holding drafts against the records is not there yet")
    with busy("reading and checking"):
        book = open_bible(bible)
        report = check_bible(book)
    if structured:
        from storybible.render import json

        tell(json.report(report))
    else:
        from storybible.render.report import report_text

        say(report_text(report, book.loaded.line, notes, undecided))
    counts = report.counts
    return 1 if counts["error"] or (strict and counts["warning"]) else 0


def rules(format: Format = "text", why: Why = False, bible: BibleDir = None) -> None:
    """The catalogue of rules."""
    from storybible.rules import all_rules

    if as_json(format):
        from storybible.render import json

        tell({"rules": [json.rule(rule) for rule in all_rules()]})
    else:
        from storybible.render.catalogue import rules_text

        say(rules_text(all_rules()))


def explain(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="A code or a name of a rule.", show_default=False)
    ],
    format: Format = "text",
    why: Why = False,
    bible: BibleDir = None,
) -> None:
    """One rule's documentation: what it catches, with an example that fails and one that passes."""
    from storybible.rules import all_rules, rule_named

    structured = as_json(format)
    rule = rule_named(code)
    if rule is None:
        from storybible.names import near_words

        near = near_words(code, [name for rule in all_rules() for name in (rule.name, rule.code)])
        hint = f"did you mean {' or '.join(near)}?" if near else "`storybible rules` lists them"
        raise Misuse(f"no rule is called “{code}”; {hint}")
    if structured:
        from storybible.render import json

        tell(json.rule(rule, full=True))
    else:
        from storybible.render.catalogue import rule_text

        say(rule_text(rule))
