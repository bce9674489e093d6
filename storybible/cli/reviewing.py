"""Commands that decide about candidates: review, accept, reject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.asking import NoAnswer, asked, can_ask
from storybible.cli.finding import bible_path, manuscripts_of, open_bible
from storybible.cli.mending import DryRun
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, complain, say, tell
from storybible.cli.progress import busy
from storybible.cli.scan import prose_of
from storybible.queries.resolve import Misuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from storybible.manuscript.candidate import Candidate
    from storybible.reviewing.accepting import Accepted
    from storybible.reviewing.desk import Desk

Ids = Annotated[
    list[str],
    typer.Argument(metavar="CID...", help="Ids of candidates, as scan prints them.", show_default=False),
]
Draft = Annotated[
    str | None,
    typer.Option(
        "--in", metavar="FILE", help="The manuscript; else those in the settings.", show_default=False
    ),
]
Who = Annotated[str, typer.Option("--who", metavar="WHO", help="Whom it is about, where the text is open.")]
Value = Annotated[str, typer.Option("--value", metavar="TEXT", help="What it says, where it was misread.")]
When = Annotated[str, typer.Option("--at", metavar="WHEN", help="When it is, where the draft does not say.")]
KEYS = {key: key for key in "aresuq"} | {"y": "a", "n": "r"}
CHOICES = "[a]ccept, [r]eject, [e]dit, [s]kip, [u]ndo, [q]uit?"


def accept(
    ids: Ids, file: Draft = None, who: Who = "", value: Value = "", at: When = "",
    dry_run: DryRun = False, format: Format = "text", bible: BibleDir = None,
) -> None:  # fmt: skip
    """Accept candidates: each becomes a record, or a field of one, with its quote as source."""
    from storybible.reviewing.accepting import Answer
    from storybible.reviewing.accepting import accept as accepted

    structured = as_json(format)
    if len(ids) > 1 and (who or value):
        raise Misuse("--who and --value are about one candidate; name one at a time")
    answer = Answer(who, value, at)
    _each(lambda desk, candidate: accepted(desk, candidate, answer), ids, file, dry_run, structured, bible)


def reject(
    ids: Ids, file: Draft = None, dry_run: DryRun = False, format: Format = "text", bible: BibleDir = None
) -> None:
    """Reject candidates: they are not asked about again, and no finding rests on them."""
    from storybible.reviewing.accepting import reject as rejected

    structured = as_json(format)
    _each(rejected, ids, file, dry_run, structured, bible)


def _each(
    decided: Callable[[Desk, Candidate], Accepted],
    ids: list[str],
    file: str | None,
    dry_run: bool,
    structured: bool,
    bible: str | None,
) -> None:
    """Decide one candidate after the other; what was written is told even where one of the later fails."""
    for id_ in ids[1:]:
        _found(bible, file, id_)
    done: list[Accepted] = []
    try:
        for id_ in ids:
            desk, candidate = _found(bible, file, id_)
            done.append(_carried_out(desk, decided(desk, candidate), dry_run))
    finally:
        if done:
            _tell(done, not dry_run, structured)


def review(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A manuscript.", show_default=False)],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind, such as age; may be repeated."),
    ] = None,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Go through the candidates of a manuscript: accept, reject, edit, skip, undo.

    What you accept becomes records with the quote as source, and can be undone like any edit; decisions stand
    in decisions.txt beside the records.
    """
    structured = as_json(format)
    desk = _desk(bible, file)
    left = [c for c in desk.open if not kind or c.kind in kind]
    if structured:
        from storybible.render.scan import candidate_json

        tell(
            {
                "file": file,
                "open": [candidate_json(desk.prose, c) for c in left],
                "decided": len(desk.decisions),
            }
        )
        return
    if not left:
        say(["Nothing is open: every candidate has been decided."])
        return
    if not can_ask():
        raise Misuse(f"{len(left)} candidates are open; review asks at a terminal, accept and reject do not")
    _ask_all(bible, file, [candidate.id for candidate in left])


def _ask_all(bible: str | None, file: str, ids: list[str]) -> None:
    """Ask about one candidate after the other, reading the bible anew after each change."""
    from storybible.editing.undoing import carry_out, undo
    from storybible.render.review import candidate_question

    number, made = 0, 0
    desk = _desk(bible, file)
    while number < len(ids):
        candidate = desk.candidate(ids[number])
        if candidate is None:
            number += 1
            continue
        say(candidate_question(desk, candidate, number + 1, len(ids)))
        try:
            said = KEYS.get(asked(CHOICES)[:1].casefold(), "?")
            if said == "q":
                break
            if said == "u":
                if not made:
                    complain("nothing of this review is left to undo")
                    continue
                undoing = undo(bible_path(bible), 1)
                carry_out(bible_path(bible), undoing)
                say([f"Undone: {undoing.entries[0].what}"])
                made, number = made - 1, max(0, number - 1)
                desk = _desk(bible, file)
                continue
            if said in ("a", "e", "r"):
                _decide(desk, candidate, said)
                made += 1
                desk = _desk(bible, file)
            elif said != "s":
                complain("a accepts, r rejects, e lets you change what was read, s skips, u undoes, q ends")
                continue
            number += 1
        except NoAnswer:
            break
        except Misuse as error:
            complain(str(error))
    say([f"{made} decided, {len(ids) - number} open."])


def _decide(desk: Desk, candidate: Candidate, said: str) -> None:
    from dataclasses import replace

    from storybible.reviewing.accepting import Answer, Unsaid, accept, reject

    if said == "r":
        made = reject(desk, candidate)
    else:
        answer = Answer()
        if said == "e":
            answer = Answer(
                asked("Whom is it about? (Enter: as read)"),
                asked("What does it say? (Enter: as read)"),
                asked("When is it? (Enter: as the draft says)"),
            )
        elif candidate.kind != "jump" and candidate.subject is None and candidate.near:
            answer = Answer(asked(f"Whom is it about? ({' or '.join(candidate.near)})"))
        try:
            made = accept(desk, candidate, answer)
        except Unsaid:
            at = asked("When is it? (such as: 3 years after the-return; Enter: not now)")
            made = accept(desk, candidate, replace(answer, at=at))
    _tell([_carried_out(desk, made, False)], True, False)


def _desk(bible: str | None, file: str) -> Desk:
    from storybible.reviewing.desk import Desk

    with busy(f"reading {file}"):
        return Desk.of(open_bible(bible), prose_of(file))


def _found(bible: str | None, file: str | None, id_: str) -> tuple[Desk, Candidate]:
    """The candidate of an id, in a manuscript named or in one of the settings."""
    if file is not None:
        files = [file]
    else:
        files = manuscripts_of(open_bible(bible))
        if not files:
            raise Misuse("the settings name no manuscript that is there; --in FILE names one")
    for name in files:
        desk = _desk(bible, name)
        candidate = desk.candidate(id_)
        if candidate is not None:
            return desk, candidate
    raise Misuse(f"no candidate is called “{id_}” in {', '.join(files)}; `storybible scan FILE` lists them")


def _carried_out(desk: Desk, made: Accepted, dry_run: bool) -> Accepted:
    from storybible.editing.transaction import commit

    if not dry_run:
        commit(desk.bible, made.changes, made.what)
    return made


def _tell(done: list[Accepted], written: bool, structured: bool) -> None:
    from storybible.render import review

    if structured:
        tell(review.decided_json(done, written))
    else:
        say([line for made in done for line in review.decided_text(made, written)])
