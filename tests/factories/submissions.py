"""What was filed, for tests: frozen texts, filed again, or saying something else."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import update

from callforprojects.applications.models import Application, Submission
from callforprojects.core.data.canonical import canonical
from callforprojects.core.data.database import db
from callforprojects.questionnaires.models import AnswerSet


def make_submission(
    application: Application, content: dict[str, Any], at: datetime | None, **values: Any
) -> Submission:
    """What was filed at an instant, with the answers of the application unless told otherwise."""
    answer_set_id = values.get("answer_set_id", application.answer_set_id)
    submission = Submission(
        **{
            "application_id": application.id,
            "answer_set_id": answer_set_id,
            "revision_id": db.session.get_one(AnswerSet, answer_set_id).revision_id,
            "snapshot_text": canonical(content),
            "sha256": "0" * 64,
            "submitted_at": at,
            "submitted_by_id": application.created_by_id,
            **values,
        }
    )
    db.session.add(submission)
    db.session.flush()
    return submission


def make_second_submission(application: Application, **changes: Any) -> Submission:
    """The same filed again, in a set of answers of its own, with something else said."""
    first = db.session.query(Submission).filter_by(application_id=application.id).one()
    answer_set = AnswerSet(revision_id=first.revision_id)
    db.session.add(answer_set)
    db.session.flush()
    return make_submission(
        application,
        json.loads(first.snapshot_text) | changes,
        first.submitted_at,
        number=2,
        sha256="1" * 64,
        answer_set_id=answer_set.id,
    )


def rewrite_snapshot(submission: Submission, **changes: Any) -> None:
    """Have a frozen file say something else, as if it had been filed so."""
    text = canonical(json.loads(submission.snapshot_text) | changes)
    statement = update(Submission.__table__).where(Submission.id == submission.id)
    db.session.execute(statement.values(snapshot_text=text))
    db.session.expire(submission)
