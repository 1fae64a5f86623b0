"""The page of an invitation to a jury, and what it says of the account that accepts."""

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.juries.models import Juror, JurorStatus
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.juries import make_judged_call, make_officer
from tests.juries.scenes import invitation_path


def test_an_officer_invites_and_the_person_accepts(sign_in, browser, sent) -> None:
    call = make_judged_call()
    form = sign_in(make_officer(call)).get(f"/juries/calls/{call.id}").follow("Invite a juror")

    page = form.submit(
        "Send the invitation", full_name="Judith Juré", email="judith@lab.example", capacity="3"
    ).follow()

    assert page.has("judith@lab.example")
    path = invitation_path(sent()[0].text)
    assert browser.get(path).has("It is opened for judith@lab.example")
    user = make_user(email="judith@lab.example")
    taken = (
        sign_in(user)
        .get(path)
        .submit("Accept and sit in the jury", independence="y", confidentiality="y")
    )
    assert taken.location.endswith("/reviews/mine")
    assert browser.get(path).status == 410
    assert db.session.scalars(select(Juror.status)).all() == [JurorStatus.ACCEPTED]


def test_both_promises_are_needed(sign_in, sent) -> None:
    call = make_judged_call()
    sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )
    user = make_user(email="judith@lab.example")

    page = (
        sign_in(user)
        .get(invitation_path(sent()[0].text))
        .submit("Accept and sit in the jury", independence="y")
    )

    assert page.status == 422
    assert len(page.errors) == 1
    assert db.session.scalars(select(Juror.status)).all() == [JurorStatus.INVITED]


def test_whoever_has_no_account_opens_it_on_the_page_of_the_invitation(
    sign_in, browser, sent
) -> None:
    call = make_judged_call()
    sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )
    promises = {"independence": "y", "confidentiality": "y"}
    form = browser.get(invitation_path(sent()[0].text))

    weak = form.submit(
        "Accept and sit in the jury", first_name="Judith", last_name="Juré", password="short"
    )
    assert weak.status == 422
    page = weak.submit("Accept and sit in the jury", password=PASSWORD, **promises).follow()

    assert page.has("Thank you: you now sit in this jury.")
    (juror,) = db.session.scalars(select(Juror)).all()
    user = db.session.get_one(User, juror.user_id)
    assert (user.email, user.full_name) == ("judith@lab.example", "Judith Juré")
    assert user.confirmed_at is not None
    assert [message.template for message in sent()] == ["juries/invitation", "accounts/opened"]


def test_somebody_signed_in_is_told_which_account_takes_the_seat(sign_in, sent) -> None:
    call = make_judged_call()
    sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )
    other = sign_in(make_user(email="sam@home.example", first_name="Sam", last_name="Home"))
    path = invitation_path(sent()[0].text)

    page = other.get(path)
    assert page.has("You are signed in as Sam Home (sam@home.example).")
    assert page.has("The invitation was sent to judith@lab.example.")
    page.submit("Accept and sit in the jury", independence="y", confidentiality="y")

    assert db.session.scalars(select(Juror.email)).all() == ["sam@home.example"]


def test_somebody_signed_in_signs_out_and_comes_back_to_the_invitation(sign_in, sent) -> None:
    call = make_judged_call()
    sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )
    path = invitation_path(sent()[0].text)

    page = sign_in(make_user()).get(path).submit("Sign out and use the other account")

    assert page.location == path
    assert page.follow().has("It is opened for judith@lab.example")


def test_declining_asks_no_account(sign_in, browser, sent) -> None:
    call = make_judged_call()
    sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/invite").submit(
        "Send the invitation", full_name="Judith", email="judith@lab.example"
    )
    path = invitation_path(sent()[0].text)

    asked = browser.get(path).follow("Decline this invitation")
    page = asked.submit("Decline").follow()

    assert page.flashes[0].startswith("You have declined.")
    assert asked.submit("Decline").follow().flashes == page.flashes
    assert browser.get(path).status == 410
    assert db.session.scalars(select(Juror.status)).all() == [JurorStatus.DECLINED]


def test_an_unknown_token_is_gone(browser) -> None:
    assert browser.get("/juries/invitations/nothing-of-the-sort").status == 410
