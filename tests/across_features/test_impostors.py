"""Becoming somebody else: by a name, an identifier, an alias, a mailbox, a way round the queue."""

from datetime import timedelta

import pytest

from callforprojects.applications.eligibility import reason_unaccredited
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.organisations import queries, services
from callforprojects.organisations.domains import domain_of
from callforprojects.organisations.models import OrganisationKind, Role
from tests.factories.accounts import PASSWORD, join, make_administrator, make_user
from tests.factories.applications import make_application
from tests.factories.organisations import (
    make_accreditation_request,
    make_invitation,
    make_join_request,
    make_known_domain,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory

pytestmark = pytest.mark.usefixtures("app")

SIREN_OF_RENNES = "213502388"
NOUMEA = "commune:98818"
OF_POST = {"siren": "356000000"}


def partner(name, email="anne@post.example", **details):
    new = services.NewOrganisation(
        kind=OrganisationKind.PARTNER,
        details=services.OrganisationDetails(name=name, **details),
        territory_type="association",
    )
    return services.create_organisation(new, by=make_user(email=email))


def claimed_rennes(**values):
    """Registered as Rennes by somebody who is not accredited, with a draft; both."""
    mine = make_organisation(
        **{
            "is_applicant": True,
            "name": "Rennes",
            "territory_id": make_territory(RENNES).id,
            "territory_type": "commune",
            "accredited_at": None,
            **values,
        }
    )
    person = make_member(mine, Role.ADMINISTRATOR, user=make_user(password=PASSWORD))
    return mine, person, make_application(organisation=mine, by=person)


@pytest.mark.parametrize(
    ("name", "is_granted"),
    [("La Poste", True), ("la  POSTE", True), ("Ville de Paris", False), ("La Poste bis", False)],
)
def test_the_siren_of_an_employer_proves_nothing_under_another_name(name, is_granted):
    make_known_domain("post.example", "356000000", "La Poste")

    registered = partner(name, **OF_POST)

    assert registered.is_accredited is is_granted
    assert registered.name == ("La Poste" if is_granted else name)


def test_a_domain_whose_institution_has_no_name_accredits_no_partner():
    make_known_domain("post.example", "356000000")

    assert not partner("La Poste", **OF_POST).is_accredited


def test_a_territory_without_siren_is_not_had_by_the_siret_of_another():
    make_territory(NOUMEA)
    make_known_domain("post.example", "356000000", "La Poste")
    new = services.NewOrganisation(
        kind=OrganisationKind.TERRITORY,
        details=services.OrganisationDetails(name="", siret="35600000000048"),
        territory=NOUMEA,
    )

    noumea = services.create_organisation(new, by=make_user(email="anne@post.example"))

    assert (noumea.siren, noumea.is_accredited) == ("356000000", False)


@pytest.mark.parametrize(
    "given", [{"siren": SIREN_OF_RENNES}, {"siret": f"{SIREN_OF_RENNES}00019"}]
)
def test_nobody_registers_a_town_as_a_partner(given):
    make_territory(RENNES)

    with pytest.raises(DomainError, match="Rennes") as refused:
        partner("Rennes Mairie", **given)

    assert refused.value.field == "siren"


def test_who_registers_what_is_here_is_told_to_join_it():
    make_organisation(name="La Poste", siren="356000000")

    with pytest.raises(DomainError, match="La Poste") as refused:
        partner("La Poste du bourg", **OF_POST)

    assert refused.value.field == "siren"


def test_the_names_of_a_claimant_do_not_become_those_of_what_they_join():
    genuine = make_territory_organisation(RENNES, name="Ville de Rennes", aliases="Roazhon")
    _mine, person, _draft = claimed_rennes(name="Rennes", aliases="Paris, Ville de Paris")
    asked = make_join_request(genuine, person)
    db.session.refresh(asked, ["organisation", "user"])

    services.approve_request(asked, Role.READER, by=make_administrator())

    assert genuine.aliases == "Roazhon"


def test_drafts_follow_whoever_is_invited():
    genuine = make_territory_organisation(RENNES, name="Ville de Rennes")
    mine, person, draft = claimed_rennes()
    _invitation, token = make_invitation(genuine, email=person.email, role=Role.READER)

    services.accept_invitation(token, by=person)

    db.session.refresh(draft)
    assert draft.organisation_id == genuine.id
    membership = queries.membership_of(person.id, genuine.id)
    assert membership is not None
    assert membership.role is Role.READER
    assert queries.organisation_by_id(mine.id) is None


def test_drafts_follow_whoever_joins_two_accounts():
    genuine = make_territory_organisation(RENNES, name="Ville de Rennes")
    agent = make_member(genuine, Role.EDITOR)
    mine, person, draft = claimed_rennes()

    join(person, agent)

    db.session.refresh(draft)
    assert draft.organisation_id == genuine.id
    assert queries.organisation_by_id(mine.id) is None


def test_an_accreditation_of_afterwards_does_not_file_before():
    closing = now()
    organisation = make_organisation(accredited_at=closing + timedelta(seconds=1))

    assert reason_unaccredited(organisation, closing)
    assert reason_unaccredited(organisation, closing + timedelta(minutes=1)) is None


def test_who_asks_to_join_what_nobody_administers_is_heard_by_the_platform(sent):
    site = make_administrator()

    services.request_to_join(make_organisation(), "I work there.", by=make_user())

    assert [mail.to_email for mail in sent()] == [site.email]


def test_who_is_asked_reads_the_address_and_nothing_that_is_not_known(sent):
    organisation = make_organisation()
    make_member(organisation, Role.ADMINISTRATOR)

    services.request_to_join(organisation, "", by=make_user(email="anne@home.example"))

    (mail,) = sent()
    assert "anne@home.example" in mail.text
    assert "domaine" not in mail.text


@pytest.mark.parametrize("address", ["an.ne+mairie@home.example", "ANNE@Home.example"])
def test_no_code_goes_to_another_spelling_of_the_same_mailbox(address):
    request = waiting_request(email="anne@home.example")

    with pytest.raises(DomainError) as refused:
        services.send_code(request, address, "Annuaire", by=make_administrator())

    assert refused.value.field == "address"


def test_who_asks_again_for_what_is_here_is_told_to_join_it():
    make_territory_organisation(RENNES, name="Ville de Rennes")
    mine, person, _draft = claimed_rennes()

    with pytest.raises(DomainError, match="vos brouillons vous suivent"):
        services.request_accreditation(mine, "I work there.", by=person)


def test_a_domain_with_accents_is_one():
    make_known_domain("xn--mairie-vreux-heb.example", SIREN_OF_RENNES)

    assert domain_of("Anne@Mairie-Évreux.example") == "xn--mairie-vreux-heb.example"


@pytest.mark.parametrize(
    "domain", ["ｇmail.com", "gmail.com.", "yahoo.it", "Hotmail.co.uk", "mail.pf"]
)
def test_no_spelling_of_a_public_provider_is_a_known_domain(domain):
    with pytest.raises(DomainError, match="N’importe qui") as refused:
        services.add_known_domain(domain, SIREN_OF_RENNES, by=make_administrator())

    assert refused.value.field == "domain"


def waiting_request(email):
    organisation = make_organisation(accredited_at=None)
    request = make_accreditation_request(organisation, make_user(email=email))
    db.session.refresh(request, ["organisation", "user"])
    return request
