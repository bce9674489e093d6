"""``storybible.yaml`` into a :class:`~storybible.config.Config`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from storybible.calendars import Calendar
from storybible.config import FIELD_TYPES, Config, Kind, Limits, Manuscript, RuleSetting, Thresholds, Waiver
from storybible.diagnostics import Diagnostic, Span
from storybible.reading import prose
from storybible.reading.common import missing
from storybible.reading.fields import NO, Fields, Reader
from storybible.reading.ids import make_id
from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.problems import EMPTY_FILE, UNKNOWN_FIELD, WRONG_TYPE, problem
from storybible.reading.texts import as_number
from storybible.records import KINDS, Text
from storybible.yamltext import parse

FIELDS = dict.fromkeys(
    (
        "title",
        "calendar",
        "calendars",
        "manuscripts",
        "kinds",
        "fields",
        "thresholds",
        "speeds",
        "rules",
        "waivers",
        "terms",
        "mentions",
        "nlp",
        "llm",
        "limits",
        "widths",
    )
)
MANUSCRIPT_FIELDS = dict.fromkeys(("title", "file", "paragraphs", "order"))
KIND_FIELDS = dict.fromkeys(("symmetric", "inverse", "exclusive", "kin", "min_age"))
RANGES = ("mother", "father")
NUMBERS = ("lifespan", "siblings", "sibling_span", "father_dead", "age_gap")
THRESHOLD_FIELDS = dict.fromkeys(("lifespan", *RANGES, *NUMBERS[1:]))
WAIVER_FIELDS = dict.fromkeys(("rule", "records", "finding", "because"))
LIMIT_FIELDS = dict.fromkeys(("file_size",))
LEVELS = ("error", "warning", "note", "off")
SIZES = {"": 1, "b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}


def read_config(text: str, file: str) -> tuple[Config, list[Diagnostic]]:
    """Read the settings; whatever cannot be read keeps its default."""
    config = Config()
    root, problems = parse(text, file)
    if root is None or (type(root) is Text and not root.value):
        if not problems:
            problems.append(
                problem(
                    EMPTY_FILE,
                    Span(file, 1, 1),
                    "nothing is set here; the defaults hold",
                    "for example: title: The Lower Town",
                    subject=(file, "empty"),
                )
            )
        return config, problems
    reader = Reader(text, file, config, problems)
    if type(root) is not Mapping:
        reader.wrong(root, file.rsplit("/")[-1], "a mapping of settings", "title: The Lower Town")
        return config, problems
    _SettingsReader(reader, config).read(root)
    return config, problems


class _SettingsReader:
    def __init__(self, reader: Reader, config: Config) -> None:
        self.reader = reader
        self.config = config
        self.built: dict[str, Calendar] = {}

    def read(self, root: Mapping) -> None:
        """All settings."""
        reader, config = self.reader, self.config
        config.fields = {key.value: key.span for key, _ in root.items}
        for key, _ in root.items:
            if key.value in PLURALS or key.value in KINDS:
                reader.add(
                    UNKNOWN_FIELD,
                    key.span,
                    f"`{key.value}` holds records, and this file holds settings only",
                    "put records into any other .yaml file of this folder",
                    "records",
                    key.value,
                )
        given = reader.fields(root, FIELDS, "storybible.yaml", {*PLURALS, *KINDS})
        config.title = reader.text_of(given.get("title"), "title", "title: The Lower Town")
        for id_, entry in self.mapping(given, "calendars", "calendars: {shire: {months: [...]}}"):
            self.calendar(id_, entry)
        calendar = reader.text_of(given.get("calendar"), "calendar", "calendar: gregorian")
        if calendar is not None:
            config.calendar_text = calendar
            config.calendar = calendar.value
            if calendar.value != "gregorian" and calendar.value not in config.calendars:
                reader.wrong(
                    calendar,
                    "calendar",
                    "gregorian or the id of one under `calendars:`",
                    "calendar: gregorian",
                )
                config.calendar = "gregorian"
        elif len(self.built) == 1:  # who declares one means it
            config.calendar = next(iter(self.built))
        config.calendar_in_use = self.built.get(config.calendar, config.calendar_in_use)
        for id_, entry in self.mapping(
            given, "manuscripts", "manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}"
        ):
            self.manuscript(id_, entry)
        for id_, entry in self.mapping(given, "kinds", "kinds: {sworn-brother: {symmetric: yes}}"):
            self.kind(id_, entry)
        for id_, entry in self.mapping(given, "fields", "fields: {character: {favourite-song: text}}"):
            self.own_fields(id_, entry)
        for id_, entry in self.mapping(
            given, "thresholds", "thresholds: {human: {lifespan: 120, mother: 12 to 55}}"
        ):
            self.thresholds(id_, entry)
        for id_, entry in self.mapping(given, "speeds", "speeds: {foot: 40, horse: 60}"):
            speed = reader.number(entry, id_.value, f"{id_.value}: 40")
            if speed:
                config.speeds[id_.value] = float(speed)
        for id_, entry in self.mapping(
            given, "rules", "rules: {uncited-statement: warning, confusable-names: off}"
        ):
            self.rule(id_, entry)
        self.widths(self.mapping(given, "widths", "widths: {about: [1, 15 %]}"))
        if "limits" in given:
            self.limits(given["limits"])
        if "waivers" in given:
            self.waivers(given["waivers"])
        config.terms = prose.read_terms(reader, given.get("terms"))
        config.nlp = prose.read_nlp(reader, given.get("nlp"))
        config.llm = prose.read_llm(reader, given.get("llm"))
        config.mentions = prose.read_mentions(reader, given.get("mentions"))

    def mapping(self, given: Fields, field: str, example: str) -> list[tuple[Text, Node]]:
        """The entries of a setting that is a mapping."""
        node = given.get(field)
        if node is None:
            return []
        if type(node) is Mapping:
            return node.items
        self.reader.wrong(node, field, "a mapping", _meant(field, node) or example)
        return []

    def inner(self, id_: Text, entry: Node, known: dict[str, None], what: str, example: str) -> Fields | None:
        """The fields of one entry; an empty one has none."""
        if type(entry) is Mapping:
            return self.reader.fields(entry, known, what)
        if type(entry) is Text and not entry.value:
            return {}
        self.reader.wrong(entry, id_.value, "a mapping", example)
        return None

    def calendar(self, id_: Text, entry: Node) -> None:
        """A calendar of the story's own."""
        from storybible.reading.calendar import FIELDS, read_calendar  # only for the few who declare one

        example = f"{id_.value}: {{months: [{{name: Afteryule, days: 30}}], hours: 24}}"
        given = self.inner(id_, entry, FIELDS, "calendar", example)
        if given is None:
            return
        self.config.calendars[id_.value] = entry
        months = given.get("months")
        if months is not None and type(months) is not Sequence:
            example = _months(months) or "months: [{name: Afteryule, days: 30}]"
            self.reader.wrong(months, "months", "a list of months", example)
            return
        self.built[id_.value] = read_calendar(self.reader, id_, given)

    def manuscript(self, id_: Text, entry: Node) -> None:
        """A text the bible is about."""
        reader = self.reader
        if type(entry) is Text and entry.value:  # `one-shot: ../one-shot.md`: its file
            self.config.manuscripts[id_.value] = Manuscript(
                id=id_.value, id_text=id_, file=entry, span=id_.span
            )
            return
        given = self.inner(
            id_, entry, MANUSCRIPT_FIELDS, "manuscript", f"{id_.value}: {{file: ../one-shot.md}}"
        )
        if given is None:
            return
        made = Manuscript(id=id_.value, id_text=id_, span=id_.span)
        made.title = reader.text_of(given.get("title"), "title", "title: The Lower Town")
        made.file = reader.text_of(given.get("file"), "file", "file: ../manuscript/one-shot.md")
        count = reader.number(given.get("paragraphs"), "paragraphs", "paragraphs: 52")
        made.paragraphs = None if count is None else int(count)
        made.order = reader.number(given.get("order"), "order", "order: 1", least=None)
        self.config.manuscripts[id_.value] = made

    def kind(self, id_: Text, entry: Node) -> None:
        """A kind of relationship; a built-in one keeps what is not said anew."""
        reader = self.reader
        given = self.inner(
            id_, entry, KIND_FIELDS, "kind", f"{id_.value}: {{symmetric: yes, exclusive: no, min_age: 0}}"
        )
        if given is None:
            return
        built_in = self.config.kinds.get(id_.value)
        made = replace(built_in, span=id_.span) if built_in else Kind(name=id_.value, span=id_.span)
        for field in ("symmetric", "exclusive", "kin"):
            value = reader.yes_no(given.get(field), field)
            if value is not None:
                setattr(made, field, value)
        inverse = reader.text_of(given.get("inverse"), "inverse", "inverse: student")
        if inverse is not None:
            made.inverse = inverse.value
            if inverse.value not in self.config.kinds:
                self.config.kinds[inverse.value] = Kind(
                    name=inverse.value, inverse=made.name, kin=made.kin, span=inverse.span
                )
        age = reader.number(given.get("min_age"), "min_age", "min_age: 18")
        if age is not None:
            made.min_age = int(age)
        self.config.kinds[id_.value] = made

    def own_fields(self, kind: Text, entry: Node) -> None:
        """The writer's own fields of one kind of record."""
        reader = self.reader
        name = PLURALS.get(kind.value, kind.value)
        if name not in KINDS:
            reader.unknown(kind, KINDS, "set of own fields")
            return
        example = "fields: {character: {favourite-song: text}}"
        if type(entry) is not Mapping:
            reader.wrong(entry, kind.value, "a mapping from a field to its type", example)
            return
        own = self.config.own_fields.setdefault(name, {})
        for field, type_name in entry.items:
            word = reader.word(type_name, field.value, FIELD_TYPES, f"{field.value}: text")
            own[field.value] = word.value if word is not None else "text"

    def thresholds(self, species: Text, entry: Node) -> None:
        """What nature allows a species; what is not said is as with humans."""
        reader = self.reader
        example = f"{species.value}: {{lifespan: 120, mother: 12 to 55, father: 13 to 90}}"
        given = self.inner(species, entry, THRESHOLD_FIELDS, "species", example)
        if given is None:
            return
        name = species.value.casefold()
        made = replace(self.config.thresholds.get(name) or Thresholds(), spans={})
        for field, node in given.items():
            made.spans[field] = node.span
            unlimited = type(node) is Text and node.value.lower() in (*NO, "none", "off", "unlimited")
            if field in RANGES:
                pair = (None, None) if unlimited else self.range(node, field)
                if pair is not None:
                    setattr(made, field, pair)
            elif unlimited:
                setattr(made, field, None)
            else:
                number = reader.number(node, field, f"{field}: {getattr(Thresholds(), field)}")
                if number is not None:
                    setattr(made, field, number)
        self.config.thresholds[name] = made

    def range(self, node: Node, field: str) -> tuple[float | None, float | None] | None:
        """``12 to 55``, ``at least 12``, ``at most 55``."""
        text = node.value.strip() if type(node) is Text else ""
        for lead in ("at least ", "at most "):
            if text.startswith(lead):
                number = as_number(text.removeprefix(lead))
                if number is not None and number >= 0:
                    return (number, None) if lead == "at least " else (None, number)
        low, to, high = text.partition(" to ") if " to " in text else text.partition("-")
        least, most = as_number(low), as_number(high)
        if not to or least is None or most is None or least > most:
            self.reader.wrong(node, field, "an age to an age", f"{field}: 12 to 55")
            return None
        return least, most

    def rule(self, name: Text, entry: Node) -> None:
        """How bad a rule's findings are, or off.  Whether there is such a rule the checker knows."""
        if type(entry) is Text and entry.value in NO:
            entry.value = "off"
        level = self.reader.word(entry, name.value, LEVELS, f"{name.value}: warning")
        if level is not None:
            self.config.rules[name.value] = RuleSetting(name=name.value, value=level.value, span=name.span)

    def widths(self, entries: list[tuple[Text, Node]]) -> None:
        """How wide "about" and its like are read."""
        if not entries:
            return
        from storybible.when.widths import read_widths  # only for the few who set them

        written: dict[str, object] = {}
        for name, node in entries:
            items = node.items if type(node) is Sequence else [node]
            written[name.value] = ", ".join(str(item) for item in items if type(item) is Text)
        self.config.widths, wrong = read_widths(written)
        nodes = {name.value: node for name, node in entries}
        for name_of, message in wrong:
            self.reader.add(
                WRONG_TYPE, nodes[name_of].span, message, "for example: about: 1, 15 %", "widths", name_of
            )

    def limits(self, node: Node) -> None:
        """Guards against absurd input."""
        reader = self.reader
        if type(node) is not Mapping:
            reader.wrong(node, "limits", "a mapping", "limits: {file_size: 16 MB}")
            return
        given = reader.fields(node, LIMIT_FIELDS, "set of limits")
        size = given.get("file_size")
        if size is None:
            return
        text = size.value.strip().lower() if type(size) is Text else ""
        unit = text.lstrip("0123456789. ")
        number = as_number(text.removesuffix(unit).strip())
        if number is None or number <= 0 or unit not in SIZES:
            reader.wrong(size, "file_size", "a size", "file_size: 16 MB")
            return
        self.config.limits = Limits(file_size=int(number * SIZES[unit]))

    def waivers(self, node: Node) -> None:
        """Findings the author accepts, each with the reason."""
        reader = self.reader
        example = "waivers: [{rule: two-places-at-once, records: [mara, the-flood], because: she is a ghost}]"
        found = []
        for entry in reader.entries(node, "waivers", example):
            if type(entry) is not Mapping:
                reader.wrong(entry, "waivers", "a list of mappings", example)
                continue
            given = reader.fields(entry, WAIVER_FIELDS, "waiver")
            refs = reader.refs(given.get("records"), "records", "records: [mara, the-flood]")
            words = {}
            for field in ("rule", "finding", "because"):
                text = reader.text_of(given.get(field), field, example)
                words[field] = text.value if text is not None else ""
            if not words["because"]:
                missing(reader, entry, "waiver", "because", example)
            if not words["finding"] and not (words["rule"] and refs):
                if "rule" not in given:
                    missing(reader, entry, "waiver", "rule", example)
                elif "records" not in given:
                    missing(reader, entry, "waiver", "records", example)
                continue
            if words["because"]:
                found.append(
                    Waiver(records=tuple(ref.value for ref in refs), refs=refs, span=entry.span, **words)
                )
        self.config.waivers = tuple(found)


