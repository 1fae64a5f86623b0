"""Reading the chain again: it tells the first place where somebody touched it.

Each manipulation is made behind the back of the program, by whoever writes in the database without
the key, and hashes like the program otherwise.
"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from callforprojects.activity.chain import head_signature, row_hash
from callforprojects.activity.models import FIRST_LINK
from callforprojects.activity.services import record
from callforprojects.activity.verification import verify
from callforprojects.cli import cli
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.outside.settings import settings
from tests.activity.scenes import HEAD, ROWS, sealed_rows, touched
from tests.factories.accounts import make_user
from tests.factories.activity import make_activity

pytestmark = pytest.mark.usefixtures("app")

GUESSED = "a key that is not the right one"


@pytest.fixture
def five_sealed():
    for number in range(5):
        make_activity(details={"number": number, "title": "Été « vert »"})
    db.session.commit()
    return sealed_rows()


def touch(*statements):
    """Write behind the back of the program."""
    db.session.rollback()
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def rehash(key, *, keyed_from=1):
    """Make a chain that holds, from the first row to the head, with such a key or with none."""
    rows = sealed_rows()
    db.session.rollback()
    previous = FIRST_LINK
    with db.engine.begin() as connection:
        for number, row in enumerate(rows, start=1):
            own = row_hash(row, previous, key=key)
            values = {"sequence": number, "previous_hash": previous, "hash": own}
            connection.execute(sa.update(ROWS).where(ROWS.c.id == row.id).values(**values))
            previous = own
        end = {"sequence": len(rows), "hash": previous, "keyed_from": keyed_from}
        connection.execute(sa.update(HEAD).values(**end))
        written = connection.execute(sa.select(HEAD)).one()
        signature = head_signature(written, key=key or GUESSED)
        connection.execute(sa.update(HEAD).values(signature=signature))


def test_an_untouched_chain_holds(five_sealed):
    found = verify()

    assert (found.count, found.last_hash, found.touched) == (5, five_sealed[-1].hash, None)


def test_an_empty_chain_holds():
    assert (verify().count, verify().last_hash, verify().touched) == (0, FIRST_LINK, None)


@pytest.mark.parametrize(
    "values",
    [
        {"verb": "call.cancelled"},
        {"details": {"number": 99}},
        {"subject_id": uuid7()},
        {"subject_kind": "jury"},
        {"at": now() - timedelta(days=400)},
        {"created_at": now() - timedelta(days=400)},
        {"hash": "f" * 64},
        {"previous_hash": None},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_row_is_found(five_sealed, values):
    touch(sa.update(ROWS).where(ROWS.c.sequence == 3).values(**values))

    place = touched()
    assert (verify().count, place.sequence) == (2, 3)
    assert place.row_id == five_sealed[2].id
    assert "3" in str(place.sentence)


def test_a_row_given_to_somebody_else_is_found(five_sealed):
    somebody = make_user().id
    db.session.commit()
    touch(sa.update(ROWS).where(ROWS.c.sequence == 3).values(actor_id=somebody))

    assert touched().sequence == 3


def test_a_removed_row_is_found(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence == 2))

    assert (touched().sequence, touched().row_id) == (2, None)


def test_a_row_taken_out_of_the_chain_is_found(five_sealed):
    touch(sa.update(ROWS).where(ROWS.c.sequence == 5).values(sequence=None, hash=None))
    touch(sa.update(HEAD).values(sequence=4, hash=five_sealed[3].hash))

    assert touched().sequence == 5


def test_a_removed_row_is_found_even_when_the_others_close_ranks(five_sealed):
    touch(
        sa.delete(ROWS).where(ROWS.c.sequence == 2),
        *(sa.update(ROWS).where(ROWS.c.sequence == n).values(sequence=n - 1) for n in (3, 4, 5)),
    )

    assert (touched().sequence, touched().row_id) == (2, five_sealed[2].id)


def forged_third(five_sealed):
    """A row in the third place, the others moved: its values, and the statements."""
    forged = five_sealed[2]._asdict() | {"id": uuid7(), "verb": "call.cancelled", "sequence": 3}
    moves = [sa.update(ROWS).where(ROWS.c.sequence == n).values(sequence=n + 1) for n in (5, 4, 3)]
    return forged, [*moves, sa.insert(ROWS).values(**forged)]


def test_an_inserted_row_is_found(five_sealed):
    forged, statements = forged_third(five_sealed)
    touch(*statements)

    assert (touched().sequence, touched().row_id) == (3, forged["id"])


def test_an_inserted_row_that_carries_a_hash_without_the_key_is_found(five_sealed):
    forged, statements = forged_third(five_sealed)
    touch(*statements)
    row = db.session.execute(sa.select(ROWS).where(ROWS.c.id == forged["id"])).one()
    own = row_hash(row, five_sealed[1].hash, key=GUESSED)
    touch(sa.update(ROWS).where(ROWS.c.id == row.id).values(hash=own))

    assert (touched().sequence, touched().row_id) == (3, forged["id"])


def test_rows_that_changed_places_are_found(five_sealed):
    by_id = {n: ROWS.c.id == five_sealed[n - 1].id for n in (3, 4)}
    touch(
        sa.update(ROWS).where(by_id[3]).values(sequence=99),
        sa.update(ROWS).where(by_id[4]).values(sequence=3),
        sa.update(ROWS).where(by_id[3]).values(sequence=4),
    )

    assert (touched().sequence, touched().row_id) == (3, five_sealed[3].id)


def test_rows_removed_from_the_end_are_missed(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence >= 4))

    assert (verify().count, touched().sequence) == (3, 4)


def test_rows_removed_from_the_end_are_missed_after_new_ones_too(five_sealed):
    touch(sa.delete(ROWS).where(ROWS.c.sequence == 5))
    make_activity()
    db.session.commit()

    assert touched().sequence == 5


@pytest.mark.parametrize("then_goes_on", [False, True])
def test_a_head_rewritten_over_a_shorter_chain_is_found(five_sealed, then_goes_on):
    """The rows left hold, and the end says that they are all: only its signature does not."""
    touch(
        sa.delete(ROWS).where(ROWS.c.sequence >= 4),
        sa.update(HEAD).values(sequence=3, hash=five_sealed[2].hash),
    )
    if then_goes_on:
        make_activity()
        db.session.commit()

    assert "réécrite" in str(touched().sentence)


@pytest.mark.parametrize("then_goes_on", [False, True])
def test_a_head_that_is_gone_is_found(five_sealed, then_goes_on):
    touch(sa.delete(HEAD))
    if then_goes_on:
        make_activity()
        db.session.commit()

    said = str(touched().sentence)
    assert ("réécrite" if then_goes_on else "supprimée") in said


@pytest.mark.parametrize(("key", "keyed_from"), [(GUESSED, 1), (None, 99), (None, None)])
def test_a_chain_made_again_without_the_key_is_found(five_sealed, key, keyed_from):
    """Every hash holds with the next: plain ones need no key, so the head must say from where."""
    touch(sa.update(ROWS).where(ROWS.c.sequence == 2).values(verb="call.cancelled"))
    rehash(key, keyed_from=keyed_from)

    assert verify().touched is not None


@pytest.mark.parametrize("then_goes_on", [False, True])
def test_an_upgrade_puts_no_rewritten_journal_under_the_key(five_sealed, then_goes_on):
    """Plain hashes need no key: they must not pass for those of a former release."""
    touch(sa.update(ROWS).where(ROWS.c.sequence == 2).values(verb="call.cancelled"))
    rehash(None, keyed_from=None)
    touch(sa.update(HEAD).values(signature=None))

    assert CliRunner().invoke(cli, ["db", "upgrade"]).exit_code == 0
    if then_goes_on:
        make_activity()
        db.session.commit()

    assert "réécrit" in str(touched().sentence)


AS_AT_THE_BEGINNING = {"sequence": 0, "hash": FIRST_LINK, "keyed_from": 1, "signature": None}


@pytest.mark.parametrize("then_goes_on", [False, True])
@pytest.mark.parametrize(
    "end",
    [sa.delete(HEAD), sa.update(HEAD).values(**AS_AT_THE_BEGINNING), None],
    ids=["no head", "a new head", "the former head"],
)
def test_an_emptied_journal_is_found(five_sealed, end, then_goes_on):
    make_user()
    db.session.commit()
    touch(sa.delete(ROWS), *([] if end is None else [end]))
    if then_goes_on:
        make_activity()
        db.session.commit()

    assert verify().touched is not None


def test_a_journal_begins_with_the_first_account(app):
    record("user.created", make_user(), by=None)
    db.session.commit()

    assert (verify().count, verify().touched) == (1, None)


def test_a_row_added_without_the_program_is_found_and_never_sealed(five_sealed):
    unsealed = five_sealed[0]._asdict() | {"id": uuid7(), "sequence": None, "hash": None}
    touch(sa.insert(ROWS).values(**unsealed))
    make_activity()
    db.session.commit()

    assert "non scellée" in str(touched().sentence)


def test_a_hash_noted_elsewhere_must_still_be_there(five_sealed):
    noted = five_sealed[2].hash

    assert verify(noted).touched is None
    assert verify(FIRST_LINK).touched is None
    assert "attendue" in str(touched("f" * 64).sentence)


def test_a_hash_noted_elsewhere_is_missed_in_a_database_that_begins_again():
    assert "attendue" in str(touched("f" * 64).sentence)


def test_only_a_hash_noted_elsewhere_tells_on_who_holds_the_key_too(five_sealed):
    noted = five_sealed[4].hash
    touch(sa.update(ROWS).where(ROWS.c.sequence == 2).values(verb="call.cancelled"))
    rehash(settings().activity_key)

    assert verify().touched is None
    assert verify(noted).touched is not None
