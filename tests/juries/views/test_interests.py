"""The pages where jurors say what binds them to a file, before they open it."""

from sqlalchemy import select

from callforprojects.applications.models import ConflictOfInterest
from callforprojects.core.data.database import db
from callforprojects.juries.models import Assignment, Declaration
from tests.factories.accounts import make_user
from tests.factories.files import make_file
from tests.factories.juries import (
    assign,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
    user_of,
)


def test_a_juror_declares_and_opens_the_file(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)
    browser = sign_in(user_of(juror))
    assert browser.get(f"/reviews/applications/{file.id}").status == 404

    form = browser.get("/reviews/mine").follow(file.title)
    page = form.submit("Declare", interest="none").follow()

    assert page.h1 == file.title


def test_a_declared_conflict_closes_everything(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    document = make_file(file, by=make_user())
    assign(juror, file)
    browser = sign_in(user_of(juror))
    download = browser.get(f"/files/{document.id}")
    download.response.close()
    assert download.status == 200

    page = browser.get(f"/juries/applications/{file.id}/declare").submit(
        "Declare", interest="conflict", reason="My sister works there."
    )

    assert not page.follow().has(file.title)
    assert browser.get(f"/reviews/applications/{file.id}").status == 404
    assert browser.get(f"/juries/applications/{file.id}/declare").status == 404
    assert browser.get(f"/files/{document.id}").status == 404
    assert not browser.get(f"/juries/calls/{call.id}/declarations").has(file.title)


def test_documents_stay_closed_before_the_declaration(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    document = make_file(file, by=make_user())
    assign(juror, file, declared=False)

    assert sign_in(user_of(juror)).get(f"/files/{document.id}").status == 404


def test_an_answer_is_needed_to_declare(sign_in) -> None:
    call = make_judged_call()
    juror, file = make_juror(call), make_filed(call)
    assign(juror, file, declared=False)

    page = sign_in(user_of(juror)).get(f"/juries/applications/{file.id}/declare").submit("Declare")

    assert page.status == 422
    assert db.session.scalars(select(Declaration)).all() == []


def test_many_files_are_declared_in_one_page(sign_in) -> None:
    call = make_judged_call()
    juror, clear, bound, later = make_juror(call), *(make_filed(call) for _ in range(3))
    assign(juror, clear, bound, later, declared=False)
    form = sign_in(user_of(juror)).get(f"/juries/calls/{call.id}/declarations")

    answers = {
        f"interest-{clear.id}": "none",
        f"interest-{bound.id}": "conflict",
        f"reason-{bound.id}": "I wrote it.",
    }
    assert form.submit("Declare", **answers).status == 302

    assert user_of(juror).seats(Assignment) == {clear.id: "open", later.id: "to_declare"}
    assert user_of(juror).seats(ConflictOfInterest) == {bound.id: str(call.id)}


def test_each_conflict_of_the_list_has_a_reason(sign_in) -> None:
    call = make_judged_call()
    juror, bound = make_juror(call), make_filed(call)
    assign(juror, bound, declared=False)
    form = sign_in(user_of(juror)).get(f"/juries/calls/{call.id}/declarations")

    page = form.submit("Declare", **{f"interest-{bound.id}": "conflict"})

    assert page.status == 422
    assert user_of(juror).seat(Assignment, bound.id) == "to_declare"


def test_declaring_nothing_is_said_not_thanked(sign_in) -> None:
    call = make_judged_call()
    juror, later = make_juror(call), make_filed(call)
    assign(juror, later, declared=False)
    form = sign_in(user_of(juror)).get(f"/juries/calls/{call.id}/declarations")

    page = form.submit("Declare")

    assert page.status == 422
    assert page.errors == ["Answer for one file at least."]
    assert user_of(juror).seat(Assignment, later.id) == "to_declare"


def test_declarations_are_for_jurors_of_the_call(sign_in) -> None:
    call, other = make_judged_call(), make_judged_call()

    assert sign_in(make_officer(call)).get(f"/juries/calls/{call.id}/declarations").status == 404
    assert (
        sign_in(make_juror(other).user).get(f"/juries/calls/{call.id}/declarations").status == 404
    )
