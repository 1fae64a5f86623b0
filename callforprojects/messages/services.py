"""The outbox: writing a mail in the transaction that causes it, releasing it, cancelling it."""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import load_only

from callforprojects.activity.services import kind_of, record
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import Model, db
from callforprojects.core.data.mail_addresses import is_closed
from callforprojects.core.data.transaction import after_commit
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.jobs import enqueue
from callforprojects.core.outside.mail import Mailbox
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _, in_language
from callforprojects.core.web.templates import render_text
from callforprojects.messages.bounces import Bounce
from callforprojects.messages.models import RELEASABLE, Message, MessageMention, MessageStatus
from callforprojects.messages.queries import messages_visible_to, releasable

DELIVER = "callforprojects.messages.tasks.deliver"
LONGEST_SUBJECT = 78  # what shows of it, and a line of a mail (RFC 5322, section 2.1.1)
_AT_ONCE = 500  # identifiers in one question
_AFRESH: dict[str, object] = {"attempts": 0, "problem": None, "last_error": None}
_BLANKS = re.compile(r"(?:[^\S\u00a0\u202f]|[\x00-\x1f\x7f-\x9f])+")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendered:
    subject: str
    text: str
    html: str


def write_message(  # noqa: PLR0913  # the fields of an envelope, all named
    *,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, object],
    user_id: uuid.UUID | None = None,
    about: Model | None = None,
    names: Collection[Model] = (),
    sender: Mailbox | None = None,
    key: str | None = None,
    held: bool = False,
    secret: bool = False,
) -> Message:
    """Write a mail that leaves after the commit (or when it is released, if `held`).

    `template` is `<feature>/<name>` under `templates/emails/`. A `key` already used gives back the
    message that has it: the same news is never written twice. A `secret` mail holds a link that
    opens an account or an invitation by itself: its contents are not kept once it has left.
    `names` are the things that it names beside what it is `about`: whoever may know nothing of one
    of them neither sees the mail nor receives it.
    `addressee` in the context is the name that the mail greets, where it is known.
    `sender` is whom the mail speaks for: the name that the reader sees, and the address that gets
    the answers; the platform and its support when nobody is named, or has no address.
    Raises ValueError when `to` is more than one address.
    """
    if any(character in to for character in "\r\n,;<> "):
        msg = "a mail goes to one bare address"
        raise ValueError(msg)
    if key is not None:
        known = db.session.scalar(select(Message).where(Message.key == key))
        if known is not None:
            return known
    reply_to = (sender.email if sender else "") or settings().support_email
    rendered = _render(template, language, {"addressee": "", **context, "reply_to": reply_to})
    message = Message(
        status=_first_status(to, held=held),
        to_email=to,
        from_name=_one_line(sender.name) if sender else "",
        reply_to=reply_to,
        user_id=user_id,
        template=template,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        about_kind=None if about is None else kind_of(about),
        about_id=None if about is None else about.id,
        key=key,
        is_secret=secret,
    )
    db.session.add(message)
    db.session.flush()
    db.session.add_all(
        MessageMention(message_id=message.id, kind=kind_of(thing), thing_id=thing.id)
        for thing in names
    )
    if message.status is MessageStatus.QUEUED:
        _send_after_commit([message.id])
    return message


def _first_status(to: str, *, held: bool) -> MessageStatus:
    """What is written to a closed account is kept with the rest, and leaves for nobody."""
    if is_closed(to):
        return MessageStatus.CANCELLED
    return MessageStatus.HELD if held else MessageStatus.QUEUED


def notify_colleagues(
    people: Iterable[Visitor],
    *,
    template: str,
    context: Mapping[str, object],
    about: Model,
    by: Visitor,
) -> None:
    """Write to each what somebody (`by`, whom they answer to; `name` in the mail) did to a thing.

    Once a day for one thing: to delete and to restore again and again fills nobody's mailbox.
    """
    today = to_paris(now()).date()
    for person in people:
        write_message(
            to=person.email,
            template=template,
            language=person.language,
            context={**context, "name": by.full_name, "addressee": person.full_name},
            user_id=person.id,
            about=about,
            sender=Mailbox(by.email),
            key=f"{template}:{about.id}:{today}:{person.id}",
        )


def release_messages(messages: Collection[Message], *, by: Visitor | None) -> int:
    """Let prepared mails leave, and say how many were still waiting for it.

    Asking twice changes nothing: those released, sent or cancelled meanwhile are left alone.
    """
    released = _move(messages, {MessageStatus.HELD}, MessageStatus.QUEUED)
    for message in messages:
        if message.id in released:
            record("message.released", message, by=by)
    _send_after_commit(released)
    return len(released)


