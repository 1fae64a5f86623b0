"""The draft: its creation, its list of steps, and a page for each subject."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.activity.queries import activity_of
from callforprojects.calls import permissions, queries, services, steps
from callforprojects.calls.forms import (
    ApplicantsForm,
    CalendarForm,
    FundingForm,
    NewCallForm,
    PresentationForm,
)
from callforprojects.calls.models import Call
from callforprojects.calls.readiness import early_refusals, steps_of
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.calls.views.wizard import after
from callforprojects.core.text.i18n import _
from callforprojects.core.text.rich_text import markdown_to_html
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import funders, silences_of


@blueprint.route("/organisations/<uuid:organisation_id>/new", methods=["GET", "POST"])
@requires(permissions.create_call, Organisation)
def create(organisation: Organisation) -> ResponseReturnValue:
    form = NewCallForm()
    if form.validate_on_submit():
        with form.showing_errors():
            call = services.create_call(organisation, form.details(), by=visitor())
            flash(_("The draft is created. Nobody outside your organisation sees it."), "success")
            return redirect(url_for(".edit", call_id=call.id))
    title = form.title.data or request.args.get("title", "")
    reference = services.free_reference(title) if title else ""
    return render_form("calls/create.html", form, organisation=organisation, reference=reference)


@blueprint.route("/<uuid:call_id>/edit")
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def edit(call: Call) -> ResponseReturnValue:
    return render_template(
        "calls/edit.html",
        call=call,
        statuses=steps_of(call),
        entries=activity_of(call, limit=20),
    )


@blueprint.route("/<uuid:call_id>/presentation", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def presentation(call: Call) -> ResponseReturnValue:
    form = PresentationForm(obj=call)
    wants_preview = request.form.get("action") == "preview"
    if form.validate_on_submit() and not wants_preview:
        with form.showing_errors():
            services.update_presentation(call, form.details(), by=visitor())
            flash(_("The presentation is saved."), "success")
            return redirect(after(call, steps.PRESENTATION))
    preview = markdown_to_html(form.description.data or "") if wants_preview else ""
    return render_form(
        "calls/presentation.html", form, call=call, preview=preview, statuses=steps_of(call)
    )


@blueprint.route("/<uuid:call_id>/calendar", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def calendar(call: Call) -> ResponseReturnValue:
    form = CalendarForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_calendar(call, form.details(), by=visitor())
            flash(_("The calendar is saved."), "success")
            return redirect(after(call, steps.CALENDAR))
    refusals = early_refusals(call, silences_of(call.funder))
    page = {"statuses": steps_of(call), "refusals": refusals}
    return render_form("calls/calendar.html", form, call=call, **page)


@blueprint.route("/<uuid:call_id>/funding", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.CALL_PAGE)
def funding(call: Call) -> ResponseReturnValue:
    form = FundingForm(obj=call, funders=funders())
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_funding(call, form.details(), by=visitor())
            flash(_("The funding is saved."), "success")
            return redirect(after(call, steps.FUNDING))
    return render_form("calls/funding.html", form, call=call, statuses=steps_of(call))


@blueprint.route("/<uuid:call_id>/applicants", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def applicants(call: Call) -> ResponseReturnValue:
    form = ApplicantsForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_applicants(call, form.details(), by=visitor())
            flash(_("The types of applicants are saved."), "success")
            return redirect(after(call, steps.APPLICANTS))
    return render_form("calls/applicants.html", form, call=call, statuses=steps_of(call))
