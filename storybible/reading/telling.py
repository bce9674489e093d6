"""Secrets, threads and facts of the world."""

from __future__ import annotations

from storybible.reading import oneline
from storybible.reading.common import COMMON, Head, missing, take_period
from storybible.reading.fields import EVIDENCE, PERIOD, Fields, Reader
from storybible.reading.nodes import Mapping, Node
from storybible.reading.texts import as_ref
from storybible.records import Fact, Known, Secret, Text, Thread

SECRET_FIELDS = dict.fromkeys(("what", "known", *COMMON))
THREAD_FIELDS = dict.fromkeys(("what", "kind", "planted", "paid", *COMMON))
FACT_FIELDS = dict.fromkeys(("what", *PERIOD, *COMMON))
KNOWN_FIELDS = dict.fromkeys(("who", "how", *PERIOD, *EVIDENCE))
PURPOSES = ("promise", "question", "clue", "threat")


def read_secret(reader: Reader, head: Head, given: Fields) -> Secret:
    """Something that not everybody knows."""
    made = Secret(
        id=head.id,
        kind="secret",
        id_text=head.id_text,
        what=head.title(reader.text_of(given.get("what"), "what", "what: Odo owed the guild")),
    )
    if "known" in given:
        made.known = known(reader, given["known"])
    return made


def known(reader: Reader, node: Node) -> tuple[Known, ...]:
    """``[mara from telling, teo (told), {who: mara, from: telling, how: told}]``."""
    example = "known: [{who: mara, from: telling, how: told}]"
    found = []
    for entry in reader.entries(node, "known", example, names=True):
        if type(entry) is Text:
            line = oneline.with_period(entry, aside=True)
            made = Known(who=as_ref(line.head), how=line.rest, span=entry.span)
            take_period(made, line)
        else:
            assert type(entry) is Mapping
            given = reader.fields(entry, KNOWN_FIELDS, "entry of `known`")
            who = reader.ref(given.get("who"), "who", "who: mara")
            if who is None:
                if "who" not in given:
                    missing(reader, entry, "entry of `known`", "who", example)
                continue
            made = Known(who=who, span=entry.span)
            made.how = reader.text_of(given.get("how"), "how", "how: told")
            reader.period(made, given)
            reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def read_thread(reader: Reader, head: Head, given: Fields) -> Thread:
    """Something planted that wants paying off."""
    get = given.get
    made = Thread(id=head.id, kind="thread", id_text=head.id_text)
    made.what = reader.text_of(get("what"), "what", "what: Who wrote the letter")
    if made.what is None and head.written:
        made.what = head.title(None)
    purpose = reader.word(get("kind"), "kind", PURPOSES, "kind: promise")
    if purpose is not None:
        made.purpose = purpose.value
    made.planted = reader.time(get("planted"), "planted", "planted: ring-thrown")
    made.paid = reader.time(get("paid"), "paid", "paid: ring-found")
    return made


def read_fact(reader: Reader, head: Head, given: Fields) -> Fact:
    """Something true of the world."""
    made = Fact(
        id=head.id,
        kind="fact",
        id_text=head.id_text,
        what=head.title(reader.text_of(given.get("what"), "what", "what: The five countries are at peace")),
    )
    reader.period(made, given)
    return made
