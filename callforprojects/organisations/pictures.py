"""Where the territories of a zone are, on a map of France."""

import uuid

from callforprojects.core.data.formats import number
from callforprojects.core.text.i18n import ngettext
from callforprojects.organisations.queries import territories_by_departement
from callforprojects.territories.map_of_france import MapOfFrance, map_of_france


def map_of_zone(zone_id: uuid.UUID) -> MapOfFrance | None:
    """How many of them lie in each département; None when none does, as of a list of regions."""
    counts = territories_by_departement(zone_id)
    return map_of_france(counts, _written) if counts else None


def _written(count: int) -> tuple[str, str]:
    words = ngettext("%(count)s territory", "%(count)s territories", count, count=number(count))
    return number(count) if count else "", str(words)
