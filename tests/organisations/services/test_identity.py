"""Registering an organisation and changing what it says of itself."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import (
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services import (
    NewOrganisation,
    OrganisationDetails,
)
from callforprojects.organisations.silence import LegalNature
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory
from tests.organisations.scenes import refusal, seat, verbs

pytestmark = pytest.mark.usefixtures("app")

RENNES_SIRET = "21350238800019"


def details(**values):
    return OrganisationDetails(**{"name": "Atelier du fleuve", **values})


def territory(typed=RENNES, **values):
    return NewOrganisation(
        kind=OrganisationKind.TERRITORY, details=details(name="", **values), territory=typed
    )


def partner(territory_type="association", **values):
    return NewOrganisation(
        kind=OrganisationKind.PARTNER, details=details(**values), territory_type=territory_type
    )


@pytest.mark.parametrize("typed", [RENNES, "35238", "Rennes"])
def test_a_territory_brings_its_name_siren_and_type(typed):
    make_territory(RENNES)
    person = make_user()

    organisation = services.create_organisation(territory(typed, siret=RENNES_SIRET), by=person)

    assert (organisation.name, organisation.siren, organisation.siret) == (
        "Rennes",
        "213502388",
        RENNES_SIRET,
    )
    assert (organisation.territory_id, organisation.territory_type) == (RENNES, "commune")
    assert seat(person, organisation) == (Role.ADMINISTRATOR, False)
    assert verbs() == ["organisation.created", "member.joined", "accreditation.requested"]


def test_a_territory_has_one_organisation_only():
    make_territory_organisation(RENNES)

    with pytest.raises(DomainError) as refused:
        services.create_organisation(territory(), by=make_user())

    assert refused.value.field == "territory"
    assert "Rennes a déjà son organisation ici" in str(refused.value.message)


@pytest.mark.parametrize("typed", ["", "commune:00000", "Nowhere-sur-Mer"])
def test_an_unknown_territory_is_refused(typed):
    assert refusal(services.create_organisation, territory(typed), by=make_user()) == "territory"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"siren": "385290309"}, "siren"),
        ({"siret": "38529030900454"}, "siret"),
        ({"siret": "21350238800018"}, "siret"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"contact_phone": "call me"}, "contact_phone"),
    ],
)
def test_what_a_territory_says_must_agree_with_what_is_known(values, field):
    make_territory(RENNES)

    assert refusal(services.create_organisation, territory(**values), by=make_user()) == field


def test_a_partner_takes_its_siren_from_its_siret():
    organisation = services.create_organisation(partner(siret="38529030900454"), by=make_user())

    assert (organisation.siren, organisation.territory_id) == ("385290309", None)


@pytest.mark.parametrize("territory_type", [None, "commune", "region", "no such type"])
def test_a_partner_is_of_a_type_that_is_no_territory(territory_type):
    assert (
        refusal(services.create_organisation, partner(territory_type), by=make_user())
        == "territory_type"
    )


@pytest.mark.parametrize("territory_type", [None, "departement"])
def test_a_funder_may_be_of_any_type_and_begins_without_members(territory_type):
    new = NewOrganisation(
        kind=OrganisationKind.FUNDER,
        details=details(own_nature=LegalNature.PUBLIC_BODY),
        territory_type=territory_type,
    )

    organisation = services.create_organisation(new, by=make_administrator())

    assert organisation.territory_type == territory_type
    assert queries.members_of(organisation.id) == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            "departement:67",
            (
                "Bas-Rhin has no authority of its own: choose Collectivité européenne d’Alsace, "
                "which is in charge of it."
            ),
        ),
        ("departement:989", "Île de Clipperton has no authority of its own."),
    ],
)
def test_a_place_without_institution_is_not_registered(place, sentence):
    make_territory(place)

    with in_language("en"), pytest.raises(DomainError) as refused:
        services.create_organisation(territory(place), by=make_user())

    with in_language("en"):
        assert str(refused.value) == sentence
    assert refused.value.field == "territory"


@pytest.mark.parametrize(
    ("chosen", "place", "kind"),
    [
        ("region:02", "departement:972", "collectivite-unique"),
        ("departement:75", "commune:75056", "collectivite-unique"),
        ("departement:974", "departement:974", "departement"),
    ],
)
def test_an_institution_is_registered_once_whatever_place_is_chosen(chosen, place, kind):
    make_territory(chosen)

    organisation = services.create_organisation(territory(chosen), by=make_user())

    assert (organisation.territory_id, organisation.territory_type) == (place, kind)


def test_a_name_and_a_new_siret_are_asked_for():
    make_organisation(siret=RENNES_SIRET)

    assert refusal(services.create_organisation, partner(name=""), by=make_user()) == "name"
    assert (
        refusal(services.create_organisation, partner(siret=RENNES_SIRET), by=make_user())
        == "siret"
    )


def test_an_organisation_is_changed_and_keeps_its_own_siret():
    organisation = make_organisation(siret=RENNES_SIRET, siren="213502388")

    services.update_organisation(
        organisation,
        details(name="Nouveau nom", siret=RENNES_SIRET, website="ville.fr"),
        version=1,
        by=make_administrator(),
    )

    assert (organisation.name, organisation.website, organisation.siret) == (
        "Nouveau nom",
        "https://ville.fr",
        RENNES_SIRET,
    )
    assert verbs() == ["organisation.updated"]


def test_its_own_people_change_neither_its_name_nor_its_siren():
    organisation = make_organisation(name="Association", siren="213502388")
    person = make_member(organisation, Role.ADMINISTRATOR)

    services.update_organisation(
        organisation, details(name="Paris", siren="", website="ville.fr"), version=1, by=person
    )

    assert (organisation.name, organisation.siren, organisation.website) == (
        "Association",
        "213502388",
        "https://ville.fr",
    )


def test_a_siret_brings_no_siren_to_what_has_none():
    organisation = make_organisation()
    person = make_member(organisation, Role.ADMINISTRATOR)

    new = details(siret=RENNES_SIRET)

    assert refusal(services.update_organisation, organisation, new, version=1, by=person) == "siret"


def test_a_page_made_from_an_older_version_is_refused():
    organisation = make_organisation(name="As it was")
    organisation.name = "Changed meanwhile"
    db.session.flush()

    with pytest.raises(ConflictError):
        services.update_organisation(organisation, details(), version=1, by=make_user())

    assert organisation.name == "Changed meanwhile"
