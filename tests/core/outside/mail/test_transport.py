"""Handing a mail to a server."""

import smtplib
import socket
import threading
from collections.abc import Iterator

import pytest

from callforprojects.core.outside import mail
from tests.post_office import PostOffice, authenticate, open_post_office

pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
    pytest.mark.usefixtures("one_engine"),
]
LETTER = mail.OutgoingMail(
    to=mail.Mailbox("elu@town.example"),
    subject="Accusé de réception",
    text="Bonjour",
    html="<p>Bonjour</p>",
    identifier="42",
)


@pytest.fixture
def post_office(with_settings) -> Iterator[PostOffice]:
    with open_post_office() as office:
        with_settings(mail_server="127.0.0.1", mail_port=office.port, mail_security="none")
        yield office


@pytest.fixture
def guarded_office(with_settings) -> Iterator[PostOffice]:
    """A server that wants a name and a password."""
    with open_post_office(
        authenticator=authenticate, auth_required=True, auth_require_tls=False
    ) as office:
        with_settings(
            mail_server="127.0.0.1",
            mail_port=office.port,
            mail_security="none",
            mail_username="aap",
            mail_password="secret",
        )
        yield office


def test_without_a_server_mail_is_not_configured(with_settings):
    assert not mail.is_configured()
    with_settings(mail_server="mail.example")
    assert mail.is_configured()


def test_a_letter_is_taken(post_office):
    mail.send(LETTER)

    (envelope,) = post_office.taken
    assert envelope.rcpt_tos == ["elu@town.example"]
    assert envelope.mail_from == "appels@localhost"


def test_each_attempt_has_the_same_message_id(post_office, with_settings):
    with_settings(public_url="https://aap.example:8443/base")

    mail.send(LETTER)
    mail.send(LETTER)

    for envelope in post_office.taken:
        assert b"Message-ID: <42@aap.example>" in envelope.content


def test_a_name_and_a_password_are_given_when_set(guarded_office):
    mail.send(LETTER)

    assert len(guarded_office.taken) == 1


def test_a_wrong_password_is_told(guarded_office, with_settings):
    with_settings(mail_password="wrong")

    with pytest.raises(smtplib.SMTPAuthenticationError):
        mail.send(LETTER)


def test_a_server_that_cannot_encrypt_gets_nothing_unless_it_was_allowed(
    post_office, with_settings
):
    with_settings(mail_security="starttls")

    with pytest.raises(smtplib.SMTPNotSupportedError):
        mail.send(LETTER)

    assert post_office.taken == []


def test_the_reason_of_a_refusal_survives_the_farewell(post_office):
    post_office.answer_to_recipient = "421 Too many mails, goodbye"

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        mail.send(LETTER)

    assert refused.value.recipients["elu@town.example"][0] == 421


def test_a_server_that_hangs_up_at_once_is_no_doubtful_delivery(with_settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        with_settings(
            mail_server="127.0.0.1", mail_port=server.getsockname()[1], mail_security="none"
        )

        def answer() -> None:
            connection, _address = server.accept()
            connection.close()

        hang_up = threading.Thread(target=answer)
        hang_up.start()

        with pytest.raises(smtplib.SMTPServerDisconnected):
            mail.send(LETTER)

        hang_up.join()


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_cut_before_the_contents_is_no_doubtful_delivery(post_office, step):
    post_office.cuts_at = step

    with pytest.raises(smtplib.SMTPServerDisconnected):
        mail.send(LETTER)


def test_a_connection_cut_while_the_contents_leave_is_one(post_office):
    post_office.cuts_at = "the dot"

    with pytest.raises(mail.InterruptedDeliveryError):
        mail.send(LETTER)


def test_leave_is_asked_for_before_the_contents(post_office):
    steps: list[int] = []

    mail.send(LETTER, before_data=lambda: steps.append(len(post_office.taken)))

    assert (steps, len(post_office.taken)) == ([0], 1)


def test_without_leave_nothing_is_sent(post_office):
    def refuse() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        mail.send(LETTER, before_data=refuse)

    assert post_office.taken == []
