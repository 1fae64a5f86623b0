"""Checking an application, filing it, its receipt, its withdrawal."""

from datetime import datetime
from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import draft_of
from callforprojects.applications.eligibility import reason_closed
from callforprojects.applications.forms import SubmitForm, WithdrawForm
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.receipts import (
    press_note,
    proof,
    waiting_note,
    what_comes_next,
    what_silence_means,
    who_is_in_charge,
)
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.data.clock import now
from callforprojects.core.data.formats import instant
from callforprojects.core.data.transaction import after_commit
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.unanswered import (
    counts_from_first,
    first_unanswered,
    forget_unanswered,
)


@blueprint.route("/<uuid:application_id>/check")
@requires(permissions.follow_application, Application, load=queries.WITH_CALL)
def check(application: Application) -> ResponseReturnValue:
    if application.submitted_at is not None:
        return redirect(url_for(".detail", application_id=application.id))
    return _check_page(application, SubmitForm())


@blueprint.route("/<uuid:application_id>/submit", methods=["POST"])
@requires(permissions.submit_application, Application, load=queries.WITH_CALL)
@counts_from_first("declaration")
def submit(application: Application) -> ResponseReturnValue:
    form = SubmitForm()
    if form.validate_on_submit():
        with form.showing_errors():
            pressed_at = _first_press(application)
            services.submit_application(application, by=visitor(), pressed_at=pressed_at)
            after_commit(partial(forget_unanswered, _submit_address(application), declaration="y"))
            return redirect(url_for(".receipt", application_id=application.id))
    if application.status is ApplicationStatus.SUBMITTED:
        return _filed_already(application)
    return _check_page(application, form)


@blueprint.route("/<uuid:application_id>/receipt")
@requires(permissions.read_receipt, Application, load=queries.WITH_CALL)
def receipt(application: Application) -> ResponseReturnValue:
    submission = queries.latest_submission(application) or abort(404)
    return render_template(
        "applications/receipt.html",
        application=application,
        submission=submission,
        waiting_note=waiting_note(submission),
        proof=proof(),
        in_charge=who_is_in_charge(application.call),
        silence=what_silence_means(submission, application.round),
        next_steps=what_comes_next(application),
    )


@blueprint.route("/<uuid:application_id>/withdraw", methods=["GET", "POST"])
@requires(permissions.withdraw_application, Application, load=queries.WITH_CALL)
def withdraw(application: Application) -> ResponseReturnValue:
    form = WithdrawForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.withdraw_application(application, form.reason.data or "", by=visitor())
            flash(_("The application is withdrawn."), "success")
            return redirect(url_for(".detail", application_id=application.id))
    return render_form("applications/withdraw.html", form, application=application)


def _filed_already(application: Application) -> ResponseReturnValue:
    """Filed from another tab, or by a colleague who was faster: the receipt says all."""
    submission = queries.latest_submission(application) or abort(404)
    if submission.submitted_by_id == visitor().id:
        flash(_("You have filed this application already: here is its receipt."), "info")
    else:
        name, day = submission.submitted_by.full_name, instant(submission.submitted_at)
        flash(_("%(name)s has filed this application on %(day)s.", name=name, day=day), "info")
    return redirect(url_for(".receipt", application_id=application.id))


def _check_page(application: Application, form: SubmitForm) -> ResponseReturnValue:
    closed, pressed_at = reason_closed(application.round), _first_press(application)
    if closed is None or reason_closed(application.round, pressed_at) is not None:
        pressed_at = None  # it changes nothing
    return render_form(
        "applications/check.html",
        form,
        draft=draft_of(application),
        closed=closed,
        pressed_at=pressed_at,
        press_note=press_note,
        at=now(),
    )


def _first_press(application: Application) -> datetime | None:
    """When this visitor first asked to file it, if nobody could answer and it still counts."""
    return first_unanswered(_submit_address(application), declaration="y")


def _submit_address(application: Application) -> str:
    return url_for(".submit", application_id=application.id)
