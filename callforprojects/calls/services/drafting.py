"""Drafting a call, page by page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from callforprojects.activity.services import record
from callforprojects.calls import queries
from callforprojects.calls.details import Applicants, Calendar, Funding, NewCall, Presentation
from callforprojects.calls.models import Call, Expectation, Round
from callforprojects.calls.references import is_well_formed, suggested_reference
from callforprojects.calls.services.ready_rules import follow_fields
from callforprojects.calls.services.state import require_draft, touch
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.records import assigning
from callforprojects.core.data.values import PHONE
from callforprojects.core.data.versions import check_version
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.text.rich_text import markdown_to_html
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import OUT_OF_SCOPE, REQUIRED, WELCOME, Profile
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.defaults import default_questionnaire
from callforprojects.territories.areas import Area

_HIGHEST_RATE = Decimal(100)
_LEVELS = frozenset({OUT_OF_SCOPE, WELCOME, REQUIRED})

_assign_presentation = assigning(Presentation, to=Call, apart={"version"})
_assign_calendar = assigning(Calendar, to=Round, apart={"version"})
_assign_funding = assigning(Funding, to=Call, apart={"version", "co_funder_ids"})
_assign_applicants = assigning(Applicants, to=Call, apart={"version", "areas"})


def create_call(funder: Organisation, details: NewCall, *, by: Visitor) -> Call:
    """A new draft with the default questionnaire, in the present edition of the framework.

    Raises DomainError beside `reference` when it is taken or badly formed.
    """
    reference = details.reference or free_reference(details.title)
    check_reference(reference)
    questionnaire = default_questionnaire(details.title, language=details.language)
    call = Call(
        reference=reference,
        funder=funder,
        current_round=Round(questionnaire=questionnaire, postponements=[]),
        created_by_id=by.id,
        kind=details.kind,
        language=details.language,
        title=details.title,
        edition=frame().edition.code,
        co_funders=[],
        expectations=[],
    )
    db.session.add_all([questionnaire, call])
    record("call.created", call, by=by, reference=reference)
    return call


def update_presentation(call: Call, details: Presentation, *, by: Visitor) -> None:
    """Change how the draft presents itself. Raises as `create_call`, ConflictError when stale."""
    _open(call, details.version, by)
    check_reference(details.reference, call)
    phone = PHONE.parse_any(details.contact_phone, "contact_phone") or ""
    _assign_presentation(call, replace(details, contact_phone=phone))
    call.description_html = markdown_to_html(details.description)
    _record_update(call, "presentation", by)


def update_calendar(call: Call, details: Calendar, *, by: Visitor) -> None:
    """Change the dates. Raises DomainError beside the one that is out of order."""
    _open(call, details.version, by)
    check_order(details)
    _assign_calendar(call.current_round, details)
    _record_update(call, "calendar", by)


def update_funding(call: Call, details: Funding, *, by: Visitor) -> None:
    """Change the money. Raises DomainError beside `rate`, `envelope` or `ceiling`.

    `call.co_funders` must be loaded.
    """
    _open(call, details.version, by)
    _check_funding(details)
    _assign_funding(call, details)
    wanted = set(details.co_funder_ids) - {call.funder_id}
    call.co_funders = list(queries.funders_among(wanted)) if wanted else []
    follow_fields(call)
    _record_update(call, "funding", by)


def update_applicants(call: Call, details: Applicants, *, by: Visitor) -> None:
    """Change who may apply. Raises DomainError for a code that the framework does not have."""
    _open(call, details.version, by)
    _check_codes(details.territory_types, frame().territory_types, "territory_types")
    _check_codes(details.scales, frame().scales, "scales")
    _check_codes(details.phases, frame().phases, "phases")
    _assign_applicants(call, details)
    call.areas = [area.value for area in Area if area in details.areas]
    follow_fields(call)
    _record_update(call, "applicants", by)


def update_expected_profile(
    call: Call, profile: Profile, *, by: Visitor, version: int | None = None
) -> None:
    """Say what is expected in each cell: 0, 2 or 3 (`call.expectations` must be loaded)."""
    _open(call, version, by)
    if not _LEVELS.issuperset(profile.levels):
        raise DomainError(
            _("A cell is out of scope, welcome or required, nothing else."), field="expected"
        )
    known = {
        (expected_cell.purpose, expected_cell.domain): expected_cell
        for expected_cell in call.expectations
    }
    wanted = {(purpose, domain): level for purpose, domain, level in profile.filled}
    for cell, expectation in known.items():
        if cell not in wanted:
            call.expectations.remove(expectation)
    for (purpose, domain), level in wanted.items():
        if (purpose, domain) in known:
            known[purpose, domain].level = level
        else:
            call.expectations.append(Expectation(purpose=purpose, domain=domain, level=level))
    _record_update(call, "expected_profile", by)


def start_expected_profile(
    call: Call, *, by: Visitor, purposes: Iterable[str] = (), domains: Iterable[str] = ()
) -> None:
    """Replace the expected profile by the affinities of these purposes and domains (none: all)."""
    chosen = {"purposes": tuple(purposes), "domains": tuple(domains)}
    profile = Profile.from_affinities(**{axis: codes for axis, codes in chosen.items() if codes})
    update_expected_profile(call, profile, by=by)


def clear_expected_profile(call: Call, *, by: Visitor) -> None:
    """Expect nothing any more."""
    update_expected_profile(call, Profile.empty(), by=by)


def free_reference(title: str) -> str:
    """A reference that nobody has, from the title and its year, else that of today in Paris."""
    year = to_paris(now()).year
    start = suggested_reference(title, year, ())
    return suggested_reference(title, year, queries.references_like(start))


def check_reference(reference: str, call: Call | None = None) -> None:
    """Raise DomainError when the reference is badly formed or belongs to another call."""
    if not is_well_formed(reference):
        raise DomainError(
            _(
                "Use capital letters, digits and hyphens, for example SMART-2027; 30 characters"
                " at most."
            ),
            field="reference",
        )
    if queries.is_reference_taken(reference, but=call.id if call else None):
        raise DomainError(_("Another call has this reference."), field="reference")


def check_order(dates: Calendar) -> None:
    """Opening, then the last day for questions, then closing, then results."""
    opens, questions, closes = dates.opens_at, dates.questions_until, dates.closes_at
    if _is_late(opens, closes):
        raise DomainError(_("The closing must come after the opening."), field="closes_at")
    if _is_late(opens, questions):
        raise DomainError(
            _("Questions must be possible after the opening."), field="questions_until"
        )
    if questions and closes and questions > closes:
        raise DomainError(_("Questions end before the closing."), field="questions_until")
    results = dates.results_expected_on
    if results and closes and results < to_paris(closes).date():
        raise DomainError(
            _("Results cannot be expected before the closing."), field="results_expected_on"
        )


def _is_late(first: datetime | None, second: datetime | None) -> bool:
    return first is not None and second is not None and first >= second


def _check_funding(details: Funding) -> None:
    if details.rate is not None and not Decimal(0) < details.rate <= _HIGHEST_RATE:
        raise DomainError(_("The rate is above 0 % and at most 100 %."), field="rate")
    for name, amount in (("envelope", details.envelope), ("ceiling", details.ceiling)):
        if amount is not None and amount <= Money.zero():
            raise DomainError(_("This amount must be above zero."), field=name)
    if details.envelope and details.ceiling and details.ceiling > details.envelope:
        raise DomainError(
            _("The ceiling of one project cannot exceed the whole budget."), field="ceiling"
        )


def _check_codes(codes: tuple[str, ...], terms: Iterable[object], field: str) -> None:
    if not {getattr(term, "code", None) for term in terms}.issuperset(codes):
        raise DomainError(_("Choose in the list."), field=field)


def _open(call: Call, version: int | None, by: Visitor) -> None:
    require_draft(call)
    check_version(call, version, by=by)


def _record_update(call: Call, page: str, by: Visitor) -> None:
    touch(call)
    record("call.updated", call, by=by, page=page)
