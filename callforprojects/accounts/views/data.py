"""What the platform keeps of oneself, as an archive."""

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from callforprojects.accounts.export import archive_of
from callforprojects.accounts.signing_in import this_user
from callforprojects.accounts.views.blueprint import blueprint
from callforprojects.core.tables.spreadsheets import file_name
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import signed_in
from callforprojects.core.web.limits import limit


@blueprint.route("/data")
@signed_in
def data() -> ResponseReturnValue:
    return render_template("accounts/data.html")


@blueprint.route("/export")
@signed_in
@limit("20 per hour", methods=("GET",))
def export() -> ResponseReturnValue:
    """The whole archive before the first byte leaves: what fails half-way is an error page."""
    return send_file(
        archive_of(this_user()),
        mimetype="application/zip",
        as_attachment=True,
        download_name=file_name([_("My data")], "zip"),
    )
