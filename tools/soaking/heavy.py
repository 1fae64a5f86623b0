"""The heavy data of the soak: a call with its applications, 40 jurors, half of them laureates."""

import re
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

import sqlalchemy as sa
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Publication
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.money import Money
from callforprojects.core.outside.storage import storage
from callforprojects.criteria.models import Criterion
from callforprojects.files.models import File
from callforprojects.messages.models import Message
from callforprojects.operations.upgrading import upgrade_tables
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.questionnaires.models import Revision, RevisionStatus
from callforprojects.selection.models import Announcement, Decision, Outcome
from callforprojects.territories import decoupage
from callforprojects.territories.models import Territory, TerritoryLevel
from tools.benchmark.data import make_data
from tools.benchmark.pages import cookie_of
from tools.benchmark.world import World, sign_in
from tools.benchmark.writer import Writer

MAILS = 300
_PLACES = frozenset(
    {TerritoryLevel.REGION, TerritoryLevel.DEPARTEMENT, TerritoryLevel.POLE, TerritoryLevel.EPCI}
)
_DOCUMENT = b"%PDF-1.7\n%%EOF\n"
_one_at_a_time = Lock()  # the engines are filled in threads, and alembic has one context for all
_CASES = 3  # how many rows of each kind an address is tried with


@dataclass(frozen=True, slots=True)
class Plan:
    """What the process that opens the pages is told: nothing of it is a row.

    `cookies` are those of people, by their part; `identifiers` are tried in the addresses, by the
    name of the argument; `call_id` is the call whose results are announced half-way.
    """

    call_id: str
    cookies: dict[str, str]
    identifiers: dict[str, list[str]]


def make_heavy(app: Flask, size: int) -> Plan:
    """Fill the database of an application with `size` applications, and commit it."""
    with app.app_context():
        with _one_at_a_time:
            upgrade_tables()
        world = make_data(size)
        draft = _draft()
        _place(world)
        _decide(world)
        administrator, applicant = _join(world)
        people = {
            "guest": None,
            "officer": world.officer.id,
            "juror": world.jurors[0].user_id,
            "applicant": applicant.id,
            "administrator": administrator.id,
        }
        for person in (applicant, administrator):
            world.keys[person.id] = sign_in(person.id)
        _write_mails()
        _store_documents()
        db.session.flush()
        plan = Plan(
            call_id=str(world.call.id),
            cookies={
                part: cookie_of(app, world.keys[id_]) if id_ else "" for part, id_ in people.items()
            },
            identifiers=_identifiers(world, draft),
        )
        db.session.commit()
        db.engine.dispose()
    return plan


def _draft() -> Call:
    """One of the open calls is being written."""
    draft = db.session.scalars(sa.select(Call).order_by(Call.reference.desc()).limit(1)).one()
    draft.status, draft.published_at = Publication.DRAFT, None
    db.session.execute(
        sa.update(Revision)
        .where(Revision.questionnaire_id == draft.questionnaire_id)
        .values(status=RevisionStatus.DRAFT, published_at=None)
    )
    db.session.flush()
    return draft


def _place(world: World) -> None:
    """Each organisation is an intermunicipality: the map of the results has all départements."""
    # no page of these asks which authority acts for a place
    rows = [
        {**row, "institution_id": None}
        for row in decoupage.decoupage_rows()
        if row["level"] in _PLACES
    ]
    db.session.execute(sa.insert(Territory), rows)
    homes = (row["id"] for row in rows if row["level"] is TerritoryLevel.EPCI)
    owners = db.session.scalars(
        sa.select(Application.organisation_id).where(
            Application.round_id == world.call.current_round.id
        )
    )
    moving = sa.update(Organisation).where(Organisation.id == sa.bindparam("owner"))
    db.session.connection().execute(
        moving.values(territory_id=sa.bindparam("home")),
        [{"owner": owner, "home": home} for owner, home in zip(owners, homes, strict=False)],
    )


def _decide(world: World) -> None:
    """Every second application is selected; letters are prepared, and not released yet."""
    writer = Writer(db.session.connection(), now())
    for number, application_id in enumerate(world.application_ids):
        is_selected = not number % 2
        writer.add(
            Decision,
            application_id=application_id,
            round_id=world.call.current_round.id,
            outcome=Outcome.SELECTED if is_selected else Outcome.NOT_SELECTED,
            amount=Money.euros(30_000) if is_selected else None,
            reason="Un projet mûr, porté par tout le territoire.",
            decided_by_id=world.officer.id,
        )
    writer.add(
        Announcement,
        round_id=world.call.current_round.id,
        prepared_at=writer.at,
        prepared_by_id=world.officer.id,
    )
    writer.flush()


def _join(world: World) -> tuple[User, User]:
    """An administrator of the platform, and somebody who administers a laureate's organisation."""
    administrator = User(
        email="administrator@bench.example",
        first_name="Ada",
        last_name="Martin",
        language="fr",
        confirmed_at=now(),
        is_administrator=True,
    )
    laureate = db.session.get_one(Application, world.application_ids[0])
    db.session.add(administrator)
    db.session.add(
        Membership(
            organisation_id=laureate.organisation_id,
            user_id=world.applicant.id,
            role=Role.ADMINISTRATOR,
        )
    )
    db.session.flush()
    return administrator, world.applicant


def _write_mails() -> None:
    mail = {"to_email": "ada@bench.example", "template": "a/b", "language": "fr"}
    mail |= {"subject": "Un mail", "text": "Texte", "html": "<p>Texte</p>"}
    db.session.execute(sa.insert(Message), [mail for _number in range(MAILS)])


def _store_documents() -> None:
    """The documents that are opened have their bytes; those of the others are never asked for."""
    for file in db.session.scalars(sa.select(File).order_by(File.id).limit(_CASES)):
        file.storage_key = storage().put(BytesIO(_DOCUMENT), limit=len(_DOCUMENT)).key


def _identifiers(world: World, draft: Call) -> dict[str, list[str]]:
    """A few rows of each table that addresses name, those of the heavy call and the draft first."""
    own = db.session.get_one(Application, world.application_ids[0])
    first: dict[str, list[Any]] = {
        "call_id": [world.call.id, draft.id],
        "application_id": [own.id],
        "organisation_id": [world.call.funder_id, own.organisation_id],
        "user_id": [world.applicant.id],
        "criterion_id": _of(Criterion, Criterion.grid.has(round_id=draft.current_round.id)),
    }
    models = [mapper.class_ for mapper in Model.registry.mappers]
    found = {_argument(model): model for model in models if issubclass(model, Model)}
    return {
        name: [str(id_) for id_ in [*dict.fromkeys([*first.get(name, ()), *_of(model)])][:_CASES]]
        for name, model in found.items()
    }


def _of(model: type[Any], *conditions: sa.ColumnElement[bool]) -> list[Any]:
    chosen = sa.select(model.id).where(*conditions).order_by(model.id)
    return list(db.session.scalars(chosen.limit(_CASES)))


def _argument(model: type[Any]) -> str:
    """What an address calls the identifier of a row: `join_request_id`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() + "_id"
