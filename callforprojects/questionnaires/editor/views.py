"""The editor of the questionnaire: sections and questions of a draft, and the preview."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from callforprojects.core.data.versions import check_version
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import visitor
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.moving import MoveForm
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.questionnaires import services
from callforprojects.questionnaires.conditions import conditions_described
from callforprojects.questionnaires.editor.forms import ConditionForm, QuestionForm, SectionForm
from callforprojects.questionnaires.editor.owners import Owned
from callforprojects.questionnaires.editor.pages import of_question, of_section, of_thing
from callforprojects.questionnaires.editor.previewing import questionnaire_preview
from callforprojects.questionnaires.models import (
    Question,
    QuestionType,
    Revision,
    Section,
)
from callforprojects.questionnaires.queries import revision_with_questions, whole_revision


@of_thing("/questionnaire")
def questionnaire(owned: Owned) -> ResponseReturnValue:
    revision = revision_with_questions(owned.questionnaire_id)
    page = {**owned.as_context, **owned.around(revision), "kept_facts": services.READ_BY_LISTS}
    page["shown_if"] = conditions_described(revision)
    return render_template("questionnaires/editor/questionnaire.html", revision=revision, **page)


@of_thing("/preview")
def preview(owned: Owned) -> ResponseReturnValue:
    revision = revision_with_questions(owned.questionnaire_id)
    fields = request.args.to_dict(flat=False)
    tried = questionnaire_preview(revision, fields, request.args.get("applicant", ""))
    page = {**owned.as_context, "preview": tried, "shown_if": conditions_described(revision)}
    return render_template("questionnaires/editor/preview.html", **page)


@of_thing("/sections/new", methods=("GET", "POST"))
def create_section(owned: Owned) -> ResponseReturnValue:
    revision = revision_with_questions(owned.questionnaire_id)
    form = SectionForm(revision=revision)
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_section(revision, form.details(), by=visitor())
            flash(_("The section is added. It needs a question."), "success")
            return redirect(owned.home)
    return render_form("questionnaires/editor/_section_form.html", form, **owned.as_context)


@of_section("/edit")
def edit_section(owned: Owned, section: Section) -> ResponseReturnValue:
    form = SectionForm(obj=section, revision=section.revision)
    if form.validate_on_submit():
        with form.showing_errors():
            _refuse_stale(section.revision, form)
            services.update_section(section, form.details(), by=visitor())
            flash(_("The section is saved."), "success")
            return redirect(owned.home)
    page = {**owned.as_context, "section": section}
    return render_form("questionnaires/editor/_section_form.html", form, **page)


@of_section("/move", methods=("POST",))
def move_section(owned: Owned, section: Section) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_section(section, form.places(), by=visitor())
    return redirect(owned.home)


@of_section("/remove")
def remove_section(owned: Owned, section: Section) -> ResponseReturnValue:
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.remove_section(section, by=visitor())
            flash(_("The section is removed."), "success")
            return redirect(owned.home)
    page = {**owned.as_context, "section": section}
    return render_form("questionnaires/editor/remove_section.html", form, **page)


@of_section("/questions/new")
def create_question(owned: Owned, section: Section) -> ResponseReturnValue:
    kind = type_from_request()
    page = {**owned.as_context, "section": section}
    if kind is None:
        page["types"] = list(QuestionType)
        return render_template("questionnaires/editor/_choose_type.html", **page)
    form = QuestionForm(kind=kind, revision=section.revision)
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_question(section, form.details(), by=visitor())
            flash(_("The question is added."), "success")
            return redirect(owned.home)
    return render_form("questionnaires/editor/_question_form.html", form, **page)


@of_question("/edit")
def edit_question(owned: Owned, question: Question) -> ResponseReturnValue:
    revision = question.section.revision
    form = QuestionForm(obj=question, kind=question.type, revision=revision)
    if form.validate_on_submit():
        with form.showing_errors():
            _refuse_stale(revision, form)
            services.update_question(question, form.details(), by=visitor())
            flash(_("The question is saved."), "success")
            return redirect(owned.home)
    page = {**owned.as_context, "question": question}
    return render_form("questionnaires/editor/_question_form.html", form, **page)


@of_question("/move", methods=("POST",))
def move_question(owned: Owned, question: Question) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        services.move_question(question, form.places(), by=visitor())
    return redirect(owned.home)


@of_question("/remove")
def remove_question(owned: Owned, question: Question) -> ResponseReturnValue:
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.remove_question(question, by=visitor())
            flash(_("The question is removed."), "success")
            return redirect(owned.home)
    page = {**owned.as_context, "question": question}
    return render_form("questionnaires/editor/remove_question.html", form, **page)


@of_section("/condition")
def condition_section(owned: Owned, section: Section) -> ResponseReturnValue:
    return _condition_page(owned, section, section.revision)


@of_question("/condition")
def condition_question(owned: Owned, question: Question) -> ResponseReturnValue:
    return _condition_page(owned, question, question.section.revision)


def _condition_page(
    owned: Owned, part: Section | Question, revision: Revision
) -> ResponseReturnValue:
    form = ConditionForm(part=part, zones=owned.zones, revision=whole_revision(revision.id))
    if form.validate_on_submit():
        with form.showing_errors():
            _refuse_stale(revision, form)
            services.set_condition(part, form.boxes.condition, by=visitor())
            flash(_("The condition is saved."), "success")
            return redirect(owned.home)
    page = {**owned.as_context, "part": part, "is_section": isinstance(part, Section)}
    return render_form("questionnaires/editor/_condition_form.html", form, **page)


def type_from_request() -> QuestionType | None:
    """The type in the address (`?type=long_text`); none yet is None, an unknown one is 404."""
    text = request.args.get("type", "")
    if not text:
        return None
    if text not in set(QuestionType):
        abort(404)
    return QuestionType(text)


def _refuse_stale(revision: Revision, form: VersionedForm) -> None:
    check_version(revision, form.version.data, by=visitor(), recorded_on=revision.questionnaire)
