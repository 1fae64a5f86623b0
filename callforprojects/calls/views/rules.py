"""Who may apply and how much: the rules of a draft, added from the library."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.forms import form_of_rule
from callforprojects.calls.models import Call, CallRule
from callforprojects.calls.readiness import steps_of
from callforprojects.calls.rules.library import offered_rules, ready_rule
from callforprojects.calls.rules.listing import listed_rules
from callforprojects.calls.rules.ready import ReadyRule
from callforprojects.calls.rules.wording import made_sentence
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.moving import MoveForm
from callforprojects.questionnaires.conditions import Catalogue, catalogue_of
from callforprojects.questionnaires.queries import revision_with_questions

_WITH_CALL = (joinedload(CallRule.call).joinedload(Call.funder),)


@blueprint.route("/<uuid:call_id>/rules")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def rules(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    listed = listed_rules(queries.rules_of(call), catalogue_of(revision))
    statuses = steps_of(call, revision)
    return render_template("calls/rules.html", call=call, listed=listed, statuses=statuses)


@blueprint.route("/<uuid:call_id>/rules/new", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def create_rule(call: Call) -> ResponseReturnValue:
    ready = _kind_from_request()
    if ready is None:
        return render_template("calls/_choose_rule.html", call=call, offered=offered_rules())
    catalogue = _catalogue(call)
    form = form_of_rule(ready, catalogue)
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_ready_rule(call, ready, form.details(), catalogue, by=visitor())
            flash(_("The rule is added."), "success")
            return redirect(url_for(".rules", call_id=call.id))
    return render_form("calls/_rule_form.html", form, call=call, ready=ready, rule=None)


@blueprint.route("/rules/<uuid:call_rule_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_rule, CallRule, load=_WITH_CALL)
def edit_rule(rule: CallRule) -> ResponseReturnValue:
    ready = ready_rule(rule.kind) or abort(404)
    call, catalogue = rule.call, _catalogue(rule.call)
    form = form_of_rule(ready, catalogue, rule=rule, made=made_sentence(rule, ready, catalogue))
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_ready_rule(rule, ready, form.details(), catalogue, by=visitor())
            flash(_("The rule is saved."), "success")
            return redirect(url_for(".rules", call_id=call.id))
    return render_form("calls/_rule_form.html", form, call=call, ready=ready, rule=rule)


@blueprint.route("/rules/<uuid:call_rule_id>/move", methods=["POST"])
@requires(permissions.edit_rule, CallRule, load=_WITH_CALL)
def move_rule(rule: CallRule) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_rule(rule, form.places(), by=visitor())
    return redirect(url_for(".rules", call_id=rule.call_id))


@blueprint.route("/rules/<uuid:call_rule_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_rule, CallRule, load=_WITH_CALL)
def remove_rule(rule: CallRule) -> ResponseReturnValue:
    call = rule.call
    if ConfirmationForm().validate_on_submit():
        services.remove_rule(rule, by=visitor())
        flash(_("The rule is removed."), "success")
        return redirect(url_for(".rules", call_id=call.id))
    return render_template("calls/remove_rule.html", rule=rule, call=call)


def _catalogue(call: Call) -> Catalogue:
    return catalogue_of(revision_with_questions(call.questionnaire_id))


def _kind_from_request() -> ReadyRule | None:
    """The ready rule in the address (`?kind=ceiling`); none yet is None, an unknown one is 404."""
    key = request.args.get("kind", "")
    if not key:
        return None
    ready = ready_rule(key)
    if ready is None or ready.field:
        abort(404)
    return ready
