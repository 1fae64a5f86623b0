"""What arrived before the closing counts, however long it waited for its turn afterwards."""

import io
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.applications import services
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.services.versions import freeze_version
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web import unanswered
from callforprojects.core.web.arrivals import ENVIRON_KEY
from callforprojects.criteria.models import GridVersion
from tests.factories.applications import (
    ANSWERS,
    fill,
    make_application,
    make_body,
    make_member,
    make_open_call,
    make_unanswered_press,
    submission_of,
)
from tests.factories.files import PDF

pytestmark = pytest.mark.usefixtures("in_english")

WAIT = timedelta(seconds=12)


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def closes_at():
    return now() + timedelta(minutes=5)


@pytest.fixture
def draft(organisation, member, closes_at):
    call = make_open_call(closes_at=closes_at)
    draft = make_application(call=call, organisation=organisation, by=member)
    fill(draft, ANSWERS, by=member)
    return draft


@pytest.fixture
def served(sign_in, draft, member, closes_at):
    """Send something that arrived some time before the closing and is served 12 seconds later."""
    browser = sign_in(member)
    token = browser.token()

    def send(path, before, **fields):
        arrival = closes_at - before
        with time_machine.travel(arrival + WAIT, tick=False):
            return browser.post(
                path,
                data={"csrf_token": token, **fields},
                environ_overrides={ENVIRON_KEY: arrival.timestamp()},
            )

    return send


JUST_BEFORE, AT_ONCE = timedelta(milliseconds=1), timedelta(0)


def test_a_filing_that_arrived_in_time_is_accepted_and_says_so(
    served, draft, sign_in, member, closes_at, caplog
):
    path = f"/applications/{draft.id}"

    with caplog.at_level(logging.INFO, "callforprojects"):
        filed = served(f"{path}/submit", JUST_BEFORE, declaration="y")

    assert filed.response.location.endswith("/receipt")
    db.session.expire_all()
    submission = submission_of(db.session.get_one(Application, draft.id))
    assert submission.submitted_at == closes_at - JUST_BEFORE
    assert submission.recorded_at == closes_at - JUST_BEFORE + WAIT
    (line,) = [record for record in caplog.records if record.message == "application filed"]
    assert (line.received_at, line.recorded_at) == (
        submission.submitted_at.isoformat(),
        submission.recorded_at.isoformat(),
    )
    receipt = sign_in(member).get(f"{path}/receipt")
    assert receipt.has("Your request began to arrive on")
    assert receipt.has("the first instant is the one that counts")


def test_a_filing_that_arrived_at_the_closing_is_late(served, draft):
    page = served(f"/applications/{draft.id}/submit", AT_ONCE, declaration="y")

    assert (page.status, page.errors) == (422, ["This call is closed."])
    db.session.expire_all()
    assert db.session.get_one(Application, draft.id).status is ApplicationStatus.DRAFT


def test_a_receipt_at_once_explains_nothing(sign_in, draft, member):
    page = sign_in(member).get(f"/applications/{draft.id}/check")

    page = page.submit("File the application", declaration="y").follow()

    assert not page.has("Your request began to arrive")


