"""The zones of a funder: their list, each one, importing a list, replacing it, removing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import Organisation, Zone
from callforprojects.organisations.pictures import map_of_zone
from callforprojects.organisations.tables import LIST_TEMPLATE, ZONE_TERRITORIES, ZONES
from callforprojects.organisations.views.blueprint import blueprint
from callforprojects.organisations.zone_lists import EXAMPLES

WITH_FUNDER = [joinedload(Zone.funder)]
SHOWN = 50  # names of what changes, lines that are left out


@blueprint.route("/<uuid:organisation_id>/zones")
@requires(permissions.see_zones, Organisation)
def zones(organisation: Organisation) -> ResponseReturnValue:
    state = list_state_from_request(ZONES)
    page = queries.page_of_zones(organisation.id, state)
    return render_template(
        "organisations/zones.html", organisation=organisation, state=state, page=page
    )


@blueprint.route("/<uuid:organisation_id>/zones/create", methods=["GET", "POST"])
@requires(permissions.create_zone, Organisation)
def create_zone(organisation: Organisation) -> ResponseReturnValue:
    """First what the list holds, then the zone: nothing is written before it was shown."""
    form = forms.NewZoneForm()
    page: dict[str, object] = {"organisation": organisation, "zone": None, "reading": None}
    if form.validate_on_submit():
        with form.showing_errors():
            if lines := form.confirmed:
                zone = services.create_zone(organisation, form.details(), lines, by=visitor())
                flash(_("The zone is saved."), "success")
                return redirect(url_for(".zone", zone_id=zone.id))
            services.refuse_zone_name(organisation, form.details().name)
            page |= _reading(form)
    return render_form("organisations/_zone_list_form.html", form, shown=SHOWN, **page)


@blueprint.route("/zones/list-template")
@requires(permissions.get_list_template)
def zone_list_template() -> ResponseReturnValue:
    """A list to fill in, with an example of each sort of line."""
    name = [pgettext("file", "Zone"), pgettext("file", "example")]
    sheet = Spreadsheet(name=name, columns=LIST_TEMPLATE, rows=EXAMPLES)
    return download_of(sheet, format_from_request())


@blueprint.route("/zones/<uuid:zone_id>")
@requires(permissions.see_zone, Zone, load=WITH_FUNDER)
def zone(zone: Zone) -> ResponseReturnValue:
    state = list_state_from_request(ZONE_TERRITORIES)
    return render_template(
        "organisations/zone.html",
        zone=zone,
        state=state,
        page=queries.page_of_territories(zone.id, state),
        france=map_of_zone(zone.id),
        uses=queries.zone_uses_of(zone.id),
    )


@blueprint.route("/zones/<uuid:zone_id>/download")
@requires(permissions.see_zone, Zone)
def download_zone(zone: Zone) -> ResponseReturnValue:
    """What is in it, for a spreadsheet; the file can be sent again as its list."""
    rows = queries.all_territories_of_zone(zone.id, list_state_from_request(ZONE_TERRITORIES))
    name = [pgettext("file", "Zone"), zone.name]
    sheet = Spreadsheet(name=name, columns=ZONE_TERRITORIES.exported, rows=rows)
    return download_of(sheet, format_from_request())


@blueprint.route("/zones/<uuid:zone_id>/edit", methods=["GET", "POST"])
@requires(permissions.edit_zone, Zone, load=WITH_FUNDER)
def edit_zone(zone: Zone) -> ResponseReturnValue:
    form = forms.ZoneForm(obj=zone)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_zone(zone, form.details(), version=form.version.data, by=visitor())
            flash(_("The zone is saved."), "success")
            return redirect(url_for(".zone", zone_id=zone.id))
    return render_form("organisations/edit_zone.html", form, zone=zone)


@blueprint.route("/zones/<uuid:zone_id>/replace", methods=["GET", "POST"])
@requires(permissions.edit_zone, Zone, load=WITH_FUNDER)
def replace_zone(zone: Zone) -> ResponseReturnValue:
    """First what would change, then the change."""
    form = forms.ReplacementForm(obj=zone)
    page: dict[str, object] = {"organisation": zone.funder, "zone": zone, "reading": None}
    if form.validate_on_submit():
        with form.showing_errors():
            if lines := form.confirmed:
                version = form.version.data
                services.replace_zone(zone, form.details(), lines, version=version, by=visitor())
                flash(_("The zone holds the territories of the new list."), "success")
                return redirect(url_for(".zone", zone_id=zone.id))
            page |= _reading(form, zone)
    page["uses"] = queries.zone_uses_of(zone.id)
    return render_form("organisations/_zone_list_form.html", form, shown=SHOWN, **page)


@blueprint.route("/zones/<uuid:zone_id>/remove", methods=["GET", "POST"])
@requires(permissions.edit_zone, Zone, load=WITH_FUNDER)
def remove_zone(zone: Zone) -> ResponseReturnValue:
    if request.method == "POST":
        services.remove_zone(zone, by=visitor())
        flash(_("The zone is removed."), "success")
        return redirect(url_for(".zones", organisation_id=zone.funder_id))
    uses = queries.zone_uses_of(zone.id)
    return render_template("organisations/remove_zone.html", zone=zone, uses=uses)


def _reading(
    form: forms.NewZoneForm | forms.ReplacementForm, zone: Zone | None = None
) -> dict[str, object]:
    """What was read of the list that was sent, and what it would change in a zone that is there."""
    reading = queries.reading_of(form.listed())
    form.show(reading.lines)
    if zone is None:
        return {"reading": reading}
    difference = queries.difference_between(queries.zone_lines(zone.id), reading.lines, most=SHOWN)
    return {"reading": reading, "difference": difference}
