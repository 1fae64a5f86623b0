"""Closing an account: the person goes, what must be kept of their acts stays without a name.

The row of the person is not removed, since filed applications, reviews, decisions and the sealed
activity refer to it; it keeps nothing that says who it was.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, false, func, or_, select, update

from callforprojects.accounts.models import AccountToken, User, UserSession
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.personal_data import Closing, personal_data_parts
from callforprojects.accounts.queries import identities_of
from callforprojects.activity.models import Activity
from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Obstacle
from callforprojects.core.data.feature import features
from callforprojects.core.data.mail_addresses import closed_address
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.queries import received_by
from callforprojects.messages.services import write_message

UNOWNED_MAILS_FOR = timedelta(days=7)


def closing_of(user: User, *, by: Visitor) -> Closing:
    """What closing this account would do, said before it is done."""
    obstacles = [*_own_obstacles(user)]
    going, staying = [*_own_going(user)], [*_own_staying(user)]
    for part in personal_data_parts():
        obstacles += part.obstacles(user, by)
        going += part.going(user)
        staying += part.staying(user)
    return Closing(obstacles=obstacles, going=going, staying=staying)


def close_own_account(user: User, present_password: str) -> None:
    """Close one's own account. Raises DomainError on `present_password`, and as `close_account`."""
    if not is_right(present_password, user.password_hash):
        raise DomainError(_("This is not your current password."), "present_password")
    close_account(user, by=user)


def close_account(user: User, *, by: Visitor) -> None:
    """Take out of an account all that says who it was, and tell the person by a last mail.

    Raises ConflictError when it is closed already, DomainError with the first thing that hinders.
    """
    for part in personal_data_parts():
        part.lock(user)
    lock(user)
    if user.closed_at is not None:
        raise ConflictError(_("This account is closed already."))
    for obstacle in closing_of(user, by=by).obstacles:
        raise DomainError(obstacle.sentence)
    former, language = user.email, user.language
    record("user.closed", user, by=by)
    for part in reversed(personal_data_parts()):  # a draft is found by the seat that goes after it
        part.close(user, by)
    _forget_mails(user)
    forget_person(user)
    write_message(
        to=former,
        template="accounts/closed",
        language=language,
        context={"by_administrator": by.id != user.id},
        secret=True,  # nothing of it is kept once it has left
    )


def forget_unowned_mails(at: datetime) -> int:
    """Remove what was written about an account to an address that has none, a week before `at`.

    Such are the last mail of a closed account, and the answer to who asked for a link in vain.
    Gives how many went.
    """
    gone = delete(Message).where(
        Message.user_id.is_(None),
        is_about_account(),
        Message.created_at < at - UNOWNED_MAILS_FOR,
        Message.status != MessageStatus.SENDING,
    )
    return len(db.session.scalars(gone.returning(Message.id)).all())


def _own_obstacles(user: User) -> list[Obstacle]:
    """The platform keeps an administrator."""
    others = select(User.id).where(User.is_administrator, User.is_active, User.id != user.id)
    if not user.is_administrator or db.session.scalar(others.limit(1)) is not None:
        return []
    sentence = _(
        "You are the only administrator of the platform. Whoever runs the server names another "
        "one first, with the command “callforprojects users create-administrator”."
    )
    return [Obstacle(sentence=sentence, label=_("My profile"), endpoint="accounts.profile")]


def _own_going(user: User) -> list[Sentence]:
    going: list[Sentence] = [
        _("Name, e-mail address, job title, telephone and password."),
        _("Open sessions, and the links sent by mail that have not been used."),
    ]
    if mails := row_count(select(Message.id).where(received_by(user), _is_no_proof())):
        sentence = ngettext(
            "%(num)s mail sent about the account.", "%(num)s mails sent about the account.", mails
        )
        going.append(sentence)
    return going


def _own_staying(user: User) -> list[Sentence]:
    staying: list[Sentence] = []
    if mails := row_count(select(Message.id).where(received_by(user), ~_is_no_proof())):
        sentence = ngettext(
            "%(num)s receipt, notice or decision sent by mail, as it was sent: it proves that the "
            "organisation was told.",
            "%(num)s receipts, notices and decisions sent by mail, as they were sent: they prove "
            "that the organisation was told.",
            mails,
        )
        staying.append(sentence)
    if acts := row_count(select(Activity.id).where(Activity.actor_id.in_(identities_of(user.id)))):
        sentence = ngettext(
            "%(num)s line of the sealed activity: what was done and when, no longer by whom.",
            "%(num)s lines of the sealed activity: what was done and when, no longer by whom.",
            acts,
        )
        staying.append(sentence)
    return staying


def _forget_mails(user: User) -> None:
    """The mails that prove nothing go; no other mail offers to answer to this address."""
    is_leaving = Message.status == MessageStatus.SENDING  # the runner has it in hand
    db.session.execute(
        delete(Message)
        .where(received_by(user), _is_no_proof(), ~is_leaving)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Message)
        .where(Message.reply_to == user.email)
        .values(reply_to="")
        .execution_options(synchronize_session=False)
    )


def forget_person(user: User) -> None:
    """Empty the row of an account, and end its sessions.

    Of a session, only that it has ended stays: a form sent twice is recognised until it expires.
    """
    db.session.execute(delete(AccountToken).where(AccountToken.user_id == user.id))
    db.session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id)
        .values(browser="", ended_at=func.coalesce(UserSession.ended_at, now()))
    )
    user.email = closed_address(user.id)
    user.first_name = user.last_name = user.job_title = user.phone = ""
    user.password_hash = None
    user.is_active = user.is_administrator = False
    user.browser_generation += 1
    user.closed_at = now()
    user.forget_seats()


def is_about_account() -> ColumnElement[bool]:
    """Whether a mail is about an account, and of no other feature."""
    return Message.template.startswith("accounts/")


def _is_no_proof() -> ColumnElement[bool]:
    """Of the features whose mails prove nothing."""
    proofs = [
        Message.template.startswith(f"{feature.name}/")
        for feature in features()
        if feature.personal_data is not None and feature.personal_data.has_proofs
    ]
    return ~or_(false(), *proofs)
