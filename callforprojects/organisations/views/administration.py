"""All organisations, for the administrators of the platform: their list, merging, removing."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.messages.links import show_once
from callforprojects.organisations import permissions, queries, services
from callforprojects.organisations.models import Invitation, Organisation
from callforprojects.organisations.tables import administration_table
from callforprojects.organisations.views.blueprint import blueprint

WITH_ORGANISATION = [joinedload(Invitation.organisation)]


@blueprint.route("/administration")
@requires(permissions.administer_organisations)
def administration() -> ResponseReturnValue:
    state = list_state_from_request(administration_table())
    return render_template(
        "organisations/administration.html", state=state, page=queries.organisation_lines(state)
    )


@blueprint.route("/administration/download")
@requires(permissions.administer_organisations)
def download() -> ResponseReturnValue:
    """The organisations, for a spreadsheet."""
    table = administration_table()
    sheet = Spreadsheet(
        name=[pgettext("file", "Organisations")],
        columns=table.exported,
        rows=queries.all_organisation_lines(list_state_from_request(table)),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/<uuid:organisation_id>/remove", methods=["GET", "POST"])
@requires(permissions.remove_organisation, Organisation)
def remove(organisation: Organisation) -> ResponseReturnValue:
    if request.method == "POST":
        services.remove_organisation(organisation, by=visitor())
        flash(_("The organisation is removed, and its members are told."), "success")
        may_administer = permissions.administer_organisations(visitor())
        return redirect(url_for(".administration" if may_administer else ".index"))
    return render_template(
        "organisations/remove.html",
        organisation=organisation,
        going=services.going_with(organisation),
        has_acts=services.has_acts(organisation.id),
    )


@blueprint.route("/<uuid:organisation_id>/merge", methods=["GET", "POST"])
@requires(permissions.merge_organisation, Organisation)
def merge(organisation: Organisation) -> ResponseReturnValue:
    """First which one it is, then what would move: the address says it."""
    kept = _chosen(request.values.get("into", ""))
    if request.method == "POST":
        services.merge_organisations(organisation, kept or abort(404), by=visitor())
        flash(_("The two organisations are one, and their members are told."), "success")
        return redirect(url_for(".administration"))
    words = visible(request.args.get("text", organisation.name))
    return render_template(
        "organisations/merge.html",
        organisation=organisation,
        kept=kept,
        words=words,
        found=() if kept else queries.merge_candidates(organisation, words),
        moving=services.moving_into(organisation, kept) if kept else (),
    )


@blueprint.route("/invitations/<uuid:invitation_id>/link", methods=["POST"])
@requires(permissions.make_invitation_link, Invitation, load=WITH_ORGANISATION)
def invitation_link(invitation: Invitation) -> ResponseReturnValue:
    """The link is said once, and kept nowhere: only its hash is."""
    show_once(services.make_member_invitation_link(invitation, by=visitor()))
    return redirect(url_for(".members", organisation_id=invitation.organisation_id))


def _chosen(identifier: str) -> Organisation | None:
    try:
        return queries.organisation_by_id(uuid.UUID(identifier))
    except ValueError:
        return None
