"""The family of reading problems (SB0): their codes, names and severities, and how one is made."""

from __future__ import annotations

from collections.abc import Iterable

from storybible.diagnostics import Diagnostic, Evidence, Repair, Severity, Span

UNREADABLE_FILE = "unreadable-file"
UNKNOWN_FIELD = "unknown-field"
WRONG_TYPE = "wrong-type"
DUPLICATE_KEY = "duplicate-key"
DUPLICATE_ID = "duplicate-id"
TEXT_CUT_SHORT = "text-cut-short"
NOT_PLAIN_TEXT = "not-plain-text"
EMPTY_FILE = "empty-file"

CODES = {
    UNREADABLE_FILE: ("SB001", Severity.ERROR),
    UNKNOWN_FIELD: ("SB002", Severity.ERROR),
    WRONG_TYPE: ("SB003", Severity.ERROR),
    DUPLICATE_KEY: ("SB004", Severity.ERROR),
    DUPLICATE_ID: ("SB006", Severity.ERROR),
    TEXT_CUT_SHORT: ("SB008", Severity.WARNING),
    NOT_PLAIN_TEXT: ("SB009", Severity.ERROR),
    EMPTY_FILE: ("SB010", Severity.NOTE),
}


def problem(
    rule: str,
    span: Span,
    message: str,
    hint: str = "",
    *,
    records: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    repairs: tuple[Repair, ...] = (),
    subject: tuple[str, ...] = (),
) -> Diagnostic:
    """A diagnostic of the reading family."""
    code, severity = CODES[rule]
    return Diagnostic(
        code=code,
        rule=rule,
        severity=severity,
        message=message,
        span=span,
        hint=hint,
        records=records,
        evidence=evidence,
        repairs=repairs,
        subject=subject or (span.file, message),
    )


def near(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """The known word that ``word`` looks like a misspelling of, or an empty string.

    ``least`` is the likeness (0 to 1) below which two words are just different ones.
    """
    import difflib  # only when something is misspelt

    by_fold = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:80], by_fold, 1, least)
    return by_fold[found[0]] if found else ""


def short(text: str, most: int = 40) -> str:
    """A text on one line, cut to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def one_of(words: Iterable[str]) -> str:
    """A list for a reader: "a, b or c"."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


def a(what: str) -> str:
    """The words with their article."""
    return f"an {what}" if what[:1] in "aeiou" and not what.startswith("use") else f"a {what}"


def replaced(span: Span, line: str, before: str, after: str) -> tuple[Repair, ...]:
    """The repair that writes ``after`` for ``before`` on its line, if ``before`` stands there just once."""
    if not before or len(line) > 8192 or line.count(before) != 1:
        return ()
    return (Repair(span, before, after),)


def quoted(text: str) -> str:
    """A text as YAML reads back whole: in double quotes, or single ones where it holds those."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
