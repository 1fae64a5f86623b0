"""What calls keep of a person: the drafts of a funder that nobody else belongs to."""

from collections.abc import Sequence

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.calls.export import records
from callforprojects.calls.models import Call, Publication
from callforprojects.calls.services.deletion import delete_call
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import PersonalData
from callforprojects.core.data.deletion import is_kept
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.organisations.personal_data import alone_in


def _own_drafts(user: User) -> Sequence[Call]:
    query = (
        select(Call)
        .where(
            Call.funder_id.in_(alone_in(user.id)),
            Call.status == Publication.DRAFT,
            is_kept(Call),
        )
        .order_by(Call.id)
    )
    return db.session.scalars(query).all()


def _going(user: User) -> list[Sentence]:
    drafts = len(_own_drafts(user))
    return if_any(
        drafts,
        ngettext(
            "%(num)s draft of a call that nobody else can read.",
            "%(num)s drafts of calls that nobody else can read.",
            drafts,
        ),
    )


def _staying(user: User) -> list[Sentence]:
    """An address typed as that of a service may be somebody's own: receipts state it."""
    of_theirs = select(Call.title).where(Call.contact_email == user.email, is_kept(Call))
    return [
        _(
            "Your e-mail address stays shown, as that of the service in charge of “%(call)s”.",
            call=title,
        )
        for title in db.session.scalars(of_theirs.order_by(Call.id))
    ]


def _close(user: User, by: Visitor) -> None:
    for call in _own_drafts(user):
        delete_call(call, by=by)


def _moving(gone: User, _kept: User) -> list[Sentence]:
    begun = row_count(select(Call.id).where(Call.created_by_id == gone.id, is_kept(Call)))
    return if_any(begun, ngettext("%(num)s call begun.", "%(num)s calls begun.", begun))


PERSONAL_DATA: PersonalData[User] = PersonalData(
    going=_going,
    staying=_staying,
    records=records,
    close=_close,
    moving=_moving,
    named_in=[Call.created_by_id, Call.deleted_by_id],
)
