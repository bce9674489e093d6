"""What there is to start from: the shipped bible, the examples of the documentation, and hostile pieces."""

from __future__ import annotations

import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```(yaml|markdown|md|text)(?: (\S+))?\n(.*?)^```$", re.S | re.M)
NAMED = re.compile(r"# (\S+\.(?:yaml|md|txt))\n")
Files = dict[str, str]

HOSTILE = [
    "\x00",
    "\x1b[31m",
    "\x1b]0;x\x07",
    "\x9b2J",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\x85",
    "\r",
    "\r\n",
    "\t",
    "\x0c",
    "\ufdd0",
    "\ufdd6",
    "\ufdd7",
    "\ufffe",
    "é",
    "e\u0301",
    "а",
    "Ａ",
    "ﬁ",
    "ß",
    "İ",
    "😀",
    "\U000e0041",
    "«",
    "“",
    "’",
    "¶",
    "½",
    "²",
    "٣",
    "५",
    "-",
    "--",
    "---",
    "...",
    "&a",
    "*a",
    "<<: *a",
    "!!python/object:os.system",
    "!t",
    "%YAML 1.1",
    "|",
    ">",
    "|2-",
    "? ",
    "- ",
    ": ",
    ":",
    ",",
    ", ",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "(",
    ")",
    "'",
    '"',
    "`",
    "@",
    "#",
    " #",
    "~",
    "null",
    "yes",
    "no",
    "0",
    "-1",
    "1e309",
    "9" * 30,
    "9" * 5000,
    "0x1f",
    "1_000",
    ".inf",
    ".nan",
    "12:30",
    "2004-02-30",
    "a" * 300,
    "{" * 60,
    "[" * 120,
    "../..",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "con",
    "nul.yaml",
    "=cmd|' /C calc'!A0",
    "<script>",
    "</failure>",
    "]]>",
    "&amp;",
    "${x}",
    "%s%n",
    "{0}",
    "\\",
    "\\x1b",
    "\\u202e",
    "\\ud800",
    "\udcff",
    "\udce9",
]
"""Pieces that something may stumble over."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCMNXYZ0123456789 -_.,;:'\"()[]{}#&*!|>%@\n\t¶“”éа"


def blocks(text: str) -> list[tuple[str, str]]:
    """The (name, text) of every file shown in a page of documentation; "" for one without a name."""
    found = []
    for language, name, body in BLOCK.findall(text):
        named = NAMED.match(body)
        if named:
            found.append((named[1], body[named.end() :]))
        elif language == "yaml":
            found.append((name, body))
    return found


def bibles() -> list[Files]:
    """Bibles to start from, each as names of files (below its folder) to texts."""
    shipped = {
        path.relative_to(ROOT / "bible").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "bible").rglob("*"))
        if path.suffix in (".yaml", ".md")
    }
    found: list[Files] = []
    pages = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "tests" / "cases").glob("*.md"), ROOT / "README.md"]
    for page in sorted(pages):
        text = page.read_text(encoding="utf-8")
        for section in re.split(r"^## ", text, flags=re.M):
            files: Files = {}
            for n, (name, body) in enumerate(blocks(section)):
                key = name.removeprefix("bible/") if name else f"story{n}.yaml"
                files[key if "/" not in name or name.startswith("bible/") else f"../{name}"] = body
            if any(name.endswith(".yaml") for name in files):
                found.append(files)
    return [shipped, *found]


def expressions() -> list[str]:
    """The documented time expressions."""
    text = (ROOT / "docs" / "time.md").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^\| `([^`]+)`", text, flags=re.M)))


def mutated(rng: random.Random, text: str, others: list[str]) -> str:
    """A text with a few changes: signs, words, lines, indentation, pieces of other texts."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        at, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        end = min(end, at + rng.choice((1, 3, 10, 200)))
        way = rng.randrange(10)
        if way == 0:
            text = text[:at] + text[end:]
        elif way == 1:
            text = text[:at] + rng.choice(HOSTILE) + text[at:]
        elif way == 2:
            text = text[:at] + rng.choice(HOSTILE) + text[end:]
        elif way == 3:
            text = text[:at] + rng.choice(LETTERS) + text[at + 1 :]
        elif way == 4:
            text = text[:end] + text[at:end] * rng.choice((1, 2, 20)) + text[end:]
        elif way == 5:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            text = text[:at] + other[start : start + rng.choice((5, 40, 300))] + text[end:]
        else:
            text = "\n".join(_lines(rng, text.split("\n"), others))
        text = text[:40_000]
    return text


def _lines(rng: random.Random, lines: list[str], others: list[str]) -> list[str]:
    at = rng.randrange(len(lines))
    way = rng.randrange(6)
    if way == 0:
        lines[at : at + 1] = [lines[at]] * 2
    elif way == 1:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 2:
        lines[at] = " " * rng.choice((1, 2, 4)) + lines[at]
    elif way == 3:
        lines[at] = lines[at].lstrip()
    elif way == 4:
        lines.insert(at, rng.choice(rng.choice(others).split("\n")))
    else:  # another value for a field
        field, colon, _ = lines[at].partition(": ")
        words = rng.choice(others).split()
        lines[at] = (
            field + colon + (rng.choice(HOSTILE) if not words or rng.random() < 0.5 else rng.choice(words))
        )
    return lines
