"""Beginning, writing, filing and withdrawing an application."""

import hashlib
import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from operator import itemgetter

import pytest
import sqlalchemy as sa
import time_machine

from callforprojects.accounts.models import User
from callforprojects.applications import services
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.calls.models import Call
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.files.models import File
from callforprojects.files.services import Upload
from callforprojects.organisations.models import OrganisationKind
from callforprojects.questionnaires.answering import RawAnswer, text_hash
from callforprojects.questionnaires.queries import answers_of, whole_revision
from callforprojects.questionnaires.saving import PageInput
from tests.factories.applications import (
    ANSWERS,
    CLAIMS,
    fill,
    make_application,
    make_body,
    make_member,
    make_open_call,
    submission_of,
)
from tests.factories.organisations import make_territory_organisation
from tests.factories.territories import RENNES, make_territory

pytestmark = pytest.mark.usefixtures("in_english")

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def draft(organisation, member):
    """A complete draft, not filed."""
    return make_application(organisation=organisation, by=member, answers=ANSWERS)


def section_of(application, key):
    revision = whole_revision(answers_of(application.answer_set_id).revision_id)
    return next(s for s in revision.sections if key in [q.key for q in s.questions])


def save(application, by, **texts):
    key = next(iter(texts))
    given = PageInput(texts={name: RawAnswer(text) for name, text in texts.items()})
    services.save_section(application, section_of(application, key), given, by=by)


def test_beginning_answers_what_is_known(organisation, member):
    call = make_open_call()
    make_territory(RENNES)
    organisation.territory_id = RENNES

    application = services.start_application(call, organisation, by=member)
    db.session.flush()

    answers = answers_of(application.answer_set_id).answers
    assert [answer.value for answer in answers] == [{"id": RENNES, "name": "Rennes"}]
    assert application.status is ApplicationStatus.DRAFT
    assert application.reference is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"territory_types": ["epci", "departement"]}, "This type of organisation is not accepted"),
        ({"opens_at": datetime(2099, 1, 1, tzinfo=UTC), "closes_at": datetime(2099, 2, 1, tzinfo=UTC)},
         "not open yet"),
        ({"closes_at": now() - timedelta(seconds=1)}, "This call is closed"),
        ({"announced_at": now() - timedelta(days=1)}, "results are announced"),
    ],
)  # fmt: skip
def test_the_ineligible_are_told_why(organisation, member, values, sentence):
    call = make_open_call(**values)

    with pytest.raises(DomainError, match=sentence) as refusal:
        services.start_application(call, organisation, by=member)

    assert refusal.value.field == "organisation_id"


@pytest.mark.parametrize(
    ("types", "areas", "refused"),
    [
        (["departement"], [], None),
        (["departement"], ["drom"], None),
        (["region"], [], "This type of organisation is not accepted"),
        ([], ["metro", "com"], "not open to applicants from there"),
    ],
)
def test_an_overseas_departement_is_asked_what_it_is_and_where(types, areas, refused):
    reunion = make_territory_organisation("departement:974")
    call = make_open_call(territory_types=types, areas=areas)
    member = make_member(reunion)

    if refused is None:
        assert services.start_application(call, reunion, by=member).organisation is reunion
    else:
        with pytest.raises(DomainError, match=refused):
            services.start_application(call, reunion, by=member)


def test_where_nobody_knows_an_applicant_to_be_is_for_the_officers(member):
    call = make_open_call(territory_types=[], areas=["metro"])
    association = make_body(territory_id=None, territory_type="association")
    agent = make_member(association)

    assert services.start_application(call, association, by=agent).organisation is association


def test_a_funder_does_not_apply(member):
    funder = make_body(OrganisationKind.FUNDER)

    with pytest.raises(DomainError, match="A funder does not apply"):
        services.start_application(make_open_call(), funder, by=member)


def test_one_draft_at_a_time(draft, organisation, member):
    with pytest.raises(ConflictError):
        services.start_application(draft.call, organisation, by=member)

    services.submit_application(draft, by=member)
    again = services.start_application(draft.call, organisation, by=member)

    assert again.id != draft.id


