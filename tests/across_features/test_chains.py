"""Two applications of one project, through two rounds of a call: who is shut out of one is shut out
of the other, whichever they named.
"""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.applications.permissions import (
    count_stepped_back,
    has_stepped_back,
    read_application,
)
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import is_hidden
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.dashboard.queries import dashboard_calls, dashboard_juries
from callforprojects.juries import queries, services
from callforprojects.juries.joined_accounts import move
from callforprojects.juries.models import Declaration, Juror
from callforprojects.juries.services import Statement
from callforprojects.reviews.joined_accounts import hindering
from callforprojects.reviews.models import Review
from callforprojects.reviews.queries import juror_calls
from tests.factories.accounts import make_user
from tests.factories.applications import make_continuation
from tests.factories.calls import make_next_round
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    with_call,
    with_file,
)
from tests.factories.reviews import make_review


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


@dataclass
class Chain:
    """A person judged the first file, and has the second; other people's stand beside."""

    first: Application
    second: Application
    other: Application
    seats: tuple[Juror, Juror]
    person: User
    officer: User

    def seats_of_today(self) -> None:
        """What was read of the seats of people belongs to a transaction that is over."""
        db.session.commit()
        for user in (self.person, self.officer):
            user.forget_seats()


@pytest.fixture
def chain() -> Chain:
    call, person = make_judged_call(), make_user(first_name="Judith")
    first, before = make_filed(call, title="A note"), make_juror(call, user=person)
    assign(before, first)
    make_review(before, first, 5, 5, 5)
    make_next_round(call)
    second = make_filed(call, continues=first, title="A whole file")
    other, now_seated = make_filed(call, title="A pond"), make_juror(call, user=person)
    assign(now_seated, second, other)
    officer = make_officer(call, user=make_user(first_name="Lara", language="en"))
    make_officer(call, user=make_user(first_name="Carl"))
    db.session.commit()
    return Chain(first, second, other, (before, now_seated), person, officer)


def declare_on_the_second(chain: Chain) -> None:
    statement = Statement(has_conflict=True, reason="My sister works there.")
    services.declare_interests(chain.seats[1], with_call(chain.second), statement, by=chain.person)
    chain.seats_of_today()


def the_review(chain: Chain) -> Review:
    return db.session.scalars(sa.select(Review).where(Review.juror_id == chain.seats[0].id)).one()


def test_an_officer_who_steps_back_from_the_first_knows_nothing_of_the_second(
    chain, sign_in
) -> None:
    services.step_back(with_call(chain.first), "My cousin leads it.", by=chain.officer)
    chain.seats_of_today()

    second, call = with_call(chain.second), chain.second.call
    assert has_stepped_back(chain.officer, second)
    assert not read_application(chain.officer, second)
    assert is_hidden(chain.officer, "application", second.id)
    assert count_stepped_back(chain.officer, call) == 1
    (line,) = dashboard_calls(chain.officer.id)
    assert (line.has_stepped_back, line.left_to_colleagues) == (True, 1)
    with pytest.raises(DomainError, match="already"):
        services.step_back(second, "Again.", by=chain.officer)

    browser = sign_in(chain.officer)
    listed = browser.get(f"/applications/calls/{call.id}")
    assert listed.has("A pond")
    assert listed.has("1 file is not shown to you")
    assert not listed.has("A whole file")
    assert browser.get(f"/applications/{second.id}").status == 404
    assert read_application(chain.officer, with_call(chain.other))


def test_a_juror_who_declares_on_the_second_is_out_of_the_first_too(chain) -> None:
    declare_on_the_second(chain)

    before, now_seated = chain.seats
    current = chain.second.round_id
    assert not the_review(chain).is_counted
    assert queries.assignment_seats(chain.person.id) == {chain.other.id: "open"}
    assert queries.conflicted_jurors(chain.first.id) == {before.id}
    assert queries.conflicted_jurors(chain.second.id) == {now_seated.id}
    assert queries.closed_pairs(current) == {(now_seated.id, chain.second.id)}
    assert queries.closed_pairs(chain.first.round_id) == {(before.id, chain.first.id)}
    (jury,) = dashboard_juries(chain.person.id)
    (desk,) = juror_calls(chain.person.id)
    assert jury.total == desk.total == 1
    for file in (chain.first, chain.second):
        ((_conflict, named),) = queries.conflicts_of_call(file.round_id, chain.officer)
        assert named is file
        assert len(queries.conflicts_of_file(file.id)) == 1
    assert queries.conflicts_of_file(chain.other.id) == []


def test_what_was_announced_of_the_first_stays(chain) -> None:
    chain.first.round.announced_at = now()
    db.session.flush()

    declare_on_the_second(chain)

    assert the_review(chain).is_counted


def test_lifted_it_opens_both_and_each_is_declared_anew(chain) -> None:
    declare_on_the_second(chain)
    conflict = queries.conflict_of(chain.person.id, chain.first.project_id)
    assert conflict is not None
    assert with_file(conflict).application is chain.second

    services.lift_conflict(conflict, "A namesake.", by=chain.officer)
    chain.seats_of_today()

    assert not has_stepped_back(chain.person, chain.first)
    assert set(db.session.scalars(sa.select(Declaration.application_id))) == {chain.other.id}
    assert queries.assignment_seats(chain.person.id) == {
        chain.first.id: "to_declare",
        chain.second.id: "to_declare",
        chain.other.id: "open",
    }


def test_a_draft_that_goes_on_is_hidden_and_named_nowhere(chain) -> None:
    """The funder does not read it yet: no list lacks it, and none names it."""
    make_conflict(chain.person, chain.second)
    make_next_round(with_call(chain.second).call)
    third = make_continuation(chain.second)
    chain.seats_of_today()

    assert is_hidden(chain.person, "application", third.id)
    assert count_stepped_back(chain.person, with_call(third).call) == 1
    assert queries.conflicts_of_call(third.round_id, chain.officer) == []
    assert queries.closed_pairs(third.round_id) == frozenset()
    conflict = queries.conflict_of(chain.person.id, third.project_id)
    assert conflict is not None
    assert with_file(conflict).application is chain.second


def test_one_stands_for_a_person_and_a_project(chain) -> None:
    make_conflict(chain.person, chain.first)

    with pytest.raises(IntegrityError):
        make_conflict(chain.person, chain.second)


def test_two_accounts_that_have_each_left_one_file_are_joined(chain) -> None:
    gone = make_user()
    theirs, own = make_conflict(gone, chain.first), make_conflict(chain.person, chain.second)

    move(gone, chain.person)
    db.session.refresh(theirs)

    assert (theirs.user_id, own.user_id) == (gone.id, chain.person.id)
    assert chain.person.seats(ConflictOfInterest).keys() == {chain.first.id, chain.second.id}


def test_who_judges_one_file_has_not_left_the_other(chain) -> None:
    """Two accounts are not joined as long as one of them judges what the other has left."""
    other = make_user()
    make_conflict(other, chain.first)

    found = [str(obstacle.sentence) for obstacle in hindering(other, chain.person)]

    assert any("recused itself" in sentence for sentence in found)
