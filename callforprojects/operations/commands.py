"""`db`, `check`, `backup`, `restore`: what an administrator, or a machine each day, asks for."""

import sys
from pathlib import Path

import click

from callforprojects.core.data.database import db
from callforprojects.core.data.formats import instant
from callforprojects.core.outside.downgrading import downgrade_to
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.terminal import ask
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.startup import refuse_stale_database, warn_of_misspelt_variables
from callforprojects.operations import health
from callforprojects.operations.backup import make_backup, restore_backup
from callforprojects.operations.upgrading import (
    NEWEST,
    downgrade_tables,
    migrations,
    upgrade_tables,
    write_revision,
)


@click.group("db")
def tables() -> None:
    """Bring the tables up to date."""


@tables.command()
@click.argument("revision", default=NEWEST)
def upgrade(revision: str) -> None:
    """Bring the tables to the newest revision, or to REVISION."""
    upgrade_tables(revision)
    if revision == NEWEST:
        click.echo(_("The tables are up to date."))
    else:
        _say_revision(revision)


@tables.command()
@click.argument("revision", default="-1")
@click.option("--yes", is_flag=True, help="Ask nothing: for scripts.")
def downgrade(revision: str, *, yes: bool) -> None:
    """Bring the tables one revision back, or to REVISION. What the newer ones hold is lost."""
    if not yes:
        _confirm_downgrade(revision)
    downgrade_tables(revision)
    _say_revision(revision)


@tables.command("check")
def check_tables() -> None:
    """Say whether the tables are what the program expects; exit with 1 when not."""
    refuse_stale_database()
    click.echo(_("The tables are up to date."))


@tables.command()
@click.argument("feature")
@click.argument("what", nargs=-1, required=True)
@click.option("--empty", is_flag=True, help="Compare nothing: it will change rows, not tables.")
def revision(feature: str, what: tuple[str, ...], *, empty: bool) -> None:
    """Write the migration that makes of the tables what the models of FEATURE say.

    WHAT is done is its name, after the day and the hour: `db revision calls add calendar`.
    """
    refuse_stale_database()
    path = write_revision(feature, " ".join(what), compare=not empty)
    if path is None:
        click.echo(_("The tables are what the models say: nothing was written."))
    else:
        click.echo(_("Written, to be read again: %(path)s", path=path))


def _confirm_downgrade(revision: str) -> None:
    """Say what will be lost; go on only when a person has typed where to go back to."""
    with db.engine.connect() as connection:
        planned = downgrade_to(connection, migrations(), revision)
    click.echo(planned.in_words())
    if not stands_at_terminal():
        sentence = _("Nobody is there to confirm: add --yes if this is wanted.")
        raise click.ClickException(str(sentence))
    question = _("To go on, type %(revision)s", revision=planned.target)
    answer = ask(question, default="")
    if answer.strip() != planned.target:
        raise click.ClickException(str(_("Nothing was changed.")))


def stands_at_terminal() -> bool:
    """Whether a person can answer."""
    return sys.stdin.isatty()


def _say_revision(revision: str) -> None:
    click.echo(_("Revision: %(revision)s.", revision=revision))


@click.command()
def check() -> None:
    """Say whether all that the platform needs is there; exit with 1 when something is not.

    One line per question: tables, mail server, public address, publisher, security contact,
    worker, Redis, disk, documents.
    """
    warn_of_misspelt_variables(settings())
    is_well = True
    for question, answer in health.check_results():
        is_well &= answer.is_good
        sign = _("ok") if answer.is_good else _("NO")
        click.echo(f"{sign!s:<4} {question.label!s:<19} {answer.sentence}")
    if not is_well:
        raise click.exceptions.Exit(1)


_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=_FOLDER)
def backup(folder: Path) -> None:
    """Write the database, the documents and the keys in a new FOLDER, while the site works.

    Exits with 1 when the journal was touched or a document is missing: the backup is made anyhow.
    """
    manifest = make_backup(folder)
    documents = sum(name.startswith("files/") for name in manifest.hashes)
    click.echo(
        ngettext(
            "%(num)s document, the database and the keys are in %(folder)s.",
            "%(num)s documents, the database and the keys are in %(folder)s.",
            documents,
            folder=folder,
        )
    )
    click.echo(_("Last hash: %(hash)s", hash=manifest.activity_hash))
    for key in manifest.missing:
        click.echo(_("Missing or damaged document: %(key)s", key=key), err=True)
    if not manifest.is_activity_sound:
        click.echo(_("The journal was touched: see `activity verify`."), err=True)
    if manifest.missing or not manifest.is_activity_sound:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--replace",
    "replacing",
    is_flag=True,
    help="Erase what the database holds, documents included.",
)
def restore(folder: Path, *, replacing: bool) -> None:
    """Put the backup in FOLDER in the place of the database and the documents.

    Stop the site first. Nothing is changed when the backup is damaged, or of another release.
    Exits with 1 when the journal that was restored does not hold, or when a document of what was
    replaced stays.
    """
    done = restore_backup(folder, replacing=replacing)
    click.echo(_("Restored: the backup of %(made_at)s.", made_at=instant(done.manifest.instant)))
    if done.doubtful_mails:
        click.echo(
            ngettext(
                "%(num)s mail waited then and may have left since: it is uncertain now.",
                "%(num)s mails waited then and may have left since: they are uncertain now.",
                done.doubtful_mails,
            )
        )
    if done.forgotten_documents:
        click.echo(
            ngettext(
                "%(num)s document of what was replaced is removed.",
                "%(num)s documents of what was replaced are removed.",
                done.forgotten_documents,
            )
        )
    if done.remaining_documents != 0:
        click.echo(_in_words(done.remaining_documents), err=True)
    for name in done.keys_to_set:
        click.echo(_("Set %(name)s to what is in the folder keys.", name=name), err=True)
    if done.activity.touched is not None:
        raise click.ClickException(str(done.activity.touched.sentence))
    click.echo(
        ngettext("%(num)s row holds.", "%(num)s rows hold.", done.activity.count)
        if done.activity.count
        else _("Nothing is sealed yet.")
    )
    if done.remaining_documents != 0:
        raise click.exceptions.Exit(1)


def _in_words(remaining: int | None) -> Sentence:
    if remaining is None:
        return _(
            "The storage does not say what it holds: documents of what was replaced may be left."
            " All the rest is restored. Run this command again once it answers."
        )
    return ngettext(
        "%(num)s document of what was replaced could not be removed. All the rest is restored."
        " Run this command again once the storage allows it.",
        "%(num)s documents of what was replaced could not be removed. All the rest is restored."
        " Run this command again once the storage allows it.",
        remaining,
    )
