"""Finding people, their open sessions, and the tokens they hold."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from callforprojects.accounts.models import (
    AccountToken,
    JoinedAccount,
    TokenPurpose,
    User,
    UserSession,
)
from callforprojects.core.data.clock import arrived_at
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Person
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.tables import TableState, words_in_names
from callforprojects.core.tables.pagination import Page, paginate_rows
from callforprojects.core.text.i18n import _

_AT_ONCE = 500  # rows in memory

# made once: two aliases made at each request were a twentieth of the page of an application
_ACCOUNT, _DISPLAYED = aliased(User), aliased(User)

_SECRET: BindParameter[Any] = bindparam("secret")
_INSTANT: BindParameter[Any] = bindparam("instant")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the list of all, and when it was last used, as long as a session tells."""

    user: User
    last_seen_at: datetime | None

    @property
    def id(self) -> uuid.UUID:
        return self.user.id


def normalised_email(text: str) -> str:
    """An address as it is kept: no spaces around, lower case."""
    return text.strip().lower()


def user_by_email(email: str) -> User | None:
    """The person with this address, confirmed or not, whatever its capitals."""
    return db.session.scalar(select(User).where(User.email == normalised_email(email)))


def proved_owner(email: str) -> User | None:
    """Who has shown that this address is theirs; only they may be sent what others typed."""
    user = user_by_email(email)
    return None if user is None or user.confirmed_at is None else user


def has_account(email: str) -> bool:
    """Whether somebody has opened an account with this address, even if it is closed since."""
    user = user_by_email(email)
    return user is not None and (user.confirmed_at is not None or not user.is_active)


def proved_among(emails: Collection[str]) -> set[str]:
    """Of these addresses (in lower case), those of which `proved_owner` knows somebody."""
    query = select(User.email).where(User.email.in_(emails), User.confirmed_at.is_not(None))
    return set(db.session.scalars(query)) if emails else set()


def user_by_id(user_id: uuid.UUID) -> User | None:
    return db.session.get(User, user_id)


def accounts(state: TableState) -> Page[AccountLine]:
    """One page of the accounts that match (`tables.ACCOUNTS`). Each word must be found."""
    found = paginate_rows(_accounts(state), page=state.page)
    return found.of([AccountLine(*row) for row in found.items])


def all_accounts(state: TableState) -> Iterator[AccountLine]:
    """All of them, a few hundred in memory at a time."""
    rows = db.session.execute(_accounts(state), execution_options={"yield_per": _AT_ONCE})
    return (AccountLine(*row) for row in rows)


def _accounts(state: TableState) -> "Select[*tuple[Any, ...]]":
    seen = (
        select(func.max(UserSession.last_seen_at))
        .where(UserSession.user_id == User.id)
        .scalar_subquery()
    )
    return state.applied_to(select(User, seen))


def session_by_key(key: str) -> UserSession | None:
    """The session that a cookie names, with its person; None when over or the account closed."""
    named = {_SECRET.key: token_hash(key), _INSTANT.key: arrived_at()}
    return db.session.scalar(_open_session(), named)


@cache
def _open_session() -> Select[*tuple[UserSession]]:
    """Every page of whoever has signed in asks it: it is built once."""
    return (
        select(UserSession)
        .join(UserSession.user)
        .where(
            UserSession.token_hash == _SECRET,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > _INSTANT,
            User.is_active,
        )
        .options(contains_eager(UserSession.user))
    )


def is_of_closed_account(key: str) -> bool:
    """Whether a cookie names a session that closing an account has ended."""
    query = (
        select(UserSession.id)
        .join(UserSession.user)
        .where(UserSession.token_hash == token_hash(key), User.closed_at.is_not(None))
    )
    return db.session.scalar(query) is not None


def open_sessions(user_id: uuid.UUID) -> Sequence[UserSession]:
    """Where a person is signed in, the latest seen first."""
    query = (
        select(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > arrived_at(),
        )
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    )
    return db.session.scalars(query).all()


