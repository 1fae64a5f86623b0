"""Writing a draft: the page of a section, one answer or one document while it is written.

What is sent while somebody writes is also done by the section's own form, which needs no script.
"""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web import autosave
from callforprojects.core.web.access import visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.limits import limit
from callforprojects.files.content import TYPES
from callforprojects.files.receiving import receives_documents
from callforprojects.questionnaires.answering import (
    AnswersTooLong,
    Entry,
    StaleAnswers,
    colleagues_of,
)
from callforprojects.questionnaires.forms import (
    AnswersForm,
    section_number_from_request,
    sent_answer,
    unsent_answers,
)
from callforprojects.questionnaires.saving import PageInput
from callforprojects.questionnaires.writing.drafts import OpenDraft
from callforprojects.questionnaires.writing.pages import of_draft, while_writing
from callforprojects.questionnaires.writing.section_page import section_page


@of_draft("/section")
@receives_documents
def section(opened: OpenDraft) -> ResponseReturnValue:
    form, number = AnswersForm(), section_number_from_request()
    page_section = opened.draft.section(number)
    if page_section is None:
        return _not_shown(opened, number)
    given = form.given(page_section) if request.method == "POST" else None
    if given is not None and form.validate():
        with form.showing_errors():
            opened.drafts.save_section(opened.thing, page_section, given, by=visitor())
            flash(_("Your answers are saved."), "success")
            return redirect(_after_saving(opened, number))
        opened = _opened_again(opened)
    return _section_page(opened, number, form, given)


def _section_page(
    opened: OpenDraft, number: int, form: AnswersForm, given: PageInput | None
) -> ResponseReturnValue:
    page_section = opened.draft.section(number)
    if page_section is None:
        return _not_shown(opened, number)
    raw = given.texts if given else unsent_answers(page_section)
    entries = opened.draft.entries(page_section, raw, form.refused)
    page = {"page": section_page(opened.draft, number, entries, form=form), "at": now()}
    page |= {"names": colleagues_of(visitor(), entries), "file_types": TYPES}
    return render_form(
        "questionnaires/writing/section.html", form, **opened.as_context(page_section), **page
    )


@while_writing("/answer")
@limit("240 per minute")
def answer(opened: OpenDraft) -> ResponseReturnValue:
    key, fields = request.args.get("question", ""), request.form.to_dict(flat=False)
    try:
        entry = opened.drafts.save_answer(opened.thing, key, fields, by=visitor())
    except StaleAnswers as error:
        transaction.rollback()
        error.compare()
        (entry,) = error.entries
        message = _("This answer has been changed in the meantime: choose which text to keep.")
        return autosave.conflict(message, version=entry.text_hash, html=_notes(entry))
    except AnswersTooLong as error:
        (entry,) = error.entries
        return autosave.refused(DomainError(entry.faults[0].message), html=_notes(entry))
    except DomainError as error:
        return autosave.refused(error)
    return _saved(opened, entry)


@while_writing("/document")
@limit("240 per minute")
@receives_documents
def document(opened: OpenDraft) -> ResponseReturnValue:
    key = request.args.get("question", "")
    try:
        section, given = sent_answer(opened.draft.revision, key)
        opened.drafts.save_section(opened.thing, section, given, by=visitor())
    except DomainError as error:
        return autosave.refused(error)
    entry = opened.draft.entry(key)
    return autosave.saved(
        html=render_template("questionnaires/writing/_document.html", entry=entry)
    )


def _saved(opened: OpenDraft, entry: Entry) -> ResponseReturnValue:
    """It is kept; the other questions of its page that it has shown, or hidden."""
    key = entry.question.key
    shown = opened.drafts.shown_beside(opened.thing, key) if entry.may_show_others else {}
    return autosave.saved(
        version=entry.text_hash, html=_notes(entry), has_faults=bool(entry.faults), shown=shown
    )


def _notes(entry: Entry) -> str:
    """What stands beside the boxes: what somebody has saved meanwhile, what is wrong."""
    names = colleagues_of(visitor(), [entry])
    return render_template("questionnaires/writing/_notes.html", entry=entry, names=names)


def _opened_again(opened: OpenDraft) -> OpenDraft:
    """What is kept, once nothing is held any more: texts that differ are compared at leisure."""
    transaction.read_again()
    return opened.again()


def _after_saving(opened: OpenDraft, number: int) -> str:
    """The next section, or what comes after the last; the same one while it has mistakes."""
    draft = replace(opened.draft)  # an answer may have shown other sections
    here = draft.section(number)
    if here is not None and ("continue" not in request.form or draft.has_faults(here)):
        return opened.address_of("section", number=number)
    following = [section.number for section in draft.sections if section.number > number]
    if not following:
        return opened.address_of(opened.drafts.check_page)
    return opened.address_of("section", number=following[0])


def _not_shown(opened: OpenDraft, number: int) -> ResponseReturnValue:
    """An answer has hidden the section, or there is none of this number."""
    if not 1 <= number <= len(opened.draft.revision.sections):
        abort(404)
    flash(_("This section is not asked of you: your answers say so."), "info")
    return redirect(opened.address_of(opened.drafts.list_page))
