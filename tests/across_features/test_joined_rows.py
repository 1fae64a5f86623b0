"""Joining two accounts forgets no row: each column that names a person is moved, or said to stay.

A column that comes with a new table fails here until its feature has said what becomes of it: in
`named_in` or `move` of its `personal_data.py`, or below, with the reason why it stays.
"""

from datetime import date

import pytest
import sqlalchemy as sa

from callforprojects.accounts import services
from callforprojects.accounts.models import JoinedAccount, TokenPurpose, User, UserSession
from callforprojects.accounts.services import tokens
from callforprojects.activity.verification import verify
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.archives.models import Elimination
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Base, db
from callforprojects.core.web.unsent_forms import UnsentForm
from callforprojects.organisations.models import DelegatedAct, Delegation, Membership
from tests.access.world import build
from tests.factories.accounts import PASSWORD, join, make_user

pytestmark = pytest.mark.usefixtures("app")

FORMER = "joined_account.former_id"  # of who was joined: nobody before
STAYING = {
    "activity.actor_id": "it is sealed: the pages show whose name it is now",
    "user_session.user_id": "the session has ended",
    FORMER: "it says which account was joined",
}
# What says it without being a key of `user`: still there afterwards, and why.
SAID = {
    **STAYING,
    "user.id": "the row stays, for what is sealed",
    "user.email": "the address of a closed account is made of its identifier",
    "activity.subject_id": "what was done to the account itself; sealed",
    "activity.details": "which account was joined; sealed",
}
# Identifiers that are no key of another table, and what they name.
IDENTIFIERS = {
    "activity.subject_id": "what `subject_kind` says",
    "answer.question_stable_id": "a question",
    "condition_reference.owner_id": "a section, a question or a rule",
    "eliminated_file.application_id": "an application",
    "file.owner_id": "an organisation",
    "file.subject_id": "what `subject_kind` says: no person",
    "merged_organisation.former_id": "an organisation",
    "message.about_id": "what `about_kind` says: mails about an account go with it",
    "message_mention.thing_id": "what `kind` says: no person",
    "pending_removal.owner_id": "an organisation",
    "criterion.stable_id": "a criterion",
    "criterion_group.stable_id": "a group of criteria",
    "question.stable_id": "a question",
    "typed.user_id": "a person: moved",
}
TABLES = {table.name: table for table in Base.metadata.sorted_tables}


def naming() -> list[str]:
    """The columns that are keys of `user`."""
    return sorted(
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if any(key.column.table.name == "user" for key in column.foreign_keys)
    )


def column(name: str) -> sa.Column:
    table, _dot, key = name.partition(".")
    return TABLES[table].c[key]


def rows_of(name: str, person: User) -> int:
    of = column(name)
    counting = sa.select(sa.func.count()).select_from(of.table).where(of == person.id)
    return db.session.scalar(counting) or 0


@pytest.fixture
def gone():
    """Somebody named once in each column of a database that has rows in all of them."""
    world = build()
    call_id = world.subjects["announced call"]
    person = make_user(email="ada@other.example", password=PASSWORD, first_name="Other")
    absorbed = make_user()
    lifted = ConflictOfInterest(
        user_id=make_user().id,
        project_id=db.session.get_one(Application, world.subjects["filed"]).project_id,
        lifted_at=now(),
        lifted_by_id=person.id,
        source="declared",
    )
    visa = Elimination(
        call_id=call_id,
        visa_reference="V-1",
        visa_on=date(2026, 3, 12),
        visa_authority="The archives",
        recorded_at=now(),
        recorded_by_id=person.id,
    )
    db.session.add_all(
        [
            lifted,
            visa,
            JoinedAccount(former_id=absorbed.id, kept_id=person.id),
            Membership(
                organisation_id=world.subjects["other funder"], user_id=person.id, role="reader"
            ),
            Delegation(
                organisation_id=world.subjects["other funder"],
                user_id=person.id,
                name="Ada Other",
                acts=[DelegatedAct.FILING],
                starts_on=date(2026, 1, 1),
                reference="2026-1",
            ),
            UserSession(user_id=person.id, token_hash="x", expires_at=now()),
            UnsentForm(token_hash="y", address="/", user_id=person.id, fields=[], expires_at=now()),
        ]
    )
    services.choose_language(person, "en")
    services.change_password(person, PASSWORD, "quatre chevaux bleus", this_session=None)
    services.change_password(person, "quatre chevaux bleus", PASSWORD, this_session=None)
    tokens.issue(person, TokenPurpose.RESET)
    db.session.flush()
    for name in naming():
        if name != FORMER:
            name_in(name, person)
    db.session.commit()
    return person


def name_in(name: str, person: User) -> None:
    """Put a person in one row of a column, unless they are there. Raises when it has no row."""
    of = column(name)
    if rows_of(name, person):
        return
    some = db.session.scalar(
        sa.select(of.table.c.id).where(of.is_not(None)).order_by(of.table.c.id.desc()).limit(1)
    ) or db.session.scalar(sa.select(of.table.c.id).limit(1))
    assert some is not None, f"no row of {of.table.name} to name a person in: make one above"
    db.session.execute(sa.update(of.table).where(of.table.c.id == some).values({of: person.id}))


def joined(gone: User) -> User:
    kept = make_user(email="ada@town.example")
    assert [str(each.sentence) for each in services.joining_of(gone, kept).obstacles] == []
    join(gone, kept)
    return kept


def test_every_key_of_a_person_is_moved_or_said_to_stay(gone):
    assert [name for name in naming() if not rows_of(name, gone)] == [FORMER]

    kept = joined(gone)

    left = {name for name in naming() if rows_of(name, gone)}
    assert left == STAYING.keys()
    ended = {*STAYING, "account_token.user_id"}  # links that were sent go, as with the account
    moved = [name for name in naming() if name not in ended]
    assert [name for name in moved if not rows_of(name, kept)] == []


def test_no_row_says_the_identifier_besides(gone):
    """In any column, JSON and text too."""
    joined(gone)

    forms = {str(gone.id), gone.id.hex}
    found = set()
    for table in TABLES.values():
        for row in db.session.execute(sa.select(table)).mappings():
            said = {key for key, value in row.items() if any(f in str(value) for f in forms)}
            found |= {f"{table.name}.{key}" for key in said}
    assert found == SAID.keys()


def test_every_other_identifier_is_known_to_name_no_person():
    identifiers = {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if isinstance(column.type, sa.Uuid) and not column.primary_key and not column.foreign_keys
    }

    assert identifiers == IDENTIFIERS.keys()


def test_rows_do_not_look_as_if_they_had_been_changed(gone):
    def changed() -> dict:
        return {
            name: sorted(db.session.scalars(sa.select(column(f"{name}.updated_at"))).all())
            for name in ("submission", "application", "decision", "answer", "act", "review")
        }

    before = changed()

    joined(gone)

    assert changed() == before


def test_the_sealed_activity_holds(gone):
    before = verify()

    joined(gone)

    after = verify(before.last_hash)
    assert (before.touched, after.touched) == (None, None)
    assert after.count > before.count
