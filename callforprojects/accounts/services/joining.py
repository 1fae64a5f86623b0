"""Joining two accounts of one person: all that the one has becomes the other's.

The account that is kept is signed in and gives its password to ask; of the other, a link proves
the address and then its password. Whoever asks learns nothing of who has an account: the mail says
it, to the address alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import QueryableAttribute, aliased

from callforprojects.accounts import queries
from callforprojects.accounts.models import JoinedAccount, TokenPurpose, User
from callforprojects.accounts.passwords import is_right
from callforprojects.accounts.personal_data import Joining, personal_data_parts
from callforprojects.accounts.services import tokens
from callforprojects.accounts.services.closing import forget_person, is_about_account
from callforprojects.accounts.services.registration import write_once
from callforprojects.activity.models import Activity
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import Obstacle
from callforprojects.core.data.formats import instant
from callforprojects.core.data.versions import lock_all
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import DomainError, Gone, Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.core.web.links import absolute_url
from callforprojects.core.web.unsent_forms import UnsentForm
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.queries import received_by
from callforprojects.messages.services import cancel_messages, write_message

_WAITING = (MessageStatus.HELD, MessageStatus.QUEUED)
_NOT_GONE = (*_WAITING, MessageStatus.FAILED)


def ask_join(user: User, email: str, present_password: str) -> None:
    """Ask to join to one's account the one that has this address: a mail goes there.

    Raises DomainError on `present_password` when wrong, on `email` when it is that of this very
    account; TooMany when they have asked enough within the hour.
    """
    if not is_right(present_password, user.password_hash):
        raise DomainError(_("This is not your current password."), "present_password")
    email = queries.normalised_email(email)
    if email == user.email:
        raise DomainError(
            _("This is the address of this account: enter that of the other one."), "email"
        )
    tokens.refuse_too_many(user, TokenPurpose.JOIN)
    tokens.cancel(user, TokenPurpose.JOIN)
    clear = tokens.issue(user, TokenPurpose.JOIN, email=email)  # counted, whoever has the address
    other = _open_account(email)
    if other is None:
        # nobody has proved this address: nothing in the mail was chosen by whoever asks
        write_once("accounts/join_unknown", email, user.language, endpoint="accounts.join")
    else:
        _send_link(other, clear)
    record("user.join_asked", user, by=user)


def account_to_join(clear: str, *, by: User) -> User | None:
    """Whose account a link would join to theirs; None when it is used, too old or another's."""
    token = queries.usable_token(clear, TokenPurpose.JOIN)
    return None if token is None or token.user_id != by.id else _open_account(token.email)


def joining_of(gone: User, kept: User) -> Joining:
    """What joining the first account to the second would do, said before it is done."""
    obstacles, moving = [*_own_obstacles(gone, kept)], list[Sentence]()
    for part in personal_data_parts():
        obstacles += part.hindering(gone, kept)
        moving += part.moving(gone, kept)
    return Joining(obstacles=obstacles, moving=[*moving, *_own_moving(gone)])


def join_accounts(clear: str, other_password: str, *, by: User) -> None:
    """Give their account all that the other one has, and close that one; both addresses are told.

    What was filed, reviewed or decided stays as it was frozen. Raises Gone when the link is used,
    too old, or another's, DomainError on `other_password` when it is not that of the other account,
    or with the first thing that hinders.
    """
    gone, kept = account_to_join(clear, by=by), by
    if gone is None:
        raise Gone(_("This link has been used already, or it is too old."))
    _lock(gone, kept)
    if account_to_join(clear, by=by) is not gone or kept.closed_at is not None:
        raise Gone(_("This link has been used already, or it is too old."))
    if not is_right(other_password, gone.password_hash):
        raise DomainError(_("This is not the password of the other account."), "other_password")
    for obstacle in joining_of(gone, kept).obstacles:
        raise DomainError(obstacle.sentence)
    tokens.redeem(clear, TokenPurpose.JOIN)
    former, language = gone.email, gone.language
    record("user.joined", kept, by=kept, other=str(gone.id))
    record("user.joined_to", gone, by=kept)
    _move(gone, kept)
    _close(gone, kept)
    _notify(kept, former, language)


def _open_account(email: str) -> User | None:
    owner = queries.proved_owner(email)
    return owner if owner is not None and owner.is_active else None


def _lock(*users: User) -> None:
    for part in personal_data_parts():
        part.lock(*users)
    lock_all(users)


