"""The same questions in another questionnaire."""

from callforprojects.core.data.database import db
from callforprojects.core.data.identifiers import uuid7
from callforprojects.engines.conditions import to_json, with_facts_renamed
from callforprojects.questionnaires.conditions import condition_of, copied_facts, refer_in
from callforprojects.questionnaires.conditions.parts import parts_of
from callforprojects.questionnaires.models import (
    Question,
    Questionnaire,
    Revision,
    Section,
)


def copied_questionnaire(revision: Revision) -> Questionnaire:
    """A first draft, added to the session: keys stay, so that what reads them finds them.

    Conditions are about the answers to the copied questions. The questions of `revision` must be
    loaded.
    """
    copy = Revision(sections=[_copied_section(section) for section in revision.sections])
    names = copied_facts(revision, copy)
    for part in parts_of(copy):
        condition = condition_of(part)
        if condition is not None:
            part.condition = to_json(with_facts_renamed(condition, names))
    questionnaire = Questionnaire(title=revision.questionnaire.title, revisions=[copy])
    db.session.add(questionnaire)
    db.session.flush()
    refer_in(copy)
    return questionnaire


def _copied_section(section: Section) -> Section:
    return Section(
        position=section.position,
        title=section.title,
        help=section.help,
        condition=section.condition,
        questions=[_copied_question(question) for question in section.questions],
    )


def _copied_question(question: Question) -> Question:
    return Question(
        stable_id=uuid7(),
        position=question.position,
        key=question.key,
        type=question.type,
        label=question.label,
        help=question.help,
        is_required=question.is_required,
        is_confidential=question.is_confidential,
        stands_for=question.stands_for,
        condition=question.condition,
        settings=dict(question.settings),
        purposes=list(question.purposes),
        domains=list(question.domains),
    )
