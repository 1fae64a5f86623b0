"""Accreditation requests and known domains, as lists: their columns and their filters."""

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
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
)
from callforprojects.organisations.queries import KnownDomainLine

REQUESTS: Table[AccreditationRequest] = Table(
    sort="made",
    columns=[
        heading("organisation", _("Organisation"), lambda request: request.organisation.name),
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
        Column("made", _("Made on"), lambda request: request.created_at, sorts=Way.UP),
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
        heading("domain", _("Domain"), lambda line: line.known.domain),
        Column("siren", _("SIREN"), lambda line: line.known.siren_in_words, is_unbroken=True),
        Column("institution", _("Institution"), lambda line: line.name),
        Column("added", _("Entered on"), lambda line: line.known.created_at, sorts=Way.DOWN),
        Column("action", pgettext("list", "Action"), lambda _line: None, is_exported=False),
    ],
    filters=[Filter("text", _("Domain or SIREN"))],
)
