"""Every kind of record, every field, every shorthand of the format."""

from __future__ import annotations

from typing import Any

import pytest

from storybible import records as r
from storybible.config import Config
from storybible.reading.files import FileResult, known_fields, read_file


def read(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> FileResult:
    config = config or Config()
    return read_file(text, file, config, known_fields(config))


def one(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> Any:
    result = read(text, file, config)
    assert result.problems == []
    (record,) = result.records
    return record


def values(texts: Any) -> list[str]:
    return [str(text) for text in texts]


def span_of(period: r.Period) -> tuple[str | None, str | None, list[str], bool]:
    return (
        period.starts.value if period.starts else None,
        period.ends.value if period.ends else None,
        values(period.seen),
        period.always,
    )


# ---- characters -----------------------------------------------------------------


def test_character_with_every_field() -> None:
    mara = one(
        """characters:
  mara:
    name: Mara Venn
    aliases: [Mara, {name: Captain Venn, from: knighting, source: ¶3}, Mar (until the-flood)]
    sex: female
    born: {when: 12 years before the-flood, source: ¶1, says: odo}
    died: [after the-siege, before the-return]
    parents: [lyra, {who: ged, as: adoptive, quote: her second father}, hal (guardian)]
    ages: [25 at the-return, {age: late thirties, at: the-siege, source: one-shot ¶49}]
    traits:
      eyes: grey
      hair: [{is: black, until: the-flood}, {is: white, from: the-flood, source: ¶31}]
      smokes: {is: yes, from: first-cigarette, until: the-return}
    species: human
    external: {gedcom: I169}
    age_clock: [{from: the-sleep, until: the-waking, rate: 0}, {at: the-curse, jump: 10 years}]
    tags: [crew]
    note: ours
"""
    )
    assert isinstance(mara, r.Character)
    assert (mara.id, mara.kind, mara.label, str(mara.id_text.span)) == (
        "mara",
        "character",
        "Mara Venn",
        "bible/x.yaml:2:3",
    )
    assert [alias.name.value for alias in mara.aliases] == ["Mara", "Captain Venn", "Mar"]
    assert [span_of(alias)[:2] for alias in mara.aliases] == [
        (None, None),
        ("knighting", None),
        (None, "the-flood"),
    ]
    assert values([mara.sex, mara.species, mara.note]) == ["female", "human", "ours"]
    assert mara.external == {"gedcom": "I169"}
    assert values(mara.tags) == ["crew"]
    (born,) = mara.born
    assert born.value == "12 years before the-flood"
    assert str(born.span) == "bible/x.yaml:6:18"
    assert born.evidence is not None
    assert values([born.evidence.source, born.evidence.says]) == ["¶1", "odo"]
    assert values(mara.died) == ["after the-siege", "before the-return"]
    assert all(died.evidence is None for died in mara.died)
    assert [(parent.who.value, parent.role) for parent in mara.parents] == [
        ("lyra", "parent"),
        ("ged", "adoptive"),
        ("hal", "guardian"),
    ]
    assert [(age.text.value, age.at.value) for age in mara.ages] == [
        ("25", "the-return"),
        ("late thirties", "the-siege"),
    ]
    assert str(mara.ages[0].at.span) == "bible/x.yaml:9:18"
    assert {
        name: [(t.value.value, *span_of(t)[:2]) for t in history] for name, history in mara.traits.items()
    } == {
        "eyes": [("grey", None, None)],
        "hair": [("black", None, "the-flood"), ("white", "the-flood", None)],
        "smokes": [("yes", "first-cigarette", "the-return")],
    }
    sleep, curse = mara.age_clock
    assert (sleep.rate, sleep.jump, span_of(sleep)[:2]) == (0, None, ("the-sleep", "the-waking"))
    assert curse.jump is not None and curse.starts is not None
    assert (curse.jump.value, curse.starts.value) == ("10 years", "the-curse")
    assert {name: span.line for name, span in mara.fields.items()}["traits"] == 10


@pytest.mark.parametrize(
    ("text", "moment", "age"),
    [
        ("at least 18 at the-siege", "the-siege", "at least 18"),
        ("12 in 2004", "2004", "12"),
        ("about 40 on 2004-07-12", "2004-07-12", "about 40"),
        ("17 or 18 just before the-flood", "just before the-flood", "17 or 18"),
        ("30 at the feast at dawn", "the feast at dawn", "30"),
    ],
)
def test_age_on_one_line(text: str, moment: str, age: str) -> None:
    (found,) = one(f"character: mara\nages: {text}\n").ages
    assert (found.text.value, found.at.value) == (age, moment)


def test_names_made_of_ids() -> None:
    result = read(
        "character: mara-venn\nevents: {three-years-later: }\nplaces: {old-mill: }\n"
        "offices: {harbour-master: }\n"
        "facts: {long-peace: }\nsecrets: {odos-debt: }\ngroups: {team-7: }\n"
    )
    assert result.problems == []
    assert {record.id: record.label for record in result.records} == {
        "mara-venn": "Mara Venn",
        "three-years-later": "Three years later",
        "old-mill": "Old Mill",
        "harbour-master": "Harbour master",
        "long-peace": "Long peace",
        "odos-debt": "Odos debt",
        "team-7": "Team 7",
    }


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("black (until the-flood)", "black", "the-flood"),
        ("black until the-flood", "black", "the-flood"),
        ("full until teo.death", "full until teo.death", None),
        ("sleeps until noon", "sleeps until noon", None),
        ("a scar (from the war)", "a scar", None),
    ],
)
def test_trait_on_one_line(text: str, value: str, end: str | None) -> None:
    (trait,) = one(f"character: mara\ntraits: {{it: {text}}}\n").traits["it"]
    assert (trait.value.value, span_of(trait)[1]) == (value, end)


