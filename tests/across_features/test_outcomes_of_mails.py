"""Whoever causes a mail reads what became of it: it waits, or it did not arrive, and why."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.problems import MessageProblem
from callforprojects.organisations.models import Role
from callforprojects.selection import services
from callforprojects.selection.models import Outcome
from tests.factories.accounts import make_administrator, make_user
from tests.factories.juries import make_filed, make_judged_call, make_juror, make_officer
from tests.factories.messages import make_message
from tests.factories.organisations import make_invitation, make_member, make_organisation
from tests.factories.selection import make_act, make_decision, make_writer, with_funder

WAITS = "No mail server is set: mails are written, and wait until one is."
GUEST_PAGES = ("/accounts/sign-up", "/accounts/forgotten")
CALL_PAGES = (
    "/juries/calls/{}/invite",
    "/juries/calls/{}/due-date",
    "/calls/{}/postpone",
    "/calls/{}/cancel",
)


@pytest.fixture(params=[False, True], ids=["without a server", "with a server"])
def has_server(request, with_settings) -> bool:
    if request.param:
        with_settings(mail_server="mail.example")
    return request.param


@pytest.mark.parametrize("path", GUEST_PAGES)
def test_pages_that_promise_a_mail_say_that_it_waits(browser, has_server, path):
    assert browser.get(path).has(WAITS) is not has_server


@pytest.mark.parametrize("path", CALL_PAGES)
def test_pages_of_a_call_that_promise_a_mail_say_that_it_waits(sign_in, has_server, path):
    call = make_judged_call()
    officer = sign_in(make_officer(call, user=make_user(language="en")))

    assert officer.get(path.format(call.id)).has(WAITS) is not has_server


def test_after_signing_up_nobody_is_told_that_a_mail_was_sent(browser, has_server):
    browser.language = "fr"
    page = browser.get("/accounts/check-mail")

    assert page.has("Un courriel a été envoyé à l’adresse indiquée.") is has_server
    assert page.has("Votre message est rédigé, mais ce site n’a pas encore") is not has_server


def test_in_the_demonstration_mails_are_read_at_once(browser, with_settings):
    with_settings(is_demonstration=True)

    assert not browser.get("/accounts/sign-up").has(WAITS)


def test_an_invitation_says_whether_it_leaves(sign_in, has_server):
    organisation = make_organisation()
    browser = sign_in(make_member(organisation, Role.ADMINISTRATOR))
    form = browser.get(f"/organisations/{organisation.id}/invite")

    page = form.submit("Invite", email="invited@town.example", role="editor").follow()

    assert page.has("The invitation is on its way.") is has_server
    assert page.has("The mail is written, and waits until a mail server is set.") is not has_server


def not_arrived(about_kind: str, about_id: object, status=MessageStatus.FAILED) -> Message:
    return make_message(
        about_kind=about_kind, about_id=about_id, status=status, problem=MessageProblem.ADDRESS
    )


@pytest.mark.parametrize("status", [MessageStatus.FAILED, MessageStatus.BOUNCED])
def test_an_invitation_to_a_jury_that_did_not_arrive(sign_in, status):
    call = make_judged_call()
    juror = make_juror(call)
    browser = sign_in(make_officer(call, user=make_user(language="fr")))
    browser.language = "fr"
    path = f"/juries/calls/{call.id}"
    assert not browser.get(path).has("n’est pas arrivé")

    not_arrived("juror", juror.id, status)

    page = browser.get(path)
    assert page.has("n’est pas arrivé")
    assert page.has("Le serveur du destinataire ne connaît pas cette adresse.")


def test_an_invitation_to_an_organisation_that_did_not_arrive(sign_in):
    organisation = make_organisation()
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    invitation, _token = make_invitation(organisation, invited_by=administrator)
    not_arrived("invitation", invitation.id)

    page = sign_in(administrator).get(f"/organisations/{organisation.id}/members")

    assert page.has("did not arrive.")
    assert page.has("The recipient’s server does not know this address.")


def test_the_mail_of_an_invitation_is_found_from_it(sign_in, sent):
    organisation = make_organisation()
    browser = sign_in(make_member(organisation, Role.ADMINISTRATOR))
    form = browser.get(f"/organisations/{organisation.id}/invite")
    form.submit("Invite", email="invited@town.example", role="editor")
    sent()[0].status = MessageStatus.BOUNCED
    db.session.commit()

    page = browser.get(f"/organisations/{organisation.id}/members")

    assert page.has("did not arrive.")


def test_a_letter_that_came_back_is_said_among_the_letters(sign_in):
    call = make_judged_call()
    file = make_filed(call)
    make_writer(file)
    make_act(call)
    make_decision(file, Outcome.NOT_SELECTED)
    officer = make_officer(call, user=make_user(language="en"))
    with in_language("en"):
        services.prepare_letters(with_funder(call), by=officer)
    letters = db.session.query(Message).filter_by(template="selection/decision")
    letter = letters.order_by(Message.id).limit(1).one()
    letter.status, letter.problem = MessageStatus.BOUNCED, MessageProblem.MAILBOX_FULL
    db.session.commit()
    browser = sign_in(officer)

    page = browser.get(f"/selection/calls/{call.id}/letters")

    assert page.has("did not arrive.")
    assert page.has("The recipient’s mailbox is full.")
    assert browser.get(f"/selection/letters/{letter.id}").has("The recipient’s mailbox is full.")


def test_the_dashboard_of_the_administrator_counts_what_did_not_arrive(sign_in):
    make_message(status=MessageStatus.FAILED)
    make_message(status=MessageStatus.UNCERTAIN)
    browser = sign_in(make_administrator(language="en"))

    page = browser.get("/dashboard")

    assert page.has(WAITS)
    assert page.follow("2 mails failed, returned or uncertain").h1 == "Mailbox"
