"""What a ready rule is: a few boxes, and the conditions that are made of what they hold."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings
from callforprojects.calls.rules.building import contains_any, is_among, those_given
from callforprojects.calls.severity import Severity
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.engines.conditions import Condition
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.terms import Term
from callforprojects.territories.areas import Area

TYPES = "applicant.types"
AREA = "applicant.area"


class RuleSubject(LabelledEnum):
    """What rules are about, as the library lists them."""

    APPLICANT = "applicant", _("Who applies")
    PLACE = "place", pgettext("rules", "Where")
    AMOUNTS = "amounts", _("How much")
    PROJECT = "project", _("The project")
    STATE_AID = "state_aid", _("State aid")
    DECLARED = "declared", _("What applicants declare")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a rule asks, and in which case; None: always."""

    requirement: Condition
    when: Condition | None = None

    @property
    def all(self) -> list[Condition]:
        return [self.requirement, *([] if self.when is None else [self.when])]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRule:
    """A rule of the library. `make` gives its conditions from what its boxes hold, and raises
    DomainError beside the box that does not suit.

    `field` is the field of the call that it follows: the call says the figure, the rule reads it.
    `sentence` is what applicants read, when what the condition says is not enough. `has_case`: it
    may be kept to some types of applicants, or to some areas.
    """

    key: str
    subject: RuleSubject
    label: Sentence
    make: Callable[[RuleSettings], Conditions]
    hint: Sentence = ""
    own_boxes: Sequence[RuleBox] = ()
    severity: Severity = Severity.BLOCKING
    sentence: Callable[[RuleSettings], Sentence] | None = None
    field: str = ""
    has_case: bool = True

    @property
    def boxes(self) -> Sequence[RuleBox]:
        """All of them: those of the case last."""
        return (*self.own_boxes, *(case_boxes() if self.has_case and not self.field else ()))

    def conditions(self, kept: Mapping[str, Any]) -> Conditions:
        """What it asks with these settings, in the case that they say."""
        settings = RuleSettings(kept)
        made = self.make(settings)
        return Conditions(made.requirement, those_given(made.when, _case(settings)))


def case_boxes() -> tuple[RuleBox, ...]:
    """To whom a rule applies, when not to all."""
    return (
        RuleBox(
            name="for_types",
            kind=BoxKind.CHOICES,
            label=_("Applies to these types of applicants"),
            hint=_("None: to all of them."),
            options=[(term.code, term.label) for term in frame().offered_types],
            is_optional=True,
        ),
        RuleBox(
            name="for_areas",
            kind=BoxKind.CHOICES,
            label=_("Applies to applicants from"),
            hint=_("None: from everywhere."),
            options=[(area.value, area.label) for area in Area],
            is_optional=True,
        ),
    )


def _case(settings: RuleSettings) -> Condition | None:
    types, areas = settings.texts("for_types"), settings.texts("for_areas")
    return those_given(
        contains_any(TYPES, types) if types else None, is_among(AREA, areas) if areas else None
    )


def chosen_terms(terms: Iterable[Term], codes: Collection[str]) -> str:
    """`Commune, Métropole`: the terms of these codes, in their own order."""
    return ", ".join(term.label for term in terms if term.code in codes)


def needed(value: Any, box: str) -> Any:  # noqa: ANN401  # whatever the box holds
    """The value; raises DomainError beside its box when there is none."""
    if value is None or value in {"", ()}:
        raise DomainError(_("Fill in this box."), field=box)
    return value


def one_bound(condition: Condition | None, box: str) -> Condition:
    """What one of two boxes gives at least."""
    if condition is None:
        raise DomainError(_("Fill in one of these boxes at least."), field=box)
    return condition
