"""Every figure of a jury says the same, when a juror leaves, a file is withdrawn, or both."""

import csv
import io
import re
from itertools import chain, combinations

import pytest
from sqlalchemy import select

from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.dashboard.queries import dashboard_calls, dashboard_juries
from callforprojects.juries import queries, services
from callforprojects.juries.queries import applications_by_id
from callforprojects.reviews.models import Review, ReviewStatus
from callforprojects.reviews.queries import (
    all_scored_files,
    juror_calls,
    results_of_call,
    standing_of,
    waiting_jurors,
)
from callforprojects.reviews.tables import SCORED
from callforprojects.selection.queries import RankingFilters, unfinished_of, whole_ranking
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
    with_funder,
)
from tests.factories.reviews import make_review
from tests.factories.selection import with_funder as call_with_funder
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("app")

EVENTS = ("leaves", "withdrawn", "steps back", "found in conflict")


class Scene:
    """Three files and three jurors: six reviews wanted, four of them handed in, one begun."""

    def __init__(self) -> None:
        self.call = make_judged_call(title="Rivers first")
        self.officer = make_officer(self.call, user=make_user(language="en"))
        make_officer(self.call, user=make_user(first_name="Carl"))
        self.a, self.b, self.c = (make_filed(self.call) for _ in range(3))
        self.one, self.two, self.three = (
            make_juror(self.call, full_name=name) for name in ("Ada", "Bo", "Cy")
        )
        assign(self.one, self.a, self.b, self.c)
        assign(self.two, self.a, self.b)
        assign(self.three, self.c)
        make_review(self.one, self.a, 1, 1, 1)
        make_review(self.one, self.b, 1, None, None, submitted=False)
        make_review(self.two, self.a, 5, 5, 5)
        make_review(self.two, self.b, 5, 5, 5)
        make_review(self.three, self.c, 3, 3, 3)
        db.session.commit()

    def happen(self, event: str) -> None:
        if event == "leaves":
            services.remove_juror(with_funder(self.one), by=self.officer)
        elif event == "withdrawn":
            self.a.status, self.a.withdrawn_at = ApplicationStatus.WITHDRAWN, now()
        elif event == "steps back":
            services.pin_conflict(self.three, with_call(self.c), "A cousin.", by=self.officer)
        else:
            services.pin_conflict(self.one, with_call(self.a), "A mandate.", by=self.officer)
        db.session.commit()
        db.session.expire_all()


@pytest.fixture
def scene():
    return Scene()


def cases():
    orders = chain.from_iterable(combinations(EVENTS, size) for size in range(len(EVENTS) + 1))
    return [*orders, ("found in conflict", "leaves"), ("withdrawn", "leaves")]


def counted_reviews(call):
    """What is true: the reviews that count, of the files that take part."""
    found = db.session.scalars(select(Review).where(Review.is_counted)).all()
    taking_part = set(applications_by_id(call.current_round.id))
    return [review for review in found if review.application_id in taking_part]


@pytest.mark.parametrize("events", cases(), ids=" ".join)
def test_figures_agree_whatever_happens(scene, events, sign_in):
    for event in events:
        scene.happen(event)
    call = call_with_funder(scene.call)

    lines = queries.juror_lines(call.current_round.id)
    given, done = sum(line.load for line in lines), sum(line.submitted for line in lines)
    missing = given - done

    assert done == len(counted_reviews(call))
    assert all(line.submitted <= line.load for line in lines)
    assert all(line.to_declare == 0 for line in lines)
    assert sum(waiting.count for waiting in waiting_jurors(call.current_round.id)) == missing
    assert unfinished_of(call).reviews_missing == missing
    (row,) = dashboard_calls(scene.officer.id)
    assert (row.jury_progress.wanted, row.jury_progress.scored) == (given, done)
    sitting = [line for line in lines if line.juror.is_judging]
    for line in sitting:
        assert line.juror.user_id is not None
        (desk,) = juror_calls(line.juror.user_id)
        (jury,) = dashboard_juries(line.juror.user_id)
        assert (desk.total, desk.done) == (line.load, line.submitted)
        assert (jury.total, jury.submitted) == (line.load, line.submitted)
    files = all_scored_files(call.current_round.id, SCORED.state_of({}), officer_of(call))
    assert sum(file.reviews or 0 for file in files) == done
    ranked = list(whole_ranking(call, RankingFilters(), officer_of(call)))
    assert sum(row.reviews for row in ranked) == done
    assert [result.count for result in results_of_call(call.current_round.id).criteria] == [
        done
    ] * 3
    same_on_pages(scene, sign_in, given, done)