def test_a_trait_whose_period_is_unreadable_is_left_out() -> None:
    result = read(
        "character: mara\ntraits: {hair: [{is: black, untill: x}, {is: red, from: [a, b]}, grey]}\n"
    )
    (mara,) = result.records
    assert isinstance(mara, r.Character)
    assert [trait.value.value for trait in mara.traits["hair"]] == ["grey"]
    assert [problem.code for problem in result.problems] == ["SB002", "SB003"]


# ---- events and scenes ----------------------------------------------------------


def test_event_with_every_field() -> None:
    flood = one(
        """events:
  the-flood:
    title: The river takes the lower town
    when: 3 years before telling
    lasts: 2 days
    until: [before the-return]
    where: lower-town
    who: [mara, odo, teo (mentioned), {who: lyra, as: disguised as a monk, source: ¶2}, hal (in a dream)]
    births: teo
    deaths: [odo, {who: ged, says: tsunade}]
    revivals: [hal]
    items: [ring]
    uses: [{who: mara, secret: odos-debt}, teo uses ring-secret]
    source: one-shot ¶19-25
"""
    )
    assert isinstance(flood, r.Event)
    assert values([flood.title, flood.lasts, flood.where, flood.source]) == [
        "The river takes the lower town",
        "2 days",
        "lower-town",
        "one-shot ¶19-25",
    ]
    assert values(flood.when) == ["3 years before telling"]
    assert values(flood.until) == ["before the-return"]
    assert [(who.who.value, who.role, who.real) for who in flood.who] == [
        ("mara", "", True),
        ("odo", "", True),
        ("teo", "mentioned", False),
        ("lyra", "disguised", True),
        ("hal", "dream", False),
    ]
    assert str(flood.who[3].disguised_as) == "a monk"
    assert values(flood.births) == ["teo"]
    assert values(flood.deaths) == ["odo", "ged"]
    assert flood.deaths[1].evidence is not None
    assert str(flood.deaths[1].evidence.says) == "tsunade"
    assert values(flood.revivals) == ["hal"]
    assert [(use.who.value, use.secret.value) for use in flood.uses] == [
        ("mara", "odos-debt"),
        ("teo", "ring-secret"),
    ]


def test_a_list_of_one_and_ids_with_commas() -> None:
    assert [who.who.value for who in one("event: e\nwho: mara\n").who] == ["mara"]
    event = one("event: e\nwho: mara, teo\n")
    assert [(who.who.value, who.who.span.column) for who in event.who] == [("mara", 6), ("teo", 12)]
    assert [who.who.value for who in one("event: e\nwho: Venn, Mara\n").who] == ["Venn", "Mara"]
    assert [who.who.value for who in one('event: e\nwho: "mara, teo"\n').who] == ["mara, teo"]


def test_a_misspelt_role_counts_as_the_least() -> None:
    result = read("event: e\nwho: [teo (mentoned), {who: odo, as: dreaming}]\n")
    assert [problem.code for problem in result.problems] == ["SB003", "SB003"]
    assert result.problems[0].hint == "did you mean mentioned?"
    event = result.records[0]
    assert isinstance(event, r.Event)
    assert [who.real for who in event.who] == [False, False]


