"""`check`: what an administrator asks before opening, and a machine each day."""

import click

from callforprojects.core.i18n import _
from callforprojects.operations import health


@click.command()
def check() -> None:
    """Say whether all that the platform needs is there; exit with 1 when something is not.

    One line per question: tables, mail server, public address, publisher, worker, disk, documents.
    """
    is_well = True
    for question, answer in health.answers():
        is_well &= answer.is_good
        sign = _("ok") if answer.is_good else _("NO")
        click.echo(f"{sign!s:<4} {question.label!s:<18} {answer.sentence}")
    if not is_well:
        raise click.exceptions.Exit(1)
