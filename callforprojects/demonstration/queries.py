"""What the pages of the demonstration show."""

from collections.abc import Sequence

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.demonstration.material import Persona, material_rows, note_of, personas


def persona_users() -> dict[str, User]:
    """The accounts of the personas, by e-mail address."""
    emails = [persona.email for persona in personas()]
    users = db.session.scalars(select(User).where(User.email.in_(emails)))
    return {user.email: user for user in users}


def playable() -> list[tuple[Persona, User]]:
    """The personas whose account is there."""
    users = persona_users()
    return [(persona, users[persona.email]) for persona in personas() if persona.email in users]


def demonstration_calls() -> Sequence[Call]:
    """The calls whose dates were moved: the page says what the real ones were.

    Calls that visitors have made are theirs: nothing is said of them.
    """
    notes = [note_of(row) for row in material_rows("calls")]
    return db.session.scalars(
        select(Call).join(Call.current_round).where(Call.note.in_(notes)).order_by(Round.closes_at)
    ).all()