def test_answers_become_facts_of_the_application(draft, member):
    assert draft.title == "Bicycles for the valley"
    assert draft.summary.startswith("Six electric bicycles")
    assert (draft.requested_amount, draft.total_cost) == (Money(1920050), Money(3840000))

    save(draft, member, requested_amount="a lot", total_cost="")

    assert (draft.requested_amount, draft.total_cost) == (None, None)


def test_a_colleague_may_write_too_and_nothing_is_lost(draft, organisation, member):
    colleague, first = make_member(organisation), text_hash(ANSWERS["title"])
    section = section_of(draft, "title")
    mine = PageInput(texts={"title": RawAnswer("Mine", first)})
    theirs = PageInput(texts={"title": RawAnswer("Theirs", first)})

    services.save_section(draft, section, mine, by=member)
    with pytest.raises(ConflictError):
        services.save_section(draft, section, theirs, by=colleague)

    assert draft.title == "Mine"


def test_a_section_keeps_only_its_own_questions(draft, member):
    stranger = PageInput(texts={"total_cost": RawAnswer("1")})

    services.save_section(draft, section_of(draft, "title"), stranger, by=member)

    assert draft.total_cost == Money(3840000)


def test_files_are_kept_replaced_and_removed(draft, member):
    section = section_of(draft, "deliberation")

    for name in ("first.pdf", "second.pdf"):
        upload = Upload(io.BytesIO(PDF), name)
        services.save_section(draft, section, PageInput(files={"deliberation": upload}), by=member)
    db.session.flush()

    assert [file.name for file in db.session.scalars(sa.select(File))] == ["second.pdf"]
    services.submit_application(draft, by=member)
    (file,) = submission_of(draft).snapshot.files
    assert (file.name, file.question, file.size) == (
        "second.pdf",
        "deliberation",
        len(PDF),
    )
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_file_is_removed(draft, member):
    section = section_of(draft, "deliberation")
    upload = Upload(io.BytesIO(PDF), "a.pdf")
    services.save_section(draft, section, PageInput(files={"deliberation": upload}), by=member)

    services.save_section(draft, section, PageInput(removed=["deliberation", "budget_table"]), by=member)  # fmt: skip

    assert db.session.scalars(sa.select(File)).all() == []


def test_a_file_that_lies_is_refused_by_name(draft, member):
    upload = Upload(io.BytesIO(b"MZ not a pdf"), "a.pdf")

    with pytest.raises(DomainError, match=r"^The file “a\.pdf” cannot be read") as refused:
        services.save_section(
            draft,
            section_of(draft, "deliberation"),
            PageInput(files={"deliberation": upload}),
            by=member,
        )

    assert refused.value.field == "answer-deliberation"


def test_a_closed_call_fixes_its_drafts(draft, member):
    with time_machine.travel(draft.call.closes_at, tick=False), pytest.raises(DomainError):
        save(draft, member, title="Late")

    assert draft.title == ANSWERS["title"]


def test_filing_gives_a_reference_a_hash_and_receipts(draft, organisation, member, sent):
    at = datetime(2026, 12, 31, 16, 58, tzinfo=UTC)
    draft.call.current_round.closes_at = at + timedelta(minutes=2)
    draft.call.current_round.opens_at = at - timedelta(days=9)
    db.session.flush()

    with time_machine.travel(at, tick=False):
        submission = services.submit_application(draft, by=member)
        db.session.flush()

    assert draft.reference == f"{draft.call.reference}-0001"
    assert draft.submitted_at == submission.submitted_at == at
    text = submission.snapshot_text.encode()
    assert submission.sha256 == hashlib.sha256(text).hexdigest()
    assert {message.to_email for message in sent()} == {member.email, organisation.contact_email}
    (subject,) = {message.subject for message in sent()}
    assert subject == f"Acknowledgement of receipt {draft.reference} – {draft.call.title}"
    for message in sent():
        for words in (
            draft.reference, submission.sha256, draft.call.funder.name, "contact@funder.example",
            "1 rue des Essais", "02 99 00 00 01", "31 December 2026",
            "neither a decision nor a promise of aid",
        ):  # fmt: skip
            assert words in message.text, words


@pytest.mark.parametrize("contact", ["", "ODILE@town.example"])
def test_nobody_gets_two_receipts(sent, contact):
    organisation = make_body(contact_email=contact)
    member = make_member(organisation, email="odile@town.example")

    make_application(organisation=organisation, by=member, submitted=True)

    assert [message.to_email for message in sent()] == ["odile@town.example"]


