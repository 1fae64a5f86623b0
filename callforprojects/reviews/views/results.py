"""The pages of officers: the scores of a call, the reviews of a file, the reminders."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call, Round
from callforprojects.core.outside import mail
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import ngettext, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.juries.queries import conflicts_of_file, jury_of
from callforprojects.juries.services import refusal_of
from callforprojects.reviews import permissions, queries, services
from callforprojects.reviews.tables import SCORED
from callforprojects.reviews.views.blueprint import blueprint

OF_COMPARISON = [
    joinedload(Application.organisation),
    joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
]


@blueprint.route("/calls/<uuid:call_id>/results")
@requires(permissions.see_results, Call)
def results(call: Call) -> ResponseReturnValue:
    """The scores of a call, file by file; `view=whole` adds them all up."""
    hidden = permissions.still_to_judge(visitor(), call)
    if request.args.get("view") == "whole":
        figures = queries.results_of_call(call.current_round.id, without=hidden)
        return render_template("reviews/_whole.html", call=call, results=figures)
    state = list_state_from_request(SCORED)
    page = queries.scored_files(call.current_round.id, state, visitor(), hidden=hidden)
    return render_template(
        "reviews/results.html",
        call=call,
        state=state,
        page=page,
        stepped_back=count_stepped_back(visitor(), call),
        revisions=queries.revisions_of(file.id for file in page.items if file.revised),
    )


@blueprint.route("/calls/<uuid:call_id>/results/download")
@requires(permissions.see_results, Call)
def download_results(call: Call) -> ResponseReturnValue:
    """The same, for a spreadsheet."""
    hidden = permissions.still_to_judge(visitor(), call)
    sheet = Spreadsheet(
        name=[pgettext("file", "Scores"), call.reference],
        columns=SCORED.exported,
        rows=queries.all_scored_files(
            call.current_round.id, list_state_from_request(SCORED), visitor(), hidden=hidden
        ),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/applications/<uuid:application_id>/comparison")
@requires(permissions.compare_reviews, Application, load=OF_COMPARISON)
def application(application: Application) -> ResponseReturnValue:
    """Every review of one application, side by side, with names."""
    results = queries.results_of_application(application)
    return render_template(
        "reviews/application.html",
        application=application,
        call=application.call,
        criteria=[result.criterion for result in results.criteria],
        reviews=queries.reviews_of(application.id),
        standing=queries.standing_of(application.id),
        results=results,
        conflicts=conflicts_of_file(application.id),
    )


@blueprint.route("/calls/<uuid:call_id>/reminders", methods=["GET", "POST"])
@requires(permissions.see_results, Call, load=[joinedload(Call.funder)])
def remind(call: Call) -> ResponseReturnValue:
    """Who would be reminded; then the mails."""
    jury, form = jury_of(call.current_round.id), ConfirmationForm()
    due_on = jury.reviews_due_on if jury else None
    if form.validate_on_submit():
        with form.showing_errors():
            count = services.remind_jurors(call, due_on, by=visitor())
            sent = ngettext("%(num)s reminder sent.", "%(num)s reminders sent.", count)
            flash(mail.sent_or_waiting(sent), "success")
            return redirect(url_for("juries.detail", call_id=call.id))
    return render_form(
        "reviews/remind.html",
        form,
        call=call,
        waiting=queries.waiting_jurors(call.current_round.id),
        due_on=due_on,
        refusal=refusal_of(call, visitor()),
    )
