"""Two at once never pass a bound: what an organisation may begin in a day, and its storage quota."""

import io
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications import services as applications
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError, TooMany
from callforprojects.files.models import File
from callforprojects.files.services import Upload
from callforprojects.juries import services as juries
from callforprojects.juries.models import Juror
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import (
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services import bounds
from callforprojects.questionnaires.queries import answers_of, whole_revision
from callforprojects.questionnaires.saving import PageInput
from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_body, make_member as make_writer
from tests.factories.files import PDF
from tests.factories.juries import make_judged_call, make_officer
from tests.factories.organisations import make_member, make_organisation
from tests.hostile.conftest import AtOnce
from tests.hostile.scenes import refusals

pytestmark = pytest.mark.usefixtures("app")


def number_of(table: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def one(table: Any, identifier: uuid.UUID, *options: Any) -> Any:
    """A row, loaded as its page loads it."""
    query = sa.select(table).where(table.id == identifier).options(*options)
    return db.session.scalars(query).one()


@pytest.fixture(autouse=True)
def _one_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "REGISTERED_A_DAY",
        "REQUESTS_A_DAY",
        "INVITATIONS_A_DAY",
        "INVITATIONS_OF_FUNDER",
    ):
        monkeypatch.setattr(bounds, name, 1)


def test_two_organisations_registered_by_one_person(at_once: AtOnce) -> None:
    user_id = make_user().id

    def register(by: User, name: str) -> None:
        details = organisations.OrganisationDetails(name=name)
        new = organisations.NewOrganisation(
            kind=OrganisationKind.PARTNER, details=details, territory_type="association"
        )
        organisations.create_organisation(new, by=by)

    outcomes = at_once(
        *((lambda name=name: (one(User, user_id), name), register) for name in ("One", "Two"))
    )

    assert refusals(outcomes) == [TooMany]
    assert (number_of(Organisation), number_of(Membership)) == (1, 1)


def test_two_requests_to_join_of_one_person(at_once: AtOnce) -> None:
    user_id = make_user(email="anne@many.example").id
    bodies = [make_organisation().id for _each in range(2)]

    def ask(body: Organisation, by: User) -> None:
        organisations.request_to_join(body, "", by=by)

    outcomes = at_once(
        *((lambda body=body: (one(Organisation, body), one(User, user_id)), ask) for body in bodies)
    )

    assert refusals(outcomes) == [TooMany]
    assert number_of(JoinRequest) == 1


def test_two_invitations_of_one_organisation(at_once: AtOnce) -> None:
    town = make_organisation()
    town_id, by_id = town.id, make_member(town, Role.ADMINISTRATOR).id

    def invite(body: Organisation, by: User, email: str) -> None:
        organisations.invite(body, organisations.Invitee(email=email, role=Role.EDITOR), by=by)

    outcomes = at_once(
        *(
            (lambda email=email: (one(Organisation, town_id), one(User, by_id), email), invite)
            for email in ("one@elsewhere.example", "two@elsewhere.example")
        )
    )

    assert refusals(outcomes) == [TooMany]
    assert number_of(Invitation) == 1


def test_the_juries_of_two_calls_of_one_funder(at_once: AtOnce) -> None:
    calls = [make_judged_call(), make_judged_call()]
    calls[1].funder_id = calls[0].funder_id
    by_id, identifiers = make_officer(calls[0]).id, [call.id for call in calls]

    def invite(call: Call, by: User) -> None:
        offer = juries.Offer(full_name="Paul", email="paul@elsewhere.example")
        juries.invite_juror(call, offer, by=by)

    outcomes = at_once(
        *(
            (lambda call=call: (one(Call, call, joinedload(Call.funder)), one(User, by_id)), invite)
            for call in identifiers
        )
    )

    assert refusals(outcomes) == [TooMany]
    assert number_of(Juror) == 1


def test_two_documents_of_two_drafts_for_which_one_place_is_left(
    at_once: AtOnce, with_settings: Any
) -> None:
    town = make_body()
    writer = make_writer(town)
    drafts = [make_application(organisation=town, by=writer).id for _call in range(2)]
    by_id = writer.id
    with_settings(organisation_quota_mb=len(PDF) * 1.5 / 1000**2)

    def read(draft: uuid.UUID) -> tuple[Any, ...]:
        return one(Application, draft, joinedload(Application.round).joinedload(Round.call)), one(
            User, by_id
        )

    def send(draft: Application, by: User) -> None:
        revision = whole_revision(answers_of(draft.answer_set_id).revision_id)
        (section,) = (
            section
            for section in revision.sections
            if any(question.key == "deliberation" for question in section.questions)
        )
        upload = Upload(io.BytesIO(PDF), "plan.pdf")
        given = PageInput(texts={}, files={"deliberation": upload})
        applications.save_section(draft, section, given, by=by)

    outcomes = at_once(*((lambda draft=draft: read(draft), send) for draft in drafts))

    assert refusals(outcomes) == [DomainError]
    assert number_of(File) == 1
