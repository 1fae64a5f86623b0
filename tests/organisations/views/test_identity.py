"""The pages of organisations: the directory, registering, editing."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from callforprojects.core.data.database import db
from callforprojects.organisations.models import Organisation, Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_funder,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory
from tests.organisations.scenes import path
from tests.page import visible

SCRIPT = "<script>alert(1)</script>"


def test_an_empty_directory_says_how_to_begin(sign_in):
    page = sign_in(make_user()).get("/organisations/")

    assert page.has("No organisation yet")
    assert page.follow("Register an organisation").h1 == "Register an organisation"


def test_the_directory_is_searched(sign_in):
    make_organisation(name="Énergies de l’Ouest")
    make_funder(name="ADEME")
    browser = sign_in(make_user())

    page = browser.get("/organisations/").submit("Show", text="energies", kind="partner")

    assert page.has("Énergies de l’Ouest")
    assert not page.has("ADEME")
    assert page.value("text") == "energies"


def test_the_directory_is_cut_into_pages(sign_in):
    for number in range(51):
        make_organisation(name=f"Association {number:03}")
    browser = sign_in(make_user())

    page = browser.get("/organisations/?text=association")
    assert page.has("1 to 50 of 51")
    page = page.follow("Next")

    assert page.has("Association 050")
    assert browser.get("/organisations/?kind=no-such-kind&page=1").status == 200
    assert browser.get("/organisations/?page=zero").has("1 to 50 of 51")


def test_a_directory_where_nothing_matches_says_so(sign_in):
    make_organisation(name="Association")

    page = sign_in(make_user()).get("/organisations/?text=zzz&kind=funder")

    assert page.has("Nothing matches these filters.")
    assert page.follow("Clear the filters").has("Association")
    assert page.follow("Take this filter away: Kind: Funder").value("text") == "zzz"


def test_a_long_name_and_another_script_are_shown_whole(sign_in):
    long = "Communauté de communes de Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson " * 2
    make_organisation(name=long.strip())
    make_organisation(name="جمعية المدينة")

    page = sign_in(make_user()).get("/organisations/")

    assert page.has(long.strip())
    assert [visible(name) for name in page.all("bdi")][-1] == "جمعية المدينة"


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_the_same(sign_in, count_queries, count):
    for _turn in range(count):
        make_organisation()
    browser = sign_in(make_user())

    with count_queries() as asked:
        browser.get("/organisations/")

    assert len(asked) == 3


@pytest.mark.parametrize(
    "page", ["", "/edit", "/members", "/invite", "/join", "/leave", "/history"]
)
def test_a_guest_signs_in_first(browser, organisation, page):
    assert urlsplit(browser.get(path(organisation, page)).location).path == "/accounts/sign-in"


@pytest.mark.parametrize(
    ("page", "stranger", "reader"),
    [
        ("", 200, 200),
        ("/edit", 403, 403),
        ("/members", 403, 200),
        ("/invite", 403, 403),
        ("/join", 200, 403),
        ("/leave", 403, 200),
        ("/history", 403, 403),
    ],
)
def test_pages_open_to_whom_they_should(sign_in, organisation, page, stranger, reader):
    member = make_member(organisation, Role.READER)

    assert sign_in(make_user()).get(path(organisation, page)).status == stranger
    assert sign_in(member).get(path(organisation, page)).status == reader


def test_an_unknown_organisation_is_not_found(sign_in):
    assert (
        sign_in(make_user()).get("/organisations/00000000-0000-7000-8000-000000000000").status
        == 404
    )


def test_a_territory_is_registered_by_its_agent(sign_in):
    make_territory(RENNES)
    person = make_user(email="anne@rennes.example")
    browser = sign_in(person)
    form = browser.get("/organisations/create").follow("A territory")

    page = form.submit(
        "Register", territory="Rennes", siret="213 502 388 00019", contact_phone="02 23 62 10 10"
    ).follow()

    assert page.h1 == "Rennes"
    assert page.has("The organisation is registered.")
    assert page.has("213 502 388 00019")
    assert page.has("+33 2 23 62 10 10")
    assert page.follow("Members").has("Administrator")


def test_a_second_organisation_of_a_territory_is_told_to_join(sign_in):
    make_territory_organisation(RENNES)

    page = (
        sign_in(make_user())
        .get("/organisations/create-territory")
        .submit("Register", territory=RENNES)
    )

    assert page.status == 422
    assert page.errors == [
        "Territory: Rennes has its organisation here already: find it in the directory and ask to join it."
    ]


@pytest.mark.parametrize(
    ("siret", "sentence"),
    [
        ("213 502 388 00018", "SIRET: This SIRET does not exist: one of its digits is wrong."),
        ("213 502", "SIRET: A SIRET has 14 digits."),
        (
            "385 290 309 00454",
            "SIRET: This SIRET is not of the organisation whose SIREN is 213 502 388.",
        ),
        (SCRIPT, "SIRET: A SIRET has 14 digits."),
    ],
)
def test_a_wrong_siret_loses_nothing(sign_in, siret, sentence):
    make_territory(RENNES)

    page = (
        sign_in(make_user())
        .get("/organisations/create-territory")
        .submit("Register", territory=RENNES, siret=siret, aliases="Condate")
    )

    assert (page.status, page.errors) == (422, [sentence])
    assert (page.value("siret"), page.value("aliases"), page.value("territory")) == (
        siret,
        "Condate",
        RENNES,
    )
    assert db.session.scalars(select(Organisation)).all() == []


def test_a_partner_is_registered(sign_in):
    browser = sign_in(make_user(email="anne@gmail.com"))
    form = browser.get("/organisations/create").follow("A partner")

    page = form.submit(
        "Register", name="La Poste", territory_type="entreprise", siret="356 000 000 49837"
    ).follow()

    assert page.has("356 000 000 49837")


def test_a_partner_needs_a_name_and_a_type(sign_in):
    page = sign_in(make_user()).get("/organisations/create-partner").submit("Register")

    assert sorted(page.errors) == [
        "Name: Enter the name of the organisation.",
        "Type: Choose the type of the organisation.",
    ]


def test_only_the_site_registers_funders(sign_in):
    assert sign_in(make_user()).get("/organisations/create-funder").status == 403
    assert "A funder" not in sign_in(make_user()).get("/organisations/create").links
    browser = sign_in(make_administrator())

    page = (
        browser.get("/organisations/create")
        .follow("A funder")
        .submit("Register", name="Agence des villes")
    )
    assert page.status == 422
    assert page.has("Say what the organisation is in law.")
    page = page.submit("Register", own_nature="public_body").follow()

    assert page.has("Funder")
    assert page.has("Legal nature Public body")
    assert page.follow("Members").has("Nobody yet")


def test_what_people_write_is_shown_as_text(sign_in):
    written = dict.fromkeys(("name", "aliases", "postal_address", "note"), SCRIPT)
    browser = sign_in(make_user())

    page = (
        browser.get("/organisations/create-partner")
        .submit("Register", territory_type="association", **written)
        .follow()
    )

    assert page.h1 == SCRIPT
    for shown in (page, page.follow("Edit"), page.follow("Members")):
        assert SCRIPT not in shown.html


def test_an_organisation_is_edited(sign_in, organisation, administrator):
    browser = sign_in(administrator)

    page = (
        browser.get(path(organisation, "/edit"))
        .submit("Save", website="fleuve.example.org")
        .follow()
    )

    assert page.h1 == "Atelier du fleuve"
    assert page.links["https://fleuve.example.org"] == "https://fleuve.example.org"


def test_a_telephone_number_is_read_where_the_organisation_is(sign_in, organisation, administrator):
    organisation.territory_id = make_territory("commune:98818").id
    db.session.commit()

    page = (
        sign_in(administrator)
        .get(path(organisation, "/edit"))
        .submit("Save", contact_phone="27 12 34")
        .follow()
    )

    assert page.has("+687 27.12.34")


def test_the_platform_changes_a_name_and_its_own_people_read_who_does(
    sign_in, organisation, administrator
):
    assert sign_in(administrator).get(path(organisation, "/edit")).has("write to them")

    browser = sign_in(make_administrator())
    page = browser.get(path(organisation, "/edit")).submit("Save", name="Atelier du grand fleuve")

    assert page.follow().h1 == "Atelier du grand fleuve"


def test_a_stale_page_is_refused_with_both_texts_then_may_be_saved(
    sign_in, organisation, administrator
):
    first, second = sign_in(administrator), sign_in(administrator)
    stale = second.get(path(organisation, "/edit"))
    first.get(path(organisation, "/edit")).submit("Save", note="Written first")

    page = stale.submit("Save", note="Written second")

    assert page.status == 409
    assert page.has("What is saved now")
    assert page.has("Written first")
    assert page.value("note") == "Written second"
    assert page.submit("Save").follow().has("Written second")


def test_a_version_that_is_no_number_is_refused(sign_in, organisation, administrator):
    page = sign_in(administrator).get(path(organisation, "/edit")).submit("Save", version="x")

    assert page.status == 422


def test_a_territory_says_both_populations_with_their_years(sign_in):
    town = make_territory_organisation()

    page = sign_in(make_user()).get(path(town))

    assert page.has("230,890 inhabitants (2023)")
    assert page.has("231,985 inhabitants (2022)")
    assert not sign_in(make_user()).get(path(make_organisation())).has("inhabitants")
