"""Accreditation: whoever registers an organisation shows that they act for it.

At once when their address is at a known domain of the organisation; else an administrator of the
platform examines the request, or sends a code to an address of a public register.
"""

import secrets

from callforprojects.accounts.models import User
from callforprojects.accounts.queries import normalised_email
from callforprojects.activity.services import record
from callforprojects.core.data.clock import arrived_at, now
from callforprojects.core.data.database import db
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.data.versions import lock, lock_all
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.links import absolute_url
from callforprojects.messages.services import write_message
from callforprojects.organisations import queries
from callforprojects.organisations.domains import domain_of
from callforprojects.organisations.models import (
    ACCREDITATION_MOVES,
    AccreditationRequest,
    AccreditationStatus,
    Organisation,
    Proof,
)
from callforprojects.organisations.services.bounds import check_may_ask_again

_CODE_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
_CODE_LENGTH = 12
_GROUP = 4


def request_accreditation(
    organisation: Organisation, statement: str, *, by: Visitor
) -> AccreditationRequest:
    """Ask to act for an organisation that one has registered.

    It is granted at once when the address of the person is at a known domain of the organisation;
    else the administrators of the platform are told. Raises DomainError when it is accredited, or
    when a request waits; TooMany when they have asked enough today.
    """
    _lock(organisation)
    if organisation.is_accredited:
        raise DomainError(_("%(name)s is accredited already.", name=organisation.name))
    _refuse_rival(organisation, by)
    latest = queries.latest_accreditation(organisation.id)
    if latest is not None and latest.is_pending:
        raise DomainError(_("Your request waits for an answer already."))
    check_may_ask_again(organisation)
    request = AccreditationRequest(
        organisation_id=organisation.id, user_id=by.id, statement=statement
    )
    db.session.add(request)
    db.session.flush()
    db.session.refresh(request, ["organisation", "user"])
    record("accreditation.requested", organisation, by=by)
    known_as = queries.name_at_known_domain(organisation, domain_of(by.email))
    if known_as:
        organisation.name = known_as  # as its register writes it, whatever the signs typed
        _grant(request, Proof.KNOWN_DOMAIN, by)
    else:
        _notify_administrators(request)
    return request


def grant_accreditation(request: AccreditationRequest, reason: str, *, by: Visitor) -> None:
    """Let somebody act for the organisation, for a reason that is kept. Tell them.

    Needs its organisation and person loaded. Raises ConflictError when the request has its answer,
    DomainError when another organisation is accredited as the same one, on `reason` without one.
    """
    _require_reason(reason)
    _lock_request(request)
    _refuse_answered(request)
    _refuse_rival(request.organisation, by)
    request.reason = reason
    _grant(request, Proof.EXAMINED, by)
    _notify(request, "accredited")


def refuse_accreditation(request: AccreditationRequest, reason: str, *, by: Visitor) -> None:
    """Say no, and why. They keep their drafts, and can ask again.

    Needs its organisation and person loaded. Raises ConflictError when the request has its answer,
    DomainError on `reason` without one.
    """
    _require_reason(reason)
    _lock_request(request)
    request.reason = reason
    _decide(request, AccreditationStatus.REFUSED, by)
    record("accreditation.refused", request.organisation, by=by)
    _notify(request, "accreditation_refused")


def send_code(request: AccreditationRequest, address: str, register: str, *, by: Visitor) -> None:
    """Send a code to an address of a public register, for whoever answers there to hand over.

    Good for two weeks; the one sent before no longer works. Needs its organisation and person
    loaded. Raises ConflictError when the request has its answer, DomainError on `address` when it
    is one that the person gave, or one that the platform knows as theirs; on what is missing.
    """
    if not address:
        raise DomainError(_("Enter the address that you have copied from the register."), "address")
    if not register:
        raise DomainError(_("Enter where you have copied the address."), "register")
    _lock_request(request)
    _refuse_answered(request)
    _refuse_rival(request.organisation, by)
    sent_to = normalised_email(address)
    own_addresses = [request.user.email, request.organisation.contact_email]
    if _mailbox(sent_to) in map(_mailbox, own_addresses):
        raise DomainError(
            _("The person gave this address: it proves nothing. Copy one from a register."),
            "address",
        )
    code = "".join(secrets.choice(_CODE_SIGNS) for _sign in range(_CODE_LENGTH))
    request.code_hash = _hash_of(request, code)
    request.code_sent_to, request.code_register = sent_to, register
    request.code_sent_at = now()
    record("accreditation.code_sent", request.organisation, by=by)
    write_message(
        to=sent_to,
        template="organisations/accreditation_code",
        language=request.user.language,
        context={
            "person": request.user.full_name,
            "account": request.user.email,
            "organisation": request.organisation,
            "named": queries.unambiguous_name(request.organisation),
            "code": "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP)),
            "request": request,
        },
        about=request.organisation,
        secret=True,
    )
    _notify(request, "accreditation_code_sent")


