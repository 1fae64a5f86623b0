"""`callforprojects territories load`: the territories of France, from the files of the package."""

import click
from flask.cli import with_appcontext

from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.i18n import ngettext
from callforprojects.territories import services


@click.group("territories")
def commands() -> None:
    """The territories of France."""


@commands.command("load")
@with_appcontext
def load() -> None:
    """Make the database agree with the files of the package."""
    with transaction():
        written = services.load_territories()
    click.echo(ngettext("%(num)s territory written.", "%(num)s territories written.", written))
