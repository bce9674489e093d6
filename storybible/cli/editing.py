"""Commands that change records: add, set, rename, remove."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.asking import agreed, answer, asked, can_ask, plainly
from storybible.cli.finding import bible_path, open_bible
from storybible.cli.mending import DryRun
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, complain, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    from storybible.bible import Bible
    from storybible.editing.outcome import Outcome

ID = "its id, its name or an alias"
FIELD = re.compile(r"([^\W\d][\w.-]*\+?)=(.*)", re.DOTALL)
LINE = "Who is what to whom? (such as: mara married teo from wedding)"
NAMES = {
    "event": "What is it called?", "scene": "What is it called?", "office": "What is the office called?",
    "secret": "What is the secret?", "thread": "What is promised, asked or threatened?",
    "fact": "What is so in this world?",
}  # fmt: skip
QUESTIONS = {
    "character": {"born": "12 years before the-flood", "ages": "25 at the-return", "parents": "lyra, ged"},
    "event": {"when": "3 years after the-flood", "where": "quay", "who": "mara, teo (mentioned)"},
    "place": {"within": "lower-town"},
    "item": {"made": "ring-forged", "holders": "teo from ring-bought"},
    "group": {"members": "mara, teo"},
    "office": {"holders": "odo until the-flood"},
    "scene": {"tells": "the-flood", "paragraphs": "16-34"},
    "secret": {"known": "mara from telling"},
    "thread": {"kind": "question", "planted": "ring-thrown", "paid": "ring-found"},
    "fact": {"from": "treaty"},
}
"""What is asked of somebody at a terminal who gives a kind and nothing else; an empty answer skips it."""


def add(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KIND [NAME] [FIELD=VALUE]...",
            help="character, event, relationship, place ...; its name in quotes; fields such as born=1900.",
            show_default=False,
        ),
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id; else made from the name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help="Its file; else where most of its kind are.")
    ] = None,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Add a record: a character, an event, a relationship (“mara married teo from wedding”) ...

    A field given twice is a list (who=mara who=teo), and so is one in brackets (who=[mara, teo]);
    traits.eyes=grey sets a field inside another.  What is missing is asked for at a terminal.
    """
    from storybible.editing.adding import add as added
    from storybible.editing.transaction import editing
    from storybible.queries.resolve import kind as kind_named

    structured = as_json(format)
    given = list(words or ())
    kinds = "character, event, relationship, place, item, group, office, scene, secret, thread, fact"
    kind = kind_named(
        given.pop(0)
        if given
        else answer(f"What kind of record? ({kinds})", f"the kind is missing: {kinds}", kind_named)
    )
    known = open_bible(bible)  # who is asked ten questions hears first that there is no bible
    fields = [(found[1], found[2]) for word in given if (found := FIELD.fullmatch(word))]
    names = [word for word in given if not FIELD.fullmatch(word)]
    if len(names) > 1:
        raise Misuse(f"too many words, from “{names[1]}” on: a name of several words goes in quotes")
    name = names[0].strip() if names else ""
    if not given:
        name, fields, another = _interview(known, kind, id_)
    else:
        another = _another(known, kind, name, id_)
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        made = added(book, kind, name, fields, id_, file, another)
        _write(book, made, dry_run)
    _say(made, dry_run, structured)


def _another(book: Bible, kind: str, name: str, id_: str | None) -> bool:
    """Whether somebody at the terminal wants a second record of a name."""
    from storybible.editing.adding import namesake

    twin = namesake(book, kind, name) if id_ is None and kind != "relationship" else ""
    return bool(twin) and agreed(f"{twin[:1].upper()}{twin[1:]}. Add another?")


def _interview(book: Bible, kind: str, id_: str | None) -> tuple[str, list[tuple[str, str]], bool]:
    """The name of a record and its first fields, asked one by one; again where an answer cannot be read.

    The last value tells whether a second record of the name is wanted.
    """
    from storybible.editing.adding import add as added

    if kind == "relationship":
        missing = "the relationship is missing: such as “mara married teo from wedding”"
        return answer(LINE, missing, lambda said: added(book, kind, said, [], id_)), [], False
    if id_ is not None and not can_ask():
        return "", [], False
    article = "an" if kind[0] in "aeiou" else "a"
    name = answer(
        NAMES.get(kind, "What is the name?"),
        f"the name is missing: add {kind} NAME (in quotes), or --id for {article} {kind} without",
        lambda said: added(book, kind, said, [], id_, another=True),
    )
    another = _another(book, kind, name, id_)
    added(book, kind, name, [], id_, another=another)  # a second one that is not wanted ends here
    fields: list[tuple[str, str]] = []
    for field, example in QUESTIONS[kind].items():
        while said := asked(f"{field}? (such as: {example}; Enter for none)"):
            try:
                with busy("reading and checking"):
                    added(book, kind, name, [*fields, (field, said)], id_, another=another)
            except Misuse as fault:
                complain(plainly(fault))
                continue
            fields.append((field, said))
            break
    return name, fields, another


