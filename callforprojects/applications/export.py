"""What applications give to the export of a person: drafts and files, answers, documents."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from callforprojects.accounts.export import Records
from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, Submission
from callforprojects.applications.permissions import APPLICANTS
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import subject_visible_to, visible_to
from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _
from callforprojects.files.models import File
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.models import Answer, AnswerSet, Question, Section


def records(user: User) -> list[Records]:
    """What was written for an organisation that one has left stays with it: only that one wrote."""
    return [
        Records(
            key="applications",
            title=_("Applications begun or filed"),
            columns=[
                Column("reference", _("Reference"), lambda row: row.reference),
                Column("title", _("Title"), lambda row: row.title),
                Column("call", _("Call"), lambda row: row.call),
                Column("organisation", _("Organisation"), lambda row: row.organisation),
                Column("status", _("Status"), lambda row: row.status),
                Column("begun_at", _("Begun on"), lambda row: row.created_at),
                Column("submitted_at", _("Filed on"), lambda row: row.submitted_at),
            ],
            rows=lambda: db.session.execute(_written_by(user)),
        ),
        Records(
            key="answers",
            title=_("Answers written"),
            columns=[
                Column("call", _("Call"), lambda row: row.call),
                Column("question", _("Question"), lambda row: row.label),
                Column("answer", _("Answer"), lambda row: row.raw_text or row.value),
                Column("written_at", _("Written on"), lambda row: row.updated_at),
            ],
            rows=lambda: db.session.execute(_answers_by(user)),
        ),
        Records(
            key="documents",
            title=_("Documents added"),
            columns=[
                Column("name", _("Name"), lambda row: row.name),
                Column("size", _("Bytes"), lambda row: row.size),
                Column("sha256", _("SHA-256"), lambda row: row.sha256),
                Column("added_at", _("Added on"), lambda row: row.created_at),
            ],
            rows=lambda: db.session.scalars(
                select(File)
                .where(
                    File.uploaded_by_id == user.id,
                    subject_visible_to(user, File.subject_kind, File.subject_id),
                )
                .order_by(File.id)
            ),
        ),
    ]


def _written_by(user: User) -> "Select[*tuple[Any, ...]]":
    return (
        select(
            Application.reference,
            Application.title,
            Call.title.label("call"),
            Organisation.name.label("organisation"),
            Application.status,
            Application.created_at,
            Application.submitted_at,
        )
        .join(Application.round)
        .join(Round.call)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(is_written_by(user), visible_to(user, Application))
        .order_by(Application.id)
    )


def _answers_by(user: User) -> "Select[*tuple[Any, ...]]":
    """Those of the drafts and files that they can read."""
    return (
        select(
            Call.title.label("call"),
            Question.label,
            Answer.raw_text,
            Answer.value,
            Answer.updated_at,
        )
        .join(AnswerSet, AnswerSet.id == Answer.answer_set_id)
        .join(Application, Application.answer_set_id == AnswerSet.id)
        .join(Application.round)
        .join(Round.call)
        .join(Section, Section.revision_id == AnswerSet.revision_id)
        .join(
            Question,
            and_(
                Question.section_id == Section.id,
                Question.stable_id == Answer.question_stable_id,
            ),
        )
        .where(
            Answer.author_id == user.id,
            APPLICANTS.of_rows(user),
            visible_to(user, Application),
        )
        .order_by(Application.id, Answer.id)
    )


def filed_by(user: User) -> Select[uuid.UUID]:
    return select(Submission.application_id).where(Submission.submitted_by_id == user.id)


def is_written_by(user: User) -> ColumnElement[bool]:
    """Whether a person has begun or filed the `Application` of the query around."""
    return or_(Application.created_by_id == user.id, Application.id.in_(filed_by(user)))
