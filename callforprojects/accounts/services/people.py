"""People: creating an account, its profile, its password."""

import uuid
from dataclasses import dataclass

from callforprojects.accounts import queries
from callforprojects.accounts.models import User
from callforprojects.accounts.passwords import check_strength, hash_password, is_right
from callforprojects.accounts.services.sessions import end_other_sessions
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.names import check_person_name
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import LANGUAGES, _
from callforprojects.messages.services import write_message


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What makes an account. Without a password, the person asks for one by « forgotten »."""

    email: str
    first_name: str
    last_name: str
    password: str | None = None
    language: str = "fr"
    job_title: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDetails:
    """What people say of themselves. The address is not among it."""

    first_name: str
    last_name: str
    job_title: str
    phone: str
    language: str


_assign_profile = assigning(ProfileDetails, to=User)


def create_user(new: NewUser, *, by: Visitor | None = None) -> User:
    """Add a person whose address is known to be theirs.

    Raises DomainError on `email` when taken, on `password` when weak.
    """
    user = add_user(new)
    user.confirmed_at = now()
    record("user.created", user, by=by)
    return user


def lock_account(user_id: uuid.UUID) -> User:
    """Hold the account of whoever is given a seat: what closes it waits, and finds the seat.

    Raises ConflictError when it is closed.
    """
    user = db.session.get_one(User, user_id)
    lock(user)
    if user.closed_at is not None:
        raise ConflictError(_("This account is closed already."))
    return user


def create_administrator(new: NewUser) -> User:
    """Add a person who administers the whole site.

    Raises as `create_user` does, and on `first_name` or `last_name` when nobody is called so.
    """
    check_person_name(new.first_name, "first_name")
    check_person_name(new.last_name, "last_name")
    user = add_user(new)
    user.confirmed_at = now()
    user.is_administrator = True
    record("user.created", user, by=None, is_administrator=True)
    return user


def add_user(new: NewUser) -> User:
    """The row of a person, whose address remains to be confirmed. Raises as `create_user` does."""
    email = queries.normalised_email(new.email)
    if queries.user_by_email(email) is not None:
        raise DomainError(_("Somebody has an account with this e-mail address."), "email")
    if new.password is not None:
        check_strength(new.password, email)
    user = User(
        email=email,
        first_name=new.first_name,
        last_name=new.last_name,
        job_title=new.job_title,
        phone=new.phone,
        language=new.language,
        password_hash=None if new.password is None else hash_password(new.password),
    )
    db.session.add(user)
    db.session.flush()
    return user


def update_profile(user: User, details: ProfileDetails) -> None:
    """Keep what somebody says of themselves. Raises DomainError on `language`."""
    choose_language(user, details.language)
    _assign_profile(user, details)
    record("user.updated", user, by=user)


def choose_language(user: User, language: str) -> None:
    """Speak to somebody in this language from now on. Raises DomainError on an unknown one."""
    if language not in LANGUAGES:
        raise DomainError(_("Choose French or English."), "language")
    user.language = language


def change_password(
    user: User, present: str, wanted: str, *, this_session: uuid.UUID | None
) -> None:
    """Replace the password, sign out everywhere else, and tell the person.

    Raises DomainError on `present_password` when wrong, on `password` when weak.
    """
    if not is_right(present, user.password_hash):
        raise DomainError(_("This is not your current password."), "present_password")
    check_strength(wanted, user.email)
    user.password_hash = hash_password(wanted)
    end_other_sessions(user, keep=this_session)
    record("user.password_changed", user, by=user)
    notify_password_changed(user)


def notify_password_changed(user: User) -> None:
    """Whoever did not change it learns of it at once."""
    write_message(
        to=user.email,
        template="accounts/password_changed",
        language=user.language,
        context={"user": user},
        user_id=user.id,
        about=user,
    )
