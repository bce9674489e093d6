"""A fan's timeline of a long series as a bible: what does the check find in it?

    python benchmarks/asoiaf.py SHEET.xlsx [FOLDER]

Turns the spreadsheet (a row for each dated event, birthdays, distances by road and sea, a tab of the problems
its authors know of) into a bible in FOLDER (or a temporary one), with the sheet's row as the source of each
statement, runs the check over it and prints what it finds beside the sheet's own list.  Needs ``openpyxl``.

What is read: the date of each row; that the rows stand in the order of time; "X turns 14" as a birthday;
whose chapter tells it, as somebody present; a place only where the text says plainly that they arrive there.
Distances are miles; people ride as fast, and ships sail as fast, as the settings below say.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from storybible.bible import Bible
from storybible.checker import Report, check

MILE = 1.609344
SPEEDS = {"rider": 80, "sail": 400}
"""Kilometres a day: the fastest pace on the sheet for a small party that rides, and a fast ship."""
TURNS = re.compile(r"^(\w+) turns (\d+)$")
ARRIVES = re.compile(r"\b(?:arrives?|arriving) (?:at|in|to) (?:the )?([A-Z][\w' -]+)", re.I)
NAMES = {"Dany": "Daenerys", "Ned": "Eddard", "Areo": "Areo Hotah", "Connington": "Jon Connington"}


def slug(text: str) -> str:
    """An id made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def quoted(text: object) -> str:
    """A text on one line, in quotes."""
    return json.dumps(" ".join(str(text).split()), ensure_ascii=False)


def distances(sheet: Any) -> dict[tuple[str, str], float]:
    """Miles between places, from a triangular table."""
    rows = [row for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[0] is None and isinstance(row[1], str))
    names = rows[head]
    found = {}
    for row in rows[head + 1 :]:
        for name, miles in zip(names[1:], row[1:], strict=False):
            if isinstance(row[0], str) and isinstance(name, str) and isinstance(miles, int | float):
                found[row[0].strip(), name.strip()] = float(miles)
    return found


def places(book: Any) -> tuple[dict[str, str], list[str]]:
    """Every place by its name in small letters, and the records of all places with their routes."""
    tables = {"rider": distances(book["Distance by road"]), "sail": distances(book["Distance by sea"])}
    names = sorted({name for table in tables.values() for pair in table for name in pair})
    lines = ["places:"]
    for name in names:
        routes = [
            f"{{to: {slug(other)}, km: {miles * MILE:.0f}, by: {by}}}"
            for by, table in tables.items()
            for (one, other), miles in table.items()
            if one == name and slug(other) != slug(name)
        ]
        lines.append(f"  {slug(name)}: {{name: {quoted(name)}, routes: [{', '.join(routes)}]}}")
    return {name.casefold(): slug(name) for name in names}, lines


def place_in(text: str, known: dict[str, str]) -> str | None:
    """The one place a text says somebody arrives at."""
    found = set()
    for words in ARRIVES.findall(text):
        found.update(place for name, place in known.items() if words.casefold().startswith(name))
    return found.pop() if len(found) == 1 else None


