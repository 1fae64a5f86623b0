"""The one rule of who reads a file: asked of one file and of a query, it answers alike."""

from collections.abc import Collection, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.applications.permissions import FUNDERS
from callforprojects.applications.queries import files_open_to
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.visibility import may_read
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.organisations.models import Organisation, Role
from tests.access import world as worlds
from tests.access.world import (
    APPLICANT,
    GUEST,
    JUROR,
    OFFICER,
    OTHER_APPLICANT,
    OTHER_JUROR,
    OTHER_OFFICER,
    ROLES,
    World,
)
from tests.databases import empty_tables
from tests.factories.juries import make_conflict
from tests.factories.organisations import make_member

BOTH = "who pays and applies"
WITHDRAWN = "who has stepped back"
PEOPLE = (*ROLES, BOTH, WITHDRAWN)
FILES = {"draft", "filed", "filed by another", "decided"}
CONDITIONS = ("owners of applications", "readers of applications", "readers of juries")


@pytest.fixture(scope="module")
def world(application: Flask) -> Iterator[World]:
    """The world of the table, with somebody of both sides, and an officer who has stepped back."""
    with application.app_context():
        built = worlds.build()
        funder = db.session.get_one(Organisation, built.subjects["funder"])
        built.people[BOTH] = make_member(funder, Role.READER)
        make_member(
            db.session.get_one(Organisation, built.subjects["town"]), user=built.people[BOTH]
        )
        built.people[WITHDRAWN] = make_member(funder, Role.EDITOR)
        filed = db.session.get_one(Application, built.subjects["filed"])
        for who in (BOTH, WITHDRAWN):
            make_conflict(built.people[who], filed)
        db.session.commit()
        identifiers = {who: person.id for who, person in built.people.items()}
        built.subjects |= identifiers
        db.session.remove()
        yield built
        db.session.remove()
        empty_tables()


def visitor(world: World, who: str) -> Visitor:
    return Guest() if who == GUEST else db.session.get_one(User, world.subjects[who])


def files() -> list[Application]:
    loaded = joinedload(Application.round).joinedload(Round.call)
    return list(db.session.scalars(sa.select(Application).options(loaded)))


def names(world: World, found: Collection[object]) -> set[str]:
    return {name for name, identifier in world.subjects.items() if identifier in found}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_query_gives_the_files_of_which_the_condition_holds(world, who, condition) -> None:
    people, _of, feature = condition.split()
    declared = {each.name: each for each in features()}[feature]
    asked = getattr(declared.visibility_rules[Application], people)
    person = visitor(world, who)

    of_rows = db.session.scalars(sa.select(Application.id).where(asked.of_rows(person)))

    assert set(of_rows) == {file.id for file in files() if asked.holds(person, file)}


@pytest.mark.parametrize("who", PEOPLE)
def test_what_a_query_knows_already_changes_nothing(world, who) -> None:
    person = visitor(world, who)
    for round_id in db.session.scalars(sa.select(Round.id)):
        of_round = [file for file in files() if file.round_id == round_id]
        for status in (None, *ApplicationStatus):
            query = sa.select(Application.id).where(*files_open_to(person, round_id, status))

            assert set(db.session.scalars(query)) == {
                file.id
                for file in of_round
                if FUNDERS.holds(person, file) and status in {None, file.status}
            }


def test_the_tables_of_the_condition_may_be_those_of_the_query(world) -> None:
    """No subquery takes the call of the query around for its own."""
    query = sa.select(Application.id).join(Application.round).join(Round.call)
    of_call = query.where(Call.id == world.subjects["closed call"])

    read = db.session.scalars(of_call.where(FUNDERS.of_rows(visitor(world, OFFICER))))
    of_others = db.session.scalars(of_call.where(FUNDERS.of_rows(visitor(world, OTHER_OFFICER))))

    assert names(world, set(read)) == {"filed", "filed by another"}
    assert list(of_others) == []


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (GUEST, set()),
        (OTHER_JUROR, set()),
        (JUROR, {"filed"}),
        (APPLICANT, {"draft", "filed", "decided"}),
        (OTHER_APPLICANT, {"filed by another"}),
        (OFFICER, {"filed", "filed by another", "decided"}),
        (WITHDRAWN, {"filed by another", "decided"}),
        (BOTH, {"draft", "filed", "filed by another", "decided"}),
    ],
)
def test_who_reads_which_file(world, who, expected) -> None:
    person = visitor(world, who)

    read = {file.id for file in files() if may_read(person, file)}

    assert names(world, read) & FILES == expected


def test_who_pays_and_applies_does_not_read_for_the_funder_what_they_stepped_back_from(
    world,
) -> None:
    person = visitor(world, BOTH)
    file = next(each for each in files() if each.id == world.subjects["filed"])

    assert may_read(person, file)
    assert not FUNDERS.holds(person, file)
