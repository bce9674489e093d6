"""Individuals as characters, and what happened to them as events.

An event is made of what has a date and adds something to check: a christening is not before the birth, a
burial not before the death, and who is counted in a census is alive.  What has a place only is a trait.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from storybible.interchange.gedcom.dates import Dated
from storybible.interchange.gedcom.lines import Line
from storybible.interchange.gedcom.tree import Fact, Tree, joined, one_line
from storybible.interchange.plain_yaml import Value
from storybible.reading.ids import make_id

Fields = dict[str, Value]

SEXES = {"M": "male", "F": "female", "X": "other"}
# What happens to somebody once: what it is called, and how they are there.
HAPPENINGS = {
    "CHR": ("christening", ""), "BAPM": ("baptism", ""), "CHRA": ("christening", ""),
    "BLES": ("blessing", ""), "BARM": ("bar mitzvah", ""), "BASM": ("bat mitzvah", ""),
    "BATM": ("bat mitzvah", ""), "CONF": ("confirmation", ""), "FCOM": ("first communion", ""),
    "ORDN": ("ordination", ""), "GRAD": ("graduation", ""), "RETI": ("retirement", ""),
    "EMIG": ("emigration", ""), "IMMI": ("immigration", ""), "NATU": ("naturalization", ""),
    "CENS": ("census", ""), "RESI": ("residence", ""), "ADOP": ("adoption", "mentioned"),
    "WILL": ("will", "mentioned"), "PROB": ("probate", "mentioned"), "BURI": ("burial", "body"),
    "CREM": ("cremation", "body"), "EVEN": ("event", "mentioned"),
}  # fmt: skip
AFTER_DEATH = frozenset(("BURI", "CREM"))
TRAITS = {
    "OCCU": "occupation", "EDUC": "education", "RELI": "religion", "NATI": "nationality", "TITL": "title",
    "CAST": "caste", "DSCR": "description", "PROP": "property",
}  # fmt: skip
_HERE = frozenset(
    ("NAME", "SEX", "BIRT", "DEAT", "NOTE", "SNOTE", "SOUR", "FAMC", "FAMS", "ALIA", "_AKA", "FACT")
)
_OTHER_NAMES = ("ROMN", "FONE", "TRAN")
_AGE = re.compile(
    r"([<>])? *(?:(\d{1,3}) *y)? *(?:(\d{1,2}) *m)? *(?:(\d{1,2}) *w)? *(?:(\d{1,3}) *d)?", re.I
)
_NICKNAME = re.compile(r'["“”]([^"“”]*\w[^"“”]*)["“”]')
_AGE_WORDS = {"CHILD": "under 8", "INFANT": "under 1", "STILLBORN": "0 days"}
NAME_LENGTH = 200


@dataclass(slots=True, eq=False)
class Person:
    """One individual.  ``events`` are records by their id; ``parents`` maps ids to their roles."""

    line: Line
    id: str
    name: str
    given: str
    surname: str
    sex: str = ""
    born: Dated | None = None
    died: Dated | None = None
    aliases: list[str] = field(default_factory=list)
    ages: list[Value] = field(default_factory=list)
    traits: dict[str, list[str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    events: dict[str, Fields] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    source: str = ""
    times: dict[str, list[Value]] = field(default_factory=dict)  # `born` and `died` as they are written
    dead: bool = False

    @property
    def sorting(self) -> tuple[str, str, int, int]:
        """By surname, then by birth, then as in the file."""
        year = next((d.first or d.last for d in (self.born, self.died) if d and (d.first or d.last)), None)
        return self.surname.casefold(), self.surname, year[0] if year else 10**8, self.line.number


def read_person(tree: Tree, line: Line) -> Person:
    """The individual of a record of level 0."""
    names = line.every("NAME")
    name, given, surname = _name(names[0]) if names else ("", "", "")
    person = Person(line, tree.ids.make(name, "unnamed"), name or "Unnamed", given, surname)
    _sex(tree, person)
    _other_names(tree, person, names)
    births, deaths = line.every("BIRT"), line.every("DEAT")
    facts = [tree.fact(one, "INDI." + one.tag) for one in (*births[:1], *deaths[:1])]
    for more in (*births[1:], *deaths[1:]):
        tree.left.add(more.number, more.written(1), f"a second {more.tag}: the first one counts")
    own = [source for source in (tree.sources(line, 1), *(tree.sources(one, 2) for one in names)) if source]
    person.source = "; ".join(dict.fromkeys(own))
    told = [one for one in line.below if one.tag in HAPPENINGS or one.tag in TRAITS]
    others = [tree.fact(one, "INDI." + one.tag, ("FAMC",)) for one in told]
    _common_source(person, [*facts, *others])
    for fact in facts:
        _end_of_life(tree, person, fact)
    for fact in others:
        if fact.line.tag in TRAITS:
            _trait(person, TRAITS[fact.line.tag], one_line(fact.line.value), fact)
        else:
            _happening(tree, person, fact)
    for fact_line in line.every("FACT"):
        fact = tree.fact(fact_line, "INDI.FACT")
        _trait(person, _key(fact.kind), one_line(fact_line.value), fact)
    person.notes.append(tree.notes(line, 1))
    for below in line.below:
        if below.tag not in _HERE and below.tag not in HAPPENINGS and below.tag not in TRAITS:
            tree.pass_over(below, "INDI." + below.tag, 1)
        else:
            tree.unread_below(below, 1)
    for one in names:
        if len(one.value) > NAME_LENGTH:
            tree.left.add(one.number, one.written(1), f"a name is cut after {NAME_LENGTH} letters")
    return person


# ---- names ------------------------------------------------------------------------------------------------


def _name(line: Line) -> tuple[str, str, str]:
    """The name as people say it, the given names, and the surname, which GEDCOM puts between slashes.

    A nickname in quotes beside a given name (``Edmund "Ned" /O'Brien/``) is not part of them.
    """
    value = one_line(line.value)[:NAME_LENGTH]
    if _nicknames(line):
        value = _NICKNAME.sub(" ", value)
    given, _, rest = value.partition("/")
    surname, _, after = rest.partition("/")
    name = " ".join(f"{given} {surname} {after}".split())
    if not any(c.isalnum() for c in name):
        parts = (line.text(tag) for tag in ("NPFX", "GIVN", "SPFX", "SURN"))
        name = one_line(" ".join(part for part in parts if part))[:NAME_LENGTH]
        if not any(c.isalnum() for c in name):
            return "", "", ""
    suffix = one_line(line.text("NSFX"))
    words = {word.casefold().rstrip(".,") for word in name.split()}
    if suffix and suffix.casefold().rstrip(".") not in words:
        name = f"{name} {suffix}"
    surname = " ".join(surname.split()) or one_line(line.text("SURN"))
    return name, " ".join(given.split()) or one_line(line.text("GIVN")), surname


def _nicknames(line: Line) -> list[str]:
    """The nicknames in quotes among the given names; none where nothing else is given."""
    given = one_line(line.value)[:NAME_LENGTH].partition("/")[0]
    beside = any(sign.isalnum() for sign in _NICKNAME.sub(" ", given))
    return [found[1].strip() for found in _NICKNAME.finditer(given)] if beside else []


def _other_names(tree: Tree, person: Person, names: list[Line]) -> None:
    """Everything else that somebody is called."""
    found = []
    for n, line in enumerate(names):
        if n:
            found.append(_name(line)[0])
        found += _nicknames(line)
        for below in line.below:
            value = one_line(below.value)
            if below.tag in ("NICK", "_AKA"):
                found.append(value)
            elif below.tag in _OTHER_NAMES:
                found.append(_name(below)[0])
            elif below.tag == "_MARNM" and value:
                full = " " in value or "/" in value or not person.given
                found.append(value.replace("/", "") if full else f"{person.given} {value}")
            elif below.tag == "NPFX" and not n and value and value.casefold() not in person.name.casefold():
                found.append(f"{value} {person.name}")
            elif below.tag not in ("NICK", "NPFX", "GIVN", "SPFX", "SURN", "NSFX", "SOUR", "TYPE", "NOTE"):
                tree.pass_over(below, "INDI.NAME." + below.tag, 2)
    for line in person.line.every("ALIA", "_AKA"):
        if not line.pointer:
            found.append(_name(line)[0])
        elif tree.target(line, "INDI", 1) is not None:
            tree.left.add(line.number, line.written(1), "perhaps the same person: the format cannot say so")
    seen = {person.name.casefold()}
    for text in found:
        name = " ".join(text.split())[:NAME_LENGTH]
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            person.aliases.append(name)


def _sex(tree: Tree, person: Person) -> None:
    line = person.line.first("SEX")
    if line is None:
        return
    person.sex = SEXES.get(line.value.strip().upper()[:1], "")
    if not person.sex and line.value.strip().upper() not in ("U", "N", ""):
        tree.left.add(line.number, line.written(1), "is no sex that GEDCOM knows")


# ---- birth, death, and what lies between ------------------------------------------------------------------


def _common_source(person: Person, facts: list[Fact]) -> None:
    """A source that all facts share is one of the whole record, and is said there once."""
    sources = {fact.source for fact in facts}
    if not person.source and len(sources) == 1:
        person.source = sources.pop()
    for fact in facts:
        if fact.source == person.source:
            fact.source = ""


def _end_of_life(tree: Tree, person: Person, fact: Fact) -> None:
    """A birth or a death."""
    is_birth = fact.line.tag == "BIRT"
    word, name = ("Born", "born") if is_birth else ("Died", "died")
    if is_birth:
        person.born = fact.dated
    else:
        person.died, person.dead = fact.dated, fact.line.value.strip().upper() != "N"
        _trait(person, "cause-of-death", one_line(fact.cause))
        if fact.age and (fact.when or any(person.line.every(*AFTER_DEATH))):
            _age(tree, person, fact, tree.time(f"{person.id}.death"))
    if fact.place:
        person.traits.setdefault("birthplace" if is_birth else "place-of-death", []).append(fact.place)
    if fact.when:
        person.times[name] = [tree.stated(fact.when, fact.source, fact.note)]
    else:
        said = fact.dated.note if fact.dated is not None else ""
        person.notes.append(joined(f"{word}: {said}" if said else "", fact.note))


def _happening(tree: Tree, person: Person, fact: Fact) -> None:
    """What happened to somebody: an event where it has a date, else a trait or a note."""
    what, role = HAPPENINGS[fact.line.tag]
    value = one_line(fact.line.value)
    value = "" if value.upper() == "Y" else value
    if fact.line.tag == "EVEN":
        what = one_line(fact.kind)[:NAME_LENGTH] or value[:NAME_LENGTH] or what
    if fact.dated is None or not fact.when:
        said = fact.dated.note if fact.dated is not None else ""
        if fact.place:
            person.traits.setdefault(f"place-of-{_key(what)}", []).append(fact.place)
        if value or said:
            person.notes.append(f"{what[:1].upper()}{what[1:]}: {', '.join(t for t in (value, said) if t)}")
        elif not fact.place and not fact.note:
            tree.left.pass_over(fact.line.tag, fact.line.number, fact.line.written(1),
                                f"INDI.{fact.line.tag}: says neither when nor where")  # fmt: skip
        person.notes.append(fact.note)
        return
    id_ = tree.ids.make(f"{what} of {person.id}", "event")
    joint = ":" if fact.line.tag == "EVEN" else " of"  # what such an event is called may be a whole sentence
    event: Fields = {
        "title": f"{what[:1].upper()}{what[1:]}{joint} {person.name}",
        "when": tree.time(fact.dated.text),
        "until": tree.time(fact.dated.until) if fact.dated.until else "",
        "where": "",
        "who": [f"{person.id} ({role})" if role else person.id],
        "source": fact.source,
        "note": joined(value if value != what else "", fact.note),
    }
    if fact.place and fact.dated.until:
        event["title"] = f"{event['title']}: {fact.place}"  # who lives somewhere may be elsewhere for a day
    elif fact.place:
        event["where"] = tree.place(fact.place)
    person.events[id_] = event
    if fact.line.tag in AFTER_DEATH:
        person.dead = True
        person.times.setdefault("died", []).append(tree.time(f"by {id_}"))
        if person.died is None or not person.died.text:
            person.died = Dated(f"by {id_}", None, fact.dated.last)
    elif fact.age and not role:
        _age(tree, person, fact, id_)


def _age(tree: Tree, person: Person, fact: Fact, moment: str) -> None:
    age = age_text(fact.age)
    if age:
        person.ages.append(f"{age} at {moment}")
    elif fact.age.strip():
        line = fact.line.first("AGE") or fact.line
        tree.left.add(line.number, line.written(2), "is no age that can be read")


def age_text(value: str) -> str:
    """GEDCOM's ``45y 3m`` as ``45 years and 3 months``; a number alone is years.  "" where it is no age."""
    value = " ".join(value.split())
    if value.upper() in _AGE_WORDS:
        return _AGE_WORDS[value.upper()]
    value = f"{value}y" if value.strip("<> ").isdecimal() else value
    found = _AGE.fullmatch(value)
    if found is None or not any(found.groups()[1:]):
        return ""
    years, months, weeks, days = (int(part) if part else 0 for part in found.groups()[1:])
    if years or months:  # weeks and days beside them: completed months all the same
        parts = [_count(years, "year")] if years else []
        parts += [_count(months, "month")] if months else []
        text = " and ".join(parts)
    else:
        text = _count(days + 7 * weeks, "day")
    if found[2] and not months:
        text = found[2].lstrip("0") or "0"
    return {"<": "under ", ">": "at least "}.get(found[1] or "", "") + text


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _key(kind: str) -> str:
    """The name of a trait for what the file calls a fact."""
    return make_id(kind)[:60] or "fact"


def _trait(person: Person, name: str, value: str, fact: Fact | None = None) -> None:
    """One more value of a trait; when it was so goes into brackets."""
    if fact is not None:
        person.notes.append(fact.note)
        value = ", ".join(text for text in (value, fact.place) if text)
        if value and fact.dated is not None:
            when = fact.dated.text or fact.dated.note
            when = f"{when} to {fact.dated.until}" if fact.dated.until else when
            value = f"{value} ({when})" if when else value
    if value:
        person.traits.setdefault(name, []).append(value)


# ---- the record -------------------------------------------------------------------------------------------


def character(person: Person) -> Fields:
    """The record of a person, fields in the order of reading."""
    external = {"gedcom": person.line.xref} if person.line.xref else {}
    return {
        "name": person.name,
        "aliases": [_alias(name) for name in person.aliases],
        "sex": person.sex,
        "born": _one_or_all(person.times.get("born", [])),
        "died": _one_or_all(person.times.get("died", [])),
        "parents": [f"{who} ({role})" if role else who for who, role in person.parents.items()],
        "ages": person.ages,
        "traits": {name: _value(values) for name, values in person.traits.items()},
        "tags": ["deceased"] if person.dead and "died" not in person.times else [],
        "external": external,
        "source": person.source,
        "note": joined(*person.notes),
    }


def _one_or_all(times: list[Value]) -> Value:
    return times[0] if len(times) == 1 else times


def _alias(name: str) -> Value:
    """An alias; one that ends in brackets is spelt out, or they might be read as a period."""
    return {"name": name} if name.endswith(")") else name


def _value(values: list[str]) -> Value:
    """The values of a trait, spelt out where words in them might be read as a period."""
    text = "; ".join(dict.fromkeys(values))
    return {"is": text} if text.endswith(")") or " until " in text else text
