"""What everybody reads: the list of calls, one call, what it asks."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from callforprojects.calls import permissions, queries
from callforprojects.calls.forms import FiltersForm
from callforprojects.calls.models import Call
from callforprojects.calls.queries import Period
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.access import public, requires, signed_in, visitor
from callforprojects.core.clock import now
from callforprojects.core.pagination import asked_page
from callforprojects.questionnaires.queries import revision_with_questions


@blueprint.route("/")
@public
def index() -> ResponseReturnValue:
    form = FiltersForm(request.args)
    period = Period.PAST if request.args.get("period") == Period.PAST else Period.CURRENT
    page = queries.public_calls(form.filters(period), page=asked_page())
    return render_template(
        "calls/index.html",
        form=form,
        page=page,
        period=period,
        now=now(),
        arguments=form.arguments(period),
    )


@blueprint.route("/<uuid:call_id>")
@requires(permissions.see_call, Call, load=queries.CALL_PAGE, conceal=True)
def detail(call: Call) -> ResponseReturnValue:
    return render_template("calls/detail.html", call=call, now=now())


@blueprint.route("/<uuid:call_id>/questions")
@requires(permissions.see_call, Call, load=queries.CALL_PAGE, conceal=True)
def questions(call: Call) -> ResponseReturnValue:
    asked = revision_with_questions(call.questionnaire_id)
    return render_template("calls/questions.html", call=call, asked=asked)


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    funders = queries.funders_among(visitor().seats("organisation"))
    calls = queries.calls_of([funder.id for funder in funders])
    return render_template("calls/mine.html", funders=funders, calls=calls)
