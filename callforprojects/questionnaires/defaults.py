"""The questionnaire a new call begins with: eight sections that suit most calls for projects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import LANGUAGES, _, in_language, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.terms import Term
from callforprojects.questionnaires.models import (
    Question,
    Questionnaire,
    QuestionType,
    Revision,
    Section,
)
from callforprojects.questionnaires.types.matrix import DEFAULT_CELLS

T = QuestionType
_FACTS = frozenset(
    {
        *("title", "summary", "total_cost", "requested_amount"),
        *("scale", "phase", "starts_on", "ends_on", "is_started"),
    }
)


@dataclass(frozen=True, slots=True)
class _Default:
    """A question of ours, its texts not yet in a language."""

    key: str
    type: QuestionType
    label: Sentence
    help: Sentence = ""
    settings: dict[str, Any] = field(default_factory=dict)
    is_required: bool = True


def default_questionnaire(title: str, language: str = "fr") -> Questionnaire:
    """A new questionnaire, not yet saved: one draft revision, written in the call's language."""
    with in_language(language):
        sections = [
            _section(position, str(heading), defaults)
            for position, (heading, defaults) in enumerate(_sections(), start=1)
        ]
    return Questionnaire(title=title, revisions=[Revision(number=1, sections=sections)])


def is_as_proposed(revision: Revision) -> bool:
    """Whether a revision, loaded with its questions, still is the one that a new call begins with.

    In any language: that of the call may have been changed since.
    """
    proposed = [default_questionnaire("", language).revisions[0] for language in LANGUAGES]
    return _texts(revision) in [_texts(proposal) for proposal in proposed]


def _texts(revision: Revision) -> list[Any]:
    """What a revision asks, to be compared."""
    return [
        (
            (section.title, section.condition),
            [(q.type, q.label, q.help, q.is_required, q.settings, q.condition) for q in questions],
        )
        for section in revision.sections
        for questions in (section.questions,)
    ]


def _section(position: int, title: str, defaults: Sequence[_Default]) -> Section:
    questions = [_question(place, default) for place, default in enumerate(defaults, start=1)]
    return Section(position=position, title=title, questions=questions)


def _question(position: int, default: _Default) -> Question:
    return Question(
        position=position,
        key=default.key,
        type=default.type,
        label=str(default.label),
        help=str(default.help),
        is_required=default.is_required,
        stands_for=_fact(default.key),
        settings=default.settings,
        purposes=[],
        domains=[],
    )


def _fact(key: str) -> str | None:
    """The fact of the project that an answer gives."""
    if key == "location":
        return "territory"
    return key if key in _FACTS else None


def _options(terms: Sequence[Term]) -> dict[str, Any]:
    return {"options": [{"value": term.code, "label": term.label} for term in terms]}


def _sections() -> list[tuple[Sentence, list[_Default]]]:
    return [
        (_("The project"), _project()),
        (_("Context and actions"), _context()),
        (_("Contribution to the purposes"), _contribution()),
        (_("Governance and partners"), _governance()),
        (_("Calendar"), _calendar()),
        (_("Budget"), _budget()),
        (_("Expected results"), _evaluation()),
        (pgettext("section", "Documents"), _documents()),
    ]


def _project() -> list[_Default]:
    return [
        _Default("title", T.SHORT_TEXT, _("Title of the project"), "", {"max_length": 120}),
        _Default(
            "summary",
            T.LONG_TEXT,
            _("Summary"),
            _("What you do, for whom and where. It is published if the project is selected."),
            {"max_words": 200},
        ),
        _Default("location", T.TERRITORY, _("Where the project takes place")),
        _Default("scale", T.CHOICE, _("Scale of the project"), "", _options(frame().scales)),
        _Default("phase", T.CHOICE, _("Phase of the project"), "", _options(frame().phases)),
    ]


def _context() -> list[_Default]:
    return [
        _Default("context", T.LONG_TEXT, _("Context and needs"), "", {"max_words": 400}),
        _Default("objectives", T.LONG_TEXT, _("Objectives"), "", {"max_words": 300}),
        _Default(
            "actions",
            T.LONG_TEXT,
            _("Actions planned"),
            _("In their order, with who carries out each of them."),
            {"max_words": 500},
        ),
    ]


def _contribution() -> list[_Default]:
    return [
        _Default(
            "matrix",
            T.MATRIX,
            _("Contribution of the project, purpose by purpose and domain by domain"),
            _(
                "Choose the cells where your project weighs most, and write one sentence for each."
                " Declare unwanted effects too, with the measure that counters them."
            ),
            {"max_cells": DEFAULT_CELLS},
        )
    ]


def _governance() -> list[_Default]:
    return [
        _Default("governance", T.LONG_TEXT, _("Steering of the project"), "", {"max_words": 300}),
        _Default(
            "partners",
            T.LONG_TEXT,
            _("Partners"),
            "",
            {"max_words": 200},
            is_required=False,
        ),
        _Default("contact_email", T.EMAIL, _("E-mail address of the person to contact")),
        _Default("contact_phone", T.PHONE, _("Phone number of the person to contact")),
    ]


def _calendar() -> list[_Default]:
    return [
        _Default("starts_on", T.DATE, _("Start of the project")),
        _Default("ends_on", T.DATE, _("End of the project")),
        _Default("is_started", T.YES_NO, _("Has the project already started?")),
    ]


def _budget() -> list[_Default]:
    return [
        _Default("total_cost", T.MONEY, _("Total cost of the project")),
        _Default("requested_amount", T.MONEY, _("Amount requested")),
        _Default(
            "cofunding",
            T.LONG_TEXT,
            _("Other funding"),
            _("Who else pays, how much, and whether it is obtained or only requested."),
            {"max_words": 150},
            is_required=False,
        ),
    ]


def _evaluation() -> list[_Default]:
    return [
        _Default("expected_results", T.LONG_TEXT, _("Results expected"), "", {"max_words": 300}),
        _Default(
            "beneficiaries",
            T.INTEGER,
            _("Number of people who benefit"),
            "",
            {"minimum": "0"},
            is_required=False,
        ),
    ]


def _documents() -> list[_Default]:
    return [
        _Default(
            "deliberation",
            T.FILE,
            _("Decision of your deliberative body"),
            _("It approves the project and its budget, and authorises this request."),
            is_required=False,
        ),
        _Default("budget_table", T.FILE, _("Budget table"), "", is_required=False),
    ]
