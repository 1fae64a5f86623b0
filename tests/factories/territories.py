"""Territories for tests: real ones, from the files that the program ships."""

from functools import cache
from typing import Any

from sqlalchemy import func, select

from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.territories import decoupage
from callforprojects.territories.models import Territory, TerritoryWord
from callforprojects.territories.services import load_territories

RENNES = "commune:35238"
SAINT_MALO = "commune:35288"
NANTES = "commune:44109"


def make_territory(territory_id: str = RENNES) -> Territory:
    """One real territory and all that contains it. Tests share them: none changes one."""
    known = db.session.get(Territory, territory_id)
    if known is not None:
        return known
    row = _shipped()[territory_id]
    for column in ("region_id", "departement_id", "pole_id", "epci_id", "ept_id"):
        if row[column]:
            make_territory(row[column])
    if known := db.session.get(Territory, territory_id):  # a place of its own has brought it
        return known
    territory = Territory(**row | {"institution_id": None})
    db.session.add(territory)
    db.session.flush()
    if row["institution_id"]:  # it may lie in the place that it is in charge of
        territory.institution_id = make_territory(row["institution_id"]).id
        db.session.flush()
    return territory


def load_france() -> None:
    """All of France; loaded once by each worker, for it stays from one test to the next."""
    if not db.session.scalar(select(func.count()).select_from(TerritoryWord)):
        with transaction():
            load_territories()


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in decoupage.decoupage_rows()}
