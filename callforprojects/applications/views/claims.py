"""What an application claims, taken away: the matrix as a picture and as a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from callforprojects.applications import permissions, queries
from callforprojects.applications.models import Application
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.core.tables.spreadsheets import FileFormat, Spreadsheet
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires
from callforprojects.core.web.downloads import download_of, image_download
from callforprojects.iso37101.drawing import Picture, draw_matrix
from callforprojects.iso37101.profile import Profile
from callforprojects.iso37101.table import columns_of
from callforprojects.questionnaires.queries import answers_of


@blueprint.route("/<uuid:application_id>/claims.svg")
@requires(permissions.read_claims, Application, load=queries.WITH_CALL)
def claims_image(application: Application) -> ResponseReturnValue:
    reference = application.reference or _("draft")
    svg = render_template(
        "_components/matrix.svg",
        picture=_picture(application),
        title=_("What the application claims: %(title)s", title=application.title or "–"),
        note=_("Application %(reference)s, against what the call expects", reference=reference),
    )
    return image_download(svg, (_("claims"), reference))


@blueprint.route("/<uuid:application_id>/claims.csv")
@requires(permissions.read_claims, Application, load=queries.WITH_CALL)
def claims_table(application: Application) -> ResponseReturnValue:
    picture = _picture(application)
    sheet = Spreadsheet(
        name=(_("claims"), application.reference or _("draft")),
        columns=columns_of(picture),
        rows=picture.cells,
    )
    return download_of(sheet, FileFormat.CSV)


def _picture(application: Application) -> Picture:
    """What is filed; before, what the draft says."""
    expected = application.call.expected_profile
    profile, claims = _claimed(application)
    return draw_matrix(profile, "claimed", (expected, "expected"), claims)


def _claimed(application: Application) -> tuple[Profile, Iterable[Any]]:
    submission = queries.latest_submission(application)
    if submission is not None:
        return submission.snapshot.claimed_profile, submission.snapshot.claims
    answer_set = answers_of(application.answer_set_id)
    return answer_set.claimed_profile, answer_set.claims
