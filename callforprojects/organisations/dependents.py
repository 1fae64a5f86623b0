"""What other features keep in the name of an organisation: without it, they would be nobody's."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute

from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Dependents
from callforprojects.core.data.feature import features
from callforprojects.organisations.models import Organisation


def dependent_parts() -> Sequence[Dependents[Organisation]]:
    """The part of each feature, those below first."""
    return [feature.dependents for feature in features() if feature.dependents is not None]


def move_rows(owner: InstrumentedAttribute[Any], gone: Organisation, kept: Organisation) -> None:
    """Every row of the table that names one organisation in this column names the other."""
    db.session.execute(
        update(owner.class_)
        .where(owner == gone.id)
        .values({owner: kept.id})
        .execution_options(synchronize_session=False)
    )


def has_acts(organisation_id: uuid.UUID) -> bool:
    """Whether anything was filed or published in the name of an organisation."""
    return any(part.count([organisation_id]).get(organisation_id) for part in dependent_parts())
