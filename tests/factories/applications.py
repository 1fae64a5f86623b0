"""Applications for the tests, with the open call and the organisation that they need."""

import json
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.applications import queries, services
from callforprojects.applications.models import Application, Submission
from callforprojects.applications.services.writing import project_facts
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web.unanswered import leave_mark
from callforprojects.organisations.models import Membership, Organisation, OrganisationKind, Role
from callforprojects.questionnaires.answering import RawAnswer, facts
from callforprojects.questionnaires.queries import (
    answers_of,
    revision_with_questions,
    whole_revision,
)
from callforprojects.questionnaires.saving import new_answer_set, save_answers
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_funder
from tests.factories.territories import RENNES, make_territory

_numbers = count(1)
CLAIMS = [
    {"purpose": "environment", "domain": "mobility", "level": 3, "argument": "Fewer cars."},
    {"purpose": "cohesion", "domain": "mobility", "level": -1, "argument": "Free lessons."},
]
ANSWERS = {
    "title": "Bicycles for the valley",
    "summary": "Six electric bicycles lent by the month.",
    "location": RENNES,
    "scale": "ville",
    "phase": "conception",
    "context": "A village on a slope.",
    "objectives": "A quarter of the inhabitants try.",
    "actions": "Buy, lend, teach.",
    "matrix": json.dumps(CLAIMS),
    "governance": "The mayor follows it.",
    "contact_email": "mairie@town.example",
    "contact_phone": "02 99 00 00 00",
    "starts_on": "2027-03-01",
    "ends_on": "2028-03-01",
    "is_started": "no",
    "total_cost": "38 400",
    "requested_amount": "19 200,50",
    "expected_results": "Eighty borrowers.",
}


def make_body(kind: OrganisationKind = OrganisationKind.TERRITORY, **values: Any) -> Organisation:
    """An organisation: a commune unless it is said otherwise."""
    number = next(_numbers)
    defaults = {
        "name": f"Organisation {number:04d}",
        "is_funder": kind is OrganisationKind.FUNDER,
        "is_applicant": kind is not OrganisationKind.FUNDER,
        "territory_type": "commune" if kind is OrganisationKind.TERRITORY else None,
        "contact_email": f"contact-{number}@town.example",
        "accredited_at": now(),
    }
    organisation = Organisation(**{**defaults, **values})
    db.session.add(organisation)
    db.session.flush()
    return organisation


def make_member(organisation: Organisation, role: Role = Role.EDITOR, **values: Any) -> User:
    """Somebody who belongs to an organisation."""
    user = make_user(**values)
    db.session.add(Membership(organisation_id=organisation.id, user_id=user.id, role=role))
    db.session.flush()
    return user


def make_open_call(**values: Any) -> Call:
    """A published call, open now, whose funder has a whole address."""
    make_territory(RENNES)
    values.setdefault(
        "funder",
        make_funder(
            postal_address="1 rue des Essais, 35000 Rennes",
            contact_email="aap@funder.example",
            contact_phone="02 99 00 00 01",
        ),
    )
    return make_call("open", **{"language": "en", **values})


def make_application(
    *,
    call: Call | None = None,
    organisation: Organisation | None = None,
    by: User | None = None,
    answers: dict[str, str] | None = None,
    submitted: bool = False,
) -> Application:
    """A draft with these answers (none by default); `submitted` files a complete one."""
    call = call or make_open_call()
    organisation = organisation or make_body()
    by = by or make_member(organisation)
    application = services.start_application(call, organisation, by=by)
    given = {**ANSWERS, **(answers or {})} if submitted else answers or {}
    fill(application, given, by=by)
    if submitted:
        services.submit_application(application, by=by)
    db.session.commit()
    return queries.application_to_submit(application.id)


def make_continuation(application: Application) -> Application:
    """A draft to the current round of the same call, which continues an application."""
    call = application.call
    revision = revision_with_questions(call.questionnaire_id)
    draft = Application(
        round_id=call.current_round.id,
        project_id=application.project_id,
        continues_id=application.id,
        organisation_id=application.organisation_id,
        answer_set=new_answer_set(revision),
        created_by_id=application.created_by_id,
    )
    db.session.add(draft)
    db.session.commit()
    return queries.application_to_submit(draft.id)


def submission_of(application: Application) -> Submission:
    """What it has filed last."""
    submission = queries.latest_submission(application)
    assert submission is not None
    return submission


def fill(application: Application, answers: dict[str, str], *, by: User) -> None:
    """Save answers, whatever their section, at once: saving by section is tested where it is."""
    if not answers:
        return
    answer_set = answers_of(application.answer_set_id)
    revision = whole_revision(answer_set.revision_id)
    raw = {key: RawAnswer(text) for key, text in answers.items()}
    save_answers(answer_set, revision, raw, by=by)
    project_facts(application, facts(revision, answer_set))


def make_unanswered_press(
    app: Flask, application: Application, by: User, at: datetime
) -> Path | None:
    """The mark of a filing that came at that instant and was not answered, as the server leaves it.

    None when there is one already.
    """
    session: Any = app.session_interface
    cookie = session.get_signing_serializer(app).dumps({"person": str(by.id)})
    lines = (
        f"POST /applications/{application.id}/submit HTTP/1.1",
        f"Cookie: session={cookie}",
        "Content-Type: application/x-www-form-urlencoded",
    )
    with time_machine.travel(at, tick=False):
        return leave_mark(app, "\r\n".join(lines).encode(), b"declaration=y", at.timestamp())
