"""Accepting a candidate: the record, or the field, that it becomes, as one edit with its decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from storybible.bible import Bible
from storybible.config import CONFIG_FILE
from storybible.drafts.decided import decisions_text
from storybible.drafts.placing import event_named
from storybible.editing.adding import add
from storybible.editing.grafts import entry_added, field_added, list_begun
from storybible.editing.outcome import Outcome, tried
from storybible.editing.page import Page
from storybible.editing.scalars import Value, flow
from storybible.editing.setting import set_field
from storybible.editing.transaction import Change
from storybible.manuscript.candidate import EARLIER, FLASHBACK, Candidate
from storybible.manuscript.decisions import FILE, Decision, with_decisions
from storybible.queries.resolve import Misuse, moment, who
from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.nodes import is_empty
from storybible.reviewing.desk import Desk

PARENTS = {
    "mother": "mother",
    "father": "father",
    "parent": "parent",
    "mom": "mother",
    "mum": "mother",
    "dad": "father",
}
CHILDREN = frozenset({"son", "daughter", "child"})
TIES = {
    "wife": "married", "husband": "married", "sister": "sibling", "brother": "sibling", "twin": "sibling",
    "lover": "lovers", "sweetheart": "dating", "girlfriend": "dating", "boyfriend": "dating",
    "fiancé": "engaged", "fiancée": "engaged", "fiance": "engaged", "fiancee": "engaged",
    "betrothed": "engaged",
    "teacher": "mentor", "master": "mentor",
}  # fmt: skip


class Unsaid(Misuse):
    """A candidate that needs a moment which neither the draft nor the writer has said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the writer says of a candidate, where it differs from what the program read; "" for as read."""

    subject: str = ""
    value: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted candidate: the edit that it becomes (None where only the decision is written)."""

    candidate: Candidate
    decision: Decision
    made: Outcome | None
    changes: tuple[Change, ...]
    what: str


def accept(desk: Desk, candidate: Candidate, answer: Answer = Answer()) -> Accepted:
    """What accepting a candidate changes; nothing is written.

    Raises :class:`Misuse` where something is missing (whose age, when), or the records cannot take it.
    """
    if candidate.kind == "jump":
        return _jump(desk, candidate, answer)
    settings = _registered(desk)
    bible = tried(desk.bible, settings) if settings else desk.bible
    made = _made(replace_bible(desk, bible), candidate, answer)
    decision = _decision(desk, candidate, made.record)
    changes = _merged((*settings, *made.changes, _decided(desk, decision)))
    return Accepted(candidate, decision, made, changes, f"accept {candidate.id}: {made.what}")


def reject(desk: Desk, candidate: Candidate) -> Accepted:
    """What rejecting a candidate changes: the file of decisions alone."""
    decision = Decision(candidate.id, False, "", _about(desk, candidate), desk.manuscript)
    return Accepted(candidate, decision, None, (_decided(desk, decision),), f"reject {candidate.id}")


def replace_bible(desk: Desk, bible: Bible) -> Desk:
    """The same desk over another state of the bible."""
    return replace(desk, bible=bible) if bible is not desk.bible else desk


def _jump(desk: Desk, candidate: Candidate, answer: Answer) -> Accepted:
    """A jump places the story anew from there on: the decision holds when."""
    at = answer.at or _reckoned(desk, candidate)
    if not at:
        raise Unsaid(f'say when the story goes on after “{candidate.quote}”: --at "3 years after EVENT"')
    moment(desk.bible, at)
    decision = Decision(candidate.id, True, at, _about(desk, candidate), desk.manuscript)
    return Accepted(candidate, decision, None, (_decided(desk, decision),), f"accept {candidate.id}")


def _reckoned(desk: Desk, candidate: Candidate) -> str:
    """A jump counted from its own anchor, or from the event that is told before it."""
    value = _value(candidate)
    amount, anchor = value.get("amount"), value.get("anchor")
    side = {"later": "after", "earlier": "before"}.get(str(value.get("direction")))
    if not amount or side is None:
        return ""
    if anchor:
        return _reckoned_from(desk, value)
    before = desk.placed.at(candidate.start - 1).event if not anchor else None
    return f"{amount} {side} {before}" if before in desk.bible.story.events else ""


