"""The organisations of the demonstration, their agents and their signatories."""

from datetime import datetime
from typing import Any

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.material import DemonstrationCalendar, Row, material_rows
from callforprojects.organisations.models import (
    KnownDomain,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.services import (
    NewOrganisation,
    OrganisationDetails,
    create_organisation,
)
from callforprojects.organisations.silence import LegalNature

_POLE = "pole:nantes-saint-nazaire"


class DemonstrationPeople:
    """Who takes part, by the codes of the content."""

    def __init__(self) -> None:
        self.organisations: dict[str, Organisation] = {}
        self.agents: dict[str, User] = {}
        self.users: dict[str, User] = {}

    def user(self, person: Row, at: datetime) -> User:
        """The account of a person, made once. It has no password: one click opens it."""
        known = self.users.get(person["email"])
        if known is not None:
            return known
        user = User(
            email=person["email"],
            first_name=person["first_name"],
            last_name=person["last_name"],
            job_title=person.get("function", ""),
            language="fr",
            confirmed_at=at,
        )
        db.session.add(user)
        self.users[user.email] = user
        return user


def build_people(at: datetime) -> DemonstrationPeople:
    """Every organisation of the content with its two members, and the administrator."""
    people = DemonstrationPeople()
    for row in material_rows("organisations"):
        organisation = _organisation(row, at)
        agent = people.user(row["agent"], at)
        signatory = people.user(row["signatory"], at)
        db.session.add(organisation)
        db.session.flush()
        db.session.add_all(
            [
                _member(organisation, agent, role=Role.ADMINISTRATOR),
                _member(organisation, signatory, role=Role.READER, is_signatory=True),
            ]
        )
        record("organisation.created", organisation, by=agent)
        if organisation.siren:
            domain = row["email_domain"]
            db.session.add(KnownDomain(siren=organisation.siren, domain=domain))
        people.organisations[row["code"]] = organisation
        people.agents[row["code"]] = agent
    for row in material_rows("personas"):
        people.user(row, at).is_administrator = row["code"] == "administrator"
    db.session.flush()
    return people


def build_accreditations(people: DemonstrationPeople, calendar: DemonstrationCalendar) -> None:
    """Organisations registered lately, whose requests wait for the administrator."""
    for row in material_rows("accreditations"):
        at = calendar.at(-row["days_ago"])
        person = people.user(row["person"], at)
        db.session.flush()
        new = NewOrganisation(
            kind=OrganisationKind.TERRITORY,
            details=OrganisationDetails(name="", contact_email=person.email),
            territory=row["territory"],
            statement=row["statement_fr"],
        )
        with lived_at(at):
            create_organisation(new, by=person)


def _member(organisation: Organisation, user: User, **values: Any) -> Membership:  # noqa: ANN401  # columns
    return Membership(organisation_id=organisation.id, user_id=user.id, **values)


def _organisation(row: Row, at: datetime) -> Organisation:
    is_funder = row["kind"] == OrganisationKind.FUNDER
    email = row["agent"]["email"]
    return Organisation(
        is_funder=is_funder,
        is_applicant=not is_funder,
        name=row["name"],
        aliases=row.get("alias", ""),
        territory_id=_territory_id(row.get("territory")),
        place_id=_territory_id(row.get("place")),
        territory_type=row.get("territory_type"),
        own_nature=LegalNature(row["legal_nature"]) if is_funder else None,
        siren=row.get("siren"),
        accredited_at=at,
        contact_email=f"contact@{row['email_domain']}" if is_funder else email,
        postal_address=row.get("postal_address", ""),
        contact_phone="+33199001234" if is_funder else "",
        note=row.get("note_fr", "") if is_funder else "",
    )


def _territory_id(place: Row | None) -> str | None:
    """`commune:36081`; a metropolitan pole has no code of its own in the file of territories."""
    if place is None:
        return None
    if place["level"] == "pole-metropolitain":
        return _POLE
    return f"{place['level']}:{place['code']}"
