"""Recording the visa by which files may be eliminated: it comes before anything is erased."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from callforprojects.activity.services import record
from callforprojects.archives.models import EliminatedFile, Elimination
from callforprojects.archives.queries import KeptFile, kept_files
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import after_commit
from callforprojects.core.data.versions import lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.outside.jobs import enqueue
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _

ERASE = "callforprojects.archives.tasks.erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visa:
    """Who agreed to the elimination: code du patrimoine, L212-2 and R212-14."""

    reference: str
    signed_on: date
    authority: str


def record_elimination(
    call: Call, visa: Visa, *, kept_references: Collection[str], expected: int, by: Visitor
) -> Elimination:
    """Write the visa and the files that it covers, then have them erased after the commit.

    `kept_references` are those that the sorting keeps; `expected` is how many files the person has
    seen. Raises ConflictError when they have changed meanwhile, DomainError on `kept` or
    `signed_on`.
    """
    lock(call)
    over = [file for file in kept_files(call, by) if file.may_go]
    if len(over) != expected:
        raise ConflictError(_("These files have changed meanwhile: look at them again."))
    going = _without_kept(over, kept_references)
    if visa.signed_on > to_paris(now()).date():
        raise DomainError(_("The visa cannot be signed after today."), "signed_on")
    elimination = Elimination(
        call_id=call.id,
        visa_reference=visa.reference,
        visa_on=visa.signed_on,
        visa_authority=visa.authority,
        recorded_by_id=by.id,
    )
    db.session.add(elimination)
    db.session.flush()
    db.session.add_all(
        EliminatedFile(
            elimination_id=elimination.id,
            application_id=file.id,
            reference=file.reference,
            outcome=file.outcome.value,
        )
        for file in going
    )
    record(
        "elimination.recorded",
        call,
        by=by,
        visa=visa.reference,
        visa_on=visa.signed_on.isoformat(),
        authority=visa.authority,
        files=len(going),
    )
    after_commit(lambda: enqueue(ERASE))
    return elimination


def _without_kept(over: list[KeptFile], kept_references: Collection[str]) -> list[KeptFile]:
    """Those that go: what the sorting keeps is named by its reference."""
    unknown = set(kept_references) - {file.reference for file in over}
    if unknown:
        raise DomainError(
            _("None of these files has the reference %(reference)s.", reference=min(unknown)),
            "kept",
        )
    going = [file for file in over if file.reference not in kept_references]
    if not going:
        raise DomainError(_("No file is left to eliminate."), "kept")
    return going
