"""The directory and the members of an organisation, as lists: their columns and their filters."""

from typing import Any

from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import Column, Filter, FilterKind, Option, Table
from callforprojects.organisations.models import Membership, Organisation, OrganisationKind, Role


def _kinds() -> list[Option]:
    return [Option(kind.value, kind.label) for kind in OrganisationKind]


def _roles() -> list[Option]:
    return [Option(role.value, role.label) for role in Role]


DIRECTORY: Table[Organisation] = Table(
    sort="name",
    columns=[
        Column(
            key="name",
            label=_("Name"),
            value=lambda organisation: organisation.name,
            is_heading=True,
            is_free_text=True,
            is_sortable=True,
        ),
        Column(
            key="kind",
            label=_("Kind"),
            value=lambda organisation: organisation.kind.label,
            is_sortable=True,
        ),
        Column(key="type", label=_("Type"), value=lambda organisation: organisation.type_label),
        Column(
            key="siren",
            label=_("SIREN"),
            value=lambda organisation: organisation.siren_in_words,
            is_unbroken=True,
        ),
        Column(
            key="aliases",
            label=_("Other names"),
            value=lambda organisation: organisation.aliases,
            is_free_text=True,
            is_extra=True,
        ),
    ],
    filters=[
        Filter(key="text", label=_("Name or SIREN")),
        Filter(key="kind", label=_("Kind"), kind=FilterKind.CHOICE, options=_kinds),
    ],
)
_MEMBER: list[Column[Membership]] = [
    Column(
        key="person",
        label=_("Person"),
        value=lambda membership: membership.user.full_name,
        is_heading=True,
        is_sortable=True,
    ),
    Column(key="email", label=_("E-mail address"), value=lambda membership: membership.user.email),
    Column(
        key="role",
        label=_("Role"),
        value=lambda membership: membership.role.label,
        is_sortable=True,
    ),
    Column(key="signature", label=_("Signature"), value=lambda membership: membership.is_signatory),
]
_MEMBER_FILTERS = [
    Filter(key="text", label=_("Name or address")),
    Filter(key="role", label=_("Role"), kind=FilterKind.CHOICE, options=_roles),
]
_ACTION: Column[Any] = Column(
    key="action", label=pgettext("list", "Action"), value=lambda _row: None, is_exported=False
)
MEMBERS: Table[Membership] = Table(sort="person", columns=_MEMBER, filters=_MEMBER_FILTERS)
MANAGED: Table[Membership] = Table(
    sort="person", columns=[*_MEMBER, _ACTION], filters=_MEMBER_FILTERS
)
"""The same for those who may change them."""
