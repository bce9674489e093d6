"""What people write for a field or a role that the format calls otherwise, and what to tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from storybible.reading.nodes import Mapping as Fields
from storybible.reading.nodes import Node, Sequence
from storybible.reading.oneline import age_at
from storybible.reading.problems import near
from storybible.records import Text

TIMES = "date time on at day year moment dated datetime happens happened timestamp"
# What is written: the fields that may be meant, of which the first counts that the record has.
_FIELDS = {
    TIMES: "when at from",
    "when": "at from",
    "start starts begin begins began beginning since": "from when",
    "end ends ended ending to till": "until",
    "duration length lasting last long": "lasts takes",
    "age aged": "ages age",
    "birth birthday birthdate birth-date date-of-birth dob": "born births",
    "death dod deathdate death-date date-of-death dead dies die died": "died deaths",
    "born births-of birth-of": "births",
    "victim victims killed kills casualties": "deaths",
    "location place setting venue locale": "where within",
    "part-of inside region in parent": "within in parents",
    "characters character people person persons present participants cast attendees": "who members",
    "member": "members",
    "gender": "sex",
    "race": "species",
    "eyes hair eye-colour eye-color hair-colour hair-color height appearance looks build skin": "traits",
    "trait attributes": "traits",
    "mother father mum mom dad": "parents",
    "description desc notes summary comment comments bio biography background synopsis details": "note what",
    "secret fact content": "what",
    "type category sort": "kind",
    "fullname full-name label": "name title",
    "title": "name",
    "name": "title",
    "nickname nicknames alias aka also-known-as other-names other-name": "aliases",
    "reference ref citation cite cited page pages chapter sources": "source",
    "paragraph para": "paragraphs source",
    "quotation": "quote",
    "text statement": "what quote",
    "resolved paid-off payoff resolution answered answer": "paid",
    "setup planted-in raised": "planted",
    "owner owners holder held-by belongs-to": "holders",
    "item objects object props": "items",
    "known-by knowers who-knows": "known",
    "events event shows": "tells at",
    "viewpoint point-of-view perspective narrator": "pov",
    "tag": "tags",
    "role": "as",
    "created built forged": "made",
    "destination": "to",
    "reason why explanation": "because",
    "record": "records",
    "path filename": "file",
    "mutual two-way reciprocal": "symmetric",
    "opposite reverse": "inverse",
    "default-calendar": "calendar",
    "species": "thresholds species",
    "books novels texts drafts": "manuscripts",
    "custom-fields extra-fields": "fields",
    "ignore ignored exceptions waiver": "waivers",
    "severities severity checks lint": "rules",
    "glossary spelling spellings style style-sheet": "terms",
    "max-age life-expectancy": "lifespan",
    "min-parent-age mother-age": "mother",
    "father-age": "father",
    "distance": "km",
}  # fmt: skip
MEANT: Mapping[str, tuple[str, ...]] = {
    word: tuple(fields.split()) for words, fields in _FIELDS.items() for word in words.split()
}
PARTNERS = frozenset((
    "spouse", "spouses", "husband", "wife", "partner", "partners", "married", "marriage", "lover",
    "lovers", "friend", "friends", "enemy", "enemies", "mentor", "relationships", "relationship",
    "relations",
))  # fmt: skip
OCCUPATIONS = frozenset((
    "occupation", "job", "profession", "trade", "work", "religion", "faith", "nationality", "language",
    "languages", "hobby", "hobbies", "personality", "voice", "accent", "education", "class", "weight",
    "skills", "skill", "fear", "fears", "goal", "goals", "motivation", "flaw", "flaws", "habits", "home",
    "pronouns", "rank", "status", "birthplace", "hometown", "eye", "orientation", "powers", "magic",
))  # fmt: skip
"""What the format has no field for; as a trait it may change over time."""
CHILDREN = frozenset((
    "child", "children", "son", "sons", "daughter", "daughters", "kids", "offspring",
))  # fmt: skip
SIBLINGS = frozenset((
    "sibling", "siblings", "brother", "brothers", "sister", "sisters",
))  # fmt: skip

MOMENTS = frozenset(
    ("when", "at", "from", "until", "seen", "born", "died", "made", "lost", "found", "planted", "paid")
)
ONE_TEXT = frozenset(
    ("where", "within", "note", "what", "name", "title", "sex", "species", "kind", "quote", "pov")
)
LISTS = frozenset((
    "who", "parents", "births", "deaths", "revivals", "items", "tells", "members", "holders", "known",
    "aliases", "tags", "source",
))  # fmt: skip

_TITLES = frozenset((
    "captain", "king", "queen", "lord", "lady", "sir", "dame", "prince", "princess", "duke", "duchess",
    "count", "countess", "baron", "dr", "doctor", "professor", "colonel", "major", "general", "sergeant",
    "lieutenant",
    "mr", "mrs", "miss", "ms", "reverend", "master", "mistress",
))  # fmt: skip
_ELSEWHERE: tuple[tuple[str, frozenset[str], str], ...] = tuple(
    (field, frozenset(words.split()), advice)
    for field, words, advice in (
        ("births", "after before since during within", "say it in `when`: when: {word} {said}"),
        ("births", "follows", "say it in `when`: when: after {said}"),
        ("births", "precedes leads-to causes", "say it in `when`: when: before {said}"),
        ("births", "pov scene scenes strand",
         "scenes are records of their own: scenes: {{s1: {{tells: [wedding]}}}}"),
        ("births", "flashback", "an event is when it happened; a scene that tells it later has `tells`"),
        ("births", "order number sequence index", "events are in the order of their `when`: after wedding"),
        ("parents",
         "surname family-name last-name first-name given-name forename middle-name maiden-name",
         "the whole name stands in `name`, others in `aliases`: name: Nora Venn, aliases: [Nora]"),
        ("parents", "alive is-alive living",
         "whoever has no `died` is not dead: leave it out, or write when: died: the-flood"),
        ("parents", "killed-by murdered-by killer murderer",
         "say it with an event: events: {{the-murder: {{deaths: [mara], who: [{said}]}}}}"),
        ("parents",
         "group groups team teams faction clan family house guild affiliation affiliations allegiance",
         "say it with the group: groups: {{{said}: {{members: [mara]}}}}"),
        ("parents", "lifespan life-expectancy max-age",
         "how old a species gets is set under `thresholds:` in storybible.yaml"),
        ("parents",
         "first-appearance last-appearance debut appears appears-in introduced scenes events",
         "whoever appears stands in the `who` of events and scenes"),
        ("within", "founded built exists opened created",
         "say it with an event, such as: events: {{the-founding: {{when: {said}, where: quay}}}}"),
        ("within", "distance distance-to distances travel travel-time", "routes: [{{to: mill, km: 3}}]"),
        ("members", "leader leaders head chief captain boss",
         "who leads is an office: offices: {{captain: {{holders: [{said}]}}}}"),
        ("lifespan", "adult adult-age adulthood majority min-age",
         "from what age on people marry is said of the kind: kinds: {{married: {{min_age: 16}}}}"),
        ("waivers", "author language genre version status created copyright",
         "settings have no such field; a remark of your own begins with #"),
        ("waivers", "moons seasons months weekdays eras leap hours",
         "say it of a calendar: calendars: {{shire: {{{word}: [...]}}}}"),
        ("waivers", "start now epoch present today",
         "an event of this name does it: events: {{{word}: {{when: {said}}}}}"),
        ("made", "made-by maker creator author", "when it was made is `made`; by whom is a `note`"),
    )
)  # fmt: skip
"""What is said elsewhere: a field of the kind of record, the words for it, and where it is said."""
KINDS_MEANT: Mapping[str, str] = {
    word: kind
    for words, kind in {
        "people person persons cast chars char dramatis-personae npcs": "characters",
        "location locations setting settings map": "places",
        "object objects thing things props artifacts artefacts": "items",
        "timeline history chronology incidents happenings": "events",
        "organisation organisations organization organizations faction factions team teams clans": "groups",
        "titles positions jobs ranks posts": "offices",
        "chapters chapter": "scenes",
        "tie ties relations relation bonds": "relationships",
        "plots plot questions promises mysteries foreshadowing": "threads",
        "lore rules world worldbuilding magic": "facts",
    }.items()
    for word in words.split()
}
"""Words for several records of a kind."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    word: tuple(meant.split())
    for words, meant in {
        "ignore ignored none never disable disabled silent hide skip": "off",
        "info information notice remark": "note",
        "hint": "note clue",
        "warn": "warning",
        "fatal fail severe critical": "error",
        "string str words": "text",
        "int integer float decimal": "number",
        "bool boolean flag": "yes/no",
        "array names texts": "list",
        "ref record link id character": "reference",
        "date datetime moment": "time",
        "mystery riddle puzzle": "question",
        "oath vow prophecy": "promise",
        "danger menace": "threat",
        "foreshadowing": "clue",
    }.items()
    for word in words.split()
}

