"""Write the rules' pages from the rules' own text.

    python docs/make_rules.py [--check]

One page a rule in ``docs/rules/`` and an index.  With ``--check`` nothing is written and the exit code is
1 where a page is not what the rules say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from storybible.rules import Rule, all_rules

FOLDER = Path(__file__).parent / "rules"

FAMILIES = {
    "SB0": "Reading",
    "SB1": "Names",
    "SB2": "Time and age",
    "SB3": "People",
    "SB4": "Place",
    "SB5": "Things and offices",
    "SB6": "Knowledge and threads",
    "SB7": "Drafts and manuscripts",
    "SB9": "Evidence",
}


def page(rule: Rule) -> str:
    """One rule's page."""
    opt_in = ", off unless a bible turns it on" if rule.opt_in else ""
    return f"# {rule.name}\n\n{rule.code}, {rule.severity.value}{opt_in}.\n\n{rule.doc}\n"


def index(rules: tuple[Rule, ...]) -> str:
    """The list of all rules by family."""
    lines = [
        "# Rules",
        "",
        "What `check` looks for. `storybible explain NAME` prints a page in the terminal.",
        "",
    ]
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            lines += [f"## {family} {FAMILIES[family]}", "", "| code | rule | |", "|---|---|---|"]
            if len(lines) > 8:
                lines.insert(-4, "")
        note = f" ({rule.severity.value})" if rule.severity.value != "error" else ""
        note += " (off by default)" if rule.opt_in else ""
        lines.append(f"| {rule.code} | [{rule.name}]({rule.name}.md){note} | {rule.summary} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    rules = all_rules()
    return {"index.md": index(rules)} | {f"{rule.name}.md": page(rule) for rule in rules}


def stale() -> list[str]:
    """The names of pages that are missing, too many, or not what the rules say."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def main() -> int:
    """Write the pages, or say which are stale."""
    if "--check" in sys.argv[1:]:
        print("\n".join(stale()))
        return 1 if stale() else 0
    FOLDER.mkdir(exist_ok=True)
    for name in stale():
        (FOLDER / name).unlink(missing_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
