"""The lists of organisations, of their members and of accreditation: columns, filters, orders."""

from dataclasses import replace

from callforprojects.accounts.models import User
from callforprojects.core.data.declarations import Dependents
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    action_column,
    number_column,
    options_of,
    pieces_in,
    text_column,
    words_in,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.dependents import dependent_parts
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    KnownDomain,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from callforprojects.organisations.queries import (
    ORDER_OF_KINDS,
    KnownDomainLine,
    OrganisationLine,
    is_organisation_found_by,
    is_organisation_of_kind,
    lies_in_areas,
    organisation_counts_as,
)
from callforprojects.territories.areas import Area

DIRECTORY: Table[Organisation] = Table(
    sort="name",
    ties=[Organisation.search_text, Organisation.id],
    columns=[
        text_column(
            "name",
            _("Name"),
            lambda organisation: organisation.name,
            order_by=Organisation.search_text,
            is_always_filled=True,
            is_heading=True,
        ),
        Column(
            "kind",
            _("Kind"),
            lambda organisation: organisation.kind_label,
            order_by=ORDER_OF_KINDS,
        ),
        Column("type", _("Type"), lambda organisation: organisation.type_label),
        Column(
            "siren",
            _("SIREN"),
            lambda organisation: organisation.siren_in_words,
            is_unbroken=True,
        ),
        text_column(
            "aliases",
            _("Other names"),
            lambda organisation: organisation.aliases,
            is_extra=True,
        ),
    ],
    filters=[
        Filter("text", _("Name or SIREN"), where=is_organisation_found_by),
        ChoiceFilter(
            "kind",
            _("Kind"),
            lambda: options_of(OrganisationKind),
            where=lambda kind: is_organisation_of_kind(OrganisationKind(kind)),
        ),
        ChoiceFilter(
            "type",
            _("Type"),
            lambda: options_of(frame().offered_types),
            where=lambda code: organisation_counts_as([code]),
        ),
        ChoiceFilter(
            "area",
            pgettext("filter", "Where"),
            lambda: options_of(Area),
            where=lambda area: lies_in_areas([area]),
        ),
    ],
)


_MEMBER_COLUMNS: list[Column[Membership]] = [
    text_column(
        "person",
        _("Person"),
        lambda seat: seat.user.full_name,
        order_by=User.search_text,
        is_always_filled=True,
        is_heading=True,
    ),
    Column("email", _("E-mail address"), lambda seat: seat.user.email),
    Column("role", _("Role"), lambda seat: seat.role.label, order_by=Membership.role),
    Column("signature", _("Signature"), lambda seat: seat.is_signatory),
]
MEMBERS: Table[Membership] = Table(
    sort="person",
    ties=[User.search_text, User.id],
    columns=_MEMBER_COLUMNS,
    filters=[
        Filter("text", _("Name or address"), where=words_in(User.search_text)),
        ChoiceFilter(
            "role",
            _("Role"),
            lambda: options_of(Role),
            where=lambda role: Membership.role == role,
        ),
    ],
)
MANAGED: Table[Membership] = replace(MEMBERS, columns=[*_MEMBER_COLUMNS, action_column()])
"""The same for those who may change them."""

REQUESTS: Table[AccreditationRequest] = Table(
    sort="made",
    ties=[AccreditationRequest.id],
    columns=[
        text_column(
            "organisation",
            _("Organisation"),
            lambda request: request.organisation.name,
            order_by=Organisation.search_text,
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
        Column(
            "made",
            _("Made on"),
            lambda request: request.created_at,
            order_by=AccreditationRequest.created_at,
        ),
        Column("decided", _("Answered on"), lambda request: request.decided_at, is_extra=True),
    ],
    filters=[
        Filter("text", _("Organisation"), where=words_in(Organisation.search_text)),
        ChoiceFilter(
            "status",
            _("Status"),
            lambda: options_of(AccreditationStatus),
            where=lambda status: AccreditationRequest.status == status,
        ),
    ],
)


DOMAINS: Table[KnownDomainLine] = Table(
    sort="domain",
    ties=[KnownDomain.id],
    columns=[
        text_column(
            "domain",
            _("Domain"),
            lambda line: line.known.domain,
            order_by=KnownDomain.domain,
            is_heading=True,
        ),
        Column("siren", _("SIREN"), lambda line: line.known.siren_in_words, is_unbroken=True),
        Column("institution", _("Institution"), lambda line: line.name),
        Column(
            "added",
            _("Entered on"),
            lambda line: line.known.created_at,
            order_by=KnownDomain.created_at,
            first_order=SortOrder.DESC,
        ),
        action_column(),
    ],
    filters=[
        Filter("text", _("Domain or SIREN"), where=pieces_in(KnownDomain.domain, KnownDomain.siren))
    ],
)


def administration_table() -> Table[OrganisationLine]:
    """The columns: what features above count is known once they are loaded."""
    return Table(
        sort="name",
        ties=[Organisation.search_text, Organisation.id],
        columns=[
            text_column(
                "name",
                _("Name"),
                lambda line: line.organisation.name,
                order_by=Organisation.search_text,
                is_always_filled=True,
                is_heading=True,
            ),
            Column("kind", _("Kind"), lambda line: line.organisation.kind_label),
            Column("siren", _("SIREN"), lambda line: line.organisation.siren_in_words),
            Column(
                "accredited",
                _("Accredited on"),
                lambda line: line.organisation.accredited_at,
                is_extra=True,
            ),
            number_column("members", _("Members"), lambda line: line.members),
            *(_count_of(part) for part in dependent_parts()),
            Column(
                "created",
                _("Registered on"),
                lambda line: line.organisation.created_at,
                order_by=Organisation.created_at,
                first_order=SortOrder.DESC,
                is_always_filled=True,
            ),
        ],
        filters=[
            Filter("text", _("Name or SIREN"), where=words_in(Organisation.search_text)),
            ChoiceFilter(
                "kind",
                _("Kind"),
                lambda: options_of(OrganisationKind),
                where=lambda kind: is_organisation_of_kind(OrganisationKind(kind)),
            ),
        ],
    )


def _count_of(part: Dependents[Organisation]) -> Column[OrganisationLine]:
    return number_column(part.key, part.label, lambda line: line.acts.get(part.key, 0))
