"""The archives of a funder: its rules, what is kept of its calls, eliminations with their visa."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.archives import forms, permissions, queries, services
from callforprojects.archives.keeping import PROPOSED, FileGroup
from callforprojects.archives.tables import ENDED_CALLS, KEPT_FILES
from callforprojects.calls.models import Call
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request, page_from_request
from callforprojects.organisations.models import Organisation

blueprint = Blueprint("archives", __name__, url_prefix="/archives")
_WITH_FUNDER = (joinedload(Call.funder),)


@blueprint.route("/organisations/<uuid:organisation_id>")
@requires(permissions.see_archives, Organisation)
def index(organisation: Organisation) -> ResponseReturnValue:
    state = list_state_from_request(ENDED_CALLS).on_page(page_from_request())
    page = queries.ended_calls(organisation.id, state)
    rules = queries.retention_rules_of(organisation.id)
    return render_template(
        "archives/index.html",
        organisation=organisation,
        keepings=queries.keepings_of(rules),
        rules=rules,
        state=state,
        page=page,
        counts=queries.counts_by_group(page.items),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/retention", methods=["GET", "POST"])
@requires(permissions.set_retention, Organisation)
def set_retention(organisation: Organisation) -> ResponseReturnValue:
    group = _group_from_request()
    rule = queries.retention_rules_of(organisation.id).get(group)
    form = forms.RetentionForm(obj=rule or PROPOSED[group])
    if form.validate_on_submit():
        with form.showing_errors():
            services.set_retention_rule(
                organisation, group, form.keeping(), version=form.version.data, by=visitor()
            )
            flash(_("The rule is saved."), "success")
            return redirect(url_for(".index", organisation_id=organisation.id))
    page = {"group": group, "rule": rule, "proposed": PROPOSED[group]}
    return render_form("archives/set_retention.html", form, organisation=organisation, **page)


@blueprint.route("/calls/<uuid:call_id>")
@requires(permissions.see_kept_files, Call, load=_WITH_FUNDER)
def detail(call: Call) -> ResponseReturnValue:
    state = list_state_from_request(KEPT_FILES).on_page(page_from_request())
    return render_template(
        "archives/detail.html",
        call=call,
        state=state,
        page=queries.page_of_kept_files(call, visitor(), state),
        eliminations=queries.eliminations_of(call.id),
    )


@blueprint.route("/calls/<uuid:call_id>/slip")
@requires(permissions.see_kept_files, Call, load=_WITH_FUNDER)
def slip(call: Call) -> ResponseReturnValue:
    """The files that may go, as the archives service reads them before it gives its visa."""
    sheet = Spreadsheet(
        name=[pgettext("file", "Slip of elimination"), call.reference],
        columns=KEPT_FILES.exported,
        rows=(file for file in queries.kept_files(call, visitor()) if file.may_go),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/calls/<uuid:call_id>/eliminate", methods=["GET", "POST"])
@requires(permissions.eliminate_files, Call, load=_WITH_FUNDER)
def eliminate(call: Call) -> ResponseReturnValue:
    form = forms.EliminationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            kept, expected = form.kept_references(), form.number_expected
            services.record_elimination(
                call, form.visa(), kept_references=kept, expected=expected, by=visitor()
            )
            flash(_("The visa is recorded: the files are being erased."), "success")
            return redirect(url_for(".detail", call_id=call.id))
    going = queries.what_may_go(call, visitor())
    return render_form("archives/eliminate.html", form, call=call, going=going)


def _group_from_request() -> FileGroup:
    try:
        return FileGroup(request.args.get("group", FileGroup.FUNDED))
    except ValueError:
        abort(404)
