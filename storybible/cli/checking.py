"""Commands about consistency: check, rules, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.finding import MARK, bible_path, open_bible, texts
from storybible.cli.options import At, BibleDir, Format, Why
from storybible.cli.output import as_json, one_of, say, tell
from storybible.cli.progress import busy
from storybible.cli.reporting import Shown, exit_code, show_report
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    pass


FORMATS = ("text", "json", "sarif", "junit")


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
        str,
        typer.Option("--format", metavar="FORMAT", help="text, json, sarif, junit; of drafts also queries."),
    ] = "text",
    bible: BibleDir = None,
) -> int:
    """Find what cannot all be true, and name the statements and a mending for each."""
    from storybible.cache.checks import checked

    if drafts and drafts[1:] == [] and bible is None and (Path(drafts[0]) / MARK).is_file():
        bible, drafts = drafts[0], None  # a folder that is a bible is no draft
    wanted = one_of(format, FORMATS if not drafts else (*FORMATS, "queries"))
    if drafts:
        if watch or baseline is not None or write_baseline is not None:
            raise Misuse("--watch and baselines are for the records; leave them out with a draft")
        from storybible.cli.drafting import check_drafts

        return check_drafts(drafts, at, wanted, Shown(notes, undecided, strict), bible)
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
    show_report(book, report, wanted, Shown(notes, undecided, strict))
    return exit_code(report, strict)


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
