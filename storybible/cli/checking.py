"""Commands about consistency: check, rules, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.finding import bible_path, open_bible, seen_from_here, texts
from storybible.cli.options import At, BibleDir, Format, Why
from storybible.cli.output import as_json, one_of, put, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from storybible.bible import Bible
    from storybible.checker import Report
    from storybible.diagnostics import Span


def check(
    drafts: Annotated[
        list[str] | None, typer.Argument(metavar="[DRAFT]...", help="Drafts to hold against the records.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too.")] = False,
    undecided: Annotated[bool, typer.Option("--undecided", help="Show what stays open.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as errors do.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Hide the findings that FILE lists.")
    ] = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="List today's findings in FILE.")
    ] = None,
    at: At = None,
    why: Why = False,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json, sarif or junit.")
    ] = "text",
    bible: BibleDir = None,
) -> int:
    """Find what cannot all be true, and name the statements and a mending for each."""
    from storybible.cache.checks import checked

    wanted = one_of(format, ("text", "json", "sarif", "junit"))
    if drafts:
        if watch or baseline is not None or write_baseline is not None:
            raise Misuse("--watch and baselines are for the records; leave them out with a draft")
        return _check_drafts(drafts, at, wanted, notes, undecided, strict, bible)
    if watch:
        from storybible.cli.watching import watch as keep_checking

        if wanted != "text" or baseline is not None or write_baseline is not None or strict:
            raise Misuse("--watch shows text; leave out --format, --strict and baselines")
        return keep_checking(bible_path(bible), notes, undecided)
    if at is not None:
        raise Misuse("--at says when a draft begins; name the draft, too")
    if write_baseline is not None:
        return _write_baseline(write_baseline, wanted, bible)
    known = _baseline(baseline) if baseline is not None else ()
    with busy("reading and checking"):
        book, report = checked(texts(bible), known)
    _show(book, report, wanted, notes, undecided, strict)
    counts = report.counts
    return 1 if counts["error"] or (strict and counts["warning"]) else 0


def _check_drafts(
    names: list[str],
    at: str | None,
    format: str,
    notes: bool,
    undecided: bool,
    strict: bool,
    bible: str | None,
) -> int:
    """Hold drafts against the records."""
    from storybible.cli.scan import prose_of
    from storybible.draft_check import check_draft, lines_with, together
    from storybible.queries.resolve import moment

    book = open_bible(bible)
    if at is not None:
        moment(book, at)  # misuse, where there is no such moment
    drafts = [prose_of(name) for name in names]
    reports = []
    for prose in drafts:
        with busy(f"reading {prose.name}"):
            reports.append(check_draft(book, prose, at))
    report = together(reports)
    _show(book, report, format, notes, undecided, strict, lines_with(drafts, book.loaded.line))
    return 1 if report.counts["error"] or (strict and report.counts["warning"]) else 0


def _show(
    book: Bible,
    report: Report,
    format: str,
    notes: bool,
    undecided: bool,
    strict: bool,
    line_of: Callable[[Span], str] | None = None,
) -> None:
    """A report in the format asked for; ``line_of`` finds the lines of text where not all are records'."""
    line = line_of or book.loaded.line
    if format == "text":
        from storybible.render.report import report_text

        say(report_text(report, line, notes, undecided))
    elif format == "json":
        from storybible.render import json

        tell(json.report(report))
    elif format == "sarif":
        from storybible import __version__
        from storybible.render.sarif import sarif
        from storybible.rules import all_rules

        folder = seen_from_here(book.path.resolve().parent)
        tell(sarif(report, all_rules(), book.story.config, line, __version__, folder))
    else:
        from storybible.render.junit import junit
        from storybible.rules import all_rules

        put(junit(report, all_rules(), book.story.config, line, strict))


def _baseline(name: str) -> tuple[str, ...]:
    """The ids that a baseline file lists."""
    from storybible.baseline import NoBaseline, read_baseline

    try:
        return read_baseline(Path(name).read_text(encoding="utf-8"))
    except NoBaseline as error:
        raise Misuse(
            f"{name} is no baseline: line {error.line} begins with “{error.word}”, which is no finding's id"
        ) from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{name} is no baseline: it is not UTF-8 text") from error
    except FileNotFoundError as error:
        how = f"`storybible check --write-baseline {name}` makes one"
        raise Misuse(f"there is no file {name}; {how}") from error
    except OSError as error:
        raise Misuse(f"cannot read {name}: {error.strerror}") from error


def _write_baseline(name: str, format: str, bible: str | None) -> int:
    """List all findings of today, notes too, in a file."""
    from storybible.baseline import baseline_text
    from storybible.checker import check as check_bible
    from storybible.render.layout import counted
    from storybible.storage.disk import replace_text

    structured = as_json(format)
    with busy("reading and checking"):
        findings = check_bible(open_bible(bible), repairs=False).findings
    try:
        replace_text(name, baseline_text(findings))
    except OSError as error:
        raise Misuse(f"cannot write {name}: {error.strerror}") from error
    if structured:
        tell({"baseline": name, "findings": [finding.id for finding in findings]})
    else:
        say([f"Wrote {name}: {counted(len(findings), 'finding')}."])
    return 0


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
