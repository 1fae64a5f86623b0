"""Organisations, who belongs to them as what, and who may act for them."""

from callforprojects.organisations.models.accreditations import (
    ACCREDITATION_MOVES,
    AccreditationRequest,
    AccreditationStatus,
    KnownDomain,
    Proof,
)
from callforprojects.organisations.models.bodies import (
    Organisation,
    OrganisationKind,
    SilenceRule,
    type_label,
)
from callforprojects.organisations.models.people import (
    INVITATION_LIFETIME,
    JOIN_MOVES,
    Invitation,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Role,
)

__all__ = [
    "ACCREDITATION_MOVES",
    "INVITATION_LIFETIME",
    "JOIN_MOVES",
    "AccreditationRequest",
    "AccreditationStatus",
    "Invitation",
    "JoinRequest",
    "JoinRequestStatus",
    "KnownDomain",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Proof",
    "Role",
    "SilenceRule",
    "type_label",
]
