"""The directory and the members of an organisation, as lists: their columns and their filters."""

from typing import Any

from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    Table,
    Way,
    heading,
    options_of,
)
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import Membership, Organisation, OrganisationKind, Role
from callforprojects.territories.areas import Area

DIRECTORY: Table[Organisation] = Table(
    sort="name",
    columns=[
        heading("name", _("Name"), lambda organisation: organisation.name),
        Column("kind", _("Kind"), lambda organisation: organisation.kind.label, sorts=Way.UP),
        Column("type", _("Type"), lambda organisation: organisation.type_label),
        Column(
            "siren",
            _("SIREN"),
            lambda organisation: organisation.siren_in_words,
            is_unbroken=True,
        ),
        Column(
            "aliases",
            _("Other names"),
            lambda organisation: organisation.aliases,
            is_free_text=True,
            is_extra=True,
        ),
    ],
    filters=[
        Filter("text", _("Name or SIREN")),
        ChoiceFilter("kind", _("Kind"), lambda: options_of(OrganisationKind)),
        ChoiceFilter("type", _("Type"), lambda: options_of(frame().offered_types)),
        ChoiceFilter("area", pgettext("filter", "Where"), lambda: options_of(Area)),
    ],
)
_MEMBER: list[Column[Membership]] = [
    heading("person", _("Person"), lambda seat: seat.user.full_name),
    Column("email", _("E-mail address"), lambda seat: seat.user.email),
    Column("role", _("Role"), lambda seat: seat.role.label, sorts=Way.UP),
    Column("signature", _("Signature"), lambda seat: seat.is_signatory),
]
_MEMBER_FILTERS = [
    Filter("text", _("Name or address")),
    ChoiceFilter("role", _("Role"), lambda: options_of(Role)),
]
_ACTION: Column[Any] = Column(
    "action", pgettext("list", "Action"), lambda _seat: None, is_exported=False
)
MEMBERS: Table[Membership] = Table(sort="person", columns=_MEMBER, filters=_MEMBER_FILTERS)
MANAGED: Table[Membership] = Table(
    sort="person", columns=[*_MEMBER, _ACTION], filters=_MEMBER_FILTERS
)
"""The same for those who may change them."""
