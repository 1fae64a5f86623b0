"""The search that completes the names of territories while they are typed."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from callforprojects.core.access import public
from callforprojects.core.i18n import _
from callforprojects.core.limits import limit
from callforprojects.iso37101.frame import frame
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import territories_found

blueprint = Blueprint("territories", __name__, url_prefix="/territories")
_LONGEST = 100


@blueprint.route("/search")
@public
@limit("120 per minute", methods=("GET",))
def search() -> ResponseReturnValue:
    found = territories_found(request.args.get("q", "")[:_LONGEST])
    return jsonify(
        [
            {"code": territory.id, "label": territory.name, "detail": _detail(territory)}
            for territory in found
        ]
    )


def _detail(territory: Territory) -> str:
    """What tells it from others of its name: its type, and its département."""
    kind = frame().territory_type(territory.kind).label
    if territory.departement is None:
        return kind
    return str(
        _(
            "%(kind)s, %(departement)s (%(number)s)",
            kind=kind,
            departement=territory.departement.name,
            number=territory.departement.code,
        )
    )