def usable_token(clear: str, purpose: TokenPurpose) -> AccountToken | None:
    """The token that a mail carried, with its person; None when unknown, used or expired."""
    unused = AccountToken.used_at.is_(None), AccountToken.expires_at > arrived_at()
    return db.session.scalar(_token(clear, purpose).where(*unused))


def used_token(clear: str, purpose: TokenPurpose) -> AccountToken | None:
    """The same once it is used, until it would have expired."""
    used = AccountToken.used_at.is_not(None), AccountToken.expires_at > arrived_at()
    return db.session.scalar(_token(clear, purpose).where(*used))


def pending_token(user_id: uuid.UUID, purpose: TokenPurpose) -> AccountToken | None:
    """The last one that waits for its link to be followed."""
    query = select(AccountToken).where(
        AccountToken.user_id == user_id,
        AccountToken.purpose == purpose,
        AccountToken.used_at.is_(None),
        AccountToken.expires_at > arrived_at(),
    )
    return db.session.scalar(query.order_by(AccountToken.created_at.desc()).limit(1))


def address_can_be_taken_back_until(user: User) -> datetime | None:
    """Until when a former address can stop that it was changed; None when none can."""
    query = select(func.max(AccountToken.expires_at)).where(
        AccountToken.user_id == user.id,
        AccountToken.purpose == TokenPurpose.STOP_ADDRESS,
        AccountToken.email != user.email,
        AccountToken.used_at.is_(None),
        AccountToken.expires_at > arrived_at(),
    )
    return db.session.scalar(query)


def identities_of(user_id: uuid.UUID) -> Select[uuid.UUID]:
    """The identifiers under which a person has acted: their account, and those joined to it."""
    former = select(JoinedAccount.former_id).where(JoinedAccount.kept_id == user_id)
    return select(User.id).where(or_(User.id == user_id, User.id.in_(former)))


def account_joined_by(user_id: uuid.UUID) -> User | None:
    """The account to which this one was joined; None when it was not."""
    query = select(User).join(JoinedAccount, JoinedAccount.kept_id == User.id)
    return db.session.scalar(query.where(JoinedAccount.former_id == user_id))


def people_by_account(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Who is shown for each of these accounts: itself, or that to which it was joined."""
    if not ids:
        return {}
    names = (_DISPLAYED.id, _DISPLAYED.first_name, _DISPLAYED.last_name, _DISPLAYED.closed_at)
    query = _displayed_for_accounts(*names).where(_ACCOUNT.id.in_(ids))
    return {
        account_id: Person(
            displayed_id, str(_("Closed account")) if closed_at else f"{first} {last}".strip()
        )
        for account_id, displayed_id, first, last, closed_at in db.session.execute(query)
    }


def names_of(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of people, by their identifier."""
    people = db.session.scalars(select(User).where(User.id.in_([i for i in ids if i is not None])))
    return {person.id: person.full_name for person in people}


def people_called(words: str) -> Select[Any]:
    """The identifiers of the accounts whose name, as it is shown, holds each of these words."""
    return _displayed_for_accounts().where(words_in_names(_DISPLAYED.search_text)(words))


def _displayed_for_accounts(*columns: Any) -> Select[Any]:  # noqa: ANN401
    """The identifier of each account, and columns of the one that is shown for it."""
    return (
        select(_ACCOUNT.id, *columns)
        .outerjoin(JoinedAccount, JoinedAccount.former_id == _ACCOUNT.id)
        .join(_DISPLAYED, _DISPLAYED.id == func.coalesce(JoinedAccount.kept_id, _ACCOUNT.id))
    )


def person_at(email: str) -> uuid.UUID | None:
    """Whose account has this address."""
    return db.session.scalar(select(User.id).where(User.email == normalised_email(email)))


def _token(clear: str, purpose: TokenPurpose) -> Select[AccountToken]:
    return (
        select(AccountToken)
        .join(AccountToken.user)
        .where(
            AccountToken.token_hash == token_hash(clear),
            AccountToken.purpose == purpose,
            User.is_active,
        )
        .options(contains_eager(AccountToken.user))
    )
