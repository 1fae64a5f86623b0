"""The editor of the questionnaire: sections, and questions with the settings of their type."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import request
from wtforms import BooleanField, TextAreaField  # noqa: TID251  # a list: no two lines are joined
from wtforms.validators import DataRequired, NumberRange, Optional

from callforprojects.core.data.values import DECIMAL, WHOLE
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LineField,
    LongTextField,
    MultiChoiceField,
    ValueField,
    choices_of,
    term_choices,
)
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.conditions import (
    STOOD_FOR,
    Catalogue,
    catalogue_of,
    condition_of,
    fact_kind_of,
    facts_told_by,
)
from callforprojects.questionnaires.conditions.boxes import opened_boxes, sent_boxes
from callforprojects.questionnaires.models import Question, QuestionType, Revision, Section
from callforprojects.questionnaires.services import (
    READ_BY_LISTS,
    QuestionDetails,
    SectionDetails,
)
from callforprojects.questionnaires.types import setting_names_of
from callforprojects.questionnaires.types.settings import FILE_TYPES, MOST_CHARACTERS, MOST_WORDS

SETTINGS = (
    "max_words",
    "max_length",
    "minimum",
    "maximum",
    "max_cells",
    "options",
    "types",
)


_BOUNDS = {"minimum", "maximum"}


class PartForm(VersionedForm):
    """A part of a revision: the version that counts is the revision's."""

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, version=revision.version, **kwargs)
        self.revision = revision

    @property
    def thing(self) -> Revision:
        return self.revision

    def opening_arguments(self) -> dict[str, Any]:
        arguments = super().opening_arguments()
        del arguments["version"]  # the revision gives it
        return {**arguments, "revision": self.revision}


class SectionForm(PartForm):
    """The heading of a page of questions."""

    title = LineField(_("Title"), [DataRequired(_("Enter the title of the section.")), AtMost(200)])
    help = LongTextField(
        _("Help"),
        [Optional()],
        max_words=150,
        description=_("Shown under the title of the section."),
        render_kw={"rows": 3},
    )

    details = details_as(SectionDetails)


class QuestionForm(PartForm):
    """One question of a given type: only the settings that this type takes are asked."""

    label = LineField(_("Question"), [DataRequired(_("Enter the question.")), AtMost(300)])
    help = LongTextField(
        _("Help"),
        [Optional()],
        max_words=150,
        description=_("Shown under the question."),
        render_kw={"rows": 3},
    )
    is_required = BooleanField(_("An answer is required"))
    stands_for = ChoiceField(
        _("Fact of the project that this answer gives"),
        [Optional()],
        description=_("Conditions and the rules of the call may then read it by its name."),
    )
    max_words = ValueField(
        _("Maximum number of words"),
        [Optional(), NumberRange(1, MOST_WORDS, _("Enter a number from 1 to 4,000."))],
        kind=WHOLE,
    )
    max_length = ValueField(
        _("Maximum number of characters"),
        [Optional(), NumberRange(1, MOST_CHARACTERS, _("Enter a number from 1 to 2,000."))],
        kind=WHOLE,
    )
    minimum = ValueField(_("Smallest value"), [Optional()], kind=DECIMAL)
    maximum = ValueField(_("Largest value"), [Optional()], kind=DECIMAL)
    max_cells = ValueField(
        _("Maximum number of argued cells"),
        [Optional(), NumberRange(1, 72, _("Enter a number from 1 to 72."))],
        description=_("A limit makes applicants choose what matters."),
        kind=WHOLE,
    )
    options = TextAreaField(
        _("Choices"),
        [DataRequired(_("Enter the choices, one on each line."))],
        description=_("One on each line."),
        render_kw={"rows": 6},
    )
    types = MultiChoiceField(
        _("Types of files"),
        [Optional()],
        choices=choices_of((name, name.upper()) for name in FILE_TYPES),
        description=_("None: all of these types."),
    )
    purposes = MultiChoiceField(_("Purposes it speaks of"), [Optional()])
    domains = MultiChoiceField(_("Domains of action it speaks of"), [Optional()])

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # WTForms's own
        kind: QuestionType,
        obj: Question | None = None,
        **kwargs: Any,  # noqa: ANN401  # WTForms's own
    ) -> None:
        settings = dict(obj.settings) if obj else {}
        super().__init__(*args, obj=obj, **{**in_boxes(settings), **kwargs})
        self.kind = kind
        self.known_options = settings.get("options", [])
        self.given_fact = (obj.stands_for if obj else None) or ""
        self.purposes.choices = term_choices(frame().purposes)
        self.domains.choices = term_choices(frame().domains)
        fitting = facts_given_by(kind)
        self.stands_for.choices = choices_of(fitting, empty=pgettext("fact", "None"))
        for name in set(SETTINGS) - set(setting_names_of(kind)):
            del self[name]
        if not fitting or self.is_read_by_lists:
            del self["stands_for"]

    def opening_arguments(self) -> dict[str, Any]:
        return {**super().opening_arguments(), "kind": self.kind}

    @property
    def is_read_by_lists(self) -> bool:
        """Whether the question gives what lists read: then it goes on giving it."""
        return self.given_fact in READ_BY_LISTS

    @property
    def setting_names(self) -> list[str]:
        """The settings asked, in the order of the page."""
        return [name for name in SETTINGS if name in self]

    _details_with = details_as(QuestionDetails, apart={"type", "settings", "stands_for"})

    def details(self) -> QuestionDetails:
        """The question: its type is that of the page, its settings are those of the type."""
        settings = {name: self._setting(name) for name in setting_names_of(self.kind)}
        fact = (self.stands_for.data or "") if "stands_for" in self else self.given_fact
        return self._details_with(type=self.kind, settings=settings, stands_for=fact)

    def _setting(self, name: str) -> Any:  # noqa: ANN401  # each setting has its type
        """What was typed; a choice that keeps its words keeps its value, and so its answers."""
        if name != "options":
            return self[name].data
        values = {option["label"]: option["value"] for option in self.known_options}
        lines = [line.strip() for line in (self.options.data or "").splitlines()]
        return [{"value": values.get(line, line), "label": line} for line in lines if line]


