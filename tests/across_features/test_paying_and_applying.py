"""A région that publishes calls and applies to those of others, in one organisation."""

import pytest

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import Organisation, Role
from callforprojects.organisations.silence import LegalNature
from tests.factories.accounts import make_administrator
from tests.factories.applications import ANSWERS, fill, make_application, make_body, make_open_call
from tests.factories.calls import make_call, make_funder
from tests.factories.organisations import (
    make_member,
    make_organisation,
    make_territory_organisation,
)

BRETAGNE = "region:53"


def registered_twice(**values: str | None) -> tuple[Organisation, Organisation]:
    """A région as it had to be here before: the funder, and the territory."""
    funder = make_funder(name="Région Bretagne", own_nature=LegalNature.ADMINISTRATION, **values)
    return funder, make_territory_organisation(BRETAGNE)


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


@pytest.fixture
def region(sign_in) -> Organisation:
    """An administrator of the platform has merged the two, on their pages."""
    funder, territory = registered_twice()
    page = sign_in(make_administrator()).get(f"/organisations/{territory.id}/merge")

    page = page.follow("Région Bretagne").submit("Merge").follow()

    assert page.has("The two organisations are one")
    db.session.expire_all()
    return db.session.get_one(Organisation, funder.id)


@pytest.fixture
def officer(region, sign_in):
    return sign_in(make_member(region, Role.EDITOR))


def test_it_keeps_what_each_was(region):
    assert (region.is_funder, region.is_applicant) == (True, True)
    assert (region.name, region.territory_id) == ("Région Bretagne", BRETAGNE)
    assert region.counts_as == {"region"}
    assert region.legal_nature is LegalNature.ADMINISTRATION
    with in_language("fr"):
        assert region.kind_label == "Financeur\N{NO-BREAK SPACE}; Territoire"


def test_its_page_offers_what_each_is_offered(region, officer):
    page = officer.get(f"/organisations/{region.id}")

    for link in ("Create a call", "My calls", "Our applications", "Receipts"):
        assert link in page.links, link
    assert page.has("Funder; Territory")


def test_it_publishes_a_call_and_files_an_application_to_that_of_another(region, officer):
    other = make_open_call()
    page = officer.get(f"/organisations/{region.id}").follow("Create a call")
    page = page.submit("Create the draft", title="Pistes cyclables", kind="aap").follow()
    assert page.h1 == "Pistes cyclables"
    made = db.session.scalars(db.select(Call).where(Call.funder_id == region.id)).one()
    own = make_call("ready", funder=region)
    page = officer.get(f"/calls/{own.id}/check").follow("Publish the call")
    page.submit("Publish the call")

    page = officer.get(f"/applications/start/{other.id}").submit("Begin")
    draft = db.session.scalars(db.select(Application)).one()
    fill(draft, ANSWERS, by=db.session.get_one(User, draft.created_by_id))
    db.session.commit()
    page = officer.get(f"/applications/{draft.id}/check")
    page = page.submit("File the application", declaration="y").follow()

    db.session.expire_all()
    assert page.h1 == "Acknowledgement of receipt"
    assert (own.status, made.status) == (Publication.PUBLISHED, Publication.DRAFT)
    assert (draft.status, draft.organisation_id) == (ApplicationStatus.SUBMITTED, region.id)


@pytest.mark.parametrize("is_shared", [False, True])
def test_it_does_not_apply_to_what_it_pays_for(region, officer, is_shared):
    call = make_open_call() if is_shared else make_open_call(funder=region)
    call.co_funders = [region] if is_shared else []
    db.session.commit()

    page = officer.get(f"/applications/start/{call.id}")

    assert page.has("Région Bretagne – This organisation funds the call: it does not apply to it.")
    with pytest.raises(AssertionError, match="no button"):
        page.submit("Begin")


def test_the_one_that_applies_can_be_kept_too():
    funder, territory = registered_twice()

    services.merge_organisations(funder, territory, by=make_administrator())

    assert (territory.is_funder, territory.name) == (True, "Bretagne")
    assert (territory.territory_id, territory.own_nature) == (BRETAGNE, None)


def test_a_partner_that_pays_is_what_it_was():
    funder = make_funder(own_nature=LegalNature.FOUNDATION, territory_type="region")
    partner = make_organisation(siren="356000000")

    services.merge_organisations(partner, funder, by=make_administrator())

    assert (funder.territory_type, funder.siren) == ("association", "356000000")
    assert not funder.is_territory
    assert funder.legal_nature is LegalNature.FOUNDATION


def test_two_institutions_stay_two():
    funder, territory = registered_twice(siren="356000000")

    with pytest.raises(DomainError, match="same kind"):
        services.merge_organisations(funder, territory, by=make_administrator())
    assert queries.merge_candidates(territory, "Bretagne") == []
    assert queries.merge_candidates(funder, "Bretagne") == []


def test_one_that_pays_and_applies_is_of_the_kind_of_each(region):
    association, town = make_organisation(name="Bretagne"), make_body(name="Bretagne")

    assert queries.merge_candidates(association, "Bretagne") == []
    assert queries.merge_candidates(town, "Bretagne") == [region]
    assert queries.merge_candidates(region, "Bretagne") == [town]


@pytest.mark.parametrize("kept", ["funder", "territory"])
def test_two_of_which_one_has_applied_to_the_other_stay_two(kept):
    pair = registered_twice()
    call = make_open_call(funder=pair[0])
    make_application(call=call, organisation=pair[1], by=make_member(pair[1]))

    with pytest.raises(DomainError, match="they stay two"):
        services.merge_organisations(
            *(reversed(pair) if kept == "funder" else pair), by=make_administrator()
        )


def test_who_pays_with_others_is_named_once():
    gone, kept, third = make_funder(), make_funder(), make_funder()
    alone, both = make_call(co_funders=[gone]), make_call(co_funders=[gone, kept])
    own = make_call(funder=kept, co_funders=[gone, third])

    services.merge_organisations(gone, kept, by=make_administrator())
    db.session.commit()
    db.session.expire_all()

    def named(call: Call) -> list[Organisation]:
        db.session.refresh(call, ["co_funders"])
        return list(call.co_funders)

    assert (named(alone), named(both), named(own)) == ([kept], [kept], [third])