def test_the_snapshot_says_everything(draft, member):
    submission = services.submit_application(draft, by=member)
    db.session.flush()

    db.session.expire(submission)
    snapshot = json.loads(submission.snapshot_text)
    assert (snapshot["format"], snapshot["reference"]) == (2, draft.reference)
    assert snapshot["call"] == {
        "id": str(draft.call.id),
        "reference": draft.call.reference,
        "title": draft.call.title,
    }
    assert snapshot["organisation"]["territory_type"] == "commune"
    assert (snapshot["requested_amount_cents"], snapshot["total_cost_cents"]) == (1920050, 3840000)
    assert snapshot["claims"] == sorted(CLAIMS, key=itemgetter("level"), reverse=True)
    asked = {q["key"]: q for s in snapshot["sections"] for q in s["questions"]}
    assert len(asked) == 23
    assert asked["requested_amount"]["value"] == 1920050
    assert asked["requested_amount"]["shown"] == "€19,200.50"
    assert asked["scale"]["shown"] == "Town or city"
    assert canonical(snapshot) == submission.snapshot_text
    assert hash_of(submission.snapshot_text) == submission.sha256
    assert snapshot["certification"]["at"] == submission.submitted_at.isoformat()


def test_what_is_filed_does_not_move_with_the_call(draft, member):
    services.submit_application(draft, by=member)
    version = draft.call.version

    assert draft.call.version == version
    with pytest.raises(ConflictError):
        save(draft, member, title="Later")


@pytest.mark.parametrize(("seconds", "accepted"), [(-1, True), (0, False), (1, False)])
def test_the_second_of_closing_decides(draft, member, seconds, accepted):
    with time_machine.travel(draft.call.closes_at + timedelta(seconds=seconds), tick=False):
        if accepted:
            services.submit_application(draft, by=member)
        else:
            with pytest.raises(DomainError, match="This call is closed"):
                services.submit_application(draft, by=member)

    assert (draft.status is ApplicationStatus.SUBMITTED) is accepted


def test_numbers_follow_each_other_and_leave_the_call_as_it_was(member):
    call = make_open_call()
    version = call.version

    references = [make_application(call=call, submitted=True).reference for _ in range(3)]

    assert references == [f"{call.reference}-000{number}" for number in (1, 2, 3)]
    db.session.refresh(call)
    assert (call.last_number, call.version) == (3, version)


@pytest.mark.parametrize("key", ["title", "matrix", "total_cost"])
def test_an_incomplete_draft_is_not_filed(draft, member, key):
    save(draft, member, **{key: ""})

    with pytest.raises(DomainError, match="Some answers are missing"):
        services.submit_application(draft, by=member)

    assert draft.status is ApplicationStatus.DRAFT


def test_nothing_is_filed_by_an_organisation_that_is_not_accredited(draft, organisation, member):
    organisation.accredited_at = None

    with pytest.raises(DomainError, match="not accredited"):
        services.submit_application(draft, by=member)

    assert draft.status is ApplicationStatus.DRAFT


def test_two_who_file_at_once_get_one_receipt_and_one_refusal(app, draft, member):
    """Threads on a real database: the lock decides."""
    application_id, user_id = draft.id, member.id
    db.session.commit()
    db.session.remove()
    ready = threading.Barrier(2)

    def file_it() -> str:
        with app.app_context():
            user = db.session.get_one(User, user_id)
            seen = db.session.get_one(Application, application_id)
            db.session.rollback()
            ready.wait(timeout=10)
            try:
                with transaction():
                    services.submit_application(seen, by=user)
            except ConflictError as error:
                return str(error.message)
            finally:
                db.session.remove()
            return "filed"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(f.result(30) for f in [pool.submit(file_it) for _ in range(2)])

    assert outcomes.count("filed") == 1
    assert f"{db.session.scalar(sa.select(Call.reference))}-0001" in "".join(outcomes)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Submission)) == 1
    assert db.session.scalars(sa.select(Call.last_number)).all() == [1]


def test_a_script_is_a_text_like_another(draft, member):
    fill(draft, {"title": "<script>alert(1)</script>"}, by=member)

    submission = services.submit_application(draft, by=member)

    assert submission.snapshot.title == "<script>alert(1)</script>"
