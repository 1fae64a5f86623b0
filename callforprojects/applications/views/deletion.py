"""Deleting the draft of an application, the list of those deleted, bringing one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.models import Application
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, signed_in, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.files.queries import files_of


@blueprint.route("/<uuid:application_id>/delete", methods=["GET", "POST"])
@requires(permissions.delete_application, Application, load=queries.WITH_CALL)
def delete(application: Application) -> ResponseReturnValue:
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.delete_draft(application, by=visitor())
            flash(_("The draft is deleted. You can restore it for 30 days."), "success")
            return redirect(url_for(".deleted"))
    goes = {
        "answer_count": draft_of(application).answer_count,
        "documents": files_of(application),
        "recipient_count": len(services.others_who_write(application, visitor())),
    }
    return render_form("applications/delete.html", form, application=application, **goes)


@blueprint.route("/deleted")
@signed_in
def deleted() -> ResponseReturnValue:
    return render_template(
        "applications/deleted.html", applications=queries.deleted_drafts(visitor())
    )


@blueprint.route("/<uuid:application_id>/restore", methods=["POST"])
@requires(permissions.restore_application, Application, load=queries.WITH_CALL, deleted=True)
def restore(application: Application) -> ResponseReturnValue:
    services.restore_draft(application, by=visitor())
    flash(_("The draft is restored, as it was."), "success")
    return redirect(url_for(".tasks", application_id=application.id))
