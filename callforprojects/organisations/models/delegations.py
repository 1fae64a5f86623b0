"""Delegations: who may sign what in the name of an organisation, by which act and until when.

In France a mayor, a president or a prefect delegates a signature by an « arrêté de délégation de
signature », which names somebody, says for which acts, and is published with its number. (CGCT,
L2122-18 and L2122-19 of communes, L3221-3 of départements, L4231-3 of régions, L5211-9 of
intermunicipalities.)
"""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.accounts.models import User
from callforprojects.core.data.database import Model
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.models.bodies import Organisation


class DelegatedAct(LabelledEnum):
    """What somebody signs for an organisation."""

    FILING = "filing", _("Filing applications")
    DECISIONS = "decisions", _("Decisions on applications")


class Delegation(Model):
    """A signature delegated to somebody, from a day to another, both included; without an end until
    another act ends it.

    `name` and `capacity` are theirs as the act writes them: it holds after they have left, and it
    may name who has no account. `reference` is the number and the date of the act, `acts` are
    values of `DelegatedAct`.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_begins"),
        CheckConstraint("name != '' AND reference != ''", name="names_somebody_by_an_act"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    acts: Mapped[list[str]] = mapped_column(default=list)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reference: Mapped[str]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    user: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def delegated_acts(self) -> list[DelegatedAct]:
        """What it covers, in the order of the pages."""
        return [act for act in DelegatedAct if act in self.acts]

    def covers(self, act: DelegatedAct, on: date) -> bool:
        """Whether who holds it may sign this on a day."""
        is_in_force = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return is_in_force and act in self.acts
