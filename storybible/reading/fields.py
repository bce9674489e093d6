"""Typed readers of a field's value.

Each takes what stands in the field (None where it is not given) and returns the value, or nothing plus a
diagnostic that says what was expected, what is there, and what it looks like when it is right.  A record is
read without a field that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapped

from storybible.config import Config
from storybible.diagnostics import Diagnostic, Evidence, Repair, Span
from storybible.reading.blank import blank
from storybible.reading.lists import folded, rejoined, split_ids, split_names
from storybible.reading.nodes import Mapping, Node, Sequence, lines_of
from storybible.reading.problems import (
    TEXT_CUT_SHORT,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    a,
    one_of,
    problem,
    quoted,
    replaced,
    short,
)
from storybible.reading.texts import as_number, as_ref, as_time
from storybible.records import Period, Ref, Statement, Text, Time

EVIDENCE = ("source", "quote", "says", "note")
EVIDENCE_SET = frozenset(EVIDENCE)
PERIOD = ("from", "until", "seen")
YES = frozenset({"yes", "true"})
NO = frozenset({"no", "false"})
Fields = dict[str, Node]


def shape(node: Node) -> str:
    """What stands there, in a writer's words."""
    if type(node) is Mapping:
        return "a mapping of fields"
    if type(node) is Sequence:
        return "a list"
    return f"“{short(str(node.value))}”"  # type: ignore[union-attr]


