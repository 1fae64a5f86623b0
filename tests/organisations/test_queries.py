"""Lists of organisations and of people: what they find, and that they cost the same."""

import pytest

from callforprojects.organisations import queries
from callforprojects.organisations.listing import DIRECTORY, MEMBERS
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_funder,
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
)


def asked_of(table, **asked):
    return table.asked({name: [value] for name, value in asked.items()})


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


def test_the_directory_is_narrowed_to_a_kind():
    make_organisation(name="Association")
    make_funder(name="ADEME")

    assert names(kind="funder") == ["ADEME"]
    assert names(kind="parrot") == ["ADEME", "Association"]


def test_the_directory_is_sorted():
    for name in ("Brest", "Arles"):
        make_organisation(name=name)
    make_funder(name="Ademe")

    assert names() == ["Ademe", "Arles", "Brest"]
    assert names(sort="-name") == ["Brest", "Arles", "Ademe"]
    assert names(sort="kind") == ["Ademe", "Arles", "Brest"]


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
    person = make_member(first, Role.READER, signatory=True)
    make_member(second, Role.ADMINISTRATOR, user=person)

    assert queries.organisation_seats(person.id) == {first.id: "reader", second.id: "administrator"}
    assert queries.signatory_seats(person.id) == {first.id: "signatory"}


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
