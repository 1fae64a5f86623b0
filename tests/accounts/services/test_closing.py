"""Closing an account: what hinders it, what goes, what stays, and a chain that still holds."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.accounts import services
from callforprojects.accounts.models import AccountToken, TokenPurpose, User, UserSession
from callforprojects.accounts.services import tokens
from callforprojects.accounts.tasks import forget_expired
from callforprojects.activity.models import Activity
from callforprojects.activity.queries import activity_of
from callforprojects.activity.verification import verify
from callforprojects.applications.models import Application
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.juries.models import Juror, JurorStatus
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.services import write_message
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import (
    AccreditationStatus,
    Membership,
    Organisation,
    Role,
)
from callforprojects.reviews.models import Review
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.calls import make_call, make_funder
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror
from tests.factories.messages import make_message
from tests.factories.organisations import (
    make_accreditation_request,
    make_invitation,
    make_join_request,
)
from tests.factories.reviews import make_review


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


def obstacles(user):
    return [str(each.sentence) for each in services.closing_of(user, by=user).obstacles]


def test_nothing_is_left_that_says_who_it_was(sent):
    user = make_user(email="ada@town.example", job_title="Maire", phone="+33 1", password=PASSWORD)
    db.session.add(UserSession(user_id=user.id, token_hash="x", expires_at=now()))
    tokens.issue(user, TokenPurpose.RESET)
    name = user.full_name

    services.close_own_account(user, PASSWORD)
    db.session.commit()

    row = db.session.execute(select(User.__table__).where(User.id == user.id)).one()
    assert (row.first_name, row.last_name, row.job_title, row.phone) == ("", "", "", "")
    assert row.email == f"{user.id.hex}@closed.invalid"
    assert (row.password_hash, row.is_active) == (None, False)
    assert row.closed_at is not None
    (session,) = db.session.scalars(select(UserSession)).all()
    assert session.ended_at is not None
    assert db.session.scalars(select(AccountToken)).all() == []
    assert user.full_name == "Closed account" != name
    (last,) = sent()
    assert (last.to_email, last.template) == ("ada@town.example", "accounts/closed")
    assert (last.user_id, last.is_secret) == (None, True)


def test_the_sealed_activity_holds_and_names_nobody():
    user = make_user(password=PASSWORD)
    services.update_profile(user, services.ProfileDetails(
        first_name="Ada", last_name="Lovelace", job_title="", phone="", language="en"
    ))  # fmt: skip
    db.session.commit()
    before = verify()

    services.close_own_account(user, PASSWORD)
    db.session.commit()

    after = verify(before.last_hash)
    assert (before.touched, after.touched) == (None, None)
    assert after.count == before.count + 1
    assert [(e.actor, str(e.sentence)) for e in activity_of(user)] == [
        ("Closed account", "closed the account"),
        ("Closed account", "changed their profile"),
    ]
    assert "Lovelace" not in str(db.session.execute(select(Activity.__table__)).all())


def test_a_wrong_password_closes_nothing():
    user = make_user(password=PASSWORD)

    with pytest.raises(DomainError) as refused:
        services.close_own_account(user, "wrong")

    assert refused.value.field == "present_password"
    assert user.closed_at is None


def test_twice_is_a_conflict():
    user = make_user(password=PASSWORD)
    services.close_own_account(user, PASSWORD)

    with pytest.raises(ConflictError):
        services.close_account(user, by=make_administrator())


def test_the_address_can_have_another_account_afterwards():
    user = make_user(email="ada@town.example", password=PASSWORD)
    services.close_own_account(user, PASSWORD)

    services.sign_up("ada@town.example", "fr")

    found = db.session.scalars(select(User).where(User.email == "ada@town.example")).one()
    assert found.id != user.id


def test_the_last_administrator_of_an_organisation_hands_over_first():
    town = make_body(name="Town")
    user = make_member(town, Role.ADMINISTRATOR)
    make_member(town, Role.EDITOR)

    assert obstacles(user) == ["Town would have no administrator any more: name another one first."]
    with pytest.raises(DomainError, match="name another one first"):
        services.close_account(user, by=make_administrator())

    make_member(town, Role.ADMINISTRATOR)
    services.close_account(user, by=user)
    assert db.session.scalar(select(Membership).where(Membership.user_id == user.id)) is None


def test_the_only_member_of_what_has_filed_invites_a_colleague_or_asks_an_administrator():
    filed = make_application(submitted=True)
    user = db.session.get_one(User, filed.created_by_id)
    membership = db.session.scalars(select(Membership)).one()
    membership.role = Role.ADMINISTRATOR

    (sentence,) = obstacles(user)
    assert sentence.endswith("invite a colleague as administrator first.")

    services.close_account(user, by=make_administrator())
    assert user.closed_at is not None


def test_the_platform_keeps_an_administrator():
    only = make_administrator()

    assert len(obstacles(only)) == 1

    make_administrator()
    assert obstacles(only) == []


def test_drafts_that_nobody_else_can_read_go_and_others_stay():
    alone = make_body()
    user = make_member(alone, Role.ADMINISTRATOR)
    shared = make_body()
    db.session.add(Membership(organisation_id=shared.id, user_id=user.id, role=Role.EDITOR))
    make_member(shared, Role.ADMINISTRATOR)
    own = make_application(organisation=alone, by=user)
    common = make_application(organisation=shared, by=user)
    funder = make_funder()
    db.session.add(Membership(organisation_id=funder.id, user_id=user.id, role=Role.ADMINISTRATOR))
    call = make_call("draft", funder=funder)

    going = [str(each) for each in services.closing_of(user, by=user).going]
    services.close_account(user, by=user)
    db.session.commit()

    assert "1 draft of an application that nobody else can read." in going
    assert "1 draft of a call that nobody else can read." in going
    assert db.session.get_one(Application, own.id).is_deleted
    assert not db.session.get_one(Application, common.id).is_deleted
    assert call.is_deleted


def test_receipts_stay_as_they_were_sent_and_other_mails_go(sent):
    filed = make_application(submitted=True)
    user = db.session.get_one(User, filed.created_by_id)
    address = user.email
    write_message(
        to=address, template="accounts/password_changed", language="en", context={"user": user},
        user_id=user.id, about=user,
    )  # fmt: skip
    make_message(to_email="other@town.example", reply_to=address)

    services.close_account(user, by=make_administrator())
    db.session.commit()

    receipts = [m for m in sent() if m.template == "applications/receipt" and m.user_id == user.id]
    assert [m.to_email for m in receipts] == [address]
    assert "accounts/password_changed" not in {m.template for m in sent()}
    assert address not in {m.reply_to for m in sent()}
    staying = " ".join(str(each) for each in services.closing_of(user, by=user).staying)
    assert "1 application filed" in staying


def test_a_juror_with_open_files_hands_them_over_first():
    call = make_judged_call()
    user = make_user()
    juror = make_juror(call, user=user)
    file = make_filed(call)
    assign(juror, file)

    (sentence,) = obstacles(user)
    assert sentence.startswith(f"1 file of “{call.title}” waits for a review: hand it in, or ask")

    make_review(juror, file, 3, 4, 5)
    assert obstacles(user) == []


def test_a_juror_leaves_their_reviews_and_their_seat():
    call = make_judged_call()
    user = make_user(first_name="Judith", last_name="Juror")
    juror, file = make_juror(call, user=user, employer="Cerema"), make_filed(call)
    assign(juror, file)
    review = make_review(juror, file, 3, 4, 5)
    review.version_count = 1
    over = make_judged_call()
    former = make_juror(over, user=user)
    begun_id = make_review(former, make_filed(over), 3, None, None, submitted=False).id
    over.current_round.announced_at = now() - timedelta(days=1)

    services.close_account(user, by=user)
    db.session.commit()

    for seat in (juror, former):
        assert (seat.full_name, seat.employer) == ("Closed account", "")
        assert seat.email == f"{seat.id.hex}@closed.invalid"
    assert (juror.status, former.status) == (JurorStatus.REMOVED, JurorStatus.ACCEPTED)
    assert [r.id for r in db.session.scalars(select(Review))] == [review.id] != [begun_id]


def test_an_address_that_is_that_of_a_service_is_said_to_stay():
    user = make_user(email="ada@town.example")
    make_call("open", title="Rivers first", contact_email=user.email)
    make_body(name="Town", contact_email=user.email)

    staying = [str(each) for each in services.closing_of(user, by=user).staying]

    assert (
        "Your e-mail address stays shown, as that of the service in charge of “Rivers first”."
        in staying
    )
    assert any(
        each.startswith("Your e-mail address stays shown, as that of Town:") for each in staying
    )


def test_a_seat_and_an_offer_of_the_same_jury_hinder_nothing():
    """One is invited again at an address that one has taken since."""
    call = make_judged_call()
    user = make_user(email="ada@town.example")
    seat = make_juror(call, user=user, email="ada@former.example")
    offer = make_juror(call, status=JurorStatus.INVITED, email=user.email)
    offer.user_id = None

    services.close_account(user, by=user)
    db.session.commit()

    assert {seat.status, offer.status} == {JurorStatus.REMOVED}
    assert seat.email != offer.email


def test_what_was_registered_and_not_accredited_goes_with_its_only_member():
    request = make_accreditation_request(statement="I keep its register.")
    user = db.session.get_one(User, request.user_id)

    going = [str(each) for each in services.closing_of(user, by=user).going]
    services.close_account(user, by=user)

    assert [each for each in going if "not accredited" in each]
    assert db.session.get(Organisation, request.organisation_id) is None


def test_mails_that_named_them_to_others_go_too():
    make_administrator()
    town = make_body()
    make_member(town, role=Role.ADMINISTRATOR)
    user = make_user(email="ada_l@town.example")
    other = make_user(email="adaxl@town.example")
    request = make_accreditation_request(user=user)
    for person in (user, other):
        organisations.request_to_join(town, "I work there.", by=person)
    request.status = AccreditationStatus.REFUSED
    db.session.flush()
    organisation = db.session.get_one(Organisation, request.organisation_id)
    organisations.request_accreditation(organisation, "I keep its register.", by=user)

    services.close_account(user, by=user)

    kept = db.session.scalars(select(Message.text).where(Message.template != "accounts/closed"))
    assert ["adaxl@town.example" in text for text in kept] == [True]


def test_a_seat_offered_is_offered_no_more():
    call = make_judged_call()
    juror = make_juror(call, status=JurorStatus.INVITED, token_hash="x", expires_at=now())
    user = db.session.get_one(User, juror.user_id)
    juror.user_id = None
    user.email = juror.email

    services.close_account(user, by=user)

    assert (juror.status, juror.token_hash) == (JurorStatus.REMOVED, None)
    assert db.session.scalars(select(Juror.user_id)).all() == [None]


def test_invitations_and_requests_wait_no_more():
    town = make_body()
    user = make_user(email="ada@town.example")
    invitation, _clear = make_invitation(town, email=user.email, invited_by=make_user())
    make_join_request(town, user=user)

    services.close_account(user, by=user)
    db.session.commit()

    assert invitation.revoked_at is not None
    assert invitation.email == user.email != "ada@town.example"


def test_what_is_written_to_a_closed_account_leaves_for_nobody(sent):
    user = make_user()
    services.close_account(user, by=user)

    message = write_message(
        to=user.email, template="accounts/password_changed", language="en",
        context={"user": user}, held=True,
    )  # fmt: skip

    assert message.status is MessageStatus.CANCELLED


def test_the_last_mail_is_forgotten_after_a_week(sent):
    user = make_user()
    services.close_account(user, by=user)
    (last,) = sent()
    kept = make_message(to_email="other@town.example", template="applications/receipt")
    db.session.commit()
    forget_expired.run()
    assert len(sent()) == 2

    for message in (last, kept):
        message.created_at = now() - timedelta(days=8)
    db.session.commit()
    forget_expired.run()

    assert db.session.scalars(select(Message.id)).all() == [kept.id]
