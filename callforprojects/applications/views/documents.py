"""Documents to keep and to print: an application, or its receipt, as PDF."""

from flask import abort
from flask.typing import ResponseReturnValue

from callforprojects.applications import permissions, queries
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.printing import application_paper, draft_paper, receipt_paper
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires
from callforprojects.files.sending import sent_pdf


@blueprint.route("/<uuid:application_id>/pdf")
@requires(permissions.read_application, Application, load=queries.WITH_CALL)
def pdf(application: Application) -> ResponseReturnValue:
    """What was filed; before that, the draft for those who write it, which says so."""
    submission = queries.latest_submission(application)
    if submission is None:
        name = f"{_('Draft')} - {application.title or _('Untitled application')}"
        return sent_pdf("application", draft_paper(draft_of(application)), name)
    name = f"{application.reference} - {application.organisation.name}"
    return sent_pdf("application", application_paper(application, submission), name)


@blueprint.route("/<uuid:application_id>/receipt/pdf")
@requires(permissions.read_receipt, Application, load=queries.WITH_CALL)
def receipt_pdf(application: Application) -> ResponseReturnValue:
    """The acknowledgement of receipt."""
    submission = queries.latest_submission(application) or abort(404)
    name = f"{application.reference} - {_('Acknowledgement of receipt')}"
    return sent_pdf("receipt", receipt_paper(application, submission), name)
