"""The grid of criteria: the list, each criterion, and the proposal made from the matrix."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.forms import CriterionForm
from callforprojects.calls.models import Call, Criterion
from callforprojects.calls.readiness import FULL_WEIGHT
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.calls.views.wizard import steps_of
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.moving import MoveForm
from callforprojects.questionnaires.queries import questions_of, revision_with_questions

WITH_GRID = (
    joinedload(Criterion.call).joinedload(Call.funder),
    joinedload(Criterion.call).selectinload(Call.criteria),
)


@blueprint.route("/<uuid:call_id>/criteria")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def criteria(call: Call) -> ResponseReturnValue:
    return render_template(
        "calls/criteria.html", call=call, full_weight=FULL_WEIGHT, statuses=steps_of(call)
    )


@blueprint.route("/<uuid:call_id>/criteria/new", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def create_criterion(call: Call) -> ResponseReturnValue:
    asked = revision_with_questions(call.questionnaire_id)
    form = CriterionForm(questions=questions_of(asked))
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_criterion(call, form.details(), by=visitor())
            flash(_("The criterion is added."), "success")
            return redirect(url_for(".criteria", call_id=call.id))
    return render_form("calls/create_criterion.html", form, call=call)


@blueprint.route("/criteria/<uuid:criterion_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_GRID)
def edit_criterion(criterion: Criterion) -> ResponseReturnValue:
    asked = revision_with_questions(criterion.call.questionnaire_id)
    form = CriterionForm(obj=criterion, questions=list(questions_of(asked)))
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_criterion(criterion, form.details(), by=visitor())
            flash(_("The criterion is saved."), "success")
            return redirect(url_for(".criteria", call_id=criterion.call_id))
    return render_form("calls/edit_criterion.html", form, criterion=criterion, call=criterion.call)


@blueprint.route("/criteria/<uuid:criterion_id>/move", methods=["POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_GRID)
def move_criterion(criterion: Criterion) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_criterion(criterion.call, criterion, form.places(), by=visitor())
    return redirect(url_for(".criteria", call_id=criterion.call_id))


@blueprint.route("/criteria/<uuid:criterion_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_GRID)
def remove_criterion(criterion: Criterion) -> ResponseReturnValue:
    call = criterion.call
    if ConfirmationForm().validate_on_submit():
        services.remove_criterion(call, criterion, by=visitor())
        flash(_("The criterion is removed."), "success")
        return redirect(url_for(".criteria", call_id=call.id))
    return render_template("calls/remove_criterion.html", criterion=criterion, call=call)


@blueprint.route("/<uuid:call_id>/criteria/proposal", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def propose_criteria(call: Call) -> ResponseReturnValue:
    asked = revision_with_questions(call.questionnaire_id)
    grid = services.proposed_criteria(call, asked)
    if ConfirmationForm().validate_on_submit():
        services.replace_criteria(call, grid, by=visitor())
        flash(_("The proposed criteria are in place. Change what you like."), "success")
        return redirect(url_for(".criteria", call_id=call.id))
    return render_template("calls/propose_criteria.html", call=call, grid=grid)
