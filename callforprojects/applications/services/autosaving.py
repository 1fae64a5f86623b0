"""Keeping one answer by itself, while it is being written."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.answers import answer_held
from callforprojects.applications.models import Application
from callforprojects.applications.services.drafting import refuse_when_fixed
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.answering import (
    Entry,
    collect,
    entry_of,
    is_untouched,
    mark_of,
    read,
)
from callforprojects.questionnaires.models import Question
from callforprojects.questionnaires.services import save_answer
from callforprojects.questionnaires.types.kind import Fields

_TEXTS = frozenset({"title", "summary"})
_AMOUNTS = frozenset({"requested_amount", "total_cost"})


def keep_answer(application: Application, key: str, fields: Fields, *, by: Visitor) -> Entry:
    """Keep what the boxes of one question hold, valid or not; give the question as it is now.

    What is sent back as it was shown keeps its mark: the page has not seen what somebody has saved
    since. `call` must be loaded. Raises StaleAnswer when somebody has changed the answer meanwhile,
    AnswerTooLong when it cannot be kept, ConflictError when the application is filed, DomainError
    when the call is closed or asks no such question.
    """
    held = answer_held(application, key)
    raw = None if held is None else collect([held.question], fields).get(key)
    if held is None or raw is None:
        raise DomainError(_("This page does not have that question. Reload the page."))
    refuse_when_fixed(held.status, application.call)
    if not is_untouched(held.question, held.answer, raw):
        _project(application, held.question, read(held.question, raw.text)[0])
    answer = save_answer(application.answer_set_id, held.question, held.answer, raw, by)
    entry = entry_of(held.question, answer)
    return replace(entry, mark=raw.mark) if raw.mark == mark_of(raw.text) else entry


def _project(application: Application, question: Question, value: Any) -> None:  # noqa: ANN401
    """Copy an answer that is a fact of the application, which is not read again for that.

    Before the answer is written: the row of the application is held first, as when a whole
    section is saved, so that neither ever waits for the other.
    """
    fact = question.stands_for
    if fact in _TEXTS:
        _set(application, fact, value or "")
    elif fact in _AMOUNTS:
        _set(application, fact, None if value is None else Money(value))


def _set(application: Application, fact: str, value: str | Money | None) -> None:
    """Its version stays: a colleague who writes another answer is not disturbed."""
    if getattr(application, fact) == value:
        return
    db.session.execute(
        sa.update(Application.__table__)  # type: ignore[arg-type]  # the table, not the versioned model
        .where(Application.id == application.id)
        .values({fact: value})
    )
