"""What writers type in the wrong form, field by field: where it is told, and the writing that works."""

from __future__ import annotations

import re

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Severity

WORLD = """\
characters:
  nora: {name: Nora Venn, aliases: [Nora], born: 1890}
  hale: {name: Hale Brandt}
  {character}
events:
  the-fire: {title: The fire}
  the-wreck: {title: The wreck}
  {event}
places:
  quay: {name: The quay}
  mill: {name: The mill}
  {place}
{more}
"""


def world(**parts: str) -> str:
    text = WORLD
    for part in ("character", "event", "place", "more"):
        text = text.replace(f"{{{part}}}", parts.get(part, ""))
    return text


TIMES = [
    ("after ~3 years after the-fire", "~", "about 3 years after the-fire"),
    ("after 3 years after the-fire", "after", "3 years after the-fire"),
    ("five or six winters after the-fire", "winters", "five or six years after the-fire"),
    ("a few moons after the-fire", "moons", "a few months after the-fire"),
    ("3+ years after the-fire", "3+", "at least 3 years after the-fire"),
    ("3y after the-fire", "3y", "3 years after the-fire"),
    ("about 2w before the-fire", "2w", "about 2 weeks before the-fire"),
    (">= 3 years after the-fire", ">=", "at least 3 years after the-fire"),
    ("max 3 years after the-fire", "max", "at most 3 years after the-fire"),
    ("<3 years after the-fire", "<", "less than 3 years after the-fire"),
    ("the-fire + 3 years", "the-fire + 3 years", "3 years after the-fire"),
    ("the-fire - 10 days", "the-fire - 10 days", "10 days before the-fire"),
    ("two generations before the-fire", "two generations", "about 50 years before the-fire"),
    ("1890/1895", "1890/1895", "1890 to 1895"),
    ("1890 or 1891", "1890 or 1891", "1890 to 1891"),
    ("probably 3 years after the-fire", "probably", "about 3 years after the-fire"),
    ("3 years after the-fire (maybe)", "(maybe)", "3 years after the-fire"),
    ("3 years post the-fire", "post", "3 years after the-fire"),
    ("3 years prior to the-fire", "prior to", "3 years before the-fire"),
    ("at the time of the-fire", "at the time of", "at the-fire"),
    ("simultaneously with the-fire", "simultaneously with", "at the-fire"),
    ("during the summer after the-fire", "during the summer after", "within a year after the-fire"),
    ("at dawn on 1890-03-03", "at dawn on", "1890-03-03"),
    ("1890-03-03 18h30", "18h30", "1890-03-03 18:30"),
    ("at age 12 of nora", "at age 12 of nora", "12 years after nora.birth"),
    ("nora aged 12", "nora aged 12", "12 years after nora.birth"),
    ("Nora's age 12", "Nora's age 12", "12 years after Nora.birth"),
    ("year 12 of the fire", "year 12 of the fire", "12 years after the fire"),
]


@pytest.mark.parametrize(("when", "words", "written"), TIMES)
def test_a_time(small: Small, when: str, words: str, written: str) -> None:
    text = world(event=f'x: {{when: "{when}"}}')
    found = small.only(text)
    assert (found.rule, found.hint) == ("unreadable-time", f"write `{written}`")
    assert text.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith(words)
    assert not check(Bible.load(small.write({STORY: text.replace(when, written)}))).findings


def test_a_long_hint_stands_whole(small: Small) -> None:
    name = "the-night-on-which-everything-in-the-lower-town-burned-down"
    found = small.only(world(event=f"{name}: {{}}\n  x: {{when: after ~3 winters after {name}}}"))
    assert found.hint == f"write `about 3 years after {name}`"


@pytest.mark.parametrize(
    ("when", "hint"),
    [
        ("in chapter 3", "write when it is in the story"),
        ("years later", "write for example `a few years after EVENT`"),
        ("week 3", "write `3 weeks after EVENT`"),
        ("midnight", "write a date with it"),
        ("the turn of the century", "write the years"),
        ("never", "leave the field out"),
        ("not yet", "leave the field out"),
    ],
)
def test_a_time_that_lacks_something(small: Small, when: str, hint: str) -> None:
    found = small.only(world(event=f'x: {{when: "{when}"}}'))
    assert found.rule == "unreadable-time" and found.hint.startswith(hint)