def same_on_pages(scene, sign_in, given, done):
    browser = sign_in(scene.officer)
    path, missing = f"/juries/calls/{scene.call.id}", given - done

    assert browser.get(path).has(f"{done} of {given}")
    dashboard = browser.get("/dashboard")
    assert dashboard.has(f"Reviews submitted {done} of {given}")
    reminders = browser.get(f"/reviews/calls/{scene.call.id}/reminders")
    waiting = [int(n) for n in re.findall(r"(\d+) files? waits? for scores", reminders.text)]
    assert sum(waiting) == missing
    assert reminders.has("All the reviews are submitted.") is (missing == 0)
    exported = browser.get(f"{path}/download").response.get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(exported.removeprefix("\ufeff"))))
    column = next(i for i, head in enumerate(rows[0]) if head == "Reviews submitted")
    assert sum(int(row[column] or 0) for row in rows[1:]) == done


def test_who_left_can_be_found_in_conflict_and_their_marks_leave(scene, sign_in, sent):
    scene.happen("leaves")
    assert figures_of(scene.a)[0] == 2
    form = sign_in(scene.officer).get(f"/juries/applications/{scene.a.id}/conflict")
    before = len(sent())

    page = form.submit(
        "Close the file to this juror", juror=str(scene.one.id), reason="A mandate."
    ).follow()

    db.session.expire_all()
    assert figures_of(scene.a) == (1, 90)
    assert page.has("Ada")
    assert len(sent()) == before  # they sit no more: nobody writes to them


def test_the_form_says_who_has_left(scene, sign_in):
    scene.happen("leaves")

    page = sign_in(scene.officer).get(f"/juries/applications/{scene.a.id}/conflict")

    assert page.has("Ada (no longer sits in the jury)")


def test_somebody_of_another_jury_is_still_refused(scene):
    stranger = make_juror(make_judged_call())

    with pytest.raises(DomainError):
        services.pin_conflict(stranger, with_call(scene.a), "A cousin.", by=scene.officer)


def figures_of(file: Application) -> tuple[int, int]:
    """How many reviews count for a file that has some, and their mean."""
    standing = standing_of(file.id)
    assert standing is not None
    assert standing.mean is not None
    return standing.count, int(standing.mean)


def lift(scene, file):
    conflict = db.session.scalars(
        select(ConflictOfInterest).where(ConflictOfInterest.project_id == file.project_id)
    ).one()
    services.lift_conflict(with_file(conflict), "A namesake.", by=scene.officer)
    db.session.commit()
    db.session.expire_all()


def test_a_review_set_aside_is_to_be_handed_in_again_once_the_conflict_is_lifted(scene):
    scene.happen("steps back")

    lift(scene, scene.c)

    review = db.session.scalars(select(Review).filter_by(juror_id=scene.three.id)).one()
    assert (review.status, review.is_counted) == (ReviewStatus.DRAFT, False)
    line = next(
        x for x in queries.juror_lines(scene.call.current_round.id) if x.juror.id == scene.three.id
    )
    assert (line.load, line.submitted, line.to_declare) == (1, 0, 1)
    assert [
        w.count for w in waiting_jurors(scene.call.current_round.id) if w.juror.id == scene.three.id
    ] == [1]


def test_the_review_of_who_left_counts_again_once_the_conflict_is_lifted(scene):
    """They can hand in nothing any more."""
    scene.happen("leaves")
    scene.happen("found in conflict")

    lift(scene, scene.a)

    assert figures_of(scene.a)[0] == 2
    assert all(
        line.submitted == line.load for line in queries.juror_lines(scene.call.current_round.id)[:1]
    )


def test_what_is_lifted_before_a_review_was_handed_in_changes_none(scene):
    make_conflict(scene.one, scene.b)

    lift(scene, scene.b)

    review = db.session.scalars(
        select(Review).filter_by(juror_id=scene.one.id, application_id=scene.b.id)
    ).one()
    assert (review.status, review.is_counted) == (ReviewStatus.DRAFT, False)


def test_jurors_of_a_file_can_be_changed_after_one_of_them_left(scene, sign_in):
    scene.happen("leaves")
    page = sign_in(scene.officer).get(f"/juries/applications/{scene.a.id}/jurors")
    assert page.has("Ada has left the jury. The review that they submitted counts.")

    after = page.submit("Save", jurors=[str(scene.two.id), str(scene.three.id)])

    assert after.status == 302
    expected = {scene.one.id, scene.two.id, scene.three.id}
    assert queries.assigned_jurors(scene.a.id) == expected


def test_files_only_begun_by_who_left_are_free_again(scene):
    scene.happen("leaves")

    plan = queries.plan_of(scene.call.current_round.id, 2)

    files = [file for _juror, file in plan.new]
    assert scene.a.id not in files  # two reviews are in
    assert sorted(files) == sorted([scene.b.id, scene.c.id])


def test_what_who_left_had_begun_is_not_in_progress(scene, sign_in):
    scene.happen("leaves")

    page = sign_in(scene.officer).get(f"/reviews/applications/{scene.b.id}/comparison")

    assert page.has("Not finished: has left the jury")


def test_a_cancelled_call_asks_nothing_of_its_jurors(scene, sign_in):
    scene.call.status, scene.call.cancelled_at = "cancelled", now()
    db.session.commit()

    page = sign_in(user_of(scene.one)).get("/dashboard")

    assert not page.has("Score 2 files")
