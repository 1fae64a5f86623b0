"""Merging two organisations that are one: all that the first has becomes the second's."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, select, update

from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.versions import lock_all
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, if_any, ngettext
from callforprojects.core.web.links import absolute_url
from callforprojects.files.models import File, PendingRemoval
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.dependents import dependent_parts, move_rows
from callforprojects.organisations.models import (
    Delegation,
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Organisation,
    SilenceRule,
    Zone,
)
from callforprojects.organisations.successors import MergedOrganisation


def _refuse_who_would_gain(gone: Organisation, kept: Organisation, by: Visitor) -> None:
    """Nobody gives themself a seat: who belongs to one alone would read the files of the other."""
    seats = [queries.membership_of(by.id, organisation.id) for organisation in (gone, kept)]
    roles = {seat.role if seat else None for seat in seats}
    if len(roles) > 1:
        raise DomainError(
            _(
                "You would gain a seat in one of the two: another administrator of the platform"
                " merges them."
            )
        )


def moving_into(gone: Organisation, kept: Organisation) -> Sequence[Sentence]:
    """What `gone` would give to `kept`, in words."""
    members = len(queries.members_of(gone.id))
    moving = if_any(
        members,
        ngettext(
            "%(num)s member, with the higher role where they belong to both.",
            "%(num)s members, with the higher role where they belong to both.",
            members,
        ),
    )
    return [
        *moving,
        *offers_of(gone),
        *(sentence for part in dependent_parts() for sentence in part.moving(gone, kept)),
    ]


def offers_of(organisation: Organisation) -> Sequence[Sentence]:
    """The seats offered, the signatures delegated and the zones of an organisation, in words."""
    waiting, held, zones = queries.count_offers(organisation.id)
    return [
        *if_any(
            waiting,
            ngettext("%(num)s invitation that waits.", "%(num)s invitations that wait.", waiting),
        ),
        *if_any(
            held,
            ngettext("%(num)s delegation of signature.", "%(num)s delegations of signature.", held),
        ),
        *if_any(zones, ngettext("%(num)s zone.", "%(num)s zones.", zones)),
    ]


def merge_organisations(gone: Organisation, kept: Organisation, *, by: Visitor) -> None:
    """Give all that one organisation has to another of the same kind, and remove it.

    A funder and an organisation that applies become one that does both. What was filed or published
    stays as it was frozen. Both are told. Raises DomainError when they are the same, or a territory
    and a partner, or a funder and an applicant with two SIREN; when one is not accredited; when one
    has applied to a call of the other; when who merges them would gain a seat.
    """
    _refuse_unlike(gone, kept)
    lock_all([gone, kept])
    _refuse_who_would_gain(gone, kept, by)
    seats = [*queries.members_of(gone.id), *queries.members_of(kept.id)]
    recipients = {seat.user_id: seat.user for seat in seats}
    name, aliases = gone.name, gone.aliases
    _move_people(gone, kept)
    _do_both(gone, kept)
    _move(gone, kept, by)
    _keep_names(name, aliases, kept)
    for user in recipients.values():
        write_message(
            to=user.email,
            template="organisations/merged",
            language=user.language,
            context={
                "user": user,
                "former": name,
                "organisation": kept,
                "url": absolute_url("organisations.detail", organisation_id=kept.id),
            },
            user_id=user.id,
            about=kept,
        )


def lock_to_join(organisation: Organisation, user_id: uuid.UUID) -> None:
    """Hold an organisation and what somebody who joins it has registered as the same."""
    lock_all([organisation, *queries.unaccredited_of(user_id, organisation)])


def bring_drafts(user_id: uuid.UUID, kept: Organisation, *, by: Visitor) -> None:
    """Give an organisation what one of its people drafted as the same, before they joined it.

    Their seat there is not made of this one: who lets them in says what they may do. Nor do the
    names that they typed become its own. Needs all of them held.
    """
    if not kept.is_accredited:
        return
    for unaccredited in queries.unaccredited_of(user_id, kept):
        db.session.execute(delete(Membership).where(Membership.organisation_id == unaccredited.id))
        _move(unaccredited, kept, by)


def _keep_names(name: str, aliases: str, kept: Organisation) -> None:
    """Whoever looks for the former one finds the other."""
    names = [kept.aliases, name if name != kept.name else "", aliases]
    kept.aliases = ", ".join(filter(None, names))


def _do_both(gone: Organisation, kept: Organisation) -> None:
    """The one kept does what each did, and applies as what the other was."""
    if gone.is_applicant and not kept.is_applicant:
        kept.territory_type = gone.territory_type
        if gone.is_territory:
            kept.own_nature = None
    if set(gone.kinds) != set(kept.kinds):
        kept.siren = kept.siren or gone.siren
    kept.is_funder, kept.is_applicant = (
        kept.is_funder or gone.is_funder,
        kept.is_applicant or gone.is_applicant,
    )


def _move(gone: Organisation, kept: Organisation, by: Visitor) -> None:
    """All but the people."""
    for part in dependent_parts():
        part.move(gone, kept, by)
    _move_rows(gone, kept)
    former, name = gone.id, gone.name
    territory_id, place_id = gone.territory_id, gone.place_id
    db.session.flush()
    db.session.execute(delete(Organisation).where(Organisation.id == former))
    kept.territory_id = kept.territory_id or territory_id
    kept.place_id = None if kept.territory_id else kept.place_id or place_id
    db.session.add(MergedOrganisation(former_id=former, organisation_id=kept.id))
    record("organisation.merged", kept, by=by, former=str(former), name=name)


def _refuse_unlike(gone: Organisation, kept: Organisation) -> None:
    if gone.id == kept.id:
        raise DomainError(_("Choose another organisation than this one."))
    if not queries.may_be_one(gone, kept):
        raise DomainError(_("Only two organisations of the same kind can be merged."))
    for organisation in (gone, kept):
        if not organisation.is_accredited:
            raise DomainError(
                _(
                    "%(name)s is not accredited: whoever registered it asks to join the right one.",
                    name=organisation.name,
                )
            )


def _move_people(gone: Organisation, kept: Organisation) -> None:
    """Whoever belongs to both keeps the higher role, and signs if they signed for one."""
    there = {seat.user_id: seat for seat in queries.members_of(kept.id)}
    for seat in queries.members_of(gone.id):
        other = there.get(seat.user_id)
        if other is None:
            seat.organisation_id = kept.id
            continue
        other.role = other.role.or_higher(seat.role)
        other.is_signatory = other.is_signatory or seat.is_signatory
        db.session.delete(seat)
    db.session.flush()
    members = select(Membership.user_id).where(Membership.organisation_id == kept.id)
    waiting = JoinRequest.status == JoinRequestStatus.PENDING
    requested = select(JoinRequest.user_id).where(JoinRequest.organisation_id == kept.id, waiting)
    db.session.execute(
        delete(JoinRequest).where(
            JoinRequest.organisation_id.in_([gone.id, kept.id]),
            waiting,
            JoinRequest.user_id.in_(members),
        )
    )
    db.session.execute(
        delete(JoinRequest).where(
            JoinRequest.organisation_id == gone.id, waiting, JoinRequest.user_id.in_(requested)
        )
    )
    there_too = {pending.email for pending in queries.pending_invitations(kept.id)}
    for invitation in queries.pending_invitations(gone.id):
        if invitation.email in there_too:
            invitation.revoked_at = now()


def _move_rows(gone: Organisation, kept: Organisation) -> None:
    """What names the organisation by its identifier alone."""
    db.session.flush()
    columns = [
        Delegation.organisation_id,
        Invitation.organisation_id,
        JoinRequest.organisation_id,
        MergedOrganisation.organisation_id,
        Zone.funder_id,
    ]
    for owner in [*columns, File.owner_id, PendingRemoval.owner_id]:
        move_rows(owner, gone, kept)
    own = select(SilenceRule.applicant_nature).where(SilenceRule.funder_id == kept.id)
    db.session.execute(
        update(SilenceRule)
        .where(SilenceRule.funder_id == gone.id, SilenceRule.applicant_nature.not_in(own))
        .values(funder_id=kept.id)
        .execution_options(synchronize_session=False)
    )
