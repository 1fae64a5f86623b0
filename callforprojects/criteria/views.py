"""The grid of criteria: the list, each criterion, and the proposal made from the matrix."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.calls.models import Call, Round
from callforprojects.calls.permissions import edit_call
from callforprojects.calls.queries import DRAFT_PAGE
from callforprojects.calls.readiness import steps_of
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.moving import MoveForm
from callforprojects.criteria import permissions, queries, services
from callforprojects.criteria.forms import CriterionForm
from callforprojects.criteria.models import FULL_WEIGHT, Criterion, GridVersion
from callforprojects.criteria.readiness import STEP, missing_of
from callforprojects.questionnaires.queries import questions_of, revision_with_questions

WITH_CALL = (
    joinedload(Criterion.grid)
    .joinedload(GridVersion.round)
    .joinedload(Round.call)
    .joinedload(Call.funder),
)
blueprint = Blueprint("criteria", __name__, url_prefix="/calls")  # its addresses are older


@blueprint.route("/<uuid:call_id>/criteria")
@requires(edit_call, Call, load=DRAFT_PAGE)
def index(call: Call) -> ResponseReturnValue:
    grid = queries.criteria_of(call.current_round.id)
    revision = revision_with_questions(call.questionnaire_id)
    statuses = steps_of(call, revision, known={STEP.key: list(missing_of(grid, revision))})
    return render_template(
        "criteria/index.html",
        call=call,
        grid=grid,
        full_weight=FULL_WEIGHT.number,
        statuses=statuses,
    )


@blueprint.route("/<uuid:call_id>/criteria/new", methods=["GET", "POST"])
@requires(edit_call, Call, load=DRAFT_PAGE)
def create(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    form = CriterionForm(questions=questions_of(revision))
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_criterion(call, form.details(), by=visitor())
            flash(_("The criterion is added."), "success")
            return redirect(url_for(".index", call_id=call.id))
    return render_form("criteria/_criterion_form.html", form, call=call, criterion=None)


@blueprint.route("/criteria/<uuid:criterion_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_CALL)
def edit(criterion: Criterion) -> ResponseReturnValue:
    revision = revision_with_questions(criterion.call.questionnaire_id)
    form = CriterionForm(obj=criterion, questions=list(questions_of(revision)))
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_criterion(criterion, form.details(), by=visitor())
            flash(_("The criterion is saved."), "success")
            return redirect(url_for(".index", call_id=criterion.call.id))
    page = {"criterion": criterion, "call": criterion.call}
    return render_form("criteria/_criterion_form.html", form, **page)


@blueprint.route("/criteria/<uuid:criterion_id>/move", methods=["POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_CALL)
def move(criterion: Criterion) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_criterion(criterion, form.places(), by=visitor())
    return redirect(url_for(".index", call_id=criterion.call.id))


@blueprint.route("/criteria/<uuid:criterion_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_criterion, Criterion, load=WITH_CALL)
def remove(criterion: Criterion) -> ResponseReturnValue:
    call = criterion.call
    if ConfirmationForm().validate_on_submit():
        services.remove_criterion(criterion, by=visitor())
        flash(_("The criterion is removed."), "success")
        return redirect(url_for(".index", call_id=call.id))
    return render_template("criteria/remove.html", criterion=criterion, call=call)


@blueprint.route("/<uuid:call_id>/criteria/proposal", methods=["GET", "POST"])
@requires(edit_call, Call, load=DRAFT_PAGE)
def propose(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    proposed = services.proposed_criteria(call, revision)
    if ConfirmationForm().validate_on_submit():
        services.replace_criteria(call, proposed, by=visitor())
        flash(_("The proposed criteria are in place. Change what you like."), "success")
        return redirect(url_for(".index", call_id=call.id))
    present = queries.criteria_of(call.current_round.id)
    return render_template("criteria/propose.html", call=call, proposed=proposed, present=present)
