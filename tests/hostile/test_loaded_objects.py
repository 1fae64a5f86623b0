"""Pages that show columns read columns: letting go of many loaded objects once killed processes."""

from collections.abc import Iterable

import pytest

from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.reviews.services import refresh_standing
from callforprojects.selection.models import Outcome
from tests.factories.calls import make_call
from tests.factories.juries import (
    assign,
    make_conflict,
    make_filed,
    make_judged_call,
    make_juror,
    make_officer,
)
from tests.factories.reviews import make_review
from tests.factories.selection import make_decision

pytestmark = pytest.mark.usefixtures("app")

PAGES = (
    "/",
    "/calls/",
    "/selection/calls/{id}",
    "/selection/calls/{id}?sort=-title&columns=title",
    "/selection/calls/{id}/export",
    "/selection/calls/{id}/decisions",
    "/selection/calls/{id}/results",
    "/selection/calls/{id}/results/export",
    "/reviews/calls/{id}/results",
    "/reviews/calls/{id}/results/download",
    "/juries/calls/{id}/assignments",
    "/juries/calls/{id}/assignments/download",
)


def add_rows(call: Call, numbers: Iterable[int]) -> None:
    """Files scored by two jurors, of whom one changed their mind, and announced; calls to list."""
    call.current_round.announced_at = None
    for _number in numbers:
        file = make_filed(call)
        jurors = [make_juror(call) for _ in range(3)]
        for juror in jurors:
            assign(juror, file)
        make_review(jurors[0], file, 5, 5, 5)
        make_review(jurors[1], file, 1, 1, 1).is_revised = True
        make_conflict(jurors[2], file)
        refresh_standing(file.id)
        make_decision(file, Outcome.SELECTED, announced_at=now())
        make_call("open")
    call.current_round.announced_at = now()


def test_no_page_loads_more_objects_for_three_rows_than_for_one(sign_in, count_objects) -> None:
    call = make_judged_call()
    officer, call_id = sign_in(make_officer(call)), call.id

    def loaded(path: str) -> dict[str, int]:
        with count_objects() as objects:
            assert officer.get(path.format(id=call_id)).status == 200
        return dict(objects)

    add_rows(call, range(1))
    for_one = {path: loaded(path) for path in PAGES}
    add_rows(db.session.get_one(Call, call_id), range(2))
    for_three = {path: loaded(path) for path in PAGES}

    assert for_three == for_one
