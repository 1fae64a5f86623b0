"""One answer of one draft: read with its question, and held until it is written."""

from typing import NamedTuple

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.questionnaires.models import Answer, AnswerSet, Question, Section


class LockedAnswer(NamedTuple):
    """What stands now: where the application is, the question, its answer if it has one."""

    status: ApplicationStatus
    question: Question
    answer: Answer | None


def lock_answer(application: Application, key: str) -> LockedAnswer | None:
    """The answer to the question of this key; None when the application has no such question.

    The application is held meanwhile, as for filing it: one statement instead of four, since this
    is asked at each pause of whoever writes.
    """
    query = (
        sa.select(Application.status, Question, Answer)
        .select_from(Application)
        .join(AnswerSet, AnswerSet.id == Application.answer_set_id)
        .join(Section, Section.revision_id == AnswerSet.revision_id)
        .join(Question, Question.section_id == Section.id)
        .outerjoin(
            Answer,
            sa.and_(
                Answer.answer_set_id == AnswerSet.id,
                Answer.question_stable_id == Question.stable_id,
            ),
        )
        .where(Application.id == application.id, is_kept(Application), Question.key == key)
        .with_for_update(of=Application, key_share=True)
    )
    row = db.session.execute(query).first()
    return None if row is None else LockedAnswer(*row)
