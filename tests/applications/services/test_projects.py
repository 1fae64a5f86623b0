"""A project is held with its file, and goes with its last one."""

import pytest
import sqlalchemy as sa

from callforprojects.applications import services
from callforprojects.applications.dependents import DEPENDENTS
from callforprojects.applications.models import (
    Application,
    ConflictOfInterest,
    Project,
    Submission,
)
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import (
    make_application,
    make_body,
    make_continuation,
    make_member,
)
from tests.factories.calls import make_next_round
from tests.factories.juries import make_conflict

pytestmark = pytest.mark.usefixtures("app", "in_english")


@pytest.fixture
def first():
    return make_application(submitted=True)


def number_of(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def remove(application):
    """As an elimination does, without what is of no use here."""
    of_it = sa.delete(Submission).where(Submission.application_id == application.id)
    db.session.execute(of_it)
    db.session.execute(sa.delete(Application).where(Application.id == application.id))


def test_each_application_that_is_begun_begins_a_project(first) -> None:
    project = db.session.get_one(Project, first.project_id)

    other = services.start_application(
        first.call, first.organisation, by=make_member(first.organisation)
    )

    assert project.call_id == first.call_id
    assert (first.continues_id, other.continues_id) == (None, None)
    db.session.flush()
    assert other.project_id != first.project_id


def test_what_continues_an_application_is_no_second_project(first) -> None:
    organisation, writer = first.organisation, make_member(first.organisation)
    make_next_round(first.call)
    second = make_continuation(first)

    begun = services.start_application(first.call, organisation, by=writer)

    assert begun.round_id == second.round_id
    with pytest.raises(ConflictError, match="already begun"):
        services.start_application(first.call, organisation, by=writer)


def test_a_draft_of_a_chain_is_restored_unless_another_continues_it(first) -> None:
    writer = make_member(first.organisation)
    make_next_round(first.call)
    second = make_continuation(first)
    services.delete_draft(second, by=writer)
    db.session.flush()
    third = make_continuation(first)

    with pytest.raises(ConflictError, match="another draft"):
        services.restore_draft(second, by=writer)

    services.delete_draft(third, by=writer)
    services.start_application(first.call, first.organisation, by=writer)
    services.restore_draft(second, by=writer)
    assert not second.is_deleted


def test_of_two_organisations_only_drafts_of_new_projects_are_rivals(first) -> None:
    """Each may go on with what it has filed, and with one new project, once they are one."""
    call, gone = first.call, first.organisation
    other = make_application(call=call, organisation=make_body(), submitted=True)
    kept = other.organisation
    make_next_round(call)
    going_on = [make_continuation(first).id, make_continuation(other).id]
    rival = make_application(call=call, organisation=gone)
    own = make_application(call=call, organisation=kept)

    DEPENDENTS.move(gone, kept, make_administrator())
    db.session.commit()

    applications = db.session.scalars(sa.select(Application)).all()
    assert {application.organisation_id for application in applications} == {kept.id}
    assert {each.id for each in applications if each.is_deleted} == {rival.id}
    assert {each.id for each in applications if not each.is_deleted} == {
        *going_on,
        *(first.id, other.id, own.id),
    }


def test_a_project_goes_with_its_last_file_and_not_before(first) -> None:
    make_next_round(first.call)
    second = make_continuation(first)
    make_conflict(make_user(), first)

    services.remove_project(first.project_id)
    assert (number_of(Project), number_of(ConflictOfInterest)) == (1, 1)

    remove(second)
    services.remove_project(first.project_id)
    assert (number_of(Project), number_of(ConflictOfInterest)) == (1, 1)

    remove(first)
    services.remove_project(first.project_id)
    assert (number_of(Project), number_of(ConflictOfInterest)) == (0, 0)


def test_what_continued_a_removed_application_begins_its_chain(first) -> None:
    make_next_round(first.call)
    second = make_continuation(first)

    remove(first)
    db.session.refresh(second)

    assert second.continues_id is None


def test_what_was_removed_is_not_held(first) -> None:
    draft = make_application(call=first.call)
    services.lock_with_project(first)
    remove(draft)

    with pytest.raises(ConflictError, match="removed"):
        services.lock_with_project(draft)
