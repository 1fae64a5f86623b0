"""Sending mails from the command line."""

import click

from callforprojects.core.text.i18n import _
from callforprojects.messages.delivery import DeliveryOutcome
from callforprojects.messages.tasks import deliver_due


@click.group()
def commands() -> None:
    """Send the mails that wait in the outbox."""


@commands.command("send")
def send() -> None:
    """Deliver what is due now, and print how many were sent."""
    counted = deliver_due()
    if counted[DeliveryOutcome.WAITING]:
        raise click.ClickException(
            str(_("No mail server is set: the mails wait. Set CALLFORPROJECTS_MAIL_SERVER."))
        )
    lines = {
        DeliveryOutcome.SENT: _("Sent: %(count)s", count=counted[DeliveryOutcome.SENT]),
        DeliveryOutcome.RETRY: _(
            "To be tried again: %(count)s", count=counted[DeliveryOutcome.RETRY]
        ),
        DeliveryOutcome.FAILED: _("Failed: %(count)s", count=counted[DeliveryOutcome.FAILED]),
        DeliveryOutcome.UNCERTAIN: _(
            "Uncertain: %(count)s", count=counted[DeliveryOutcome.UNCERTAIN]
        ),
    }
    for line in lines.values():
        click.echo(line)
