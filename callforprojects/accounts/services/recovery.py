"""Recovering access: a link by mail, then a new password."""

from callforprojects.accounts import queries
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.passwords import check_strength, hash_password
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.people import tell_password_changed
from callforprojects.accounts.services.sessions import end_other_sessions
from callforprojects.activity.services import record
from callforprojects.core.clock import now
from callforprojects.core.errors import Gone
from callforprojects.core.i18n import _
from callforprojects.core.links import absolute_url
from callforprojects.messages.services import write_message


def ask_reset(email: str, language: str) -> None:
    """Send a link to choose a new password; an address without an account is told so, by mail.

    `language` is the page's: the only one known when there is no account.
    """
    user = queries.user_by_email(email)
    if user is None or not user.is_active:
        _say_unknown(queries.normalised_email(email), language)
        return
    clear = tokens.issue(user, TokenPurpose.RESET)
    write_message(
        to=user.email,
        template="accounts/reset",
        language=user.language,
        context={"user": user, "url": absolute_url("accounts.reset", token=clear)},
        user_id=user.id,
        about=user,
        secret=True,
    )


def reset_password(clear: str, password: str) -> User:
    """Use the link up: the password is new, every session is over, the address is confirmed.

    Raises DomainError on `password` (the link stays good), Gone on a used or expired token.
    """
    token = queries.usable_token(clear, TokenPurpose.RESET)
    if token is None:
        raise Gone(_("This link has been used already, or it is too old."))
    check_strength(password, token.user.email)
    user = tokens.redeem(clear, TokenPurpose.RESET)
    tokens.cancel(user, TokenPurpose.CONFIRM)
    user.password_hash = hash_password(password)
    user.confirmed_at = user.confirmed_at or now()
    end_other_sessions(user, keep=None)
    record("user.password_reset", user, by=user)
    tell_password_changed(user)
    return user


def _say_unknown(email: str, language: str) -> None:
    write_message(
        to=email,
        template="accounts/no_account",
        language=language,
        context={"email": email, "url": absolute_url("accounts.sign_up")},
    )