def _made(desk: Desk, candidate: Candidate, answer: Answer) -> Outcome:
    """The edit of the records."""
    bible, value = desk.bible, _value(candidate)
    evidence: dict[str, Value] = {
        "source": desk.source(candidate),
        "quote": " ".join(candidate.quote.split()),
    }
    if candidate.kind == "name":
        name = answer.value or str(value.get("name") or " ".join(candidate.quote.split()))
        kind = "place" if value.get("probably") == "place" else "character"
        return add(bible, kind, name, [("source", desk.source(candidate))])
    if candidate.kind == "mention":
        return _mention(desk, candidate, answer)
    subject = _subject(desk, candidate, answer)
    if candidate.kind == "trait":
        trait = str(value["trait"])
        stated = {"is": answer.value or str(value["value"]), **evidence}
        known = bible.story.characters[subject].traits
        return set_field(bible, subject, f"traits.{trait}{'+' if trait in known else ''}", flow(stated))
    if candidate.kind in ("birth", "death"):
        return _life(desk, candidate, subject, answer, evidence)
    if candidate.kind == "relationship":
        return _tie(desk, candidate, subject, answer, evidence)
    at = _when(desk, candidate, answer)
    match candidate.kind:
        case "age":
            stated = {"age": answer.value or str(value["age"]), "at": at, **evidence}
            return set_field(bible, subject, "ages+", flow(stated))
        case "marriage":
            other = who(bible.story, str(value.get("with") or _missing(candidate, "with whom")))
            return add(bible, "relationship", "", [
                ("kind", "married"), ("who", subject), ("who", other), ("from", at),
                ("source", desk.source(candidate)), ("quote", str(evidence["quote"])),
            ])  # fmt: skip
        case "office":
            change = (
                "until"
                if value.get("change") == "lost"
                else "from"
                if value.get("change") == "gained"
                else "seen"
            )
            return set_field(
                bible, str(value["office"]), "holders+", flow({"who": subject, change: at, **evidence})
            )
        case "item":
            return set_field(
                bible, str(value["item"]), "holders+", flow({"who": subject, "seen": at, **evidence})
            )
    raise Misuse(f"{candidate.kind} candidates cannot be accepted; write the record by hand, or reject it")


def _when(desk: Desk, candidate: Candidate, answer: Answer) -> str:
    """When a candidate plays: as answered, or as its scene does, where it tells of nothing earlier."""
    told_back = not {FLASHBACK, EARLIER}.isdisjoint(candidate.flags)
    at = answer.at or ("" if told_back else desk.when(candidate))
    if not at:
        raise Unsaid(f"say when “{candidate.quote}” is: --at EVENT, or `at: ...` in the draft's front matter")
    moment(desk.bible, at)
    return at


def _life(
    desk: Desk, candidate: Candidate, subject: str, answer: Answer, evidence: Mapping[str, Value]
) -> Outcome:
    """A birth or a death, where nothing is on record of it yet."""
    character = desk.bible.story.characters[subject]
    born = candidate.kind == "birth"
    by_event = [
        event
        for event in desk.bible.story.events.values()
        if subject in [ref.id for ref in (event.births if born else event.deaths)]
    ]
    field = "born" if born else "died"
    if (character.born if born else character.died) or by_event:
        place = by_event[0].span if by_event else character.fields.get(field, character.span)
        what = f"when {character.label} {'was born' if born else 'died'} is on record"
        raise Misuse(f"{what} ({place.file}:{place.line}); reject this, or change that by `storybible set`")
    value = _value(candidate)
    when = answer.at or answer.value or str(value.get("when") or "") or _reckoned_from(desk, value)
    return set_field(
        desk.bible, subject, field, flow({"when": when or _when(desk, candidate, answer), **evidence})
    )


def _reckoned_from(desk: Desk, value: Mapping[str, Any]) -> str:
    """ "two years before the wedding" of a sentence, with the event's id; "" where it says nothing so."""
    event = event_named(desk.bible.story, value.get("anchor"))
    side = {"later": "after", "earlier": "before"}.get(str(value.get("direction")))
    return f"{value['amount']} {side} {event}" if event and side and value.get("amount") else ""


