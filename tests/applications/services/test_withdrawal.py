"""Withdrawing an application: the reason, who is told, until when."""

import pytest

from callforprojects.applications import services
from callforprojects.applications.models import ApplicationStatus
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from tests.factories.applications import ANSWERS, make_application, make_body, make_member

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


def test_withdrawing_keeps_the_reason_and_tells_both(member, organisation, sent):
    application = make_application(organisation=organisation, by=member, submitted=True)

    services.withdraw_application(application, " Other funding. ", by=member)
    db.session.flush()

    assert application.status is ApplicationStatus.WITHDRAWN
    assert application.withdrawal_reason == "Other funding."
    told = [m for m in sent() if m.template == "applications/withdrawn"]
    assert {m.to_email for m in told} == {member.email, application.call.contact_email}
    assert all("Other funding." in m.text for m in told)


def test_withdrawing_needs_a_reason_and_a_filed_application(organisation, member):
    draft = make_application(organisation=organisation, by=member, answers=ANSWERS)

    with pytest.raises(DomainError) as refusal:
        services.withdraw_application(draft, "  ", by=member)
    assert refusal.value.field == "reason"

    with pytest.raises(ConflictError):
        services.withdraw_application(draft, "Because.", by=member)


def test_nothing_is_withdrawn_after_the_announcement(member, organisation):
    application = make_application(organisation=organisation, by=member, submitted=True)
    application.call.current_round.announced_at = now()
    db.session.flush()

    with pytest.raises(ConflictError, match="results are announced"):
        services.withdraw_application(application, "Because.", by=member)
