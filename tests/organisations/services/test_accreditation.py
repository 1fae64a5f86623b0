"""Accreditation: nobody becomes a town by typing its name."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError, TooMany
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    OrganisationKind,
    Proof,
    Role,
)
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_application
from tests.factories.organisations import (
    make_known_domain,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory
from tests.organisations.scenes import code_in, seat

pytestmark = pytest.mark.usefixtures("app")

REGISTER = "mairie@register.example"


def register(email="anne@rennes.example"):
    """Somebody registers Rennes; what is kept of it, as a page loads it."""
    make_territory(RENNES)
    person = make_user(email=email)
    new = services.NewOrganisation(
        kind=OrganisationKind.TERRITORY,
        details=services.OrganisationDetails(name=""),
        territory=RENNES,
        statement="I keep its register.",
    )
    organisation = services.create_organisation(new, by=person)
    return organisation, person, queries.latest_accreditation(organisation.id)


def test_who_registers_waits_and_the_administrators_are_told(sent):
    administrator = make_administrator()

    organisation, person, request = register()

    assert (organisation.is_accredited, request.status) == (False, AccreditationStatus.PENDING)
    assert seat(person, organisation) == (Role.ADMINISTRATOR, False)
    (mail,) = sent()
    assert mail.to_email == administrator.email
    assert "I keep its register." in mail.text


def test_a_known_domain_accredits_at_once_and_bothers_nobody(sent):
    make_administrator()
    make_known_domain("rennes.example")

    organisation, _person, request = register()

    assert organisation.is_accredited
    assert (request.status, request.proof) == (AccreditationStatus.GRANTED, Proof.KNOWN_DOMAIN)
    assert sent() == []


@pytest.mark.parametrize(
    ("domain", "siren"),
    [
        ("rennes.example", "356000000"),  # of another institution
        ("example", "213502388"),  # above it
        ("www.rennes.example", "213502388"),  # below it
    ],
)
def test_the_domain_of_another_accredits_nobody(domain, siren):
    make_known_domain(domain, siren)

    assert not register()[0].is_accredited


def test_a_domain_is_not_known_because_somebody_used_it():
    register("anne@rennes.example")

    second, *_others = register("paul@rennes.example")

    assert not second.is_accredited


def test_two_may_say_that_they_are_the_same_until_one_is_accredited():
    first, _one, request = register("anne@home.example")
    second, _two, other = register("paul@home.example")
    administrator = make_administrator()

    services.grant_accreditation(other, "Its mayor called.", by=administrator)

    assert second.is_accredited
    with pytest.raises(DomainError, match="Rennes"):
        services.grant_accreditation(request, "So did they.", by=administrator)
    assert not first.is_accredited
    with pytest.raises(DomainError) as refused:
        register("third@home.example")
    assert refused.value.field == "territory"


def test_one_person_registers_a_territory_once():
    *_others, request = register()

    with pytest.raises(DomainError) as refused:
        services.create_organisation(
            services.NewOrganisation(
                kind=OrganisationKind.TERRITORY,
                details=services.OrganisationDetails(name=""),
                territory=RENNES,
            ),
            by=request.user,
        )

    assert refused.value.field == "territory"


def test_a_grant_is_kept_with_its_reason_and_told(sent):
    organisation, person, request = register()
    administrator = make_administrator()

    services.grant_accreditation(request, "The switchboard knows her.", by=administrator)

    assert organisation.is_accredited
    assert (request.reason, request.proof) == ("The switchboard knows her.", Proof.EXAMINED)
    assert request.decided_by_id == administrator.id
    assert [mail.to_email for mail in sent()] == [person.email]
    assert db.session.scalar(select(Activity.verb).order_by(Activity.id.desc())) == (
        "accreditation.granted"
    )
    with pytest.raises(ConflictError):
        services.refuse_accreditation(request, "Changed my mind.", by=administrator)


def test_a_refusal_says_why_and_one_asks_again(sent):
    organisation, person, request = register()
    services.refuse_accreditation(request, "Nobody knows them.", by=make_administrator())

    again = services.request_accreditation(organisation, "The mayor does.", by=person)

    assert "Nobody knows them." in sent()[0].text
    assert (organisation.is_accredited, again.is_pending) == (False, True)
    with pytest.raises(DomainError):
        services.request_accreditation(organisation, "And again.", by=person)


def test_asking_again_is_bounded():
    organisation, person, request = register()
    administrator = make_administrator()
    for _turn in range(2):
        services.refuse_accreditation(loaded(request), "No.", by=administrator)
        request = services.request_accreditation(organisation, "Please.", by=person)
    services.refuse_accreditation(loaded(request), "No.", by=administrator)

    with pytest.raises(TooMany):
        services.request_accreditation(organisation, "Please.", by=person)


@pytest.mark.parametrize("written", ["as sent", "small, with spaces"])
def test_a_code_sent_to_a_register_accredits_whoever_enters_it(sent, written):
    organisation, person, request = register()
    services.send_code(request, " Mairie@Register.example ", "Annuaire", by=make_administrator())
    to_register, to_person = sent()
    code = code_in(to_register)
    typed = code if written == "as sent" else code.lower().replace("-", " ")

    services.enter_code(request, typed, by=person)

    assert (to_register.to_email, to_person.to_email) == (REGISTER, person.email)
    assert person.full_name in to_register.text
    assert code not in to_person.text
    assert (organisation.is_accredited, request.proof) == (True, Proof.CODE)
    with pytest.raises(ConflictError):
        services.enter_code(request, code, by=person)


def test_a_code_is_of_one_request_and_the_last_one_counts(sent):
    _first, person, request = register("anne@home.example")
    _second, other_person, other = register("paul@home.example")
    administrator = make_administrator()
    services.send_code(request, REGISTER, "Annuaire", by=administrator)
    former = code_in(sent()[0])
    services.send_code(request, REGISTER, "Annuaire", by=administrator)
    services.send_code(other, REGISTER, "Annuaire", by=administrator)
    present = code_in(sent()[2])

    for asked, by, typed in ((request, person, former), (other, other_person, present)):
        with pytest.raises(DomainError) as refused:
            services.enter_code(asked, typed, by=by)
        assert refused.value.field == "code"
    services.enter_code(request, present, by=person)

    assert request.status is AccreditationStatus.GRANTED


def test_a_code_is_good_for_two_weeks(sent):
    *_others, person, request = register()
    services.send_code(request, REGISTER, "Annuaire", by=make_administrator())
    request.code_sent_at = now() - timedelta(days=14, seconds=1)

    with pytest.raises(DomainError, match="ancien"):
        services.enter_code(request, code_in(sent()[0]), by=person)


def test_no_code_goes_to_an_address_that_the_person_gave():
    organisation, person, request = register()
    organisation.contact_email = "Anne@Home.example"

    for address in (person.email, "anne@home.example"):
        with pytest.raises(DomainError) as refused:
            services.send_code(request, address, "Annuaire", by=make_administrator())
        assert refused.value.field == "address"


def test_who_joins_the_accredited_one_brings_their_drafts():
    genuine = make_territory_organisation(RENNES, name="Ville de Rennes")
    mayor = make_member(genuine, Role.ADMINISTRATOR)
    mine = make_organisation(
        name="Rennes",
        territory_id=RENNES,
        territory_type="commune",
        accredited_at=None,
    )
    person = make_member(mine, Role.ADMINISTRATOR)
    draft = make_application(organisation=mine, by=person)
    asked = services.request_to_join(genuine, "Urbanisme", by=person)
    db.session.refresh(asked, ["organisation", "user"])

    services.approve_request(asked, Role.READER, by=mayor)

    db.session.refresh(draft)
    assert draft.organisation_id == genuine.id
    assert seat(person, genuine) == (Role.READER, False)
    assert queries.organisation_by_id(mine.id) is None


def test_what_is_not_accredited_is_merged_with_nothing():
    accredited, other = make_organisation(), make_organisation(accredited_at=None)

    for gone, kept in ((accredited, other), (other, accredited)):
        with pytest.raises(DomainError, match="habilitée"):
            services.merge_organisations(gone, kept, by=make_administrator())


def test_an_administrator_of_the_platform_registers_for_others():
    make_territory(RENNES)
    administrator = make_administrator()

    organisation = services.create_organisation(
        services.NewOrganisation(
            kind=OrganisationKind.TERRITORY,
            details=services.OrganisationDetails(name=""),
            territory=RENNES,
        ),
        by=administrator,
    )

    assert organisation.is_accredited
    assert queries.members_of(organisation.id) == []


@pytest.mark.parametrize("domain", ["gmail.com", "Orange.fr", "no domain", ""])
def test_public_providers_and_what_is_none_are_never_known_domains(domain):
    with pytest.raises(DomainError) as refused:
        services.add_known_domain(domain, "213502388", by=make_administrator())

    assert refused.value.field == "domain"


def test_a_domain_may_be_of_two_institutions_and_once_of_each():
    administrator = make_administrator()
    services.add_known_domain("@Agglo.example", "213502388", by=administrator)
    services.add_known_domain("agglo.example", "356 000 000", "La Poste", by=administrator)

    with pytest.raises(DomainError) as refused:
        services.add_known_domain("agglo.example", "213 502 388", by=administrator)

    assert refused.value.field == "domain"
    assert queries.domains_of("356000000") == ["agglo.example"]


def loaded(request):
    """With what the page of the administrators loads."""
    options = [
        joinedload(AccreditationRequest.organisation),
        joinedload(AccreditationRequest.user),
    ]
    return db.session.get_one(AccreditationRequest, request.id, options=options)
