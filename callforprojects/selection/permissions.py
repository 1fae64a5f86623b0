"""Who ranks, decides and announces; who reads a decision, and when."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import is_filed, stepped_back_from, writes_or_reads_it
from callforprojects.calls import permissions as calls
from callforprojects.calls.models import Call, CallStatus
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.juries import permissions as juries
from callforprojects.messages.models import Message
from callforprojects.organisations.permissions import is_member_of
from callforprojects.selection.models import Decision


@rule
def see_ranking(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder."""
    return calls.manage_call(visitor, call)


def waits_for_decision(application: Application) -> bool:
    """Whether it is filed, and its call closed and not announced (`call` must be loaded)."""
    return is_filed(application) and application.call.current_status is CallStatus.CLOSED


@rule
def decide_application(visitor: Visitor, application: Application) -> bool:
    """Officers of the funder, save on a file from which they stepped back.

    Stepping back is total: no preparatory work, no decision (law 2013-907, article 2).
    """
    return juries.manage_jury(visitor, application)


def decisions_hidden_from(visitor: Visitor) -> frozenset[uuid.UUID]:
    """Those on the files from which a person has stepped back."""
    files = stepped_back_from(visitor)
    if not files:
        return frozenset()
    query = select(Decision.id).where(Decision.application_id.in_(files))
    return frozenset(db.session.scalars(query))


def is_decided_for_them(visitor: Visitor, decision_id: uuid.UUID) -> bool:
    """The members of the organisation that applied."""
    query = select(Decision.application_id).where(Decision.id == decision_id)
    application_id = db.session.scalar(query)
    return application_id is not None and writes_or_reads_it(visitor, application_id)


@rule
def announce_results(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder; whether it is possible now is the business of the services."""
    return calls.manage_call(visitor, call)


@rule
def read_letter(visitor: Visitor, message: Message) -> bool:
    """Whoever may decide on the application that the letter is about."""
    application = _application_of(message)
    return application is not None and decide_application(visitor, application)


@rule
def see_decision(visitor: Visitor, application: Application) -> bool:
    """Once announced: members of the organisation that applied, and officers of the funder."""
    if application.call.current_status is not CallStatus.ANNOUNCED:
        return False
    return is_member_of(visitor, application.organisation_id) or decide_application(
        visitor, application
    )


def _application_of(message: Message) -> Application | None:
    if message.about_kind != Decision.__tablename__:
        return None
    return db.session.scalar(
        select(Application)
        .join(Decision, Decision.application_id == Application.id)
        .where(Decision.id == message.about_id)
        .options(joinedload(Application.call))
    )
