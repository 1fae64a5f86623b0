"""Stepping back from a file without a seat in the jury, what it forbids, and how it is lifted."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError, NotAllowed
from callforprojects.juries import queries, services
from callforprojects.juries.models import Assignment, JurorStatus
from callforprojects.organisations.models import Role
from callforprojects.reviews.queries import standing_of
from tests.factories.accounts import make_user
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
    with_call,
    with_file,
)
from tests.factories.reviews import make_review

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def scene():
    call = make_judged_call(contact_email="funder@state.example")
    officer = make_officer(call, user=make_user(first_name="Lara", last_name="Lune"))
    make_officer(call, user=make_user(first_name="Carl", last_name="Autre"))
    return call, make_filed(call), officer


def declared(conflict: ConflictOfInterest) -> ConflictOfInterest:
    """The déport as the page loads it."""
    loaded = queries.conflict_of(conflict.user_id, conflict.project_id)
    assert loaded is not None
    return with_file(loaded)


def test_an_officer_steps_back_without_a_seat_in_the_jury(scene, sign_in, sent) -> None:
    _call, file, officer = scene
    browser = sign_in(officer)

    page = browser.get(f"/applications/{file.id}").follow("Recuse myself from this file…")
    after = page.submit("Recuse myself from this file", reason="My cousin leads it.").follow()

    assert after.has("This file is closed to you. Thank you for saying so.")
    assert not after.has(file.title)
    assert browser.get(f"/applications/{file.id}").status == 404
    (conflict,) = db.session.scalars(select(ConflictOfInterest))
    assert (conflict.user_id, conflict.recorded_by_id) == (officer.id, officer.id)
    assert conflict.reason == "My cousin leads it."
    (message,) = sent()
    assert message.to_email == "funder@state.example"
    assert "Lara Lune has declared an interest" in message.text
    assert "cousin" not in message.text


def test_a_reason_is_asked(scene, sign_in) -> None:
    _call, file, officer = scene
    form = sign_in(officer).get(f"/juries/applications/{file.id}/step-back")

    page = form.submit("Recuse myself from this file", reason=" ")

    assert page.status == 422
    assert page.has("Say in a few words which interest it is.")


def test_an_administrator_of_the_funder_is_not_above_a_conflict(scene, sign_in) -> None:
    call, file, _officer = scene
    administrator = make_officer(call, role=Role.ADMINISTRATOR)
    make_conflict(administrator, file)
    browser = sign_in(administrator)

    assert browser.get(f"/applications/{file.id}").status == 404
    assert browser.get(f"/selection/applications/{file.id}").status == 404
    assert not browser.get(f"/selection/calls/{call.id}").has(file.title)


def test_stepping_back_takes_ones_review_out(scene) -> None:
    call, file, officer = scene
    juror = make_juror(call, user=officer)
    assign(juror, file)
    make_review(juror, file, 3, 3, 5)

    services.step_back(with_call(file), "Family.", by=user_of(juror))

    standing = standing_of(file.id)
    assert standing is not None
    assert standing.count == 0
    with pytest.raises(DomainError):
        services.step_back(with_call(file), "Again.", by=user_of(juror))


@pytest.mark.parametrize("contact", ["lara@state.example", "LARA@state.example", ""])
def test_no_mail_about_a_file_goes_to_whoever_stepped_back_from_it(contact, sent) -> None:
    """Neither at the contact of the call, nor as the author of it: a colleague reads it."""
    lara = make_user(email="lara@state.example")
    call = make_judged_call(contact_email=contact, created_by_id=lara.id)
    make_officer(call, user=lara)
    make_officer(call, user=make_user(email="carl@state.example"))
    file = make_filed(call)

    services.step_back(with_call(file), "Family.", by=lara)

    assert [message.to_email for message in sent()] == ["carl@state.example"]


def test_without_anybody_left_nobody_is_written_to(sent) -> None:
    lara = make_user(email="lara@state.example")
    call = make_judged_call(contact_email="", created_by_id=lara.id)
    make_officer(call, user=lara)

    services.step_back(with_call(make_filed(call)), "Family.", by=lara)

    assert sent() == []


def test_the_mail_to_a_juror_says_nothing_of_the_file(scene, sent) -> None:
    call, file, officer = scene
    juror = make_juror(call)
    assign(juror, file)

    services.pin_conflict(juror, with_call(file), "A former mayor.", by=officer)

    (message,) = sent()
    assert message.to_email == juror.email
    for part in (message.subject, message.text, message.html):
        assert file.reference not in part
        assert file.title not in part


@pytest.mark.parametrize(
    ("role", "way"),
    [(Role.ADMINISTRATOR, "Invite another officer"), (Role.EDITOR, "See its members")],
)
def test_the_last_officer_is_warned_before_declaring(role, way, sign_in) -> None:
    call = make_judged_call()
    file, other = make_filed(call), make_filed(call)
    last = make_officer(call, role=role)
    make_conflict(make_officer(call, user=make_user()), other)
    make_officer(call, role=Role.READER, user=make_user())
    juror = make_juror(call, user=last)
    assign(juror, file, other, declared=False)
    browser = sign_in(last)

    for address in (
        f"/juries/applications/{file.id}/step-back",
        f"/juries/applications/{file.id}/declare",
        f"/juries/calls/{call.id}/declarations",
    ):
        page = browser.get(address)
        assert page.has("Nobody will be left to act on this call."), address
        assert way in page.links


def test_who_is_not_the_last_is_not_warned(scene, sign_in) -> None:
    _call, file, officer = scene

    page = sign_in(officer).get(f"/juries/applications/{file.id}/step-back")

    assert not page.has("Nobody will be left")


def test_when_nobody_is_left_the_refusal_says_so(sign_in) -> None:
    call = make_judged_call()
    officer = make_officer(call)
    make_conflict(officer, make_filed(call))

    page = sign_in(officer).get(f"/selection/calls/{call.id}/letters")
    other = sign_in(officer).get(f"/juries/calls/{call.id}/distribution")

    assert other.has("another officer must be invited")
    assert page.status == 200


def test_a_colleague_lifts_it_and_the_record_stays(scene, sign_in, sent) -> None:
    call, file, officer = scene
    make_conflict(officer, file)
    colleague = make_officer(call, user=make_user(first_name="Nina", last_name="Neutre"))
    browser = sign_in(colleague)

    page = browser.get(f"/juries/applications/{file.id}/jurors").follow("Lift… Lara Lune")
    after = page.submit("Open the file again", reason="A namesake.").follow()

    assert after.has("Lifted on")
    assert after.has("A namesake.")
    assert sign_in(officer).get(f"/applications/{file.id}").status == 200
    (message,) = sent()
    assert message.to_email == officer.email
    verbs = db.session.scalars(select(Activity.verb).order_by(Activity.at))
    assert "conflict.lifted" in list(verbs)


def test_nobody_lifts_their_own(scene, sign_in) -> None:
    _call, file, officer = scene
    conflict = make_conflict(officer, file)

    assert sign_in(officer).get(f"/juries/conflicts/{conflict.id}/lift").status == 404
    with pytest.raises(NotAllowed):
        services.lift_conflict(declared(conflict), "I changed my mind.", by=officer)


def test_it_is_lifted_once(scene) -> None:
    call, file, officer = scene
    conflict = declared(make_conflict(officer, file))
    colleague = make_officer(call, user=make_user())
    services.lift_conflict(conflict, "A namesake.", by=colleague)

    with pytest.raises(ConflictError):
        services.lift_conflict(conflict, "Again.", by=colleague)


def test_a_juror_declares_again_once_it_is_lifted(scene) -> None:
    call, file, officer = scene
    juror = make_juror(call)
    assign(juror, file)
    conflict = declared(make_conflict(juror, file))

    services.lift_conflict(conflict, "A namesake.", by=officer)

    assert user_of(juror).seats(Assignment) == {file.id: "to_declare"}


def test_who_left_the_jury_is_not_asked_to_declare_again(scene, sent) -> None:
    call, file, officer = scene
    left, reads = make_juror(call), make_officer(call, user=make_user())
    make_juror(call, user=reads, status=JurorStatus.REMOVED)
    for person in (left, reads):
        make_conflict(person, file)
    left.status = JurorStatus.REMOVED

    for person_id in (left.user_id, reads.id):
        conflict = db.session.scalars(select(ConflictOfInterest).filter_by(user_id=person_id)).one()
        services.lift_conflict(declared(conflict), "A namesake.", by=officer)

    (message,) = sent()
    assert message.to_email == reads.email
    assert f"/applications/{file.id}" in message.text
    assert "declare your interests" not in message.text


def test_stepping_back_again_after_it_was_lifted(scene) -> None:
    call, file, officer = scene
    conflict = declared(make_conflict(officer, file))
    services.lift_conflict(conflict, "A namesake.", by=make_officer(call, user=make_user()))

    services.step_back(with_call(file), "Another tie.", by=officer)

    assert len(queries.conflicts_of_file(file.id)) == 2
    assert db.session.get_one(Application, file.id) is not None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries_made"),
    [
        ("/applications/calls/{}", 6),
        ("/juries/calls/{}/assignments", 7),
        ("/reviews/calls/{}/results", 8),
        ("/selection/calls/{}", 8),
        ("/selection/calls/{}/decisions", 8),
    ],
)
def test_what_is_not_shown_costs_a_constant_number_of_queries(
    page, queries_made, count, scene, sign_in, count_queries
) -> None:
    call, file, officer = scene
    make_conflict(officer, file)
    for _ in range(count):
        make_conflict(officer, make_filed(call))
        make_filed(call)
    browser, address = sign_in(officer), page.format(call.id)
    browser.get(address)

    with count_queries() as seen:
        shown = browser.get(address)

    assert shown.has(f"{count + 1} files are not shown to you")
    assert len(seen) == queries_made


def judged_by(call, *files):
    """Somebody who judges these files and has handed in nothing."""
    juror = make_juror(call, user=make_user(first_name="Judith", last_name="Juge"))
    assign(juror, *files)
    return juror


def test_reminders_cover_every_file_and_are_for_a_colleague(scene, sign_in, sent) -> None:
    call, file, officer = scene
    judged_by(call, make_filed(call))
    path = f"/reviews/calls/{call.id}/reminders"
    browser = sign_in(officer)
    seen_before = browser.get(path)
    make_conflict(officer, file)

    page = browser.get(path)
    assert page.has("You have recused yourself from 1 file of this call")
    assert page.has("Who can: Carl Autre.")
    assert not page.has("Send 1 reminder")
    assert seen_before.submit("Send 1 reminder").status == 422
    assert sent() == []


def test_removing_a_juror_covers_all_their_files(scene, sign_in) -> None:
    call, file, officer = scene
    juror = judged_by(call, make_filed(call))
    path = f"/juries/jurors/{juror.id}/remove"
    browser = sign_in(officer)
    seen_before = browser.get(path)
    make_conflict(officer, file)

    assert browser.get(path).has("Who can: Carl Autre.")
    assert seen_before.submit("Remove this juror").status == 422
    db.session.refresh(juror)
    assert juror.status is JurorStatus.ACCEPTED


@pytest.mark.parametrize("was_juror", [False, True])
def test_an_invitation_that_covers_no_file_is_theirs_to_take_back(
    was_juror, scene, sign_in
) -> None:
    """Of a former juror who is invited again too."""
    call, file, officer = scene
    juror = make_juror(call, status=JurorStatus.INVITED, full_name="Ana Lo")
    juror.user = juror.user if was_juror else None
    make_conflict(officer, file)

    page = sign_in(officer).get(f"/juries/calls/{call.id}").follow("Remove Ana Lo")
    page.submit("Remove this juror")

    db.session.refresh(juror)
    assert juror.status is JurorStatus.REMOVED


def test_acts_that_cover_every_file_are_not_offered_to_who_stepped_back(scene, sign_in) -> None:
    call, file, officer = scene
    judged_by(call, make_filed(call))
    refused = {
        "Remind – Reviews submitted",
        "Remove Judith Juge",
        "Give the files evenly",
        "Prepare the letters",
    }
    paths = (
        f"/juries/calls/{call.id}",
        f"/juries/calls/{call.id}/assignments",
        f"/selection/calls/{call.id}/decisions",
    )

    def offered() -> set[str]:
        return refused & {name for path in paths for name in browser.get(path).links}

    browser = sign_in(officer)
    assert offered() == refused
    make_conflict(officer, file)

    assert offered() == set()
    assert browser.get(paths[0]).has("Who can: Carl Autre.")


def test_the_conflict_of_a_colleague_is_noted_on_files_that_are_open_only(scene, sign_in) -> None:
    call, file, officer = scene
    other = make_filed(call)
    juror = judged_by(call, file, other)
    browser = sign_in(officer)
    path, theirs = (f"/juries/applications/{each.id}/conflict" for each in (other, file))
    seen_before = browser.get(theirs)
    make_conflict(officer, file)
    said = {"juror": str(juror.id), "reason": "A cousin."}

    assert browser.get(theirs).status == 404
    assert seen_before.submit("Close the file to this juror", **said).status == 404
    assert browser.get(path).submit("Close the file to this juror", **said).status == 302

    found = db.session.scalars(
        select(ConflictOfInterest).where(ConflictOfInterest.user_id == juror.user_id)
    ).one()
    assert found.project_id == other.project_id
