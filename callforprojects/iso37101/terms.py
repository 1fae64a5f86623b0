"""The words of the frame: frozen, bilingual, compared by value."""

from dataclasses import dataclass
from datetime import date

from callforprojects.core.text.i18n import current_language

TIMES = "\N{MULTIPLICATION SIGN}"


def in_current_language(fr: str, en: str) -> str:
    """Choose between two wordings: English for English readers, French for all others."""
    return en if current_language() == "en" else fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code that never changes and its name in both languages."""

    code: str
    fr: str
    en: str
    description_fr: str
    description_en: str

    @property
    def label(self) -> str:
        """The name, in the current language."""
        return in_current_language(self.fr, self.en)

    @property
    def short(self) -> str:
        """The name where room is scarce; the whole name when there is no shorter one."""
        return self.label

    @property
    def description(self) -> str:
        """One or two sentences, in the current language."""
        return in_current_language(self.description_fr, self.description_en)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis(Term):
    """A row or a column of the matrix; its colour is readable on white (4.5:1)."""

    short_fr: str
    short_en: str
    color: str

    @property
    def short(self) -> str:
        return in_current_language(self.short_fr, self.short_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose(Axis):
    """One of the six ends an action is judged by (finalité)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Axis):
    """One of the twelve issues an action works through (domaine d'action)."""

    clause: str
    fr_name_source: str
    questions_fr: tuple[str, ...]
    questions_en: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Two questions to put to a project, in the current language."""
        return self.questions_en if current_language() == "en" else self.questions_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The meeting of a purpose and a domain, with the question it raises."""

    purpose: Purpose
    domain: Domain
    #: How naturally the two meet: 1 seldom, 2 often, 3 nearly always (our proposal).
    affinity: int
    prompt_fr: str
    prompt_en: str

    @property
    def key(self) -> tuple[str, str]:
        """(purpose code, domain code): the key of this cell in a profile."""
        return self.purpose.code, self.domain.code

    @property
    def code(self) -> str:
        """`purpose/domain`: the key of this cell in JSON."""
        return f"{self.purpose.code}/{self.domain.code}"

    @property
    def label(self) -> str:
        return f"{self.purpose.label} {TIMES} {self.domain.label}"

    @property
    def short(self) -> str:
        return f"{self.purpose.short} {TIMES} {self.domain.short}"

    @property
    def prompt(self) -> str:
        """The question to answer in this cell, in the current language."""
        return in_current_language(self.prompt_fr, self.prompt_en)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Term):
    """A step of a scale of values written in the cells of a profile."""

    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SustainableGoal(Term):
    """One of the 17 sustainable development goals, linked to both axes (weights 1 to 3)."""

    number: int
    color: str
    purposes: tuple[tuple[Purpose, int], ...]
    domains: tuple[tuple[Domain, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RfscObjective(Term):
    """One of the 30 objectives of the Reference Framework for Sustainable Cities."""

    number: int
    dimension: str
    dimension_fr: str
    dimension_en: str
    purposes: tuple[Purpose, ...]
    domains: tuple[Domain, ...]
    sdgs: tuple[SustainableGoal, ...]

    @property
    def dimension_label(self) -> str:
        return in_current_language(self.dimension_fr, self.dimension_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Term):
    """Something to measure. `standard` names a family of subjects, it is not a citation."""

    standard: str
    standard_label_fr: str
    standard_label_en: str
    theme: str
    theme_fr: str
    theme_en: str
    unit_fr: str
    unit_en: str
    #: "higher" or "lower" is better; "context" has no good direction.
    direction: str
    #: "territory" describes the context, "project" what a project can move.
    scope: str
    domains: tuple[Domain, ...]
    purposes: tuple[Purpose, ...]

    @property
    def unit(self) -> str:
        return in_current_language(self.unit_fr, self.unit_en)

    @property
    def theme_label(self) -> str:
        return in_current_language(self.theme_fr, self.theme_en)

    @property
    def standard_label(self) -> str:
        return in_current_language(self.standard_label_fr, self.standard_label_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Term):
    """How wide a project reaches: block, neighbourhood, town, territory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Term):
    """What is presented: strategy, programme, project, plan, service, development."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity(Term):
    """How far a project has come, from the idea to its evaluation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Term):
    """A stage of the plan-do-check-act loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Term):
    """A phase of the life of a project, with the documents expected then."""

    stage: Stage
    aides_territoires_step: str
    evidence_fr: tuple[str, ...]
    evidence_en: tuple[str, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        return self.evidence_en if current_language() == "en" else self.evidence_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryType(Term):
    """A legal form of applicant, with what the law and the open data call it."""

    family: str
    family_fr: str
    family_en: str
    #: administration, public_body, association, company; None when some are public, others not.
    legal_nature: str | None
    insee_legal_categories: tuple[str, ...]
    decoupage_type: str | None
    aides_territoires_audience: str | None
    #: "cgct-l1111-10" (own share of 20 %), "exempt-overseas", "to-check", or None: no such rule.
    min_self_financing: str | None
    deliberative_body_fr: str | None
    deliberative_body_en: str | None
    count_2026: int | None
    #: Kept for what was written before: no longer offered to anybody.
    is_retired: bool

    @property
    def family_label(self) -> str:
        return in_current_language(self.family_fr, self.family_en)

    @property
    def deliberative_body(self) -> str | None:
        """The assembly that votes, in the current language; None for private bodies."""
        if self.deliberative_body_fr is None or self.deliberative_body_en is None:
            return None
        return in_current_language(self.deliberative_body_fr, self.deliberative_body_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Term):
    """A national programme that a call may belong to."""

    operator: str
    since: int
    scales: tuple[Scale, ...]
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Term):
    """A change made to the standard after its publication."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Term):
    """The edition of the standard that this frame follows; a call remembers its code."""

    reference: str
    published_on: date
    confirmed_in: int
    committee: str
    secretariat: str
    amendments: tuple[Amendment, ...]
    mapping_note_fr: str
    mapping_note_en: str

    @property
    def mapping_note(self) -> str:
        """What the links between the goals and the two axes are worth."""
        return in_current_language(self.mapping_note_fr, self.mapping_note_en)
