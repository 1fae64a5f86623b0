"""Organisations, who belongs to them as what, and who may act for them."""

from callforprojects.organisations.models.accreditations import (
    ACCREDITATION_MOVES as ACCREDITATION_MOVES,
    AccreditationRequest as AccreditationRequest,
    AccreditationStatus as AccreditationStatus,
    KnownDomain as KnownDomain,
    Proof as Proof,
)
from callforprojects.organisations.models.bodies import (
    TERRITORIAL as TERRITORIAL,
    Organisation as Organisation,
    OrganisationKind as OrganisationKind,
    SilenceRule as SilenceRule,
    type_label as type_label,
)
from callforprojects.organisations.models.delegations import (
    DelegatedAct as DelegatedAct,
    Delegation as Delegation,
)
from callforprojects.organisations.models.people import (
    INVITATION_LIFETIME as INVITATION_LIFETIME,
    JOIN_MOVES as JOIN_MOVES,
    Invitation as Invitation,
    JoinRequest as JoinRequest,
    JoinRequestStatus as JoinRequestStatus,
    Membership as Membership,
    Role as Role,
)
from callforprojects.organisations.models.zones import (
    Zone as Zone,
    ZoneTerritory as ZoneTerritory,
)
