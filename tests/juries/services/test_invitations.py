"""Where no mail leaves, an administrator of the platform hands over the link of an invitation."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.web.request_keys import RequestKey
from callforprojects.juries.models import Juror, JurorStatus
from callforprojects.juries.queries import waiting_seat
from callforprojects.juries.services import Offer, decline_seat, invite_juror
from callforprojects.messages.links import link_of
from tests.factories.accounts import make_administrator, make_user
from tests.factories.juries import make_judged_call, make_officer
from tests.juries.scenes import invitation_path

pytestmark = pytest.mark.usefixtures("app")

BUTTON = "Copy the link judith@lab.example"
PROMISES = {"independence": "y", "confidentiality": "y"}


@pytest.fixture
def call():
    return make_judged_call(title="A quiet call")


@pytest.fixture
def seat(call):
    offer = Offer(full_name="Judith Juré", email="judith@lab.example")
    return invite_juror(call, offer, by=make_officer(call))


@pytest.fixture
def mail(seat, sent):
    return sent()[-1]


@pytest.fixture
def page(mail, sign_in):
    """The mail of the invitation, as an administrator of the platform sees it."""
    return sign_in(make_administrator(language="en")).get(f"/messages/{mail.id}")


def copied(page):
    return invitation_path(page.text)


def test_the_page_of_the_mail_gives_a_link_that_opens_the_invitation(page, browser, seat):
    link = copied(page.submit(BUTTON).follow())

    assert browser.get(link).has("It is opened for judith@lab.example")


def test_the_link_of_the_mail_no_longer_works(page, browser, mail):
    former = copied(mail)

    page.submit(BUTTON)

    assert browser.get(former).status == 410


def test_the_link_is_shown_once_and_kept_nowhere(page, sign_in, mail):
    link = copied(page.submit(BUTTON).follow())

    again = sign_in(make_administrator()).get(f"/messages/{mail.id}")
    kept = str(db.session.execute(select(RequestKey.location, RequestKey.flashes)).all())
    assert link not in again.text
    assert link.rpartition("/")[2] not in kept + mail.text


def test_it_is_in_the_activity_of_the_call(page, call):
    page.submit(BUTTON)

    verbs = db.session.scalars(select(Activity.verb).where(Activity.subject_id == call.id))
    assert "juror.link_made" in verbs.all()


def test_who_copies_learns_nothing_of_the_call(page):
    shown = page.text + page.submit(BUTTON).follow().text

    assert "A quiet call" not in shown
    assert "Judith Juré" not in shown


def test_with_a_mail_server_no_link_is_copied(mail, sign_in, with_settings):
    with_settings(mail_server="mail.example")
    browser = sign_in(make_administrator(language="en"))

    assert "Copy the link" not in browser.get(f"/messages/{mail.id}").html
    data = {"csrf_token": browser.token()}
    assert browser.post(f"/messages/{mail.id}/link", data=data).status == 403


def test_where_everybody_reads_the_mail_nobody_needs_a_copy(mail, sign_in, with_settings):
    with_settings(is_demonstration=True)

    page = sign_in(make_administrator(language="en")).get(f"/messages/{mail.id}")

    assert "Copy the link" not in page.html


def test_an_invitation_that_was_answered_has_no_link(page, seat, mail):
    waiting = waiting_seat(seat.id)
    assert waiting is not None
    decline_seat(waiting, by=make_user())

    assert "Copy the link" not in page.browser.get(f"/messages/{mail.id}").html
    with pytest.raises(ConflictError):
        link_of(mail, by=make_administrator())


def test_nor_has_one_to_a_jury_whose_work_is_over(page, call, mail):
    call.current_round.announced_at = now()
    db.session.flush()

    assert "Copy the link" not in page.browser.get(f"/messages/{mail.id}").html


def test_who_copies_does_not_take_the_seat(page, seat):
    link = copied(page.submit(BUTTON).follow())

    refused = page.browser.get(link).submit("Accept and sit in the jury", **PROMISES)

    assert refused.status == 422
    assert refused.has("This invitation is for judith@lab.example")
    assert db.session.scalars(select(Juror.status)).all() == [JurorStatus.INVITED]


def test_who_administers_the_platform_takes_the_seat_offered_to_them(mail, sign_in):
    invited = make_administrator(language="en", email="judith@lab.example")

    taken = sign_in(invited).get(copied(mail)).submit("Accept and sit in the jury", **PROMISES)

    assert taken.location.endswith("/reviews/mine")
