"""Continuity rules: one module each, found by walking this package.

A rule's module is its name (``present_after_death.py`` is ``present-after-death``), its documentation
(the module's docstring: what it catches, a **Failing** and a **Passing** bible that the tests run), and
its code.  A rule speaks in one of these ways:

* ``demands``: what the world demands of two moments, for one record at a time of the table that the rule is
  ``about``.  It looks at the record, at what that mentions and at what mentions it: where none of these
  changes, an edited bible keeps its demands.  The demands of all rules enter the timeline together, so that
  chains over several people are seen too; each demand that cannot hold is a finding.
  Only what nothing in a story can escape is a demand: other findings are proven with it.
* ``check``: looks at the story and its timeline and yields findings.
* ``draft``: looks at a draft in prose and yields what it says against the records.
* none: another stage (reading, linking, the check itself) makes the diagnostics, and the module
  documents them.

``fixes`` proposes changes of text for a demand that cannot hold; a check's findings carry their own.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from storybible.diagnostics import Evidence, Repair, Severity, Span, Undecided

if TYPE_CHECKING:
    from storybible.calendars import Calendar
    from storybible.config import Config
    from storybible.demand import Demand
    from storybible.encoding import Encoding
    from storybible.records import Record, Statement, Time
    from storybible.stn import Key
    from storybible.story import Story
    from storybible.timeline import Clash, Timeline


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of text that might end a finding; offered only after a re-check confirms it.

    ``start`` and ``end`` are character offsets in the text of ``file``.
    """

    file: str
    start: int
    end: int
    after: str


class Later:
    """Fixes that are looked for each time somebody goes through them, not before."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Iterable[Fix]]) -> None:
        self.make = make

    def __iter__(self) -> Iterator[Fix]:
        return iter(self.make())


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.  ``proof`` names the statements it follows from; ``loose`` tells whether it
    follows even at their loosest readings (otherwise it is a warning at most).  ``fixes`` are candidates,
    often a :class:`Later`, since most runs look at none of them; ``repairs`` are certain already."""

    span: Span
    message: str
    records: tuple[str, ...]
    subject: tuple[str, ...]
    proof: tuple[Key, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fixes: Iterable[Fix] = ()
    loose: bool = True
    severity: Severity | None = None
    hint: str = ""
    repairs: tuple[Repair, ...] = ()


@dataclass(slots=True)
class Context:
    """What a rule's check may look at.

    ``undecided`` collects what it could not decide; ``shared`` is what several rules work out once;
    ``active`` names the rules that run.
    """

    story: Story
    timeline: Timeline
    encoding: Encoding
    config: Config
    files: dict[str, str]
    root: str
    undecided: list[Undecided] = field(default_factory=list)
    rule: str = ""
    shared: dict[str, Any] = field(default_factory=dict)
    active: frozenset[str] = frozenset()

    @property
    def calendar(self) -> Calendar:
        """The calendar of the story."""
        return self.config.calendar_in_use

    def doubt(self, what: str, why: str) -> None:
        """Note something that the records do not decide."""
        self.undecided.append(Undecided(what, why, self.rule))

    def becomes(self, record: Record, what: str, time: Time) -> Evidence:
        """What becomes of a thing, a place or a thread at a moment, in the timeline's own words."""
        from storybible.sentences import becomes, moment_words

        when = moment_words(self.story, time.value, time.terms)
        return self.cited(time.span, becomes(record, what, when), time.evidence, record)

    def cited(self, span: Span, sentence: str, *statements: Statement | None) -> Evidence:
        """A written fact without a time in it, as evidence."""
        for statement in statements:
            if statement is not None and statement.source is not None:
                return Evidence(span, sentence, statement.source.value)
        return Evidence(span, sentence)


Demands = Callable[["Encoding", Any], "Iterator[Demand]"]
Check = Callable[[Context], Iterator[Finding]]


@dataclass(slots=True)
class Rule:
    """One rule.  ``yields_to`` names stronger rules: where one of them speaks of the same records, this
    one is silent.  ``about`` is the table of the story with the records that its ``demands`` are about;
    ``whole``: what of the whole story these depend on beside a record and its neighbours."""

    code: str
    severity: Severity = Severity.ERROR
    opt_in: bool = False
    yields_to: tuple[str, ...] = ()
    name: str = ""
    doc: str = ""
    demands: Demands | None = None
    check: Check | None = None
    clash: Callable[[Context, Clash], Finding] | None = None
    draft: Callable[..., Iterator[Finding]] | None = None  # of a drafts.context.Draft, which builds on this
    fixes: Callable[[Context, Demand], Iterator[Fix]] | None = None
    settings: tuple[str, ...] = ()
    about: str = ""
    whole: Callable[[Story], object] | None = None

    def demanded(self, encoding: Encoding) -> Iterator[Demand]:
        """What the rule demands of a whole story."""
        if self.demands is not None:
            for record in getattr(encoding.story, self.about).values():
                yield from self.demands(encoding, record)

    @property
    def summary(self) -> str:
        """The first sentence of the documentation."""
        return self.doc.split("\n\n", 1)[0].replace("\n", " ")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code.  A rule's module holds one `RULE` and, where it has them, the functions
    `demands(encoding, record)`, `whole(story)`, `check(context)`, `draft(draft)`, `clash(context, clash)` and
    `fixes(context, demand)`."""
    rules = []
    for module_info in pkgutil.iter_modules(__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        rule: Rule = module.RULE
        rule.name = module_info.name.replace("_", "-")
        rule.doc = inspect.cleandoc(module.__doc__ or "")
        rule.demands = getattr(module, "demands", None)
        rule.whole = getattr(module, "whole", None)
        rule.check = getattr(module, "check", None)
        rule.clash = getattr(module, "clash", None)
        rule.draft = getattr(module, "draft", None)
        rule.fixes = getattr(module, "fixes", None)
        rules.append(rule)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rule_named(text: str) -> Rule | None:
    """A rule by its code or its name."""
    wanted = text.strip().casefold().replace("_", "-")
    return next((r for r in all_rules() if wanted in (r.name, r.code.casefold())), None)


def remove_from_list(file: str, text: str, start: int, end: int) -> Fix:
    """The fix that takes one entry out of a list, in flow or block style."""
    before, after = text[:start], text[end:]
    trimmed = after.lstrip(" ")
    if trimmed.startswith(","):
        rest = trimmed[1:]
        return Fix(file, start, end + len(after) - len(trimmed) + 1 + len(rest) - len(rest.lstrip(" ")), "")
    if before.rstrip(" ").endswith(","):
        return Fix(file, before.rstrip(" ").rindex(","), end, "")
    line_start = before.rfind("\n") + 1
    if before[line_start:].strip() == "-":
        line_end = text.find("\n", end)
        return Fix(file, line_start, len(text) if line_end < 0 else line_end, "")
    return Fix(file, start, end, "")
