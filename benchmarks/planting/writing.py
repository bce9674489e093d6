"""The text of a saga: its record files."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.planting.dates import GREGORIAN, Dates, declared
from benchmarks.planting.sagas import PLACES, Event, Person, Saga
from benchmarks.planting.texts import Texts

SETTINGS = """\
title: The chronicle of twelve houses
manuscripts: {chronicle: {title: The chronicle, paragraphs: 4000, order: 1}}
kinds:
  married: {symmetric: yes, exclusive: yes, min_age: 16}
  friend: {symmetric: yes, min_age: 0}
rules: {age-gap: note, present-nowhere: note}
"""
CALENDAR = """\
calendar: river
calendars:
  river:
    months:
      - {name: Thaw, days: 30}
      - {name: Sowing, days: 30}
      - {name: Kite Days, days: 3, intercalary: yes}
      - {name: Blossom, days: 30}
      - {name: Hay, days: 31}
      - {name: Berry, days: 30}
      - {name: Noon, days: 29}
      - {name: Sickle, days: 30}
      - {name: Lantern Days, days: 2, intercalary: yes}
      - {name: Must, days: 30}
      - {name: Mist, days: 30}
      - {name: Acorn, days: 31}
      - {name: Rime, days: 30}
      - {name: Hearth, days: 30, leap: 31}
    leap: every 5
    weekdays: [Oneday, Twoday, Threeday, Fourday, Fiveday, Restday]
    known_day: Threeday 1700-01-01
    eras:
      - {name: River Reckoning, short: RR, year_1: 1601}
    seasons: {spring: Thaw 1 to Blossom 20, summer: Blossom 10 to Noon 29, autumn: Sickle 1 to Acorn 15, winter: Acorn 1 to Thaw 10}
    hours: 20
