"""``storybible.yaml`` as JSON Schema."""

from __future__ import annotations

from storybible.config import FIELD_TYPES, SPEEDS
from storybible.reading import calendar, moons, prose, settings
from storybible.reading.kinds import PLURALS
from storybible.reading.leap_rules import CYCLE_FIELDS
from storybible.records import KINDS
from storybible.rules import all_rules
from storybible.schema.parts import EVIDENCE_TOLD, Schema, Told, mapping, one_of, part, several, words
from storybible.when import WIDTHS

TEXT, TEXTS, YES_NO, AMOUNT, NUMBER = (part(name) for name in ("text", "texts", "yes-no", "amount", "number"))
EMPTY: Schema = {"type": "null"}
NONE: Schema = words("none", "off", "unlimited", "no", "false")
LIMIT = one_of(AMOUNT, NONE, {"const": False})
RANGE = one_of({"type": "string"}, {"const": False}, EMPTY)

MANUSCRIPT: dict[str, Told] = {
    "title": (TEXT, "Its title.", "The Lower Town"),
    "file": (TEXT, "Its file, seen from the bible's folder; it may be missing.", "../manuscript/one-shot.md"),
    "paragraphs": (AMOUNT, "How many paragraphs it has.", 52),
    "order": (NUMBER, "Its place in the series.", 1),
}
KIND: dict[str, Told] = {
    "symmetric": (YES_NO, "Whether it goes both ways.", True),
    "inverse": (TEXT, "The word for the other way round.", "student"),
    "exclusive": (YES_NO, "Whether nobody has two at a time.", False),
    "kin": (YES_NO, "Whether it makes relatives.", False),
    "min_age": (AMOUNT, "Completed years that both must have; 0 for none.", 18),
}
THRESHOLDS: dict[str, Told] = {
    "lifespan": (LIMIT, "Years a life lasts at most.", 120),
    "mother": (RANGE, "Her age when she bears a child.", "12 to 55"),
    "father": (RANGE, "His age at a child's birth.", "13 to 90"),
    "siblings": (LIMIT, "Months between two births of one mother, twins apart.", 8),
    "sibling_span": (LIMIT, "Years between her first child and her last.", 43),
    "father_dead": (LIMIT, "Days a father may have been dead at the birth.", 294),
    "age_gap": (LIMIT, "Years between partners.", 20),
}
WAIVER: dict[str, Told] = {
    "rule": (TEXT, "The rule, by name or code.", "two-places-at-once"),
    "records": (part("mentions"), "The records concerned.", ["mara", "the-flood"]),
    "finding": (TEXT, "The id of a single finding instead.", "SB306-1a2b3c"),
    "because": (TEXT, "Your reason.", "she walks between worlds"),
}
LLM: dict[str, Told] = {
    "url": (TEXT, "An OpenAI-compatible endpoint.", "http://localhost:8080/v1/chat/completions"),
    "model": (TEXT, "The name of the model.", "small"),
    "key_from": (TEXT, "The variable of the environment that holds the key.", "MY_KEY"),
    "timeout": (NUMBER, "Seconds to wait for an answer.", 60),
    "most": (AMOUNT, "Characters of a text that are sent at most.", 40000),
}
MENTION: dict[str, Told] = {
    "name": (TEXT, "The name as it stands in the text.", "Venn"),
    "near": (TEXT, "Words of the same paragraph; without them it holds everywhere.", "came in late"),
    "is": (TEXT, "Whom it means: an id or a name, or nobody.", "teo"),
}
MONTH: dict[str, Told] = {
    "name": (TEXT, "Its name.", "Solmath"),
    "short": (TEXT, "Another name for it.", "Sol"),
    "days": (AMOUNT, "How many days it has.", 30),
    "leap": (AMOUNT, "How many in a leap year.", 31),
    "intercalary": (YES_NO, "Days between two months, such as feasts.", True),
    "note": EVIDENCE_TOLD["note"],
}
ERA: dict[str, Told] = {
    "name": (TEXT, "What stands before or behind a year.", "Shire Reckoning"),
    "short": (TEXT, "The same in short.", "SR"),
    "year_1": (NUMBER, "The year that is the era's year 1.", 1601),
    "years": (AMOUNT, "How many years it has.", 800),
    "backwards": (YES_NO, "Whether it counts down, as BC does.", True),
    "note": EVIDENCE_TOLD["note"],
}
CYCLE: dict[str, Told] = {
    "cycle": (AMOUNT, "How many years until the leap years come round again.", 19),
    "years": (TEXTS, "Which of them are leap years.", [3, 6, 8, 11, 14, 17, 19]),
}
MOON: dict[str, Told] = {
    "name": (TEXT, "What people call it.", "Luna"),
    "period": (TEXT, "From full moon to full moon.", "29 days 12 hours"),
    "full": (TEXT, "One day on which it was full.", "1400-01-14"),
    "note": EVIDENCE_TOLD["note"],
}
CALENDAR: dict[str, Told] = {
    "name": (TEXT, "What people call it.", "Shire calendar"),
    "months": (
        several(one_of(TEXT, mapping(MONTH, ("name",), calendar.MONTH_FIELDS))),
        "The months in their order, each with its days.",
        [{"name": "Afteryule", "days": 30}],
    ),
    "weekdays": (TEXTS, "Their names in their order.", ["Sterday", "Sunday"]),
    "known_day": (TEXT, "One day whose weekday is known.", "Sterday 1400-01-01"),
    "hours": (AMOUNT, "Hours in a day.", 24),
    "minutes": (AMOUNT, "Minutes in an hour.", 60),
    "eras": (
        several(mapping(ERA, ("name", "year_1"), calendar.ERA_FIELDS)),
        "What years are counted from.",
        [{"name": "SR", "year_1": 1601}],
    ),
    "leap": (
        one_of(TEXTS, mapping(CYCLE, ("cycle", "years"), CYCLE_FIELDS)),
        "Which years are leap years.",
        "every 4 except 100 unless 400",
    ),
    "seasons": (
        one_of({"type": "object", "additionalProperties": TEXT}, TEXT),
        "Each from a day to a day, or from a month to a month.",
        {"winter": "Afteryule 1 to Solmath 30"},
    ),
    "moons": (
        several(mapping(MOON, ("name", "period"), moons.MOON_FIELDS)),
        "The moons, so that stated phases can be checked.",
        [{"name": "Luna", "period": "29 days 12 hours", "full": "1400-01-14"}],
    ),
    "source": EVIDENCE_TOLD["source"],
    "quote": EVIDENCE_TOLD["quote"],
    "note": EVIDENCE_TOLD["note"],
}


