"""Who may do what with an application in life: the seats that the database gives, what they open."""

from typing import TYPE_CHECKING

import pytest

from callforprojects.applications import permissions
from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.applications.queries import application_to_submit, owner_of_documents
from callforprojects.applications.services import withdraw_application
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.files.permissions import read_documents
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.factories.calls import make_call, make_officer
from tests.factories.organisations import make_member as seat

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("in_english")

RULES = ("follow", "edit", "submit", "read", "withdraw")
WRITE, READ, NOTHING = "write", "read", ""
TABLE = [
    # who, draft, filed, withdrawn
    ("guest", "", "", ""),
    ("stranger", "", "", ""),
    ("site administrator", "", "", ""),
    ("reader of the organisation", "follow read", "follow read", "follow read"),
    ("editor of the organisation", "follow edit submit read", "follow edit submit read withdraw",
     "follow edit submit read"),
    ("administrator of the organisation", "follow edit submit read",
     "follow edit submit read withdraw", "follow edit submit read"),
    ("editor of another organisation", "", "", ""),
    ("reader of the funder", "", "read", "read"),
    ("editor of the funder", "", "read", "read"),
]  # fmt: skip


def person(who: str, application: Application) -> Visitor:
    organisation, funder = application.organisation, application.call.funder
    makers: dict[str, Callable[[], Visitor]] = {
        "guest": Guest,
        "stranger": make_user,
        "site administrator": make_administrator,
        "reader of the organisation": lambda: make_member(organisation, Role.READER),
        "editor of the organisation": lambda: make_member(organisation, Role.EDITOR),
        "administrator of the organisation": lambda: make_member(organisation, Role.ADMINISTRATOR),
        "editor of another organisation": lambda: make_member(make_body()),
        "reader of the funder": lambda: make_officer(funder, Role.READER),
        "editor of the funder": lambda: make_officer(funder, Role.EDITOR),
    }
    return makers[who]()


@pytest.mark.parametrize(("who", "draft", "filed", "withdrawn"), TABLE)
def test_who_may_do_what(who, draft, filed, withdrawn):
    drafted, submitted = make_application(), make_application(submitted=True)
    taken_back = make_application(submitted=True)
    drafted, submitted = map(application_to_submit, (drafted.id, submitted.id))
    withdraw_application(taken_back, "Other funding.", by=make_user())

    for application, allowed in ((drafted, draft), (submitted, filed), (taken_back, withdrawn)):
        visitor = person(who, application)
        answers = {
            name for name in RULES if getattr(permissions, f"{name}_application")(visitor, application)
        }  # fmt: skip
        assert answers == set(allowed.split()), application.status
        assert read_documents(visitor, application) is ("read" in answers)
        assert owner_of_documents(application.id) is application


def test_a_published_call_can_be_answered_by_whoever_has_signed_in():
    call = make_open_call()

    assert permissions.start_application(make_user(), call)
    assert not permissions.start_application(Guest(), call)
    assert not permissions.start_application(make_user(), make_call("draft"))


def test_an_agent_who_stepped_back_reads_the_file_no_more():
    application = make_application(submitted=True)
    agent = make_officer(application.call.funder)
    agent.__dict__["_seats_held"] = {ConflictOfInterest: {application.id: str(application.call_id)}}

    assert not permissions.read_application(agent, application)
    assert permissions.list_applications(agent, application.call)
    assert application.status is ApplicationStatus.SUBMITTED


def test_documents_of_nothing_are_read_by_nobody():
    assert owner_of_documents(make_user().id) is None


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_of_the_platform_reads_by_their_seat_only(role):
    application = application_to_submit(make_application(submitted=True).id)
    helper = make_administrator()
    before = permissions.read_application(helper, application)

    seat(application.call.funder, role, user=helper)
    helper.forget_seats()

    assert (before, permissions.read_application(helper, application)) == (False, True)
