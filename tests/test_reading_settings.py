"""``storybible.yaml``: every setting of the format, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from storybible.config import Config, Kind, Thresholds
from storybible.diagnostics import Diagnostic
from storybible.reading.settings import read_config
from storybible.yamltext import Mapping

FILE = "bible/storybible.yaml"


def read(text: str) -> tuple[Config, list[Diagnostic]]:
    return read_config(text, FILE)


def good(text: str) -> Config:
    config, problems = read(text)
    assert problems == []
    return config


def test_every_setting() -> None:
    config = good(
        """title: The Lower Town
calendar: shire
calendars:
  shire: {months: [{name: Afteryule, days: 30}, {name: Solmath, days: 30}], weekdays: [Sterday, Sunday],
          hours: 24, eras: [{name: SR, year_1: 1601}], leap: none,
          seasons: {winter: Afteryule 1 to Solmath 30}}
fields: {character: {favourite-song: text, left-handed: yes/no}, events: {weather: list}}
manuscripts:
  one-shot: {title: The Lower Town, file: ../manuscript/one-shot.md, paragraphs: 52, order: 1}
  two: ../two.txt
kinds: {sworn-brother: {symmetric: yes, exclusive: no, min_age: 0}, dating: {min_age: 16},
        liege: {inverse: vassal}}
thresholds:
  human: {lifespan: 110, mother: 14 to 50, father: at least 15}
  elf: {lifespan: none, mother: 50-900, siblings: off}
speeds: {foot: 30, dragon: 900}
rules: {uncited-statement: warning, confusable-names: off, age-gap: no}
waivers: [{rule: two-places-at-once, records: [mara, the-flood], because: she walks between worlds},
          {finding: sb201-12345678, because: intended}]
