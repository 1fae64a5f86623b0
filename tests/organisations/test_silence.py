"""What a funder's silence means: what the law says, what its legal service has set."""

from datetime import UTC, date, datetime
from http import HTTPStatus

import pytest
from sqlalchemy import select

from callforprojects.core.data.clock import months_after
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.organisations import services
from callforprojects.organisations.models import Organisation, Role, SilenceRule
from callforprojects.organisations.queries import silence_towards, silences_of
from callforprojects.organisations.silence import (
    NO_EFFECT,
    STATED_BY_LAW,
    LegalNature,
    Silence,
    SilenceEffect,
    SilenceStart,
    silence_by_law,
)
from tests.factories.calls import make_funder, make_officer
from tests.factories.organisations import make_organisation

AFTER_FOUR = Silence(
    effect=SilenceEffect.REFUSAL,
    months=4,
    counted_from=SilenceStart.CLOSING,
    text="Sans décision au {date}, la demande est rejetée.",
)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("received", "refused"),
    [
        (datetime(2026, 3, 12, 16, 0, tzinfo=UTC), date(2026, 5, 12)),
        (datetime(2026, 12, 31, 16, 58, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2027, 12, 31, 16, 58, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 3, 1)),  # the first in Paris
    ],
)
def test_months_are_counted_from_date_to_date_in_paris(received, refused):
    assert months_after(received, 2) == refused
    assert STATED_BY_LAW.refusal_on(received, None) == refused


@pytest.mark.unit
def test_months_may_be_counted_from_the_closing():
    received, closes = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)

    assert AFTER_FOUR.refusal_on(received, closes) == date(2026, 10, 30)
    assert AFTER_FOUR.refusal_on(received, None) == date(2026, 7, 2)
    assert NO_EFFECT.refusal_on(received, closes) is None


PRIVATE = (LegalNature.ASSOCIATION, LegalNature.FOUNDATION, LegalNature.COMPANY)


@pytest.mark.unit
@pytest.mark.parametrize("funder", [None, *LegalNature])
@pytest.mark.parametrize("applicant", [None, *LegalNature])
def test_the_law_speaks_of_the_public_and_the_administration_only(funder, applicant):
    """CRPA L100-3: neither of administrations between them, nor of private funders."""
    is_said = funder in {LegalNature.ADMINISTRATION, LegalNature.PUBLIC_BODY} and (
        applicant in PRIVATE
    )

    assert silence_by_law(funder, applicant) == (STATED_BY_LAW if is_said else NO_EFFECT)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("territory_type", "own", "nature"),
    [
        ("commune", None, LegalNature.ADMINISTRATION),
        ("cc", None, LegalNature.ADMINISTRATION),
        ("etablissement-public", None, LegalNature.PUBLIC_BODY),
        ("association", None, LegalNature.ASSOCIATION),
        ("epl", None, LegalNature.COMPANY),
        ("bailleur", None, None),  # an office of the State, or a company
        ("bailleur", LegalNature.COMPANY, LegalNature.COMPANY),
        (None, None, None),
    ],
)
def test_a_type_says_what_it_is_in_law(territory_type, own, nature):
    one = Organisation(territory_type=territory_type, own_nature=own)

    assert one.legal_nature is nature


@pytest.mark.usefixtures("app")
def test_a_legal_service_says_otherwise_then_follows_the_law_again():
    funder = make_funder()
    officer = make_officer(funder, Role.ADMINISTRATOR)
    association = make_organisation(territory_type="association", name="Asso")
    services.set_silence_rule(funder, LegalNature.ASSOCIATION, AFTER_FOUR, version=None, by=officer)
    db.session.flush()

    assert silence_towards(association, funder) == AFTER_FOUR
    assert silences_of(funder)[LegalNature.COMPANY] == STATED_BY_LAW

    services.follow_the_law(funder, LegalNature.ASSOCIATION, by=officer)
    db.session.flush()
    assert silence_towards(association, funder) == STATED_BY_LAW


@pytest.mark.usefixtures("app")
def test_the_words_of_a_refusal_hold_its_day():
    funder = make_funder()
    officer = make_officer(funder, Role.ADMINISTRATOR)
    for effect, text in ((SilenceEffect.REFUSAL, "Rejetée."), (SilenceEffect.NONE, "Le {date}.")):
        with pytest.raises(DomainError) as refusal:
            services.set_silence_rule(
                funder,
                LegalNature.COMPANY,
                Silence(effect=effect, text=text),
                version=None,
                by=officer,
            )
        assert refusal.value.field == "text"


@pytest.mark.usefixtures("app")
def test_of_two_pages_the_second_is_told():
    funder = make_funder()
    officer = make_officer(funder, Role.ADMINISTRATOR)
    for months, version in ((3, None), (4, 1)):
        rule = Silence(effect=SilenceEffect.REFUSAL, months=months)
        services.set_silence_rule(funder, LegalNature.COMPANY, rule, version=version, by=officer)
        db.session.flush()

    with pytest.raises(ConflictError):
        services.set_silence_rule(funder, LegalNature.COMPANY, NO_EFFECT, version=1, by=officer)


def test_its_page_is_set_by_an_administrator_of_the_funder(sign_in):
    funder = make_funder(name="Agence des villes")
    officer = make_officer(funder, Role.ADMINISTRATOR)
    db.session.commit()
    place = f"/organisations/{funder.id}/silence"
    browser = sign_in(officer)

    page = browser.get(place)
    assert page.has("Company Refusal 2 months after receipt")
    assert page.has("Public body No effect The law")
    form = browser.get(f"{place}/edit?nature=company")
    assert form.submit("Save", text="Refused.").has("Use {date} where the day of the refusal goes.")
    saved = form.submit(
        "Save", months="3", counted_from="closing", text="Deemed refused on {date}."
    )
    assert saved.status == HTTPStatus.FOUND
    page = browser.get(place)
    assert page.has("The rule is saved: the next receipts follow it.")
    assert page.has("Company Deemed refused on {date}. Your legal service")

    again = browser.get(f"{place}/edit?nature=company").submit("Say what the law says again")
    assert again.status == HTTPStatus.FOUND
    assert not db.session.scalars(select(SilenceRule)).all()


def test_a_nature_that_is_none_is_not_found(sign_in):
    funder = make_funder()
    officer = make_officer(funder, Role.ADMINISTRATOR)
    db.session.commit()

    assert (
        sign_in(officer).get(f"/organisations/{funder.id}/silence/edit?nature=duchy").status == 404
    )


def test_a_funder_that_does_not_say_what_it_is_in_law_is_told(sign_in):
    funder = make_funder(own_nature=None)
    officer = make_officer(funder)
    db.session.commit()

    page = sign_in(officer).get(f"/organisations/{funder.id}/silence")

    assert page.has("The legal nature of your organisation is not given")
    assert "Change" not in page.links