def cancel_messages(messages: Collection[Message], *, by: Visitor | None) -> int:
    """Keep mails from leaving, and say how many had not left yet."""
    waiting = {MessageStatus.HELD, MessageStatus.QUEUED}
    cancelled = _move(messages, waiting, MessageStatus.CANCELLED)
    for message in messages:
        if message.id in cancelled:
            record("message.cancelled", message, by=by)
    return len(cancelled)


def erase_messages_about(kind: type[Model], identifiers: Select[uuid.UUID]) -> None:
    """Erase the mails about some things; those that name one among others lose their words."""
    name = kind.__tablename__
    db.session.execute(
        delete(Message)
        .where(Message.about_kind == name, Message.about_id.in_(identifiers))
        .execution_options(synchronize_session=False)
    )
    naming = select(MessageMention.message_id).where(
        MessageMention.kind == name, MessageMention.thing_id.in_(identifiers)
    )
    db.session.execute(
        update(Message)
        .where(Message.id.in_(naming))
        .values(subject="", text="", html="")
        .execution_options(synchronize_session=False)
    )


def send_again(message: Message, *, by: Visitor) -> None:
    """Send a mail that has failed or may not have left: a person has decided so.

    A held one leaves only with those it was prepared with. Raises ConflictError when it is no
    longer in such a state, or its contents are not kept.
    """
    if not message.can_be_released or not _move([message], RELEASABLE, MessageStatus.QUEUED):
        raise ConflictError(_("This message can no longer be sent from here."))
    record("message.sent_again", message, by=by)
    _send_after_commit([message.id])


def send_again_together(
    wanted: Sequence[ColumnElement[bool]], expected: int, *, by: Visitor
) -> None:
    """Send again all that may be among the mails of some conditions.

    Raises ConflictError when they are no longer `expected`, as the person has seen: nothing is
    sent then.
    """
    if releasable(by, wanted).total != expected:
        raise ConflictError(_("These mails have changed since: check them again."))
    released = db.session.scalars(
        update(Message)
        .where(
            Message.status.in_(RELEASABLE),
            Message.text != "",
            messages_visible_to(by),
            *wanted,
        )
        .values(_AFRESH | {"status": MessageStatus.QUEUED, "next_attempt_at": now()})
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    for start in range(0, len(released), _AT_ONCE):
        batch = select(Message).where(Message.id.in_(released[start : start + _AT_ONCE]))
        for message in db.session.scalars(batch.options(load_only(Message.id))):
            record("message.sent_again", message, by=by)
    _send_after_commit(released)


def record_bounce(bounce: Bounce) -> bool:
    """Note that a mail came back, and say whether it was one that we believed to have left."""
    returned = db.session.scalar(
        update(Message)
        .where(
            Message.id == bounce.message_id,
            Message.status.in_([MessageStatus.SENT, MessageStatus.UNCERTAIN]),
        )
        .values(
            status=MessageStatus.BOUNCED,
            bounced_at=now(),
            problem=bounce.problem,
            last_error=bounce.diagnostic,
        )
        .returning(Message.id)
        .execution_options(synchronize_session="fetch")
    )
    return returned is not None


def _move(
    messages: Collection[Message], present: Collection[MessageStatus], to: MessageStatus
) -> Sequence[uuid.UUID]:
    """Change the status of those that still have one of `present`, whatever was read before."""
    return db.session.scalars(
        update(Message)
        .where(Message.id.in_([message.id for message in messages]), Message.status.in_(present))
        .values(_AFRESH | {"status": to, "next_attempt_at": now()})
        .returning(Message.id)
        .execution_options(synchronize_session="fetch")
    ).all()


def _send_after_commit(identifiers: Sequence[uuid.UUID]) -> None:
    for identifier in identifiers:
        after_commit(_Delivery(str(identifier)))


@dataclass(frozen=True, slots=True)
class _Delivery:
    """The request to deliver one mail; two for the same mail are one."""

    message_id: str

    def __call__(self) -> None:
        enqueue(DELIVER, self.message_id)


def _one_line(text: str) -> str:
    """No line end, no control character, no doubled space; the French no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip()


def _render(template: str, language: str, context: Mapping[str, object]) -> _Rendered:
    """The subject is the first line of the text part, made one line whatever it holds."""
    with in_language(language):
        text = render_text(f"emails/{template}.txt", **context)
        html = render_text(f"emails/{template}.html", **context)
    subject, _line, body = text.strip().partition("\n")
    body = _BLANK_LINES.sub("\n\n", body.strip()) + "\n"
    return _Rendered(subject=_shortened(_one_line(subject)), text=body, html=html.strip() + "\n")


def _shortened(subject: str) -> str:
    """A subject of 78 characters at most: the call, named last, may lose its last words."""
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    kept = subject[: LONGEST_SUBJECT - 1]
    return f"{kept.rpartition(' ')[0] or kept}".rstrip(" ,;:–-\u00a0\u202f") + "…"
