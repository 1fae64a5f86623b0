"""The editor of the questionnaire: sections and questions of a draft call, and the preview."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.calls import permissions, queries
from callforprojects.calls.forms import QuestionForm, SectionForm
from callforprojects.calls.models import Call
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.calls.views.wizard import steps_of
from callforprojects.core.data.versions import check_version
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.moving import MoveForm
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.questionnaires import services
from callforprojects.questionnaires.answering import entries
from callforprojects.questionnaires.models import (
    AnswerSet,
    Question,
    QuestionType,
    Revision,
    Section,
)
from callforprojects.questionnaires.queries import revision_with_questions

OF_SECTION = (
    joinedload(Section.revision).joinedload(Revision.questionnaire),
    selectinload(Section.questions),
)
OF_QUESTION = (
    joinedload(Question.section).joinedload(Section.revision).joinedload(Revision.questionnaire),
)


@blueprint.route("/<uuid:call_id>/questionnaire")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def questionnaire(call: Call) -> ResponseReturnValue:
    asked = revision_with_questions(call.questionnaire_id)
    return render_template(
        "calls/questionnaire.html", call=call, asked=asked, statuses=steps_of(call, asked)
    )


@blueprint.route("/<uuid:call_id>/preview")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def preview(call: Call) -> ResponseReturnValue:
    asked = revision_with_questions(call.questionnaire_id)
    nothing = AnswerSet(answers=[], claims=[])
    pages = [(section, entries(section, nothing)) for section in asked.sections]
    return render_template("calls/preview.html", call=call, pages=pages)


@blueprint.route("/<uuid:call_id>/sections/new", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def create_section(call: Call) -> ResponseReturnValue:
    revision = revision_with_questions(call.questionnaire_id)
    form = SectionForm(revision=revision)
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_section(revision, form.details(), by=visitor())
            flash(_("The section is added. It needs a question."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/create_section.html", form, call=call)


@blueprint.route("/sections/<uuid:section_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_section, Section, load=OF_SECTION)
def edit_section(section: Section) -> ResponseReturnValue:
    call = queries.call_asking(section.revision)
    form = SectionForm(obj=section, revision=section.revision)
    if form.validate_on_submit():
        with form.showing_errors():
            _refuse_stale(section.revision, form)
            services.update_section(section, form.details(), by=visitor())
            flash(_("The section is saved."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/edit_section.html", form, call=call, section=section)


@blueprint.route("/sections/<uuid:section_id>/move", methods=["POST"])
@requires(permissions.edit_section, Section, load=OF_SECTION)
def move_section(section: Section) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_section(section, form.places(), by=visitor())
    call = queries.call_asking(section.revision)
    return redirect(url_for(".questionnaire", call_id=call.id))


@blueprint.route("/sections/<uuid:section_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_section, Section, load=OF_SECTION)
def remove_section(section: Section) -> ResponseReturnValue:
    call = queries.call_asking(section.revision)
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.remove_section(section, by=visitor())
            flash(_("The section is removed."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/remove_section.html", form, call=call, section=section)


@blueprint.route("/sections/<uuid:section_id>/questions/new", methods=["GET", "POST"])
@requires(permissions.edit_section, Section, load=OF_SECTION)
def create_question(section: Section) -> ResponseReturnValue:
    call = queries.call_asking(section.revision)
    kind = asked_type()
    if kind is None:
        return render_template(
            "calls/_choose_type.html", call=call, section=section, types=list(QuestionType)
        )
    form = QuestionForm(kind=kind, revision=section.revision)
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_question(section, form.details(), by=visitor())
            flash(_("The question is added."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/create_question.html", form, call=call, section=section)


@blueprint.route("/questions/<uuid:question_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_question, Question, load=OF_QUESTION)
def edit_question(question: Question) -> ResponseReturnValue:
    revision = question.section.revision
    call = queries.call_asking(revision)
    form = QuestionForm(obj=question, kind=question.type, revision=revision)
    if form.validate_on_submit():
        with form.showing_errors():
            _refuse_stale(revision, form)
            services.update_question(question, form.details(), by=visitor())
            flash(_("The question is saved."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/edit_question.html", form, call=call, question=question)


@blueprint.route("/questions/<uuid:question_id>/move", methods=["POST"])
@requires(permissions.edit_question, Question, load=OF_QUESTION)
def move_question(question: Question) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_question(question, form.places(), by=visitor())
    call = queries.call_asking(question.section.revision)
    return redirect(url_for(".questionnaire", call_id=call.id))


@blueprint.route("/questions/<uuid:question_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_question, Question, load=OF_QUESTION)
def remove_question(question: Question) -> ResponseReturnValue:
    call = queries.call_asking(question.section.revision)
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.remove_question(question, by=visitor())
            flash(_("The question is removed."), "success")
            return redirect(url_for(".questionnaire", call_id=call.id))
    return render_form("calls/remove_question.html", form, call=call, question=question)


def asked_type() -> QuestionType | None:
    """The type in the address (`?type=long_text`); none yet is None, an unknown one is 404."""
    text = request.args.get("type", "")
    if not text:
        return None
    if text not in set(QuestionType):
        abort(404)
    return QuestionType(text)


def _refuse_stale(revision: Revision, form: VersionedForm) -> None:
    check_version(revision, form.version.data, by=visitor(), recorded_on=revision.questionnaire)
