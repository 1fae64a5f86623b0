"""The decided call of the demonstration: decisions prepared, letters written, results announced."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.people import DemonstrationPeople
from callforprojects.demonstration.material import (
    DemonstrationCalendar,
    Row,
    by_code,
    load_material,
)
from callforprojects.selection.models import Outcome
from callforprojects.selection.services import (
    ActDetails,
    Confirmation,
    DecisionDetails,
    announce_results,
    decide,
    prepare_letters,
    write_act,
)


def build_decisions(
    people: DemonstrationPeople,
    calls: Mapping[str, Call],
    applications: Mapping[str, Application],
    calendar: DemonstrationCalendar,
) -> None:
    """Decide on each application of the call, then tell everybody at one moment."""
    content = load_material("decisions_tiga")
    officer = people.agents[by_code("calls")[content["call"]]["funder"]]
    announced = content["announced_in_days"]
    with lived_at(calendar.at(announced - 9, 15)):
        for row in content["decisions"]:
            decide(_file(applications[row["application"]]), _details(row), by=officer)
        db.session.flush()
    call = _call(calls[content["call"]])
    with lived_at(calendar.at(announced - 1, 16)):
        write_act(call, _act(content["act"], calendar.at(announced - 2, 9)), by=officer)
        prepare_letters(call, by=officer)
    with lived_at(calendar.at(announced, 10)):
        reason = content["unfinished_reason_fr"]
        announce_results(call, Confirmation(unfinished_reason=reason), by=officer)


def _act(row: Row, signed_at: datetime) -> ActDetails:
    return ActDetails(
        author_name=row["author_name"],
        author_capacity=row["author_capacity_fr"],
        delegation=row["delegation_fr"],
        signed_on=to_paris(signed_at).date(),
        number=row["number"],
    )


def _details(row: Row) -> DecisionDetails:
    amount = row["amount_eur"]
    return DecisionDetails(
        outcome=Outcome(row["outcome"]),
        amount=None if amount is None else Money.euros(amount),
        reason=row["reason_fr"],
        conditions=row.get("conditions_fr", ""),
    )


def _file(application: Application) -> Application:
    return db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(
            joinedload(Application.round).joinedload(Round.call),
            joinedload(Application.organisation),
        )
    ).one()


def _call(call: Call) -> Call:
    return db.session.scalars(
        select(Call).where(Call.id == call.id).options(joinedload(Call.funder))
    ).one()
