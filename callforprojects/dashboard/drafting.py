"""How far the drafts of a person's organisations are."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.asking import shown_in_application
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.core.data.database import db
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.models import AnswerSet, Revision, Section


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """Required questions, and those of them that are answered without a fault."""

    answered: int
    required: int


def draft_progress_of(applications: Sequence[Application]) -> Mapping[uuid.UUID, DraftProgress]:
    """How far each draft is, by application: the figures of its list of tasks; four queries."""
    drafts = {
        application.answer_set_id: application
        for application in applications
        if application.status is ApplicationStatus.DRAFT
    }
    if not drafts:
        return {}
    sections = joinedload(AnswerSet.revision).selectinload(Revision.sections)
    found = db.session.scalars(
        select(AnswerSet)
        .where(AnswerSet.id.in_(drafts))
        .options(sections.selectinload(Section.questions), selectinload(AnswerSet.answers))
    )
    return {
        drafts[answer_set.id].id: _draft_progress(drafts[answer_set.id], answer_set)
        for answer_set in found
    }


def _draft_progress(application: Application, answer_set: AnswerSet) -> DraftProgress:
    shown = shown_in_application(application, answer_set.revision, answer_set)
    progress = answering.progress(answer_set.revision, answer_set, shown)
    return DraftProgress(
        answered=sum(section.answered for section in progress),
        required=sum(section.required for section in progress),
    )
