"""What was registered by mistake: an organisation that has neither filed nor published goes."""

from collections.abc import Sequence

from sqlalchemy import delete

from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.dependents import dependent_parts, has_acts
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.services.merging import offers_of


def going_with(organisation: Organisation) -> Sequence[Sentence]:
    """What would go with an organisation, in words."""
    going: list[Sentence] = []
    if members := len(queries.members_of(organisation.id)):
        going.append(
            ngettext("The seat of %(num)s member.", "The seats of %(num)s members.", members)
        )
    return [
        *going,
        *offers_of(organisation),
        *(sentence for part in dependent_parts() for sentence in part.drafts(organisation)),
    ]


def remove_organisation(organisation: Organisation, *, by: Visitor) -> None:
    """Remove an organisation with its drafts, and tell its members but who does it.

    Raises DomainError when it has filed or published: it can be merged.
    """
    lock(organisation)
    if has_acts(organisation.id):
        raise DomainError(
            _(
                "This organisation has filed applications or published calls: it cannot be "
                "removed. Merge it into the right one instead."
            )
        )
    record("organisation.removed", organisation, by=by, name=organisation.name)
    for part in reversed(dependent_parts()):
        part.remove_drafts(organisation, by)
    for membership in queries.members_of(organisation.id):
        user = membership.user
        if user.id == by.id:
            continue
        write_message(
            to=user.email,
            template="organisations/removed",
            language=user.language,
            context={
                "user": user,
                "organisation": organisation,
                "url": absolute_url("organisations.create"),
            },
            user_id=user.id,
            about=user,
        )
    db.session.execute(delete(Organisation).where(Organisation.id == organisation.id))
