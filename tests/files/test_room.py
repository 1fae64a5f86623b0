"""The room that an organisation has for its documents."""

import io

import pytest

from callforprojects.core.database import db
from callforprojects.core.errors import DomainError
from callforprojects.core.i18n import in_language
from callforprojects.files.queries import size_of_all
from callforprojects.files.services import Room, Upload, forget_file, store_file
from callforprojects.organisations.queries import room_of
from tests.factories import files
from tests.factories.organisations import make_organisation


def put(author, room):
    return store_file(
        Upload(io.BytesIO(files.PDF), "budget.pdf"), subject=author, by=author, room=room
    )


def test_what_does_not_fit_is_refused_with_what_is_left(author, stored):
    organisation = make_organisation()
    room = Room(organisation.id, 2 * len(files.PDF) + 5)
    put(author, room)
    second = put(author, room)

    with in_language("en"), pytest.raises(DomainError) as refused:
        put(author, room)
    with in_language("en"):
        message = str(refused.value.message)
    assert message.startswith(
        f"The file “budget.pdf” takes {len(files.PDF)}\u00a0bytes, and your organisation has "
        "5\u00a0bytes left of "
    )
    assert size_of_all(organisation.id) == 2 * len(files.PDF)
    forget_file(second)
    put(author, room)


def test_each_organisation_has_its_own_room(author, stored):
    one, other = make_organisation(), make_organisation()
    put(author, Room(one.id, len(files.PDF)))

    assert put(author, Room(other.id, len(files.PDF))).owner_id == other.id


def test_the_setting_gives_the_room_and_an_administrator_another(with_settings):
    organisation = make_organisation()
    with_settings(organisation_room_mb=3)
    assert room_of(organisation).limit == 3_000_000

    organisation.room_mb = 7
    db.session.flush()

    assert room_of(organisation).limit == 7_000_000
