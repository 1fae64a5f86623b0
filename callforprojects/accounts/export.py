"""All that is kept about a person, as one archive: a page to read, and JSON for a program."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import stream_template
from sqlalchemy import select

from callforprojects.accounts.models import User, UserSession
from callforprojects.accounts.personal_data import personal_data_parts
from callforprojects.accounts.queries import identities_of
from callforprojects.activity.models import Activity
from callforprojects.activity.queries import verb_sentence
from callforprojects.activity.subjects import kinds
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.values import PHONE
from callforprojects.core.data.visibility import subject_visible_to
from callforprojects.core.tables import Column
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.messages.models import UNPOSTED, Message
from callforprojects.messages.queries import messages_visible_to, received_by

_AT_ONCE = 500  # rows in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A list of what is kept about a person, as it is exported; `rows` asks for them each time."""

    key: str
    title: Sentence
    columns: Sequence[Column[Any]]
    rows: Callable[[], Iterable[Any]]


def archive_of(user: User) -> io.BytesIO:
    """A ZIP of `data.html` and `data.json`. Rows come piece by piece: only the archive is kept."""
    records = [
        *_own_records(user),
        *(group for part in personal_data_parts() for group in part.records(user)),
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        page = stream_template("accounts/_export.html", user=user, records=records, at=now())
        _write(archive, "data.html", page)
        _write(archive, "data.json", _json(records))
    file.seek(0)
    return file


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w") as member:
        for piece in pieces:
            member.write(piece.encode())


def _json(records: Sequence[Records]) -> Iterator[str]:
    """One object, a list for each kind of records, a row on each line."""
    opening = "{"
    for group in records:
        yield f"{opening}\n{json.dumps(group.key)}: ["
        comma = ""
        for row in group.rows():
            facts = {column.key: column.value(row) for column in group.columns}
            yield f"{comma}\n  {json.dumps(facts, ensure_ascii=False, default=_plain)}"
            comma = ","
        yield "\n]"
        opening = ","
    yield "\n}\n"


def _plain(value: Any) -> str:  # noqa: ANN401  # what JSON does not know
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _own_records(user: User) -> list[Records]:
    return [
        Records(
            key="account",
            title=_("Account"),
            columns=[
                Column("email", _("E-mail address"), lambda account: account.email),
                Column("first_name", _("First name"), lambda account: account.first_name),
                Column("last_name", _("Last name"), lambda account: account.last_name),
                Column("job_title", _("Job title"), lambda account: account.job_title),
                Column("phone", _("Telephone"), lambda account: PHONE.to_display(account.phone)),
                Column("language", _("Language"), lambda account: account.language),
                Column("opened_at", _("Opened on"), lambda account: account.confirmed_at),
            ],
            rows=lambda: [user],
        ),
        Records(
            key="sessions",
            title=_("Sessions"),
            columns=[
                Column("browser", _("Browser"), lambda session: session.browser),
                Column("opened_at", _("Opened on"), lambda session: session.created_at),
                Column("last_seen_at", _("Last seen"), lambda session: session.last_seen_at),
            ],
            rows=lambda: db.session.scalars(
                select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.id)
            ),
        ),
        _mails(user),
        _activity(user),
    ]


def _mails(user: User) -> Records:
    """Those that left for them. A link that opens something by itself is not copied."""
    query = (
        select(Message)
        .where(
            received_by(user),
            Message.status.not_in(UNPOSTED),
            messages_visible_to(user),
        )
        .order_by(Message.id)
    )
    return Records(
        key="mails",
        title=_("Mails sent to you"),
        columns=[
            Column("to", _("Address"), lambda mail: mail.to_email),
            Column("sent_at", _("Sent on"), lambda mail: mail.sent_at),
            Column("subject", _("Subject"), lambda mail: mail.subject),
            Column("text", _("Text"), lambda mail: "" if mail.is_secret else mail.text),
        ],
        rows=lambda: db.session.scalars(query, execution_options={"yield_per": _AT_ONCE}),
    )


def _activity(user: User) -> Records:
    query = (
        select(Activity)
        .where(
            Activity.actor_id.in_(identities_of(user.id)),
            subject_visible_to(user, Activity.subject_kind, Activity.subject_id),
        )
        .order_by(Activity.at, Activity.id)
    )
    return Records(
        key="activity",
        title=pgettext("account", "What you did"),
        columns=[
            Column("at", pgettext("activity", "When"), lambda act: act.at),
            Column("verb", pgettext("activity", "What"), lambda act: verb_sentence(act.verb)),
            Column("about", pgettext("activity", "About"), lambda act: _kind(act.subject_kind)),
            Column("identifier", _("Identifier"), lambda act: act.subject_id),
        ],
        rows=lambda: db.session.scalars(query, execution_options={"yield_per": _AT_ONCE}),
    )


def _kind(name: str) -> str:
    kind = kinds().get(name)
    return name if kind is None else str(kind.label)
