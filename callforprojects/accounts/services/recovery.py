"""Recovering access: a link by mail, then a new password; and what is said of failed attempts."""

from callforprojects.accounts import queries
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.passwords import check_strength, hash_password
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.people import notify_password_changed
from callforprojects.accounts.services.registration import send_confirmation, write_once
from callforprojects.accounts.services.sessions import end_other_sessions
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import DomainError, Gone
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message


def ask_reset(email: str, language: str, *, next_path: str = "") -> None:
    """Send a link to choose a new password; an address without an account is told so, by mail.

    `language` is the page's: the only one known when there is no account. An address that is not
    proved yet gets the link that proves it. Nothing is sent again while the link is in the
    mailbox: the page says the same. `next_path` is where the person goes once it is done.
    """
    user = queries.user_by_email(email)
    if user is None or not user.is_active:
        address = queries.normalised_email(email)
        write_once("accounts/no_account", address, language, endpoint="accounts.sign_up")
    elif user.confirmed_at is None:
        send_confirmation(user, next_path=next_path)
    elif not tokens.are_enough(user, TokenPurpose.RESET):
        send_reset(user, next_path)


def reset_password(clear: str, password: str) -> User:
    """Use the link up: the password is new, and every session is over.

    Raises DomainError on `password` (the link stays good), Gone on a used or expired token.
    """
    token = queries.usable_token(clear, TokenPurpose.RESET)
    if token is None or token.user.confirmed_at is None:
        raise Gone(_("This link has been used already, or it is too old."))
    check_strength(password, token.user.email)
    user = tokens.redeem(clear, TokenPurpose.RESET)
    user.password_hash = hash_password(password)
    end_other_sessions(user, keep=None)
    record("user.password_reset", user, by=user)
    notify_password_changed(user)
    return user


def make_reset_link(user: User, *, by: Visitor) -> str:
    """The link with which they choose a password, for who hands it over; it is kept nowhere.

    Raises DomainError when a mail server is set: it would be sent to the person alone.
    """
    if settings().mail_server is not None:
        raise DomainError(_("A mail server is set: the person asks for a link on their own."))
    record("user.reset_link_made", user, by=by)
    return absolute_url("accounts.reset", token=tokens.issue(user, TokenPurpose.RESET))


def notify_failed_sign_ins(user: User) -> None:
    """Tell somebody that their account is being tried, once a day at most, and what to do."""
    write_message(
        to=user.email,
        template="accounts/failed_sign_ins",
        language=user.language,
        context={"user": user, "url": absolute_url("accounts.forgotten")},
        user_id=user.id,
        about=user,
        key=f"failed-sign-ins:{user.id}:{to_paris(now()).date()}",
    )


def send_reset(user: User, next_path: str = "") -> None:
    """Send the link with which they choose a password; `next_path` is where they go then."""
    clear = tokens.issue(user, TokenPurpose.RESET, next_path=next_path)
    write_message(
        to=user.email,
        template="accounts/reset",
        language=user.language,
        context={"user": user, "url": absolute_url("accounts.reset", token=clear)},
        user_id=user.id,
        about=user,
        secret=True,
    )
