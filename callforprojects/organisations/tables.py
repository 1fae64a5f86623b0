"""The lists of organisations, of their members and of accreditation: columns and filters."""

from dataclasses import replace
from typing import Any

from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    number_column,
    options_of,
    text_column,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.dependents import Dependents, parts
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.queries import KnownDomainLine, OrganisationLine
from callforprojects.territories.areas import Area

DIRECTORY: Table[Organisation] = Table(
    sort="name",
    columns=[
        text_column("name", _("Name"), lambda organisation: organisation.name, is_heading=True),
        Column(
            "kind", _("Kind"), lambda organisation: organisation.kind.label, sorts=SortOrder.ASC
        ),
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
    text_column("person", _("Person"), lambda seat: seat.user.full_name, is_heading=True),
    Column("email", _("E-mail address"), lambda seat: seat.user.email),
    Column("role", _("Role"), lambda seat: seat.role.label, sorts=SortOrder.ASC),
    Column("signature", _("Signature"), lambda seat: seat.is_signatory),
]
_MEMBER_FILTERS = [
    Filter("text", _("Name or address")),
    ChoiceFilter("role", _("Role"), lambda: options_of(Role)),
]
_ACTION: Column[Any] = Column(
    "action", pgettext("list", "Action"), lambda _row: None, is_exported=False
)
MEMBERS: Table[Membership] = Table(sort="person", columns=_MEMBER, filters=_MEMBER_FILTERS)
MANAGED: Table[Membership] = Table(
    sort="person", columns=[*_MEMBER, _ACTION], filters=_MEMBER_FILTERS
)
"""The same for those who may change them."""

REQUESTS: Table[AccreditationRequest] = Table(
    sort="made",
    columns=[
        text_column(
            "organisation",
            _("Organisation"),
            lambda request: request.organisation.name,
            is_heading=True,
        ),
        Column("type", _("Type"), lambda request: request.organisation.type_label),
        Column("person", _("Person"), lambda request: request.user.full_name),
        Column("email", _("E-mail address"), lambda request: request.user.email),
        Column("status", _("Status"), lambda request: request.status, is_status=True),
        Column(
            "proof",
            pgettext("accreditation", "Proof"),
            lambda request: request.proof and request.proof.label,
            is_extra=True,
        ),
        Column("made", _("Made on"), lambda request: request.created_at, sorts=SortOrder.ASC),
        Column("decided", _("Answered on"), lambda request: request.decided_at, is_extra=True),
    ],
    filters=[
        Filter("text", _("Organisation")),
        ChoiceFilter("status", _("Status"), lambda: options_of(AccreditationStatus)),
    ],
)

DOMAINS: Table[KnownDomainLine] = Table(
    sort="domain",
    columns=[
        text_column("domain", _("Domain"), lambda line: line.known.domain, is_heading=True),
        Column("siren", _("SIREN"), lambda line: line.known.siren_in_words, is_unbroken=True),
        Column("institution", _("Institution"), lambda line: line.name),
        Column("added", _("Entered on"), lambda line: line.known.created_at, sorts=SortOrder.DESC),
        _ACTION,
    ],
    filters=[Filter("text", _("Domain or SIREN"))],
)


def administration_table() -> Table[OrganisationLine]:
    """The columns: what features above count is known once they are loaded."""
    return Table(
        sort="name",
        columns=[
            text_column("name", _("Name"), lambda line: line.organisation.name, is_heading=True),
            Column("kind", _("Kind"), lambda line: line.organisation.kind.label),
            Column("siren", _("SIREN"), lambda line: line.organisation.siren_in_words),
            Column(
                "accredited",
                _("Accredited on"),
                lambda line: line.organisation.accredited_at,
                is_extra=True,
            ),
            Column("members", _("Members"), lambda line: line.members, is_number=True),
            *(_count_of(part) for part in parts()),
            Column(
                "created",
                _("Registered on"),
                lambda line: line.organisation.created_at,
                sorts=SortOrder.DESC,
            ),
        ],
        filters=[
            Filter("text", _("Name or SIREN")),
            ChoiceFilter("kind", _("Kind"), lambda: options_of(OrganisationKind)),
        ],
    )


def _count_of(part: Dependents) -> Column[OrganisationLine]:
    column: Column[OrganisationLine] = number_column(
        part.key, part.label, lambda line: line.acts.get(part.key, 0)
    )
    return replace(column, sorts=None)
