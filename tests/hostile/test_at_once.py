"""Two at once: one wins, the other reads a clear sentence, and nothing is done twice or lost."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import TokenPurpose, User
from callforprojects.accounts.services import tokens
from callforprojects.activity.models import Activity
from callforprojects.applications import services as applications
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError, DomainError, Gone
from callforprojects.juries import services as juries
from callforprojects.juries.models import Juror, JurorRole, JurorStatus, Jury
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import Invitation, Membership, Organisation, Role
from callforprojects.reviews import services as reviews
from callforprojects.reviews.models import Review, Standing
from callforprojects.reviews.services import Details
from callforprojects.selection import services as selection
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.services import DecisionDetails
from tests.factories.accounts import make_user
from tests.factories.applications import (
    make_application,
    make_body,
    make_member as make_writer,
    make_open_call,
)
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror, make_officer
from tests.factories.organisations import make_invitation, make_member, make_organisation
from tests.factories.reviews import make_review, marks_of, scoring_session_of, user_of
from tests.hostile.conftest import AtOnce
from tests.hostile.scenes import refusals

pytestmark = pytest.mark.usefixtures("app")


def number_of(table: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def verbs(verb: str) -> int:
    return number_of(Activity, Activity.verb == verb)


def one(table: Any, identifier: uuid.UUID, *options: Any) -> Any:
    """A row, loaded as its page loads it."""
    return db.session.scalars(
        sa.select(table).where(table.id == identifier).options(*options)
    ).one()


@pytest.fixture
def call() -> Call:
    return make_judged_call()


@pytest.fixture
def file(call: Call) -> Application:
    return make_filed(call)


def scoring_by(juror: Juror, file: Application) -> Callable[[], tuple[Any, ...]]:
    """A juror on the scoring page, before the grid is sent."""
    juror_id, application_id = juror.id, file.id

    def read() -> tuple[Any, ...]:
        seat = one(Juror, juror_id, joinedload(Juror.user))
        return scoring_session_of(seat, one(Application, application_id)), seat.user

    return read


def hand_in(marks: tuple[int, ...], scoring: Any, user: User) -> None:
    version = scoring.review.version if scoring.review else 0
    reviews.hand_in_review(scoring, Details(version, "", marks_of(scoring, *marks)), by=user)


def test_two_first_reviews_are_both_counted(call: Call, file: Application, at_once: AtOnce) -> None:
    jurors = [make_juror(call), make_juror(call)]
    for juror in jurors:
        assign(juror, file)

    outcomes = at_once(
        (scoring_by(jurors[0], file), partial(hand_in, (5, 5, 10))),
        (scoring_by(jurors[1], file), partial(hand_in, (0, 0, 0))),
    )

    assert outcomes == [None, None]
    standing = db.session.scalars(sa.select(Standing)).one()
    assert (standing.count, standing.mean) == (2, Decimal(50))
    assert (standing.lowest, standing.highest) == (Decimal(0), Decimal(100))


def test_a_sum_made_of_stale_figures_is_never_kept(
    call: Call, file: Application, at_once: AtOnce
) -> None:
    """One takes the lowest total back while another gives the same: the lowest stays right."""
    jurors = [make_juror(call) for _ in range(3)]
    for juror in jurors:
        assign(juror, file)
    lowest = make_review(jurors[0], file, 0, 0, 0)
    make_review(jurors[1], file, 5, 5, 10)
    review_id, user_id = lowest.id, user_of(jurors[0]).id

    def read() -> tuple[Any, ...]:
        db.session.scalars(sa.select(Standing)).one()
        return one(Review, review_id), one(User, user_id)

    outcomes = at_once(
        (read, lambda review, user: reviews.reopen_review(review, by=user)),
        (scoring_by(jurors[2], file), partial(hand_in, (0, 0, 0))),
    )

    assert outcomes == [None, None]
    standing = db.session.scalars(sa.select(Standing)).one()
    figures = (standing.count, standing.lowest, standing.highest)
    assert figures == (2, Decimal(0), Decimal(100))


def test_a_conflict_noted_while_the_review_is_handed_in_leaves_no_trace(
    call: Call, file: Application, at_once: AtOnce
) -> None:
    juror, officer = make_juror(call), make_officer(call)
    assign(juror, file)
    make_review(juror, file, 5, 5, 10, submitted=False)
    juror_id, application_id, officer_id = juror.id, file.id, officer.id

    def read() -> tuple[Any, ...]:
        application = one(
            Application, application_id, joinedload(Application.round).joinedload(Round.call)
        )
        seat = one(Juror, juror_id, joinedload(Juror.user))
        return seat, application, one(User, officer_id)

    def pin(seat: Juror, application: Application, by: User) -> None:
        juries.pin_conflict(seat, application, "Her sister works there.", by=by)

    outcomes = at_once((scoring_by(juror, file), partial(hand_in, (5, 5, 10))), (read, pin))

    assert outcomes[1] is None
    assert refusals(outcomes) in ([], [ConflictError])
    assert db.session.scalars(sa.select(Review.is_counted)).all() == [False]
    assert db.session.scalars(sa.select(Standing.count)).all() in ([], [0])


def test_a_file_withdrawn_while_it_is_judged_blocks_nobody(
    call: Call, file: Application, at_once: AtOnce
) -> None:
    """The review holds the file and names the call; the withdrawal holds the call, then the file."""
    juror, writer = make_juror(call), make_user()
    assign(juror, file)
    application_id, writer_id = file.id, writer.id

    def read() -> tuple[Any, ...]:
        options = (
            joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
            joinedload(Application.organisation),
        )
        return one(Application, application_id, *options), one(User, writer_id)

    outcomes = at_once(
        (scoring_by(juror, file), partial(hand_in, (5, 5, 10))),
        (read, lambda found, by: applications.withdraw_application(found, "Moved.", by=by)),
    )

    assert outcomes == [None, None]


def test_a_file_withdrawn_meanwhile_is_not_decided(
    call: Call, file: Application, at_once: AtOnce
) -> None:
    application_id, officer_id = file.id, make_officer(call).id

    def read() -> tuple[Any, ...]:
        options = (
            joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
            joinedload(Application.organisation),
        )
        return one(Application, application_id, *options), one(User, officer_id)

    def decide(found: Application, by: User) -> None:
        details = DecisionDetails(outcome=Outcome.SELECTED, amount=Money.euros(10), reason="Good.")
        selection.decide(found, details, by=by)

    outcomes = at_once(
        (read, decide),
        (read, lambda found, by: applications.withdraw_application(found, "Moved.", by=by)),
    )

    was_decided = outcomes[0] is None
    assert was_decided or isinstance(outcomes[0], DomainError)
    assert outcomes[1] is None
    assert number_of(Decision) == was_decided


def test_two_officers_decide_and_one_is_told(
    call: Call, file: Application, at_once: AtOnce
) -> None:
    application_id, officer_id = file.id, make_officer(call).id

    def read() -> tuple[Any, ...]:
        found = one(
            Application, application_id, joinedload(Application.round).joinedload(Round.call)
        )
        return found, one(User, officer_id)

    def decide(outcome: Outcome, found: Application, by: User) -> None:
        selection.decide(found, DecisionDetails(outcome=outcome, reason="As agreed."), by=by)

    outcomes = at_once(
        (read, partial(decide, Outcome.WAITING_LIST)), (read, partial(decide, Outcome.NOT_SELECTED))
    )

    assert refusals(outcomes) == [ConflictError]
    assert (number_of(Decision), verbs("decision.prepared")) == (1, 1)


def test_a_jury_has_one_chair(call: Call, at_once: AtOnce) -> None:
    call_id, officer_id = call.id, make_officer(call).id
    make_juror(call)

    def offer(name: str, found: Call, by: User) -> None:
        seat = juries.Offer(
            full_name=name, email=f"{name}@town.example", role=JurorRole.CHAIR, employer="Town"
        )
        juries.invite_juror(found, seat, by=by)

    def read() -> tuple[Any, ...]:
        return one(Call, call_id, joinedload(Call.funder)), one(User, officer_id)

    outcomes = at_once((read, partial(offer, "ada")), (read, partial(offer, "bob")))

    assert refusals(outcomes) == [DomainError]
    assert number_of(Juror, Juror.role == JurorRole.CHAIR) == 1


def test_a_seat_is_taken_or_declined(call: Call, at_once: AtOnce) -> None:
    user = make_user()
    juror = make_juror(call, user=user, status=JurorStatus.INVITED)
    juror_id, user_id = juror.id, user.id

    def read() -> tuple[Any, ...]:
        of_call = joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call)
        return one(Juror, juror_id, of_call), one(User, user_id)

    outcomes = at_once(
        (read, lambda seat, by: juries.accept_seat(seat, by=by)),
        (read, lambda seat, by: juries.decline_seat(seat, by=by)),
    )

    assert refusals(outcomes) == [ConflictError]
    assert verbs("juror.accepted") + verbs("juror.declined") == 1


@pytest.fixture
def town() -> Organisation:
    return make_organisation(name="Town")


def with_organisation(thing: Any, by: User) -> Callable[[], tuple[Any, ...]]:
    """A membership or an invitation with its organisation, as its page has loaded it."""
    table, identifier, user_id = type(thing), thing.id, by.id

    def read() -> tuple[Any, ...]:
        options = [joinedload(table.organisation)]
        if table is Membership:
            options.append(joinedload(Membership.user))
        return one(table, identifier, *options), one(User, user_id)

    return read


def seat_of(user: User) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).one()


def test_a_member_is_removed_once(
    town: Organisation, at_once: AtOnce, sent: Callable[[], list[Any]]
) -> None:
    administrator, member = make_member(town, Role.ADMINISTRATOR), make_member(town)
    read = with_organisation(seat_of(member), administrator)

    def remove(seat: Membership, by: User) -> None:
        organisations.remove_member(seat, by=by)

    outcomes = at_once((read, remove), (read, remove))

    assert len(refusals(outcomes)) == 1
    assert (verbs("member.removed"), len(sent())) == (1, 1)


def test_an_organisation_keeps_one_of_two_administrators_who_leave(
    town: Organisation, at_once: AtOnce
) -> None:
    leaving = [make_member(town, Role.ADMINISTRATOR) for _ in range(2)]
    town_id, identifiers = town.id, [person.id for person in leaving]

    def read(user_id: uuid.UUID) -> tuple[Any, ...]:
        return one(Organisation, town_id), one(User, user_id)

    def leave(found: Organisation, by: User) -> None:
        organisations.leave_organisation(found, by=by)

    outcomes = at_once(*((partial(read, each), leave) for each in identifiers))

    assert refusals(outcomes) == [DomainError]
    assert number_of(Membership) == 1


def test_an_address_is_invited_once(town: Organisation, at_once: AtOnce) -> None:
    town_id, by_id = town.id, make_member(town, Role.ADMINISTRATOR).id

    def read() -> tuple[Any, ...]:
        return one(Organisation, town_id), one(User, by_id)

    def invite(found: Organisation, by: User) -> None:
        invitee = organisations.Invitee(email="new@town.example", role=Role.EDITOR)
        organisations.invite(found, invitee, by=by)

    outcomes = at_once((read, invite), (read, invite))

    assert refusals(outcomes) == [DomainError]
    assert number_of(Invitation) == 1


def test_an_invitation_is_accepted_once(town: Organisation, at_once: AtOnce) -> None:
    user = make_user()
    _invitation, clear = make_invitation(
        town, email=user.email, invited_by=make_member(town, Role.ADMINISTRATOR)
    )
    user_id = user.id

    def accept(by: User) -> None:
        organisations.accept_invitation(clear, by=by)

    outcomes = at_once(*[(lambda: (one(User, user_id),), accept)] * 2)

    assert refusals(outcomes) == [Gone]
    assert (number_of(Membership), verbs("member.joined")) == (2, 1)


def test_a_token_opens_once(at_once: AtOnce) -> None:
    clear = tokens.issue(make_user(), TokenPurpose.RESET)

    def redeem() -> None:
        tokens.redeem(clear, TokenPurpose.RESET)

    outcomes = at_once(*[(tuple, redeem)] * 2)

    assert refusals(outcomes) == [Gone]


def test_an_organisation_begins_one_draft(at_once: AtOnce) -> None:
    call, town = make_open_call(), make_body()
    call_id, town_id, user_id = call.id, town.id, make_writer(town).id

    def read() -> tuple[Any, ...]:
        return one(Call, call_id), one(Organisation, town_id), one(User, user_id)

    def start(found: Call, organisation: Organisation, by: User) -> None:
        applications.start_application(found, organisation, by=by)

    outcomes = at_once((read, start), (read, start))

    assert refusals(outcomes) == [ConflictError]
    assert number_of(Application) == 1


def test_files_of_one_call_filed_at_once_have_following_numbers(at_once: AtOnce) -> None:
    from tests.factories.applications import ANSWERS

    call = make_open_call()
    drafts = [make_application(call=call, answers=ANSWERS) for _ in range(3)]
    identifiers = [(draft.id, draft.created_by_id) for draft in drafts]

    def read(application_id: uuid.UUID, user_id: uuid.UUID) -> tuple[Any, ...]:
        return one(Application, application_id), one(User, user_id)

    def submit(found: Application, by: User) -> None:
        applications.submit_application(found, by=by)

    outcomes = at_once(*((partial(read, *each), submit) for each in identifiers))

    assert refusals(outcomes) == []
    filed = sa.select(Application.reference).where(
        Application.status == ApplicationStatus.SUBMITTED
    )
    numbers = sorted(str(reference)[-4:] for reference in db.session.scalars(filed))
    assert numbers == ["0001", "0002", "0003"]