class ConditionForm(PartForm):
    """When a section or a question is asked: its fields are the boxes of a condition."""

    PREFIX = "condition"

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # WTForms's own
        part: Section | Question,
        zones: Sequence[tuple[str, Sentence]] = (),
        **kwargs: Any,  # noqa: ANN401  # WTForms's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.zones = part, zones
        catalogue = replace(catalogue_for(part, self.revision), zones=zones)
        sent = self.is_submitted()
        fields = request.form.to_dict(flat=False) if sent else {}
        self.boxes = (
            sent_boxes(fields, catalogue, self.PREFIX)
            if sent
            else opened_boxes(condition_of(part), catalogue, self.PREFIX)
        )

    def opening_arguments(self) -> dict[str, Any]:
        return {**super().opening_arguments(), "part": self.part, "zones": self.zones}

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  # WTForms's own
        """What is wrong in a box is said when one saves."""
        if not super().validate(extra_validators) or not self.boxes.is_saving:
            return False
        if self.boxes.errors:
            self.form_errors.append(_("Correct the conditions first."))
        return not self.boxes.errors

    @property
    def error_lines(self) -> list[tuple[str, str, Sentence]]:
        """What the summary of errors leads to."""
        return self.boxes.mistakes


def catalogue_for(part: Section | Question, revision: Revision) -> Catalogue:
    """What the condition of a section or a question may read: not what it asks itself."""
    own = [part] if isinstance(part, Question) else list(part.questions)
    told = frozenset[str]().union(*map(facts_told_by, own))
    return catalogue_of(revision).without(told)


def facts_given_by(kind: QuestionType) -> list[tuple[str, str]]:
    """The facts of the project that an answer of this type can be, as a list offers them."""
    fact_kind = fact_kind_of(kind)
    return [(name, term.listed) for name, term in STOOD_FOR.items() if term.kind is fact_kind]


def in_boxes(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as the form holds them: bounds are numbers, choices stand one on each line."""
    held = {name: value for name, value in settings.items() if name in SETTINGS}
    held |= {name: Decimal(held[name]) for name in _BOUNDS & held.keys()}
    if "options" in held:
        held["options"] = "\n".join(option["label"] for option in held["options"])
    return held
