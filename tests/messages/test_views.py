"""The mailbox."""

import contextvars
from datetime import UTC, datetime

import pytest

from callforprojects.core.data.database import db
from callforprojects.messages.kinds import kind_of_mail
from callforprojects.messages.models import BACKOFF, RELEASABLE, MessageStatus
from callforprojects.messages.problems import MessageProblem
from callforprojects.messages.services import write_message
from tests.factories.accounts import make_administrator, make_user
from tests.factories.messages import make_message
from tests.returned_mail import report

pytestmark = pytest.mark.usefixtures("templates")

SECRET = "a secret between two servers"


@pytest.fixture
def demonstration(with_settings):
    with_settings(is_demonstration=True)


def raw(browser, path):
    """A response as it is: a mail is no page of ours."""
    db.session.commit()
    return contextvars.Context().run(browser.client.get, path)


def test_outside_the_demonstration_the_mailbox_is_for_administrators(browser, sign_in):
    make_message()

    assert browser.get("/messages/").location.startswith("/accounts/sign-in")
    assert sign_in(make_user()).get("/messages/").status == 403
    assert sign_in(make_administrator()).get("/messages/").has("marie@town.example")


def test_an_administrator_reads_what_became_of_a_mail_and_not_what_it_says(sign_in):
    message = make_message(template="applications/receipt", status=MessageStatus.SENT)
    browser = sign_in(make_administrator(language="en"))

    page = browser.get("/messages/").follow("Receipt of an application")

    assert page.h1 == "Receipt of an application"
    assert page.has("marie@town.example")
    assert page.has("What this mail says is for its recipient")
    assert not page.has("Votre dossier est reçu")
    assert not browser.get("/messages/").has("Votre dossier est reçu")
    assert browser.get(f"/messages/{message.id}/body").status == 403


def test_the_template_of_every_mail_says_its_kind(app):
    known = app.jinja_env.list_templates(filter_func=lambda name: name.startswith("emails/"))
    mails = [name[len("emails/") : -len(".txt")] for name in known if name.endswith(".txt")]

    with app.test_request_context(headers={"Accept-Language": "en"}):
        unnamed = [mail for mail in mails if kind_of_mail(mail) == "Mail"]

    assert len(mails) > 25
    assert [mail for mail in unnamed if mail != "calls/news"] == []  # the mail of the tests


