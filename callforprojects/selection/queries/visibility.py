"""Which decisions a person must know nothing of, and which are theirs; what a letter is about."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import stepped_back_from
from callforprojects.applications.queries import writes_or_reads_it
from callforprojects.calls.models import Round
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.messages.models import Message
from callforprojects.selection.models import Decision


def decisions_hidden_from(visitor: Visitor) -> frozenset[uuid.UUID]:
    """Those on the files from which a person has stepped back."""
    files = stepped_back_from(visitor)
    if not files:
        return frozenset()
    query = select(Decision.id).where(Decision.application_id.in_(files))
    return frozenset(db.session.scalars(query))


def is_decided_for_them(visitor: Visitor, decision_id: uuid.UUID) -> bool:
    """Whether it is told to the members of the organisation that applied."""
    query = select(Decision.application_id).where(Decision.id == decision_id)
    application_id = db.session.scalar(query)
    return application_id is not None and writes_or_reads_it(visitor, application_id)


def application_of_letter(message: Message) -> Application | None:
    """The application, with its call, that the decision of a letter is about."""
    if message.about_kind != Decision.__tablename__:
        return None
    return db.session.scalar(
        select(Application)
        .join(Decision, Decision.application_id == Application.id)
        .where(Decision.id == message.about_id)
        .options(joinedload(Application.round).joinedload(Round.call))
    )
