"""What organisations say of themselves, as it is typed: what the pages take and refuse."""

from dataclasses import replace

import pytest

from callforprojects.core.web.form import Form
from callforprojects.organisations.forms import (
    EditForm,
    FunderForm,
    PartnerForm,
    RenameForm,
    TerritoryForm,
)
from callforprojects.organisations.models import OrganisationKind
from callforprojects.organisations.services import NewOrganisation, OrganisationDetails
from callforprojects.organisations.silence import LegalNature
from tests.filling import Fill

pytestmark = pytest.mark.unit

NO_ADDRESS = "A name must not contain a web address or an e-mail address."
TWO_ALPHABETS = "Enter the name with the letters of one alphabet: a word of it mixes two."
NO_TELEPHONE = "Enter a telephone number, for example 04 92 20 00 00 or +33 4 92 20 00 00."
TYPED = {
    "siret": "213 502 388 00019",
    "aliases": " Ville  de Rennes ",
    "website": "rennes.example",
    "contact_email": "mairie@Rennes.example",
    "contact_phone": "02 23 62 10 10",
    "postal_address": "Place de la Mairie\r\n35000 Rennes",
    "note": "Open in the morning.",
}
SAID = OrganisationDetails(
    siret="21350238800019",
    aliases="Ville de Rennes",
    website="https://rennes.example",
    contact_email="mairie@rennes.example",
    contact_phone="+33223621010",
    postal_address="Place de la Mairie\n35000 Rennes",
    note="Open in the morning.",
)


def test_a_territory_brings_its_name_and_its_siren(fill: Fill) -> None:
    form = fill(TerritoryForm, territory=" Rennes ", statement="Its clerk.", name="Paris", **TYPED)

    assert form.errors == {}
    assert form.new() == NewOrganisation(
        kind=OrganisationKind.TERRITORY,
        details=SAID,
        territory="Rennes",
        statement="Its clerk.",
    )


def test_a_partner_says_its_name_its_type_and_its_nature(fill: Fill) -> None:
    form = fill(
        PartnerForm,
        name="Les Berges",
        territory_type="association",
        own_nature="association",
        siren="213502388",
        **TYPED,
    )

    assert form.errors == {}
    assert form.new() == NewOrganisation(
        kind=OrganisationKind.PARTNER,
        details=replace(
            SAID, name="Les Berges", siren="213502388", own_nature=LegalNature.ASSOCIATION
        ),
        territory_type="association",
    )


def test_a_funder_has_a_type_or_none(fill: Fill) -> None:
    form = fill(FunderForm, name="ADEME")

    assert form.errors == {}
    assert form.new() == NewOrganisation(
        kind=OrganisationKind.FUNDER,
        details=OrganisationDetails(name="ADEME", siren=None, siret=None),
        territory_type=None,
    )
    assert fill(FunderForm, name="Rennes", territory_type="commune").new().territory_type == (
        "commune"
    )


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        (TerritoryForm, {"territory": ["Choose your territory."]}),
        (
            PartnerForm,
            {
                "name": ["Enter the name of the organisation."],
                "territory_type": ["Choose the type of the organisation."],
            },
        ),
        (FunderForm, {"name": ["Enter the name of the organisation."]}),
        (RenameForm, {"name": ["Enter the name of the organisation."]}),
        (EditForm, {}),
    ],
)
def test_each_page_asks_for_what_it_needs_in_the_order_of_its_fields(
    fill: Fill, kind: type[Form], errors: dict[str, list[str]]
) -> None:
    assert list(fill(kind).errors.items()) == list(errors.items())


def test_a_partner_is_no_territory(fill: Fill) -> None:
    form = fill(PartnerForm, name="Rennes", territory_type="commune")

    assert form.errors == {"territory_type": ["Choose one of the answers."]}


def test_its_own_administrators_keep_its_name_and_its_siren(fill: Fill) -> None:
    form = fill(
        EditForm, name="Paris", siren="213502388", own_nature="company", version="3", **TYPED
    )

    assert form.errors == {}
    assert form.details() == replace(SAID, own_nature=LegalNature.COMPANY)
    assert form.version.data == 3


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "R" * 201, "This text is too long: 200 characters at most."),
        ("name", "Rennes https://evil.example", NO_ADDRESS),
        ("name", "R\u0435nnes", TWO_ALPHABETS),
        ("siren", "213502389", "This SIREN does not exist: one of its digits is wrong."),
        ("siret", "213502388", "A SIRET has 14 digits."),
        ("website", "not an address", "Enter a web address, for example https://www.town.fr."),
        ("contact_email", "mairie", "Enter a complete e-mail address, for example name@town.fr."),
        ("contact_phone", "call us", NO_TELEPHONE),
        ("postal_address", "x" * 501, "This text is too long: 500 characters at most."),
        ("note", "x" * 1001, "This text is too long: 1,000 characters at most."),
        ("own_nature", "kingdom", "Choose one of the answers."),
    ],
)
def test_what_is_refused_stays_typed(fill: Fill, field: str, typed: str, sentence: str) -> None:
    form = fill(RenameForm, **{"name": "Les Berges", field: typed})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [typed]


def test_a_company_may_be_called_after_its_domain(fill: Fill) -> None:
    assert fill(RenameForm, name="Territoires.fr").errors == {}
