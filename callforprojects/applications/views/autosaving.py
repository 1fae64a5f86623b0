"""Keeping one answer or one document while a section is being written: small answers in JSON.

Everything here is also done by the section's own form, which needs no script.
"""

from http import HTTPStatus

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.data import formats, transaction
from callforprojects.core.data.clock import now
from callforprojects.core.text.errors import DomainError, Sentence, UnavailableError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.limits import limit
from callforprojects.files.receiving import receives_documents
from callforprojects.questionnaires.answering import (
    AnswersTooLong,
    Entry,
    StaleAnswers,
    colleagues_of,
)
from callforprojects.questionnaires.forms import sent_answer

WITH_DATES = [joinedload(Application.call)]


@blueprint.route("/<uuid:application_id>/answer", methods=["POST"])
@requires(permissions.edit_application, Application, load=WITH_DATES)
@limit("240 per minute")
def answer(application: Application) -> ResponseReturnValue:
    key, fields = request.args.get("question", ""), request.form.to_dict(flat=False)
    try:
        entry = services.write_answer(application, key, fields, by=visitor())
    except StaleAnswers as error:
        transaction.rollback()
        error.compare()
        message = _("This answer has been changed in the meantime: choose which text to keep.")
        return _answer(message, error.entries[0], "conflict"), HTTPStatus.CONFLICT
    except AnswersTooLong as error:
        transaction.rollback()
        entry = error.entries[0]
        return _answer(entry.faults[0].message, entry, "refused"), error.status
    except DomainError as error:
        return _refused(error)
    return _answer(_saved(), entry, "saved")


@blueprint.route("/<uuid:application_id>/document", methods=["POST"])
@requires(permissions.edit_application, Application, load=queries.WITH_CALL)
@limit("240 per minute")
@receives_documents
def document(application: Application) -> ResponseReturnValue:
    draft, key = draft_of(application), request.args.get("question", "")
    try:
        section, given = sent_answer(draft.revision, key)
        services.save_section(application, section, given, by=visitor())
    except DomainError as error:
        return _refused(error)
    entry = draft.entry(key)
    html = render_template("applications/_document.html", entry=entry)
    return jsonify(state="saved", said=str(_saved()), html=html)


def _refused(error: DomainError) -> ResponseReturnValue:
    transaction.rollback()
    answer = jsonify(state="refused", said=str(error.message))
    if isinstance(error, UnavailableError):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer, error.status


def _saved() -> Sentence:
    return _("Saved at %(hour)s", hour=formats.hour(now()))


def _answer(message: Sentence, entry: Entry, state: str) -> Response:
    """What the page needs: a sentence, the mark of what is kept, what is wrong or differs."""
    names = colleagues_of(visitor(), [entry])
    html = render_template("applications/_notes.html", entry=entry, names=names)
    return jsonify(
        state=state,
        said=str(message),
        mark=entry.mark,
        html=html.strip(),
        faulty=bool(entry.faults),
    )
