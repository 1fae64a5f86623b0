"""Finding organisations, their people, and who asks or is asked to belong."""

from callforprojects.organisations.queries.accreditations import (
    KnownDomainLine as KnownDomainLine,
    accreditation_requests as accreditation_requests,
    accredited_rival as accredited_rival,
    count_waiting_accreditations as count_waiting_accreditations,
    domains_of as domains_of,
    is_known_domain as is_known_domain,
    known_domains as known_domains,
    latest_accreditation as latest_accreditation,
    name_at_known_domain as name_at_known_domain,
    own_unaccredited as own_unaccredited,
    rivals_of as rivals_of,
    territory_called_so as territory_called_so,
    territory_with_siren as territory_with_siren,
    unaccredited_of as unaccredited_of,
)
from callforprojects.organisations.queries.administration import (
    OrganisationLine as OrganisationLine,
    all_organisation_lines as all_organisation_lines,
    may_be_one as may_be_one,
    merge_candidates as merge_candidates,
    organisation_lines as organisation_lines,
)
from callforprojects.organisations.queries.bodies import (
    funders as funders,
    organisation_by_id as organisation_by_id,
    organisation_of_territory as organisation_of_territory,
    organisation_with_siret as organisation_with_siret,
    organisations_of as organisations_of,
    partner_with_siren as partner_with_siren,
    silence_rules_of as silence_rules_of,
    silence_towards as silence_towards,
    silences_of as silences_of,
    storage_quota_of as storage_quota_of,
    unambiguous_name as unambiguous_name,
    vetted_name as vetted_name,
)
from callforprojects.organisations.queries.directory import (
    HOME_ID as HOME_ID,
    directory as directory,
    is_organisation_found_by as is_organisation_found_by,
    lies_in_areas as lies_in_areas,
    organisation_counts_as as organisation_counts_as,
)
from callforprojects.organisations.queries.facts import (
    ApplicantFacts as ApplicantFacts,
    applicant_facts as applicant_facts,
)
from callforprojects.organisations.queries.kinds import (
    ORDER_OF_KINDS as ORDER_OF_KINDS,
    is_organisation_of_kind as is_organisation_of_kind,
)
from callforprojects.organisations.queries.people import (
    administrators_of as administrators_of,
    administrators_of_platform as administrators_of_platform,
    count_offers as count_offers,
    description_of_invitation as description_of_invitation,
    invitation_by_token as invitation_by_token,
    members_of as members_of,
    membership_of as membership_of,
    organisation_seats as organisation_seats,
    page_of_members as page_of_members,
    pending_invitations as pending_invitations,
    pending_request_of as pending_request_of,
    pending_requests as pending_requests,
    signatories_of as signatories_of,
    waiting_invitation as waiting_invitation,
)
from callforprojects.organisations.queries.zone_imports import (
    ListProblem as ListProblem,
    ZoneDifference as ZoneDifference,
    ZoneReading as ZoneReading,
    difference_between as difference_between,
    reading_of as reading_of,
)
from callforprojects.organisations.queries.zones import (
    ZoneSummary as ZoneSummary,
    all_territories_of_zone as all_territories_of_zone,
    is_zone_name_taken as is_zone_name_taken,
    page_of_territories as page_of_territories,
    page_of_zones as page_of_zones,
    resolved_zones as resolved_zones,
    sizes_of_zones as sizes_of_zones,
    territories_by_departement as territories_by_departement,
    zone_lines as zone_lines,
    zone_uses_of as zone_uses_of,
    zones_of as zones_of,
)
