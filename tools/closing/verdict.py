"""Each receipt against the rows, the snapshot, the bytes and the mail: what was told is there."""

import hashlib
import re
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa

from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.data.database import db
from callforprojects.core.outside.storage import storage
from callforprojects.files.models import File
from callforprojects.messages.models import Message
from tools.closing.client import NO_ANSWER
from tools.closing.people import EMAIL
from tools.closing.visit import Visit

RECEIPT = "applications/receipt"
_ERROR = re.compile(r"This call is closed|Some answers are missing[^<]*|is not accepted[^<]*")


@dataclass(slots=True)
class Verdict:
    """What became of everybody, and what should not have."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    refused_early: list[str] = field(default_factory=list)  # seconds before the closing, and why
    waited: list[float] = field(default_factory=list)  # seconds from receipt to record


@dataclass(frozen=True, slots=True)
class _Stored:
    """All that the database holds of the call, by the identifier of the application."""

    applications: dict[str, Application]
    submissions: dict[str, list[Submission]]
    files: dict[str, list[File]]
    mails: dict[str, list[str]]


def judge(call_id: uuid.UUID, visits: list[Visit], closes_at: float) -> Verdict:
    verdict, stored = Verdict(), _stored(call_id)
    for visit in visits:
        _judge_one(visit, stored, closes_at, verdict)
    references = [one.reference for one in stored.applications.values() if one.reference]
    if len(references) != len(set(references)):
        verdict.faults["one reference twice"] += 1
    if db.session.get_one(Call, call_id).last_number != len(references):
        verdict.faults["numbers with a hole"] += 1
    return verdict


def _judge_one(visit: Visit, stored: _Stored, closes_at: float, verdict: Verdict) -> None:
    identifier = visit.who.application_id
    submissions = stored.submissions.get(identifier, [])
    if len(submissions) > 1:
        verdict.faults["filed twice"] += 1
    if visit.fingerprint:
        verdict.outcomes["filed, with a receipt"] += 1
        verdict.faults.update(_wrong_in_receipt(visit, stored))
        for one in submissions:
            verdict.waited.append((one.recorded_at - one.submitted_at).total_seconds())
    elif submissions:
        verdict.outcomes["filed, without having been told"] += 1
    elif visit.first_pressed_at is None:
        verdict.outcomes["never reached the button"] += 1
    elif visit.last_status == HTTPStatus.UNPROCESSABLE_ENTITY:
        _judge_refusal(visit, closes_at, verdict)
    else:
        verdict.outcomes[f"not filed, last answer {visit.last_status}"] += 1


def _judge_refusal(visit: Visit, closes_at: float, verdict: Verdict) -> None:
    """In time is in time: whoever pressed before the closing and was refused is a fault.

    So is whoever was told in time that the site could not: that press counts when it comes again.
    Somebody whose first try found no server, and whose next one came late, is counted apart.
    """
    presses = [answer for answer in visit.client.answers if answer.step == "file"]
    answered = [press for press in presses if press.status != NO_ANSWER]
    early = closes_at - (visit.first_pressed_at or closes_at)
    if early <= 0:
        verdict.outcomes["refused, pressed after the closing"] += 1
    elif answered and answered[0].sent_at < closes_at:
        verdict.outcomes["REFUSED IN TIME"] += 1
        verdict.faults["refused in time"] += 1
        statuses = [answer.status for answer in visit.client.answers]
        why = " ".join(_ERROR.findall(answered[0].text)) or "no reason given"
        verdict.refused_early.append(f"{early:.2f} s: {why} (answers: {statuses})")
    else:
        verdict.outcomes["refused after a try in time that the fault cut"] += 1


def _wrong_in_receipt(visit: Visit, stored: _Stored) -> list[str]:
    """What the receipt says and the database does not."""
    identifier = visit.who.application_id
    submissions = stored.submissions.get(identifier, [])
    if stored.applications[identifier].status is not ApplicationStatus.SUBMITTED or not submissions:
        return ["LOST: a receipt without a filed application"]
    submission, wrong = submissions[0], []
    if {visit.fingerprint, hash_of(submission.snapshot_text)} != {submission.sha256}:
        wrong.append("another fingerprint")
    if any(f"rush {visit.who.number} {key}" not in submission.snapshot_text for key in visit.saved):
        wrong.append("LOST: an answer told as saved is not in the file")
    if visit.has_joined and not _holds_document(visit, stored.files[identifier]):
        wrong.append("LOST, doubled or changed: a document")
    return wrong + _wrong_in_mails(visit, stored.mails[identifier])


def _holds_document(visit: Visit, files: list[File]) -> bool:
    if len(files) != 1:
        return False
    with storage().open(files[0].storage_key) as stream:
        content = stream.read()
    return hashlib.sha256(content).digest() == hashlib.sha256(visit.document).digest()


def _wrong_in_mails(visit: Visit, addresses: list[str]) -> list[str]:
    wrong = []
    if EMAIL.format(visit.who.number) not in addresses:
        wrong.append("no mail of receipt")
    if len(addresses) != len(set(addresses)):
        wrong.append("a mail of receipt twice")
    return wrong


def _stored(call_id: uuid.UUID) -> _Stored:
    of_call = sa.select(Application).join(Application.round).where(Round.call_id == call_id)
    ours = of_call.with_only_columns(Application.id)
    applications = db.session.scalars(of_call)
    submissions = db.session.scalars(
        sa.select(Submission).where(Submission.application_id.in_(ours))
    )
    files = db.session.scalars(sa.select(File).where(File.subject_id.in_(ours)))
    mails = db.session.execute(
        sa.select(Message.about_id, Message.to_email).where(Message.template == RECEIPT)
    )
    return _Stored(
        {str(one.id): one for one in applications},
        _grouped((one.application_id, one) for one in submissions),
        _grouped((one.subject_id, one) for one in files),
        _grouped((about_id, email) for about_id, email in mails),
    )


def _grouped(rows: Any) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, row in rows:
        groups[str(key)].append(row)
    return groups