ENTRIES = [
    ("character", "ann: {ages: {17: the-wreck}}", "{17: the-wreck}", "ages: [17 at the-wreck]"),
    ("character", "ann: {ages: {the-wreck: 17}}", "{the-wreck: 17}", "ages: [17 at the-wreck]"),
    ("character", "ann: {ages: [{17: the-wreck}]}", "{17: the-wreck}", "17 at the-wreck"),
    ("character", "ann: {ages: {9: the-fire, 10: 1890}}", "{9:", "ages: [9 at the-fire, 10 at 1890]"),
    ("character", "ann: {ages: [17 when the-wreck]}", "17 when", "17 at the-wreck"),
    ("character", "ann: {ages: ['17 (the-wreck)']}", "'17 (", "17 at the-wreck"),
    ("character", "ann: {ages: ['17 @ the-wreck']}", "'17 @", "17 at the-wreck"),
    ("character", "ann: {ages: ['the-wreck: 17']}", "'the-wreck", "17 at the-wreck"),
    ("character", "ann: {ages: ['at the-wreck she was 17']}", "'at the", "17 at the-wreck"),
    ("character", "ann: {ages: ['~17 at the-wreck']}", "~17", "`about 17`"),
    ("character", "ann: {ages: ['17ish at the-wreck']}", "17ish", "`about 17`"),
    ("character", "ann: {ages: ['17yo at the-wreck']}", "17yo", "`17`"),
    ("event", "x: {who: {nora: mentioned}}", "{nora", "who: [nora (mentioned)]"),
    ("event", "x: {who: [nora - mentioned]}", "nora -", "`nora (mentioned)`"),
    ("character", "ann: {parents: [mother nora]}", "mother nora", "`nora (mother)`"),
    ("place", "x: {routes: {mill: 3 days}}", "{mill", "routes: [{to: mill, takes: 3 days}]"),
    ("place", "x: {routes: {mill: 40 km}}", "{mill", "routes: [{to: mill, km: 40}]"),
    ("more", "items:\n  hat: {holders: {nora: until the-fire}}", "{nora", "holders: [nora until the-fire]"),
    ("more", "offices:\n  mayor: {holders: [nora 1890-1895]}", "nora 1890", "`nora from 1890 until 1895`"),
    ("more", "groups:\n  gang: {members: [nora since the-fire]}", "nora since", "`nora from the-fire`"),
    ("more", "secrets:\n  s: {known: [nora after the-fire]}", "nora after", "`nora from the-fire`"),
    ("more", "relationships:\n  - nora married hale (1890-1895)", "hale (", "`hale from 1890 until 1895`"),
    ("more", "relationships:\n  - nora married hale in 1890", "hale in", "`hale from 1890`"),
    ("more", "relationships:\n  - hale is nora's brother", "hale is", "hale sibling of nora"),
    ("more", "relationships:\n  - nora's brother is hale", "nora's", "hale sibling of nora"),
    ("more", "relationships:\n  - nora is the mother of hale", "nora is", "nora parent of hale"),
    ("more", "relationships:\n  - nora hale married", "nora hale", "nora married hale"),
    ("more", "relationships:\n  - nora hates hale from 1890", "nora hates", "nora enemy of hale from 1890"),
]


@pytest.mark.parametrize(("part", "said", "place", "written"), ENTRIES)
def test_an_entry(small: Small, part: str, said: str, place: str, written: str) -> None:
    text = world(**{part: said})
    found = small.only(text)
    assert found.hint.removeprefix("write ").removeprefix("for example: ") == written
    assert text.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith(place)
    for repair in found.repairs:
        after = text.replace(repair.before, repair.after)
        standing = check(Bible.load(small.write({STORY: after}))).findings
        assert not [f for f in standing if f.severity is Severity.ERROR]


FIELDS = [
    ("event", "x: {after: the-fire}", "when: after the-fire"),
    ("event", "x: {follows: the-fire}", "when: after the-fire"),
    ("event", "x: {precedes: the-fire}", "when: before the-fire"),
    ("event", "x: {pov: nora}", "scenes are records"),
    ("event", "x: {flashback: yes}", "an event is when it happened"),
    ("event", "x: {order: 3}", "in the order of their `when`"),
    ("event", "x: {type: battle}", "one of your own is declared under `fields:`"),
    ("character", "ann: {surname: Venn}", "the whole name stands in `name`"),
    ("character", "ann: {title: Captain}", "aliases: [Captain Venn]"),
    ("character", "ann: {alive: no}", "whoever has no `died` is not dead"),
    ("character", "ann: {killed by: nora}", "deaths: [mara], who: [nora]"),
    ("character", "ann: {group: council}", "groups: {council: {members: [mara]}}"),
    ("character", "ann: {lifespan: 80}", "under `thresholds:`"),
    ("character", "ann: {first appearance: chapter 1}", "the `who` of events and scenes"),
    ("character", "ann: {pronouns: she/her}", "traits: {pronouns: she/her}"),
    ("character", "ann: Ann Venn", "ann: {name: Ann Venn}"),
    ("place", "x: {founded: 1890}", "say it with an event"),
    ("place", "x: {distance: 3 km}", "routes: [{to: mill, km: 3}]"),
    ("more", "groups:\n  guild: {leader: nora}", "offices: {captain: {holders: [nora]}}"),
    ("more", "items:\n  pan: {made by: nora}", "when it was made is `made`"),
    ("more", "facts:\n  g: magic exists", "g: {what: magic exists}"),
]


