"""Those who apply are told when their call is postponed or cancelled: once each, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from callforprojects.applications.services import withdraw_application
from callforprojects.calls import services as calls
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.organisations.models import Membership, Role
from tests.browser import Browser
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.factories.calls import make_officer

pytestmark = pytest.mark.usefixtures("in_english")

Sent = Callable[[], list[Any]]
SignIn = Callable[[Any], Browser]
Counter = Callable[[], Any]


@pytest.fixture
def call() -> Call:
    return make_open_call(title="Rivers first")


@pytest.fixture
def officer(call: Call) -> Any:
    return make_officer(call.funder, language="en")


def postpone(call: Call, officer: Any, reason: str = "The portal was down.") -> None:
    db.session.refresh(call, ["funder"])
    db.session.refresh(call.current_round, ["postponements"])
    assert call.closes_at is not None
    later = call.closes_at + timedelta(days=7)
    details = NewClosing(
        closes_at=later,
        questions_until=call.questions_until,
        results_expected_on=None,
        reason=reason,
        version=None,
    )
    calls.postpone_call(call, details, by=officer)
    db.session.commit()


def news(sent: Sent, name: str) -> dict[str, Any]:
    found = [message for message in sent() if message.template == f"applications/{name}"]
    by_address = {message.to_email: message for message in found}
    assert len(by_address) == len(found)
    return by_address


def test_those_with_a_draft_or_a_filed_application_learn_the_new_closing(
    call: Call, officer: Any, sent: Sent
) -> None:
    drafting, filing = make_body(contact_email=""), make_body(contact_email="town@hall.example")
    writer = make_member(drafting, language="fr")
    agent = make_member(filing, language="en")
    reader = make_member(filing, role=Role.READER)
    make_application(call=call, organisation=drafting, by=writer, answers={"title": "Un parc"})
    filed = make_application(call=call, organisation=filing, by=agent, submitted=True)

    postpone(call, officer)

    told = news(sent, "postponed")
    assert set(told) == {writer.email, agent.email, "town@hall.example"}
    assert reader.email not in told
    assert "«\u00a0Un parc\u00a0»" in told[writer.email].text
    assert "The portal was down." in told[writer.email].text
    assert f"filed under the reference {filed.reference}" in told[agent.email].text
    assert told[agent.email].subject.endswith("– Rivers first")


def test_a_person_of_two_organisations_gets_one_message(
    call: Call, officer: Any, sent: Sent
) -> None:
    one, two = make_body(contact_email=""), make_body(contact_email="")
    agent = make_member(one, language="en")
    db.session.add(Membership(organisation_id=two.id, user_id=agent.id, role=Role.EDITOR))
    make_application(call=call, organisation=one, by=agent, answers={"title": "First"})
    make_application(call=call, organisation=two, by=agent, answers={"title": "Second"})

    postpone(call, officer)

    (message,) = news(sent, "postponed").values()
    assert "“First”" in message.text
    assert "“Second”" in message.text


def test_each_postponement_is_told(call: Call, officer: Any, sent: Sent) -> None:
    make_application(call=call, organisation=make_body(contact_email=""))

    postpone(call, officer)
    postpone(call, officer)

    found = [message for message in sent() if message.template == "applications/postponed"]
    assert len(found) == 2


def test_who_has_withdrawn_or_applies_elsewhere_is_left_alone(
    call: Call, officer: Any, sent: Sent
) -> None:
    gone = make_application(call=call, submitted=True)
    db.session.refresh(gone, ["organisation"])
    db.session.refresh(gone.round, ["call"])
    db.session.refresh(gone.call, ["funder"])
    withdraw_application(gone, "No money.", by=officer)
    make_application(call=make_open_call(title="Another"))

    postpone(call, officer)

    assert news(sent, "postponed") == {}


def test_a_refused_postponement_tells_nobody(call: Call, officer: Any, sent: Sent) -> None:
    make_application(call=call)

    with pytest.raises(DomainError):
        postpone(call, officer, reason=" ")

    assert news(sent, "postponed") == {}


def test_a_cancelled_call_is_told_with_its_reason(call: Call, officer: Any, sent: Sent) -> None:
    body = make_body(contact_email="")
    agent = make_member(body, language="fr")
    make_application(call=call, organisation=body, by=agent)
    db.session.refresh(call, ["funder"])

    calls.cancel_call(call, "Les crédits sont annulés.", by=officer)
    db.session.commit()

    message = news(sent, "cancelled")[agent.email]
    assert message.subject == "Appel annulé – Rivers first"
    assert "Les crédits sont annulés." in message.text
    assert "Pour toute question" in message.text


@pytest.mark.parametrize("page", ["postpone", "cancel"])
def test_the_officer_reads_how_many_will_be_told(
    call: Call, officer: Any, sign_in: SignIn, page: str
) -> None:
    make_application(call=call, submitted=True)

    opened = sign_in(officer).get(f"/calls/{call.id}/{page}")

    assert opened.has("2 people concerned will be told by e-mail, with the reason.")


@pytest.mark.parametrize("count", [1, 3])
def test_reading_whom_to_tell_asks_as_much_for_one_as_for_many(
    call: Call, count_queries: Counter, count: int
) -> None:
    for _ in range(count):
        make_application(call=call, organisation=make_body())
    db.session.refresh(call)

    with count_queries() as queries:
        calls.people_concerned(call)

    # the call, the applicants, the jurors: counted, and nobody is loaded
    assert len(queries) == 3
    assert [query for query in queries if "count(" not in query] == queries[:1]


def test_as_many_are_counted_as_are_told(call: Call, officer: Any, sent: Sent) -> None:
    """A writer of two organisations, one who is their contact too, a reader, a draft, a former."""
    one, two = make_body(contact_email="Same@town.example"), make_body(contact_email="")
    agent = make_member(one, email="same@town.example")
    make_member(one, role=Role.READER)
    former = make_member(two)
    former.is_active = False
    db.session.add(Membership(organisation_id=two.id, user_id=agent.id, role=Role.EDITOR))
    drafting = make_body(contact_email="nobody@yet.example")
    make_member(drafting)
    for body in (one, two):
        make_application(call=call, organisation=body, by=agent, submitted=True)
    make_application(call=call, organisation=drafting)
    counted = calls.people_concerned(call)

    postpone(call, officer)

    assert counted == len(news(sent, "postponed")) == 3
