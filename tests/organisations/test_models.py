"""Facts about organisations, roles, invitations and requests."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations import queries
from callforprojects.organisations.models import (
    TERRITORIAL,
    Invitation,
    JoinRequestStatus,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.territories.decoupage import decoupage_rows
from callforprojects.territories.institutions import institutions
from tests.factories.organisations import (
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import make_territory


@pytest.mark.usefixtures("app")
def test_what_the_directory_searches_follows_the_row():
    organisation = make_organisation(
        name="Éco-quartiers de l’Œuvre", aliases="EQO", siren="213502388 "
    )
    assert organisation.search_text == " eco quartiers de l oeuvre \n eqo \n 213502388 "

    organisation.name = "Saint-Malo Énergies"
    db.session.flush()

    assert organisation.search_text == " saint malo energies \n eqo \n 213502388 "


@pytest.mark.usefixtures("app")
def test_the_type_and_identifiers_are_said_in_words():
    with in_language("en"):
        assert (
            make_organisation(territory_type="association").type_label == "Non-profit association"
        )
    assert make_organisation(territory_type=None).type_label == ""
    assert (
        make_organisation(siren="213502388 ", siret="21350238800019").siret_in_words
        == "213\u00a0502\u00a0388\u00a000019"
    )


@pytest.mark.parametrize(
    ("territory_id", "departement"),
    [
        ("epci:249740119", "departement:974"),
        ("commune:98818", "departement:988"),
        ("region:04", "region:04"),
    ],
)
def test_people_type_from_the_departement_of_their_territory(
    count_queries, territory_id, departement
):
    made = make_territory_organisation(territory_id).id
    db.session.expire_all()

    with count_queries() as statements:
        organisation = db.session.scalars(select(Organisation).where(Organisation.id == made)).one()
        assert organisation.phone_territory_id == departement

    assert len(statements) == 1


@pytest.mark.unit
@pytest.mark.parametrize(
    "words",
    [kind.label for kind in OrganisationKind]
    + [role.label for role in Role]
    + [role.in_words for role in Role]
    + [status.label for status in JoinRequestStatus],
)
def test_every_word_has_its_french(words):
    with in_language("en"):
        english = str(words)
    with in_language("fr"):
        assert str(words) != english


@pytest.mark.unit
@pytest.mark.parametrize(
    ("is_funder", "is_applicant", "territory_type", "words"),
    [
        (True, False, None, "Funder"),
        (True, False, "region", "Funder"),
        (False, True, "region", "Territory"),
        (False, True, "association", "Partner"),
        (True, True, "region", "Funder; Territory"),
        (True, True, "foundation", "Funder; Partner"),
    ],
)
def test_what_pages_call_an_organisation(is_funder, is_applicant, territory_type, words):
    organisation = Organisation(
        is_funder=is_funder, is_applicant=is_applicant, territory_type=territory_type
    )

    with in_language("en"):
        assert organisation.kind_label == words


@pytest.mark.unit
def test_every_type_of_an_institution_that_is_listed_is_one_of_territories():
    listed = {institution.kind for institution in institutions().values()}
    listed |= {row["kind"] for row in decoupage_rows() if row["kind"]}

    assert listed <= TERRITORIAL


@pytest.mark.usefixtures("app")
def test_a_territory_has_one_organisation():
    make_territory_organisation()

    with pytest.raises(IntegrityError):
        make_territory_organisation()


@pytest.mark.usefixtures("app")
def test_an_institution_lies_at_its_territory():
    with pytest.raises(IntegrityError, match="institution_lies_at_its_territory"):
        make_territory_organisation(place_id=make_territory("commune:35238").id)


@pytest.mark.usefixtures("app")
def test_who_lies_in_a_territory_keeps_nobody_from_being_its_institution():
    region = make_territory("region:53")
    prefecture = make_organisation(name="Préfecture", place_id=region.id)
    association = make_organisation(name="Association", place_id=region.id)

    institution = make_territory_organisation(region.id)

    assert queries.organisation_of_territory(region.id) is institution
    assert {each.home_id for each in (prefecture, association, institution)} == {region.id}
    assert prefecture.counts_as == {"association"}
    assert institution.counts_as == {"region"}


@pytest.mark.usefixtures("app")
def test_a_person_has_one_seat_in_an_organisation():
    organisation = make_organisation()
    person = make_member(organisation)

    with pytest.raises(IntegrityError):
        make_member(organisation, user=person)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("field", "usable"), [(None, True), ("accepted_at", False), ("revoked_at", False)]
)
def test_an_invitation_is_usable_once_and_in_time(field, usable):
    at = now()
    invitation = Invitation(expires_at=at + timedelta(days=1), accepted_at=None, revoked_at=None)
    if field:
        setattr(invitation, field, at)

    assert invitation.is_usable(at) is usable
    assert not invitation.is_usable(at + timedelta(days=1))


@pytest.mark.usefixtures("app")
def test_each_change_counts_as_a_version():
    organisation = make_organisation()
    organisation.name = "Another name"
    db.session.commit()

    assert db.session.scalars(select(Organisation.version)).one() == 2


@pytest.mark.unit
def test_the_tone_of_a_request():
    assert [status.tone for status in JoinRequestStatus] == ["info", "success", "neutral"]
