"""What leaves with a mail: the receipt, the decision, as real mails on the loopback show them."""

import email
import logging
from email.message import EmailMessage
from email.policy import default

import pytest

from callforprojects.applications import services as applications
from callforprojects.core.data.database import db
from callforprojects.messages import attachments, tasks
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.selection import services as selection
from callforprojects.selection.services import Confirmation
from tests.factories.applications import ANSWERS, fill, make_application, make_member
from tests.factories.juries import make_officer
from tests.factories.selection import (
    S,
    make_decision,
    make_ranked_call,
    make_writer,
    with_funder,
)
from tests.mail_reader import assert_sound, body_of

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def filed():
    """An application that its member, Marie Le Gall, has filed."""
    application = make_application()
    application.organisation.contact_email = ""
    member = make_member(application.organisation, first_name="Marie", last_name="Le Gall")
    fill(application, ANSWERS, by=member)
    applications.submit_application(application, by=member)
    db.session.commit()
    return application


@pytest.fixture
def announced():
    """A decision that is announced; its letter waits to leave."""
    call, (application,) = make_ranked_call(90, contact_email="appels@funder.example")
    make_decision(application, S)
    make_writer(application, first_name="Marie", last_name="Le Gall")
    officer = make_officer(call)
    selection.prepare_letters(with_funder(call), by=officer)
    selection.announce_results(call, Confirmation(), by=officer)
    db.session.commit()
    return application


def received(post_office) -> list[EmailMessage]:
    """All that left, as mail clients read it."""
    db.session.rollback()
    tasks.deliver_due()
    for envelope in post_office.taken:
        assert_sound(envelope.content)
    return [email.message_from_bytes(each.content, policy=default) for each in post_office.taken]


def documents(mail: EmailMessage) -> list[tuple[str, str, bytes]]:
    return [
        (str(part.get_filename()), part.get_content_type(), part.get_content()[:5])
        for part in mail.iter_attachments()
    ]


def test_a_receipt_leaves_with_its_mail(post_office, filed) -> None:
    (mail,) = received(post_office)

    reference = filed.reference
    assert documents(mail) == [(f"receipt-{reference}.pdf", "application/pdf", b"%PDF-")]
    assert "Hello Marie Le Gall," in body_of(mail, "plain")
    assert "Hello Marie Le Gall," in body_of(mail, "html")


def test_a_decision_leaves_with_its_letter(post_office, announced) -> None:
    mails = {str(mail["To"]): mail for mail in received(post_office)}

    for mail in mails.values():
        assert documents(mail) == [
            (f"decision-{announced.reference}.pdf", "application/pdf", b"%PDF-")
        ]
        assert mail["Reply-To"] == "appels@funder.example"
        assert mail["From"].addresses[0].addr_spec == "appels@aap.example"
        assert mail["From"].addresses[0].display_name.startswith("Funder ")
    assert any("Hello Marie Le Gall," in body_of(each, "plain") for each in mails.values())


def test_an_address_that_nobody_has_proved_receives_no_document(post_office) -> None:
    application = make_application()
    application.organisation.contact_email = "mairie@town.example"
    member = make_member(application.organisation)
    fill(application, ANSWERS, by=member)
    applications.submit_application(application, by=member)
    db.session.commit()

    found = {str(mail["To"]): documents(mail) for mail in received(post_office)}

    assert found["mairie@town.example"] == []
    assert len(found[member.email]) == 1


def test_a_mail_leaves_without_a_document_that_is_too_large(
    post_office, filed, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)

    with caplog.at_level(logging.WARNING):
        (mail,) = received(post_office)

    assert documents(mail) == []
    assert "document too large to be attached" in caplog.messages
    assert db.session.query(Message).one().status is MessageStatus.SENT


def test_a_mail_leaves_without_a_document_that_cannot_be_made(
    post_office, filed, monkeypatch, caplog
) -> None:
    def fails(_template: str, _data: object) -> bytes:
        raise RuntimeError("no such template")

    monkeypatch.setattr(attachments, "whole_pdf", fails)

    (mail,) = received(post_office)

    assert documents(mail) == []
    assert "document not attached" in caplog.messages


def test_a_mail_tried_again_leaves_with_the_same_document(post_office, filed) -> None:
    post_office.answer_to_data = "451 later"
    assert received(post_office) == []
    post_office.answer_to_data = "250 OK"
    message = db.session.query(Message).one()
    message.next_attempt_at = message.created_at
    db.session.commit()

    (mail,) = received(post_office)

    assert [name for name, _type, _head in documents(mail)] == [f"receipt-{filed.reference}.pdf"]
