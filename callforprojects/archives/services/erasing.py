"""Erasing the files whose elimination is recorded: what remains is their reference and outcome."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from callforprojects.activity.services import record
from callforprojects.applications.models import Application, ConflictOfInterest, Submission
from callforprojects.archives.models import EliminatedFile, Elimination
from callforprojects.archives.queries import files_to_erase
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.files.queries import files_of
from callforprojects.files.services import forget_file
from callforprojects.juries.models import Assignment, Declaration
from callforprojects.messages.models import Message, MessageMention
from callforprojects.questionnaires.models import AnswerSet
from callforprojects.reviews.models import Review, Standing
from callforprojects.selection.models import Decision

AT_ONCE = 20  # files: so that no transaction lasts
TABLES_OF_APPLICATION = (
    Review,
    Standing,
    Assignment,
    Declaration,
    ConflictOfInterest,
    Decision,
    Submission,
)


def erase_some() -> int:
    """Erase the first of the files whose elimination is recorded.

    Gives how many: `AT_ONCE` at most. Answers, documents, submissions, reviews, declarations,
    decisions (superseded ones too) and mails go. The activity keeps the hash of what was filed and
    decided: it goes on being verified.
    """
    going = files_to_erase(AT_ONCE)
    for file in going:
        _erase(file)
        file.erased_at = now()
    return len(going)


def _erase(file: EliminatedFile) -> None:
    application = db.session.get(Application, file.application_id)
    if application is None:
        return
    query = sa.select(Decision).where(Decision.application_id == application.id)
    decisions = db.session.scalars(query).all()
    _record(application, decisions, db.session.get_one(Elimination, file.elimination_id))
    for document in files_of(application):
        forget_file(document)
    _erase_mails(application, decisions)
    answer_set_ids = _answer_sets_of(application)
    for table in TABLES_OF_APPLICATION:
        joined: Any = table
        db.session.execute(sa.delete(joined).where(joined.application_id == application.id))
    db.session.execute(sa.delete(Application).where(Application.id == application.id))
    db.session.execute(sa.delete(AnswerSet).where(AnswerSet.id.in_(answer_set_ids)))


def _answer_sets_of(application: Application) -> set[uuid.UUID]:
    """Those of each filing, and the one that is written."""
    filed = sa.select(Submission.answer_set_id).where(Submission.application_id == application.id)
    return {application.answer_set_id, *db.session.scalars(filed)}


def _record(
    application: Application, decisions: Sequence[Decision], elimination: Elimination
) -> None:
    hashes = sa.select(Submission.sha256).where(Submission.application_id == application.id)
    record(
        "application.eliminated",
        application,
        by=None,
        reference=application.reference,
        call=str(application.call_id),
        visa=elimination.visa_reference,
        submissions_sha256=list(db.session.scalars(hashes)),
        decision_sha256=next((found.sha256 for found in decisions if found.sha256), ""),
    )


def _erase_mails(application: Application, decisions: Sequence[Decision]) -> None:
    """Those about the file go; those that name it among others lose their words."""
    things = {
        Application.__tablename__: [application.id],
        Decision.__tablename__: [decision.id for decision in decisions],
    }
    for kind, identifiers in things.items():
        db.session.execute(
            sa.delete(Message).where(Message.about_kind == kind, Message.about_id.in_(identifiers))
        )
        naming = sa.select(MessageMention.message_id).where(
            MessageMention.kind == kind, MessageMention.thing_id.in_(identifiers)
        )
        db.session.execute(
            sa.update(Message)
            .where(Message.id.in_(naming))
            .values(subject="", text="", html="")
            .execution_options(synchronize_session=False)
        )
