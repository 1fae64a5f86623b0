"""The archives of a funder: what is kept, for how long, what is eliminated and by whose visa."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.activity.verification import verify
from callforprojects.applications.models import Application, Submission
from callforprojects.archives import queries, tasks
from callforprojects.archives.keeping import FileGroup, FinalFate, Keeping
from callforprojects.archives.models import EliminatedFile, Elimination
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.outside import jobs
from callforprojects.files.models import File
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Role
from callforprojects.organisations.silence import LegalNature
from callforprojects.reviews.models import Review
from callforprojects.selection import services as selection
from callforprojects.selection.models import Decision, Outcome
from tests.factories.applications import make_application, make_body, make_open_call
from tests.factories.calls import make_funder, make_next_round, make_officer
from tests.factories.files import make_file
from tests.factories.juries import assign, make_conflict, make_juror
from tests.factories.reviews import make_review
from tests.factories.selection import ALL_THE_SAME, make_act, make_decision, with_funder

VISA = {
    "reference": "2029-118",
    "signed_on": "2026-03-12",
    "authority": "Director of the archives of the département",
}
OF_A_FILE = (Application, Submission, Decision, Review, File, Message)


@pytest.fixture
def funder():
    return make_funder(name="Département", own_nature=LegalNature.ADMINISTRATION)


@pytest.fixture
def officer(funder):
    return make_officer(funder, language="en")


@pytest.fixture
def call(funder, officer):
    """Its results were announced, through the services, three years ago."""
    call = make_open_call(funder=funder, title="Green streets")
    body = make_body(name="Town A")
    files = [
        make_application(
            call=call, organisation=body, by=officer, answers={"title": title}, submitted=True
        )
        for title in ("The square of A", "The orchard of A")
    ]
    call.current_round.opens_at, call.current_round.closes_at = (
        now() - timedelta(days=40),
        now() - timedelta(days=5),
    )
    db.session.flush()
    for application, outcome in zip(files, (Outcome.SELECTED, Outcome.NOT_SELECTED), strict=True):
        make_decision(application, outcome)
        make_file(application, by=officer, name="plan.pdf")
    make_act(call)
    judge(call, files)
    selection.prepare_letters(with_funder(call), by=officer)
    selection.announce_results(with_funder(call), ALL_THE_SAME, by=officer)
    call.current_round.announced_at = now() - timedelta(days=3 * 366)
    db.session.commit()
    return call


def judge(call, files):
    juror = make_juror(call)
    for application in files:
        assign(juror, application)
        make_review(juror, application, 4, 4, comment="An opinion.")
    db.session.commit()


def of(call, title):
    query = sa.select(Application).where(
        Application.round_id == call.current_round.id, Application.title == title
    )
    return db.session.scalars(query).one()


def counts():
    return {
        table.__tablename__: db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in OF_A_FILE
    }


def test_what_is_kept_is_listed_with_its_period_and_its_fate(sign_in, funder, officer, call):
    page = sign_in(officer).get(f"/organisations/{funder.id}").follow("Archives")
    assert page.h1 == "Archives of Département"
    assert page.has("Proposal, to be agreed with your archives service")

    page = page.follow("Green streets")

    refused, selected = of(call, "The orchard of A"), of(call, "The square of A")
    for words in (refused.reference, selected.reference, "Not selected", "Elimination", "over"):
        assert page.has(words), words
    slip = sign_in(officer).get(f"/archives/calls/{call.id}/slip?format=csv").response.text
    assert refused.reference in slip
    assert selected.reference not in slip  # ten years are not over


def test_the_files_of_every_round_are_kept_and_may_go(sign_in, officer, call):
    refused = of(call, "The orchard of A")
    make_next_round(call).announced_at = call.announced_at
    db.session.commit()
    db.session.expire_all()

    page = sign_in(officer).get(f"/archives/calls/{call.id}")

    assert page.has(refused.reference)
    assert set(queries.counts_by_group([call])) == {
        (call.id, FileGroup.FUNDED),
        (call.id, FileGroup.NOT_FUNDED),
    }
    assert queries.what_may_go(call, officer).total == 1


def test_a_funder_sets_its_own_rule(sign_in, funder, officer, call):
    browser = sign_in(officer)
    form = browser.get(f"/archives/organisations/{funder.id}").follow(
        "Change – Other applications filed"
    )
    refused = form.submit("Save", years="0", fate="transfer")
    assert refused.status == 422

    page = form.submit("Save", years="5", fate="transfer").follow()

    assert page.has("The rule is saved.")
    assert queries.keepings_of(queries.retention_rules_of(funder.id))[
        FileGroup.NOT_FUNDED
    ] == Keeping(5, FinalFate.TRANSFER)
    assert page.has("Your organisation")
    going = browser.get(f"/archives/calls/{call.id}/eliminate")
    assert going.has("No file of this call may be eliminated today.")


def test_two_officers_do_not_set_the_same_rule_at_once(sign_in, funder, officer):
    path = f"/archives/organisations/{funder.id}/retention?group=funded"
    sign_in(officer).get(path).submit("Save", years="8", fate="sorting")
    first, second = (sign_in(officer).get(path) for _officer in range(2))
    first.submit("Save", years="9", fate="sorting")

    assert second.submit("Save", years="7", fate="sorting").status == 409


def test_nothing_is_eliminated_without_its_visa(sign_in, officer, call):
    before = counts()
    form = sign_in(officer).get(f"/archives/calls/{call.id}/eliminate")
    assert form.has("1 file may be eliminated:")

    page = form.submit("Record the visa and erase")
    tasks.erase.run()

    assert page.status == 422
    assert page.has("Enter the reference of the visa.")
    assert counts() == before


def eliminate(browser, call):
    """The orchard of A goes with its visa: its reference, its identifier, the page that follows."""
    refused = of(call, "The orchard of A")
    known = refused.reference, refused.id
    db.session.expunge(refused)  # its row goes behind the session's back
    form = browser.get(f"/archives/calls/{call.id}/eliminate")
    page = form.submit("Record the visa and erase", **VISA).follow()
    tasks.erase.run()
    return *known, page


def test_with_the_visa_the_file_goes_with_all_that_was_said_of_it(sign_in, officer, call):
    _reference, identifier, page = eliminate(sign_in(officer), call)

    assert page.has("The visa is recorded: the files are being erased.")
    assert db.session.get(Application, identifier) is None
    about = sa.select(Message.about_id).where(Message.about_kind == "application")
    assert identifier not in set(db.session.scalars(about))


def test_what_was_decided_before_goes_with_it_and_the_letters_of_it(sign_in, officer, call):
    """A superseded decision is of the file too: its reason, and the letter that was cancelled."""
    refused = of(call, "The orchard of A")
    announced = db.session.scalars(sa.select(Decision).filter_by(application_id=refused.id)).one()
    former = make_decision(refused, version=9, reason="Too far.", superseded_at=now())
    latest = make_decision(refused, version=10, supersedes_id=former.id, superseded_at=now())
    gone = {announced.id, former.id, latest.id}
    letters = sa.select(Message).where(Message.about_id.in_(gone))
    letter = db.session.scalars(letters).first()
    assert letter is not None
    letter.about_id = former.id
    db.session.commit()

    eliminate(sign_in(officer), call)

    assert not gone & set(db.session.scalars(sa.select(Decision.id)))
    assert db.session.scalars(letters).all() == []
    assert verify().touched is None


def test_the_public_results_say_what_they_no_longer_count(sign_in, officer, call):
    place = f"/selection/calls/{call.id}/results"
    words = "1 other application was eliminated since, with the visa of the archives service"
    browser = sign_in(officer)
    assert not browser.get(place).has(words)

    eliminate(browser, call)

    assert browser.get(place).has(words)


def test_the_other_file_of_the_call_stays_whole(sign_in, officer, call):
    eliminate(sign_in(officer), call)

    assert counts() == {
        "application": 1, "submission": 1, "decision": 1, "review": 1, "file": 1,
        "message": counts()["message"],
    }  # fmt: skip
    assert of(call, "The square of A") is not None


def test_its_reference_its_outcome_and_its_visa_remain(sign_in, officer, call):
    browser = sign_in(officer)
    reference, _identifier, _page = eliminate(browser, call)

    page = browser.get(f"/archives/calls/{call.id}")

    for words in (reference, "Not selected", "2029-118", VISA["authority"], "12 March 2026"):
        assert page.has(words), words
    assert not page.has("The orchard of A")
    assert not page.has("being erased")


def test_what_was_sealed_of_it_still_holds(sign_in, officer, call):
    assert verify().touched is None

    eliminate(sign_in(officer), call)

    assert verify().touched is None


def test_the_sorting_keeps_what_it_names(sign_in, funder, officer, call):
    form = sign_in(officer).get(f"/archives/calls/{call.id}/eliminate")
    reference = of(call, "The orchard of A").reference

    unknown = form.submit("Record the visa and erase", **VISA, kept="NOTHING-0001")
    all_kept = form.submit("Record the visa and erase", **VISA, kept=reference)

    assert unknown.has("None of these files has the reference NOTHING-0001.")
    assert all_kept.has("No file is left to eliminate.")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Elimination)) == 0


def test_a_visa_of_tomorrow_is_none(sign_in, officer, call):
    form = sign_in(officer).get(f"/archives/calls/{call.id}/eliminate")
    tomorrow = (now() + timedelta(days=2)).date().isoformat()

    page = form.submit("Record the visa and erase", **{**VISA, "signed_on": tomorrow})

    assert page.has("The visa cannot be signed after today.")


def test_files_that_have_changed_meanwhile_are_looked_at_again(sign_in, funder, officer, call):
    form = sign_in(officer).get(f"/archives/calls/{call.id}/eliminate")
    sign_in(officer).get(f"/archives/organisations/{funder.id}/retention?group=not_funded").submit(
        "Save", years="30", fate="elimination"
    )

    page = form.submit("Record the visa and erase", **VISA)

    assert page.status == 409
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EliminatedFile)) == 0


def test_who_has_stepped_back_neither_sees_the_file_nor_eliminates_it(sign_in, officer, call):
    refused = of(call, "The orchard of A")
    make_conflict(officer, refused)
    db.session.commit()
    browser = sign_in(officer)

    page = browser.get(f"/archives/calls/{call.id}")

    assert not page.has("The orchard of A")
    assert browser.get(f"/archives/calls/{call.id}/eliminate").has(
        "No file of this call may be eliminated today."
    )


@pytest.mark.parametrize(
    ("nature", "status"),
    [(LegalNature.PUBLIC_BODY, 200), (LegalNature.FOUNDATION, 403), (LegalNature.COMPANY, 403)],
)
def test_only_a_public_funder_has_public_archives(sign_in, nature, status):
    funder = make_funder(own_nature=nature)
    officer = make_officer(funder, role=Role.ADMINISTRATOR)

    assert sign_in(officer).get(f"/archives/organisations/{funder.id}").status == status


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_has_ended_yet(sign_in, funder, language):
    officer = make_officer(funder, language=language)
    call = make_open_call(funder=funder)
    browser = sign_in(officer)

    words = {"fr": "Aucun appel n’est terminé.", "en": "No call has ended yet."}
    in_use = {"fr": "ses dossiers sont en cours", "en": "its files are in use"}
    assert browser.get(f"/archives/organisations/{funder.id}").has(words[language])
    assert browser.get(f"/archives/calls/{call.id}").has(in_use[language])


def test_no_timer_touches_a_file(app, call):
    """Every task that runs by the clock, thirty years later: nothing of a file goes."""
    before = counts()
    db.session.commit()  # the tasks write on connections of their own

    with time_machine.travel(now() + timedelta(days=30 * 366), tick=False):
        for name in jobs._PERIODIC:
            jobs.run(app, name)

    assert len(jobs._PERIODIC) > 10

    db.session.expire_all()
    assert counts() == before
    assert db.session.get(Call, call.id) is not None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(sign_in, count_queries, funder, officer, count):
    for _number in range(count):
        call = make_open_call(funder=funder)
        make_application(call=call, submitted=True)
        call.current_round.announced_at = now() - timedelta(days=30)
    db.session.commit()
    browser = sign_in(officer)

    with count_queries() as asked:
        page = browser.get(f"/archives/organisations/{funder.id}")

    assert len(page.all("tbody")[1].findall("tr")) == count
    assert len(asked) == 8


def test_the_period_is_counted_from_date_to_date():
    ends = Keeping(2, FinalFate.ELIMINATION).ends_on(now().replace(2024, 2, 29, 12))

    assert ends == date(2026, 2, 28)
