"""People for the tests."""

from itertools import count
from typing import Any

from callforprojects.accounts import services
from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.passwords import hash_password
from callforprojects.accounts.services import tokens
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db

PASSWORD = "quatre chevaux verts"
_numbers = count(1)


def make_user(*, confirmed: bool = True, password: str | None = None, **values: Any) -> User:
    """A person, confirmed; with a password only when one is given (`PASSWORD` is a good one)."""
    number = next(_numbers)
    user = User(
        **{
            "email": f"person-{number}@town.example",
            "first_name": "Camille",
            "last_name": f"Personne {number}",
            "language": "en",
            "password_hash": None if password is None else hash_password(password),
            "confirmed_at": now() if confirmed else None,
            **values,
        }
    )
    db.session.add(user)
    db.session.flush()
    return user


def join(gone: User, kept: User) -> None:
    """Join the first account, whose password is `PASSWORD`, to the second, as its person does."""
    clear = tokens.issue(kept, TokenPurpose.JOIN, email=gone.email)
    services.join_accounts(clear, PASSWORD, by=kept)
    db.session.commit()


def make_administrator(**values: Any) -> User:
    """Somebody who administers the whole site."""
    return make_user(is_administrator=True, **values)
