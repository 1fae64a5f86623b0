"""The pages of what was filed: who may open them, the officer's list, its spreadsheet."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
import time_machine
from python_calamine import CalamineWorkbook

from callforprojects.applications import queries, services
from callforprojects.applications.models import Submission
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.applications.scenes import draft_of
from tests.factories.accounts import make_user
from tests.factories.applications import (
    ANSWERS,
    make_application,
    make_body,
    make_member,
    make_open_call,
)
from tests.factories.calls import make_officer
from tests.factories.territories import RENNES, make_territory

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def organisation():
    return make_body()


@pytest.fixture
def member(organisation):
    return make_member(organisation)


@pytest.fixture
def page_of(sign_in):
    """Open a page as somebody."""
    return lambda user, path, **options: sign_in(user).get(path, **options)


@pytest.mark.parametrize("path", ["tasks", "section", "check", "receipt", "withdraw", ""])
@pytest.mark.parametrize("filed", [False, True])
def test_someone_elses_file_is_closed(page_of, path, filed):
    application = make_application(submitted=filed)
    stranger = make_member(make_body(), Role.ADMINISTRATOR)

    assert page_of(stranger, f"/applications/{application.id}{path}").status == 404


def test_an_officer_never_opens_a_draft(page_of):
    application = make_application()
    officer = make_officer(application.call.funder)

    for path in ("", "/tasks", "/check", "/section"):
        assert page_of(officer, f"/applications/{application.id}{path}").status == 404


def test_an_officer_reads_what_was_filed(page_of):
    application = make_application(submitted=True)
    officer = make_officer(application.call.funder)

    page = page_of(officer, f"/applications/{application.id}")

    for words in (application.reference, "Six electric bicycles lent by the month.", "Fewer cars.",
                  "submitted the application", "€19,200.50"):  # fmt: skip
        assert page.has(words), words
    assert not page.has("began the application")
    assert page.links["Receipt"] == f"/applications/{application.id}/receipt"


def test_the_organisation_sees_how_it_was_written(page_of, organisation, member):
    draft = draft_of(organisation, member, **ANSWERS)
    at = f"/applications/{draft.id}"
    page_of(member, f"{at}/section?number=1").submit(
        "Save", **{"answer-title": "Bicycles for two valleys"}
    )
    services.submit_application(queries.application_to_submit(draft.id), by=member)
    db.session.commit()

    page = page_of(member, at)

    for words in ("began the application", "saved the application", "submitted the application"):
        assert page.has(words), words


def test_what_is_filed_opens_on_its_page(page_of, organisation, member):
    application = make_application(organisation=organisation, by=member, submitted=True)

    for path in ("tasks", "check"):
        page = page_of(member, f"/applications/{application.id}/{path}")
        assert page.location == f"/applications/{application.id}"
    draft = draft_of(organisation, member)
    assert page_of(member, f"/applications/{draft.id}").location.endswith("/tasks")
    assert page_of(member, f"/applications/{draft.id}/receipt").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_officers_list_has_a_constant_price(sign_in, count_queries, count):
    call = make_open_call()
    for _ in range(count):
        make_application(call=call, submitted=True)
    make_application(call=call)
    officer, path = make_officer(call.funder), f"/applications/calls/{call.id}"
    browser = sign_in(officer)
    browser.get(path)

    with count_queries() as asked:
        page = browser.get(path)

    assert len(page.all("tr")) == count + 1
    assert len(asked) <= 8


def test_an_officer_goes_from_a_file_to_its_jurors_and_its_reviews(page_of):
    application = make_application(call=make_open_call(), submitted=True)
    officer = make_officer(application.call.funder)

    links = page_of(officer, f"/applications/{application.id}").links

    assert links["Jurors of this file"] == f"/juries/applications/{application.id}/jurors"
    assert links["Compare the reviews"] == f"/reviews/applications/{application.id}/comparison"
    assert "Decide" not in links


def test_the_officers_list_is_searched_and_sorted(page_of):
    call = make_open_call()
    make_application(call=call, submitted=True)
    path = f"/applications/calls/{call.id}"
    officer, empty = make_officer(call.funder), make_open_call(funder=call.funder)

    page = page_of(officer, path).submit("Show", q="bicycles", sort="-amount")
    assert page.value("q") == "bicycles"
    assert page.value("sort") == "-amount"
    assert page.has("Bicycles for the valley")
    assert page.has("1 result")
    assert page_of(officer, f"{path}?q=zzz&sort=none").has("Nothing matches these filters.")
    assert page_of(officer, f"{path}?q=%25_").status == 200
    assert page_of(officer, f"{path}?page=x").has("Bicycles for the valley")
    assert page_of(officer, f"{path}?page=2").has("The list ends before this page.")
    nothing = page_of(officer, f"/applications/calls/{empty.id}")
    assert nothing.has("No application is filed yet.")
    assert not nothing.has("Columns")


def test_a_territory_is_counted_in_its_departement(page_of):
    call = make_open_call()
    make_application(
        call=call, organisation=make_body(territory=make_territory(RENNES)), submitted=True
    )

    page = page_of(make_officer(call.funder), f"/applications/calls/{call.id}")

    assert page.has("Ille-et-Vilaine (35)")


def test_the_list_belongs_to_the_funder(page_of, browser):
    call = make_open_call()

    for user in (make_user(), make_member(make_body())):
        assert page_of(user, f"/applications/calls/{call.id}").status == 403
        assert page_of(user, f"/applications/calls/{call.id}/download").status == 403
    assert browser.get(f"/applications/calls/{call.id}").status == 302


def test_the_list_opens_in_a_spreadsheet_and_runs_nothing(page_of):
    call = make_open_call(reference="DVD-2026")
    body = make_body(name="=cmd|' /C calc'!A0")
    application = make_application(call=call, organisation=body, submitted=True)
    application.title = "+1;2"
    make_application(call=call, submitted=True)
    officer, path = make_officer(call.funder), f"/applications/calls/{call.id}"

    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        page = page_of(officer, f"{path}?q=calc&columns=cost").follow("Download the list: CSV")

    assert page.response.mimetype == "text/csv"
    name = page.response.headers["Content-Disposition"]
    assert name == "attachment; filename=Applications-DVD-2026-2026-11-22.csv"
    assert page.response.data.startswith(
        b"\xef\xbb\xbfReference,Application,Organisation,Type,SIRET"
    )
    _, row = page.response.data.decode("utf-8-sig").splitlines()
    assert row.startswith(f"{application.reference},'+1;2,'=cmd|' /C calc'!A0,")
    assert ",19200.50,38400.00," in row


def test_the_same_list_is_a_workbook(page_of):
    call = make_open_call()
    filed = [make_application(call=call, submitted=True) for _ in range(2)]
    officer = make_officer(call.funder, language="fr")

    page = page_of(officer, f"/applications/calls/{call.id}?sort=-reference").follow(
        "Télécharger la liste : XLSX"
    )

    assert page.response.headers["Content-Disposition"].startswith(
        f"attachment; filename=Candidatures-{call.reference}-"
    )
    book = CalamineWorkbook.from_filelike(BytesIO(page.response.data))
    headings, *rows = book.get_sheet_by_name("Candidatures").to_python()
    assert headings[0] == "Référence"
    assert [row[0] for row in rows] == [filed[1].reference, filed[0].reference]
    assert rows[0][headings.index("Montant demandé")] == 19200.5


def test_nothing_is_offered_to_be_withdrawn_once_the_results_are_announced(sign_in):
    organisation = make_body()
    member = make_member(organisation)
    application = make_application(organisation=organisation, by=member, submitted=True)
    opened = sign_in(member).get
    path = f"/applications/{application.id}"
    assert "Withdraw" in opened(path).links

    call = db.session.get_one(Call, application.call_id)
    call.current_round.closes_at = call.current_round.announced_at = now() - timedelta(minutes=1)
    db.session.commit()

    page = opened(path)
    assert page.status == 200
    assert "Withdraw" not in page.links


@pytest.mark.parametrize("path", ["", "/claims.csv", "/claims.svg", "/pdf", "/receipt/pdf"])
def test_a_file_that_is_damaged_says_so(page_of, member, organisation, path):
    application = make_application(organisation=organisation, submitted=True)
    db.session.execute(sa.update(Submission.__table__).values(snapshot_text="{torn"))
    db.session.commit()

    page = page_of(member, f"/applications/{application.id}{path}")

    assert page.status == 409
    assert "What was filed can no longer be read" in page.text