ROLE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("dead", "corpse", "deceased", "dead body", "unconscious", "remains"), "body"),
    **dict.fromkeys(("ghostly", "spirit", "spectre", "specter", "phantom"), "ghost"),
    **dict.fromkeys(
        ("remembered", "flashback-memory", "flashback memory", "recalled", "memories", "recollection"),
        "memory",
    ),
    **dict.fromkeys(
        ("named", "spoken of", "talked about", "talked of", "referred to", "absent", "off-page", "offstage"),
        "mentioned",
    ),
    **dict.fromkeys(("imagined", "imaginary", "hallucination", "hallucinated"), "vision"),
    **dict.fromkeys(("dreamt", "dreamed", "dreaming", "nightmare"), "dream"),
    **dict.fromkeys(("in disguise", "masked", "undercover", "incognito"), "disguised"),
}
"""Words for a way of being present, and the word the format has for it."""
PARENT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("adopted", "adopting", "by adoption"), "adoptive"),
    **dict.fromkeys(("foster", "fostering", "foster mother", "foster father", "ward"), "guardian"),
    **dict.fromkeys(
        ("stepmother", "stepfather", "stepparent", "step-mother", "step-father", "stepmum"), "step"
    ),
    **dict.fromkeys(("mum", "mom", "mama", "biological mother", "birth mother"), "mother"),
    **dict.fromkeys(("dad", "papa", "biological father", "birth father"), "father"),
    **dict.fromkeys(("biological", "birth", "natural", "blood", "real", "by blood"), "parent"),
}
"""Words for a tie to a parent, and the word the format has for it ("parent" may be left out)."""