def enter_code(request: AccreditationRequest, text: str, *, by: Visitor) -> None:
    """Grant a request by its code: signs and case as they were sent, spaces and hyphens or not.

    Needs its organisation and person loaded. Raises ConflictError when the request has its answer,
    DomainError on `code` when it is another one, or too old.
    """
    _lock_request(request)
    _refuse_answered(request)
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    if not request.has_code(arrived_at()):
        raise DomainError(_("This code is too old: ask for another one."), "code")
    if not secrets.compare_digest(request.code_hash or "", _hash_of(request, code)):
        raise DomainError(_("This is not the code that was sent: check each character."), "code")
    _refuse_rival(request.organisation, by)
    _grant(request, Proof.CODE, by)


def _require_reason(reason: str) -> None:
    if not reason:
        raise DomainError(_("Enter the reason."), "reason")


def _hash_of(request: AccreditationRequest, code: str) -> str:
    """Of this request alone: a code is worth nothing for another."""
    return token_hash(f"{request.id}:{code}")


def _grant(request: AccreditationRequest, proof: Proof, by: Visitor) -> None:
    organisation = request.organisation
    request.proof, request.code_hash = proof, None
    _decide(request, AccreditationStatus.GRANTED, by)
    organisation.accredited_at = now()
    record("accreditation.granted", organisation, by=by, proof=proof.value)


def _decide(request: AccreditationRequest, status: AccreditationStatus, by: Visitor) -> None:
    transition(request, "status", status, ACCREDITATION_MOVES)
    request.decided_by_id, request.decided_at = by.id, now()


def _refuse_answered(request: AccreditationRequest) -> None:
    if not request.is_pending:
        raise ConflictError(_("This request has its answer already."))


def _mailbox(address: str) -> str:
    """Where mails to it end: most servers read neither what follows a `+` nor the dots."""
    local, _at, _domain = normalised_email(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain_of(address.strip())}"


def _lock(organisation: Organisation) -> None:
    """The organisation and all that say they are the same, so that none becomes it meanwhile."""
    lock_all([organisation, *queries.rivals_of(organisation)])


def _lock_request(request: AccreditationRequest) -> None:
    _lock(request.organisation)
    lock(request)


def _refuse_rival(organisation: Organisation, by: Visitor) -> None:
    """In the words of who reads it: administrators of the platform, or who has registered it.

    Needs all of them held.
    """
    rival = queries.accredited_rival(organisation)
    if rival is not None:
        raise DomainError(
            _(
                "%(name)s is accredited already: the person asks to join it, and their drafts "
                "follow them.",
                name=rival.name,
            )
            if by.is_administrator
            else _(
                "%(name)s is accredited already: ask to join it, and your drafts follow you.",
                name=rival.name,
            )
        )


def _notify_administrators(request: AccreditationRequest) -> None:
    url = absolute_url("organisations.examine_accreditation", accreditation_request_id=request.id)
    for administrator in queries.administrators_of_platform():
        _write(administrator, "organisations/accreditation_requested", request, url)


def _notify(request: AccreditationRequest, template: str) -> None:
    page = "detail" if request.organisation.is_accredited else "accreditation"
    url = absolute_url(f"organisations.{page}", organisation_id=request.organisation_id)
    _write(request.user, f"organisations/{template}", request, url)


def _write(user: User, template: str, request: AccreditationRequest, url: str) -> None:
    write_message(
        to=user.email,
        template=template,
        language=user.language,
        context={
            "user": user,
            "request": request,
            "organisation": request.organisation,
            "named": queries.unambiguous_name(request.organisation),
            "person": request.user,
            "url": url,
        },
        user_id=user.id,
        about=request.organisation,
    )
