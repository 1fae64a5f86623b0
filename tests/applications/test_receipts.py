"""What a receipt says: the service in charge, what silence means to its applicant, what it is not."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from callforprojects.applications import services
from callforprojects.applications.models import Submission
from callforprojects.applications.printing import receipt_paper
from callforprojects.applications.receipts import proof, what_silence_means, who_is_in_charge
from callforprojects.calls.models import CallKind
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations.models import OrganisationKind
from callforprojects.organisations.services import set_silence_rule
from callforprojects.organisations.silence import (
    LegalNature,
    Silence,
    SilenceEffect,
    SilenceStart,
)
from tests.factories.applications import (
    ANSWERS,
    fill,
    make_application,
    make_body,
    make_member,
    make_open_call,
)
from tests.factories.calls import make_funder

pytestmark = pytest.mark.usefixtures("in_english")

AT = datetime(2026, 12, 31, 16, 58, tzinfo=UTC)
ANYBODY = LegalNature.ASSOCIATION


def filed_by(nature: LegalNature | None = ANYBODY, **values: object) -> Submission:
    """An application filed at `AT` by an organisation of this nature."""
    with time_machine.travel(AT, tick=False):
        body = make_body(OrganisationKind.PARTNER, own_nature=nature)
        member = make_member(body)
        application = make_application(call=make_open_call(**values), organisation=body, by=member)
        fill(application, ANSWERS, by=member)
        return services.submit_application(application, by=member)


def said(submission: Submission, language: str = "en") -> str:
    with in_language(language):
        return " ".join(what_silence_means(submission, submission.application.round))


def test_the_law_is_said_to_the_public():
    submission = filed_by()

    assert submission.refusal_on == date(2027, 2, 28)
    assert said(submission) == (
        "Unless a decision is notified by 28 February 2027, your request is deemed refused (code"
        " des relations entre le public et l’administration, articles L231-1 and L231-4, 3°). An"
        " explicit decision may still come after that date. Within two months of that refusal, or"
        " of the notification of an explicit one, you may ask the funder to reconsider it (recours"
        " gracieux) or refer it to the competent administrative court (tribunal administratif)."
    )
    assert said(submission, "fr").startswith(
        "En l’absence de décision notifiée au 28\xa0février 2027, votre demande est réputée rejetée"
    )


@pytest.mark.parametrize("nature", [LegalNature.ADMINISTRATION, LegalNature.PUBLIC_BODY, None])
def test_nothing_is_said_between_administrations_nor_to_who_is_not_known(nature):
    submission = filed_by(nature)

    assert submission.refusal_on is None
    assert said(submission) == ""


@pytest.mark.parametrize("nature", [LegalNature.FOUNDATION, LegalNature.COMPANY, None])
def test_a_private_funder_keeps_no_silence_of_the_law(nature):
    assert filed_by(funder=make_funder(own_nature=nature)).refusal_on is None


def test_results_that_come_later_are_said():
    submission = filed_by(results_expected_on=date(2027, 6, 1))

    assert "The results of this call are expected later, on 1 June 2027" in said(submission)


def test_a_closing_that_comes_later_is_said_when_nobody_knows_of_the_results():
    submission = filed_by(closes_at=datetime(2027, 5, 31, 16, tzinfo=UTC))

    assert "This call closes later, on 31 May 2027: your application goes on" in said(submission)


def test_the_words_of_the_legal_service_come_first_and_stay_as_they_were():
    funder = make_funder()
    own = Silence(
        effect=SilenceEffect.REFUSAL,
        months=4,
        counted_from=SilenceStart.CLOSING,
        text="Sans décision au {date}, la demande est rejetée.",
    )
    by = make_member(funder)
    set_silence_rule(funder, ANYBODY, own, version=None, by=by)
    db.session.flush()
    submission = filed_by(funder=funder, closes_at=datetime(2027, 1, 31, 16, tzinfo=UTC))
    set_silence_rule(funder, ANYBODY, Silence(), version=None, by=by)

    assert submission.refusal_on == date(2027, 5, 31)
    first = "Sans décision au 31\xa0mai 2027, la demande est rejetée."
    assert said(submission, "fr").startswith(first)


def test_another_number_of_months_cites_no_article():
    funder = make_funder()
    rule = Silence(effect=SilenceEffect.REFUSAL, months=3)
    set_silence_rule(funder, ANYBODY, rule, version=None, by=make_member(funder))
    db.session.flush()
    submission = filed_by(funder=funder)

    assert "deemed refused. An explicit decision" in said(submission)
    assert "L231" not in said(submission)


def test_a_private_funder_that_sets_a_rule_leads_to_no_administrative_court():
    funder = make_funder(own_nature=LegalNature.FOUNDATION)
    rule = Silence(effect=SilenceEffect.REFUSAL, text="Refused on {date}.")
    set_silence_rule(funder, ANYBODY, rule, version=None, by=make_member(funder))
    db.session.flush()

    assert said(filed_by(funder=funder)) == "Refused on 28 February 2027."


def test_a_call_that_asks_for_no_money_says_nothing_of_silence():
    application = make_application(call=make_open_call(kind=CallKind.AMI))

    assert not application.asks_for_money
    application.call.kind = CallKind.AAP
    assert application.asks_for_money


def test_the_service_in_charge_is_named_beside_the_funder():
    """CRPA R112-5: its name, its postal and electronic addresses, its telephone number."""
    funder = make_funder(name="Agence", contact_phone="", postal_address="1 rue des Essais")
    call = make_open_call(
        funder=funder,
        service="Direction des transitions",
        contact_email="aap@agence.example",
        contact_phone="+33 2 99 00 00 02",
    )

    assert [value for _label, value in who_is_in_charge(call)] == [
        *("Agence", "Direction des transitions", "1 rue des Essais"),
        *("aap@agence.example", "+33 2 99 00 00 02"),
    ]


def test_the_document_says_all_of_it():
    submission = filed_by()
    db.session.flush()
    db.session.refresh(submission, ["submitted_by"])

    with in_language("en"):
        paper = receipt_paper(submission.application, submission)
        titles = [section["title"] for section in paper["sections"]]
        assert paper["proof"] == proof()

    assert titles == ["Service in charge", "If you receive no answer", "What comes next"]