def test_in_the_demonstration_everybody_reads_the_mails(browser, demonstration):
    make_message(text="Bonjour,\n\nConfirmez :\nhttps://aap.example/accounts/confirm/abc\n")

    page = browser.get("/messages/").follow("Votre dossier est reçu")

    assert page.h1 == "Votre dossier est reçu"
    assert page.has("marie@town.example")
    assert page.links["https://aap.example/accounts/confirm/abc"] == (
        "https://aap.example/accounts/confirm/abc"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_mailbox_says_so(browser, demonstration, language):
    browser.language = language

    page = browser.get("/messages/")

    words = {"fr": "Aucun courriel n’a encore été rédigé.", "en": "No mail has been written yet."}
    assert page.has(words[language])


@pytest.mark.parametrize("status", [MessageStatus.HELD, MessageStatus.CANCELLED])
def test_what_nobody_receives_yet_is_not_in_the_public_mailbox(
    browser, sign_in, demonstration, status
):
    letter = make_message(subject="Votre projet est retenu", status=status)
    make_message(subject="Votre dossier est reçu")
    paths = [f"/messages/{letter.id}", f"/messages/{letter.id}/body"]

    page = browser.get("/messages/")

    assert page.has("Votre dossier est reçu")
    assert not page.has("Votre projet est retenu")
    assert {browser.get(path).status for path in paths} == {302}
    assert {sign_in(make_user()).get(path).status for path in paths} == {403}
    administrator = sign_in(make_administrator(language="en"))
    assert administrator.get(paths[0]).has("What this mail says is for its recipient")
    assert not administrator.get("/messages/").has("Votre projet est retenu")
    assert administrator.get(paths[1]).status == 403


def test_a_letter_that_waits_for_the_announcement_is_not_sent_from_here(sign_in):
    letter = make_message(status=MessageStatus.HELD)

    page = sign_in(make_administrator(language="en")).get(f"/messages/{letter.id}")

    assert page.has("This letter waits for the announcement of the results")
    assert not page.has("Send this mail")


def test_a_mail_that_waits_for_a_server_says_so_and_what_to_do(sign_in):
    message = make_message()
    browser = sign_in(make_administrator(language="en"))

    for path in ("/messages/", f"/messages/{message.id}"):
        page = browser.get(path)
        assert page.has("No mail server is set: mails are written, and wait until one is.")
        assert page.has("CALLFORPROJECTS_MAIL_SERVER")
        assert page.has("“callforprojects worker” runs")


def test_a_mail_sent_says_nothing_of_the_server(sign_in):
    message = make_message(status=MessageStatus.SENT)

    page = sign_in(make_administrator(language="en")).get(f"/messages/{message.id}")

    assert not page.has("No mail server is set")


def test_with_a_mail_server_nothing_is_said_of_it(sign_in, with_settings):
    with_settings(mail_server="mail.town.example")
    message = make_message()
    browser = sign_in(make_administrator(language="en"))

    assert not browser.get("/messages/").has("No mail server is set")
    assert not browser.get(f"/messages/{message.id}").has("No mail server is set")


def test_search_by_recipient(browser, demonstration):
    make_message(to_email="marie@town.example", subject="Pour Marie")
    make_message(to_email="paul@town.example", subject="Pour Paul")

    page = browser.get("/messages/").submit("Search", recipient="paul")

    assert page.has("Pour Paul")
    assert not page.has("Pour Marie")
    assert page.submit("Search", recipient="nobody").has("No mail matches this search.")


def test_the_mailbox_is_cut_into_pages(browser, demonstration):
    for _number in range(51):
        make_message()

    page = browser.get("/messages/?recipient=marie").follow("Next")

    assert len(page.all("time")) == 1


def test_the_mailbox_of_the_demonstration_shows_how_each_mail_begins(browser, demonstration):
    make_message(text="Bonjour,\n\nVotre dossier est complet.\n\nMerci.\n")

    assert browser.get("/messages/").has("Votre dossier est complet.")


def test_what_a_mail_says_cannot_harm_the_page(browser, demonstration):
    message = make_message(text="<script>alert(1)</script>\n", subject="<b>Objet</b>")

    page = browser.get(f"/messages/{message.id}")

    assert page.h1 == "<b>Objet</b>"
    assert page.has("<script>alert(1)</script>")


def test_the_html_version_is_shown_in_a_sandbox_with_its_own_style_only(browser, demonstration):
    message = write_message(
        to="marie@town.example", template="calls/news", language="fr", context={"title": "Été"}
    )
    page = browser.get(f"/messages/{message.id}")

    response = raw(browser, page.links["See the HTML version"])

    policy = response.headers["Content-Security-Policy"]
    assert response.text == message.html
    assert policy.startswith("sandbox; default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert response.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"


def test_a_mail_without_style_allows_none(browser, demonstration):
    message = make_message()

    response = raw(browser, f"/messages/{message.id}/body")

    assert response.headers["Content-Security-Policy"].endswith("style-src 'none'")


def test_the_contents_of_a_secret_mail_are_for_its_recipient_only(sign_in):
    message = make_message(is_secret=True)
    browser = sign_in(make_administrator(language="en"))

    page = browser.get(f"/messages/{message.id}")

    assert page.has("What this mail says is for its recipient")
    assert not page.has("Bonjour")
    assert browser.get(f"/messages/{message.id}/body").status == 403


def test_a_secret_mail_sent_before_the_demonstration_has_no_contents(browser, demonstration):
    message = make_message(is_secret=True, text="", html="", status=MessageStatus.SENT)

    page = browser.get(f"/messages/{message.id}")

    assert page.has("its contents were not kept once it was sent.")
    assert browser.get(f"/messages/{message.id}/body").status == 404


def test_an_administrator_sends_an_uncertain_mail_again(sign_in, with_settings):
    with_settings(mail_server="mail.example")
    message = make_message(status=MessageStatus.UNCERTAIN, last_error="SMTPServerDisconnected")
    page = sign_in(make_administrator()).get(f"/messages/{message.id}")
    assert page.has("it may have arrived, or not")

    page = page.submit("Send this mail").follow()

    assert page.has("The message will leave in a moment.")
    assert message.status is MessageStatus.QUEUED


def test_two_administrators_do_not_send_it_twice(sign_in):
    message = make_message(status=MessageStatus.FAILED)
    page = sign_in(make_administrator()).get(f"/messages/{message.id}")
    message.status = MessageStatus.SENT

    page = page.submit("Send this mail")

    assert page.status == 409
    assert page.has("This message can no longer be sent from here.")
    assert message.status is MessageStatus.SENT


def test_a_guest_of_the_demonstration_releases_nothing(browser, demonstration):
    message = make_message(status=MessageStatus.FAILED)

    assert "Send this mail" not in browser.get(f"/messages/{message.id}").text


def test_a_mail_sent_says_when(browser, demonstration):
    message = make_message(status=MessageStatus.SENT, sent_at=datetime(2026, 3, 12, 16, tzinfo=UTC))

    assert browser.get(f"/messages/{message.id}").has("12 March 2026 at 17:00 (Paris time)")


def test_unknown_mails_do_not_exist(browser, demonstration):
    assert browser.get("/messages/01890000-0000-7000-8000-000000000000").status == 404


def test_the_mailbox_is_filtered_by_status_and_says_why(sign_in):
    make_message(
        to_email="paul@town.example",
        status=MessageStatus.FAILED,
        problem=MessageProblem.ADDRESS,
        last_error="SMTPRecipientsRefused: 550",
    )
    make_message(to_email="marie@town.example", status=MessageStatus.SENT)
    browser = sign_in(make_administrator(language="fr"))
    browser.language = "fr"

    page = browser.get("/messages/").submit("Rechercher", status="stopped")

    assert page.has("paul@town.example")
    assert page.has("Le serveur du destinataire ne connaît pas cette adresse.")
    assert not page.has("marie@town.example")
    assert browser.get("/messages/?status=sent").has("marie@town.example")
    assert browser.get("/messages/?status=nonsense").has("marie@town.example")
    detail = page.follow("Courriel")
    assert detail.has("Le serveur du destinataire ne connaît pas cette adresse.")
    assert detail.has("SMTPRecipientsRefused: 550")


def test_a_mail_given_up_says_so(sign_in):
    message = make_message(status=MessageStatus.FAILED, attempts=len(BACKOFF) + 1)

    page = sign_in(make_administrator(language="en")).get(f"/messages/{message.id}")

    assert page.has("It was tried 24 times, for three days")


def test_a_mail_that_waits_says_when_it_is_tried_next(sign_in):
    at = datetime(2026, 3, 12, 16, tzinfo=UTC)
    message = make_message(attempts=2, next_attempt_at=at)

    page = sign_in(make_administrator(language="en")).get(f"/messages/{message.id}")

    assert page.has("12 March 2026 at 17:00 (Paris time)")


def test_all_that_did_not_arrive_is_sent_again_together(sign_in, with_settings):
    with_settings(mail_server="mail.example")
    stopped = [make_message(status=status) for status in RELEASABLE for _number in range(2)]
    sent = make_message(status=MessageStatus.SENT)
    browser = sign_in(make_administrator(language="en"))

    page = browser.get("/messages/").follow("Send again the 6 mails that did not arrive")
    assert page.has("6 mails will leave again:")
    assert page.has("their recipients may get them twice")
    page = page.submit("Send 6 mails again").follow()

    assert page.has("The mails will leave in a moment.")
    assert {message.status for message in stopped} == {MessageStatus.QUEUED}
    assert sent.status is MessageStatus.SENT


def test_only_the_chosen_mails_are_sent_again(sign_in):
    first, second = (make_message(status=MessageStatus.FAILED) for _number in range(2))
    browser = sign_in(make_administrator(language="en"))

    page = browser.get(f"/messages/release?message={first.id}&message=nonsense")
    page.submit("Send 1 mail again")

    assert (first.status, second.status) == (MessageStatus.QUEUED, MessageStatus.FAILED)


def test_a_list_that_has_changed_meanwhile_is_looked_at_again(sign_in):
    first, second = (make_message(status=MessageStatus.FAILED) for _number in range(2))
    page = sign_in(make_administrator(language="en")).get("/messages/release")
    second.status = MessageStatus.SENT

    page = page.submit("Send 2 mails again")

    assert page.status == 409
    assert page.has("These mails have changed since: check them again.")
    assert page.has("Send 1 mail again")
    assert first.status is MessageStatus.FAILED


def test_there_may_be_nothing_to_send_again(sign_in):
    make_message(status=MessageStatus.FAILED, text="")

    page = sign_in(make_administrator(language="en")).get("/messages/release")

    assert page.has("None of these mails can be sent again.")


def test_personal_links_that_were_not_kept_are_said(sign_in):
    make_message(status=MessageStatus.BOUNCED, text="")
    make_message(status=MessageStatus.FAILED)

    page = sign_in(make_administrator(language="en")).get("/messages/release?status=stopped")

    assert page.has("1 other held a personal link that was not kept")


def hand_over(browser, content, authorization=f"Bearer {SECRET}"):
    """What a mail server sends: no cookie, no token of a form."""
    db.session.commit()
    response = contextvars.Context().run(
        browser.client.post,
        "/messages/bounces",
        data=content,
        content_type="message/rfc822",
        headers={"Authorization": authorization},
    )
    return response.status_code


def test_a_server_that_knows_the_secret_hands_over_what_came_back(browser, with_settings):
    with_settings(bounce_secret=SECRET)
    message = make_message(status=MessageStatus.SENT)
    hostile = b"Content-Type: message/rfc822\n\n" * 2000

    statuses = [
        hand_over(browser, content) for content in (hostile, report(message.id), b"", b"Hello")
    ]

    assert statuses == [204] * 4
    db.session.refresh(message)
    assert message.status is MessageStatus.BOUNCED


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer é", f"Bearer {SECRET[:-1]}", f"Bearer {SECRET}x", SECRET, f"Basic {SECRET}"],
)
def test_nobody_else_hands_over_anything(browser, with_settings, authorization):
    message = make_message(status=MessageStatus.SENT)
    assert hand_over(browser, report(message.id)) == 404
    with_settings(bounce_secret=SECRET)

    assert hand_over(browser, report(message.id), authorization) == 401
    assert hand_over(browser, report(message.id) + b"x" * (1 << 20)) == 413

    db.session.refresh(message)
    assert message.status is MessageStatus.SENT
