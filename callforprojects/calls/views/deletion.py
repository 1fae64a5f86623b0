"""Deleting the draft of a call, the list of those deleted, bringing one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.additions import facts_of
from callforprojects.calls.models import Call
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, signed_in, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.questionnaires.queries import questions_of, revision_with_questions


@blueprint.route("/<uuid:call_id>/delete", methods=["GET", "POST"])
@requires(permissions.delete_call, Call, load=queries.DRAFT_PAGE)
def delete(call: Call) -> ResponseReturnValue:
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.delete_call(call, by=visitor())
            flash(_("The draft is deleted. You can restore it for 30 days."), "success")
            return redirect(url_for(".deleted"))
    question_count = len(list(questions_of(revision_with_questions(call.questionnaire_id))))
    recipient_count = len(queries.authors_of(call, besides=visitor()))
    page = {
        "facts": facts_of(call),
        "questions": question_count,
        "recipient_count": recipient_count,
    }
    return render_form("calls/delete.html", form, call=call, **page)


@blueprint.route("/deleted")
@signed_in
def deleted() -> ResponseReturnValue:
    return render_template("calls/deleted.html", calls=queries.deleted_calls(visitor()))


@blueprint.route("/<uuid:call_id>/restore", methods=["POST"])
@requires(permissions.restore_call, Call, load=[joinedload(Call.funder)], deleted=True)
def restore(call: Call) -> ResponseReturnValue:
    services.restore_call(call, by=visitor())
    flash(_("The draft is restored, as it was."), "success")
    return redirect(url_for(".edit", call_id=call.id))