def _own_obstacles(gone: User, kept: User) -> list[Obstacle]:
    """Nobody becomes an administrator by it, and a change of address can still be stopped."""
    sentences: list[Sentence] = []
    if gone.is_administrator and not kept.is_administrator:
        sentences.append(
            _(
                "The other account administers the platform, and joining gives that to nobody. "
                "Sign in to it to join this account to it; or name another administrator, and "
                "close it."
            )
        )
    if until := queries.address_can_be_taken_back_until(gone):
        sentences.append(
            _(
                "The address of the other account has changed: until %(instant)s its former "
                "address can take it back. Ask again after that.",
                instant=instant(until),
            )
        )
    return [
        Obstacle(sentence=sentence, label=_("Join two accounts"), endpoint="accounts.join")
        for sentence in sentences
    ]


def _own_moving(gone: User) -> list[Sentence]:
    identities = queries.identities_of(gone.id)
    mails = row_count(select(Message.id).where(received_by(gone), ~is_about_account()))
    acts = row_count(select(Activity.id).where(Activity.actor_id.in_(identities)))
    sent = ngettext(
        "%(num)s mail sent to the other account, as it was sent.",
        "%(num)s mails sent to the other account, as they were sent.",
        mails,
    )
    done = ngettext(
        "%(num)s line of the sealed activity: it is not changed, and shows your name.",
        "%(num)s lines of the sealed activity: they are not changed, and show your name.",
        acts,
    )
    return [*if_any(mails, sent), *if_any(acts, done)]


def _move(gone: User, kept: User) -> None:
    """What each feature keeps, those below first; then what accounts know."""
    for part in personal_data_parts():
        part.move(gone, kept)
        db.session.flush()
        _rename(part.named_in, gone, kept)
    _move_mails(gone, kept)
    _rename([JoinedAccount.kept_id, UnsentForm.user_id], gone, kept)


def _rename(columns: Iterable[QueryableAttribute[Any]], gone: User, kept: User) -> None:
    """Write the one for the other, without making the rows look as if they had been changed."""
    for column in columns:
        table = column.class_
        db.session.execute(
            update(table)
            .where(column == gone.id)
            .values({column: kept.id, table.updated_at: table.updated_at})
            .execution_options(synchronize_session=False)
        )


def _move_mails(gone: User, kept: User) -> None:
    """Those about the account go, as when it is closed; the others are the person's.

    What has not left yet goes to the address that is kept, once.
    """
    is_leaving = Message.status == MessageStatus.SENDING  # the runner has it in hand
    db.session.execute(
        delete(Message)
        .where(received_by(gone), is_about_account(), ~is_leaving)
        .execution_options(synchronize_session=False)
    )
    cancel_messages(_sent_twice(gone, kept), by=kept)
    waiting = update(Message).where(received_by(gone), Message.status.in_(_NOT_GONE))
    received = update(Message).where(received_by(gone))
    answered = update(Message).where(Message.reply_to == gone.email)
    for change in (
        waiting.values(to_email=kept.email, user_id=kept.id),
        received.values(user_id=kept.id),
        answered.values(reply_to=kept.email),
    ):
        db.session.execute(change.execution_options(synchronize_session=False))


def _sent_twice(gone: User, kept: User) -> Sequence[Message]:
    """The mails that wait to leave for the one, and say what waits to leave for the other."""
    same = aliased(Message)
    is_there = exists().where(
        same.user_id == kept.id,
        same.status.in_(_WAITING),
        same.template == Message.template,
        same.about_kind == Message.about_kind,
        same.about_id == Message.about_id,
    )
    waiting = select(Message).where(
        received_by(gone), Message.status.in_(_WAITING), Message.about_id.is_not(None), is_there
    )
    return db.session.scalars(waiting.order_by(Message.id)).all()


def _close(gone: User, kept: User) -> None:
    """What could not be another's (a second seat) stays, as of a closed account."""
    for part in reversed(personal_data_parts()):
        part.close(gone, kept)
    forget_person(gone)
    db.session.add(JoinedAccount(former_id=gone.id, kept_id=kept.id))
    kept.forget_seats()


def _send_link(other: User, clear: str) -> None:
    write_message(
        to=other.email,
        template="accounts/join_link",
        language=other.language,
        context={"user": other, "url": absolute_url("accounts.confirm_join", token=clear)},
        user_id=other.id,
        about=other,
        secret=True,
    )


def _notify(kept: User, former: str, language: str) -> None:
    """Each address has the word of the other: both are proved, by one person."""
    write_message(
        to=kept.email,
        template="accounts/joined",
        language=kept.language,
        context={"user": kept, "former": former},
        user_id=kept.id,
        about=kept,
    )
    write_message(
        to=former,
        template="accounts/joined_to",
        language=language,
        context={"email": kept.email, "url": absolute_url("accounts.sign_in")},
        secret=True,  # nothing of it is kept once it has left
    )