ACTS: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {
    "an answer": lambda: ("answer?question=context", {"answer-context": "At the last minute."}),
    "a section": lambda: ("section?number=2", {"answer-context": "At the last minute."}),
    "a document": lambda: (
        "document?question=deliberation",
        {"answer-deliberation": (io.BytesIO(PDF), "deliberation.pdf")},
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("before", "is_kept"), [(JUST_BEFORE, True), (AT_ONCE, False)])
def test_what_is_saved_at_the_closing_is_judged_the_same_way(served, draft, act, before, is_kept):
    path, fields = ACTS[act]()

    page = served(f"/applications/{draft.id}/{path}", before, **fields)

    assert (page.response.status_code < 400) is is_kept


@pytest.mark.parametrize(("before", "status"), [(JUST_BEFORE, 302), (AT_ONCE, 422)])
def test_so_is_an_application_begun_at_the_closing(
    sign_in, organisation, member, closes_at, before, status
):
    call = make_open_call(closes_at=closes_at)
    browser = sign_in(member)
    token, arrival = browser.token(), closes_at - before

    with time_machine.travel(arrival + WAIT, tick=False):
        page = browser.post(
            f"/applications/start/{call.id}",
            data={"csrf_token": token, "organisation_id": str(organisation.id)},
            environ_overrides={ENVIRON_KEY: arrival.timestamp()},
        )

    assert page.status == status


def test_who_writes_an_arrival_oneself_gains_nothing(sign_in, draft, member, closes_at):
    browser = sign_in(member)
    token = browser.token()

    with time_machine.travel(closes_at + WAIT, tick=False):
        page = browser.post(
            f"/applications/{draft.id}/submit",
            data={"csrf_token": token, "declaration": "y"},
            headers={"X-Arrived-At": str((closes_at - WAIT).timestamp())},
        )

    assert page.errors == ["This call is closed."]


def press(browser, draft, declaration="y"):
    data = {"csrf_token": browser.token(), "declaration": declaration}
    return browser.post(f"/applications/{draft.id}/submit", data=data)


def filed_at(draft):
    db.session.expire_all()
    return submission_of(db.session.get_one(Application, draft.id)).submitted_at


class TestAPressThatNobodyCouldAnswer:
    @pytest.fixture
    def pressed_at(self, app, draft, member, closes_at):
        """A second before the closing, the site could not answer."""
        at = closes_at - timedelta(seconds=1)
        make_unanswered_press(app, draft, member, at)
        return at

    def test_counts_when_the_button_is_pressed_again(
        self, sign_in, draft, member, closes_at, pressed_at
    ):
        with time_machine.travel(closes_at + timedelta(minutes=50), tick=False):
            page = sign_in(member).get(f"/applications/{draft.id}/check")
            assert page.has("This call is closed.")
            assert page.has("the site could not answer. That instant counts if you file before")

            receipt = page.submit("File the application", declaration="y").follow()

        assert receipt.has("the first instant is the one that counts")
        assert filed_at(draft) == pressed_at
        submission = submission_of(db.session.get_one(Application, draft.id))
        assert submission.recorded_at == closes_at + timedelta(minutes=50)

    def test_counts_for_an_hour(self, sign_in, draft, member, pressed_at):
        browser = sign_in(member)
        with time_machine.travel(pressed_at + timedelta(hours=1), tick=False):
            page = browser.get(f"/applications/{draft.id}/check")
            assert "File the application" not in page.main
            late = press(browser, draft)

        assert late.errors == ["This call is closed."]

    def test_changes_nothing_while_the_call_is_open(self, app, sign_in, draft, member):
        before = now()
        make_unanswered_press(app, draft, member, before - timedelta(minutes=2))
        page = sign_in(member).get(f"/applications/{draft.id}/check")
        assert not page.has("could not answer")

        page.submit("File the application", declaration="y")

        assert filed_at(draft) >= before

    def test_is_never_earlier_than_what_it_files(self, app, sign_in, draft, member, closes_at):
        make_unanswered_press(app, draft, member, closes_at - timedelta(minutes=4))
        changed_at = closes_at - timedelta(minutes=2)
        with time_machine.travel(changed_at, tick=False):
            fill(draft, {"context": "Something else."}, by=member)
            db.session.commit()

        with time_machine.travel(closes_at + WAIT, tick=False):
            press(sign_in(member), draft)

        assert filed_at(draft) == changed_at

    def test_opens_nothing_else(self, served, draft, pressed_at):
        for act in ACTS.values():
            path, fields = act()
            page = served(f"/applications/{draft.id}/{path}", AT_ONCE, **fields)
            assert page.response.status_code >= 400

    def test_still_counts_after_a_refusal(self, sign_in, draft, member, closes_at, pressed_at):
        browser = sign_in(member)
        with time_machine.travel(closes_at + WAIT, tick=False):
            forgotten = press(browser, draft, declaration="")
            assert forgotten.has("That instant counts if you file before")
            press(browser, draft)

        assert filed_at(draft) == pressed_at

    @pytest.mark.usefixtures("pressed_at")
    def test_counts_for_nobody_else(self, sign_in, draft, organisation, closes_at):
        colleague = sign_in(make_member(organisation))

        with time_machine.travel(closes_at + WAIT, tick=False):
            page = press(colleague, draft)

        assert page.errors == ["This call is closed."]

    def test_is_forgotten_once_it_is_done(self, app, sign_in, draft, member, pressed_at):
        assert make_unanswered_press(app, draft, member, pressed_at) is None  # it is there already
        press(sign_in(member), draft)

        assert make_unanswered_press(app, draft, member, pressed_at) is not None

    @pytest.mark.usefixtures("pressed_at")
    def test_does_not_count_once_results_are_announced(self, sign_in, draft, member, closes_at):
        draft.call.current_round.announced_at = closes_at + timedelta(minutes=5)
        db.session.commit()

        with time_machine.travel(closes_at + timedelta(minutes=10), tick=False):
            page = press(sign_in(member), draft)

        assert page.errors == ["This call is closed: its results are announced."]

    @pytest.mark.parametrize("line", ["POST {} HTTP/1.1", "POST {}?again=1 HTTP/1.0"])
    def test_only_filing_is_marked(self, app, draft, member, closes_at, line):
        session = app.session_interface.get_signing_serializer(app)
        cookie = f"session={session.dumps({'person': str(member.id)})}"
        head = f"\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded"
        at = closes_at - timedelta(seconds=1)

        def mark(path):
            whole = (line.format(path) + head).encode()
            return unanswered.leave_mark(app, whole, b"declaration=y", at.timestamp())

        base = f"/applications/{draft.id}"
        with time_machine.travel(at, tick=False):
            for path in ("check", "section", "answer", "document", "withdraw", "delete"):
                assert mark(f"{base}/{path}") is None
            assert mark("/nowhere") is None
            assert mark(f"{base}/submit") is not None


def test_it_names_what_the_public_was_told_then_and_the_grid_that_will_mark_it(draft, member):
    first = freeze_version(draft.call, at=now())
    db.session.flush()

    services.submit_application(draft, by=member)
    freeze_version(draft.call, at=now())
    db.session.commit()

    assert draft.call_version_id == first.id
    grid = db.session.scalars(sa.select(GridVersion)).one()
    assert submission_of(draft).grid_version_id == grid.id