def _named(one: Schema, names: Schema | None = None) -> Schema:
    """A mapping from names to one and the same thing."""
    made: Schema = {"type": "object", "additionalProperties": one}
    if names is not None:
        made["propertyNames"] = names
    return one_of(made, EMPTY)


def _told() -> dict[str, Told]:
    """Every setting.  The names of the rules are looked up, which reads all of them."""
    levels = one_of({"enum": [*settings.LEVELS, "no", "false", False]}, EMPTY)
    own = one_of({"enum": [*FIELD_TYPES]}, EMPTY)
    limits: dict[str, Told] = {"file_size": (TEXT, "Larger files are not read.", "16 MB")}
    rules = sorted(name for rule in all_rules() for name in (rule.name, rule.code))
    return {
        "title": (TEXT, "The title of the whole.", "The Lower Town"),
        "calendar": (TEXT, "Which calendar the dates are in.", "gregorian"),
        "calendars": (
            _named(one_of(mapping(CALENDAR, (), calendar.FIELDS), EMPTY)),
            "Calendars of the story's own.",
            {"shire": {"months": [{"name": "Afteryule", "days": 30}], "hours": 24}},
        ),
        "manuscripts": (
            _named(one_of(TEXT, mapping(MANUSCRIPT, (), settings.MANUSCRIPT_FIELDS))),
            "The texts that the bible is about, each under a short id.",
            {"one-shot": {"title": "The Lower Town", "paragraphs": 52}},
        ),
        "kinds": (
            _named(one_of(mapping(KIND, (), settings.KIND_FIELDS), EMPTY)),
            "Kinds of relationship: built-in ones changed, and your own.",
            {"sworn-brother": {"symmetric": True}},
        ),
        "fields": (
            _named(_named(own), {"enum": [*KINDS, *PLURALS]}),
            "Fields of your own, for each kind of record.",
            {"character": {"favourite-song": "text"}},
        ),
        "thresholds": (
            _named(one_of(mapping(THRESHOLDS, (), settings.THRESHOLD_FIELDS), EMPTY)),
            "What nature allows, for each species.",
            {"human": {"lifespan": 120, "mother": "12 to 55"}},
        ),
        "speeds": (_named(AMOUNT), "Kilometres a day, by way of travel.", {"foot": SPEEDS["foot"]}),
        "rules": (
            _named(levels, {"enum": rules}),
            "How loud a rule is: error, warning, note or off.",
            {"confusable-names": "off"},
        ),
        "waivers": (
            one_of(several(mapping(WAIVER, ("because",), settings.WAIVER_FIELDS)), EMPTY),
            "Findings that you accept, each with your reason.",
            [{"rule": "two-places-at-once", "records": ["mara"], "because": "she walks between worlds"}],
        ),
        "terms": (
            _named(TEXTS),
            "How words are to be spelt in prose, and the spellings that are not wanted.",
            {"medic-nin": ["medic nin", "medicnin"]},
        ),
        "nlp": (TEXT, "A spaCy model that `scan --nlp` asks for names.", "en_core_web_sm"),
        "llm": (
            one_of(mapping(LLM, ("url", "model"), prose.LLM_FIELDS), EMPTY),
            "A language model that `scan --llm` asks, each time with your consent.",
            {"url": "http://localhost:8080/v1/chat/completions", "model": "small"},
        ),
        "mentions": (
            one_of(several(mapping(MENTION, ("name", "is"), prose.MENTION_FIELDS)), EMPTY),
            "Whom a name in prose means, where the text alone does not tell.",
            [{"name": "Venn", "near": "came in late", "is": "teo"}],
        ),
        "limits": (
            one_of(mapping(limits, (), settings.LIMIT_FIELDS), EMPTY), "Guards.", {"file_size": "16 MB"},
        ),
        "widths": (
            _named(TEXTS, {"enum": [*WIDTHS._fields]}),
            "How broadly words such as `about` and `a few` are read.",
            {"few": [2, 4, 2, 7]},
        ),
    }  # fmt: skip


def definition() -> Schema:
    """All of ``storybible.yaml``."""
    return mapping(_told(), (), settings.FIELDS) | {"type": ["object", "null"]}
