"""The members of an organisation: who they are, what they may do, leaving."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.activity.queries import pages_of_activity
from callforprojects.core.data.clock import now
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request, page_from_request
from callforprojects.messages.queries import undelivered_about
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.organisations.tables import MANAGED, MEMBERS
from callforprojects.organisations.views.blueprint import blueprint

WITH_BOTH = [joinedload(Membership.organisation), joinedload(Membership.user)]


@blueprint.route("/<uuid:organisation_id>/members")
@requires(permissions.see_members, Organisation)
def members(organisation: Organisation) -> ResponseReturnValue:
    manages = permissions.manage_members(visitor(), organisation)
    state = list_state_from_request(MANAGED if manages else MEMBERS)
    invitations = queries.pending_invitations(organisation.id)
    return render_template(
        "organisations/members.html",
        organisation=organisation,
        state=state,
        page=queries.page_of_members(organisation.id, state),
        manages=manages,
        invitations=invitations,
        undelivered_mails=undelivered_about(invitations) if manages else {},
        requests=queries.pending_requests(organisation.id),
        now=now(),
    )


@blueprint.route("/<uuid:organisation_id>/history")
@requires(permissions.manage_members, Organisation)
def history(organisation: Organisation) -> ResponseReturnValue:
    return render_template(
        "organisations/history.html",
        organisation=organisation,
        page=pages_of_activity(organisation, page=page_from_request()),
    )


@blueprint.route("/memberships/<uuid:membership_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_membership, Membership, load=WITH_BOTH)
def edit_member(membership: Membership) -> ResponseReturnValue:
    form = forms.MemberForm(role=membership.role.value, is_signatory=membership.is_signatory)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_member(membership, form.seating(), by=visitor())
            flash(_("The member is saved."), "success")
            return redirect(url_for(".members", organisation_id=membership.organisation_id))
    page = {"organisation": membership.organisation, "membership": membership}
    return render_form("organisations/_member_form.html", form, **page)


@blueprint.route("/memberships/<uuid:membership_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_membership, Membership, load=WITH_BOTH)
def remove_member(membership: Membership) -> ResponseReturnValue:
    if request.method == "POST":
        services.remove_member(membership, by=visitor())
        flash(_("The member is removed."), "success")
        return redirect(url_for(".detail", organisation_id=membership.organisation_id))
    return render_template("organisations/remove_member.html", membership=membership)


@blueprint.route("/<uuid:organisation_id>/leave", methods=["GET", "POST"])
@requires(permissions.leave_organisation, Organisation)
def leave(organisation: Organisation) -> ResponseReturnValue:
    if request.method == "POST":
        services.leave_organisation(organisation, by=visitor())
        flash(_("You have left the organisation."), "success")
        return redirect(url_for(".detail", organisation_id=organisation.id))
    return render_template("organisations/leave.html", organisation=organisation)
