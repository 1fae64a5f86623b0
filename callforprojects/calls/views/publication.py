"""What is final: the check, publication, a later closing, a cancellation; and the copy."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.additions import facts_of
from callforprojects.calls.forms import CancelForm, PostponeForm, PublishForm
from callforprojects.calls.models import Call
from callforprojects.calls.readiness import early_refusals, missing_points, step_statuses
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.data.clock import now
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.organisations.queries import silences_of
from callforprojects.questionnaires.queries import questions_of, revision_with_questions


@blueprint.route("/<uuid:call_id>/check")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def check(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    missing = missing_points(call, revision, now())
    return render_template(
        "calls/check.html",
        call=call,
        missing=missing,
        statuses=step_statuses(call, missing, revision),
        refusals=early_refusals(call, silences_of(call.funder)),
    )


@blueprint.route("/<uuid:call_id>/publish", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def publish(call: Call) -> ResponseReturnValue:
    form = PublishForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.publish_call(call, by=visitor(), version=form.version.data)
            flash(_("The call is published."), "success")
            return redirect(url_for(".detail", call_id=call.id))
    revision = revision_with_questions(call.questionnaire_id)
    return render_form(
        "calls/publish.html",
        form,
        call=call,
        now=now(),
        missing=missing_points(call, revision, now()),
        facts=facts_of(call),
        question_count=len(list(questions_of(revision))),
        reached=queries.organisations_reached(call),
    )


@blueprint.route("/<uuid:call_id>/postpone", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.CALL_PAGE)
def postpone(call: Call) -> ResponseReturnValue:
    form = PostponeForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            told = services.people_concerned(call)
            services.postpone_call(call, form.details(), by=visitor())
            flash(str(_moved(told)), "success")
            _warn_of_early_refusals(call)
            return redirect(url_for(".detail", call_id=call.id))
    return render_form(
        "calls/postpone.html",
        form,
        call=call,
        recipient_count=services.people_concerned(call),
        hindrance=services.why_not_reopened(call),
        refusals=early_refusals(call, silences_of(call.funder)),
    )


@blueprint.route("/<uuid:call_id>/cancel", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.CALL_PAGE)
def cancel(call: Call) -> ResponseReturnValue:
    form = CancelForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.cancel_call(
                call, form.reason.data or "", by=visitor(), version=form.version.data
            )
            flash(_("The call is cancelled."), "success")
            return redirect(url_for(".detail", call_id=call.id))
    recipient_count = services.people_concerned(call)
    return render_form("calls/cancel.html", form, call=call, recipient_count=recipient_count)


@blueprint.route("/<uuid:call_id>/duplicate", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.CALL_PAGE)
def duplicate(call: Call) -> ResponseReturnValue:
    if ConfirmationForm().validate_on_submit():
        copy = services.duplicate_call(call, by=visitor())
        flash(_("This is the copy: a draft without dates, under a new reference."), "success")
        return redirect(url_for(".edit", call_id=copy.id))
    return render_template("calls/duplicate.html", call=call)


def _moved(told: int) -> Sentence:
    """The page itself says that the closing is postponed."""
    if not told:
        return _("The new closing is public. Nobody had to be written to.")
    return ngettext(
        "The new closing is public. %(num)s person is written to.",
        "The new closing is public. %(num)s people are written to.",
        told,
    )


def _warn_of_early_refusals(call: Call) -> None:
    """The page of the dates says whom, and when."""
    if early_refusals(call, silences_of(call.funder)):
        flash(_("Silence will have refused some applications before the results."), "warning")
