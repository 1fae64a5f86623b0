"""The demonstration, served: where its pages are, and the people who see them."""

import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.accounts.passwords import hash_password
from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.i18n import in_language
from callforprojects.demonstration.building import build
from callforprojects.demonstration.material import personas
from callforprojects.juries.models import Juror
from callforprojects.reviews.models import Review, ReviewStatus
from callforprojects.territories.services import load_territories
from tests.factories.accounts import PASSWORD
from tests.journeys.site import Site

APPLICANT = "the applicant"
OFFICER, DRAFTER, AGENT, JUROR, ADMINISTRATOR = (
    "Hélène Marchal-Voisin",
    "Laetitia Ciaravello",
    "Manon Eyraudet",
    "Nadia Rezzoug-Perrin",
    "Alice Morvan-Tessier",
)


def build_scene(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    """Where the pages are, and the addresses of the people who see them."""
    return site.set_scene("demonstration", _demonstration)


def _demonstration() -> tuple[dict[str, str], dict[str, str]]:
    with in_language("fr"):
        with transaction():
            load_territories()
        build(lambda _step: None)
        with transaction():
            db.session.execute(sa.update(User).values(password_hash=hash_password(PASSWORD)))
    places = _calls() | _applications()
    people = {each.full_name: each.email for each in personas()}
    creator = db.session.get_one(Application, _judged().id).created_by_id
    people[APPLICANT] = db.session.get_one(User, creator).email
    return places, people


def _calls() -> dict[str, str]:
    """One call of each stage."""
    names = {CallStatus.DRAFT: "draft_call"}
    calls = db.session.scalars(sa.select(Call)).all()
    statuses = {call.status_at(now()): str(call.id) for call in calls}
    return {names.get(status, status.value): found for status, found in statuses.items()}


def _applications() -> dict[str, str]:
    """The draft of the agent, and an application that the juror has scored."""
    by_agent = (
        sa.select(User.id).where(User.last_name == AGENT.rsplit(maxsplit=1)[-1]).scalar_subquery()
    )
    draft = db.session.scalars(
        sa.select(Application.id).where(
            Application.status == ApplicationStatus.DRAFT, Application.created_by_id == by_agent
        )
    ).first()
    return {"draft": str(draft), "judged": str(_judged().id)}


def _judged() -> Application:
    """The first application whose review the juror has handed in."""
    by_juror = sa.select(Juror.id).join(User).where(User.last_name == JUROR.rsplit(maxsplit=1)[-1])
    return db.session.scalars(
        sa.select(Application)
        .join(Review, Review.application_id == Application.id)
        .where(Review.juror_id.in_(by_juror), Review.status == ReviewStatus.SUBMITTED)
        .order_by(Application.reference)
        .limit(1)
    ).one()
