"""What is fed with bytes and guided by what they reach; each says what is wrong, None where nothing is.

    times     a time expression, an age and a length
    records   a file of records (YAML or Markdown), or the settings
    drafts    a manuscript as a file of each format, the parts of an archive as they stand inside it
    prose     a manuscript's text: who is named in it, and what it says of them

Each begins with bytes that choose among those; the rest is the text.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import cache

from fuzzing.corpus import HOSTILE, ROOT, bibles, expressions
from fuzzing.generated import prose as some_prose
from fuzzing.generated import when
from fuzzing.manuscripts import HOLDS, PACKAGE, around, manuscript, packed, page_of
from fuzzing.watching import Fault
from fuzzing.words import HEDGES, IDS, KINDS, NAMES, NUMBERS, RELATIONS, ROLES, UNITS, WORDS
from storybible.bible import Bible
from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.manuscript.appearances import read_mentions
from storybible.manuscript.cast import Cast
from storybible.manuscript.prose import Prose
from storybible.manuscript.readers import read_bytes
from storybible.manuscript.readers.outline import bound
from storybible.manuscript.readers.trouble import Unreadable
from storybible.manuscript.scanning import candidates_of
from storybible.reading.files import known_fields, read_file
from storybible.reading.nodes import lines_of
from storybible.reading.settings import read_config
from storybible.when import Problem, links, parse, parse_age, parse_amount

FILES = ("story.yaml", "mara.md", "storybible.yaml")
FORMATS = ("txt", "md", "html", "rtf", "fodt", "docx", "odt", "epub")
Target = Callable[[bytes], "Fault | None"]


@cache
def shipped() -> Bible:
    """The bible whose names are known."""
    return Bible.load(ROOT / "bible")


def times(data: bytes) -> Fault | None:
    """Read a time expression."""
    return read_expression(data.decode("utf-8", "surrogateescape"), shipped().story.names)


def read_expression(text: str, names: object) -> Fault | None:
    """Read a text as a time expression, an age and a length."""
    parsed = parse(text, names)  # type: ignore[arg-type]
    for term in parsed.terms:
        for link in links(term):
            if link.lower is not None and link.upper is not None and link.lower > link.upper:
                return Fault("an empty reading", f"{text!r}: {term}")
    problems = list(parsed.problems)
    problems += [read for read in (parse_age(text), parse_amount(text)) if isinstance(read, Problem)]
    if any(p.column < 0 or p.length < 1 or p.column + p.length > max(1, len(text)) for p in problems):
        return Fault("a problem outside of the text", f"{text!r}: {problems}")
    return None


def records(data: bytes) -> Fault | None:
    """Read a file of records, or the settings."""
    file = FILES[data[0] % len(FILES)] if data else FILES[0]
    text = data[1:].decode("utf-8", "surrogateescape")
    if file == "storybible.yaml":
        config, found = read_config(text, file)
        known_fields(config)
    else:
        found = read_file(text, file, Config(), known_fields(Config())).problems
    return _misplaced(found, text)


def _misplaced(found: Iterable[Diagnostic], text: str) -> Fault | None:
    """A finding about something that does not stand in the text."""
    lines = lines_of(text)
    for finding in found:
        span = finding.span
        length = len(lines[span.line - 1]) if 0 < span.line <= len(lines) else 0
        if span.line > max(1, len(lines)) or span.line < 1 or not 1 <= span.column <= length + 1:
            return Fault(f"a finding outside of the text: {finding.rule}", f"{text!r}: {finding}")
        if not finding.message or "\n" in finding.message:
            return Fault(f"no message of one line: {finding.rule}", f"{text!r}: {finding}")
    return None


def drafts(data: bytes) -> Fault | None:
    """Read a manuscript."""
    suffix = FORMATS[data[0] % len(FORMATS)] if data else FORMATS[0]
    body = data[1:]
    if suffix in HOLDS:
        package, _, page = body.rpartition(b"\0")
        body = packed(around(suffix, page, package or PACKAGE))
    name = f"draft.{suffix}"
    try:
        return _disordered(bound(name, read_bytes(name, body, True, [])))
    except Unreadable:
        return None


def _disordered(draft: Prose) -> Fault | None:
    """Paragraphs that are none, or places that are nowhere."""
    end = 0
    for paragraph in draft.paragraphs:
        if not end <= paragraph.start < paragraph.end <= len(draft.text):
            return Fault("a paragraph out of place", f"{draft.text!r}: {paragraph}")
        end = paragraph.end
        place = draft.place(paragraph.start)
        if place.line < 1 or place.column < 1:
            return Fault("a place that is nowhere", f"{draft.text!r}: {place}")
        draft.line(place.file, place.line)
    draft.scenes()
    return None


def prose(data: bytes) -> Fault | None:
    """Look for people and facts in a text."""
    try:
        draft = bound("draft.md", read_bytes("draft.md", data, False, []))
    except Unreadable:
        return None
    for candidate in candidates_of(read_mentions(draft, Cast.of(shipped().story))):
        if not candidate.quote:
            return Fault("a candidate that quotes nothing", f"{draft.text!r}: {candidate}")
    return None


TARGETS: dict[str, Target] = {"times": times, "records": records, "drafts": drafts, "prose": prose}


def seeds(kind: str) -> list[bytes]:
    """What to begin with."""
    rng = random.Random(0)
    if kind == "times":
        texts = [*expressions(), *(when(rng) for _ in range(300)), *HOSTILE]
        return [_bytes(text)[:400] for text in texts]
    if kind == "records":
        found = []
        for files in bibles():
            for name, text in files.items():
                way = 2 if name == "storybible.yaml" else 1 if name.endswith(".md") else 0
                found.append(bytes([way]) + _bytes(text)[:1999])
        return found
    pages = [some_prose(rng)[:1500] for _ in range(30)]
    pages += [text[:1500] for files in bibles() for name, text in files.items() if name.startswith("../")]
    if kind == "prose":
        return [_bytes(text) for text in pages]
    found = []
    for n, page in enumerate(pages):
        for way, suffix in enumerate(FORMATS):
            if (n + way) % 4 == 0:
                found.append(bytes([way]) + page_of(suffix, page))
    return found + [bytes([0]) + manuscript(rng, page)[1] for page in pages[:10]]


def words(kind: str) -> list[str]:
    """Pieces worth putting in."""
    spoken = [*RELATIONS, *UNITS, *HEDGES, *NUMBERS]
    if kind == "times":
        return [*spoken, *IDS, *NAMES]
    if kind == "records":
        fields = sorted({f"{field}: " for known in known_fields(Config()).values() for field in known})
        signs = ["- ", "\n  ", "---\n", "[[", "]]", "{", "}", "&a ", "*a"]
        return [*fields, *KINDS, *ROLES, *IDS, *RELATIONS, *signs]
    if kind == "prose":
        return [*WORDS, *NAMES, *UNITS, *NUMBERS, "# ", "* * *\n", "[storybible: ", "“", "”", "’s "]
    markup = ["<w:p>", "<w:r>", "<w:t>", "<w:br/>", "<w:footnoteReference", "</w:p>", "<text:p>", "<text:h>"]
    markup += ["<text:note>", "<text:list>", "<p>", "</p>", "<h1>", "<br>", "<pre>", "<style>", "<!--", "-->"]
    markup += ["\\par", "\\u8212?", "\\'94", "{\\*", "\\bin9 ", "{", "}", "\\uc0", "\\ansicpg1252"]
    markup += ["&#0;", "&amp;", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "# ", "---\n", "```"]
    return [*markup, "[^1]", "[^1]: "]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
