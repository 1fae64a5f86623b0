"""Is the platform well? One question each, answered by yes or no and a sentence."""

import shutil
import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from tempfile import TemporaryFile
from typing import Final

from babel.dates import format_timedelta
from sqlalchemy.exc import DBAPIError

from callforprojects.core.data.clock import now
from callforprojects.core.data.formats import day
from callforprojects.core.data.transaction import rollback
from callforprojects.core.outside import mail
from callforprojects.core.outside.redis_server import no_answer, redis_server
from callforprojects.core.outside.revisions import STALE, expected_revision
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.storage import StorageFull, StorageUnavailable
from callforprojects.core.outside.system_errors import reason_of
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, current_language, ngettext
from callforprojects.core.web.startup import (
    MAILS_OF_DEMONSTRATION,
    NO_MAIL_SERVER,
    database_name,
    unreachable,
)
from callforprojects.files.queries import lost_documents
from callforprojects.files.services import probe_storage
from callforprojects.operations import queries
from callforprojects.operations.security_txt import time_left

LATE: Final = timedelta(minutes=3)
LEAST_SPACE: Final = 1 << 30
SECURITY_NOTICE: Final = timedelta(days=30)
_PROBE = b"callforprojects check"
_NAMED = 5
_NOBODY: Final = _("nobody: this is a demonstration")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether all is well, and what to say of it. It may name machines: never shown to guests."""

    is_good: bool
    sentence: Sentence


def _good(sentence: Sentence) -> CheckResult:
    return CheckResult(is_good=True, sentence=sentence)


def _bad(sentence: Sentence) -> CheckResult:
    return CheckResult(is_good=False, sentence=sentence)


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One question. `to_serve` says that no page can be served while the answer is no."""

    code: str
    label: Sentence
    ask: Callable[[], CheckResult]
    to_serve: bool = False


def tables() -> CheckResult:
    try:
        present = queries.revision_of_tables()
    except DBAPIError as error:
        rollback()
        return _bad(unreachable(error))
    if present != expected_revision():
        return _bad(STALE)
    name = database_name(settings().database_url)
    return _good(_("up to date (%(database)s)", database=name))


def mail_server() -> CheckResult:
    chosen = settings()
    if chosen.is_demonstration:
        return _good(MAILS_OF_DEMONSTRATION)
    if not mail.is_configured():
        return _bad(NO_MAIL_SERVER)
    server = f"{chosen.mail_server}:{chosen.mail_port}"
    try:
        mail.probe()
    except (smtplib.SMTPException, OSError) as error:
        sentence = _(
            "%(server)s does not take us: %(reason)s", server=server, reason=reason_of(error)
        )
        return _bad(sentence)
    return _good(_("%(server)s answers", server=server))


def public_address() -> CheckResult:
    chosen = settings()
    if not chosen.is_public_url_chosen:
        return _bad(
            _(
                "CALLFORPROJECTS_PUBLIC_URL is not set: mails give %(address)s",
                address=chosen.public_url,
            ),
        )
    if not chosen.is_secure and not chosen.is_demonstration:
        return _bad(_("%(address)s is not in https", address=chosen.public_url))
    return _good(chosen.public_url)


def publisher() -> CheckResult:
    chosen = settings()
    missing = [
        f"CALLFORPROJECTS_{name.upper()}"
        for name in ("publisher", "publication_director", "hosting")
        if not getattr(chosen, name)
    ]
    if chosen.support_email.endswith("@localhost"):
        missing.append("CALLFORPROJECTS_SUPPORT_EMAIL")
    if missing and not chosen.is_demonstration:
        return _bad(_("the legal notice lacks %(settings)s", settings=", ".join(missing)))
    return _good(chosen.publisher or _NOBODY)


def security_contact() -> CheckResult:
    chosen = settings()
    if chosen.security_contact is None:
        if chosen.is_demonstration:
            return _good(_NOBODY)
        return _bad(
            _("nobody: set CALLFORPROJECTS_SECURITY_CONTACT and CALLFORPROJECTS_SECURITY_EXPIRES")
        )
    contact, last_day = chosen.security_contact, day(chosen.security_expires)
    if time_left(chosen, now()) < SECURITY_NOTICE:
        return _bad(
            _(
                "%(contact)s until %(day)s only: confirm it with a later "
                "CALLFORPROJECTS_SECURITY_EXPIRES",
                contact=contact,
                day=last_day,
            )
        )
    return _good(_("%(contact)s, until %(day)s", contact=contact, day=last_day))


