"""One call with what its pages show, the officer's own calls, references."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defaultload, joinedload, selectinload

from callforprojects.accounts.models import JoinedAccount, User
from callforprojects.activity.models import Activity
from callforprojects.calls.models import Call, Publication, Round, call_co_funder
from callforprojects.calls.queries.listing import CELLS
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import KEPT_FOR, is_kept
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.tables import TableState
from callforprojects.core.tables.pagination import Page, paginate
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.organisations.queries import lies_in_areas, organisation_counts_as
from callforprojects.questionnaires.models import (
    Question,
    Questionnaire,
    QuestionType,
    Revision,
    Section,
)

CALL_PAGE = (
    joinedload(Call.funder),
    selectinload(Call.co_funders),
    CELLS,
    defaultload(Call.current_round).selectinload(Round.postponements),
)
DRAFT_PAGE = (
    joinedload(Call.funder),
    selectinload(Call.expectations),
)


def sender_of(call: Call) -> Mailbox:
    """Whom the mails about a call speak for: its funder, whose contact gets the answers."""
    funder = db.session.get_one(Organisation, call.funder_id)
    return Mailbox(call.contact_email or funder.contact_email, funder.name)


def authors_of(call: Call, *, besides: Visitor) -> Sequence[User]:
    """Who began a call or has changed it or its questions, and may still write for its funder.

    But for the person who asks.
    """
    joined = JoinedAccount.former_id == Activity.actor_id
    asked = sa.select(Round.questionnaire_id).where(Round.call_id == call.id)
    worked = (
        sa.select(sa.func.coalesce(JoinedAccount.kept_id, Activity.actor_id))
        .select_from(Activity)
        .outerjoin(JoinedAccount, joined)
        .where(
            sa.or_(
                sa.and_(
                    Activity.subject_kind == Call.__tablename__, Activity.subject_id == call.id
                ),
                sa.and_(
                    Activity.subject_kind == Questionnaire.__tablename__,
                    Activity.subject_id.in_(asked),
                ),
            ),
            Activity.actor_id.is_not(None),
        )
    )
    return db.session.scalars(
        sa.select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == call.funder_id,
            Membership.role.in_([Role.ADMINISTRATOR, Role.EDITOR]),
            User.is_active,
            User.id != besides.id,
            sa.or_(User.id == call.created_by_id, User.id.in_(worked)),
        )
        .order_by(User.email)
    ).all()


def call_page(call_id: uuid.UUID) -> Call | None:
    """One call with everything its public page shows."""
    return db.session.scalars(
        sa.select(Call).where(Call.id == call_id).options(*CALL_PAGE)
    ).one_or_none()


def call_asking(questionnaire_id: uuid.UUID) -> Call | None:
    """The call of which a round asks a questionnaire."""
    of_round = sa.select(Round.call_id).where(Round.questionnaire_id == questionnaire_id)
    return db.session.scalars(
        sa.select(Call).where(Call.id == of_round.scalar_subquery())
    ).one_or_none()


def published_title(call_id: uuid.UUID) -> str | None:
    """How a call that everybody may read is called."""
    published = sa.select(Call.title).where(Call.id == call_id, Call.status != Publication.DRAFT)
    return db.session.scalar(published)


def calls_of(funder_ids: Collection[uuid.UUID], state: TableState) -> Page[Call]:
    """A page of the calls of some funders (`tables.OWN`), drafts included, each with its funder."""
    query = (
        sa.select(Call)
        .join(Call.current_round)
        .where(Call.funder_id.in_(funder_ids), is_kept(Call))
        .options(joinedload(Call.funder), contains_eager(Call.current_round))
    )
    return paginate(state.applied_to(query), page=state.page)


def deleted_calls(visitor: Visitor) -> Sequence[Call]:
    """Those of a person's funders that can be restored still, the last deleted first."""
    return db.session.scalars(
        sa.select(Call)
        .where(
            Call.funder_id.in_(visitor.seats(Membership)),
            Call.deleted_at > now() - KEPT_FOR,
        )
        .options(joinedload(Call.funder), joinedload(Call.deleted_by))
        .order_by(Call.deleted_at.desc())
    ).all()


def funders_among(organisation_ids: Collection[uuid.UUID]) -> Sequence[Organisation]:
    """Those of these organisations that are funders, by name."""
    return db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(organisation_ids), Organisation.is_funder)
        .order_by(Organisation.search_text)
    ).all()


def is_funded_by(organisation_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """The condition that an organisation pays for the projects of a call, alone or with others."""
    shared = sa.select(call_co_funder.c.call_id).where(
        call_co_funder.c.organisation_id == organisation_id
    )
    return sa.or_(Call.funder_id == organisation_id, Call.id.in_(shared))


def funds(organisation_id: uuid.UUID, call: Call) -> bool:
    """Whether an organisation pays for the projects of this call."""
    query = sa.select(Call.id).where(Call.id == call.id, is_funded_by(organisation_id))
    return db.session.scalar(query) is not None


def references_like(start: str) -> set[str]:
    """The references taken that begin so."""
    query = sa.select(Call.reference).where(Call.reference.startswith(start, autoescape=True))
    return set(db.session.scalars(query))


def is_reference_taken(reference: str, *, but: uuid.UUID | None = None) -> bool:
    """Whether another call than `but` has this reference."""
    query = sa.select(Call.id).where(Call.reference == reference)
    return any(found != but for found in db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class QuestionsBeyondText:
    """What a call asks besides answers: documents, in their order, and whether the matrix."""

    documents: Sequence[Question]
    has_matrix: bool


def questions_beyond_text(questionnaire_id: uuid.UUID) -> QuestionsBeyondText:
    """The documents that applicants attach, and whether they fill in the matrix; one query."""
    latest = (
        sa.select(sa.func.max(Revision.number))
        .where(Revision.questionnaire_id == questionnaire_id)
        .scalar_subquery()
    )
    found = db.session.scalars(
        sa.select(Question)
        .join(Question.section)
        .join(Section.revision)
        .where(
            Revision.questionnaire_id == questionnaire_id,
            Revision.number == latest,
            Question.type.in_([QuestionType.FILE, QuestionType.MATRIX]),
        )
        .order_by(Section.position, Question.position)
    ).all()
    documents = [question for question in found if question.type is QuestionType.FILE]
    return QuestionsBeyondText(documents, has_matrix=len(documents) < len(found))


def organisations_reached(call: Call) -> int:
    """How many organisations of the platform count as a type that the call accepts, from there."""
    query = sa.select(sa.func.count(Organisation.id)).where(
        Organisation.is_applicant, Organisation.id != call.funder_id
    )
    if call.territory_types:
        query = query.where(organisation_counts_as(call.territory_types))
    if call.areas:
        query = query.where(lies_in_areas(call.areas))
    return db.session.scalar(query) or 0
