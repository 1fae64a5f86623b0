"""Beginning an application and writing it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.drafts import (
    ApplicationDraft,
    draft_of,
    storage_quota_for,
    team_of,
)
from callforprojects.applications.eligibility import reason_closed
from callforprojects.applications.forms import (
    StartForm,
    asked_status,
)
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.outcomes import outcomes_of
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.calls.models import Call
from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, signed_in, visitor
from callforprojects.core.web.form import render_form
from callforprojects.files.content import TYPES
from callforprojects.files.receiving import receives_documents
from callforprojects.questionnaires.answering import colleagues_of
from callforprojects.questionnaires.forms import AnswersForm, asked_number, typed_answers
from callforprojects.questionnaires.models import Section

STATUSES = tuple(ApplicationStatus)


@blueprint.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    applications, chosen = queries.applications_of(visitor()), asked_status()
    shown = [each for each in applications if chosen in (None, each.status)]
    page = {"applications": applications, "shown": shown, "chosen": chosen}
    return render_template(
        "applications/mine.html",
        at=now(),
        statuses=STATUSES,
        outcomes=outcomes_of([each.id for each in shown if each.submitted_at]),
        **page,
    )


@blueprint.route("/start/<uuid:call_id>", methods=["GET", "POST"])
@requires(permissions.start_application, Call, load=[joinedload(Call.funder)])
def start(call: Call) -> ResponseReturnValue:
    form = StartForm()
    choices = queries.start_choices(call, visitor())
    form.offer(choices)
    if form.validate_on_submit():
        with form.showing_errors():
            application = services.start_application(call, form.organisation(choices), by=visitor())
            flash(_("Your draft is created. Several of you can write it."), "success")
            return redirect(url_for(".tasks", application_id=application.id))
    begun = form.draft_chosen(queries.start_choices(call, visitor())) if form.errors else None
    if begun is not None:
        flash(_("This application is begun already: here is its draft."), "info")
        return redirect(url_for(".tasks", application_id=begun.id))
    page = {"choices": choices, "closed": reason_closed(call), "at": now()}
    return render_form("applications/start.html", form, call=call, **page)


@blueprint.route("/<uuid:application_id>/tasks")
@requires(permissions.follow_application, Application, load=queries.WITH_CALL)
def tasks(application: Application) -> ResponseReturnValue:
    if application.submitted_at is not None:
        return redirect(url_for(".detail", application_id=application.id))
    draft = draft_of(application)
    closed = reason_closed(application.call)
    page = {"team": team_of(draft), "closed": closed, "at": now()}
    return render_template("applications/tasks.html", draft=draft, **page)


@blueprint.route("/<uuid:application_id>/section", methods=["GET", "POST"])
@requires(permissions.edit_application, Application, load=queries.WITH_CALL)
@receives_documents
def section(application: Application) -> ResponseReturnValue:
    form, draft, number = AnswersForm(), draft_of(application), asked_number()
    asked = draft.section(number) or abort(404)
    given = form.given(asked) if request.method == "POST" else None
    if given is not None and form.validate():
        with form.showing_errors():
            services.save_section(application, asked, given, by=visitor())
            flash(_("Your answers are saved."), "success")
            return redirect(_after_saving(draft, number))
        draft, asked = _draft_again(application, number)
    typed = given.texts if given else typed_answers(asked)
    entries = draft.entries(asked, typed, form.refused)
    page = {"section": asked, "number": number, "entries": entries, "at": now()}
    page |= {"quota": storage_quota_for(asked, application.organisation), "file_types": TYPES}
    names = colleagues_of(visitor(), entries)
    return render_form("applications/section.html", form, draft=draft, names=names, **page)


def _draft_again(application: Application, number: int) -> tuple[ApplicationDraft, Section]:
    """What is kept, once nothing is held any more: texts that differ are compared at leisure."""
    transaction.read_again()
    draft = draft_of(queries.application_again(application))
    return draft, draft.section(number) or abort(404)


def _after_saving(draft: ApplicationDraft, number: int) -> str:
    """The next section, or the check page after the last; the same one while it has mistakes."""
    application_id, sections = draft.application.id, draft.revision.sections
    if "continue" not in request.form or draft.has_faults(sections[number - 1]):
        return url_for(".section", application_id=application_id, number=number)
    if number == len(sections):
        return url_for(".check", application_id=application_id)
    return url_for(".section", application_id=application_id, number=number + 1)
