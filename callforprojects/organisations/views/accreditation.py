"""Accreditation requests and known domains: who asks, and who examines."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.core.data.clock import now
from callforprojects.core.outside import mail
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import AccreditationRequest, KnownDomain, Organisation
from callforprojects.organisations.tables import DOMAINS, REQUESTS
from callforprojects.organisations.views.blueprint import blueprint
from callforprojects.territories.models import Territory

WITH_BOTH = [
    *(
        joinedload(AccreditationRequest.organisation)
        .joinedload(home)
        .joinedload(Territory.departement)
        for home in (Organisation.territory, Organisation.place)
    ),
    joinedload(AccreditationRequest.user),
    joinedload(AccreditationRequest.decided_by),
]


@blueprint.route("/<uuid:organisation_id>/accreditation", methods=["GET", "POST"])
@requires(permissions.follow_accreditation, Organisation)
@limit("20 per hour")
def accreditation(organisation: Organisation) -> ResponseReturnValue:
    """What becomes of one's request: the code is entered here, and one asks again here."""
    if organisation.is_accredited:
        return redirect(url_for(".detail", organisation_id=organisation.id))
    latest = queries.latest_accreditation(organisation.id)
    asks_again = latest is None or not latest.is_pending
    form = forms.StatementForm() if asks_again else forms.CodeForm()
    if form.validate_on_submit():
        with form.showing_errors():
            flash(_follow(organisation, latest, form), "success")
            return redirect(url_for(".detail", organisation_id=organisation.id))
    rival = queries.accredited_rival(organisation)
    page = {"latest": latest, "asks_again": asks_again, "rival": rival, "at": now()}
    return render_form("organisations/accreditation.html", form, organisation=organisation, **page)


@blueprint.route("/accreditation-requests")
@requires(permissions.administer_accreditations)
def accreditation_requests() -> ResponseReturnValue:
    state = list_state_from_request(REQUESTS)
    page = queries.accreditation_requests(state)
    return render_template("organisations/accreditation_requests.html", state=state, page=page)


@blueprint.route("/accreditation-requests/<uuid:accreditation_request_id>", methods=["GET", "POST"])
@requires(permissions.examine_accreditation, AccreditationRequest, load=WITH_BOTH)
def examine_accreditation(accreditation_request: AccreditationRequest) -> ResponseReturnValue:
    form = forms.ExaminationForm()
    if form.validate_on_submit():
        with form.showing_errors():
            flash(mail.sent_or_waiting(_answer(accreditation_request, form)), "success")
            return redirect(url_for(".accreditation_requests", status="pending"))
    organisation = accreditation_request.organisation
    return render_form(
        "organisations/examine_accreditation.html",
        form,
        accreditation_request=accreditation_request,
        organisation=organisation,
        rivals=queries.rivals_of(organisation),
        namesake=queries.territory_called_so(organisation),
        domains=queries.domains_of(organisation.siren),
        at=now(),
    )


@blueprint.route("/known-domains", methods=["GET", "POST"])
@requires(permissions.administer_accreditations)
def known_domains() -> ResponseReturnValue:
    form = forms.KnownDomainForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_known_domain(*form.details(), by=visitor())
            flash(_("The domain is kept: its next requests are granted at once."), "success")
            return redirect(url_for(".known_domains"))
    state = list_state_from_request(DOMAINS)
    page = queries.known_domains(state)
    return render_form("organisations/known_domains.html", form, state=state, page=page)


@blueprint.route("/known-domains/<uuid:known_domain_id>/remove", methods=["POST"])
@requires(permissions.remove_known_domain, KnownDomain)
def remove_known_domain(known_domain: KnownDomain) -> ResponseReturnValue:
    services.remove_known_domain(known_domain, by=visitor())
    flash(_("The domain is forgotten. Who was accredited by it stays so."), "success")
    return redirect(url_for(".known_domains"))


def _follow(
    organisation: Organisation,
    latest: AccreditationRequest | None,
    form: forms.StatementForm | forms.CodeForm,
) -> str:
    if isinstance(form, forms.StatementForm):
        services.request_accreditation(organisation, form.statement.data or "", by=visitor())
        return mail.sent_or_waiting(_("Your request is on its way: a mail will bring the answer."))
    services.enter_code(latest or abort(404), form.code.data or "", by=visitor())
    return _("You are accredited: you can file, and invite your colleagues.")


def _answer(request: AccreditationRequest, form: forms.ExaminationForm) -> str:
    reason = form.reason.data or ""
    if form.answer.data == forms.SEND_CODE:
        address, register = form.address.data or "", form.register.data or ""
        services.send_code(request, address, register, by=visitor())
        return _("The code is on its way to %(address)s.", address=address)
    if form.answer.data == forms.GRANT:
        services.grant_accreditation(request, reason, by=visitor())
        return _("The request is granted. A mail tells the person.")
    services.refuse_accreditation(request, reason, by=visitor())
    return _("The request is refused. A mail tells the person why.")
