"""The directory, the page of an organisation, registering one and editing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.links import safe_next
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import AccreditationRequest, Organisation
from callforprojects.organisations.tables import DIRECTORY
from callforprojects.organisations.views.blueprint import blueprint
from callforprojects.territories.models import Territory
from callforprojects.territories.populations import populations_of

WITH_TERRITORY = [
    joinedload(home).joinedload(Territory.departement)
    for home in (Organisation.territory, Organisation.place)
]


@blueprint.route("/")
@requires(permissions.see_directory)
def index() -> ResponseReturnValue:
    state = list_state_from_request(DIRECTORY)
    page = queries.directory(state)
    return render_template("organisations/index.html", state=state, page=page)


@blueprint.route("/<uuid:organisation_id>")
@requires(permissions.see_organisation, Organisation, load=WITH_TERRITORY)
def detail(organisation: Organisation) -> ResponseReturnValue:
    return render_template(
        "organisations/detail.html",
        organisation=organisation,
        pending_request=queries.pending_request_of(visitor().id, organisation.id),
        quota=queries.storage_quota_of(organisation),
        domains=queries.domains_of(organisation.siren),
        accreditation=_accreditation_of(organisation),
        rival=None if organisation.is_accredited else queries.accredited_rival(organisation),
        populations=populations_of(organisation.territory) if organisation.territory else None,
    )


@blueprint.route("/create")
@requires(permissions.create_organisation)
def create() -> ResponseReturnValue:
    return render_template("organisations/create.html")


@blueprint.route("/create-territory", methods=["GET", "POST"])
@requires(permissions.create_organisation)
def create_territory() -> ResponseReturnValue:
    return _create(forms.TerritoryForm(), _("Register a territory"))


@blueprint.route("/create-partner", methods=["GET", "POST"])
@requires(permissions.create_organisation)
def create_partner() -> ResponseReturnValue:
    return _create(forms.PartnerForm(), _("Register a partner"))


@blueprint.route("/create-funder", methods=["GET", "POST"])
@requires(permissions.create_funder)
def create_funder() -> ResponseReturnValue:
    return _create(forms.FunderForm(), _("Register a funder"))


@blueprint.route("/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_organisation, Organisation, load=WITH_TERRITORY)
def edit(organisation: Organisation) -> ResponseReturnValue:
    may_rename = permissions.rename_organisation(visitor(), organisation)
    form = (forms.RenameForm if may_rename else forms.EditForm)(obj=organisation)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_organisation(
                organisation, form.details(), version=form.version.data, by=visitor()
            )
            flash(_("The organisation is saved."), "success")
            return redirect(url_for(".detail", organisation_id=organisation.id))
    page = {"title": _("Edit the organisation"), "organisation": organisation}
    return render_form("organisations/_organisation_form.html", form, **page)


@blueprint.route("/<uuid:organisation_id>/storage-quota", methods=["GET", "POST"])
@requires(permissions.set_storage_quota, Organisation)
def storage_quota(organisation: Organisation) -> ResponseReturnValue:
    form = forms.StorageQuotaForm(obj=organisation)
    if form.validate_on_submit():
        services.set_storage_quota(organisation, form.storage_quota_mb.data, by=visitor())
        flash(_("The storage quota is saved."), "success")
        return redirect(url_for(".detail", organisation_id=organisation.id))
    present = queries.storage_quota_of(organisation)
    return render_form(
        "organisations/storage_quota.html", form, organisation=organisation, quota=present
    )


def _create(
    form: forms.TerritoryForm | forms.PartnerForm | forms.FunderForm, title: str
) -> ResponseReturnValue:
    if form.validate_on_submit():
        with form.showing_errors():
            organisation = services.create_organisation(form.new(), by=visitor())
            flash(_said_of(organisation), "success")
            page = url_for(".detail", organisation_id=organisation.id)
            return redirect(safe_next(page))
    context = {"title": title, "organisation": None}
    return render_form("organisations/_organisation_form.html", form, **context)


def _said_of(organisation: Organisation) -> str:
    if organisation.is_accredited:
        return _("The organisation is registered.")
    return _("The organisation is registered. You can write; you will file once accredited.")


def _accreditation_of(organisation: Organisation) -> AccreditationRequest | None:
    """The request of who registered it, until it is accredited."""
    return None if organisation.is_accredited else queries.latest_accreditation(organisation.id)
