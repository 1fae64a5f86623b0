"""A call and its round held by two people at once: published, deleted, announced, postponed."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.applications import services as applications
from callforprojects.applications.models import Application, Submission
from callforprojects.calls import queries as calls, services
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import Call, CallVersion, Publication, Round
from callforprojects.calls.services.integrity import fault_of_versions
from callforprojects.calls.services.versions import freeze_version
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.models import Criterion, GridVersion
from callforprojects.criteria.services import add_criterion, remove_criterion
from callforprojects.juries import services as juries
from callforprojects.juries.models import Assignment
from callforprojects.organisations import services as organisations
from callforprojects.organisations.models import Organisation
from callforprojects.selection import services as selection
from callforprojects.selection.models import Announcement, Decision, Outcome
from callforprojects.selection.services import DecisionDetails
from callforprojects.selection.services.integrity import fault_of_decisions
from tests.factories.accounts import make_user
from tests.factories.applications import (
    ANSWERS,
    make_application,
    make_body,
    make_member,
    make_open_call,
)
from tests.factories.calls import make_call, make_officer as make_editor
from tests.factories.juries import make_filed, make_judged_call, make_juror, make_officer
from tests.factories.selection import ALL_THE_SAME, make_act, make_decision
from tests.hostile.conftest import AtOnce

pytestmark = pytest.mark.usefixtures("app")

# What pages turn into "somebody was faster", with what was typed kept; what is gone is "not found".
FASTER = (DomainError, StaleDataError, IntegrityError, NoResultFound)
OF_FILE = (
    joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
    joinedload(Application.organisation),
)
GOOD = CriterionDetails(title="Ambition", weight=Points.of(100))


def reading(table: Any, thing: Any, by: User, options: Sequence[Any] = ()) -> Callable[[], Any]:
    """Somebody who has a page about a thing before them."""
    thing_id, user_id = thing.id, by.id

    def read() -> tuple[Any, ...]:
        query = sa.select(table).where(table.id == thing_id).options(*options)
        return db.session.scalars(query).one(), db.session.get_one(User, user_id)

    return read


def of_call(call: Call, by: User) -> Callable[[], Any]:
    return reading(Call, call, by, calls.DRAFT_PAGE)


def told(outcomes: list[Any]) -> list[Any]:
    """Those who were refused; whatever else went wrong fails the test."""
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [outcome for outcome in refused if not isinstance(outcome, FASTER)] == []
    return refused


def number_of(table: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def nothing_touched() -> bool:
    connection = db.session.connection()
    return fault_of_versions(connection) is None and fault_of_decisions(connection) is None


def announceable() -> tuple[Call, Application, User]:
    """A call whose letters wait for the last press."""
    call = make_judged_call()
    file, officer = make_filed(call), make_officer(call)
    make_act(call)
    make_decision(file, Outcome.NOT_SELECTED)
    query = sa.select(Call).where(Call.id == call.id).options(joinedload(Call.funder))
    selection.prepare_letters(db.session.scalars(query).one(), by=officer)
    return call, file, officer


def announce(call: Call, by: User) -> int:
    return selection.announce_results(call, ALL_THE_SAME, by=by)


def test_a_draft_is_published_once(at_once: AtOnce) -> None:
    call = make_call("ready")
    officer, call_id = make_editor(call.funder), call.id
    read = of_call(call, officer)

    outcomes = at_once(
        *[(read, lambda found, by: services.publish_call(found, by=by)) for _two in range(2)]
    )

    assert len(told(outcomes)) == 1
    assert number_of(CallVersion, CallVersion.call_id == call_id) == 1
    assert number_of(Activity, Activity.verb == "call.published") == 1
    assert nothing_touched()


@pytest.mark.parametrize("verb", ["deleted", "published"])
def test_a_grid_is_not_changed_behind_what_ends_its_draft(at_once: AtOnce, verb: str) -> None:
    call = make_call("ready")
    officer, call_id = make_editor(call.funder), call.id
    end = services.delete_call if verb == "deleted" else services.publish_call
    before = number_of(Criterion)

    outcomes = at_once(
        (of_call(call, officer), lambda found, by: end(found, by=by)),
        (of_call(call, officer), lambda found, by: add_criterion(found, GOOD, by=by) and None),
    )

    refused = told(outcomes)
    assert number_of(Criterion) == before + (outcomes[1] is None)
    assert len(refused) <= 1
    kept = db.session.get_one(Call, call_id)
    assert (kept.deleted_at is not None or kept.status is Publication.PUBLISHED) is (
        outcomes[0] is None
    )
    assert nothing_touched()


def test_the_first_criterion_of_two_people_begins_one_grid(at_once: AtOnce) -> None:
    call = make_call()
    round_id = call.current_round.id
    read = of_call(call, make_editor(call.funder))

    outcomes = at_once(*[(read, lambda c, by: add_criterion(c, GOOD, by=by) and None)] * 2)

    assert number_of(GridVersion, GridVersion.round_id == round_id) == 1
    assert number_of(Criterion) == 2 - len(told(outcomes))


def test_one_criterion_is_removed_once(at_once: AtOnce) -> None:
    call = make_call("ready")
    criterion = db.session.scalars(sa.select(Criterion).where(Criterion.position == 1)).one()
    options = [joinedload(Criterion.grid).joinedload(GridVersion.round).joinedload(Round.call)]
    read = reading(Criterion, criterion, make_editor(call.funder), options)

    outcomes = at_once(*[(read, lambda found, by: remove_criterion(found, by=by))] * 2)

    assert len(told(outcomes)) <= 1
    assert db.session.scalars(sa.select(Criterion.position)).all() == [1]


def test_results_are_announced_once(at_once: AtOnce) -> None:
    call, _file, officer = announceable()
    read = of_call(call, officer)

    outcomes = at_once((read, announce), (read, announce))

    assert len(told(outcomes)) == 1
    assert number_of(Activity, Activity.verb == "results.announced") == 1
    assert number_of(Announcement, Announcement.released_at.is_not(None)) == 1
    assert nothing_touched()


def test_a_decision_is_not_changed_behind_the_announcement(at_once: AtOnce) -> None:
    call, file, officer = announceable()

    def decide(found: Application, by: User) -> None:
        details = DecisionDetails(outcome=Outcome.WAITING_LIST, reason="Later.", version=1)
        selection.decide(found, details, by=by)

    announced, decided = at_once(
        (of_call(call, officer), announce), (reading(Application, file, officer, OF_FILE), decide)
    )

    told([announced, decided])
    live = db.session.scalars(sa.select(Decision).where(Decision.superseded_at.is_(None))).one()
    if announced == 1:
        assert isinstance(decided, FASTER)
        assert (live.outcome, live.sha256 != "") == (Outcome.NOT_SELECTED, True)
    else:  # whoever corrected was first: the letter is not the one of the decision any more
        assert decided is None
        assert (live.outcome, live.sha256) == (Outcome.WAITING_LIST, "")
    assert nothing_touched()


def test_a_file_withdrawn_as_results_are_announced_is_told_or_not(at_once: AtOnce) -> None:
    call, file, officer = announceable()
    writer, file_id = make_user(), file.id

    def withdraw(found: Application, by: User) -> None:
        applications.withdraw_application(found, "Moved.", by=by)

    announced, withdrawn = at_once(
        (of_call(call, officer), announce), (reading(Application, file, writer, OF_FILE), withdraw)
    )

    told([announced, withdrawn])
    kept = db.session.get_one(Application, file_id)
    assert (kept.withdrawn_at is not None) is (withdrawn is None)
    if kept.withdrawn_at is not None and announced == 0:  # nobody was left to write to
        assert number_of(Decision, Decision.sha256 != "") == 0
    assert nothing_touched()


def test_a_file_that_is_filed_as_the_closing_moves_names_a_version_of_the_call(
    at_once: AtOnce,
) -> None:
    call = make_open_call()
    town = make_body()
    writer, officer = make_member(town), make_editor(call.funder)
    file = make_application(call=call, organisation=town, by=writer, answers=ANSWERS)
    call_id, file_id = call.id, file.id
    freeze_version(call, at=now())

    def postpone(found: Call, by: User) -> None:
        closes_at = now() + timedelta(days=90)
        details = NewClosing(closes_at=closes_at, reason="A storm.", version=found.version)
        services.postpone_call(found, details, by=by)

    def submit(found: Application, by: User) -> None:
        applications.submit_application(found, by=by)

    postponed, filed = at_once(
        (reading(Call, call, officer, calls.CALL_PAGE), postpone),
        (reading(Application, file, writer), submit),
    )

    told([postponed, filed])
    assert filed is None
    kept = db.session.get_one(Application, file_id)
    versions = sa.select(CallVersion.id).where(CallVersion.call_id == call_id)
    assert kept.call_version_id in db.session.scalars(versions).all()


def test_what_is_filed_as_its_organisation_is_merged_is_of_the_one_that_stays(
    at_once: AtOnce,
) -> None:
    call = make_open_call()
    gone, kept = make_body(), make_body()
    writer, administrator = make_member(gone), make_user(is_administrator=True)
    file = make_application(call=call, organisation=gone, by=writer, answers=ANSWERS)
    kept_id, gone_id, file_id = kept.id, gone.id, file.id

    def merge(found: Organisation, by: User) -> None:
        organisations.merge_organisations(found, db.session.get_one(Organisation, kept_id), by=by)

    def submit(found: Application, by: User) -> None:
        applications.submit_application(found, by=by)

    merged, filed = at_once(
        (reading(Organisation, gone, administrator), merge),
        (reading(Application, file, writer), submit),
    )

    told([merged, filed])
    owner = db.session.scalars(
        sa.select(Application.organisation_id).where(Application.id == file_id)
    ).one()
    assert owner == (kept_id if merged is None else gone_id)
    assert number_of(Submission) == (filed is None)


def test_a_call_does_not_open_again_as_its_files_are_given(at_once: AtOnce) -> None:
    call = make_judged_call()
    officer, file, juror = make_officer(call), make_filed(call), make_juror(call)
    juror_id, round_id = juror.id, call.current_round.id

    def postpone(found: Call, by: User) -> None:
        later = now() + timedelta(days=9)
        details = NewClosing(closes_at=later, reason="A storm.", version=found.version)
        time.sleep(0.1)
        services.postpone_call(found, details, by=by)

    def choose(found: Application, by: User) -> None:
        juries.choose_jurors(found, frozenset({juror_id}), by=by)
        db.session.flush()
        time.sleep(0.3)  # the files are given, and nobody else can read it yet

    outcomes = at_once(
        (reading(Call, call, officer, calls.CALL_PAGE), postpone),
        (reading(Application, file, officer, OF_FILE), choose),
    )

    assert [type(outcome) for outcome in told(outcomes)] in ([ConflictError], [DomainError])
    closes_at = db.session.get_one(Round, round_id).closes_at
    assert closes_at is not None
    assert number_of(Assignment) == (closes_at < now())


def test_nothing_is_begun_for_a_call_of_which_one_becomes_the_funder(at_once: AtOnce) -> None:
    call = make_open_call()
    town = make_body()
    writer, administrator = make_member(town), make_user(is_administrator=True)
    funder = db.session.get_one(Organisation, call.funder_id)
    town_id = town.id

    def merge(found: Organisation, by: User) -> None:
        organisations.merge_organisations(found, db.session.get_one(Organisation, town_id), by=by)
        time.sleep(0.3)

    def begin(found: Call, by: User) -> None:
        applicant = db.session.get_one(Organisation, town_id)
        time.sleep(0.1)  # the two are being merged
        applications.start_application(found, applicant, by=by)

    outcomes = at_once(
        (reading(Organisation, funder, administrator), merge),
        (reading(Call, call, writer, calls.CALL_PAGE), begin),
    )

    assert len(told(outcomes)) == 1
    is_own = Call.funder_id == Application.organisation_id
    own = sa.select(Application.id).join(Application.round).join(Round.call).where(is_own)
    assert db.session.scalars(own).all() == []
