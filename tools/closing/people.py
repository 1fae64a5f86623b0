"""The call that closes, and those who apply at the last minute, written in an empty database."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask

from callforprojects.accounts.services import open_session
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.factories import applications as made

LAST_ANSWERS = ("context", "objectives", "governance")  # written in the last minute
EMAIL = "rush-{}@town.example"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody signed in, whose draft is complete but for the answers of the last minute."""

    number: int
    application_id: str
    cookie: str

    @property
    def address(self) -> str:
        """Each their own, so that the limits by address do not mix them."""
        return (
            f"127.{16 + self.number // 60_000}.{self.number // 250 % 240}.{self.number % 250 + 1}"
        )


def prepare(app: Flask, count: int) -> tuple[uuid.UUID, list[Applicant]]:
    """An open call, and `count` towns that apply to it."""
    call = made.make_open_call()
    call_id = call.id
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    applicants = []
    for number in range(count):
        town = made.make_body()
        user = made.make_member(town, Role.ADMINISTRATOR, email=EMAIL.format(number))
        draft = made.make_application(call=call, organisation=town, by=user)
        given = {key: text for key, text in made.ANSWERS.items() if key not in LAST_ANSWERS}
        made.fill(draft, given, by=user)
        _row, key = open_session(user, "")
        db.session.commit()
        cookie = signer.dumps({"_user_id": key, "_fresh": True, "_person": str(user.id)})
        applicants.append(Applicant(number, str(draft.id), f"session={cookie}"))
        db.session.commit()
        db.session.remove()
        call = db.session.get_one(Call, call_id)
    return call_id, applicants


def close_at(call_id: uuid.UUID, instant: float) -> None:
    """The call closes at that instant (seconds since 1970)."""
    db.session.get_one(Call, call_id).current_round.closes_at = datetime.fromtimestamp(instant, UTC)
    db.session.commit()
    db.session.remove()
