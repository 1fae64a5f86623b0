"""What calls keep in the name of a funder: drafts, and what it has published."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, delete, func, or_, select, union_all, update

from callforprojects.calls.models import Call, Publication, call_co_funder
from callforprojects.calls.services.deletion import remove_call_drafts
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Dependents
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.organisations.dependents import move_rows
from callforprojects.organisations.models import Organisation


def _published(organisation_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """Those of another funder that name it too: the public has read its name."""
    is_published, named = Call.status != Publication.DRAFT, call_co_funder.c
    own = select(Call.funder_id.label("id")).where(Call.funder_id.in_(organisation_ids))
    shared = select(named.organisation_id).where(named.organisation_id.in_(organisation_ids))
    funding = union_all(
        own.where(is_published),
        shared.join(Call, Call.id == named.call_id).where(is_published),
    ).subquery()
    counts = select(funding.c.id, func.count()).group_by(funding.c.id)
    return {row[0]: row[1] for row in db.session.execute(counts)}


def _drafts_of(funder: Organisation) -> Sequence[Call]:
    """The deleted ones too."""
    query = select(Call).where(Call.funder_id == funder.id, Call.status == Publication.DRAFT)
    return db.session.scalars(query.order_by(Call.id)).all()


def _drafts(funder: Organisation) -> list[Sentence]:
    count = len(_drafts_of(funder))
    return if_any(count, ngettext("%(num)s draft of a call.", "%(num)s drafts of calls.", count))


def _remove_drafts(funder: Organisation, by: Visitor) -> None:
    """Drafts of other funders, which nobody has read yet, no longer name it."""
    remove_call_drafts(_drafts_of(funder), by=by)
    is_named = call_co_funder.c.organisation_id == funder.id
    db.session.execute(delete(call_co_funder).where(is_named))


def _moving(gone: Organisation, _kept: Organisation) -> list[Sentence]:
    count = _published([gone.id]).get(gone.id, 0)
    published = ngettext("%(num)s published call.", "%(num)s published calls.", count)
    return if_any(count, published) + _drafts(gone)


def _move(gone: Organisation, kept: Organisation, _by: Visitor) -> None:
    move_rows(Call.funder_id, gone, kept)
    _move_co_funded(gone, kept)


def _move_co_funded(gone: Organisation, kept: Organisation) -> None:
    """Nobody is named twice among those who pay for a call. The calls of `gone` are moved."""
    named = call_co_funder.c
    there = select(named.call_id).where(named.organisation_id == kept.id)
    opened = select(Call.id).where(Call.funder_id == kept.id)
    twice = or_(
        and_(named.organisation_id == gone.id, named.call_id.in_(there)),
        and_(named.organisation_id.in_([gone.id, kept.id]), named.call_id.in_(opened)),
    )
    db.session.execute(delete(call_co_funder).where(twice))
    moving = update(call_co_funder).where(named.organisation_id == gone.id)
    db.session.execute(moving.values(organisation_id=kept.id))


DEPENDENTS: Dependents[Organisation] = Dependents(
    key="calls",
    label=_("Calls published"),
    count=_published,
    drafts=_drafts,
    remove_drafts=_remove_drafts,
    moving=_moving,
    move=_move,
)
