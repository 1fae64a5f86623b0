"""Signing up: the same answer whoever asks, and a mail that says the rest to the right person."""

from callforprojects.accounts import queries
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.passwords import check_strength, hash_password
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.people import NewUser, add_user
from callforprojects.activity.services import record
from callforprojects.core.clock import now
from callforprojects.core.links import absolute_url
from callforprojects.messages.services import write_message


def sign_up(new: NewUser, *, next_path: str = "") -> None:
    """Ask for an account; the mail sent depends on who has the address, the answer does not.

    A second request for an address still unconfirmed does not touch the account: the first one may
    have been made by somebody else. Its mail lets the owner of the address choose a password.
    `next_path` is where the person goes once confirmed. Raises DomainError on `password`.
    """
    password = new.password or ""
    check_strength(password, queries.normalised_email(new.email))
    user = queries.user_by_email(new.email)
    if user is None:
        user = add_user(new)
        record("user.signed_up", user, by=user)
        _welcome(user, next_path)
        return
    hash_password(password)  # as long as for a new account
    if user.confirmed_at is None and user.is_active:
        _let_choose_password(user)
    else:
        _say_known(user)


def confirm(clear: str) -> User:
    """Take the address as confirmed by its owner. Raises Gone on a used or expired token."""
    user = tokens.redeem(clear, TokenPurpose.CONFIRM)
    user.confirmed_at = user.confirmed_at or now()
    record("user.confirmed", user, by=user)
    return user


def _welcome(user: User, next_path: str) -> None:
    clear = tokens.issue(user, TokenPurpose.CONFIRM)
    url = absolute_url("accounts.confirm", token=clear, next=next_path or None)
    _write(user, "confirm", url)


def _let_choose_password(user: User) -> None:
    tokens.cancel(user, TokenPurpose.CONFIRM)
    clear = tokens.issue(user, TokenPurpose.RESET)
    _write(user, "choose_password", absolute_url("accounts.reset", token=clear))


def _say_known(user: User) -> None:
    _write(user, "already_registered", absolute_url("accounts.forgotten"))


def _write(user: User, name: str, url: str) -> None:
    write_message(
        to=user.email,
        template=f"accounts/{name}",
        language=user.language,
        context={"user": user, "url": url},
        user_id=user.id,
        about=user,
        secret=True,
    )
