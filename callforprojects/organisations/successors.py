"""Organisations that were merged into another: their former addresses lead to it."""

import uuid

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.database import Model, db


class MergedOrganisation(Model):
    """What an organisation has become; `former_id` is of a row that is gone."""

    __tablename__ = "merged_organisation"

    former_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )


def successor_of(former_id: uuid.UUID) -> uuid.UUID | None:
    """The organisation into which one was merged."""
    query = select(MergedOrganisation.organisation_id)
    return db.session.scalar(query.where(MergedOrganisation.former_id == former_id))
