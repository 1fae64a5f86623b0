"""What a draft still misses before it can be published, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from callforprojects.calls.models import Call, CallKind
from callforprojects.core.data.clock import to_paris
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.silence import LegalNature, Silence
from callforprojects.questionnaires.defaults import is_as_proposed
from callforprojects.questionnaires.models import Question, QuestionType, Revision

FULL_WEIGHT = 100
_WITH_OPTIONS = frozenset({QuestionType.CHOICE, QuestionType.CHOICES})


class Step(LabelledEnum):
    """A page of the draft: its value is the name of the view."""

    PRESENTATION = "presentation", _("Presentation"), _("Title, summary, description, contact")
    CALENDAR = "calendar", _("Calendar"), _("Opening, questions, closing, results")
    FUNDING = "funding", _("Funding"), _("Budget, ceiling, rate, co-funders")
    APPLICANTS = "applicants", _("Who may apply"), _("Types of territory, scales, phases")
    EXPECTED_PROFILE = (
        "expected_profile",
        _("Expected profile"),
        _("What you expect in the 6 × 12 matrix"),
    )
    CRITERIA = (
        "criteria",
        _("Criteria"),
        _("What the jury scores, and how much each criterion counts"),
    )
    QUESTIONNAIRE = "questionnaire", _("Questionnaire"), _("What applicants answer")

    def __init__(self, value: str, label: Sentence | None = None, hint: Sentence = "") -> None:
        super().__init__(value, label)
        self.hint = hint


class StepStatus(LabelledEnum):
    DONE = "done", pgettext("step", "Done"), "success"
    TO_DO = "to_do", pgettext("step", "To do"), "warning"
    OPTIONAL = "optional", pgettext("step", "Optional")
    PROPOSED = "proposed", pgettext("step", "Proposed, to be read")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before publication, and the page where it is done."""

    step: Step
    message: Sentence


def missing_points(call: Call, asked: Revision, at: datetime) -> list[Missing]:
    """Everything that prevents publication, in the order of the steps.

    `call` comes with its funder, criteria and expectations, `asked` with its sections and
    questions.
    """
    checks = {
        Step.PRESENTATION: _presentation(call),
        Step.CALENDAR: _calendar(call, at),
        Step.EXPECTED_PROFILE: _expected_profile(call),
        Step.CRITERIA: _criteria(call, asked),
        Step.QUESTIONNAIRE: _questionnaire(asked),
    }
    return [Missing(step, sentence) for step, found in checks.items() for sentence in found]


def step_statuses(
    call: Call, missing: Sequence[Missing], asked: Revision
) -> dict[Step, StepStatus]:
    """Where each step stands, in order. What nobody has said yet, or only we have, is not done."""
    unfinished = {point.step for point in missing}
    statuses = {step: StepStatus.TO_DO if step in unfinished else StepStatus.DONE for step in Step}
    if not (call.envelope or call.ceiling or call.rate):
        statuses[Step.FUNDING] = StepStatus.OPTIONAL
    if not (call.territory_types or call.areas or call.scales or call.phases):
        statuses[Step.APPLICANTS] = StepStatus.OPTIONAL
    if Step.QUESTIONNAIRE not in unfinished and is_as_proposed(asked):
        statuses[Step.QUESTIONNAIRE] = StepStatus.PROPOSED
    return statuses


@dataclass(frozen=True, slots=True)
class EarlyRefusal:
    """Silence that refuses applicants of a nature before the results of the call.

    In Paris: `first_on` for whoever files at the opening, `last_on` at the closing.
    """

    nature: LegalNature
    first_on: date
    last_on: date


def early_refusals(call: Call, silences: Mapping[LegalNature, Silence]) -> list[EarlyRefusal]:
    """Who may apply and would be refused by silence before the results; none without dates.

    Without a day for the results: before the closing, after which they surely come.
    """
    opens, closes = call.opens_at, call.closes_at
    if opens is None or closes is None or call.kind is not CallKind.AAP:
        return []
    results = call.results_expected_on or to_paris(closes).date()
    found = []
    for nature in _natures(call):
        first_on = silences[nature].refusal_on(opens, closes)
        last_on = silences[nature].refusal_on(closes, closes)
        if first_on is not None and last_on is not None and first_on < results:
            found.append(EarlyRefusal(nature, first_on, last_on))
    return found


def _natures(call: Call) -> list[LegalNature]:
    """Those of the types that may apply; of a type that has several, all."""
    types = [term for term in frame().territory_types if call.accepts({term.code})]
    stated = {term.legal_nature for term in types}
    return [nature for nature in LegalNature if None in stated or nature in stated]


def _presentation(call: Call) -> Iterator[Sentence]:
    if not call.summary:
        yield _("Write a summary: people read it first.")
    if not call.description:
        yield _("Write the description of the call.")
    if not call.contact_email:
        yield _("Enter an e-mail address for questions.")
    if call.funder.legal_nature is None:
        yield _("The page of the funder does not say what it is in law: receipts depend on it.")
    if not call.contact.phone:
        yield _("Enter the telephone number of the service in charge: receipts must state it.")
    if not call.contact.address:
        yield _("Enter the postal address of the service in charge: receipts must state it.")


def _calendar(call: Call, at: datetime) -> Iterator[Sentence]:
    if call.opens_at is None:
        yield _("Enter the date on which the call opens.")
    if call.closes_at is None:
        yield _("Enter the date on which the call closes.")
    elif call.closes_at <= at:
        yield _("The closing has already passed: choose a later one.")


def _expected_profile(call: Call) -> Iterator[Sentence]:
    if not call.expectations:
        yield _("Say what you expect in at least one cell of the matrix.")


def _criteria(call: Call, asked: Revision) -> Iterator[Sentence]:
    if not call.criteria:
        yield _("Add at least one criterion.")
        return
    if call.total_weight != FULL_WEIGHT:
        yield _(
            "The weights of the criteria total %(total)s: they must total 100.",
            total=call.total_weight,
        )
    keys = {question.key for question in _questions(asked)}
    for criterion in call.criteria:
        if not criterion.weight:
            yield _("The criterion “%(title)s” has no weight.", title=criterion.title)
        if not keys.issuperset(criterion.question_keys):
            yield _(
                "The criterion “%(title)s” reads a question that is no longer asked.",
                title=criterion.title,
            )


def _questionnaire(asked: Revision) -> Iterator[Sentence]:
    questions = list(_questions(asked))
    if not questions:
        yield _("Ask at least one question.")
        return
    if not any(question.stands_for == "title" for question in questions):
        yield _("Ask for the title of the project: lists and letters need it.")
    for section in asked.sections:
        if not section.questions:
            yield _("The section “%(title)s” has no question.", title=section.title)
    for question in questions:
        if question.type in _WITH_OPTIONS and not question.settings.get("options"):
            yield _("The question “%(label)s” offers no choice.", label=question.label)


def _questions(asked: Revision) -> Iterator[Question]:
    return (question for section in asked.sections for question in section.questions)