def worker() -> CheckResult:
    try:
        age = queries.worker_age()
    except DBAPIError:
        rollback()
        return _bad(_("unknown: the tables do not answer"))
    if age is None:
        return _bad(_("it has never run: `callforprojects worker`"))
    since = format_timedelta(age, locale=current_language())
    if age > LATE:
        return _bad(_("last sign of life %(since)s ago: `callforprojects worker`", since=since))
    return _good(_("last sign of life %(since)s ago", since=since))


def redis() -> CheckResult:
    server = redis_server()
    if server is None:
        return _good(_("none: one machine keeps its own queue and its own limits"))
    try:
        server.ping()
    except no_answer() as error:
        sentence = _(
            "%(server)s does not answer (%(reason)s): each process counts its own limits, and "
            "mails wait until it does",
            server=server.name,
            reason=error,
        )
        return _bad(sentence)
    return _good(_("%(server)s answers", server=server.name))


def disk() -> CheckResult:
    folder = settings().data_folder
    try:
        free = shutil.disk_usage(folder).free
        with TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
    except OSError as error:
        sentence = _(
            "%(folder)s cannot be written: %(reason)s", folder=folder, reason=reason_of(error)
        )
        return _bad(sentence)
    gigabytes = f"{free / LEAST_SPACE:.1f}"
    sentence = _("%(count)s GB free in %(folder)s", count=gigabytes, folder=folder)
    return CheckResult(is_good=free >= LEAST_SPACE, sentence=sentence)


def documents() -> CheckResult:
    chosen = settings()
    where = f"S3, {chosen.s3_bucket}" if chosen.s3_bucket else str(chosen.files_folder)
    try:
        is_same = probe_storage(_PROBE)
        lost = lost_documents()
    except (StorageUnavailable, StorageFull, FileNotFoundError) as error:
        cause = error.__cause__ or error
        reason = reason_of(cause) if isinstance(cause, OSError) else cause
        return _bad(_("they cannot be kept in %(where)s: %(reason)s", where=where, reason=reason))
    except DBAPIError:
        rollback()
        return _bad(_("unknown: the tables do not answer"))
    if lost:
        return _bad(_lost(lost, where))
    return CheckResult(is_good=is_same, sentence=_("kept and read again in %(where)s", where=where))


def _lost(lost: Sequence[str], where: str) -> Sentence:
    keys = ", ".join(lost[:_NAMED])
    return ngettext(
        "%(num)s document is missing or damaged in %(where)s: %(keys)s",
        "%(num)s documents are missing or damaged in %(where)s: %(keys)s",
        len(lost),
        where=where,
        keys=keys if len(lost) <= _NAMED else f"{keys}…",
    )


QUESTIONS: Final = (
    HealthCheck("tables", _("Tables"), tables, to_serve=True),
    HealthCheck("mail", _("Mail server"), mail_server),
    HealthCheck("address", _("Public address"), public_address),
    HealthCheck("publisher", _("Publisher"), publisher),
    HealthCheck("security", _("Security contact"), security_contact),
    HealthCheck("worker", _("Worker"), worker),
    HealthCheck("redis", "Redis", redis),
    HealthCheck("disk", _("Disk"), disk, to_serve=True),
    HealthCheck("documents", _("Documents"), documents),
)


def check_results() -> Iterator[tuple[HealthCheck, CheckResult]]:
    """Ask all, one after the other."""
    return ((question, question.ask()) for question in QUESTIONS)


def informative_answers() -> dict[str, bool]:
    """What `/readyz` says and does not decide by: pages are served without it."""
    found = {"worker": worker().is_good}
    return found | ({"redis": redis().is_good} if redis_server() else {})


def answers_to_serve() -> Iterator[tuple[HealthCheck, CheckResult]]:
    """Ask only what must be well for a page to be served."""
    return ((question, question.ask()) for question in QUESTIONS if question.to_serve)