@pytest.mark.parametrize(("part", "said", "hint"), FIELDS)
def test_a_field(small: Small, part: str, said: str, hint: str) -> None:
    assert hint in small.only(world(**{part: said})).hint


@pytest.mark.parametrize(
    ("part", "said", "meant"),
    [
        ("event", "x: {died: nora}", "deaths"),
        ("event", "x: {kills: nora}", "deaths"),
        ("event", "x: {born: nora}", "births"),
        ("character", "ann: {ages: [{age: 17, event: the-wreck}]}", "at"),
        ("character", "ann: {ages: [{age: 17, when: the-wreck}]}", "at"),
        ("more", "scenes:\n  s: {paragraph: 12}", "paragraphs"),
        ("more", "facts:\n  f: {text: magic exists}", "what"),
        ("more", "threads:\n  t: {paid off: the-fire}", "paid"),
        ("more", "people:\n  zed: {name: Zed}", "characters"),
        ("more", "locations:\n  sea: {name: Sea}", "places"),
        ("more", "timeline:\n  x: {when: 1890}", "events"),
    ],
)
def test_a_name_of_a_field(small: Small, part: str, said: str, meant: str) -> None:
    found = small.only(world(**{part: said}))
    assert found.rule == "unknown-field" and found.message.endswith(f"; did you mean `{meant}`?")


SETTINGS_SAID = [
    ("rules: {present-after-death: ignore}", "ignore", "did you mean off?"),
    ("rules: {present-after-death: none}", "none", "did you mean off?"),
    ("rules: {sb203: off}", "sb203", "did you mean SB203?"),
    ("rules: present-after-death", "present", "rules: {present-after-death: off}"),
    ('rules: ["present-after-death: note"]', '["', "rules: {present-after-death: note}"),
    ("manuscripts: ../my novel.md", "..", "manuscripts: {my-novel: {file: ../my novel.md}}"),
    ("manuscripts: {novel: {path: ../novel.md}}", "path", "did you mean `file`?"),
    ("calendars: {shire: {months: {Jan: 30, Feb: 28}}}", "{Jan",
     "months: [{name: Jan, days: 30}, {name: Feb, days: 28}]"),
    ("kinds: {sworn: {mutual: yes}}", "mutual", "did you mean `symmetric`?"),
    ("fields: {character: {mood: string}}", "string", "did you mean text?"),
    ("fields: {character: {height: int}}", "int", "did you mean number?"),
    ("thresholds: {human: {adult: 16}}", "adult", "kinds: {married: {min_age: 16}}"),
    ("moons: {luna: 28}", "moons", "calendars: {shire: {moons: [...]}}"),
    ("now: 1890", "now", "events: {now: {when: 1890}}"),
    ("default_calendar: gregorian", "default_calendar", "did you mean `calendar`?"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "place", "hint"), SETTINGS_SAID)
def test_a_setting(small: Small, said: str, place: str, hint: str) -> None:
    small.write({SETTINGS: f"title: A\n{said}\n", STORY: "character: mara\n"})
    found = [
        f
        for f in check(Bible.load(small.folder / "bible"), repairs=False).findings
        if f.span.file == SETTINGS
    ]
    assert hint in found[0].hint or hint in found[0].message
    assert said[found[0].span.column - 1 :].startswith(place)


@pytest.mark.parametrize("who", ["everyone", "all", "nobody", "none"])
def test_nobody_in_particular(small: Small, who: str) -> None:
    hint = small.only(world(event=f"x: {{who: {who}}}")).hint
    assert re.match("name each of them|leave it out", hint)


def test_what_is_called_so_is_no_slip(small: Small) -> None:
    event = "midnight: {title: Midnight}\n  y: {when: midnight}\n"
    event += "  all: {title: Nora + 3 years}\n  z: {when: Nora + 3 years}"
    assert not check(Bible.load(small.write({STORY: world(event=event)}))).findings
