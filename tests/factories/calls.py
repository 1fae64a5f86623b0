"""Calls for the tests: drafts, complete drafts, and calls at each stage of their public life."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from callforprojects.accounts.models import User
from callforprojects.calls.models import Call, CallKind, Expectation, Publication, Round
from callforprojects.calls.services import follow_fields
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.rich_text import markdown_to_html
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.organisations.silence import LegalNature
from callforprojects.questionnaires.defaults import default_questionnaire
from callforprojects.questionnaires.models import RevisionStatus
from tests.factories.accounts import make_user
from tests.factories.criteria import make_grid

_numbers = count(1)
_OF_ROUND = (
    *("opens_at", "questions_until", "closes_at", "results_expected_on", "announced_at"),
    *("questionnaire", "questionnaire_id", "postponements"),
)
# Days from now: opening, closing.
_STAGES = {
    "upcoming": (10, 40),
    "open": (-10, 30),
    "closed": (-40, -5),
    "announced": (-90, -40),
    "cancelled": (-10, 30),
}
CELLS = (
    ("resilience", "mobility", 3),
    ("resilience", "governance", 2),
    ("environment", "mobility", 3),
    ("wellbeing", "health", 2),
)


def make_funder(**values: Any) -> Organisation:
    """An organisation that publishes calls."""
    number = next(_numbers)
    funder = Organisation(
        **{
            "is_funder": True,
            "name": f"Financeur {number}",
            "own_nature": LegalNature.PUBLIC_BODY,
            "accredited_at": now(),
            "contact_phone": "02 99 00 00 01",
            "postal_address": "1 rue des Essais, 35000 Rennes",
            **values,
        }
    )
    db.session.add(funder)
    db.session.flush()
    return funder


def make_officer(funder: Organisation, role: Role = Role.EDITOR, **values: Any) -> User:
    """A person with a seat in the funder."""
    user = make_user(**values)
    db.session.add(Membership(organisation=funder, user=user, role=role))
    db.session.flush()
    return user


def call_of(**values: Any) -> Call:
    """A call with one round, where its dates and its questionnaire are kept; in no database yet."""
    turn = {name: values.pop(name) for name in _OF_ROUND if name in values}
    call = Call(current_round=Round(**{"postponements": [], **turn}), **values)
    call.current_round.call, call.current_round.call_id = call, call.id
    return call


def make_call(stage: str = "draft", **values: Any) -> Call:
    """A call. `stage` is draft (nothing but a title), ready (a complete draft), upcoming, open,
    closed, announced or cancelled. `cells` and `weights` set the matrix and the criteria.
    """
    funder = values.pop("funder", None) or make_funder()
    author = values.pop("created_by", None) or make_user()
    cells, weights = values.pop("cells", None), values.pop("weights", None)
    language = values.get("language", "fr")
    number = next(_numbers)
    call = call_of(
        **{
            "reference": f"CALL-{number}",
            "title": f"Territoires d’essai {number}",
            "kind": CallKind.AAP,
            "status": Publication.DRAFT,
            "co_funders": [],
            "edition": frame().edition.code,
            "funder": funder,
            "created_by_id": author.id,
            "questionnaire": default_questionnaire(f"Territoires {number}", language=language),
            **(_complete() if stage != "draft" else {}),
            **_dates(stage),
            **values,
        }
    )
    if stage != "draft":
        cells, weights = CELLS if cells is None else cells, (60, 40) if weights is None else weights
    call.expectations = [Expectation(purpose=p, domain=d, level=n) for p, d, n in cells or ()]
    if call.status is not Publication.DRAFT:
        call.questionnaire.revisions[0].status = RevisionStatus.PUBLISHED
        call.questionnaire.revisions[0].published_at = call.published_at
    db.session.add_all([call, *make_grid(call, weights or ())])
    db.session.flush()
    follow_fields(call)  # as the services do that write its figures
    db.session.flush()
    return call


def make_next_round(call: Call) -> Round:
    """Another round of a call, with dates of its own as those of now: the current one from then on.

    It asks what every call asks, and has neither grid nor jury.
    """
    former = call.current_round
    former.is_current = False
    db.session.flush()
    questionnaire = default_questionnaire(f"{call.title} {former.position + 1}")
    questionnaire.revisions[0].status = RevisionStatus.PUBLISHED
    questionnaire.revisions[0].published_at = now()
    following = Round(
        call_id=call.id,
        position=former.position + 1,
        questionnaire=questionnaire,
        opens_at=former.opens_at,
        closes_at=former.closes_at,
    )
    db.session.add(following)
    db.session.flush()
    db.session.expire(call, ["current_round"])
    return following


def _complete() -> dict[str, Any]:
    description = "## Contexte\n\nDes villes **durables**."
    return {
        "summary": "Aider les territoires à changer leurs mobilités.",
        "description": description,
        "description_html": markdown_to_html(description),
        "contact_email": "contact@funder.example",
        "envelope": Money.euros(3_000_000),
        "ceiling": Money.euros(500_000),
        "rate": Decimal(70),
    }


def _dates(stage: str) -> dict[str, Any]:
    if stage == "draft":
        return {}
    at = now()
    opens, closes = _STAGES.get(stage, (10, 40))
    dates: dict[str, Any] = {
        "opens_at": at + timedelta(days=opens),
        "closes_at": at + timedelta(days=closes),
    }
    if stage in _STAGES:
        dates |= {"status": Publication.PUBLISHED, "published_at": at + timedelta(days=opens - 1)}
    if stage == "announced":
        dates["announced_at"] = at - timedelta(days=1)
    if stage == "cancelled":
        dates |= {
            "status": Publication.CANCELLED,
            "cancelled_at": at,
            "cancellation_reason": "Le budget a été retiré.",
        }
    return dates