def records(book: Any) -> tuple[list[str], dict[str, int]]:
    """The lines of the record file, and what was counted on the way."""
    known, place_lines = places(book)
    people: dict[str, list[str]] = {}
    events, scenes = ["events:"], ["scenes:"]
    counted: Counter[str] = Counter()
    before = ""
    for number, row in enumerate(book["Timeline"].iter_rows(values_only=True), 1):
        year, day, text, chapter, person, told_in, order = row[:7]
        if not isinstance(year, int | float) or not isinstance(day, datetime) or not text:
            continue
        event, source = f"row-{number}", f"row {number}"
        when = [quoted(f"{int(year):04d}-{day.month:02d}-{day.day:02d}")]
        if before:
            when.append(f"since {before}")
        before = event
        facts = [f"title: {quoted(text)}", f"when: [{', '.join(when)}]", f"source: {quoted(source)}"]
        name = str(person or "").strip()
        name = NAMES.get(name, name)
        if name:
            people.setdefault(slug(name), [f"name: {quoted(name)}"])
            facts.append(f"who: [{slug(name)}]")
        where = place_in(str(text), known)
        if where is not None:
            facts.append(f"where: {where}")
            counted["with a place"] += 1
        events.append(f"  {event}: {{{', '.join(facts)}}}")
        counted["events"] += 1
        birthday = TURNS.match(str(text).strip())
        if birthday:
            who = NAMES.get(birthday[1], birthday[1])
            born = people.setdefault(slug(who), [f"name: {quoted(who)}"])
            born.append(f"exactly {birthday[2]} years before {event}|{source}")
            counted["birthdays"] += 1
        if told_in and isinstance(order, int | float) and chapter:
            scenes.append(
                f"  scene-{number}: {{title: {quoted(f'{told_in} {chapter}')}, manuscript: {slug(told_in)}, "
                f"paragraphs: {int(order) + 1}, tells: [{event}]}}"
            )
            counted["chapters"] += 1
    characters = ["characters:"]
    for who, facts in people.items():
        births = [fact.split("|") for fact in facts if "|" in fact]
        born = ", ".join(f"{{when: {when}, source: {quoted(source)}}}" for when, source in births)
        characters.append(f"  {who}: {{{facts[0]}{f', born: [{born}]' if born else ''}}}")
    return [*characters, *events, *scenes, *place_lines], counted


def write(sheet: Path, folder: Path) -> dict[str, int]:
    """The bible of a spreadsheet; what is in it."""
    import openpyxl  # a tool of this benchmark alone

    book = openpyxl.load_workbook(sheet, data_only=True)
    lines, counted = records(book)
    titles = ["AGOT", "ACOK", "ASOS", "AFFC", "ADWD"]
    books = ", ".join(
        f"{slug(t)}: {{title: {t}, paragraphs: 90, order: {n}}}" for n, t in enumerate(titles, 1)
    )
    speeds = ", ".join(f"{by}: {km}" for by, km in SPEEDS.items())
    folder.mkdir(parents=True, exist_ok=True)
    settings = f"title: A timeline\nmanuscripts: {{{books}}}\nspeeds: {{{speeds}}}\n"
    (folder / "storybible.yaml").write_text(settings, encoding="utf-8")
    (folder / "timeline.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return counted


def show(report: Report) -> None:
    """What was found, with the rows it rests on."""
    by_rule = Counter((str(f.severity), f.rule) for f in report.findings)
    print("Found:", ", ".join(f"{count} {rule} ({severity})" for (severity, rule), count in by_rule.items()))
    for finding in report.findings:
        if finding.severity != "note" or finding.rule == "tight-travel":
            rows = dict.fromkeys(e.source for e in finding.evidence if e.source)
            print(f"  {finding.rule}: {finding.message[:200]}   [{', '.join(rows)}]")
    print(f"Undecided: {len(report.undecided)}.", report.settles)


def known_problems(sheet: Path) -> None:
    """The sheet's own tab of what its authors assume and where they see problems."""
    import openpyxl

    print("\nThe sheet's own list:")
    for text, *_ in openpyxl.load_workbook(sheet, data_only=True)["Assumptions"].iter_rows(values_only=True):
        if text:
            print("  " + " ".join(str(text).split())[:200])


def main() -> None:
    """Write the bible, check it, print both lists."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_file():
        sys.exit("usage: python benchmarks/asoiaf.py SHEET.xlsx [FOLDER]")
    sheet = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else name) / "bible"
        print(", ".join(f"{count} {what}" for what, count in write(sheet, folder).items()))
        show(check(Bible.load(folder), repairs=False))
    known_problems(sheet)


if __name__ == "__main__":
    main()
