"""Lists of organisations and of people: what they find, and that they cost the same."""

import pytest

from callforprojects.organisations import queries
from callforprojects.organisations.models import Role
from callforprojects.organisations.tables import DIRECTORY, DOMAINS, MEMBERS, REQUESTS
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_accreditation_request,
    make_funder,
    make_invitation,
    make_join_request,
    make_known_domain,
    make_member,
    make_organisation,
    make_territory_organisation,
)

pytestmark = pytest.mark.usefixtures("app")


def asked_of(table, **asked):
    return table.state_of({name: [value] for name, value in asked.items()})


def names(**asked):
    return [each.name for each in queries.directory(asked_of(DIRECTORY, **asked)).items]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["ADEME", "Énergies de Saint-Étienne", "Rivières 100 %"]),
        ("energie st etienne", ["Énergies de Saint-Étienne"]),
        ("transition", ["ADEME"]),
        ("213 502 388", ["Rivières 100 %"]),
        ("213502388", ["Rivières 100 %"]),
        ("%", ["ADEME", "Énergies de Saint-Étienne", "Rivières 100 %"]),
        ("riv_eres", ["Rivières 100 %"]),
        ("nothing like it", []),
    ],
)
def test_the_directory_finds_each_word_without_accents(text, found):
    make_organisation(name="Énergies de Saint-Étienne")
    make_funder(name="ADEME", aliases="Agence de la transition écologique")
    make_organisation(name="Rivières 100 %", siren="213502388")

    assert sorted(names(text=text)) == sorted(found)


PARTNERS = {
    "SIVU du Val": "syndicat-communes",
    "Syndicat intercommunal à vocation multiple de la Vallée": "syndicat-communes",
    "SM Rivières": "syndicat-mixte-ouvert",
    "PETR du Pays": "petr",
    "Pays des Collines": "petr",
    "Parc naturel régional des Monts": "pnr",
    "CCAS de Bourg": "etablissement-public",
    "Société publique locale Avenir": "epl",
    "Chambre de commerce et d’industrie de l’Ouest": "etablissement-public",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Syndicat intercommunal à vocation unique du Val", "SIVU du Val"),
        ("sivu val", "SIVU du Val"),
        ("SIVOM Vallée", "Syndicat intercommunal à vocation multiple de la Vallée"),
        ("syndicat mixte rivières", "SM Rivières"),
        ("pôle d’équilibre territorial et rural du Pays", "PETR du Pays"),
        ("PETR Collines", "Pays des Collines"),
        ("PNR Monts", "Parc naturel régional des Monts"),
        ("centre communal d’action sociale de Bourg", "CCAS de Bourg"),
        ("SPL Avenir", "Société publique locale Avenir"),
        ("CCI Ouest", "Chambre de commerce et d’industrie de l’Ouest"),
    ],
)
def test_the_directory_reads_legal_forms_both_ways(text, found):
    for name, type_code in PARTNERS.items():
        make_organisation(name=name, territory_type=type_code)

    assert found in names(text=text)
    assert len(names(text=text)) <= 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Communauté de communes du Briançonnais", "CC du Briançonnais"),
        ("Briançonnais", "CC du Briançonnais"),
        ("Annecy-le-Vieux", "Annecy"),
        ("Ajaccio 2A", "Ajaccio"),
        ("20090 Ajaccio", "Ajaccio"),
        ("mairie d’Ajaccio", "Ajaccio"),
        ("Grand Lyon", "Métropole de Lyon"),
        ("département de La Réunion", "La Réunion"),
        ("CD974", "La Réunion"),
        ("Y", "Y"),
    ],
)
@pytest.mark.usefixtures("france")
def test_the_directory_finds_what_finds_the_territory(text, found):
    for key in (
        *("epci:240500439", "commune:74010", "commune:2A004", "epci:200046977"),
        *("departement:974", "commune:80829", "commune:35238"),
    ):
        make_territory_organisation(key)

    assert names(text=text)[:1] == [found]


def test_an_exact_name_comes_first():
    for name in ("Ateliers de l’Ain", "Ain", "Les amis de l’Ain"):
        make_organisation(name=name)

    assert names(text="ain")[0] == "Ain"
    assert names(text="2")[:1] == []


def test_the_directory_is_narrowed_by_what_one_is_and_where():
    make_territory_organisation("departement:974")
    make_territory_organisation("departement:972")
    make_territory_organisation("commune:75056")
    make_territory_organisation("commune:35238")

    assert names(type="departement") == ["La Réunion", "Martinique", "Paris"]
    assert names(type="departement", area="drom") == ["La Réunion", "Martinique"]
    assert names(area="metro") == ["Paris", "Rennes"]


def test_who_lies_there_is_found_there_and_does_not_count_as_the_institution():
    reunion = make_territory_organisation("departement:974").territory_id
    make_organisation(name="Association du volcan", place_id=reunion)

    assert names(text="réunion") == ["Association du volcan", "La Réunion"]
    assert names(area="drom") == ["Association du volcan", "La Réunion"]
    assert names(type="departement") == ["La Réunion"]


