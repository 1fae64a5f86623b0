"""What an application is asked: conditions read its answers, who applies, and the call."""

from collections.abc import Iterator, Mapping

from callforprojects.applications.models import Application
from callforprojects.engines.conditions import FactValue
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.conditions import (
    NOTHING_AROUND,
    ReadByConditions,
    ShownParts,
    Surroundings,
    answered_sections,
    read_by_conditions,
    shown_parts,
)
from callforprojects.questionnaires.models import AnswerSet, Revision


def shown_in_application(
    application: Application, revision: Revision, answer_set: AnswerSet
) -> ShownParts:
    """The sections and questions that it is asked, from its answers and what is known of it.

    The organisation, the questions and the answers must be loaded.
    """
    around = surroundings_of(application, read_by_conditions(revision))
    return shown_parts(revision, answer_set.answers, around)


def shown_beside(application: Application, key: str) -> Mapping[str, bool]:
    """Of the questions on the page of one, whether each that has a condition is shown now.

    The organisation must be loaded; one statement, and what the conditions read besides.
    """
    answered = answered_sections(application.answer_set_id)
    if answered is None:
        return {}
    around = surroundings_of(application, read_by_conditions(answered))
    shown = shown_parts(answered, answered.answers, around)
    return {
        question.key: shown.is_shown(question)
        for section in answered.sections
        if any(question.key == key for question in section.questions)
        for question in section.questions
        if question.condition is not None
    }


def surroundings_of(application: Application, read: ReadByConditions) -> Surroundings:
    """What these conditions read besides the answers; nothing is looked up that none reads."""
    if not read:
        return NOTHING_AROUND
    facts = {
        name: value for name, value in _of_applicant(application.organisation) if name in read.facts
    }
    return Surroundings(facts=facts)


def _of_applicant(organisation: Organisation) -> Iterator[tuple[str, FactValue]]:
    """What the organisation says of itself; what it has not said is not known."""
    if organisation.counts_as:
        yield "applicant.types", organisation.counts_as
    if organisation.legal_nature is not None:
        yield "applicant.legal_nature", organisation.legal_nature.value
