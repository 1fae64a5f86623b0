"""The expected profile: the matrix by hand, from the affinities, empty again, or taken away."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.forms import ExpectedProfileForm, StartProfileForm
from callforprojects.calls.models import Call
from callforprojects.calls.readiness import steps_of
from callforprojects.calls.steps import EXPECTED_PROFILE
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.calls.views.wizard import after
from callforprojects.core.tables.spreadsheets import FileFormat, Spreadsheet
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, image_download
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.iso37101.drawing import draw_matrix
from callforprojects.iso37101.table import columns_of


@blueprint.route("/<uuid:call_id>/expected-profile", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def expected_profile(call: Call) -> ResponseReturnValue:
    form = ExpectedProfileForm(obj=call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_expected_profile(
                call, form.expected.data, by=visitor(), version=form.version.data
            )
            if call.expectations:
                flash(_("The expected profile is saved."), "success")
            else:
                flash(_("The expected profile is empty: it remains to be done."), "warning")
            return redirect(after(call, EXPECTED_PROFILE))
    return render_form("calls/expected_profile.html", form, call=call, statuses=steps_of(call))


@blueprint.route("/<uuid:call_id>/expected-profile/start", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def start_profile(call: Call) -> ResponseReturnValue:
    form = StartProfileForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.start_expected_profile(
                call,
                by=visitor(),
                purposes=form.purposes.data or (),
                domains=form.domains.data or (),
            )
            flash(_("The matrix follows the usual links. Change what you like."), "success")
            return redirect(url_for(".expected_profile", call_id=call.id))
    return render_form("calls/start_profile.html", form, call=call)


@blueprint.route("/<uuid:call_id>/expected-profile/clear", methods=["GET", "POST"])
@requires(permissions.edit_call, Call, load=queries.DRAFT_PAGE)
def clear_profile(call: Call) -> ResponseReturnValue:
    if ConfirmationForm().validate_on_submit():
        services.clear_expected_profile(call, by=visitor())
        flash(_("The matrix is empty."), "success")
        return redirect(url_for(".expected_profile", call_id=call.id))
    return render_template("calls/clear_profile.html", call=call)


@blueprint.route("/<uuid:call_id>/expected-profile.svg")
@requires(permissions.see_call, Call, load=queries.DRAFT_PAGE, conceal=True)
def expected_profile_image(call: Call) -> ResponseReturnValue:
    svg = render_template(
        "_components/matrix.svg",
        picture=draw_matrix(call.expected_profile, "expected"),
        title=_("What the call expects: %(title)s", title=call.title),
        note=_("Expected profile of the call %(reference)s", reference=call.reference),
    )
    return image_download(svg, (_("expected-profile"), call.reference))


@blueprint.route("/<uuid:call_id>/expected-profile.csv")
@requires(permissions.see_call, Call, load=queries.DRAFT_PAGE, conceal=True)
def expected_profile_table(call: Call) -> ResponseReturnValue:
    picture = draw_matrix(call.expected_profile, "expected")
    sheet = Spreadsheet(
        name=(_("expected-profile"), call.reference),
        columns=columns_of(picture),
        rows=picture.cells,
    )
    return download_of(sheet, FileFormat.CSV)
