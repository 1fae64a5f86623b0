"""The search that completes the names of territories while they are typed."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public
from callforprojects.core.web.limits import limit
from callforprojects.iso37101.frame import frame
from callforprojects.territories.models import NameKind, Territory, TerritoryName
from callforprojects.territories.queries import former_names, territories_found

blueprint = Blueprint("territories", __name__, url_prefix="/territories")
_LONGEST = 100


@blueprint.route("/search")
@public
@limit("120 per minute", methods=("GET",))
def search() -> ResponseReturnValue:
    text = request.args.get("q", "")[:_LONGEST]
    found = territories_found(text)
    former = former_names(text, found)
    return jsonify(
        [
            {
                "code": territory.id,
                "label": territory.name,
                "detail": _detail(territory, former.get(territory.id)),
            }
            for territory in found
        ]
    )


def _detail(territory: Territory, former: TerritoryName | None) -> str:
    """What tells it from others of its name: its type, its département, the name that found it."""
    place = _kind(territory)
    if territory.departement is not None:
        place = str(
            _(
                "%(kind)s, %(departement)s (%(number)s)",
                kind=place,
                departement=territory.departement.name,
                number=territory.departement.code,
            )
        )
    if former is None:
        return place
    if former.kind is NameKind.RENAMED:
        return str(_("%(place)s. Formerly %(name)s.", place=place, name=former.name))
    return str(
        _("%(place)s. Includes %(name)s, a former municipality.", place=place, name=former.name)
    )


def _kind(territory: Territory) -> str:
    """The type of its institution; of a place without one, who is in charge of it."""
    if territory.kind is not None:
        return frame().territory_type(territory.kind).label
    if territory.institution is None:
        return str(_("Place without an authority of its own"))
    return str(_("Place whose authority is %(name)s", name=territory.institution.name))
