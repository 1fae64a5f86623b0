"""Changing one's address: the new one is proved by a link, the former one can stop it.

Whoever asks learns nothing of other accounts: an address that has one already is told so by mail.
"""

from callforprojects.accounts import queries
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.personal_data import personal_data_parts
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.recovery import send_reset
from callforprojects.accounts.services.registration import remove_unconfirmed, write_once
from callforprojects.accounts.services.sessions import end_other_sessions
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock
from callforprojects.core.text.errors import ConflictError, DomainError, Gone
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message


def ask_address(user: User, email: str, present_password: str) -> None:
    """Ask for another address: a link goes to it, and word of it to the present one.

    Raises DomainError on `present_password` when wrong, on `email` when it is theirs already;
    TooMany when they have asked enough within the hour.
    """
    if not is_right(present_password, user.password_hash):
        raise DomainError(_("This is not your current password."), "present_password")
    email = queries.normalised_email(email)
    if email == user.email:
        raise DomainError(_("This is your address already."), "email")
    tokens.refuse_too_many(user, TokenPurpose.STOP_ADDRESS)
    tokens.cancel(user, TokenPurpose.CHANGE_ADDRESS)
    owner = queries.proved_owner(email)
    if owner is None:
        _send_link(user, email)
    else:
        write_once(
            "accounts/address_taken",
            owner.email,
            owner.language,
            endpoint="accounts.join",
            user=owner,
        )
    _notify_former(user, user.email, "accounts/address_asked")
    record("user.address_asked", user, by=user)


def confirm_address(clear: str, *, by: User) -> None:
    """Give their account the address to which the link went; sessions and invitations follow.

    Raises Gone when the link is used, too old, or another person's; ConflictError when somebody
    has opened an account with this address meanwhile.
    """
    token = queries.usable_token(clear, TokenPurpose.CHANGE_ADDRESS)
    if token is None or token.user_id != by.id:
        raise Gone(_("This link has been used already, or it is too old."))
    email = token.email
    user = tokens.redeem(clear, TokenPurpose.CHANGE_ADDRESS)
    _give_address(user, email)
    record("user.address_changed", user, by=user)


def stop_address(clear: str) -> User:
    """Keep, or give back, the former address: whoever asked knows the password, so it ends too.

    A link to choose another one goes to that address. Raises Gone when the link is used or too
    old, ConflictError when the former address has another account now.
    """
    token = queries.usable_token(clear, TokenPurpose.STOP_ADDRESS)
    if token is None:
        raise Gone(_("This link has been used already, or it is too old."))
    email = token.email
    user = tokens.redeem(clear, TokenPurpose.STOP_ADDRESS)
    tokens.cancel(user, TokenPurpose.CHANGE_ADDRESS)
    tokens.cancel(user, TokenPurpose.RESET)
    if user.email != email:
        _give_address(user, email, is_notified=False)
    user.password_hash = None
    end_other_sessions(user, keep=None)
    record("user.address_stopped", user, by=user)
    send_reset(user)
    return user


def _give_address(user: User, email: str, *, is_notified: bool = True) -> None:
    lock(user)
    other = queries.user_by_email(email)
    if other is not None and other.confirmed_at is not None:
        raise ConflictError(_("Somebody has since opened an account with this address."))
    if other is not None:
        remove_unconfirmed([other])
    former, user.email = user.email, email
    db.session.flush()
    tokens.cancel(user, TokenPurpose.RESET)  # a link in the former mailbox
    for part in personal_data_parts():
        part.follow_address(user, former)
    if is_notified:
        _notify_former(user, former, "accounts/address_changed")


def _send_link(user: User, email: str) -> None:
    """Nobody has proved this address yet: nothing in the mail was chosen by whoever asks."""
    clear = tokens.issue(user, TokenPurpose.CHANGE_ADDRESS, email=email)
    write_message(
        to=email,
        template="accounts/address_link",
        language=user.language,
        context={"url": absolute_url("accounts.confirm_address", token=clear)},
        user_id=user.id,
        about=user,
        secret=True,
    )


def _notify_former(user: User, former: str, template: str) -> None:
    clear = tokens.issue(user, TokenPurpose.STOP_ADDRESS, email=former)
    write_message(
        to=former,
        template=template,
        language=user.language,
        context={"user": user, "url": absolute_url("accounts.stop_address", token=clear)},
        user_id=user.id,
        about=user,
        secret=True,
    )
