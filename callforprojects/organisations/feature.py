"""What organisations declare."""

from callforprojects.core.data.declarations import LinkSource, SubjectKind
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.organisations import permissions, queries, services
from callforprojects.organisations.models import KnownDomain, Membership, Organisation, Zone
from callforprojects.organisations.personal_data import PERSONAL_DATA
from callforprojects.organisations.services.bounds import INVITATION_MAIL
from callforprojects.organisations.successors import successor_of

FEATURE = Feature(
    name="organisations",
    label=pgettext("activity", "Organisations"),
    verbs={
        "organisation.created": _("created the organisation"),
        "organisation.updated": _("changed the organisation"),
        "organisation.removed": _("removed an organisation registered by mistake"),
        "organisation.merged": _("merged another organisation into this one"),
        "invitation.link_made": _("copied the link of an invitation"),
        "organisation.silence_set": _("changed what receipts say of the funder’s silence"),
        "member.invited": _("invited a member"),
        "member.joined": _("joined the organisation"),
        "member.left": _("left the organisation"),
        "member.removed": _("removed a member"),
        "member.role_changed": _("changed the role of a member"),
        "invitation.cancelled": _("cancelled an invitation"),
        "join_request.made": _("asked to join the organisation"),
        "join_request.approved": _("accepted a request to join"),
        "join_request.refused": _("refused a request to join"),
        "accreditation.requested": _("asked to be accredited"),
        "accreditation.code_sent": _("sent a code to an address of a public register"),
        "accreditation.granted": _("accredited the organisation"),
        "accreditation.refused": _("refused an accreditation request"),
        "zone.created": _("created a zone"),
        "zone.updated": _("changed the name or the source of a zone"),
        "zone.replaced": _("replaced the territories of a zone"),
        "zone.removed": _("removed a zone"),
        "known_domain.added": _("entered the domain of an institution"),
        "known_domain.removed": _("removed the domain of an institution"),
    },
    subjects={
        Organisation: SubjectKind(
            label=pgettext("subject", "Organisation"),
            key=Organisation.id,
            words=[Organisation.name],
            page=("organisations.detail", "organisation_id"),
            shows_details=True,
        ),
        KnownDomain: SubjectKind(
            label=pgettext("subject", "Known domain"),
            key=KnownDomain.id,
            words=[KnownDomain.domain],
            shows_details=True,
        ),
    },
    seats={Membership: queries.organisation_seats},
    visibility_rules={
        Organisation: Visibility(may_know=permissions.see_organisation),
        Zone: Visibility(may_know=permissions.see_zone),
    },
    successors={Organisation: successor_of},
    destinations={"organisations.accept_invitation": queries.description_of_invitation},
    personal_data=PERSONAL_DATA,
    links={
        INVITATION_MAIL: LinkSource(
            queries.waiting_invitation, services.make_member_invitation_link
        )
    },
    invitations_sent=services.invitations_to_members,
)
