"""How much one person or one organisation may begin in a day, and hold: whoever has just signed up
cannot fill the directory, nor use the platform to write to strangers.
"""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, union_all

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence, TooMany
from callforprojects.core.text.i18n import _
from callforprojects.messages.models import Message
from callforprojects.organisations.models import (
    AccreditationRequest,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Role,
)

DAY = timedelta(days=1)
REGISTERED = "organisation.created"
REGISTERED_A_DAY = 5
ADMINISTERED = 10
REQUESTS_A_DAY = 10
ACCREDITATIONS_A_DAY = 3
INVITATIONS_A_DAY = 30
INVITATIONS_OF_FUNDER = 200
INVITATIONS_WAITING = 100
INVITATION_MAIL = "organisations/invitation"


def check_may_register(by: Visitor) -> None:
    """Raise TooMany or DomainError when somebody has registered, or administers, enough.

    Their row is held: two requests at once count one after the other. What they have removed since
    counts in the day: each has written to the administrators of the site, who register for others
    and are not counted.
    """
    if by.is_administrator:
        return
    lock(db.session.get_one(User, by.id))
    administered = (
        select(func.count())
        .select_from(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.user_id == by.id,
            Membership.role == Role.ADMINISTRATOR,
            ~Organisation.is_funder,
        )
    )
    registered = select(Activity.at).where(Activity.verb == REGISTERED, Activity.actor_id == by.id)
    _check_rate(
        registered.order_by(Activity.at.desc()),
        REGISTERED_A_DAY,
        _("You have registered %(most)s organisations today.", most=REGISTERED_A_DAY),
    )
    if (db.session.scalar(administered) or 0) >= ADMINISTERED:
        raise DomainError(
            _(
                "You administer %(most)s organisations already. Hand one over before you "
                "register another, or write to the administrators of the site.",
                most=ADMINISTERED,
            )
        )


def check_may_request(by: Visitor) -> None:
    """Raise TooMany when somebody has asked to join enough organisations today."""
    lock(db.session.get_one(User, by.id))
    _check_rate(
        select(JoinRequest.created_at)
        .where(JoinRequest.user_id == by.id)
        .order_by(JoinRequest.created_at.desc()),
        REQUESTS_A_DAY,
        _("You have asked to join %(most)s organisations today.", most=REQUESTS_A_DAY),
    )


def check_may_ask_again(organisation: Organisation) -> None:
    """Raise TooMany when an organisation has asked to be accredited enough today.

    The organisation is held by the caller.
    """
    _check_rate(
        select(AccreditationRequest.created_at)
        .where(AccreditationRequest.organisation_id == organisation.id)
        .order_by(AccreditationRequest.created_at.desc()),
        ACCREDITATIONS_A_DAY,
        _("You have asked %(most)s times today.", most=ACCREDITATIONS_A_DAY),
    )


def check_may_invite(organisation: Organisation) -> None:
    """Raise TooMany when an organisation has sent enough invitations today, those sent again too.

    To a seat of member or to any other: the mails of one day are counted together. The
    organisation is held by the caller.
    """
    most = INVITATIONS_OF_FUNDER if organisation.is_funder else INVITATIONS_A_DAY
    sources = (feature.invitations_sent for feature in features())
    written = union_all(*(of(organisation) for of in sources if of is not None)).subquery()
    _check_rate(
        select(written.c.created_at).order_by(written.c.created_at.desc()),
        most,
        _("Your organisation has sent %(most)s invitations today.", most=most),
    )


def invitations_to_members(organisation: Organisation) -> Select[datetime]:
    """When an organisation has written to somebody to invite them among its members."""
    return (
        select(Message.created_at)
        .join(Invitation, Invitation.id == Message.about_id)
        .where(
            Invitation.organisation_id == organisation.id,
            Message.about_kind == Invitation.__tablename__,
            Message.template == INVITATION_MAIL,
        )
    )


def check_may_wait(organisation: Organisation) -> None:
    """Raise DomainError when as many invitations wait as an organisation may have."""
    waiting = select(func.count(Invitation.id)).where(
        Invitation.organisation_id == organisation.id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    if (db.session.scalar(waiting) or 0) >= INVITATIONS_WAITING:
        raise DomainError(
            _(
                "%(most)s invitations wait for an answer: take some back before you send others.",
                most=INVITATIONS_WAITING,
            )
        )


def _check_rate(newest_first: Select[datetime], most: int, message: Sentence) -> None:
    """Raise TooMany when `most` of them are of the last day, until the oldest of these is not."""
    oldest = db.session.scalar(newest_first.offset(most - 1).limit(1))
    if oldest is not None and oldest > now() - DAY:
        raise TooMany(int((oldest + DAY - now()).total_seconds()) + 1, message)
