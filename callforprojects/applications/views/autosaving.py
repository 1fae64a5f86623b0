"""Keeping one answer or one document while a section is being written: small answers in JSON.

Everything here is also done by the section's own form, which needs no script.
"""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.data import transaction
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web import autosave
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
        (entry,) = error.entries
        message = _("This answer has been changed in the meantime: choose which text to keep.")
        return autosave.conflict(message, mark=entry.mark, html=_notes(entry))
    except AnswersTooLong as error:
        (entry,) = error.entries
        return autosave.refused(DomainError(entry.faults[0].message), html=_notes(entry))
    except DomainError as error:
        return autosave.refused(error)
    return autosave.saved(mark=entry.mark, html=_notes(entry), has_faults=bool(entry.faults))


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
        return autosave.refused(error)
    html = render_template("applications/_document.html", entry=draft.entry(key))
    return autosave.saved(html=html)


def _notes(entry: Entry) -> str:
    """What stands beside the boxes: what somebody has saved meanwhile, what is wrong."""
    names = colleagues_of(visitor(), [entry])
    return render_template("applications/_notes.html", entry=entry, names=names)
