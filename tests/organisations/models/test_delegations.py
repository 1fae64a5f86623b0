"""Signatures delegated: for what, from when to when, and what becomes of them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from callforprojects.accounts.services import close_account, joining_of
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations import services
from callforprojects.organisations.export import records
from callforprojects.organisations.models import DelegatedAct, Delegation
from callforprojects.organisations.personal_data import PERSONAL_DATA
from tests.factories.accounts import PASSWORD, join, make_administrator, make_user
from tests.factories.organisations import make_delegation, make_organisation

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def organisation(app):
    with in_language("en"):
        yield make_organisation(name="Bourg")


@pytest.mark.unit
@pytest.mark.parametrize(
    ("ends_on", "on", "is_covered"),
    [
        (LAST, date(2026, 2, 28), False),
        (LAST, FIRST, True),
        (LAST, LAST, True),
        (LAST, date(2026, 4, 1), False),
        (FIRST, FIRST, True),
        (None, date(2040, 1, 1), True),
    ],
)
def test_a_delegation_holds_on_each_of_its_days_and_for_its_acts(ends_on, on, is_covered):
    delegation = Delegation(acts=["filing"], starts_on=FIRST, ends_on=ends_on)

    assert delegation.covers(DelegatedAct.FILING, on) is is_covered
    assert not delegation.covers(DelegatedAct.DECISIONS, on)


@pytest.mark.unit
def test_what_it_covers_is_in_one_order():
    delegation = Delegation(acts=["decisions", "filing", "of another time"])

    assert delegation.delegated_acts == [DelegatedAct.FILING, DelegatedAct.DECISIONS]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"starts_on": LAST, "ends_on": FIRST}, "ends_after_it_begins"),
        ({"name": ""}, "names_somebody_by_an_act"),
        ({"reference": ""}, "names_somebody_by_an_act"),
    ],
)
def test_it_ends_after_it_begins_and_names_somebody_by_an_act(organisation, values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_delegation(organisation, **values)


def test_it_follows_an_organisation_that_is_merged(organisation):
    delegation, kept = make_delegation(organisation), make_organisation()
    moving = services.moving_into(organisation, kept)

    services.merge_organisations(organisation, kept, by=make_administrator())
    db.session.refresh(delegation)

    assert [str(each) for each in moving] == ["1 delegation of signature."]
    assert delegation.organisation_id == kept.id


def test_it_goes_with_an_organisation_registered_by_mistake(organisation):
    make_delegation(organisation)
    going = [str(each) for each in services.going_with(organisation)]

    services.remove_organisation(organisation, by=make_administrator())

    assert going == ["1 delegation of signature."]
    assert db.session.scalars(select(Delegation)).all() == []


def test_who_closes_their_account_is_told_that_the_act_still_names_them(organisation):
    person = make_user()
    delegation = make_delegation(organisation, user_id=person.id)
    staying = [str(each) for each in PERSONAL_DATA.staying(person)]

    close_account(person, by=person)
    db.session.refresh(delegation)

    assert staying == ["Your name and your function in the delegations of signature of Bourg."]
    assert delegation.name == "Anne Le Goff"


def test_it_is_of_the_account_that_is_kept(organisation):
    gone, kept = make_user(password=PASSWORD), make_user()
    delegation = make_delegation(organisation, user_id=gone.id)
    moving = [str(each) for each in joining_of(gone, kept).moving]

    join(gone, kept)
    db.session.refresh(delegation)

    assert "1 delegation of signature." in moving
    assert delegation.user_id == kept.id


def test_an_export_says_what_one_may_sign(organisation):
    person = make_user()
    make_delegation(organisation, user_id=person.id, acts=["filing", "decisions"])
    make_delegation(organisation)

    (group,) = (each for each in records(person) if each.key == "delegations")
    (row,) = group.rows()

    assert [column.value(row) for column in group.columns] == [
        "Bourg",
        "Anne Le Goff",
        "Directrice générale des services",
        "Filing applications; Decisions on applications",
        date(2026, 1, 1),
        None,
        "Arrêté n° 2026-001 du 2 janvier 2026",
    ]
