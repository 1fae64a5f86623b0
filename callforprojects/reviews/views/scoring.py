"""The pages of a juror: their files, the scoring session that saves by itself, the whole file."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.applications.models import Application
from callforprojects.applications.printing import application_paper
from callforprojects.applications.queries import WITH_CALL
from callforprojects.calls.models import Round
from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web import autosave as autosaving
from callforprojects.core.web.access import requires, signed_in, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.files.sending import sent_pdf
from callforprojects.juries.permissions import judge_application
from callforprojects.reviews import permissions, queries, services
from callforprojects.reviews.forms import ReviewForm, review_form, takes_saved_review
from callforprojects.reviews.models import Review
from callforprojects.reviews.queries import FileState
from callforprojects.reviews.tables import juror_table
from callforprojects.reviews.views.blueprint import blueprint

OF_GRID = [joinedload(Application.round).joinedload(Round.call)]
OF_REVIEW = [
    joinedload(Review.juror),
    joinedload(Review.application).joinedload(Application.round).joinedload(Round.call),
    selectinload(Review.scores),
]


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """A juror's files, call by call, what waits for them first."""
    calls = queries.juror_calls(visitor().id)
    state = list_state_from_request(juror_table(calls))
    return render_template(
        "reviews/mine.html",
        calls=calls,
        state=state,
        page=queries.juror_files_page(visitor().id, calls, state),
        states=FileState,
        now=now(),
    )


@blueprint.route("/mine/download")
@signed_in
def download() -> ResponseReturnValue:
    """The same files with one's own totals, for a spreadsheet."""
    calls = queries.juror_calls(visitor().id)
    table = juror_table(calls)
    sheet = Spreadsheet(
        name=[pgettext("file", "My files to judge")],
        columns=table.exported,
        rows=queries.all_juror_files(visitor().id, list_state_from_request(table)),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/applications/<uuid:application_id>", methods=["GET", "POST"])
@requires(judge_application, Application, load=OF_GRID, conceal=True)
def score(application: Application) -> ResponseReturnValue:
    """The scoring session: answers and grid. `action=submit` hands the review in."""
    scoring = queries.scoring_session_of(application, visitor().id)
    form = review_form(scoring)
    if form.validate_on_submit():
        with form.showing_errors():
            flash(_kept(scoring, form), "success")
            return redirect(url_for(".score", application_id=application.id))
        if form.stale is not None:
            transaction.read_again()  # both versions are compared while nothing is held
            scoring = queries.scoring_session_again(application, visitor().id)
    return _scoring_page(scoring, form)


def _kept(scoring: queries.ScoringSession, form: ReviewForm) -> str:
    """Do what the button that was pressed asks for; give what to say of it."""
    if takes_saved_review():
        return _("What was saved is back on the page.")
    if request.form.get("action") == "submit":
        services.hand_in_review(scoring, form.details(), by=visitor())
        return _("Your review is submitted. Thank you.")
    services.save_review(scoring, form.details(), by=visitor())
    return _("Your draft is saved.")


@blueprint.route("/applications/<uuid:application_id>/autosave", methods=["POST"])
@requires(judge_application, Application, load=OF_GRID, conceal=True)
def autosave(application: Application) -> ResponseReturnValue:
    """The grid sent by the page while it is filled: kept as a draft, answered in a few words."""
    scoring = queries.scoring_session_of(application, visitor().id)
    form = review_form(scoring)
    if form.validate_on_submit():
        with form.showing_errors():
            review = services.save_review(scoring, form.details(), by=visitor())
            return autosaving.saved(version=str(review.version))
    transaction.rollback()
    html = render_template("reviews/_notes.html", form=form)
    if form.stale is not None:
        return autosaving.conflict(_("Not saved"), version=str(form.stale.version), html=html)
    return autosaving.refused(form.refusal(_("Not saved")), html=html)


@blueprint.route("/applications/<uuid:application_id>/file")
@requires(judge_application, Application, load=OF_GRID, conceal=True)
def file(application: Application) -> ResponseReturnValue:
    """The whole file that a juror judges, with its matrix."""
    scoring = queries.scoring_session_of(application, visitor().id)
    whole = queries.whole_file_of(scoring)
    return render_template("reviews/file.html", scoring=scoring, whole=whole)


@blueprint.route("/applications/<uuid:application_id>/file/pdf")
@requires(judge_application, Application, load=WITH_CALL, conceal=True)
def pdf(application: Application) -> ResponseReturnValue:
    """The same to keep and to print: the version that this juror judges."""
    submission = queries.judged_submission(application, visitor().id)
    name = f"{application.reference} - {application.organisation.name}"
    return sent_pdf("application", application_paper(application, submission), name)


@blueprint.route("/<uuid:review_id>/others", methods=["POST"])
@requires(permissions.open_others, Review, load=OF_REVIEW, conceal=True)
def read_others(review: Review) -> ResponseReturnValue:
    """An act, and not a link: from then on a change of one's own review is said to be one."""
    services.read_others(review, by=visitor())
    place = url_for(".score", application_id=review.application_id)
    return redirect(f"{place}#others")


@blueprint.route("/<uuid:review_id>/reopen", methods=["POST"])
@requires(permissions.write_review, Review, load=OF_REVIEW, conceal=True)
def reopen(review: Review) -> ResponseReturnValue:
    services.reopen_review(review, by=visitor())
    flash(_("Your review is open again. It counts once you submit it."), "success")
    return redirect(url_for(".score", application_id=review.application_id))


def _scoring_page(scoring: queries.ScoringSession, form: ReviewForm) -> ResponseReturnValue:
    """The page of a session; the opinions of the others are None until one asks for them."""
    others, application, review = None, scoring.application, scoring.review
    may_read = permissions.read_others(visitor(), application)
    if may_read and review is not None and review.others_read_at is not None:
        names = permissions.read_names(visitor(), application)
        others = queries.other_opinions(application.id, scoring.juror.id, with_versions=names)
    return render_form(
        "reviews/score.html",
        form,
        scoring=scoring,
        dossier=queries.dossier_of(scoring),
        position=queries.navigation_of(visitor().id, application),
        others=others,
        may_read_others=may_read,
        versions=queries.versions_of(review) if review and review.version_count > 1 else (),
    )
