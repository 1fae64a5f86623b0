"""What a process looks at when it starts, and what it says: folder, database, address, duties."""

import logging
from collections.abc import Iterable
from typing import Final

import click
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from callforprojects import __version__
from callforprojects.core.outside import logs
from callforprojects.core.outside.noted_address import has_noted_address
from callforprojects.core.outside.private_files import make_private_database
from callforprojects.core.outside.revisions import STALE, expected_revision, present_revision
from callforprojects.core.outside.settings import Settings, misspelt_variables
from callforprojects.core.outside.system_errors import reason_of_database
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.demonstration_mode import check_use

Row = tuple[Sentence, Sentence]
NO_MAIL_SERVER: Final = _("no server: they wait in the outbox (CALLFORPROJECTS_MAIL_SERVER)")
MAILS_OF_DEMONSTRATION: Final = _("kept in the mailbox of the demonstration: none is sent")
_WIDTH = 24
_STOP: Row = (_("To stop"), "Ctrl-C")

logger = logging.getLogger(__name__)


def introduction(title: Sentence, rows: Iterable[Row]) -> str:
    """A few aligned lines for the person who has just started something."""
    lines = [f"callforprojects {__version__} · {title}"]
    lines += [f"  {label!s:<{_WIDTH}}{value}" for label, value in rows]
    return "\n".join(lines)


def about_data(chosen: Settings) -> list[Row]:
    """Where the data are, and which address the mails give."""
    return [
        (_("Data folder"), str(chosen.data_folder)),
        (_("Database"), database_name(chosen.database_url)),
        (_("Address in the mails"), _address_in_mails(chosen)),
    ]


def database_name(url: str) -> Sentence:
    """The database for people: its file or its machine, never its password."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return f"SQLite, {parts.database or ':memory:'}"
    return f"PostgreSQL, {parts.host or 'localhost'}/{parts.database or ''}"


def about_mail(chosen: Settings) -> Row:
    """What becomes of the mails."""
    if chosen.is_demonstration:
        fate: Sentence = MAILS_OF_DEMONSTRATION
    elif chosen.mail_server is None:
        fate = NO_MAIL_SERVER
    else:
        fate = _("handed to %(server)s", server=f"{chosen.mail_server}:{chosen.mail_port}")
    return _("Mails"), fate


def _address_in_mails(chosen: Settings) -> Sentence:
    if chosen.is_public_url_chosen:
        return chosen.public_url
    if not has_noted_address(chosen.data_folder):
        return _(
            "noted by `web` once it listens on a port (for another: CALLFORPROJECTS_PUBLIC_URL)"
        )
    return _(
        "%(address)s, where the pages are served (for another: CALLFORPROJECTS_PUBLIC_URL)",
        address=chosen.public_url,
    )


def unreachable(error: DBAPIError) -> Sentence:
    """That nobody answers, and why."""
    reason = reason_of_database(error.orig)
    return _("The database cannot be reached: %(reason)s", reason=reason)


def warn_of_misspelt_variables(chosen: Settings) -> None:
    """A line for each setting whose name is none of ours: its default is at work unseen."""
    for name, nearest in misspelt_variables():
        if chosen.log_format == "json":
            logs.write_to_stderr(chosen)
            logger.warning("unknown variable", extra={"variable": name, "nearest": nearest or ""})
            continue
        warning = (
            _("%(name)s is no setting: is %(nearest)s meant?", name=name, nearest=nearest)
            if nearest
            else _("%(name)s is no setting: nothing reads it.", name=name)
        )
        click.echo(_("Warning: %(warning)s", warning=warning), err=True)


def refuse_stale_database() -> None:
    """Look before starting: a connection of its own, closed before any process is forked.

    Raises DomainError when migrations are missing, OperationalError when nobody answers,
    SettingsError when the demonstration mode is asked for elsewhere than in a demonstration.
    """
    chosen = Settings.from_environment()
    warn_of_misspelt_variables(chosen)
    make_private_database(chosen.database_url)
    with sa.create_engine(chosen.database_url, poolclass=sa.NullPool).connect() as connection:
        present = present_revision(connection)
    if present != expected_revision():
        raise DomainError(STALE)
    if warning := check_use(chosen):
        click.echo(_("Warning: %(warning)s", warning=warning), err=True)


def announce_compression(chosen: Settings, count: int) -> None:
    """What `web` and `demo` say before a first start that takes a while."""
    if chosen.log_format == "json":
        logs.write_to_stderr(chosen)
        logger.info("compressing static files", extra={"files": count})
        return
    sentence = ngettext(
        "Compressing %(num)s file for the browsers: only at the first start.",
        "Compressing %(num)s files for the browsers: only at the first start.",
        count,
    )
    click.echo(sentence)


def announce_web(workers: int, threads: int, address: str) -> None:
    """What `web` says once it listens at an address."""
    chosen = Settings.from_environment()
    if chosen.log_format == "json":
        logs.write_to_stderr(chosen)
        _log_start("web", chosen)
        return
    count = ngettext(
        "%(num)s process of %(threads)s threads",
        "%(num)s processes of %(threads)s threads",
        workers,
        threads=threads,
    )
    rows = [*about_data(chosen), (_("Address"), address), (_("At work"), count), _STOP]
    click.echo(introduction(_("the pages"), rows))


def announce_worker(workers: int, chosen: Settings) -> None:
    """What `worker` says before it begins."""
    if chosen.log_format == "json":
        _log_start("worker", chosen)
        return
    count = ngettext("%(num)s thread", "%(num)s threads", workers)
    duties = _("mails, and what is done by the clock; what it does is written below")
    rows = [*about_data(chosen), about_mail(chosen), (_("At work"), count), (_("Duties"), duties)]
    click.echo(introduction(_("the worker"), [*rows, _STOP]))


def _log_start(process: str, chosen: Settings) -> None:
    """The same facts for machines."""
    facts = {
        "command": process,
        "version": __version__,
        "data_folder": str(chosen.data_folder),
        "public_url": chosen.public_url,
    }
    logger.info("started", extra=facts)