limits: {file_size: 1.5 MB}
widths: {about: [2, 20 %], few: "2, 6, 2, 9"}
"""
    )
    assert (str(config.title), config.calendar) == ("The Lower Town", "shire")
    assert type(config.calendars["shire"]) is Mapping
    assert config.own_fields == {
        "character": {"favourite-song": "text", "left-handed": "yes/no"},
        "event": {"weather": "list"},
    }
    one_shot, two = config.manuscripts.values()
    assert (one_shot.id, str(one_shot.title), str(one_shot.file), one_shot.paragraphs, one_shot.order) == (
        "one-shot",
        "The Lower Town",
        "../manuscript/one-shot.md",
        52,
        1,
    )
    assert str(one_shot.span) == f"{FILE}:9:3"
    assert (str(two.file), two.paragraphs) == ("../two.txt", None)
    brother, dating = config.kind("sworn-brother"), config.kind("dating")
    assert (brother.symmetric, brother.exclusive, brother.kin, brother.min_age) == (True, False, False, 0)
    assert (dating.symmetric, dating.min_age) == (True, 16)
    assert (config.kind("vassal").inverse, config.kind("liege").inverse) == ("liege", "vassal")
    human, elf = config.limits_of(None), config.limits_of("Elf")
    assert (human.lifespan, human.mother, human.father, human.siblings) == (110, (14, 50), (15, None), 8)
    assert (elf.lifespan, elf.mother, elf.father, elf.siblings) == (None, (50, 900), (13, 90), None)
    assert str(human.spans["mother"]) == f"{FILE}:14:34"
    assert (config.speeds["foot"], config.speeds["dragon"], config.speeds["horse"]) == (30, 900, 60)
    assert {name: setting.value for name, setting in config.rules.items()} == {
        "uncited-statement": "warning",
        "confusable-names": "off",
        "age-gap": "off",
    }
    first, second = config.waivers
    assert (first.rule, first.records, first.because) == (
        "two-places-at-once",
        ("mara", "the-flood"),
        "she walks between worlds",
    )
    assert [str(ref.span) for ref in first.refs] == [f"{FILE}:18:48", f"{FILE}:18:54"]
    assert (second.finding, second.records) == ("sb201-12345678", ())
    assert config.limits.file_size == 1572864
    assert config.widths is not None
    assert (config.widths.about, config.widths.few) == ((2, 20), (2, 6, 2, 9))
    assert config.fields["rules"].line == 17


def test_defaults() -> None:
    config = good("title: x\n")
    assert (config.calendar, config.manuscripts, config.waivers, config.widths) == ("gregorian", {}, (), None)
    assert {name: kind.min_age for name, kind in config.kinds.items() if kind.min_age} == {
        "married": 18,
        "engaged": 18,
        "dating": 18,
        "lovers": 18,
    }
    assert {name for name, kind in config.kinds.items() if kind.symmetric} == {
        "sibling",
        "married",
        "engaged",
        "dating",
        "lovers",
        "partner",
        "friend",
        "rival",
        "enemy",
        "teammate",
    }
    assert {"parent", "mentor", "sensei", "serves", "student", "child"} <= set(config.kinds)
    assert not any(kind.exclusive for kind in config.kinds.values())
    assert config.kind("parent").inverse == "child"
    assert config.kind("nemesis") == Kind(name="nemesis")
    assert config.limits_of("human") == Thresholds()
    assert (Thresholds().lifespan, Thresholds().mother, Thresholds().father) == (120, (12, 55), (13, 90))
    assert config.limits_of("dragon").lifespan is None
    assert config.limits.file_size == 16 * 1024 * 1024
    first, second = read(""), read("---\n")
    assert [problem.code for problem in first[1] + second[1]] == ["SB010", "SB010"]


WRONG = [
    ("titel: x\n", "SB002", "1:1", "did you mean `title`?"),
    ("characters: {a: {}}\n", "SB002", "1:1", "`characters` holds records"),
    ("- a\n", "SB003", "1:1", "takes a mapping of settings"),
    ("calendar: shire\n", "SB003", "1:11", "gregorian or the id of one under `calendars:`"),
    ("calendars: {shire: {months: 12}}\n", "SB003", "1:29", "`months` takes a list of months"),
    ("fields: {charcter: {a: text}}\n", "SB002", "1:10", "did you mean `character`?"),
    (
        "fields: {character: {a: txt}}\n",
        "SB003",
        "1:25",
        "`a` is one of text, number, yes/no, list, reference or time",
    ),
    ("manuscripts: {m: {paragraphs: many}}\n", "SB003", "1:31", "`paragraphs` takes a number"),
    ("manuscripts: [m]\n", "SB003", "1:14", "`manuscripts` takes a mapping"),
    ("kinds: {k: {symetric: yes}}\n", "SB002", "1:13", "did you mean `symmetric`?"),
    ("kinds: {k: {symmetric: perhaps}}\n", "SB003", "1:24", "`symmetric` takes yes or no"),
    ("thresholds: {human: {mother: 55 to 12}}\n", "SB003", "1:30", "`mother` takes an age to an age"),
    ("thresholds: {human: {lifespan: long}}\n", "SB003", "1:32", "`lifespan` takes a number"),
    ("thresholds: {human: 120}\n", "SB003", "1:21", "`human` takes a mapping"),
    ("rules: {age-gap: warn}\n", "SB003", "1:18", "`age-gap` is one of error, warning, note or off"),
    ("rules: off\n", "SB003", "1:8", "`rules` takes a mapping"),
    ("waivers: [{rule: a, records: [b]}]\n", "SB003", "1:11", "a waiver needs `because`"),
    ("waivers: [{rule: a, because: b}]\n", "SB003", "1:11", "a waiver needs `records`"),
    ("waivers: [{because: b}]\n", "SB003", "1:11", "a waiver needs `rule`"),
    ("waivers: [a]\n", "SB003", "1:11", "`waivers` takes a list of mappings"),
    ("limits: {file_size: big}\n", "SB003", "1:21", "`file_size` takes a size"),
    ("widths: {abuot: 3}\n", "SB003", "1:17", "no width called abuot"),
    ("speeds: {foot: fast}\n", "SB003", "1:16", "`foot` takes a number"),
    ("title: a: b\n", "SB008", "1:8", "colon"),
]


@pytest.mark.parametrize(("text", "code", "place", "word"), WRONG)
def test_wrong_settings_keep_the_default(text: str, code: str, place: str, word: str) -> None:
    config, problems = read(text)
    assert [(problem.code, str(problem.span)) for problem in problems] == [(code, f"{FILE}:{place}")]
    assert word in problems[0].message
    assert problems[0].hint
    assert config.calendar == "gregorian"
    assert config.limits_of(None) == Thresholds(spans=config.limits_of(None).spans)
