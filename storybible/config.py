"""The settings of a bible: what ``storybible.yaml`` may say, and what holds where it says nothing.

Plain values.  :mod:`storybible.reading.settings` fills them from text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from storybible.calendars import GREGORIAN, Calendar
from storybible.diagnostics import NOWHERE, Span
from storybible.records import Ref, Text

if TYPE_CHECKING:
    from storybible.when import Widths

CONFIG_FILE = "storybible.yaml"
RECORD_SUFFIXES = (".yaml", ".yml", ".md")
SYMMETRIC_MIN_AGE = 18

FIELD_TYPES = ("text", "number", "yes/no", "list", "reference", "time")


@dataclass(slots=True, kw_only=True)
class Manuscript:
    """A text the bible is about.  ``order`` is its place in the telling, from 1.

    ``file`` is as written, relative to the bible's folder; it may be absent from the disk.
    """

    id: str
    id_text: Text
    title: Text | None = None
    file: Text | None = None
    paragraphs: int | None = None
    order: float | None = None
    span: Span = NOWHERE


@dataclass(slots=True, kw_only=True)
class Kind:
    """A kind of relationship.

    ``symmetric``: both stand in ``who``.  Otherwise "who is KIND of `of`", and ``inverse`` is what ``of``
    is to ``who`` ("" where there is no word).  ``exclusive``: nobody has two at a time.  ``kin``: it makes
    relatives.  ``min_age``: completed years both must have, 0 for none.
    """

    name: str
    symmetric: bool = False
    inverse: str = ""
    exclusive: bool = False
    kin: bool = False
    min_age: int = 0
    span: Span = NOWHERE


def _built_in() -> dict[str, Kind]:
    adult = SYMMETRIC_MIN_AGE
    kinds = (
        Kind(name="parent", inverse="child", kin=True),
        Kind(name="child", inverse="parent", kin=True),
        Kind(name="sibling", symmetric=True, kin=True),
        Kind(name="married", symmetric=True, kin=True, min_age=adult),
        Kind(name="engaged", symmetric=True, min_age=adult),
        Kind(name="dating", symmetric=True, min_age=adult),
        Kind(name="lovers", symmetric=True, min_age=adult),
        Kind(name="partner", symmetric=True),
        Kind(name="friend", symmetric=True),
        Kind(name="rival", symmetric=True),
        Kind(name="enemy", symmetric=True),
        Kind(name="teammate", symmetric=True),
        Kind(name="mentor", inverse="student"),
        Kind(name="sensei", inverse="student"),
        Kind(name="student", inverse="mentor"),
        Kind(name="serves", inverse="served-by"),
        Kind(name="served-by", inverse="serves"),
    )
    return {kind.name: kind for kind in kinds}


@dataclass(slots=True, kw_only=True)
class Thresholds:
    """What nature allows one species.  Years are completed years; None switches a limit off.

    ``mother`` and ``father``: age at a child's birth, youngest and oldest.  ``siblings``: months between
    two births of one mother unless twins.  ``sibling_span``: years between her first and last child.
    ``father_dead``: days a father may be dead at the birth.  ``age_gap``: years between partners.
    """

    lifespan: float | None = 120
    mother: tuple[float | None, float | None] = (12, 55)
    father: tuple[float | None, float | None] = (13, 90)
    siblings: float | None = 8
    sibling_span: float | None = 43
    father_dead: float | None = 294
    age_gap: float | None = 20
    spans: dict[str, Span] = field(default_factory=dict)


NO_LIMITS = Thresholds(
    lifespan=None,
    mother=(None, None),
    father=(None, None),
    siblings=None,
    sibling_span=None,
    father_dead=None,
    age_gap=None,
)

SPEEDS = {
    "foot": 40.0,
    "cart": 40.0,
    "horse": 60.0,
    "carriage": 80.0,
    "ship": 200.0,
    "train": 1000.0,
    "car": 800.0,
}


@dataclass(slots=True, kw_only=True)
class RuleSetting:
    """``value`` is error, warning, note or off."""

    name: str
    value: str
    span: Span = NOWHERE


@dataclass(slots=True, kw_only=True)
class Waiver:
    """A finding the author accepts: of ``rule`` (name or code) about all of ``records``.

    ``records`` are as written; ``refs`` say where each stands.  ``finding`` is the id of a single finding
    instead ("" where there is none).
    """

    rule: str = ""
    records: tuple[str, ...] = ()
    refs: tuple[Text, ...] = ()
    finding: str = ""
    because: str = ""
    span: Span = NOWHERE


@dataclass(slots=True, kw_only=True)
class Limits:
    """Guards against absurd input."""

    file_size: int = 16 * 1024 * 1024  # bytes


@dataclass(slots=True, kw_only=True)
class Term:
    """How a word is to be spelt in prose, and the spellings that are not wanted (a style sheet's entry)."""

    use: Text
    instead_of: tuple[Text, ...] = ()


@dataclass(slots=True, kw_only=True)
class MentionReading:
    """The writer's word on whom a name in prose means.

    It holds where ``near`` stands in the same paragraph, everywhere without it.  ``meant`` is None where the
    word is nobody's name there.
    """

    name: Text
    near: Text | None = None
    meant: Ref | None = None
    span: Span = NOWHERE


@dataclass(slots=True, kw_only=True)
class LanguageModel:
    """An OpenAI-compatible endpoint that `scan --llm` may ask.

    ``key_from`` names the variable of the environment that holds the key; ``timeout`` is in seconds, ``most``
    in characters of a text.
    """

    url: str
    model: str
    key_from: str = ""
    timeout: float = 60.0
    most: int = 40_000


@dataclass(slots=True, kw_only=True)
class Config:
    """Everything ``storybible.yaml`` holds.  ``fields`` maps a field's name to its span.

    ``calendars`` are raw nodes of :mod:`storybible.yamltext`; ``calendar_in_use`` is the one that all
    dates of the story are in.  ``own_fields`` maps a kind of record to the
    writer's fields and their types (one of :data:`FIELD_TYPES`).  ``widths`` are the widths of hedges,
    None for those of the format.  ``speeds``: kilometres a day by way of travel.
    """

    title: Text | None = None
    calendar: str = "gregorian"
    calendar_text: Text | None = None
    calendar_in_use: Calendar = GREGORIAN
    calendars: dict[str, Any] = field(default_factory=dict)
    manuscripts: dict[str, Manuscript] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=_built_in)
    own_fields: dict[str, dict[str, str]] = field(default_factory=dict)
    thresholds: dict[str, Thresholds] = field(default_factory=lambda: {"human": Thresholds()})
    speeds: dict[str, float] = field(default_factory=lambda: dict(SPEEDS))
    rules: dict[str, RuleSetting] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    terms: tuple[Term, ...] = ()
    mentions: tuple[MentionReading, ...] = ()
    nlp: str = ""
    llm: LanguageModel | None = None
    limits: Limits = field(default_factory=Limits)
    widths: Widths | None = None
    fields: dict[str, Span] = field(default_factory=dict)

    def kind(self, name: str) -> Kind:
        """The kind of relationship of that name; an undeclared one promises nothing."""
        return self.kinds.get(name) or Kind(name=name)

    def limits_of(self, species: str | None) -> Thresholds:
        """What nature allows a species: a human by default; of undeclared ones nothing is known."""
        return self.thresholds.get((species or "human").casefold(), NO_LIMITS)


def human_based(**changes: Any) -> Thresholds:
    """The human limits with some of them changed."""
    return replace(Thresholds(), **changes)
