"""The zones of a funder: named lists of territories, made from a list, replaced by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select

from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.formats import join_words
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.organisations import queries
from callforprojects.organisations.models import Organisation, Zone, ZoneTerritory
from callforprojects.organisations.zone_lists import ZoneLine
from callforprojects.territories.models import Territory

_AT_ONCE = 5_000  # rows written in one statement, identifiers looked up in another


@dataclass(frozen=True, slots=True)
class ZoneDetails:
    """What a funder says of a zone, besides what is in it."""

    name: str
    source: str
    valid_on: date | None


_assign_details = assigning(ZoneDetails, to=Zone)


def create_zone(
    funder: Organisation, details: ZoneDetails, lines: Sequence[ZoneLine], *, by: Visitor
) -> Zone:
    """A new zone with what its list puts in it. Raises DomainError beside `name` if it is taken."""
    lock(funder)
    refuse_zone_name(funder, details.name)
    zone = Zone(funder_id=funder.id)
    _assign_details(zone, details)
    db.session.add(zone)
    db.session.flush()
    _write(zone, lines)
    record("zone.created", funder, by=by, name=zone.name, lines=len(lines))
    return zone


def update_zone(zone: Zone, details: ZoneDetails, *, version: int | None, by: Visitor) -> None:
    """Rename it, or correct what is said of it; what is in it stays."""
    _change(zone, details, version=version, by=by)
    record("zone.updated", zone.funder, by=by, name=zone.name)


def replace_zone(
    zone: Zone,
    details: ZoneDetails,
    lines: Sequence[ZoneLine],
    *,
    version: int | None,
    by: Visitor,
) -> None:
    """Another list in the place of the one that it has."""
    _change(zone, details, version=version, by=by)
    zone.updated_at = now()  # a new version, even when its name and its source are the same
    db.session.execute(delete(ZoneTerritory).where(ZoneTerritory.zone_id == zone.id))
    _write(zone, lines)
    record("zone.replaced", zone.funder, by=by, name=zone.name, lines=len(lines))


def remove_zone(zone: Zone, *, by: Visitor) -> None:
    """Raises DomainError while something refers to it, and says what."""
    lock(zone.funder)
    if uses := queries.zone_uses_of(zone.id):
        raise DomainError(
            _("This zone is used and cannot be removed: %(uses)s.", uses=join_words(uses))
        )
    record("zone.removed", zone.funder, by=by, name=zone.name)
    db.session.delete(zone)


def refuse_zone_name(funder: Organisation, name: str, *, but: Zone | None = None) -> None:
    """Two zones of a funder have two names. Raises DomainError beside `name`."""
    if queries.is_zone_name_taken(funder.id, name, but=but.id if but else None):
        raise DomainError(_("Another zone has this name: choose a different one."), "name")


def _change(zone: Zone, details: ZoneDetails, *, version: int | None, by: Visitor) -> None:
    lock(zone.funder)
    lock(zone)
    check_version(zone, version, by=by, recorded_on=zone.funder)
    refuse_zone_name(zone.funder, details.name, but=zone)
    _assign_details(zone, details)


def _write(zone: Zone, lines: Sequence[ZoneLine]) -> None:
    """What a list said a moment ago, without what has since left the territories."""
    if not lines:
        raise DomainError(_("Send a list that names one territory at least."), "file")
    for start in range(0, len(lines), _AT_ONCE):
        piece = lines[start : start + _AT_ONCE]
        wanted = {line.territory_id for line in piece}
        known = set(db.session.scalars(select(Territory.id).where(Territory.id.in_(wanted))))
        rows = [
            {"zone_id": zone.id, **line._asdict()} for line in piece if line.territory_id in known
        ]
        db.session.execute(insert(ZoneTerritory), rows)
