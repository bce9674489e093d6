"""Every rule's documentation is run, alone and exactly."""

from __future__ import annotations

import importlib
import inspect
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Diagnostic
from storybible.draft_check import check_draft, lines_with
from storybible.manuscript.readers import read_prose
from storybible.render.ink import finished
from storybible.render.report import finding_lines
from storybible.rules import Rule, all_rules

STORY = "bible/story.yaml"
SETTINGS = "bible/storybible.yaml"
DRAFT = "draft.md"
"""An example with this file is about the draft: the rest of it is what the draft is held against."""
SECTION = re.compile(r"^## (Failing|Passing)\n(.*?)(?=^## |\Z)", re.S | re.M)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
NAMED = re.compile(r"# (\S+\.(?:yaml|md|txt))\n")


@dataclass(frozen=True)
class Example:
    """A documented bible and what it says of it."""

    kind: str
    files: dict[str, str]
    output: str


def examples(rule: Rule) -> list[Example]:
    """The examples of a rule's documentation.

    A block that begins with `# bible/storybible.yaml` (or another file's name) is that file.
    """
    found = []
    for kind, body in SECTION.findall(rule.doc + "\n"):
        files, output = {}, ""
        for language, text in BLOCK.findall(body):
            named = NAMED.match(text)
            if language == "text" and not (named and not named[1].startswith("bible/")):
                output = text
            elif named and not named[1].endswith(".yaml"):
                files[named[1]] = text[named.end() :]
            else:
                files[named[1] if named else STORY] = text
        found.append(Example(kind, files, output))
    return found


COUNTED = "undecidable"
"""The rule that makes no findings: its example shows what is counted as undecided."""

EXAMPLES = [(rule, example) for rule in all_rules() for example in examples(rule)]


def run(folder: Path, files: dict[str, str], doubts: bool) -> tuple[tuple[Diagnostic, ...], str]:
    """All findings, and what the program prints of them (and of what it cannot decide)."""
    for name, text in {SETTINGS: "title: An example\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    bible = Bible.load(folder / "bible")
    report = check(bible)
    line_of = bible.loaded.line
    if DRAFT in files:
        prose = read_prose(DRAFT)
        report = check_draft(bible, prose)
        line_of = lines_with([prose], line_of)
    lines = [line for finding in report.findings for line in finding_lines(finding, line_of)]
    if doubts:
        lines += [line for doubt in report.undecided for line in (doubt.what, f"    {doubt.why}")]
    return report.findings, finished(lines, colour=False) if lines else ""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda v: getattr(v, "name", None) or v.kind)
def test_example(
    rule: Rule,
    example: Example,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # a draft is named as the writer names it
    found, said = run(tmp_path, example.files, rule.name == COUNTED)
    if example.kind == "Passing":
        assert said == ""
        return
    assert {finding.rule for finding in found} == ({rule.name} if rule.name != COUNTED else set()), said
    assert all(finding.code == rule.code for finding in found)
    if said != example.output and request.config.getoption("--update"):
        rewrite(rule, said)
        return
    assert said == example.output


def rewrite(rule: Rule, said: str) -> None:
    """Put the output into the rule's file, at the end of its section Failing."""
    module = importlib.import_module("storybible.rules." + rule.name.replace("-", "_"))
    path = Path(inspect.getsourcefile(module) or "")
    text = path.read_text(encoding="utf-8")
    begin = text.index("## Failing\n")
    end = text.index("## Passing\n", begin)
    section = re.sub(r"```text\n(?!# ).*?^```\n\n", "", text[begin:end], flags=re.S | re.M)
    path.write_text(text[:begin] + section + f"```text\n{said}```\n\n" + text[end:], encoding="utf-8")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_documentation_is_whole(rule: Rule) -> None:
    kinds = [example.kind for example in examples(rule)]
    assert kinds == ["Failing", "Passing"]
    assert examples(rule)[0].output
    first = rule.doc.splitlines()[0]
    assert first.endswith((".", ":")) or rule.summary.endswith("."), first
    assert "\n\n" in rule.doc
    assert all(name in (STORY, SETTINGS, DRAFT) or "/" in name for e in examples(rule) for name in e.files)


CODES = """
SB001 unreadable-file
SB002 unknown-field
SB003 wrong-type
SB004 duplicate-key
SB005 unknown-reference
SB006 duplicate-id
SB007 unreadable-time
SB008 text-cut-short
SB009 not-plain-text
SB010 empty-file
SB101 ambiguous-alias
SB102 confusable-names
SB201 contradictory-timeline
SB202 present-before-birth
SB203 present-after-death
SB204 impossible-lifespan
SB205 event-ends-before-it-starts
SB206 wrong-weekday
SB207 wrong-season
SB208 date-not-in-calendar
SB209 narrative-order
SB210 claim-differs
SB211 wrong-moon
SB301 child-before-parent
SB302 parent-too-young
SB303 parent-too-old
SB304 mother-dead-at-birth
SB305 father-long-dead-at-birth
SB306 siblings-too-close
SB307 sibling-span
SB308 ancestor-cycle
SB309 too-many-parents
SB310 contradictory-kinship
SB311 one-way-relation
SB312 exclusive-overlap
SB313 relation-outside-life
SB314 relation-ends-before-it-begins
SB315 below-minimum-age
SB316 age-gap
SB401 two-places-at-once
SB402 impossible-travel
SB403 at-destroyed-place
SB404 present-nowhere
SB405 tight-travel
SB406 event-in-two-places
SB501 exclusive-office-overlap
SB502 office-outside-life
SB503 office-vacant
SB504 item-before-it-exists
SB505 item-after-lost-or-destroyed
SB506 item-in-two-hands
SB507 contradictory-trait
SB508 trait-outside-its-period
SB601 acts-on-unknown
SB602 learns-while-absent-or-dead
SB603 paid-off-before-planted
SB604 never-paid-off
SB605 question-left-open
SB701 stated-age-differs
SB702 stated-span-differs
SB703 name-drift
SB704 unknown-name
SB705 alias-outside-its-period
SB706 trait-differs
SB707 dead-speaks
SB708 item-differs
SB709 office-differs
SB710 quote-not-found
SB711 quote-moved
SB712 unwanted-spelling
SB713 kinship-differs
SB901 uncited-statement
SB902 source-out-of-range
SB903 unused-record
SB904 undecidable
SB905 unused-waiver
"""
"""New rules go to the end of their family; no code is ever given to another rule."""


def test_codes_never_change() -> None:
    assert "".join(f"{rule.code} {rule.name}\n" for rule in all_rules()) == CODES.lstrip("\n")


def test_codes_and_names_are_one_to_one() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules) == len({rule.name for rule in rules})


def test_stronger_rules_exist() -> None:
    names = {rule.name for rule in all_rules()}
    assert {name for rule in all_rules() for name in rule.yields_to} <= names


JARGON = re.compile(
    r"network|constraint|lattice|conflict set|interval|\bnode|\bbound\b|\bbounds\b|upper|negative cycle",
    re.I,
)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda v: getattr(v, "name", None) or v.kind)
def test_output_is_in_a_writers_words(rule: Rule, example: Example) -> None:
    assert not JARGON.search(example.output)
