"""How much whoever has just signed up may begin, and what is said past it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError, TooMany
from callforprojects.organisations import services
from callforprojects.organisations.models import (
    JoinRequest,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services import bounds
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import make_invitation, make_member, make_organisation

pytestmark = pytest.mark.usefixtures("app")


def register(by, number):
    details = services.OrganisationDetails(name=f"Association {number}")
    new = services.NewOrganisation(
        kind=OrganisationKind.PARTNER, details=details, territory_type="association"
    )
    return services.create_organisation(new, by=by)


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def invite(organisation, by, number):
    invitee = services.Invitee(email=f"person{number}@elsewhere.example", role=Role.READER)
    return services.invite(organisation, invitee, by=by)


def test_sixty_organisations_at_once_are_five():
    somebody = make_user()
    refused = []

    for number in range(60):
        try:
            register(somebody, number)
        except TooMany as error:
            refused.append(error)

    assert (count(Organisation), len(refused)) == (5, 55)
    assert 86_000 < refused[0].retry_after <= 86_401


def test_what_is_removed_at_once_counts_all_the_same(sent):
    somebody, administrator = make_user(), make_administrator()

    for number in range(5):
        services.remove_organisation(register(somebody, number), by=somebody)
    with pytest.raises(TooMany):
        register(somebody, 5)

    assert [mail.to_email for mail in sent()] == [administrator.email] * 5


def test_the_next_day_goes_on_until_enough_are_held():
    somebody = make_user()
    for day in range(3):
        with time_machine.travel(now() + timedelta(days=2 * day)):
            for number in range(5):
                if day < 2:
                    register(somebody, f"{day}-{number}")
                else:
                    with pytest.raises(DomainError) as refused:
                        register(somebody, f"{day}-{number}")

    assert not isinstance(refused.value, TooMany)
    assert count(Organisation) == bounds.ADMINISTERED


def test_the_administrators_of_the_site_register_for_others():
    administrator = make_administrator()

    for number in range(7):
        register(administrator, number)

    assert count(Organisation) == 7


def test_too_many_organisations_are_told_on_the_page(sign_in):
    somebody = make_user()
    for number in range(5):
        register(somebody, number)

    page = sign_in(somebody).get("/organisations/create-partner")
    answer = page.submit("Register", name="One more", territory_type="association")

    assert answer.status == 429
    assert int(answer.response.headers["Retry-After"]) > 86_000
    assert answer.errors[0] == "You have registered 5 organisations today."
    assert answer.errors[1].startswith("You can try again from ")
    assert answer.value("name") == "One more"


def test_an_organisation_writes_to_thirty_strangers_a_day_at_most(sent):
    lure = make_organisation()
    stranger = make_member(lure, Role.ADMINISTRATOR)
    invitations = [invite(lure, stranger, number) for number in range(29)]
    services.resend_member_invitation(invitations[0], by=stranger)

    with pytest.raises(TooMany):
        invite(lure, stranger, 30)
    with pytest.raises(TooMany):
        services.resend_member_invitation(invitations[1], by=stranger)

    assert len(sent()) == 30
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        invite(lure, stranger, 31)


def test_invitations_that_wait_are_bounded():
    lure = make_organisation()
    stranger = make_member(lure, Role.ADMINISTRATOR)
    for number in range(bounds.INVITATIONS_WAITING):
        make_invitation(lure, email=f"a{number}@elsewhere.example", invited_by=stranger)

    with pytest.raises(DomainError) as refused:
        invite(lure, stranger, 1)

    assert not isinstance(refused.value, TooMany)


def test_requests_to_join_are_bounded():
    somebody = make_user(email="anne@many.example")
    for number in range(12):
        organisation = make_organisation(name=f"Body {number}")
        if number < bounds.REQUESTS_A_DAY:
            services.request_to_join(organisation, "", by=somebody)
        else:
            with pytest.raises(TooMany):
                services.request_to_join(organisation, "", by=somebody)

    assert count(JoinRequest) == bounds.REQUESTS_A_DAY
