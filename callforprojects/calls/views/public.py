"""What everybody reads: the list of calls, one call, what it asks, whom it accepts."""

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.calls import permissions, queries
from callforprojects.calls.additions import sections_of
from callforprojects.calls.forms import EligibilityForm
from callforprojects.calls.models import Call
from callforprojects.calls.pictures import expected_picture
from callforprojects.calls.tables import OWN, public_table
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.data.clock import now
from callforprojects.core.web.access import public, requires, signed_in, visitor
from callforprojects.core.web.lists import list_state_from_request, page_from_request
from callforprojects.organisations.models import Membership
from callforprojects.questionnaires.conditions import conditions_described
from callforprojects.questionnaires.queries import revision_with_questions


@blueprint.route("/")
@public
def index() -> ResponseReturnValue:
    table = public_table(queries.publishing_funders(), now())
    state = list_state_from_request(table).on_page(page_from_request())
    listing = queries.public_calls(state)
    page = render_template("calls/index.html", state=state, listing=listing, now=now())
    response = make_response(page)
    response.vary.add("HX-Request")
    if "HX-Request" in request.headers:  # a live search leaves a short address behind it
        response.headers["HX-Push-Url"] = state.on_page(1).address(url_for(".index"))
    return response


@blueprint.route("/<uuid:call_id>")
@requires(permissions.see_call, Call, load=queries.CALL_PAGE, conceal=True)
def detail(call: Call) -> ResponseReturnValue:
    return render_template(
        "calls/detail.html",
        call=call,
        now=now(),
        picture=expected_picture(call.expected_profile),
        beyond_text=queries.questions_beyond_text(call.questionnaire_id),
        sections=sections_of(call),
    )


@blueprint.route("/<uuid:call_id>/questions")
@requires(permissions.see_call, Call, load=queries.CALL_PAGE, conceal=True)
def questions(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    shown_if = conditions_described(revision)
    return render_template("calls/questions.html", call=call, revision=revision, shown_if=shown_if)


@blueprint.route("/<uuid:call_id>/eligibility")
@requires(permissions.see_call, Call, load=queries.CALL_PAGE, conceal=True)
def eligibility(call: Call) -> ResponseReturnValue:
    form = EligibilityForm(request.args)
    found = form.eligibility(call)
    return render_template("calls/eligibility.html", call=call, form=form, found=found)


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    funders = queries.funders_among(visitor().seats(Membership))
    state = list_state_from_request(OWN)
    page = queries.calls_of([funder.id for funder in funders], state)
    return render_template("calls/mine.html", funders=funders, state=state, page=page)
