"""The lists of organisations, of their people, of accreditation and of zones."""

from callforprojects.organisations.tables.organisations import (
    DIRECTORY as DIRECTORY,
    DOMAINS as DOMAINS,
    MANAGED as MANAGED,
    MEMBERS as MEMBERS,
    REQUESTS as REQUESTS,
    administration_table as administration_table,
)
from callforprojects.organisations.tables.zones import (
    LIST_TEMPLATE as LIST_TEMPLATE,
    ZONE_TERRITORIES as ZONE_TERRITORIES,
    ZONES as ZONES,
)