def field_meant(written: str, known: Iterable[str], value: Node | None) -> tuple[str, str]:
    """The field that may be meant ("" for none), and advice where its name alone would not do."""
    names = list(known)
    word = "-".join(written.lower().replace("_", " ").split())
    advice = _advice(word, names, value)
    guess = next((field for field in MEANT.get(word, ()) if field in names), "")
    if not guess and not advice:
        guess = near(written, names, 0.66 if len(written) < 4 else 0.7)
    return guess, advice


def word_meant(written: str, words: tuple[str, ...]) -> str:
    """Which of a few words another one may stand for; "" where that cannot be told."""
    return next((word for word in _WORDS.get(written.lower(), ()) if word in words), "") or near(
        written, words, 0.7
    )


def fields_listed(names: list[str], guess: str) -> str:
    """The fields that there are, and where others are declared, which only records may have."""
    listed = f"its fields are {', '.join(names)}"
    if guess or "external" not in names:
        return listed
    return f"{listed}; one of your own is declared under `fields:` in storybible.yaml"


def _advice(word: str, names: list[str], value: Node | None) -> str:
    """How to say what the field was to say, where another name for it is not enough."""
    said = value.value if type(value) is Text and 0 < len(value.value) < 40 else ""
    if "ages" in names and word in ("age", "aged") and not (value is not None and fits("ages", value)):
        return f"an age needs its moment: ages: [{said or '25'} at EVENT]"
    if "traits" in names and "traits" in MEANT.get(word, ()) and word not in ("trait", "attributes"):
        return f"for example: traits: {{{word}: {said or 'grey'}}}"
    if "parents" in names and word in ("mother", "father", "mum", "mom", "dad"):
        role = "mother" if word[0] == "m" else "father"
        return f"for example: parents: [{{who: {said or 'lyra'}, as: {role}}}]"
    for fields, words, advice in _ELSEWHERE:
        if fields in names and word in words:
            return advice.format(word=word, said=said or "nora")
    if "parents" not in names:
        return ""
    if word == "title" and said.lower().rstrip(".") in _TITLES:
        return f"a title stands in a name or an alias: aliases: [{said} Venn]"
    if word in OCCUPATIONS:
        return (
            f"for example: traits: {{{word}: {said or 'fisherman'}}}; "
            "a field of your own is declared under `fields:` in storybible.yaml"
        )
    if word in PARTNERS:
        return (
            "ties between people stand in a list of their own: "
            "relationships: [{kind: married, who: [mara, teo], from: the-wedding}]"
        )
    if word in CHILDREN:
        return "say it with the child: parents: [mara]"
    if word in SIBLINGS:
        return "brothers and sisters follow from their `parents`"
    return ""


def fits(field: str, value: Node | None) -> bool:
    """Whether a value may stand in a field, so that renaming the field makes no new error."""
    if value is None:
        return True
    if type(value) is Text and not value.value:
        return True
    if field == "ages":
        return bool(_texts(value)) and all(age_at(text) is not None for text in _texts(value))
    if field in MOMENTS:
        return bool(_texts(value)) and all(_is_time(text.value) for text in _texts(value))
    if field in ONE_TEXT:
        return type(value) is Text
    if field in LISTS:
        return bool(_texts(value))
    return type(value) is Fields if field in ("traits", "external") else True


def _texts(value: Node) -> list[Text]:
    """The texts of a value; none where anything else stands among them."""
    items = value.items if type(value) is Sequence else [value]
    texts = [item for item in items if type(item) is Text]
    return texts if len(texts) == len(items) else []


def _is_time(text: str) -> bool:
    """Whether a text reads as a time expression, as far as that shows without knowing the records."""
    from storybible.when import parse  # only for a field with a wrong name

    return all(found.message.startswith("no ") for found in parse(text, _Nobody()).problems)


class _Nobody:
    """Names of a bible without records."""

    def resolve(self, text: str) -> tuple[str, str] | None:
        """Nothing is called so."""
        return None

    def near(self, text: str) -> list[str]:
        """Nothing is called nearly so."""
        return []

    def ambiguous(self, text: str) -> list[str]:
        """Nothing is called so, let alone twice."""
        return []


def notes_of(kinds: Iterable[str]) -> Iterator[str]:
    """The words by which a note of a vault may say what it is about: "character", "characters"."""
    for kind in kinds:
        yield kind
        yield kind + "s"