class Reader:
    """Reads the fields of one file.  ``record`` is the id of the record being read.

    ``whole`` are names, folded, that hold a comma or brackets and are not to be taken apart; ``taken_apart``
    are the texts that were.
    """

    __slots__ = ("config", "file", "lines", "problems", "record", "taken_apart", "text", "whole")

    def __init__(
        self,
        text: str,
        file: str,
        config: Config,
        problems: list[Diagnostic],
        whole: frozenset[str] = frozenset(),
    ) -> None:
        self.whole = whole
        self.taken_apart: set[str] = set()
        self.text = text
        self.file = file
        self.config = config
        self.problems = problems
        self.record = ""
        self.lines: list[str] | None = None

    # ---- problems ------------------------------------------------------------

    def line(self, span: Span) -> str:
        """The line of the file a span is on."""
        if self.lines is None:
            self.lines = lines_of(self.text)
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""

    def add(
        self,
        rule: str,
        span: Span,
        message: str,
        hint: str = "",
        *subject: str,
        evidence: tuple[Evidence, ...] = (),
        repair: tuple[str, str] | None = None,
    ) -> None:
        """Report a problem of the record being read."""
        repairs: tuple[Repair, ...] = replaced(span, self.line(span), *repair) if repair else ()
        self.problems.append(
            problem(
                rule,
                span,
                message,
                hint,
                records=(self.record,) if self.record else (),
                evidence=evidence,
                repairs=repairs,
                subject=(self.record or self.file, *(subject or (message,))),
            )
        )

    def wrong(self, node: Node, field: str, expected: str, example: str) -> None:
        """Report a value of the wrong type."""
        self.add(
            WRONG_TYPE,
            node.span,
            f"`{field}` takes {expected}, and {shape(node)} stands here",
            f"for example: {example}",
            field,
        )

    # ---- mappings ------------------------------------------------------------

    def fields(
        self, node: Mapping, known: Mapped[str, object], what: str, accept: Iterable[str] = ()
    ) -> Fields:
        """The fields of a mapping that were filled in; unknown ones are reported, unless in ``accept``."""
        found: Fields = {}
        for key, value in node.items:
            name = key.value
            if name not in known:
                if name not in accept:
                    self.unknown(key, known, what, value, node)
                continue
            if type(value) is not Text or value.value:
                found[name] = value
            elif value.end > value.start:
                self.problems += blank(self.text, self.record, key, value)
        return found

    def unknown(
        self,
        key: Text,
        known: Iterable[str],
        what: str,
        value: Node | None = None,
        beside: Mapping | None = None,
    ) -> None:
        """Report a field that does not exist; it may be renamed where ``beside`` it the new name is free."""
        from storybible.reading.suggestions import field_meant, fields_listed, fits  # only for a wrong field

        names = list(known)
        guess, advice = field_meant(key.value, names, value)
        free = guess and not advice and (beside is None or beside.get(guess) is None) and fits(guess, value)
        message = f"{a(what)} has no field `{short(key.value)}`"
        if guess:
            message += f"; did you mean `{guess}`?"
        self.add(
            UNKNOWN_FIELD,
            key.span,
            message,
            advice or fields_listed(names, guess),
            "unknown",
            key.value,
            repair=(key.value, guess) if free else None,
        )

    def evidence(self, made: Statement, given: Fields) -> None:
        """Fill in what a statement says about where it comes from."""
        if EVIDENCE_SET.isdisjoint(given):
            return
        made.source = self.source(given.get("source"))
        made.quote = self.text_of(given.get("quote"), "quote", "quote: now in her late thirties")
        made.says = self.ref(given.get("says"), "says", "says: tsunade")
        made.note = self.text_of(given.get("note"), "note", "note: our reading of the scene")

    def source(self, node: Node | None) -> Text | None:
        """A locator, or a list of them as one text."""
        if type(node) is Sequence and node.items and all(type(item) is Text for item in node.items):
            return Text(", ".join(str(item) for item in node.items), node.span, node.start, node.end)
        return self.text_of(node, "source", "source: one-shot ¶19-25")

    def period(self, made: Period, given: Fields, what: str = "") -> bool:
        """Fill in from, until and seen; False where one of them was given and could not be read."""
        whole = True
        node = given.get("from")
        if node is not None:
            if type(node) is Text and node.value == "always":
                made.always = True
            else:
                made.starts = self.time(node, "from", "from: the-flood")
                whole = made.starts is not None
        node = given.get("until")
        if node is not None:
            made.ends = self.time(node, "until", "until: the-return")
            whole = whole and made.ends is not None
        node = given.get("seen")
        if node is not None:
            made.seen = self.times(node, "seen", "seen: the-feast")
            whole = whole and bool(made.seen)
        return whole

    # ---- single values -------------------------------------------------------

    def text_of(self, node: Node | None, field: str, example: str) -> Text | None:
        """A text as written."""
        if node is None or type(node) is Text:
            return node if node is None or node.value else None
        self.wrong(node, field, "a text", example)
        return None

    def ref(self, node: Node | None, field: str, example: str) -> Ref | None:
        """One mention of a record."""
        if node is None:
            return None
        if type(node) is Text:
            return as_ref(node)
        if type(node) is Sequence and len(node.items) == 1:
            return self.ref(node.items[0], field, example)
        if type(node) is Mapping:
            return self.ref_with_evidence(node, field, example)
        self.wrong(node, field, "one id or name", example)
        return None

    def ref_with_evidence(self, node: Mapping, field: str, example: str) -> Ref | None:
        """``{who: odo, source: ¶3}``, where a plain mention would do."""
        given = self.fields(node, REF_FIELDS, f"mapping in `{field}`")
        named = next((name for name in REF_NAMES if name in given), None)
        value = given[named] if named else None
        if type(value) is not Text:
            self.add(
                WRONG_TYPE,
                node.span,
                f"`{field}` names nobody and nothing here",
                f"for example: {example}",
                field,
            )
            return None
        made = as_ref(value)
        made.evidence = Statement(span=node.span)
        self.evidence(made.evidence, given)
        return made

    def time(self, node: Node | None, field: str, example: str) -> Time | None:
        """One time expression."""
        found = self.times(node, field, example)
        if node is not None and len(found) > 1:
            self.wrong(node, field, "one moment", example)
            return None
        return found[0] if found else None

    def times(self, node: Node | None, field: str, example: str) -> tuple[Time, ...]:
        """Time expressions that all hold: one, a list, or mappings ``{when: ..., source: ...}``."""
        if node is None:
            return ()
        if type(node) is Text:
            return (as_time(node),) if node.value else ()
        if type(node) is Sequence:
            found: list[Time] = []
            for item in self.whole_numbers(node, field):
                if type(item) is Sequence:
                    self.wrong(item, field, "a time expression", example)
                else:
                    found.extend(self.times(item, field, example))
            return tuple(found)
        assert type(node) is Mapping
        before = len(self.problems)
        given = self.fields(node, TIME_FIELDS, f"mapping in `{field}`")
        inner = next((given[name] for name in TIME_NAMES if name in given), None)
        if inner is None or type(inner) is Mapping:
            if len(self.problems) > before:
                return ()
            self.add(
                WRONG_TYPE,
                node.span,
                f"`{field}` is a mapping and says no `when`",
                f"for example: {field}: {{when: 3 years before the-flood, source: ¶3}}",
                field,
            )
            return ()
        evidence = Statement(span=node.span)
        self.evidence(evidence, given)
        made = self.times(inner, field, example)
        for time in made:
            nearest = time.evidence = time.evidence or evidence
            nearest.says, nearest.source = nearest.says or evidence.says, nearest.source or evidence.source
        return made

    def yes_no(self, node: Node | None, field: str) -> bool | None:
        """Yes or no."""
        if node is None:
            return None
        word = node.value.lower() if type(node) is Text else ""
        if word in YES:
            return True
        if word in NO:
            return False
        self.wrong(node, field, "yes or no", f"{field}: yes")
        return None

    def number(self, node: Node | None, field: str, example: str, least: float | None = 0) -> float | None:
        """A number, not below ``least``; a whole one where it is written so."""
        if node is None:
            return None
        value = as_number(node.value) if type(node) is Text else None
        if value is None or (least is not None and value < least):
            at_least = "" if least is None else f" not below {least:g}"
            self.wrong(node, field, f"a number{at_least}", example)
            return None
        return value

    def word(self, node: Node | None, field: str, words: tuple[str, ...], example: str) -> Text | None:
        """One of a few words."""
        made = self.text_of(node, field, example)
        if made is None or made.value in words:
            return made
        from storybible.reading.suggestions import word_meant  # only for a wrong word
        guess = word_meant(made.value, words)
        self.add(
            WRONG_TYPE,
            made.span,
            f"`{field}` is one of {one_of(words)}, and {shape(made)} stands here",
            f"did you mean {guess}?" if guess else f"for example: {example}",
            field,
            made.value,
            repair=(made.value, guess) if guess else None,
        )
        return None

    # ---- lists ---------------------------------------------------------------

    def entries(
        self, node: Node | None, field: str, example: str, names: bool = False
    ) -> Iterator[Text | Mapping]:
        """The entries of a list; a single value is a list of one, and ids with commas are several.

        So are ``names`` with commas or semicolons, unless all of the text is a name that is known.
        """
        if node is None:
            return
        if type(node) is Sequence:
            for item in self.whole_numbers(node, field) if field == "ages" else node.items:
                if type(item) is Sequence:
                    self.wrong(item, field, "texts or mappings in its list", example)
                elif type(item) is Mapping or str(item):
                    yield item  # type: ignore[misc]
        elif type(node) is Text and names and ("," in node.value or ";" in node.value) and node.start >= 0:
            parts = split_names(node)
            if len(parts) > 1:
                parts = [node] if self.is_whole(node) else parts
            yield from parts
        elif type(node) is Text and "," in node.value and node.start >= 0:
            yield from split_ids(node)
        else:
            yield node  # type: ignore[misc]

    def is_whole(self, text: Text) -> bool:
        """Whether a text is a known name; if not, it is kept in mind that it was taken apart."""
        name = folded(text.value)
        if name in self.whole:
            return True
        self.taken_apart.add(name)
        return False

    def whole_numbers(self, node: Sequence, field: str) -> list[Node]:
        """The items of a list; those that YAML cut at the comma of a number are reported."""
        items, joined = rejoined(node, self.text)
        for text in joined:
            self.add(
                TEXT_CUT_SHORT,
                text.span,
                f"inside brackets a comma ends a text, also within a number: “{short(text.value)}”",
                f"put it in quotes: {short(quoted(text.value), 80)}, or leave the comma of the number out",
                field,
                text.value,
                repair=(text.value, quoted(text.value)),
            )
        return items

    def refs(self, node: Node | None, field: str, example: str) -> tuple[Ref, ...]:
        """Mentions of records."""
        if node is None:
            return ()
        found = []
        for entry in self.entries(node, field, example, names=True):
            made = self.ref(entry, field, example)
            if made is not None:
                found.append(made)
        return tuple(found)

    def texts(self, node: Node | None, field: str, example: str) -> tuple[Text, ...]:
        """A list of texts."""
        found = []
        for entry in self.entries(node, field, example):
            made = self.text_of(entry, field, example)
            if made is not None:
                found.append(made)
        return tuple(found)


REF_NAMES = ("who", "is", "what")
REF_FIELDS = dict.fromkeys((*REF_NAMES, *EVIDENCE))
TIME_NAMES = ("when", "at", "is")
TIME_FIELDS = dict.fromkeys((*TIME_NAMES, *EVIDENCE))