def set_(
    record: Annotated[
        str | None, typer.Argument(metavar="ID", help=f"The record: {ID}.", show_default=False)
    ] = None,
    field: Annotated[
        str | None,
        typer.Argument(
            metavar="FIELD", help="note, traits.eyes, ages+ (add), who- (take out).", show_default=False
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="Text, [a, list] or {a: mapping}.", show_default=False),
    ] = None,
    unset: Annotated[bool, typer.Option("--unset", help="Take the field out.")] = False,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Set a field of a record, add to a list (ages+), take from one (who-), or take a field out (--unset).

    traits.eyes is a field inside another, ages.2.source one of the second entry of a list.
    """
    from storybible.editing.setting import set_field
    from storybible.editing.transaction import editing
    from storybible.reading.problems import short

    structured = as_json(format)
    record = record if record is not None else _record_asked(bible)
    field = (
        field if field is not None else answer("Which field?", "the field is missing: such as note or ages+")
    )
    if unset and value is not None:
        raise Misuse("--unset takes no value; FIELD- VALUE takes one entry out of a list")
    if not unset and value is None:
        value = answer("What does it say?", f"the value of {field} is missing; --unset takes a field out")
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        made = set_field(book, record, field, value)
        _write(book, made, dry_run, "" if value is None else f": {short(value)}")
    _say(made, dry_run, structured)


def rename(
    old: Annotated[
        str | None, typer.Argument(metavar="OLD", help=f"The record: {ID}.", show_default=False)
    ] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="Its new id.", show_default=False)] = None,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Give a record another id, in every file and every time expression that names it.

    Names, aliases and notes stay as they are.
    """
    from storybible.editing.renaming import rename as renamed
    from storybible.editing.transaction import editing
    from storybible.render import changes

    structured = as_json(format)
    old = old if old is not None else _record_asked(bible)
    new = new if new is not None else _id_asked(bible, old)
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        made = renamed(book, old, new)
        _write(book, made.outcome, dry_run)
    if structured:
        tell(changes.renamed(made, not dry_run))
    else:
        say(changes.renamed_text(made, not dry_run))


def remove(
    record: Annotated[
        str | None, typer.Argument(metavar="ID", help=f"The record: {ID}.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Also where other records refer to it.")] = False,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> int:
    """Remove a record; refused while others refer to it, which are listed, unless --force is given."""
    from storybible.editing.removing import remove as removed
    from storybible.render import changes

    structured = as_json(format)
    record = record if record is not None else _record_asked(bible)
    book = open_bible(bible)
    with busy("reading and checking"):
        removal = removed(book, record)
    refused = bool(removal.references or removal.doubts) and not force
    if refused and not structured:
        say([*(changes.references_text(removal) if removal.references else ()), *removal.doubts])
        refused = dry_run or not agreed(f"Remove {removal.record} all the same?")
    if not refused:
        _write(book, removal.outcome, dry_run)
    written = not refused and not dry_run
    if structured:
        tell(changes.removed(removal, written))
    elif not refused:
        say(changes.removed_text(removal, written, force))
    if refused:
        what = f"{removal.record} {'is still' if removal.references else 'may still be'} referred to"
        complain(f"{what}; --force removes it all the same; nothing was written")
    return 2 if refused else 0


def _record_asked(bible: str | None) -> str:
    """Which record somebody at the terminal means."""
    from storybible.queries.resolve import record

    missing = f"the record is missing: {ID}"
    return answer("Which record?", missing, lambda said: record(open_bible(bible).story, said))


def _id_asked(bible: str | None, old: str) -> str:
    """The new id that somebody at the terminal wants for a record."""
    from storybible.editing.renaming import check_new
    from storybible.queries.resolve import record

    if can_ask():
        book = open_bible(bible)
        target = record(book.story, old)
        return answer("Its new id?", "the new id is missing", lambda said: check_new(book, target, said))
    raise Misuse("the new id is missing")


def _write(book: Bible, made: Outcome, dry_run: bool, said: str = "") -> None:
    """Write an edit; the log has ``said`` behind what it is."""
    from storybible.editing.transaction import commit

    if not dry_run:
        commit(book, made.changes, made.what + said)


def _say(made: Outcome, dry_run: bool, structured: bool) -> None:
    """What was done, or would be."""
    from storybible.render import changes

    if structured:
        tell(changes.edited(made, not dry_run))
    else:
        say(changes.edited_text(made, not dry_run))
