"""`callforprojects territories load`: the territories of France, from the files of the package."""

import click
from flask.cli import with_appcontext

from callforprojects.core.i18n import ngettext
from callforprojects.core.transaction import transaction
from callforprojects.territories import services


@click.group("territories", help="The territories of France.")
def commands() -> None:
    """Only a name for those below."""


@commands.command("load", help="Make the database agree with the files of the package.")
@with_appcontext
def load() -> None:
    with transaction():
        written = services.load_territories()
    click.echo(ngettext("%(num)s territory written.", "%(num)s territories written.", written))