"""  # noqa: E501 - one line of the text


def own_dates() -> Dates:
    """The calendar that ``CALENDAR`` declares."""
    texts = Texts({"saga/storybible.yaml": SETTINGS + CALENDAR})
    return declared(texts.plain("", texts.settings))


def write(saga: Saga) -> dict[str, str]:
    """All files of a saga; names as in findings.  To be called once for a saga: it draws from its chance."""
    files = {"saga/storybible.yaml": SETTINGS + (CALENDAR if saga.dates is not GREGORIAN else "")}
    shares = _shares(saga)
    for house in range(12):
        lines = ["characters:"]
        for person in saga.people.values():
            if person.house == house:
                lines += _person(saga, person)
        if len(lines) > 1:
            files[f"saga/houses/house-{house:02}.yaml"] = "\n".join(lines) + "\n"
    for decade in range(171, 188):
        lines = ["events:"]
        for event in saga.order:
            if event.start // saga.dates.YEAR // 10 == decade:
                lines += _event(saga, event)
        if len(lines) > 1:
            files[f"saga/events/{decade}0s.yaml"] = "\n".join(lines) + "\n"
    lines = ["places:"]
    last = saga.order[-1]
    for place, outer in PLACES.items():
        facts = [f"name: the {place.replace('-', ' ')}", *([f"within: {outer}"] if outer else [])]
        if place == "lighthouse":
            facts.append(f"destroyed: {'after ' if last.end > last.start else ''}{last.id}")
        lines.append(f"  {place}: {{{', '.join(facts)}}}")
    files["saga/places.yaml"] = "\n".join(lines) + "\n"
    files.update(shares)
    files["saga/scenes.yaml"] = _scenes(saga)
    return files


def _person(saga: Saga, person: Person) -> list[str]:
    pick = saga.pick
    lines = [f"  {person.id}:", f"    name: {person.name}", f"    sex: {person.sex}"]
    at = [e for e in saga.point_events if person.birth + saga.dates.YEAR < e.start < person.death]
    with_them = [e for e in at if person.id in e.who] or at
    if pick.random() < 0.55:
        for _ in range(9):
            born = saga.words(person.birth, vague=0.3)
            if saga.fits(born, person.birth, person.birth, floor=True):
                lines.append(f"    born: {born}")
                break
    told = any(person.id in event.deaths for event in saga.events.values())
    if pick.random() < 0.5 and not told:
        lines.append(f"    died: {saga.words(person.death, vague=0.4)}")
    if person.parents:
        mother, father = person.parents
        form = pick.randrange(3)
        if form == 0:
            lines.append(f"    parents: [{mother}, {father}]")
        elif form == 1:
            lines.append(f"    parents: [{{who: {mother}, as: mother}}, {{who: {father}, as: father}}]")
        else:
            lines += ["    parents:", f"      - {mother}", f"      - {{who: {father}, as: father}}"]
    chosen = pick.sample(with_them, min(len(with_them), pick.randint(0, 2)))
    if chosen:
        lines.append("    ages:")
        for event in chosen:
            words = saga.age_words(person, event.start)
            lines.append(
                f"      - {words} at {event.id}"
                if pick.random() < 0.5
                else f"      - {{age: {words}, at: {event.id}}}"
            )
    lines += [f"    traits:\n      eyes: {pick.choice(['grey', 'green', 'brown', 'blue'])}"]
    grown = [e for e in at if e.start > person.birth + 20 * saga.dates.YEAR]
    if grown and pick.random() < 0.4:
        turn = pick.choice(grown)
        lines.append(f"      hair: [{{is: dark, until: {turn.id}}}, {{is: white, from: {turn.id}}}]")
    return lines


def _event(saga: Saga, event: Event) -> list[str]:
    pick = saga.pick
    lines = [f"  {event.id}:", f"    title: {event.title}"]
    if event.id.startswith("wedding") or event.start != event.end or pick.random() < 0.75:
        first = saga.words(event.start, event.id, event.end, vague=0.6)
        if first.startswith("before") or " before " in first:  # says when it is over
            first = first if saga.fits(first, event.start, event.end) else ""
        second = saga.words(event.start, event.id, event.end, vague=0.7) if pick.random() < 0.4 else ""
        both = [w for w in dict.fromkeys((first, second)) if w]
        if len(both) > 1 and pick.random() < 0.5:
            lines += ["    when:", *(f"      - {words}" for words in both)]
        elif both:
            lines.append(f"    when: {'; '.join(both)}")
    if event.end != event.start:
        days = (event.end - event.start) / saga.dates.DAY
        if pick.random() < 0.5:
            lines.append(f"    lasts: at most {int(days) + 2} days")
        else:
            lines.append(f"    until: {saga.words(event.end, event.id, vague=0)}")
    lines.append(f"    where: {event.place}")
    names = list(event.who)
    dead = [p.id for p in saga.people.values() if p.death < event.start - saga.dates.YEAR]
    if dead and pick.random() < 0.2:
        names.append(f"{pick.choice(dead)} (mentioned)")
    if names:
        if pick.random() < 0.5:
            lines.append(f"    who: [{', '.join(names)}]")
        else:
            lines += ["    who:", *(f"      - {name}" for name in names)]
    if event.deaths:
        lines.append(f"    deaths: [{', '.join(event.deaths)}]")
    if event.items:
        lines.append(f"    items: [{', '.join(event.items)}]")
    if event.uses:
        lines.append(f"    uses: [{', '.join(event.uses)}]")
    return lines


def _able(saga: Saga, first: int, last: int) -> list[Person]:
    return [
        p
        for p in saga.people.values()
        if p.birth + 21 * saga.dates.YEAR < first
        and last < p.death // saga.dates.DAY * saga.dates.DAY - saga.dates.DAY
    ]


def _shares(saga: Saga) -> dict[str, str]:
    """Offices, items, groups, ties, secrets, threads, facts."""
    pick, events = saga.pick, saga.point_events
    offices = ["offices:"]
    for n, title in enumerate(("warden", "provost", "harbour-master", "abbot", "judge")):
        offices += [f"  {title}:", f"    title: {title.capitalize()}", "    exclusive: yes", "    holders:"]
        turns = events[n + 3 :: 14]
        for first, last in pairwise(turns):
            able = _able(saga, first.start, last.start)
            if able:
                holder = pick.choice(able)
                facts = [f"who: {holder.id}", f"from: {first.id}"]
                within = [e.id for e in events if first.start < e.start < last.start]
                if within and pick.random() < 0.5:
                    facts.append(f"seen: {pick.choice(within)}")
                facts.append(f"until: {last.id}")
                offices.append(f"      - {{{', '.join(facts)}}}")
    items = ["items:"]
    for n in range(12):
        turns = events[n + 2 :: 23][:5]
        if not turns:
            continue
        lost = n % 3 == 0
        items += [f"  relic-{n}:", f"    name: the relic number {n}", f"    made: {turns[0].id}"]
        if lost:
            items.append(f"    lost: {turns[-1].id}")
        elif n % 3 == 1:
            items.append(f"    destroyed: {turns[-1].id}")
        holders = []
        for first, last in pairwise(turns):
            able = _able(saga, first.start, last.start)
            if able:
                holders.append(f"      - {{who: {pick.choice(able).id}, from: {first.id}, until: {last.id}}}")
        if holders:
            items += ["    holders:", *holders]
        for event in events:
            if turns[0].start < event.start < turns[-1].start and pick.random() < 0.05:
                event.items.append(f"relic-{n}")
    return {
        "saga/offices.yaml": "\n".join(offices) + "\n",
        "saga/items.yaml": "\n".join(items) + "\n",
        "saga/relationships.yaml": _ties(saga),
        **_known(saga),
    }


def _ties(saga: Saga) -> str:
    pick = saga.pick
    lines = ["relationships:"]
    for one, other, event, when in saga.weddings:
        dead = min((saga.people[one], saga.people[other]), key=lambda p: p.death)
        since = event or saga.words(when, vague=0.2)
        lines.append(f"  - {{kind: married, who: [{one}, {other}], from: {since}, until: {dead.id}.death}}")
    people = list(saga.people.values())
    for _ in range(60):
        a, b = pick.sample(people, 2)
        begin, end = max(a.birth, b.birth) + 21 * saga.dates.YEAR, min(a.death, b.death)
        inside = [e for e in saga.point_events if begin < e.start < end // saga.dates.DAY * saga.dates.DAY]
        if len(inside) > 1:
            first, last = sorted(pick.sample(inside, 2), key=lambda e: e.start)
            close = abs(a.birth - b.birth) < 15 * saga.dates.YEAR
            kind = pick.choice(["friend", "lovers", "dating"]) if close else "friend"
            until = f", until: {last.id}" if pick.random() < 0.6 else ""
            lines.append(f"  - {{kind: {kind}, who: [{a.id}, {b.id}], from: {first.id}{until}}}")
            if pick.random() < 0.3:
                lines.append(f"  - {{kind: mentor, who: {a.id}, of: {b.id}, seen: {first.id}}}")
    return "\n".join(lines) + "\n"


def _known(saga: Saga) -> dict[str, str]:
    """Secrets, threads, facts and groups."""
    pick = saga.pick
    met = [e for e in saga.point_events if e.who]
    secrets, threads, facts, groups = ["secrets:"], ["threads:"], ["facts:"], ["groups:"]
    for n in range(24):
        told = pick.choice(met[: max(1, len(met) * 3 // 4)])
        knower = saga.people[told.who[0]]
        secrets += [f"  secret-{n}:", f"    what: What {knower.name} saw, number {n}", "    known:"]
        secrets.append(f"      - {{who: {knower.id}, from: {told.id}, how: told}}")
        used = [e for e in met if e.start > told.start and knower.id in e.who]
        if used:
            pick.choice(used).uses.append(f"{{who: {knower.id}, secret: secret-{n}}}")
        planted, paid = sorted(pick.sample(met, 2), key=lambda e: e.start)
        kind = pick.choice(["promise", "threat"])
        threads.append(
            f"  thread-{n}: {{kind: {kind}, what: The debt number {n}, "
            f"planted: {planted.id}, paid: {paid.id}}}"
        )
        facts.append(
            f"  fact-{n}: {{what: The river is open number {n}, from: {planted.id}, until: {paid.id}}}"
        )
    for n in range(6):
        first = pick.choice(saga.point_events)
        grown = _able(saga, first.start, first.start)
        chosen = pick.sample(grown, min(5, len(grown)))
        groups += [f"  guild-{n}:", f"    name: the guild number {n}", "    members:"]
        groups += [f"      - {{who: {p.id}, from: {first.id}}}" for p in chosen] or ["      []"]
    return {
        "saga/secrets.yaml": "\n".join(secrets) + "\n",
        "saga/threads.yaml": "\n".join(threads) + "\n",
        "saga/facts.yaml": "\n".join(facts) + "\n",
        "saga/groups.yaml": "\n".join(groups) + "\n",
    }


def _scenes(saga: Saga) -> str:
    """Most events told in order, some as flashbacks inside a later scene."""
    lines = ["scenes:"]
    paragraph = 1
    last = ""
    for n, event in enumerate(saga.order):
        if saga.pick.random() < 0.35:
            continue
        more = f", pov: {event.who[0]}" if event.who else ""
        lines.append(
            f"  s{n:03}: {{paragraphs: {paragraph}-{paragraph + 8}, tells: [{event.id}]{more}, "
            f"where: {event.place}}}"
        )
        if last and saga.pick.random() < 0.15:
            lines.append(
                f"  s{n:03}-back: {{paragraphs: {paragraph + 3}-{paragraph + 5}, tells: [{last}], "
                f"strand: flashback, in: s{n:03}}}"
            )
        paragraph += 10
        last = event.id
    return "\n".join(lines) + "\n"
