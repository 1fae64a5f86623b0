"""Writing a draft, alone or with colleagues: one answer at each pause, or a page of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.services.drafting import refuse_when_deleted, refuse_when_fixed
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.core.data.money import Money
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.files.services import StorageQuota
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import storage_quota_of
from callforprojects.questionnaires import saving
from callforprojects.questionnaires.answering import Entry, NoSuchQuestion
from callforprojects.questionnaires.models import Answer, Question, Section
from callforprojects.questionnaires.queries import with_answer
from callforprojects.questionnaires.saving import Answered, PageInput
from callforprojects.questionnaires.types.kind import Fields

_TEXTS = frozenset({"title", "summary"})
_AMOUNTS = frozenset({"requested_amount", "total_cost"})


def write_answer(application: Application, key: str, fields: Fields, *, by: Visitor) -> Entry:
    """Keep what the boxes of one question hold, valid or not; give the question as it is now.

    `call` must be loaded. Raises ConflictError when the application is filed, DomainError when the
    call is closed or asks no such question; otherwise as `questionnaires.saving.save_answer`.
    """
    locked = lock_answer(application, key)
    if locked is None:
        raise NoSuchQuestion
    refuse_when_fixed(application, locked.status)
    entry = saving.save_answer(_answered(application), locked.question_and_answer, fields, by=by)
    return replace(entry, may_show_others=locked.has_conditions)


def save_section(
    application: Application, section: Section, given: PageInput, *, by: Visitor
) -> None:
    """Keep what one page sent, valid or not, as long as the call is open.

    `call` and the section's questions must be loaded.
    Raises ConflictError when the application is filed meanwhile or a text is stale, DomainError
    when the call is closed or a file is refused; nothing is kept then.
    """
    organisation = db.session.get_one(Organisation, application.organisation_id)
    if given.files:
        lock(organisation)  # two documents at once are counted one after the other
    lock(application)
    refuse_when_deleted(application, by)
    refuse_when_fixed(application, application.status)
    saving.save_page(_answered(application), section, given, by=by)


def project_facts(application: Application, facts: Mapping[str, Any]) -> None:
    """Copy the answers that are facts of the application: lists and rankings read them there.

    `facts` are their values, by name; the answers have just been written. The version of the
    application stays: a colleague who writes another answer is not disturbed.
    """
    values = {
        **{fact: facts[fact] or "" for fact in _TEXTS & facts.keys()},
        **{fact: _money(facts[fact]) for fact in _AMOUNTS & facts.keys()},
    }
    if not values:
        return
    db.session.flush()
    db.session.execute(
        sa.update(Application.__table__)  # the table, not the versioned model
        .where(Application.id == application.id)
        .values(values)
    )
    for fact, value in values.items():
        set_committed_value(application, fact, value)


class LockedAnswer(NamedTuple):
    """What stands now: where the application is, the question, its answer if it has one, and
    whether some are asked in some cases only.
    """

    status: ApplicationStatus
    question: Question
    answer: Answer | None
    has_conditions: bool

    @property
    def question_and_answer(self) -> tuple[Question, Answer | None]:
        return self.question, self.answer


def lock_answer(application: Application, key: str) -> LockedAnswer | None:
    """The answer to the question of this key; None when the application has no such question.

    The application is held meanwhile, as for filing it: one statement instead of four, since this
    is asked at each pause of whoever writes.
    """
    query = (
        with_answer(
            sa.select(Application.status).select_from(Application), Application.answer_set_id, key
        )
        .where(Application.id == application.id, is_kept(Application))
        .with_for_update(of=Application, key_share=True)
    )
    row = db.session.execute(query).first()
    return None if row is None else LockedAnswer(*row)


def _answered(application: Application) -> Answered:
    """What writing its answers does to an application."""
    return Answered(
        thing=application,
        answer_set_id=application.answer_set_id,
        saved="application.saved",
        document_added="file.added",
        document_removed="file.removed",
        quota=partial(_quota_of, application),
        copy_facts=partial(project_facts, application),
    )


def _quota_of(application: Application) -> StorageQuota:
    return storage_quota_of(db.session.get_one(Organisation, application.organisation_id))


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)
