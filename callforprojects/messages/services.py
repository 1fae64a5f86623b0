"""The outbox: writing a mail in the transaction that causes it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from callforprojects.core.database import Model, db
from callforprojects.core.i18n import in_language
from callforprojects.core.templates import render_text
from callforprojects.messages.models import Message, MessageStatus


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
    key: str | None = None,
    held: bool = False,
) -> Message:
    """Write a mail that leaves after the commit (or when it is released, if `held`).

    `template` is `<feature>/<name>` under `templates/emails/`. A `key` already used gives back the
    message that has it: the same news is never written twice.
    """
    if key is not None:
        known = db.session.scalar(select(Message).where(Message.key == key))
        if known is not None:
            return known
    rendered = _render(template, language, context)
    message = Message(
        status=MessageStatus.HELD if held else MessageStatus.QUEUED,
        to_email=to,
        user_id=user_id,
        template=template,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        about_kind=None if about is None else str(about.__tablename__),
        about_id=None if about is None else about.id,
        key=key,
    )
    db.session.add(message)
    db.session.flush()
    return message


def _render(template: str, language: str, context: Mapping[str, object]) -> _Rendered:
    """The subject is the first line of the text part."""
    with in_language(language):
        text = render_text(f"emails/{template}.txt", **context)
        html = render_text(f"emails/{template}.html", **context)
    subject, _line, body = text.strip().partition("\n")
    return _Rendered(subject=subject.strip(), text=body.strip() + "\n", html=html)
