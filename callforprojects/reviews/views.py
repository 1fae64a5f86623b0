"""The pages of reviews: the juror's desk, the scoring room, the results for officers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.access import requires, signed_in, visitor
from callforprojects.core.form import render_form
from callforprojects.core.i18n import _, ngettext
from callforprojects.core.pagination import asked_page
from callforprojects.juries.permissions import judge_application
from callforprojects.juries.queries import conflicts_of_file, jury_of
from callforprojects.reviews import permissions, queries, services
from callforprojects.reviews.forms import ConfirmForm, ReviewForm, review_form
from callforprojects.reviews.models import Review

blueprint = Blueprint("reviews", __name__, url_prefix="/reviews")

OF_ROOM = [
    joinedload(Application.organisation),
    joinedload(Application.call).joinedload(Call.funder),
    joinedload(Application.call).selectinload(Call.criteria),
]
OF_REVIEW = [
    joinedload(Review.juror),
    joinedload(Review.application).joinedload(Application.call),
    selectinload(Review.scores),
]


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """A juror's files, call by call."""
    return render_template("reviews/mine.html", desks=queries.desks_of(visitor().id))


@blueprint.route("/applications/<uuid:application_id>", methods=["GET", "POST"])
@requires(judge_application, Application, load=OF_ROOM, conceal=True)
def score(application: Application) -> ResponseReturnValue:
    """The scoring room: answers and grid. `action=submit` hands the review in."""
    room = queries.room_of(application, visitor().id)
    form = review_form(room)
    if form.validate_on_submit():
        with form.showing_errors():
            if request.form.get("action") == "submit":
                services.hand_in_review(room, form.details(), by=visitor())
                flash(_("Your review is handed in. Thank you."), "success")
            else:
                services.save_review(room, form.details(), by=visitor())
                flash(_("Your draft is saved."), "success")
            return redirect(url_for(".score", application_id=application.id))
    return _shown(room, form)


@blueprint.route("/<uuid:review_id>/reopen", methods=["POST"])
@requires(permissions.write_review, Review, load=OF_REVIEW, conceal=True)
def reopen(review: Review) -> ResponseReturnValue:
    services.reopen_review(review, by=visitor())
    flash(_("Your review is open again. It counts once you hand it in."), "success")
    return redirect(url_for(".score", application_id=review.application_id))


@blueprint.route("/calls/<uuid:call_id>/results")
@requires(permissions.see_results, Call)
def results(call: Call) -> ResponseReturnValue:
    """The scores of a call, for officers."""
    by_spread = request.args.get("sort") == "spread"
    page = queries.scored_files(call.id, page=asked_page(), by_spread=by_spread)
    return render_template(
        "reviews/results.html",
        call=call,
        page=page,
        by_spread=by_spread,
        files=queries.with_standing(page.items),
        results=queries.results_of_call(call.id),
    )


@blueprint.route("/applications/<uuid:application_id>/comparison")
@requires(permissions.compare_reviews, Application, load=OF_ROOM)
def application(application: Application) -> ResponseReturnValue:
    """Every review of one application, side by side, with names."""
    return render_template(
        "reviews/application.html",
        application=application,
        call=application.call,
        reviews=queries.reviews_of(application.id),
        standing=queries.standing_of(application.id),
        results=queries.results_of_application(application),
        conflicts=conflicts_of_file(application.id),
    )


@blueprint.route("/calls/<uuid:call_id>/reminders", methods=["GET", "POST"])
@requires(permissions.see_results, Call)
def remind(call: Call) -> ResponseReturnValue:
    """Who would be reminded; then the mails."""
    jury, form = jury_of(call.id), ConfirmForm()
    due_on = jury.reviews_due_on if jury else None
    if form.validate_on_submit():
        count = services.remind_jurors(call, due_on, by=visitor())
        flash(ngettext("%(num)s reminder sent.", "%(num)s reminders sent.", count), "success")
        return redirect(url_for("juries.detail", call_id=call.id))
    waiting = queries.waiting_jurors(call.id)
    return render_template("reviews/remind.html", call=call, waiting=waiting, due_on=due_on)


def _shown(room: queries.Room, form: ReviewForm) -> ResponseReturnValue:
    """The room as a page; the opinions of the others are None while they are hidden."""
    others = following = None
    if not room.is_editable:
        following = queries.next_file(visitor().id, room.application.call_id)
    if permissions.read_others(visitor(), room.application):
        others = queries.other_opinions(room.application.id, room.juror.id)
    return render_form(
        "reviews/score.html",
        form,
        room=room,
        dossier=queries.dossier_of(room),
        others=others,
        following=following,
    )
