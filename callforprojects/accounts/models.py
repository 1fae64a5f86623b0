"""People, their open sessions, and the single-use tokens sent to them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, choices
from callforprojects.core.data.people import PEOPLE
from callforprojects.core.data.searching import Searchable
from callforprojects.core.data.tokens import unmasked
from callforprojects.core.data.visitors import Seat
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum


class AccountStatus(LabelledEnum):
    """Derived from the dates of an account; never stored."""

    UNCONFIRMED = "unconfirmed", pgettext("account", "Address to confirm"), "info"
    OPEN = "open", pgettext("account", "Open"), "success"
    CLOSED = "closed", pgettext("account", "Closed")


class User(Searchable, Model, Seat):
    """A person. `email` is kept in lower case; without `confirmed_at` nobody signs in.

    Until the address is proved there is neither name nor password: a stranger may have asked.
    `browser_generation` grows when the browsers that were known are no longer. A closed account
    keeps its row, for what refers to it, and nothing that says who it was (`services.closing`).
    """

    __tablename__ = PEOPLE

    email: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="fr")
    password_hash: Mapped[str | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[datetime | None]
    browser_generation: Mapped[int] = mapped_column(default=0, server_default="0")
    closed_at: Mapped[datetime | None]

    is_authenticated = True
    is_anonymous = False

    @property
    def search_parts(self) -> tuple[str, ...]:
        address = "" if self.closed_at else self.email  # it says who they were
        return f"{self.last_name} {self.first_name}", address

    @property
    def full_name(self) -> str:
        if self.closed_at is not None:
            return str(_("Closed account"))
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def status(self) -> AccountStatus:
        if self.closed_at is not None or not self.is_active:
            return AccountStatus.CLOSED
        return AccountStatus.UNCONFIRMED if self.confirmed_at is None else AccountStatus.OPEN

    def get_id(self) -> str | None:
        """Flask-Login keeps this in the cookie: the session's token, which `accounts` puts here."""
        key: str | None = self.__dict__.get("_session_key")
        return key


class UserSession(Model):
    """One browser in which a person has signed in; ended ones stay until they expire."""

    __tablename__ = "user_session"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql")

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.expires_at


class TokenPurpose(StrEnum):
    """What a token sent by mail allows, once."""

    CONFIRM = "confirm"
    RESET = "reset"
    CHANGE_ADDRESS = "change_address"
    STOP_ADDRESS = "stop_address"
    JOIN = "join"


class AccountToken(Model):
    """A single-use token sent to a person: only its hash is kept.

    `next_path` is where they wanted to go, masked with the token (`next_path_for`). `email` is the
    address that it would give to the account: a new one to change it, the former one to stop that;
    or that of another account, to join to this one.
    """

    __tablename__ = "account_token"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[TokenPurpose] = mapped_column(choices(TokenPurpose, name="token_purpose"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    next_path: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql")

    def is_usable(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at

    def next_path_for(self, clear: str) -> str:
        """Where the person wanted to go, for who holds the token."""
        return unmasked(self.next_path, clear)


class JoinedAccount(Model):
    """An account that was joined to another of the same person: its row stays, closed.

    What is sealed goes on naming it; `kept` is whose name is shown there.
    """

    __tablename__ = "joined_account"

    former_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), unique=True)
    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)

    kept: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[kept_id])
