"""The people and the calls of a generated database: few rows, written through the models."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from callforprojects.accounts.models import User, UserSession
from callforprojects.calls.models import Call, CallKind, Expectation, Publication, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.points import Points
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.text.rich_text import markdown_to_html
from callforprojects.criteria.models import Criterion, GridVersion
from callforprojects.iso37101.codes import CELL_CODES, DOMAIN_CODES, PURPOSE_CODES
from callforprojects.iso37101.frame import frame
from callforprojects.juries.models import Juror, JurorRole, JurorStatus, Jury
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.questionnaires.defaults import default_questionnaire
from callforprojects.questionnaires.models import Revision, RevisionStatus
from tools.benchmark.texts import paragraph

JURORS = 40
CRITERIA = 18
OPEN_CALLS = 20
EXPECTED = 24
SCALE = 5
READ = ("context", "objectives", "actions", "governance", "partners", "expected_results")


@dataclass(slots=True)
class World:
    """What the generator needs of the database, and what the pages are asked with.

    `keys` are the secrets of open sessions, by the person's identifier.
    """

    call: Call
    revision: Revision
    officer: User
    applicant: User
    jurors: list[Juror]
    keys: dict[uuid.UUID, str] = field(default_factory=dict)
    application_ids: list[uuid.UUID] = field(default_factory=list)


def make_world(size: int) -> World:
    """The funder, its officer, a closed call with 18 criteria, 40 jurors, 20 open calls.

    `size` is how many applications are coming: the envelope funds a part of them.
    """
    officer, applicant = _user("officer"), _user("applicant")
    funder = Organisation(
        is_funder=True, name="Agence des territoires durables", accredited_at=now()
    )
    db.session.add_all([officer, applicant, funder])
    db.session.flush()
    db.session.add(
        Membership(organisation_id=funder.id, user_id=officer.id, role=Role.ADMINISTRATOR)
    )
    call = _call("BENCH-2026", funder, officer, closed=True, envelope=Money.euros(60_000 * size))
    call.last_number = size
    for number in range(OPEN_CALLS):
        _call(f"OPEN-2026-{number:02d}", funder, officer, closed=False)
    jurors = _jury(call)
    db.session.flush()
    world = World(call, call.questionnaire.revisions[0], officer, applicant, jurors)
    readers = [juror.user_id for juror in jurors[:8] if juror.user_id is not None]
    world.keys = {each: sign_in(each) for each in (officer.id, *readers)}
    return world


def _user(name: str) -> User:
    return User(
        email=f"{name}@bench.example",
        first_name=name.capitalize(),
        last_name="Mesure",
        language="fr",
        confirmed_at=now(),
    )


def sign_in(user_id: uuid.UUID) -> str:
    clear = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            user_id=user_id,
            token_hash=token_hash(clear),
            expires_at=now() + timedelta(days=1),
        )
    )
    return clear


def _call(
    reference: str, funder: Organisation, author: User, *, closed: bool, **values: Any
) -> Call:
    opens, closes = _dates(closed=closed)
    text = "\n\n".join(paragraph(120, start) for start in range(4))
    questionnaire = default_questionnaire(reference)
    revision = questionnaire.revisions[0]
    revision.status, revision.published_at = RevisionStatus.PUBLISHED, opens
    call = Call(
        reference=reference,
        title=f"Territoires sobres et vivants {reference}",
        kind=CallKind.AAP,
        status=Publication.PUBLISHED,
        summary=paragraph(60),
        description=text,
        description_html=markdown_to_html(text),
        contact_email="appels@bench.example",
        published_at=opens,
        edition=frame().edition.code,
        ceiling=Money.euros(400_000),
        rate=50,
        funder=funder,
        created_by_id=author.id,
        current_round=Round(questionnaire=questionnaire, opens_at=opens, closes_at=closes),
        co_funders=[],
        expectations=_expectations(),
        **values,
    )
    db.session.add_all([call, *_criteria(call)])
    db.session.flush()
    return call


def _dates(*, closed: bool) -> tuple[datetime, datetime]:
    at = now()
    if closed:
        return at - timedelta(days=90), at - timedelta(days=20)
    return at - timedelta(days=10), at + timedelta(days=50)


def _expectations() -> list[Expectation]:
    cells = CELL_CODES[:: len(CELL_CODES) // EXPECTED]
    return [
        Expectation(purpose=purpose, domain=domain, level=2 + place % 2)
        for place, (purpose, domain) in enumerate(cells)
    ]


def _criteria(call: Call) -> list[Criterion]:
    """Weights that total 100: sixteen of 5, and two of 10."""
    grid = GridVersion(round=call.current_round)
    return [
        Criterion(
            grid=grid,
            position=place,
            title=f"Critère {place}",
            guidance=paragraph(30, place),
            weight=Points.of(10 if place <= 2 else 5),  # noqa: PLR2004  # the two heavy ones
            scale_max=Points.of(SCALE),
            purposes=[PURPOSE_CODES[place % len(PURPOSE_CODES)]],
            domains=[DOMAIN_CODES[place % len(DOMAIN_CODES)]],
            question_keys=[READ[place % len(READ)], READ[(place + 1) % len(READ)]],
        )
        for place in range(1, CRITERIA + 1)
    ]


def _jury(call: Call) -> list[Juror]:
    users = [_user(f"juror-{number:02d}") for number in range(JURORS)]
    jury = Jury(round_id=call.current_round.id)
    db.session.add_all([jury, *users])
    db.session.flush()
    jurors = [
        Juror(
            jury_id=jury.id,
            user_id=user.id,
            email=user.email,
            full_name=user.full_name,
            role=JurorRole.MEMBER if number else JurorRole.CHAIR,
            status=JurorStatus.ACCEPTED,
            answered_at=now(),
        )
        for number, user in enumerate(users)
    ]
    db.session.add_all(jurors)
    return jurors
