"""The invitation to a jury: its mail, and its link handed over where no mail leaves."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select

from callforprojects.accounts.queries import proved_owner
from callforprojects.activity.services import record
from callforprojects.calls.models import Call, Round
from callforprojects.calls.queries import sender_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.juries.models import Juror, JurorStatus, Jury
from callforprojects.juries.services.refusals import refuse_when_announced
from callforprojects.messages.models import Message
from callforprojects.messages.services import write_message
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.services import check_may_invite

INVITATION_LIFE = timedelta(days=21)
INVITATION_MAIL = "juries/invitation"


def send_invitation(juror: Juror, call: Call, jury: Jury) -> None:
    """Write to whoever is invited, with a link that replaces the one sent before."""
    url = _new_link(juror)
    db.session.flush()
    known = proved_owner(juror.email)
    write_message(
        to=juror.email,
        template=INVITATION_MAIL,
        language=call.language,
        about=juror,
        sender=sender_of(call),
        secret=True,
        context={
            "juror": juror,
            "name": known.full_name if known else "",
            "call": call,
            "due_on": jury.reviews_due_on,
            "url": url,
        },
    )


def resend_juror_invitation(juror: Juror, *, by: Visitor) -> None:
    """Send a new link; the former one no longer works.

    Raises DomainError when it was answered, TooMany when the funder has invited enough today.
    """
    call = juror.jury.call
    funder = lock_funder(call)
    refuse_when_announced(juror.jury.round)
    _check_waiting(juror)
    check_may_invite(funder)
    send_invitation(juror, call, juror.jury)
    record("juror.invitation_resent", call, by=by)


def make_juror_invitation_link(juror: Juror, by: Visitor) -> str:
    """A new link, good for three weeks, for who hands it over; it is kept nowhere.

    `juror.jury.call` must be loaded. Raises DomainError when it was answered, or the call is over.
    """
    call = juror.jury.call
    refuse_when_announced(juror.jury.round)
    _check_waiting(juror)
    record("juror.link_made", call, by=by)
    return _new_link(juror)


def invitations_to_juries(organisation: Organisation) -> Select[datetime]:
    """When a funder has written to somebody to invite them to one of its juries."""
    return (
        select(Message.created_at)
        .join(Juror, Juror.id == Message.about_id)
        .join(Jury, Jury.id == Juror.jury_id)
        .join(Jury.round)
        .join(Round.call)
        .where(
            Call.funder_id == organisation.id,
            Message.about_kind == Juror.__tablename__,
            Message.template == INVITATION_MAIL,
        )
    )


def lock_funder(call: Call) -> Organisation:
    """Two officers who invite at once are counted one after the other; held before the call."""
    funder = db.session.get_one(Organisation, call.funder_id)
    lock(funder)
    return funder


def _check_waiting(juror: Juror) -> None:
    lock(juror)
    if juror.status is not JurorStatus.INVITED:
        raise DomainError(_("This person has answered already."))


def _new_link(juror: Juror) -> str:
    clear, juror.token_hash = new_token()
    juror.expires_at = now() + INVITATION_LIFE
    return absolute_url("juries.invitation", token=clear)
