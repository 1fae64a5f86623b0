"""What each mail of the platform says, ready to be written: nothing here is in the database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application, Submission
from callforprojects.calls.models import Call
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _
from callforprojects.juries.models import Juror, JurorRole, JurorStatus, Jury
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    Invitation,
    Organisation,
    Role,
)
from callforprojects.selection.models import Decision, Outcome
from tests.factories.calls import call_of

OWN_WORDS = (
    "Les crues de mai ont fermé trois mairies.\n\nChacun garde son brouillon.",
    "Un projet < utile > & clair, porté par « Mme d’Isson ».",
    "Signer la convention avant l’été.",
)
"""Paragraphs that people wrote: they are the same in every language."""
URL = "https://aap.example/some/page/0192f0aa-0000-7000-8000-000000000001"
_CLOSING = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


def scenes() -> dict[str, list[Mapping[str, Any]]]:
    """For each template, the situations in which it says something else."""
    return {
        **_accounts(),
        **_organisations(),
        **_applications(),
        **_juries(),
        "messages/activity_head": [
            {"fault": None, "count": 1204, "last_hash": "5f" * 32},
            {"fault": _("The end of the chain was removed."), "count": 0, "last_hash": "0" * 64},
        ],
        "selection/decision": [_decision(outcome) for outcome in Outcome],
    }


def _user() -> User:
    return User(first_name="Marie-Ange", last_name="O’Brien & Fils", language="fr")


def _funder() -> Organisation:
    return Organisation(
        name="Caisse des Dépôts et consignations",
        postal_address="56 rue de Lille, 75007 Paris",
        contact_email="contact@funder.example",
        contact_phone="01 00 00 00 00",
    )


def _town() -> Organisation:
    return Organisation(name="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson")


def _call() -> Call:
    return call_of(
        title="Démonstrateurs de la ville durable : habiter la France de demain",
        language="fr",
        funder=_funder(),
        opens_at=datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
        closes_at=_CLOSING,
        questions_until=datetime(2026, 2, 26, 16, 0, tzinfo=UTC),
        results_expected_on=date(2026, 6, 30),
        contact_email="ville-durable@funder.example",
    )


def _application() -> Application:
    return Application(
        reference="DVD-2026-0001",
        title="Recouvrance <marée> haute & « Cie »",
        organisation=_town(),
        submitted_at=_CLOSING,
        withdrawal_reason=OWN_WORDS[1],
    )


def _accounts() -> dict[str, list[Mapping[str, Any]]]:
    linked = {"user": _user(), "url": URL}
    return {
        "accounts/address_asked": [linked],
        "accounts/address_changed": [linked],
        "accounts/address_link": [{"url": URL}],
        "accounts/address_taken": [linked],
        "accounts/already_registered": [linked],
        "accounts/confirm": [{"url": URL}],
        "accounts/failed_sign_ins": [linked],
        "accounts/invitation_taken": [{}],
        "accounts/opened": [{"url": URL}],
        "accounts/reset": [linked],
        "accounts/closed": [{"by_administrator": False}, {"by_administrator": True}],
        "accounts/password_changed": [{"user": _user()}],
        "accounts/no_account": [{"url": URL}],
        "accounts/join_link": [linked],
        "accounts/join_unknown": [{}],
        "accounts/joined": [{"user": _user(), "former": "ada@town.example"}],
        "accounts/joined_to": [{"email": "ada@town.example", "url": URL}],
    }


def _organisations() -> dict[str, list[Mapping[str, Any]]]:
    seat = {"user": _user(), "organisation": _town(), "role": Role.EDITOR, "url": URL}
    asked = {**seat, "requester": "Ahmed Ben-Saïd"}
    invitation = Invitation(role=Role.READER, expires_at=_CLOSING)
    invited = {"organisation": _town().name, "invitation": invitation, "url": URL}
    return {
        "organisations/invitation": [
            {**invited, "inviter": "Marie-Ange O’Brien"},
            {**invited, "inviter": ""},
            {**invited, "inviter": "", "organisation": ""},
        ],
        "organisations/invitation_accepted": [
            {**seat, "member": "Ahmed Ben-Saïd", "account": account, "invited": "a@town.example"}
            for account in ("a@town.example", "ahmed@home.example")
        ],
        "organisations/join_requested": [
            {**asked, "address": "a@town.example", "message": ""},
            {**asked, "address": "a@town.example", "message": OWN_WORDS[0]},
        ],
        "organisations/join_approved": [seat],
        "organisations/join_refused": [seat],
        "organisations/member_changed": [seat],
        "organisations/member_removed": [seat],
        "organisations/merged": [{**seat, "former": "Ville de Morlaix <29>"}],
        "organisations/removed": [seat],
        **_accreditations(),
    }


def _accreditations() -> dict[str, list[Mapping[str, Any]]]:
    request = AccreditationRequest(
        status=AccreditationStatus.PENDING,
        statement=OWN_WORDS[1],
        reason=OWN_WORDS[2],
        code_sent_to="mairie@register.example",
        code_sent_at=_CLOSING,
    )
    said = {"user": _user(), "person": _user(), "organisation": _town(), "url": URL}
    said["named"] = "Morlaix, Finistère (29)"
    code = {"person": "Ahmed Ben-Saïd", "account": "ahmed@home.example", "code": "K7PM-2XQD-94WE"}
    return {
        "organisations/accreditation_requested": [{**said, "request": request}],
        "organisations/accredited": [{**said, "request": request}],
        "organisations/accreditation_refused": [{**said, "request": request}],
        "organisations/accreditation_code_sent": [{**said, "request": request}],
        "organisations/accreditation_code": [{**said, **code, "request": request}],
    }


def _applications() -> dict[str, list[Mapping[str, Any]]]:
    draft = Application(title="", organisation=_town(), submitted_at=None)
    begun = Application(title="Un parc", organisation=_town(), submitted_at=None)
    news = {
        "call": _call(),
        "applications": [_application(), begun, draft],
        "reason": OWN_WORDS[0],
        "is_proved": True,
        "url": URL,
    }
    unproved = {**news, "applications": [_application()], "reason": "", "is_proved": False}
    application, call = _application(), _call()
    deleted = call_of(title="Un parc pour tous", funder=_funder(), deleted_at=_CLOSING)
    receipt = {
        "application": application,
        "call": call,
        "funder": call.funder,
        "title": application.title,
        "submission": Submission(submitted_at=_CLOSING, sha256="0123456789abcdef" * 4),
        "url": URL,
        "pdf_url": f"{URL}/pdf",
        "proof": OWN_WORDS[2],
        "in_charge": [(OWN_WORDS[2], call.funder.name)],
    }
    return {
        "applications/cancelled": [news, unproved],
        "applications/deleted": [
            {
                "name": "Ahmed Ben-Saïd",
                "application": Application(title=title, deleted_at=_CLOSING),
                "organisation": _town(),
                "call": call,
                "url": URL,
            }
            for title in ("Un parc", "")
        ],
        "calls/deleted": [{"name": "Ahmed Ben-Saïd", "call": deleted, "url": URL}],
        "applications/postponed": [
            {**each, "previous": datetime(2026, 3, 1, 11, tzinfo=UTC)} for each in (news, unproved)
        ],
        "applications/receipt": [
            {**receipt, "silence": []},
            {**receipt, "silence": list(OWN_WORDS[1:])},
            {**receipt, "silence": [], "title": ""},
        ],
        "applications/withdrawn": [
            {"application": application, "organisation": _town(), "call": call, "url": URL}
        ],
    }


def _juries() -> dict[str, list[Mapping[str, Any]]]:
    sitting, invited = _juror(JurorStatus.ACCEPTED), _juror(JurorStatus.INVITED)
    day, earlier = date(2026, 4, 17), date(2026, 4, 3)
    base = {"call": _call(), "url": URL}
    news = {**base, "reason": OWN_WORDS[0], "due_on": day}
    previous = datetime(2026, 3, 1, 11, tzinfo=UTC)
    seated = {"juror": sitting, "name": sitting.full_name}
    filed = {**base, "juror": sitting, "application": _application()}
    reminder = {**base, "name": sitting.full_name}
    return {
        "juries/invitation": [
            {**base, "juror": invited, "name": name, "due_on": due}
            for name, due in ((invited.full_name, day), ("", None))
        ],
        "juries/assigned": [
            {**base, "juror": sitting, "count": count, "due_on": due}
            for count, due in ((1, None), (12, day))
        ],
        "juries/taken": [{**base, "invited": "Ahmed Ben-Saïd (a@town.example)"}],
        "juries/closed": [filed],
        "juries/conflict": [{**filed, "name": sitting.full_name}],
        "juries/lifted": [
            {**filed, "name": sitting.full_name, "is_juror": is_juror} for is_juror in (True, False)
        ],
        "juries/cancelled": [
            {**news, "juror": sitting, "name": sitting.full_name},
            {**news, "juror": invited, "name": "", "reason": ""},
        ],
        "juries/postponed": [
            {**news, **seated, "previous": previous, "due_on": due, "reason": reason}
            for due, reason in ((day, OWN_WORDS[0]), (None, ""))
        ],
        "juries/due_date": [
            {**news, **who, "previous": before, "due_on": due}
            for who, before, due in (
                (seated, earlier, day),
                ({"juror": invited, "name": ""}, None, day),
                (seated, earlier, None),
            )
        ],
        "reviews/revised": [
            {
                **filed,
                "before": before,
                "after": Decimal("80.5"),
                "with_totals": with_totals,
            }
            for before, with_totals in (
                (Decimal("61.25"), True),
                (Decimal("61.25"), False),
                (None, True),
            )
        ],
        "reviews/reminder": [
            {**reminder, "count": 1, "due_on": None},
            {**reminder, "count": 12, "due_on": day},
        ],
    }


def _juror(status: JurorStatus) -> Juror:
    return Juror(
        full_name="Brigitte Hartmann-Leduc",
        role=JurorRole.CHAIR,
        status=status,
        expires_at=_CLOSING,
        jury=Jury(reviews_due_on=date(2026, 4, 17)),
    )


def _decision(outcome: Outcome) -> Mapping[str, Any]:
    granted = Money.euros("305000000") if outcome.is_funded else None
    conditions = OWN_WORDS[2] if outcome is Outcome.SELECTED_WITH_CONDITIONS else ""
    return {
        "call": _call(),
        "application": _application(),
        "project": _application().title,
        "author": OWN_WORDS[2],
        "remedies": "" if outcome.is_funded else OWN_WORDS[2],
        "decision": Decision(
            outcome=outcome, amount=granted, reason=OWN_WORDS[1], conditions=conditions
        ),
        "url": URL,
        "results_url": f"{URL}/results",
    }