def test_the_directory_is_narrowed_to_a_kind():
    make_organisation(name="Association")
    make_funder(name="ADEME")

    assert names(kind="funder") == ["ADEME"]
    assert names(kind="parrot") == ["ADEME", "Association"]


def test_one_that_pays_and_applies_is_found_as_both():
    make_territory_organisation("region:53", is_funder=True)
    make_funder(name="ADEME", territory_type="region")
    make_organisation(name="Association")

    assert names(kind="funder") == ["ADEME", "Bretagne"]
    assert names(kind="territory") == ["Bretagne"]
    assert names(kind="partner") == ["Association"]
    assert [each.name for each in queries.funders()] == ["ADEME", "Bretagne"]


def test_the_directory_is_sorted():
    for name in ("Brest", "Arles"):
        make_organisation(name=name)
    make_funder(name="Ademe")
    make_organisation(name="A town", territory_type="commune")

    assert names() == ["A town", "Ademe", "Arles", "Brest"]
    assert names(sort="-name") == ["Brest", "Arles", "Ademe", "A town"]
    assert names(sort="kind") == ["Ademe", "Arles", "Brest", "A town"]


def test_members_are_found_and_sorted():
    organisation = make_organisation()
    for first, last, role in (("Zoé", "Arnaud", Role.READER), ("Ali", "Zola", Role.ADMINISTRATOR)):
        make_member(organisation, role, user=make_user(first_name=first, last_name=last))

    def found(**asked):
        page = queries.page_of_members(organisation.id, asked_of(MEMBERS, **asked))
        return [membership.user.first_name for membership in page.items]

    assert found() == ["Zoé", "Ali"]
    assert found(sort="-person") == ["Ali", "Zoé"]
    assert found(sort="role") == ["Ali", "Zoé"]
    assert found(text="zola ali") == ["Ali"]
    assert found(role="reader") == ["Zoé"]
    assert found(text="%") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_is_two_queries(count, count_queries):
    for _turn in range(count):
        make_organisation()

    with count_queries() as asked:
        page = queries.directory(asked_of(DIRECTORY))
        labels = [organisation.type_label for organisation in page.items]

    assert (len(labels), page.total, len(asked)) == (count, count, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_of_accreditation_cost_the_same(count, count_queries):
    for number in range(count):
        make_accreditation_request()
        make_known_domain(f"town{number}.example", f"21350238{number}")

    with count_queries() as asked:
        requests = queries.accreditation_requests(asked_of(REQUESTS))
        people = [(each.organisation.name, each.user.full_name) for each in requests.items]
        domains = [line.name for line in queries.known_domains(asked_of(DOMAINS)).items]

    assert (len(people), len(domains), len(asked)) == (count, count, 6)


@pytest.mark.parametrize("count", [1, 3])
def test_people_and_papers_are_one_query_each(count, count_queries):
    organisation = make_organisation()
    administrator = make_member(organisation, Role.ADMINISTRATOR)
    for number in range(count):
        make_member(organisation, signatory=True)
        make_invitation(organisation, email=f"p{number}@town.example", invited_by=administrator)
        make_join_request(organisation)
    organisation_id = organisation.id

    with count_queries() as asked:
        page = queries.page_of_members(organisation_id, asked_of(MEMBERS))
        people = [membership.user.full_name for membership in page.items]
        inviters = [
            invitation.invited_by.full_name
            for invitation in queries.pending_invitations(organisation_id)
        ]
        askers = [request.user.full_name for request in queries.pending_requests(organisation_id)]
        signatories = [user.full_name for user in queries.signatories_of(organisation_id)]

    assert (len(people), len(inviters), len(askers), len(signatories)) == (
        count + 1,
        count,
        count,
        count,
    )
    assert len(asked) == 5  # the members are counted too


def test_seats_are_roles_by_organisation():
    first, second = make_organisation(), make_organisation()
    person = make_member(first, Role.READER)
    make_member(second, Role.ADMINISTRATOR, user=person)

    assert queries.organisation_seats(person.id) == {first.id: "reader", second.id: "administrator"}


def test_organisations_of_somebody_and_funders_are_listed_by_name():
    person = make_user()
    for name in ("B", "A"):
        make_member(make_organisation(name=name), user=person)
        make_funder(name=f"Funder {name}")

    assert [found.name for found in queries.organisations_of(person.id)] == ["A", "B"]
    assert [found.name for found in queries.funders()] == ["Funder A", "Funder B"]


def test_the_site_s_administrators_stand_in_where_nobody_administers():
    organisation = make_organisation()
    make_member(organisation, Role.EDITOR)
    site = make_administrator()
    assert queries.administrators_of(organisation.id) == [site]

    own = make_member(organisation, Role.ADMINISTRATOR)

    assert queries.administrators_of(organisation.id) == [own]
