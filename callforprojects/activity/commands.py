"""Checking the activity from the command line."""

import click

from callforprojects.activity.noted_hash import noted_hash
from callforprojects.activity.verification import verify
from callforprojects.core.text.i18n import _, ngettext


@click.group()
def commands() -> None:
    """Check the journal of what was done."""


@commands.command("verify")
@click.option("--expect", metavar="HASH", help="A last hash noted earlier: it must still be there.")
def verify_command(expect: str | None) -> None:
    """Read the hash chain again; exit with 1 when something was touched.

    A database put back to an older state holds, and so does what somebody who has the key writes:
    only a hash noted since tells. Without --expect, it is that of the last night's reading.
    """
    found = verify(expect or noted_hash())
    if found.touched is not None:
        raise click.ClickException(str(found.touched.sentence))
    click.echo(
        ngettext("%(num)s row holds.", "%(num)s rows hold.", found.count)
        if found.count
        else _("Nothing is sealed yet.")
    )
    click.echo(_("Last hash: %(hash)s", hash=found.last_hash))
