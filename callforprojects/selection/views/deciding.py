"""Decisions: one application, all those of a call, and what the ranking proposes."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.reviews.permissions import still_to_judge
from callforprojects.reviews.queries import results_of_application, standing_of
from callforprojects.selection import permissions, queries, services
from callforprojects.selection.forms import DecisionForm, ProposalForm, ranking_filters
from callforprojects.selection.models import Outcome
from callforprojects.selection.tables import DECISIONS
from callforprojects.selection.views.blueprint import OF_APPLICATION, OF_CALL, blueprint


@blueprint.route("/applications/<uuid:application_id>", methods=["GET", "POST"])
@requires(permissions.decide_application, Application, load=OF_APPLICATION)
def decide(application: Application) -> ResponseReturnValue:
    """Write or change the decision on one application."""
    form = DecisionForm(obj=queries.decision_of(application.id))
    if form.validate_on_submit():
        with form.showing_errors():
            services.decide(application, form.details(), by=visitor())
            flash(_("The decision is saved. Nobody is told before the announcement."), "success")
            return redirect(url_for(".decisions", call_id=application.call_id))
    is_masked = application.id in still_to_judge(visitor(), application.round)
    return render_form(
        "selection/decide.html",
        form,
        application=application,
        totals=queries.totals_of(application.call),
        is_masked=is_masked,
        standing=None if is_masked else standing_of(application.id),
        results=None if is_masked else results_of_application(application),
    )


@blueprint.route("/calls/<uuid:call_id>/decisions")
@requires(permissions.see_ranking, Call, load=OF_CALL)
def decisions(call: Call) -> ResponseReturnValue:
    """All the decisions of a call, in order of merit, with what they add up to."""
    state = list_state_from_request(DECISIONS)
    filters = ranking_filters(state, still_to_judge(visitor(), call))
    totals = queries.totals_of(call)
    return render_template(
        "selection/decisions.html",
        call=call,
        state=state,
        page=queries.ranking(call, filters, visitor(), page=state.page, totals=totals),
        totals=totals,
        stepped_back=count_stepped_back(visitor(), call),
    )


@blueprint.route("/calls/<uuid:call_id>/proposal", methods=["GET", "POST"])
@requires(permissions.announce_results, Call, load=OF_CALL)
def proposal(call: Call) -> ResponseReturnValue:
    """What the ranking gives within the envelope: shown first, then written as drafts."""
    form = ProposalForm()
    if form.validate_on_submit():
        with form.showing_errors():
            count = services.accept_proposal(call, form.digest.data or "", by=visitor())
            flash(ngettext("%(num)s draft written.", "%(num)s drafts written.", count), "success")
            return redirect(url_for(".decisions", call_id=call.id))
    proposed = services.proposal_for(call, by=visitor())
    form.digest.data = proposed.digest
    return render_form(
        "selection/proposal.html",
        form,
        call=call,
        proposal=proposed,
        totals=queries.totals_of(call),
        outcomes=list(Outcome),
    )
