"""Signing up: an address is proved first; its owner then says who they are and chooses a password.

Whoever asks gets the same answer, and the mail says the rest to the right person. What a stranger
could type (a name, an address to come back to) is in none of these mails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from callforprojects.accounts import queries
from callforprojects.accounts.models import AccountToken, TokenPurpose, User
from callforprojects.accounts.passwords import check_strength, hash_password
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.people import NewUser, add_user
from callforprojects.activity.models import Activity
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError, Gone
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.models import Message
from callforprojects.messages.queries import was_written_since
from callforprojects.messages.services import write_message

AGAIN_AFTER = timedelta(hours=1)
UNCONFIRMED_FOR = timedelta(days=7)
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What the owner of an address says of themselves once it is proved."""

    first_name: str
    last_name: str
    password: str
    language: str


def sign_up(email: str, language: str, *, next_path: str = "") -> None:
    """Ask for an account; the mail sent depends on who has the address, the answer does not.

    `language` is the page's. `next_path` is where the person goes once the account is open.
    """
    user = queries.user_by_email(email)
    if user is None:
        user = add_user(NewUser(email=email, first_name="", last_name="", language=language))
        record("user.signed_up", user, by=None)  # whoever asked may be somebody else
    if user.confirmed_at is None and user.is_active:
        send_confirmation(user, next_path=next_path)
    else:
        write_once(
            "accounts/already_registered",
            user.email,
            user.language,
            endpoint="accounts.forgotten",
            user=user,
            secret=True,
        )


def send_confirmation(user: User, *, next_path: str = "") -> None:
    """Send the link that proves the address, unless it is in the mailbox already."""
    if tokens.are_enough(user, TokenPurpose.CONFIRM):
        return
    clear = tokens.issue(user, TokenPurpose.CONFIRM, next_path=next_path)
    write_message(
        to=user.email,
        template="accounts/confirm",
        language=user.language,
        context={"url": absolute_url("accounts.confirm", token=clear)},
        user_id=user.id,
        about=user,
        secret=True,
    )


def confirm(clear: str, newcomer: Newcomer) -> User:
    """Open the account: its address is proved by the link, its password is chosen now.

    Raises DomainError on `password` (the link stays good), Gone on a used or expired token.
    """
    token = queries.usable_token(clear, TokenPurpose.CONFIRM)
    if token is None or token.user.confirmed_at is not None:
        raise Gone(_("This link has been used already, or it is too old."))
    check_strength(newcomer.password, token.user.email)
    user = tokens.redeem(clear, TokenPurpose.CONFIRM)
    _open(user, newcomer)
    return user


def open_invited(email: str, newcomer: Newcomer) -> User:
    """Open the account of an address to which an invitation was sent: its link has proved it.

    Whoever owns the address is told so by mail: a link can be passed on. Raises DomainError on
    `password`, ConflictError when the address has its account already.
    """
    user = queries.user_by_email(email)
    if user is None:
        user = add_user(NewUser(email=email, first_name="", last_name=""))
    lock(user)
    if queries.has_account(email):
        raise ConflictError(_("This address has an account already: sign in."))
    check_strength(newcomer.password, user.email)
    tokens.cancel(user, TokenPurpose.CONFIRM)
    _open(user, newcomer)
    write_message(
        to=user.email,
        template="accounts/opened",
        language=user.language,
        context={"url": absolute_url("accounts.forgotten")},
        user_id=user.id,
        about=user,
    )
    return user


def notify_address_taken(email: str, about: Model, *, language: str) -> None:
    """Tell an address that the invitation sent to it was accepted with another account.

    `about` is the invitation; `language` is used when nobody has proved the address.
    """
    known = queries.proved_owner(email)
    write_message(
        to=email,
        template="accounts/invitation_taken",
        language=known.language if known else language,
        context={},
        user_id=known.id if known else None,
        about=about,
    )


def refuse_link_of_another(email: str, by: Visitor) -> None:
    """An administrator of the platform may copy the link sent to an address: it is not for them.

    Raises DomainError when they accept it with an account that is not of this address.
    """
    if by.is_administrator and by.email != email:
        raise DomainError(
            _(
                "This invitation is for %(email)s: nobody who administers the platform takes the"
                " seat of somebody else.",
                email=email,
            )
        )


def _open(user: User, newcomer: Newcomer) -> None:
    user.first_name, user.last_name = newcomer.first_name, newcomer.last_name
    user.language = newcomer.language
    user.password_hash = hash_password(newcomer.password)
    user.confirmed_at = now()
    record("user.confirmed", user, by=user)


def forget_unconfirmed(at: datetime) -> int:
    """Remove the accounts asked for `UNCONFIRMED_FOR` before `at` whose address nobody has proved.

    The mails that they were sent go too. Gives how many went: `MOST_AT_ONCE` at most. One that was
    asked for again stays as long as its last link works. So does one that the activity names as
    having acted, as it named those of the first release: its rows are sealed.
    """
    links = select(AccountToken.id).where(
        AccountToken.user_id == User.id,
        AccountToken.used_at.is_(None),
        AccountToken.expires_at > at,
    )
    acts = select(Activity.id).where(Activity.actor_id == User.id)
    forgotten = db.session.scalars(
        select(User)
        .where(
            User.confirmed_at.is_(None),
            User.is_active,
            User.created_at < at - UNCONFIRMED_FOR,
            ~links.exists(),
            ~acts.exists(),
        )
        .order_by(User.created_at)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    remove_unconfirmed(forgotten)
    return len(forgotten)


def remove_unconfirmed(users: Sequence[User]) -> None:
    """Remove accounts whose address nobody has proved, with the mails that they were sent."""
    for user in users:
        record("user.forgotten", user, by=None)
    identifiers = [user.id for user in users]
    db.session.execute(delete(Message).where(Message.user_id.in_(identifiers)))
    db.session.execute(delete(User).where(User.id.in_(identifiers)))


def write_once(
    template: str,
    email: str,
    language: str,
    *,
    endpoint: str,
    user: User | None = None,
    secret: bool = False,
) -> None:
    """Tell an address what was asked of its account, or that it has none, once an hour at most.

    `user` is whose account it is, and `endpoint` the page to which the mail leads. Whoever asks
    again and again fills nobody's mailbox.
    """
    if was_written_since(now() - AGAIN_AFTER, to=email, template=template):
        return
    write_message(
        to=email,
        template=template,
        language=language,
        context={"user": user, "url": absolute_url(endpoint)},
        user_id=None if user is None else user.id,
        about=user,
        secret=secret,
    )