def test_scene_with_every_field() -> None:
    scene = one(
        "scenes:\n  s3: {title: T, manuscript: one-shot, paragraphs: 16-34, tells: [telling],"
        " pov: mara, where: quay,"
        " who: [mara, teo (memory)], items: [ring], strand: flashback, in: s2}\n"
    )
    assert isinstance(scene, r.Scene)
    assert values(
        [scene.title, scene.manuscript, scene.paragraphs, scene.pov, scene.where, scene.inside]
    ) == [
        "T",
        "one-shot",
        "16-34",
        "mara",
        "quay",
        "s2",
    ]
    assert (values(scene.tells), scene.strand, values(scene.items)) == (["telling"], "flashback", ["ring"])
    assert [who.role for who in scene.who] == ["", "memory"]


@pytest.mark.parametrize(("written", "kept"), [("16", "16"), ("¶16-34", "¶16-34"), ("[1-3, 7]", "1-3, 7")])
def test_paragraphs(written: str, kept: str) -> None:
    assert str(one(f"scene: s\nparagraphs: {written}\n").paragraphs) == kept


# ---- things ---------------------------------------------------------------------


def test_offices_and_groups() -> None:
    result = read(
        """offices:
  hokage:
    title: Hokage
    exclusive: yes
    holders: [{who: odo, seen: the-feast, until: the-flood}, naruto from naruto-hokage,
           tsunade until tsunade-resigns, mara (from telling), hal from always, Odo (the elder)]
groups: {team-7: {name: Team 7, members: naruto}}
"""
    )
    assert result.problems == []
    office, group = result.records
    assert isinstance(office, r.Office) and isinstance(group, r.Group)
    assert (str(office.title), office.exclusive) == ("Hokage", True)
    assert [(holder.who.value, *span_of(holder)) for holder in office.holders] == [
        ("odo", None, "the-flood", ["the-feast"], False),
        ("naruto", "naruto-hokage", None, [], False),
        ("tsunade", None, "tsunade-resigns", [], False),
        ("mara", "telling", None, [], False),
        ("hal", None, None, [], True),
        ("Odo (the elder)", None, None, [], False),
    ]
    assert [holder.who.value for holder in group.members] == ["naruto"]


def test_items_and_places() -> None:
    result = read(
        """items:
  ring: {name: the ring, made: ring-forged, holders: [teo until ring-thrown], lost: [ring-thrown, later],
         found: ring-found, destroyed: {when: the-end, source: ¶9}}
places:
  quay:
    within: lower-town
    destroyed: the-great-fire
    routes: [{to: abbey, km: 40, by: foot, one_way: yes}, {to: capital, takes: 6 days},
         the mill 1.5 km by cart, port takes 2 days by ship]
"""
    )
    assert result.problems == []
    ring, quay = result.records
    assert isinstance(ring, r.Item) and isinstance(quay, r.Place)
    assert values([ring.name, ring.made, ring.destroyed]) == ["the ring", "ring-forged", "the-end"]
    assert ring.destroyed is not None and ring.destroyed.evidence is not None
    assert (values(ring.lost), values(ring.found)) == (["ring-thrown", "later"], ["ring-found"])
    assert values([quay.within, quay.destroyed]) == ["lower-town", "the-great-fire"]
    assert [
        (str(w.to), w.km, w.takes and str(w.takes), w.by and str(w.by), w.one_way) for w in quay.routes
    ] == [
        ("abbey", 40, None, "foot", True),
        ("capital", None, "6 days", None, False),
        ("the mill", 1.5, None, "cart", False),
        ("port", None, "2 days", "ship", False),
    ]


def test_secrets_threads_facts() -> None:
    result = read(
        """secrets:
  odos-debt:
    what: Odo owed the guild
    known: [{who: mara, from: telling, how: told}, teo (told), lyra from the-feast, hal from always]
threads:
  lost-ring: {kind: clue, what: Where is it, planted: ring-thrown, paid: ring-found}
facts:
  peace: {what: The five countries are at peace, from: treaty, says: tsunade}
"""
    )
    assert result.problems == []
    secret, thread, fact = result.records
    assert isinstance(secret, r.Secret) and isinstance(thread, r.Thread) and isinstance(fact, r.Fact)
    assert [(k.who.value, k.how and str(k.how), span_of(k)[0], k.always) for k in secret.known] == [
        ("mara", "told", "telling", False),
        ("teo", "told", None, False),
        ("lyra", None, "the-feast", False),
        ("hal", None, None, True),
    ]
    assert (thread.label, thread.purpose, str(thread.planted), str(thread.paid)) == (
        "Where is it",
        "clue",
        "ring-thrown",
        "ring-found",
    )
    assert (fact.label, span_of(fact)[0], str(fact.says)) == (
        "The five countries are at peace",
        "treaty",
        "tsunade",
    )