def _tie(
    desk: Desk, candidate: Candidate, subject: str, answer: Answer, evidence: Mapping[str, Value]
) -> Outcome:
    """A kinship or relationship word: a parent, a child, or a tie of a kind."""
    bible, value = desk.bible, _value(candidate)
    word = (answer.value or str(value.get("relation", ""))).casefold()
    other = who(bible.story, str(value.get("to") or _missing(candidate, "to whom")))
    if word in PARENTS or word in CHILDREN:
        parent, child = (subject, other) if word in PARENTS else (other, subject)
        role = {"as": PARENTS[word]} if word in PARENTS else {}
        return set_field(bible, child, "parents+", flow({"who": parent, **role, **evidence}))
    kind = TIES.get(word, word)
    if kind not in bible.story.config.kinds:
        raise Misuse(f"no kind of relationship is called “{word}”; --value KIND names one")
    given = [("kind", kind)]
    symmetric = bible.story.config.kind(kind).symmetric
    given += [("who", subject), ("who", other)] if symmetric else [("who", subject), ("of", other)]
    return add(
        bible,
        "relationship",
        "",
        [*given, ("source", str(evidence["source"])), ("quote", str(evidence["quote"]))],
    )


def _mention(desk: Desk, candidate: Candidate, answer: Answer) -> Outcome:
    """Whom a name means in its paragraph: an entry of the settings."""
    subject = answer.subject or _missing(candidate, "whom it means")
    meant = subject if subject.casefold() == "nobody" else who(desk.bible.story, subject)
    paragraph = desk.prose.paragraph_at(candidate.start)
    near = desk.prose.readable[candidate.end : paragraph.end if paragraph else candidate.end + 60]
    entry: dict[str, Value] = {"name": candidate.quote, "near": " ".join(near.split()[:6]), "is": meant}
    if not str(entry["near"]).strip():
        del entry["near"]
    change = _settings(desk.bible, "mentions", entry)
    return Outcome(f"set whom “{candidate.quote}” means", meant, (change,), (change.file, 1))


def _subject(desk: Desk, candidate: Candidate, answer: Answer) -> str:
    name = answer.subject or candidate.subject
    if not name:
        near = f" ({' or '.join(candidate.near)}?)" if candidate.near else ""
        raise Misuse(f"say whom “{candidate.quote}” is about{near}: --who WHO")
    return who(desk.bible.story, name)


def _missing(candidate: Candidate, what: str) -> str:
    raise Misuse(f"“{candidate.quote}” does not say {what}; write the record by hand, or reject it")


def _value(candidate: Candidate) -> dict[str, Any]:
    return dict(candidate.value) if isinstance(candidate.value, Mapping) else {}


def _about(desk: Desk, candidate: Candidate) -> str:
    paragraph = desk.prose.place(candidate.start).paragraph
    return f"¶{paragraph} “{' '.join(candidate.quote.split())}”"


def _decision(desk: Desk, candidate: Candidate, record: str) -> Decision:
    return Decision(candidate.id, True, "", f"{_about(desk, candidate)} -> {record}", desk.manuscript)


def _decided(desk: Desk, decision: Decision) -> Change:
    before = decisions_text(desk.bible)
    return Change(f"{desk.bible.name}/{FILE}", before, with_decisions(before or "", [decision]))


def _registered(desk: Desk) -> tuple[Change, ...]:
    """The manuscript entered in the settings, where they do not have it: sources name it.

    Not where they have none: sources that name no text would then seem to mean this one.
    """
    if desk.known or not desk.bible.story.config.manuscripts:
        return ()
    return (_settings(desk.bible, "manuscripts", {desk.manuscript: {"file": desk.file}}),)


def _settings(bible: Bible, field: str, entry: Mapping[str, Value]) -> Change:
    """The settings with one entry more in a list, or one field more in a mapping."""
    file = f"{bible.name}/{CONFIG_FILE}"
    page = Page.of(bible, file)
    root = page.root
    by_hand = f"{field} cannot be changed safely as the settings are written; add it by hand: {flow(entry)}"
    if root is not None and type(root) is not MappingNode and not is_empty(root):
        raise Misuse(by_hand)
    items = root.items if type(root) is MappingNode else []
    found = next(((key, value) for key, value in items if key.value == field), None)
    if field == "manuscripts":
        ((name, value),) = entry.items()
        if found is None:
            graft = list_begun(page, "manuscripts", {name: value})
        elif type(found[1]) is MappingNode or is_empty(found[1]):
            graft = field_added(page, found[1], name, value, found[0])
        else:
            raise Misuse(by_hand)
    else:
        graft = list_begun(page, field, [entry]) if found is None else entry_added(page, *found, entry)
    return Change(file, page.text, page.grafted(graft))


def _merged(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """One change for each file: the first text before, the last one after."""
    by_file: dict[str, Change] = {}
    for change in changes:
        known = by_file.get(change.file)
        by_file[change.file] = change if known is None else replace(known, after=change.after)
    return tuple(by_file.values())
