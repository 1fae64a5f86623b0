"""What a draft still misses before it can be published, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from callforprojects.calls.models import Call, CallKind
from callforprojects.calls.queries.rules import has_rules
from callforprojects.calls.steps import (
    APPLICANTS,
    CALENDAR,
    EXPECTED_PROFILE,
    FUNDING,
    PRESENTATION,
    QUESTIONNAIRE,
    RULES,
    StepStatus,
    draft_steps,
)
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.declarations import DraftStep, PublicationCheck
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.silence import LegalNature, Silence
from callforprojects.questionnaires.defaults import is_as_proposed
from callforprojects.questionnaires.models import QuestionType, Revision
from callforprojects.questionnaires.queries import questions_of, revision_with_questions

_WITH_OPTIONS = frozenset({QuestionType.CHOICE, QuestionType.CHOICES})
Found = Mapping[str, Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before publication, and the page where it is done."""

    step: DraftStep
    message: Sentence


def missing_points(
    call: Call, revision: Revision, at: datetime, *, known: Found | None = None
) -> list[Missing]:
    """Everything that prevents publication, in the order of the steps.

    `call` comes with its funder and expectations, `revision` with its sections and questions.
    `known`, by key of a step, is what the page has found out itself.
    """
    return [
        Missing(step, sentence)
        for step in draft_steps()
        for sentence in _missing_of(step, call, revision, at, known or {})
    ]


def _missing_of(
    step: DraftStep, call: Call, revision: Revision, at: datetime, known: Found
) -> Iterator[Sentence]:
    if step.key in known:
        yield from known[step.key]
        return
    for feature in features():
        if step.key in feature.publication_checks:
            yield from feature.publication_checks[step.key](call, revision, at)


def step_statuses(
    call: Call, missing: Sequence[Missing], revision: Revision
) -> dict[DraftStep, StepStatus]:
    """Where each step stands, in order. What nobody has said yet, or only we have, is not done."""
    unfinished = {point.step for point in missing}
    statuses = {
        step: StepStatus.TO_DO if step in unfinished else StepStatus.DONE for step in draft_steps()
    }
    if not (call.envelope or call.ceiling or call.rate):
        statuses[FUNDING] = StepStatus.OPTIONAL
    if not (call.territory_types or call.areas or call.scales or call.phases):
        statuses[APPLICANTS] = StepStatus.OPTIONAL
    if not has_rules(call):
        statuses[RULES] = StepStatus.OPTIONAL
    if QUESTIONNAIRE not in unfinished and is_as_proposed(revision):
        statuses[QUESTIONNAIRE] = StepStatus.PROPOSED
    return statuses


def steps_of(
    call: Call, revision: Revision | None = None, *, known: Found | None = None
) -> dict[DraftStep, StepStatus]:
    """Where each step stands now; `call`, `revision` and `known` as for `missing_points`."""
    revision = revision or revision_with_questions(call.questionnaire_id)
    return step_statuses(call, missing_points(call, revision, now(), known=known), revision)


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


def _presentation(call: Call, _revision: Revision, _at: datetime) -> Iterator[Sentence]:
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


def _calendar(call: Call, _revision: Revision, at: datetime) -> Iterator[Sentence]:
    if call.opens_at is None:
        yield _("Enter the date on which the call opens.")
    if call.closes_at is None:
        yield _("Enter the date on which the call closes.")
    elif call.closes_at <= at:
        yield _("The closing has already passed: choose a later one.")


def _expected_profile(call: Call, _revision: Revision, _at: datetime) -> Iterator[Sentence]:
    if not call.expectations:
        yield _("Say what you expect in at least one cell of the matrix.")


def _questionnaire(_call: Call, revision: Revision, _at: datetime) -> Iterator[Sentence]:
    questions = list(questions_of(revision))
    if not questions:
        yield _("Ask at least one question.")
        return
    if not any(question.stands_for == "title" for question in questions):
        yield _("Ask for the title of the project: lists and letters need it.")
    for section in revision.sections:
        if not section.questions:
            yield _("The section “%(title)s” has no question.", title=section.title)
    for question in questions:
        if question.type in _WITH_OPTIONS and not question.settings.get("options"):
            yield _("The question “%(label)s” offers no choice.", label=question.label)


CHECKS: dict[str, PublicationCheck] = {
    PRESENTATION.key: _presentation,
    CALENDAR.key: _calendar,
    EXPECTED_PROFILE.key: _expected_profile,
    QUESTIONNAIRE.key: _questionnaire,
}