def _meant(field: str, node: Node) -> str:
    """A setting that is a mapping, for a text or a list in its place; "" where that cannot be told."""
    entries = node.items if type(node) is Sequence else [node]
    texts = [entry.value for entry in entries if type(entry) is Text and entry.value]
    if len(texts) == len(entries) and field == "rules":
        said = [text.partition(":") for text in texts]
        named = [f"{rule.strip()}: {level.strip() or 'off'}" for rule, _, level in said]
        return f"rules: {{{', '.join(named)}}}"
    if len(texts) == len(entries) and field == "manuscripts":
        named = [f"{make_id(PurePosixPath(text).stem) or 'novel'}: {{file: {text}}}" for text in texts]
        return f"manuscripts: {{{', '.join(named)}}}"
    if all(type(entry) is Mapping for entry in entries):
        pairs = [(key, value) for entry in entries if type(entry) is Mapping for key, value in entry.items]
        if pairs and all(type(value) is Text for _, value in pairs):
            return f"{field}: {{{', '.join(f'{key.value}: {value}' for key, value in pairs)}}}"
    return ""


def _months(node: Node) -> str:
    """Months as a list, for a mapping from their names to their days."""
    if type(node) is not Mapping or not all(type(value) is Text for _, value in node.items):
        return ""
    return f"months: [{', '.join(f'{{name: {key.value}, days: {value}}}' for key, value in node.items)}]"
